"""One row of the sheet that an evaluator gets, with the truth beside it."""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """One row of the sheet, with the truth beside it."""

    kind: str
    """Kind of question, such as "arithmetic"."""
    question: str
    """One line of plain English."""
    answer: str
    """What the product answered: a phrase or a short sentence."""
    reference: str
    """The right answer, as short as it can be."""
    correct: bool
    """Whether the answer is right."""
