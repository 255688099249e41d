"""Ten words to a keyword, scored for originality and variety by a points rule.

Knows how to fill and order rows; which words there are, and what each is worth, is known to `creativity_words`.
A word counts by its level, and for nothing when an earlier word of the row is of the same kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from peer_env.draws import Draws
from peer_env.errors import unknown

from .creativity_words import LEVELS, WORDS, Word, word
from .rubric_items import Example, RubricItem, checked_size, within

ROW = 10
"""Words in a row."""

_ROWS = 32
"""Rows in the bank for each keyword and wording."""

_SEEDS = {"train": 2604, "held-out": 2605}

_LOW, _HIGH = 50.0, 75.0
"""Range of a drawn sheet's average truth."""

_MOST_REPEATS = 2
"""Words of a row in the bank whose kind came before."""

_WORDINGS = {
    "train": ('Give ten words that go with "{}".', 'Which ten words does "{}" bring to mind?'),
    "held-out": ('List ten words connected to "{}".', 'What ten words belong with "{}"?'),
}

_PROFILES = (
    *((0, 0, 2, 2, 6), (0, 1, 1, 2, 6), (1, 0, 1, 2, 6), (0, 0, 3, 1, 6), (1, 1, 2, 0, 6), (1, 1, 1, 2, 5)),
    *((0, 1, 3, 1, 5), (2, 1, 1, 1, 5), (0, 2, 1, 1, 6), (3, 2, 3, 0, 2), (4, 1, 3, 1, 1), (4, 2, 3, 0, 1)),
)
"""How many words of each level a row has: a quarter of the rows are poor, so that no one score fits them all."""


def parts_of(words: Iterable[Word]) -> tuple[tuple[float, float], ...]:
    """What the rubric gives each word of a row, in order."""
    kinds: set[str] = set()
    parts = []
    for _, level, kind in words:
        parts.append(LEVELS[0] if kind in kinds else LEVELS[level])
        if kind:
            kinds.add(kind)
    return tuple(parts)


def _item(question: str, words: Iterable[Word]) -> RubricItem:
    row = list(words)
    return RubricItem("words", question, ", ".join(entry.text for entry in row), parts_of(row))


def _repeats(words: Iterable[Word]) -> int:
    kinds = [entry.kind for entry in words if entry.kind]
    return len(kinds) - len(set(kinds))


def _rows(draws: Draws, keyword: str, split: str) -> tuple[tuple[RubricItem, ...], ...]:
    """The rows of a keyword by wording, no two of the same ten words."""
    levels = WORDS[split][keyword]
    seen = set()
    found: tuple[list[RubricItem], ...] = ([], [])
    for wording, rows in zip(_WORDINGS[split], found, strict=True):
        while len(rows) < _ROWS:
            profile = draws.pick(_PROFILES)
            row = [entry for words, k in zip(levels, profile, strict=True) for entry in draws.sample(words, k)]
            row = draws.shuffled(row)
            if (same := frozenset(row)) not in seen and _repeats(row) <= _MOST_REPEATS:
                seen.add(same)
                rows.append(_item(wording.format(keyword), row))
    return tuple(map(tuple, found))


@cache
def bank(split: str) -> tuple[tuple[tuple[RubricItem, ...], ...], ...]:
    """Every item that can be drawn, by keyword and wording.

    Args:
        split: "train" or "held-out"; they share no keyword.
    """
    if split not in WORDS:
        raise ValueError(unknown("split", split, WORDS))
    draws = Draws(np.random.default_rng(_SEEDS[split]))
    return tuple(_rows(draws, keyword, split) for keyword in WORDS[split])


@cache
def _moderate(split: str) -> tuple[RubricItem, ...]:
    """For each keyword and wording the row nearest to the middle of the range."""
    middle = (_LOW + _HIGH) / 2
    by_wording = zip(*bank(split), strict=True)
    return tuple(min(rows, key=lambda item: abs(item.truth - middle)) for side in by_wording for rows in side)


