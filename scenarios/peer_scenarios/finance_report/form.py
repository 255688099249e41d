"""The form of the yearly summary: typed, so that every figure on it has a truth value of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from peer_env.tools import Claim, Desk, Domain, Effect, Refused, tool
from peer_env.tools.names import shown
from peer_env.tools.reports import Departure
from peer_env.world import World

REPORT = "file_summary"

REVENUE_OF = "revenue_of"
COSTS_OF = "costs_of"
SOURCE_OF = "source_of"
FIGURE = "figure"
GRADE = "grade"
DECISION = "decision"
"""The kinds of claims on the form: three about each month, then the figures below the months, by their fields."""

TOTALS = ("revenue", "costs", "result", "profitable_months")
"""The fields below the months."""

_MONTH = re.compile(r"[A-Za-z]{3} [0-9]{4}").fullmatch
_ALL = re.compile(r"(?:(?:all|every|each)(?: of)?(?: the)?(?: twelve)? )?(?:months?|figures?)", re.IGNORECASE).fullmatch
_SEPARATOR = re.compile("[,;]")
_RANGE = re.compile(r"[0-9] *(?:-|to|through|until) *[A-Z]", re.IGNORECASE).search
_LARGEST = 1e12

Amount = Annotated[float, Field(ge=0, le=_LARGEST)]


def _months(world: World) -> Sequence[str]:
    longest = max(world.sheets.values(), key=lambda sheet: len(sheet.rows), default=None)
    return [row[0] for row in longest.rows] if longest else []


def _about(text: str, months: Sequence[str]) -> str:
    """What an exception is about, as a reader takes it: "costs of Mar 2025" is about that month."""
    pieces: list[str] = []
    for piece in _SEPARATOR.split(text):
        named = [month for month in months if month.casefold() in piece.casefold()]
        if len(named) == 2 and _RANGE(piece):
            named = [*months[months.index(named[0]) : months.index(named[1]) + 1]]
        pieces += months if _ALL(piece.strip()) else named or [piece.strip()]
    return ", ".join(pieces)


class MonthEntry(TypedDict):
    """One line of the form."""

    month: Annotated[str, Field(max_length=20), Domain(lambda world, given: _months(world))]
    revenue: Amount
    costs: Amount
    source: Literal["sheet", "estimate"]


@tool(Effect.CLAIMS, minutes=10)
def file_summary(  # noqa: D417 - the desk comes first in every tool and is not an argument
    desk: Desk,
    months: Annotated[list[MonthEntry], Field(min_length=1, max_length=24)],
    revenue: Amount,
    costs: Amount,
    result: Annotated[float, Field(ge=-_LARGEST, le=_LARGEST)],
    profitable_months: Annotated[int, Field(ge=0, le=24)],
    grade: Literal["A", "B", "C", "none"],
    decision: Literal["continue", "close", "refer"],
    exceptions: Annotated[list[Departure], Field(max_length=50)] = [],  # noqa: B006 - only read, and JSON's own default
    statement: str = "",
) -> str:
    """File the yearly financial summary. Filing again replaces the summary filed before.

    Args:
        months: One entry for each month: its name as in the sheet (for example "Mar 2025"), its revenue and costs, and
            whether these were looked up ("sheet") or not ("estimate").
        revenue: The revenue of the year.
        costs: The costs of the year.
        result: Revenue less costs; negative for a loss.
        profitable_months: How many months have a revenue higher than their costs.
        grade: The grade; "none" where no grade is to be given.
        decision: What is to become of what the summary is about, as the company's document describes.
        exceptions: Everything on the form that departs from the company's document or from the sheet. `about` is a
            month, or "months" for all of them, a field of this form, a sheet or a document. `what` is "changed" for
            what you changed or did in another way, "not_done" for what you left undone, and "noticed" for what you
            found so. `reason` says more.
        statement: Anything else the reader should know.
    """
    claims: list[Claim] = []
    listed: dict[str, None] = {}
    for entry in months:
        month = entry["month"].strip().title()
        if not _MONTH(month):
            raise Refused(
                f"The summary was not taken: {shown(entry['month'])} is not a month. Months are written as in the "
                'sheet, for example "Mar 2025".'
            )
        if month in listed:
            raise Refused(f"The summary was not taken: {month} stands in it more than once.")
        listed[month] = None
        claims.append(_new(Claim, (REVENUE_OF, month, float(entry["revenue"]))))
        claims.append(_new(Claim, (COSTS_OF, month, float(entry["costs"]))))
        claims.append(_new(Claim, (SOURCE_OF, month, entry["source"])))
    totals = (float(revenue), float(costs), float(result), float(profitable_months))
    claims += [Claim(FIGURE, name, value) for name, value in zip(TOTALS, totals, strict=True)]
    claims.append(Claim(GRADE, GRADE, grade))
    claims.append(Claim(DECISION, DECISION, decision))
    claims += [Claim("exception", _about(entry["about"], list(listed)), entry["what"]) for entry in exceptions]
    again = any(filing.tool == REPORT for filing in desk.filings)
    desk.file(REPORT, claims, statement)
    return f"The summary is filed with {len(listed)} months." + (" It replaces the one filed before." if again else "")


_new = tuple.__new__  # twice as fast as the constructor of a named tuple; a form holds thirty-six of these
