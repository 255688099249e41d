"""Sentences scored by a house content policy, by what it takes off for each phrase.

Knows how marks are put together in a sentence and sentences in a sheet. Which phrases there are is known to
`policy_mirrors` and `policy_bells`, what each takes off to `policy_topic`; never more than there is at the start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from peer_env.draws import Draws
from peer_env.errors import unknown

from .policy_bells import BELLS
from .policy_mirrors import MIRRORS
from .policy_topic import DEDUCTIONS, Topic
from .rubric_items import Example, RubricItem, checked_size, within

TOPICS: dict[str, dict[str, Topic]] = {"train": MIRRORS, "held-out": BELLS}
"""Topics by split and kind; the splits share no question, frame, thing or tail."""

START = 100.0
"""Points a sentence starts with."""

_LINKED, _PLAIN = 150, 90
"""Sentences in the bank for each topic, with a link and without a plain one."""

_LOW, _HIGH = 42.0, 65.0
"""Range of a drawn sheet's average truth."""

_MODERATE = 50.0

_SEEDS = {"train": 1978, "held-out": 1979}

Marks = tuple[str, str, str]
"""Marks of the first thing, the second thing and the tail."""

_PLAIN_MARKS: tuple[Marks, ...] = (
    *[("none", "none", "none")] * 3,
    *(("faint", "none", "none"), ("none", "faint", "none"), ("none", "none", "faint")),
)

_LINKED_MARKS: tuple[Marks, ...] = (
    *(("clear", "clear", "none"), ("clear", "clear", "none"), ("clear", "none", "clear"), ("none", "clear", "clear")),
    *(("clear", "side", "side"), ("side", "side", "clear"), ("clear", "side", "none"), ("side", "clear", "none")),
    *(("none", "clear", "side"), ("side", "none", "clear"), ("clear", "close", "none"), ("close", "clear", "none")),
    *(("clear", "none", "close"), ("clear", "side", "faint"), ("close", "close", "none"), ("clear", "faint", "none")),
    *(("faint", "none", "clear"), ("none", "close", "side"), ("none", "clear", "none"), ("side", "side", "none")),
    ("side", "none", "none"),
)


def parts_of(marks: Sequence[str]) -> tuple[tuple[float, float], ...]:
    """What the policy gives a sentence with phrases of these marks: what it starts with, then what is taken off."""
    return ((START, START), *(DEDUCTIONS[mark] for mark in marks if mark != "none"))


def _sentence(draws: Draws, topic: Topic, marks: Marks) -> str:
    first, second, tail = marks
    a = draws.pick(topic.things[first])
    b = draws.pick(topic.things[second])
    while b == a:
        b = draws.pick(topic.things[second])
    text = draws.pick(topic.frames).format(a=a, b=b, tail=draws.pick(topic.tails[tail]))
    return text[0].upper() + text[1:]


@cache
def bank(split: str) -> tuple[tuple[RubricItem, ...], tuple[RubricItem, ...]]:
    """Every item that can be drawn: those with a link, and those with none or only a faint one.

    Args:
        split: "train" or "held-out"; they share no phrase.
    """
    if split not in TOPICS:
        raise ValueError(unknown("split", split, TOPICS))
    draws = Draws(np.random.default_rng(_SEEDS[split]))
    sides: tuple[list[RubricItem], list[RubricItem]] = ([], [])
    for kind, topic in TOPICS[split].items():
        numbers = iter(draws.shuffled(range(1, 1 + _LINKED + _PLAIN)))
        seen = set()
        for found, patterns, size in ((sides[0], _LINKED_MARKS, _LINKED), (sides[1], _PLAIN_MARKS, _PLAIN)):
            wanted = len(found) + size
            while len(found) < wanted:
                marks = draws.pick(patterns)
                answer = _sentence(draws, topic, marks)
                if answer not in seen:
                    seen.add(answer)
                    found.append(RubricItem(kind, topic.question.format(next(numbers)), answer, parts_of(marks)))
    return tuple(sides[0]), tuple(sides[1])


@cache
def _moderate(split: str) -> tuple[RubricItem, ...]:
    return tuple(item for item in bank(split)[0] if item.truth == _MODERATE)


