"""Questions about a page of figures: the page says so, the wrong answers do not follow, the sides share nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_env.draws import Draws
from peer_env.scenario import Split
from peer_scenarios._evaluation.cited_lines import WORD_BITS, LineMaker
from peer_scenarios._evaluation.items import Item
from peer_scenarios._evaluation.items_cited import FEWEST_LINES, KINDS, Page, draw_cited, draw_page
from tests.conditions.test_hints import hints

SPLITS: tuple[Split, ...] = ("train", "held-out")
WORDS = st.integers(0, (1 << WORD_BITS) - 1)
EVERY_MAKER = [
    pytest.param(make, id=f"{split}-{make.__name__.lstrip('_')}")
    for split in SPLITS
    for _, makers in KINDS[split].sections
    for make in makers
]

# --- the truth, by other means -----------------------------------------------------------------------------
# What a question asks, and where a reader finds it on the page: nothing here is shared with the makers.

READINGS: dict[str, str] = {
    # machines
    r"what does .+ weigh without its box\?": r"Weight: ([\d.]+ kilograms), or [\d.]+ kilograms in its box",
    r"how wide is .+\?": r"Width: (\d+ centimeters), with a depth of \d+ centimeters",
    r"how high is .+ with the lid up\?": r"Height: \d+ centimeters, or (\d+ centimeters) with the lid up",
    r"how long is the data cable of .+\?": r"Cables: [\d.]+ meters for power and ([\d.]+ meters) for data",
    r"how much power does .+ take when idle\?": r"Power: \d+ watts at work and (\d+ watts) when idle",
    r"how loud is .+ at a distance of one meter\?": r"Noise: (\d+ decibels) at a distance of one meter",
    r"how fast is .+ with card stock\?": r"Pace: \d+ sheets a minute, or (\d+ sheets a minute) with card stock",
    r"how long does .+ take to be ready\?": r"Start: ready (\d+ seconds) after being switched on",
    r"how many sheets does one tray of .+ take\?": r"Paper: \d+ trays that take (\d+ sheets) each",
    r"what is the highest room temperature that .+ is made for\?": (
        r"Room temperature: between \d+ degrees Celsius and (\d+ degrees Celsius)"
    ),
    r"since which date has .+ been on sale\?": r"On sale since (\d+ \w+ \d{4})",
    r"in which town is .+ assembled\?": r"Assembled in (\w+) and packed in \w+",
    r"what does .+ cost apiece when ten are bought\?": (
        r"Price: \d+ dollars, or (\d+ dollars) apiece from ten machines on"
    ),
    r"how long is the warranty for the motor of .+\?": r"Warranty: \d+ months, and (\d+ months) for the motor",
    r"how soon are parts for .+ sent\?": r"Parts: sent from \w+ (within \d+ working days)",
    r"how many machines does a pallet of .+ hold\?": r"Pallet: \d+ layers and (\d+ machines) in all",
    # depots
    r"what area does the hall of .+ cover\?": r"The hall covers (\d+ square meters), and the yard another",
    r"how many docks of .+ have a ramp\?": r"Of the \d+ docks along the north side, (\d+ docks) have a ramp",
    r"how far do the racks of .+ rise\?": r"Its racks have \d levels and rise ([\d.]+ meters) from the floor",
    r"how many pallets can be kept cold at .+\?": r"room for \d+ pallets, and (\d+ pallets) of these can be kept cold",
    r"when was the first truck unloaded at .+\?": r"The first truck was unloaded on (\d+ \w+ \d{4})\.",
    r"until which year is the lease of .+ good\?": r"The lease was signed in \d+ and is good until (\d+)\.",
    r"at what time does the gate of .+ close\?": r"The gate opens at [\d:]+ and closes at ([\d:]+)\.",
    r"how many people are at .+ overnight\?": r"\d+ people are on duty, and (\d+ people) are there overnight",
    r"how far is it from .+ to the freight station\?": r"It is ([\d.]+ kilometers) to the freight station",
    r"from where do most of the goods at .+ come in\?": r"Most of the goods come in from (\w+) and go out to \w+\.",
    r"how much do the panels on the roof of .+ yield a year\?": r"Panels on the roof yield (\d+ megawatt hours) a year",
    r"what is the cold room of .+ kept at\?": r"In the cold room it is (\d+ degrees Celsius) all year round",
    r"how many vehicles of .+ are forklifts\?": r"Loads are moved with \d+ hand carts and (\d+ forklifts)\.",
    r"what weight may use the bridge of .+\?": r"Trucks of (up to \d+ tonnes) may use the bridge",
    r"how often is the stock of .+ counted\?": r"The stock is counted (every \d+ weeks), by",
    r"how many cars park under a roof at .+\?": r"takes \d+ cars, and a roof covers (\d+ cars) of them",
}


def truth(question: str, text: str) -> str:
    """What the page says in answer to a question."""
    (reading,) = (where for asked, where in READINGS.items() if re.fullmatch(asked, question))
    (found,) = re.findall(reading, text)
    assert isinstance(found, str)
    return found


def draws(seed: int) -> Draws:
    return Draws(np.random.default_rng(seed))


def pages(split: Split, n: int = 400) -> Iterator[Page]:
    source = draws(11)
    return (draw_page(source, split=split) for _ in range(n))


def form(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"[A-Za-z]+", "a", text))


@pytest.mark.parametrize("make", EVERY_MAKER)
@settings(deadline=None)
@given(word=WORDS)
def test_lines_are_right_and_wrong_by_construction(make: LineMaker, word: int) -> None:
    line, question, right, wrong = make("the Velora 40", word)
    assert truth(question, line) == right != wrong
    assert form(right) == form(wrong)
    assert "-" not in wrong
    assert not wrong.startswith("0 ")


@pytest.mark.parametrize("make", EVERY_MAKER)
def test_lines_vary(make: LineMaker) -> None:
    source = draws(5)
    made = [make("the Velora 40", source.below(1 << WORD_BITS)) for _ in range(1500)]
    assert len({line for line, *_ in made}) >= 8
    assert len({(right, wrong) for *_, right, wrong in made}) >= 30


@pytest.mark.parametrize("split", SPLITS)
def test_a_page_says_what_is_asked_about_it_and_nothing_else_that_could_be_meant(split: Split) -> None:
    for page in pages(split):
        assert FEWEST_LINES <= len(page.asked) <= 16
        for question, right, wrong in page.asked:
            assert question.startswith(f"According to {page.name}, ")
            assert re.search(rf"(?<![\w.]){re.escape(right)}(?![\w])", page.text)
            said = truth(question.removeprefix(f"According to {page.name}, "), page.text)
            assert said == right != wrong
        title = page.text.split("\n")[0].removeprefix("# ")
        assert all(f"the {title}" in question for question, _, _ in page.asked)


@pytest.mark.parametrize("split", SPLITS)
def test_pages_are_plain_documents(split: Split) -> None:
    slips = re.compile(r"[{}]|  |[ \t]$|\n{3}|\.\.| [,.;:]|\b[Aa] [aeiou]|\ban [^aeiou]", re.MULTILINE)
    for page in pages(split):
        assert re.fullmatch(r"[a-z_]+\.md", page.name)
        assert page.text.isascii()
        assert page.text == page.text.strip()
        assert len(page.text.split("\n## ")) == 5
        assert not slips.search(page.text)
        assert not hints(page.text)
        assert 700 < len(page.text) < 1600


def test_the_sides_share_no_line_no_question_no_name_and_no_form_of_any() -> None:
    found: dict[str, list[set[str]]] = {}
    for split in SPLITS:
        names, lines, asked = set[str](), set[str](), set[str]()
        for page in pages(split, 1000):
            names.add(page.name)
            lines.update(line for line in re.split(r"\n+|(?<=\.) ", page.text) if line)
            asked.update(question for question, _, _ in page.asked)
        forms = {re.sub(r"\d+", "0", line) for line in lines | asked}
        found[split] = [names, lines, asked, forms]
    for ours, theirs in zip(*found.values(), strict=True):
        assert ours
        assert not ours & theirs
    assert all(len(asked) > 3000 for _, _, asked, _ in found.values())


# --- items -------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, FEWEST_LINES), st.data(), st.sampled_from(SPLITS))
def test_items_have_the_number_and_share_asked_for(seed: int, n: int, data: st.DataObject, split: Split) -> None:
    n_correct = data.draw(st.integers(0, n))

    def drawn() -> tuple[Page, tuple[Item, ...]]:
        source = draws(seed)
        page = draw_page(source, split=split)
        return page, draw_cited(source, page, n, n_correct)

    page, items = drawn()
    assert (page, items) == drawn()
    assert len(items) == len({item.question for item in items}) == n
    assert sum(item.correct for item in items) == n_correct
    for item in items:
        assert type(item) is Item
        assert type(item.correct) is bool
        said = truth(item.question.removeprefix(f"According to {page.name}, "), page.text)
        bare = item.answer.removeprefix("The answer is ").removesuffix(".")
        assert item.reference == said
        assert (bare == said) is item.correct


@pytest.mark.parametrize(("n", "n_correct"), [(FEWEST_LINES + 1, 3), (3, 4), (3, -1), (-1, 0)])
def test_more_than_there_are_is_refused(n: int, n_correct: int) -> None:
    source = draws(0)
    with pytest.raises(ValueError, match="from a page"):
        draw_cited(source, draw_page(source), n, n_correct)


@pytest.mark.parametrize("split", SPLITS)
def test_neither_place_nor_wording_gives_the_outcome_away(split: Split) -> None:
    features: tuple[Callable[[int, Item], object], ...] = (
        lambda row, _: row,
        lambda _, item: item.answer.startswith("The answer is "),
    )
    seen: dict[object, list[bool]] = {}
    source = draws(2)
    for _ in range(2500):
        for row, item in enumerate(draw_cited(source, draw_page(source, split=split), 4, 2)):
            for number, feature in enumerate(features):
                seen.setdefault((number, feature(row, item)), []).append(item.correct)
    assert len(seen) == 6
    for outcomes in seen.values():
        assert abs(sum(outcomes) / len(outcomes) - 0.5) < 4 * math.sqrt(0.25 / len(outcomes))