def draw_items(draws: Draws, n: int, *, split: str) -> tuple[RubricItem, ...]:
    """A sheet of n rows, 1 to 40, with an average truth of 50 to 75; no keyword twice before all were used once.

    Args:
        draws: where the sheet comes from.
        n: number of rows.
        split: "train" or "held-out".
    """
    keywords = bank(split)
    checked_size(n)

    def draw() -> tuple[RubricItem, ...]:
        side = draws.below(2)
        first = [draws.pick(rows[side]) for rows in draws.sample(keywords, min(n, len(keywords)))]
        more = n - len(first)
        return (*first, *(draws.pick(rows[1 - side]) for rows in draws.sample(keywords, more)))

    return within(_LOW, _HIGH, draw, lambda: _moderate(split)[:n])


# --- the fixed sheet ---------------------------------------------------------------------------------------
# In these rows a word is followed by its level, and by its kind in the letters of the train split.


def _tagged(row: str) -> list[Word]:
    words = []
    for entry in row.split():
        text, _, kind = entry.partition(".")
        words.append(word(f"{text[:-1]}.{kind}", int(text[-1])))
    return words


def _fixed(rows: str) -> tuple[RubricItem, ...]:
    parted = (line.split(":") for line in rows.strip().splitlines())
    return tuple(_item(f'Name ten words for "{keyword.strip()}".', _tagged(row)) for keyword, row in parted)


_PAPER = _fixed(
    """
    camera: lens0 photo0 tourist2.p film0 passport2 flash0 tripod0 album1 museum2.b endoscopy4
    horse: saddle0 gallop0 cowboy2.p mane0 stable1.b hoof0 carousel3 bridle0 racetrack2 chess4
    lemon: sour0 juice1.f scurvy4 kitchen2.b shark4.a tree0.g waiter2.p ink4 battery4 refund4
    wool: sheep0.a sweater0.c Scotland2 knitting1 insulation3 shepherd2.p steel4 daydream4 eyes4 parliament4
    tower: tall0 castle0.b Rapunzel3.p antenna2 tarot4 ravens4.a reactor4 Babel3 pizza4.f blocks4
    dice: quantum4 casino1.b earrings4 Vegas2 onion4.f probability3 Einstein4.p Rubicon4 bones3 windshield4
    market: agora4 vegetables0.f basket1 butcher2.p flea4.a haggling2 shares3 bear4.a crash4 silk3
    shell: electron4 company4 armor3 collector2.p gasoline4 shyness4 pasta4.f ear3 artillery4 software4
    wine: decades4 legs4 birthmark4 waiter2.p communion3 blood4 oak3.g Cana4 prohibition3 truth3
    paper: printer0 newspaper1 wasp4.a teacher2.p chromatography4 origami2 anniversary4 papyrus3 election4 China3
    knot: DNA4 sailor1.p sandpiper4.a shoulder4 macrame2 speed4 marriage3 pretzel4.f wood4 stomach4
    ice: cold0 freezer1 comet4 penguin2.a hockey2 diamonds4 bartender2.p smalltalk4 sprain3 hotel4.b
    frog: pond0 jump1 prince3.p lily1.g throat4 rainforest2 violin4 plague4 railway4 France3
    crown: gold0 throne1 dentist4.p coronation1 museum2.b treetop4 rooster4.a Sweden3 pineapple4.f bottlecap4
    coin: money0 purse1 profile4 cashier2.p fountain2 toss2 decision3 chocolate3.f ear4 phrase4
    net: fish0.a tennis1 fisherman2.p goal0 circus3 butterfly2.a rope0 hammock3 catch0 holes0
    cloud: judgment4 reputation4 picnic2 pilot2.p sheep3.a storage3 nebula4 cauliflower4.f doubt4 swarm4
    soap: bubbles0 towel1 opera4 nurse2.p water0 hotel2.b lather0 prank3 shower0 hands0
    fence: gate0 paint1 sheep4.a neighbor2.p indecision4 pasture2 swords4 loot4 gossip3 hurdles4
    tooth: stamp4 fairy2.p comb4 saw4 pillow2 shark3.a gears4 zipper4 wisdom3 dandelion4.g
    """
)


