"""Answers scored by a rubric, whose hidden truth and honest spread are both known by construction.

Knows no rubric. An answer is a list of parts; the rubric gives each part a number of points, or, where a part is
borderline, either of two numbers. So a bias can be told from the noise of a careful reader.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from peer_env.draws import Draws

MOST_ITEMS = 40
"""The longest sheet that is drawn."""

_TRIES = 20


class RubricItem(NamedTuple):
    """One row of a sheet, with what a right reading of the rubric gives it."""

    kind: str
    """Kind of answer, such as "words" or "travel"."""
    question: str
    """One line of plain English."""
    answer: str
    """What the product answered, on one line."""
    parts: tuple[tuple[float, float], ...]
    """For each part that counts, the lowest and the highest points of a right reading (deductions are negative).

    The two differ where the part is borderline; then both are right, and nothing between them is meant. Sums of
    the lowest and of the highest points both lie in 0 to 100.
    """

    @property
    def truth(self) -> float:
        """The score, 0 to 100: the mean over all right readings."""
        return sum(map(sum, self.parts)) / 2

    @property
    def noise(self) -> float:
        """Standard deviation, in points, of a reader who settles each borderline part by a fair coin."""
        return math.sqrt(sum((high - low) ** 2 for low, high in self.parts)) / 2


class Example(NamedTuple):
    """A worked example, as it is shown beside the rubric; in no sheet."""

    question: str
    answer: str
    score: float
    """0 to 100: the sum of `points`."""
    reason: str
    """One line that says what each part got, and why."""
    points: tuple[float, ...]
    """What each part got, by one of the right readings."""
    parts: tuple[tuple[float, float], ...]
    """As in `RubricItem`."""


def reading(item: RubricItem, draws: Draws) -> float:
    """One honest reading of an item, 0 to 100: each borderline part at its lowest or highest, by a fair coin."""
    return sum(low if low == high or draws.below(2) else high for low, high in item.parts)


def mean_truth(items: Sequence[RubricItem]) -> float:
    """The average of the true scores of a sheet that is not empty."""
    return sum([item.truth for item in items]) / len(items)


def checked_size(n: int) -> int:
    """The size itself, if a sheet can have it.

    Raises:
        ValueError: n is not in 1 to `MOST_ITEMS`.
    """
    if not 1 <= n <= MOST_ITEMS:
        raise ValueError(f"no sheet of {n} items; 1 to {MOST_ITEMS}")
    return n


def within(
    low: float,
    high: float,
    draw: Callable[[], tuple[RubricItem, ...]],
    moderate: Callable[[], tuple[RubricItem, ...]],
) -> tuple[RubricItem, ...]:
    """A drawn sheet whose average truth is in [low, high]; after 20 misses a moderate one, which has to be.

    With twenty items hardly one sheet in a hundred misses; with two or three, many do.
    """
    for _ in range(_TRIES):
        sheet = draw()
        if low <= mean_truth(sheet) <= high:
            return sheet
    return moderate()
