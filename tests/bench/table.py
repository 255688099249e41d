"""The rows of the bench: a figure with its aim, or a neighbour beside it; printed as a table, written as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.bench.clock import middle

HEADER = ("figure", "aim", "median", "min - max", "ratio", "")


@dataclass(frozen=True)
class Aim:
    """What a row should reach, in its own unit or as a ratio to the neighbour."""

    bound: float
    of: Literal["value", "ratio"] = "value"
    at_most: bool = False

    def met_by(self, figure: float) -> bool:
        """Whether a figure reaches it."""
        return figure <= self.bound if self.at_most else figure >= self.bound

    def text(self) -> str:
        """As the table shows it."""
        sign = "<=" if self.at_most else ">="
        return f"{'ratio ' if self.of == 'ratio' else ''}{sign} {number(self.bound)}"


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        figure: what is measured, with its unit.
        values: one for each round; empty where it could not be measured.
        aim: what it should reach, or None for what only stands beside.
        ratios: by round, the project's own figure through this neighbour's; where several rows of ours share one
            neighbour, it stands in theirs.
        why: what kept it from being measured.
    """

    figure: str
    values: tuple[float, ...]
    aim: Aim | None = None
    ratios: tuple[float, ...] = ()
    why: str = ""

    def outcome(self) -> str:
        """`met`, `missed`, what kept it from being measured, or nothing where there is no aim."""
        if self.why:
            return self.why
        if self.aim is None:
            return ""
        return "met" if self.aim.met_by(middle(self.ratios if self.aim.of == "ratio" else self.values)) else "missed"

    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it."""
        spread = f"{number(min(self.values))} - {number(max(self.values))}" if self.values else ""
        return (
            self.figure,
            self.aim.text() if self.aim else "",
            number(middle(self.values)) if self.values else "",
            spread,
            f"{middle(self.ratios):.2f}" if self.ratios else "",
            self.outcome(),
        )

    def plain(self) -> dict[str, Any]:
        """The row as JSON data."""
        return {
            "figure": self.figure.strip(),
            "aim": self.aim.text() if self.aim else None,
            "median": middle(self.values) if self.values else None,
            "min": min(self.values, default=None),
            "max": max(self.values, default=None),
            "rounds": list(self.values),
            "ratio": middle(self.ratios) if self.ratios else None,
            "ratios": list(self.ratios),
            "outcome": self.outcome(),
        }


def number(value: float) -> str:
    """A figure in three significant digits, thousands with a comma."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


WIDTHS = (72, 13, 9, 19, 6)


def line(cells: Sequence[str]) -> str:
    """One line of the table: names to the left, figures to the right."""
    first, *middle_cells, last = cells
    shown = [first.ljust(WIDTHS[0])]
    shown += [cell.rjust(width) for cell, width in zip(middle_cells, WIDTHS[1:], strict=False)]
    return "  ".join([*shown, last]).rstrip()


def write_json(path: Path, rows: Sequence[Row], about: dict[str, Any]) -> None:
    """Write all rows, every round of them, with what is known about the machine."""
    path.write_text(json.dumps({"about": about, "rows": [row.plain() for row in rows]}, indent=2) + "\n")
