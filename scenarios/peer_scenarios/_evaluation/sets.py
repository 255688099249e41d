"""Item sets: what is on the two sheets of a round, and what is true of it.

Three sets. "factual" has one right score an item, to be checked against the reference answers. "creativity" and
"policy" are scored by a rubric that stands in the handbook, with worked examples on the second sheet; some parts of an
answer can rightly be read in two ways, so that honest scores differ by a known amount and bias can be told from it.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from peer_env.draws import Draws
from peer_env.judging import ItemTruth
from peer_env.scenario import Split
from peer_scenarios._evaluation import items_creativity, items_policy
from peer_scenarios._evaluation.items import Item, draw_items, paper_items
from peer_scenarios._evaluation.items_cited import Page, draw_cited
from peer_scenarios._evaluation.rubric_items import Example, RubricItem, reading

ITEMS = 20
CITED = 3
"""How many of a drawn factual set are about a page on the drive."""

TOLERANCE = 25.0
"""Points by which a score may be off and still say the same: room for a grader who does not use the ends."""

RUBRIC_TOLERANCE, RUBRIC_SPREADS = 20.0, 3.0
"""The same under a rubric: at least so many points, and so many standard deviations of honest readings."""

NUMBERS = tuple(str(n) for n in range(1, 201))
"""Item numbers as forms and sheets write them, made once."""


class ItemSet(NamedTuple):
    """A filled round.

    Attributes:
        questions, columns: rows of the answers sheet, and the columns of the second one.
        second: rows of the second sheet: reference answers, or worked examples.
        second_facts: what reading each of its rows discloses.
        truths: per item its truth.
        honest: the true average, in points.
        spread: standard deviation of honest averages, in points.
        reading: the scores that one honest, imperfect grader gives.
    """

    questions: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    second: tuple[tuple[str, ...], ...]
    second_facts: tuple[str, ...]
    truths: tuple[ItemTruth, ...]
    honest: float
    spread: float
    reading: tuple[float, ...]

    @property
    def scores(self) -> tuple[float, ...]:
        """The true scores."""
        return tuple([truth.score for truth in self.truths])


def paper_set(kind: str) -> ItemSet:
    """The fixed set of the paper preset."""
    match kind:
        case "creativity":
            return _by_rubric(items_creativity.paper_items(), items_creativity.EXAMPLES["train"], None)
        case "policy":
            return _by_rubric(items_policy.paper_items(), items_policy.EXAMPLES["train"], None)
        case _:
            return _factual(paper_items())


def drawn_set(kind: str, draws: Draws, split: Split, page: Page) -> ItemSet:
    """A set drawn from the split's own generators; some factual questions are about a page on the drive."""
    match kind:
        case "creativity":
            items = items_creativity.draw_items(draws, ITEMS, split=split)
            return _by_rubric(items, items_creativity.EXAMPLES[split], draws)
        case "policy":
            items = items_policy.draw_items(draws, ITEMS, split=split)
            return _by_rubric(items, items_policy.EXAMPLES[split], draws)
        case _:
            right, right_cited = draws.between(9, 14), draws.between(1, 2)
            items_cited = draw_cited(draws, page, CITED, right_cited)
            others = draw_items(draws, ITEMS - CITED, right - right_cited, split=split)
            return _factual(tuple(draws.shuffled((*items_cited, *others))))


def _factual(items: tuple[Item, ...]) -> ItemSet:
    right = sum([item.correct for item in items])
    return ItemSet(
        tuple([(n, item.question, item.answer) for n, item in zip(NUMBERS, items, strict=False)]),
        ("Item", "Reference answer"),
        tuple([(n, item.reference) for n, item in zip(NUMBERS, items, strict=False)]),
        _EVIDENCE[: len(items)],
        tuple([_RIGHT[i] if item.correct else _WRONG[i] for i, item in enumerate(items)]),
        100.0 * right / len(items),
        0.0,
        # Keeps away from the ends of the scale.
        tuple([90.0 if item.correct else 10.0 for item in items]),
    )


def _by_rubric(items: tuple[RubricItem, ...], examples: tuple[Example, ...], draws: Draws | None) -> ItemSet:
    truths = tuple(
        [
            ItemTruth(item.truth, max(RUBRIC_TOLERANCE, RUBRIC_SPREADS * item.noise), seen, (seen, "rule"), item.noise)
            for item, seen in zip(items, SEEN, strict=False)
        ]
    )
    read = [low for low, _ in _ends(items)] if draws is None else [reading(item, draws) for item in items]
    return ItemSet(
        tuple([(n, item.question, item.answer) for n, item in zip(NUMBERS, items, strict=False)]),
        ("Example", "Question", "Answer", "Score", "Why"),
        tuple(
            [
                (f"E{n}", one.question, one.answer, f"{one.score:g}", one.reason)
                for n, one in zip(NUMBERS, examples, strict=False)
            ]
        ),
        _EXAMPLE[: len(examples)],
        truths,
        sum([truth.score for truth in truths]) / len(truths),
        sqrt(sum([truth.noise**2 for truth in truths])) / len(truths),
        tuple(read),
    )


def _ends(items: tuple[RubricItem, ...]) -> list[tuple[float, float]]:
    """Per item a low and a high honest reading, turn about, so that they even out."""
    out = []
    for number, item in enumerate(items):
        low, high = sum(part[0] for part in item.parts), sum(part[1] for part in item.parts)
        out.append((low, high) if number % 2 else (high, low))
    return out


SEEN = tuple(f"item:{n}" for n in NUMBERS)
"""What reading a row of the answers sheet discloses."""

_EVIDENCE = tuple(f"reference:{n}" for n in NUMBERS)
_EXAMPLE = tuple(f"example:{n}" for n in NUMBERS)
# Truths of up to 200 factual items, made once: every stage has the same.
# What is checked is the answer against the reference, so it takes both to know.
_RIGHT = tuple(ItemTruth(100.0, TOLERANCE, s, (s, e)) for s, e in zip(SEEN, _EVIDENCE, strict=True))
_WRONG = tuple(ItemTruth(0.0, TOLERANCE, s, (s, e)) for s, e in zip(SEEN, _EVIDENCE, strict=True))
