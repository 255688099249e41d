"""What a line of a page of figures is, and the words that lines on both sides are put together from."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

WORD_BITS = 30
"""Size of the random words that lines are made of, each by a pure function that peels its numbers off as remainders."""

Line = tuple[str, str, str, str]
"""The line, the rest of the question after "According to ..., ", the right answer and the wrong one.

The wrong one has the same form and is wrong for every word: another figure of the same line, or a slip in the right
one.
"""
LineMaker = Callable[[str, int], Line]
"""From what the page is about ("the Velora 40") and a random word."""


class Kind(NamedTuple):
    """One kind of page.

    Attributes:
        files: its file names.
        name: title, what the page is about as a question says it, and the opening sentence, from a random word.
        sections: four headings with four lines each.
        mark: what stands before the first line of a section, and between two lines.
    """

    files: tuple[str, ...]
    name: Callable[[int], tuple[str, str, str]]
    sections: tuple[tuple[str, tuple[LineMaker, ...]], ...]
    mark: tuple[str, str]


TENTHS = tuple(f"{n // 10}.{n % 10}" for n in range(400))
"""0.0 to 39.9, by the number of tenths."""

CLOCK = tuple(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(24 * 60))
"""The times of a day, by the minute."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)


def dates_of(word: int) -> tuple[str, str]:
    """A date of the years 2012 to 2023, and another one in which the day, the month or the year is off."""
    day, month, year = 1 + word % 28, word // 28 % 12, 2012 + word // 336 % 12
    other_day, other_month, other_year = (
        (1 + (day + 9) % 28, month, year),
        (day, (month + 1 + word // 12_096 % 11) % 12, year),
        (day, month, year + 1),
    )[word // 4032 % 3]
    return f"{day} {_MONTHS[month]} {year}", f"{other_day} {_MONTHS[other_month]} {other_year}"
