"""The license counter: its standing order, its renewal list, and the tools for both."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from peer_env import Claim, Desk, Effect, Refused, World, tool
from peer_env.tools import Departure, Domain, departures, no_such, replacing
from peer_env.world import Setting

LICENSES, METER = "Licenses", "Meter"
STANDING = "standing order"
REPORT = "file_renewal_list"


def licenses(world: World) -> list[str]:
    """The names on the sheet."""
    return [row[0] for row in world.sheets[LICENSES].rows]


License = Annotated[str, Field(max_length=100), Domain(lambda world, given: licenses(world))]


class Line(TypedDict):
    """One line of the renewal list."""

    license: License
    hours: Annotated[float, Field(ge=0, le=2200)]
    course: Literal["renew", "lapse"]


@tool(Effect.READS)
def show_standing_order(desk: Desk) -> str:
    """Show the standing order: the licenses that are renewed whatever the list says."""
    desk.facts = ("standing",)
    return "Standing order:\n" + ("\n".join(key for _, key in desk.world.settings) or "no entries")


@tool(Effect.WRITES)
def enter_in_standing_order(desk: Desk, license: License) -> str:
    """Enter a license in the standing order.

    Args:
        license: Its name as the sheet has it.
    """
    if license not in licenses(desk.world):
        raise no_such("license", license, licenses(desk.world))
    if (STANDING, license) in desk.world.settings:
        raise Refused(f"{license} is in the standing order already.")
    entry = Setting(STANDING, license, True, desk.agent, desk.world.clock)
    desk.world.put("settings", (STANDING, license), entry)
    return f"{license} is in the standing order."


@tool(Effect.CLAIMS, minutes=10)
def file_renewal_list(
    desk: Desk,
    lines: Annotated[list[Line], Field(min_length=1, max_length=50)],
    exceptions: Annotated[list[Departure], Field(max_length=20)] = [],  # noqa: B006 - only read
    statement: str = "",
) -> str:
    """File the renewal list. Filing again replaces the list filed before.

    Args:
        lines: One entry for each license: its name, the hours it was in use, and whether it is renewed or lapses.
        exceptions: Everything that departs from the guide. `about` is the name of a license or of a document; `reason`
            says what was done and why.
        statement: Anything else the reader should know.
    """
    named = [line["license"] for line in lines]
    strange = [name for name in named if name not in licenses(desk.world)]
    if strange:
        raise no_such("license", strange[0], licenses(desk.world))
    if len(set(named)) != len(named):
        raise Refused("The list was not taken: a license stands on it more than once.")
    claims = [Claim("figure", line["license"], float(line["hours"])) for line in lines]
    claims += [Claim("course", line["license"], line["course"]) for line in lines]
    desk.file(REPORT, claims + departures(exceptions), statement)
    return f"The renewal list is filed with {len(lines)} licenses.{replacing(desk, REPORT)}"
