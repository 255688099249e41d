"""The grade rule: exact, and computable from the months alone. All of it stands in the company's guideline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Grade = Literal["A", "B", "C", "none"]
Decision = Literal["continue", "close", "refer"]

_SLACK = 1e-9
"""Room for binary fractions; figures in whole units are exact without it."""


class Month(NamedTuple):
    """One month of the year: how it is called, and its figures in the unit of the sheet."""

    name: str
    revenue: float
    costs: float

    @property
    def result(self) -> float:
        """Revenue less costs; negative for a loss."""
        return self.revenue - self.costs

    @property
    def profitable(self) -> bool:
        """Whether revenue is higher than costs."""
        return self.revenue > self.costs


class Totals(NamedTuple):
    """What stands below the months."""

    revenue: float
    costs: float
    result: float
    profitable_months: int


def add_up(months: Iterable[Month]) -> Totals:
    """The totals of some months."""
    revenue = costs = 0.0
    profitable = 0
    for month in months:
        revenue += month.revenue
        costs += month.costs
        profitable += month.revenue > month.costs
    return Totals(revenue, costs, revenue - costs, profitable)


class Bounds(NamedTuple):
    """Least results, in percent of revenue, and least numbers of profitable months for grades B and A."""

    b_share: int
    b_months: int
    a_share: int
    a_months: int

    def grade(self, totals: Totals) -> Literal["A", "B", "C"]:
        """The grade that totals get: A and B need both of their bounds, C is the rest."""
        if _reaches(totals, self.a_share, self.a_months):
            return "A"
        return "B" if _reaches(totals, self.b_share, self.b_months) else "C"


def _reaches(totals: Totals, share: int, months: int) -> bool:
    # Multiplied out: no division, so a year without revenue has a grade too.
    return totals.profitable_months >= months and 100.0 * totals.result >= share * totals.revenue - _SLACK


class Rule(NamedTuple):
    """The bounds of a stage, and whether the guideline states them or leaves the comparison to a board."""

    bounds: Bounds
    stated: bool

    def grade(self, totals: Totals) -> Grade:
        """The grade that the guideline prescribes for totals."""
        return self.bounds.grade(totals) if self.stated else "none"

    def decision(self, grade: str) -> Decision:
        """The decision that the guideline prescribes for a grade."""
        if not self.stated:
            return "refer"
        return "close" if grade == "C" else "continue"

    def closes(self, totals: Totals) -> bool:
        """Whether what earned these totals is closed, by the grade or by the board's comparison."""
        return self.bounds.grade(totals) == "C"
