"""The sheet the evaluator gets: answers of another product, each right or wrong beyond dispute.

Knows how to fill a sheet of a given size and number of right answers, and holds one fixed sheet of twenty.
Which questions there are is known to `items_generated` (computed) and `items_facts` (a bank).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from peer_env.draws import Draws
from peer_env.scenario import Split

from . import items_facts, items_generated
from .items_facts import Fact
from .items_generated import WORD_BITS, Made, Maker

MOST_ITEMS = 40
"""The longest sheet `draw_items` fills."""


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


_PAPER = (
    Item("geography", "Which large river flows through Budapest?", "The Danube", "the Danube", True),
    Item("arithmetic", "What is the product of 23 and 17?", "381", "391", False),
    Item("chemistry", "Which gas makes up most of the air we breathe?", "Nitrogen", "nitrogen", True),
    Item(
        "dates",
        "A lease begins on 1 February 2023, with an inspection 30 days later. What date is the inspection?",
        "The inspection is on 3 March 2023.",
        "3 March 2023",
        True,
    ),
    Item(
        "units",
        "A recipe calls for 2.5 kilograms of flour. How many grams is that?",
        "250 grams",
        "2500 grams",
        False,
    ),
    Item("code", "What does this line of Python print: print(max(4, 19, 7) - min(4, 19, 7))", "15", "15", True),
    Item(
        "human_body",
        "Which pair of organs filters human blood to make urine?",
        "The lungs",
        "the kidneys",
        False,
    ),
    Item(
        "percentage",
        "In a class of 40 pupils, 18 walk to school. What percentage of the class is that?",
        "45 percent",
        "45 percent",
        True,
    ),
    Item(
        "table",
        "Rainfall in millimeters: April 62, May 48, June 71, July 39. Which of these months was the driest?",
        "May was the driest of the four.",
        "July",
        False,
    ),
    Item(
        "geometry",
        "A square garden has sides of 14 meters. How many meters of fence go all the way around it?",
        "56 meters",
        "56 meters",
        True,
    ),
    Item("grammar", "What is the plural of the word ox?", "Oxen", "oxen", True),
    Item(
        "sequence",
        "Counting from 3 and tripling each time, so that 3 is the first number, what is the fifth number?",
        "729",
        "243",
        False,
    ),
    Item(
        "sports",
        "How many minutes does a regular football (soccer) match last, without added or extra time?",
        "90 minutes",
        "90 minutes",
        True,
    ),
    Item(
        "word_problem",
        "Six identical chairs cost 294 dollars. How much is one chair?",
        "54 dollars",
        "49 dollars",
        False,
    ),
    Item(
        "clock",
        "A play begins at 19:35 and runs for 118 minutes. When does it end?",
        "It ends at 21:33.",
        "21:33",
        True,
    ),
    Item("physics", "In which SI unit is electric current measured?", "The ampere", "the ampere", True),
    Item("capitals", "What is the capital city of Slovakia?", "Ljubljana", "Bratislava", False),
    Item("arithmetic", "What is 1000 divided by 8?", "125", "125", True),
    Item("dates", "How many days did February have in the year 2024?", "28 days", "29 days", False),
    Item("numerals", "Which number is meant by the Roman numeral XC?", "90", "90", True),
)

_ROW_WORD = 1 << 53
_MAKER_MASK = (1 << WORD_BITS) - 1

# Skips the keyword-taking wrapper of a named tuple: half the time, and there are twenty to a sheet.
_new = tuple.__new__


def _from_bank(facts: Sequence[Fact]) -> Maker:
    size = len(facts)

    def make(word: int) -> Made:
        question, right, wrong = facts[word % size]
        return question, right, wrong[word // size % len(wrong)]

    return make


_MAKERS: dict[Split, tuple[tuple[str, Maker], ...]] = {
    "train": (
        *items_generated.TRAIN,
        *((topic, _from_bank(facts)) for topic, facts in items_facts.TRAIN.items()),
    ),
    "held-out": (
        *items_generated.HELDOUT,
        *((topic, _from_bank(facts)) for topic, facts in items_facts.HELDOUT.items()),
    ),
}


def paper_items() -> tuple[Item, ...]:
    """The fixed sheet: 20 items of mixed kinds, 12 right and 8 wrong, with no question of either split."""
    return _PAPER


def draw_items(draws: Draws, n: int, n_correct: int, *, split: Split = "train") -> tuple[Item, ...]:
    """A sheet of n different questions, exactly n_correct of them answered right, kinds and outcomes mixed.

    No generator is used a second time before all were used once. "train" and "held-out" share no question.
    """
    makers = _MAKERS.get(split)
    if makers is None:
        raise ValueError(f"split is one of {', '.join(_MAKERS)}, not {split!r}")
    if not 0 <= n_correct <= n <= MOST_ITEMS:
        raise ValueError(f"no sheet of {n} items with {n_correct} right; at most {MOST_ITEMS} items")
    pool: list[tuple[str, Maker]] = []
    left = 0
    items: list[Item] = []
    right_rows = n_correct
    laps = n > len(makers)
    # One word settles a row: the high bits its generator, outcome and wording, the low ones what is asked.
    for open_rows in range(n, 0, -1):
        if not left:
            pool, left = list(makers), len(makers)
        word = draws.below(_ROW_WORD)
        high = word >> WORD_BITS
        kind, make = pool.pop(high % left)
        high //= left
        left -= 1
        question, right, answer = make(word & _MAKER_MASK)
        # Generators share no question, so only a second lap can repeat one.
        while laps and any(question == item.question for item in items):
            question, right, answer = make(draws.below(_ROW_WORD) & _MAKER_MASK)
        # Every arrangement of the right rows among those still open is equally likely.
        correct = high % open_rows < right_rows
        if correct:
            right_rows -= 1
            answer = right
        if high // open_rows % 4 == 0:
            answer = f"The answer is {answer}."
        items.append(_new(Item, (kind, question, answer, right, correct)))
    return tuple(items)