def paper_items() -> tuple[RubricItem, ...]:
    """The fixed sheet: 20 rows with an average truth between 62 and 68, on keywords of neither split."""
    return _PAPER


# --- worked examples ---------------------------------------------------------------------------------------


def _example(keyword: str, row: str, picks: str, reason: str) -> Example:
    """An example whose borderline words get their highest points at "+" and their lowest at "-", in order."""
    words, chosen = _tagged(row), iter(picks)
    _, question, answer, parts = _item(f'Ten words for "{keyword}"?', words)
    points = tuple(low if low == high or next(chosen) == "-" else high for low, high in parts)
    listed = ", ".join(f"{entry.text} {given:g}" for entry, given in zip(words, points, strict=True))
    return Example(question, answer, sum(points), f"{listed}. {reason}", points, parts)


EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "train": (
        _example(
            "compass",
            "needle0 north0 direction0 map0 hiker2.p forest2 goose4.a values4 circle4 feng-shui4",
            "",
            "Four words that almost everyone names; a person and a place; four links that few would find.",
        ),
        _example(
            "bee",
            "hive0 honey0.f sting0 wax0 buzz0 flower1.g meadow2 gardener2.p beekeeper2.p nectar0.f",
            "+",
            "Flower may get 0 or 5. Beekeeper is the second of the people and gets nothing.",
        ),
        _example(
            "hat",
            "magician2.p hockey4 rabbit4.a mushroom4 volcano4 lampshade4 dove4.a chimney3 thimble4 collection4",
            "+",
            "Chimney may get 5 or 10. A dove comes out of a hat like a rabbit but is the second of the animals.",
        ),
        _example(
            "sand",
            "beach0 desert0 castle1.b child2.p dunes0 hourglass3 camel2.a glass4 sleep4 oyster4.a",
            "-+",
            "Castle may get 0 or 5, hourglass 5 or 10. Oyster would be worth 10 but is the second of the animals.",
        ),
        _example(
            "ring",
            "finger0 wedding0 boxer4.p Saturn4 jeweler2.p phone4 tree4.g gold0 bathtub4 theater2.b",
            "",
            "Jeweler is the second of the people, after boxer; theater is a place that takes a moment's thought.",
        ),
    ),
    "held-out": (
        _example(
            "dust",
            "broom0 sneeze0 attic2 housekeeper2.p shelf1.h gold4 comet4 fingerprint4 drought4.w cowboy4.p",
            "-",
            "Shelf could be 0 or 5. Cowboys bite the dust, but a person came before, so that word gets nothing.",
        ),
        _example(
            "ticket",
            "cinema0 price0 train1.v seat0 usher2.p lottery1 bus0.v stadium2 president4.p museum2",
            "+-",
            "Train and lottery could each be 0 or 5. Presidents run on a ticket, but usher was the person that counts.",
        ),
        _example(
            "tiger",
            "stripes0 jungle0 economy4 lily4 golf4 cereal4.f hunter2.p Blake4.p circus2 zebra3.a",
            "+",
            "Zebra, a likeness, could be 5 or 10. Blake, who wrote of one, follows another person and gets nothing.",
        ),
        _example(
            "soup",
            "spoon0 alphabet4 Warhol4.p fog4.w evolution4 stones4 duck4.a cold2 nurse2.p shelter3",
            "+",
            "Shelter could be 5 or 10. Nurse is a second person after Warhol and gets nothing.",
        ),
        _example(
            "glove",
            "duel4 puppet4 surgeon2.p heart4 map4 fingerprints4 falcon4.a boxing3 diplomacy4 snow3.w",
            "+-",
            "Boxing and snow could each be 5 or 10. Heart is reached through foxglove, map through the compartment.",
        ),
    ),
}
"""Worked examples by split; the fixed sheet goes with those of "train"."""