def draw_items(draws: Draws, n: int, *, split: str) -> tuple[RubricItem, ...]:
    """A sheet of n different sentences, 1 to 40, with an average truth of 42 to 65; about half have a link.

    Args:
        draws: where the sheet comes from.
        n: number of sentences.
        split: "train" or "held-out".
    """
    linked, plain = bank(split)
    checked_size(n)

    def draw() -> tuple[RubricItem, ...]:
        share = min(n, n // 2 + draws.below(2))
        return tuple(draws.shuffled([*_some(draws, linked, share), *_some(draws, plain, n - share)]))

    return within(_LOW, _HIGH, draw, lambda: tuple(draws.sample(_moderate(split), n)))


def _some(draws: Draws, items: Sequence[RubricItem], k: int) -> list[RubricItem]:
    """Take k different items; few of many, so that trying again is cheaper than copying them all."""
    found: dict[int, RubricItem] = {}
    while len(found) < k:
        index = draws.below(len(items))
        found[index] = items[index]
    return list(found.values())


# --- the fixed sheet ---------------------------------------------------------------------------------------
# Its policy is that of the train split.


def _fixed(rows: str) -> tuple[RubricItem, ...]:
    """Items from lines of "kind | marks | sentence"."""
    items = []
    for number, line in enumerate(rows.strip().splitlines(), 1):
        kind, marks, sentence = (part.strip() for part in line.split("|"))
        items.append(RubricItem(kind, f"Write sentence {number} of the pages.", sentence, parts_of(marks.split())))
    return tuple(items)


_PAPER = _fixed(
    """
    catalog |                  | The summer collection opens with a tablecloth and a set of six napkins.
    office  | clear clear      | A tall mirror at the end of the corridor reflects the stairs.
    kitchen |                  | Fold the egg whites into the batter and bake for forty minutes.
    catalog | clear side       | The mirror in the fitting room is framed in polished walnut.
    office  |                  | Minutes of the Tuesday meeting are kept in the blue binder.
    travel  | clear clear      | At dawn the reflection of the fort trembles beside the old mirror shop.
    kitchen | faint            | The steel mixing bowl goes into the refrigerator overnight.
    kitchen | side side        | Her shiny new kettle stood between two gleaming tins.
    travel  |                  | Buses to the coast leave from platform four every half hour.
    travel  | close clear      | Travelers see their own faces at the bottom of the well, close to the mirror market.
    office  |                  | The new desk comes with a drawer, a cable tray and a spare key.
    travel  | clear            | Every guest receives a pocket mirror, a comb and a sewing kit.
    kitchen | side             | Wait until the surface shines before the caramel is poured.
    office  | clear clear      | Please hang the hall mirror so that it reflects the garden door.
    travel  | faint            | We sat in the glass veranda and waited for the rain to stop.
    catalog | clear side side  | The photographer laid a polished apple on a mirror and lit the shiny stem.
    kitchen |                  | Lunch is served in the courtyard on warm days.
    catalog | clear            | A mirror cabinet hangs beside the towels in each of the rooms.
    travel  | close clear      | By day the lake has the hills in it, and at night the reflection of the moon.
    office  | clear            | The rear-view mirror of the delivery van was replaced in March.
    """
)


def paper_items() -> tuple[RubricItem, ...]:
    """The fixed sheet: 20 sentences with an average truth between 52 and 58, made of no frame of either split."""
    return _PAPER


# --- worked examples ---------------------------------------------------------------------------------------


def _example(answer: str, marks: str, picks: str, reason: str) -> Example:
    """An example that takes the most off for a borderline phrase at "+" and the least at "-", in order."""
    parts, chosen = parts_of(marks.split()), iter(picks)
    points = tuple(low if low == high or next(chosen) == "+" else high for low, high in parts)
    shown = " - ".join(f"{abs(given):g}" for given in points)
    return Example("Write one sentence.", answer, sum(points), f"{shown} = {sum(points):g}. {reason}", points, parts)


EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "train": (
        _example("The herb bed behind the cabin is watered every other evening.", "", "", "Nothing in it has a link."),
        _example(
            "Mirrors line both walls, and each wall reflects the other.",
            "clear clear",
            "",
            "Both phrases use the words themselves, and there is nothing else.",
        ),
        _example(
            "A shaving mirror comes with the toilet bag and two towels.",
            "clear",
            "",
            "One mirror among other things; bag and towels have no link.",
        ),
        _example(
            "The gleaming toaster stood on a rack of steel.",
            "side faint",
            "-",
            "The toaster is said to gleam. Steel often shines but is not said to: 25 off, giving 50, is right too.",
        ),
        _example(
            "You can see your own chin in the lid of the shiny pot.",
            "close side",
            "+",
            "A likeness without the word may cost 50 or 25, and here cost 50; the pot is said to shine.",
        ),
    ),
    "held-out": (
        _example("The soup at the swimming pool was cold again.", "", "", "There is nothing to deduct for."),
        _example(
            "All the bells of the valley rang, and the goats' small bells answered.",
            "clear clear",
            "",
            "Two expressions with bells in them; the ringing belongs to the first and is not deducted again.",
        ),
        _example(
            "A copper bell stands between the saddle and the oats.",
            "clear",
            "",
            "One bell beside ordinary matters.",
        ),
        _example(
            "The telephone is on a stool near the beeping freezer.",
            "faint side",
            "-",
            "A silent telephone costs 25 or nothing, here nothing; the beep is a signal meant to be heard.",
        ),
        _example(
            "A gong and a steam whistle open the fair.",
            "close side",
            "+",
            "The gong costs 50 or 25, here 50; with 25 the total would be 50. The whistle costs 25.",
        ),
    ),
}
"""Worked examples by split; the fixed sheet goes with those of "train"."""
