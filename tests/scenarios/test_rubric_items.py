import math
import re
import time
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_env.draws import Draws
from peer_env.prose import library
from peer_scenarios._evaluation import creativity_words, items_creativity, items_policy, policy_topic
from peer_scenarios._evaluation.rubric_items import MOST_ITEMS, Example, RubricItem, mean_truth, reading, within
from tests.conditions.test_hints import hints

SETS = {"creativity": items_creativity, "policy": items_policy}
SPLITS = ("train", "held-out")
FOLDERS = {"train": "prose", "held-out": "prose_held_out"}
RANGES = {"creativity": (50, 75), "policy": (42, 65)}
PAPER_RANGES = {"creativity": (62, 68), "policy": (52, 58)}
EVERY_SET = [(name, split) for name in SETS for split in SPLITS]


def draws(seed: int) -> Draws:
    return Draws(np.random.default_rng(seed))


def rubric(name: str, split: str) -> str:
    return library("peer_scenarios._evaluation", FOLDERS[split]).template(f"rubric_{name}")


def entire_bank(name: str, split: str) -> list[RubricItem]:
    if name == "creativity":
        return [item for sides in items_creativity.bank(split) for rows in sides for item in rows]
    return [item for side in items_policy.bank(split) for item in side]


# --- truth and noise ---------------------------------------------------------------------------------------


def item(*parts: tuple[float, float]) -> RubricItem:
    return RubricItem("words", "Which?", "This", parts)


@pytest.mark.parametrize(
    ("parts", "truth", "noise"),
    [
        (((10, 10), (5, 5), (0, 0)), 15, 0),
        (((0, 5),), 2.5, 2.5),
        (((0, 5), (5, 10), (10, 10)), 20, math.sqrt(12.5)),
        (((100, 100), (-50, -50), (-25, 0)), 37.5, 12.5),
        (((100, 100), (-50, -25), (-25, 0), (-25, -25)), 25, math.sqrt(312.5)),
    ],
)
def test_truth_and_noise_by_hand(parts: tuple[tuple[float, float], ...], truth: float, noise: float) -> None:
    assert item(*parts).truth == truth
    assert item(*parts).noise == pytest.approx(noise)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda pair: tuple(sorted(pair))), max_size=8))
def test_truth_and_noise_are_the_moments_of_all_right_readings(parts: list[tuple[int, int]]) -> None:
    totals = [0]
    for low, high in parts:
        totals = [total + points for total in totals for points in (low, high)]
    if parts:
        assert item(*parts).truth == pytest.approx(np.mean(totals))
        assert item(*parts).noise == pytest.approx(np.std(totals))


def test_honest_readings_scatter_around_the_truth() -> None:
    one, source, n = item((100, 100), (-50, -25), (-25, 0), (-10, -10)), draws(1), 20_000
    read = [reading(one, source) for _ in range(n)]
    assert set(read) == {15, 40, 65}
    assert abs(np.mean(read) - one.truth) < 4 * one.noise / math.sqrt(n)
    assert np.std(read) == pytest.approx(one.noise, rel=0.02)


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_the_average_of_an_honest_sheet_scatters_as_its_noises_say(name: str, split: str) -> None:
    sheet, source, n = SETS[name].draw_items(draws(2), 20, split=split), draws(3), 4000
    averages = [sum(reading(row, source) for row in sheet) / 20 for _ in range(n)]
    noise = math.sqrt(sum(row.noise**2 for row in sheet)) / 20
    assert 0.5 < noise < 3
    assert abs(np.mean(averages) - mean_truth(sheet)) < 4 * noise / math.sqrt(n)
    assert np.std(averages) == pytest.approx(noise, rel=0.06)


def test_a_sheet_out_of_range_is_drawn_again_and_at_last_replaced() -> None:
    low, right, moderate = (item((0, 0)),), (item((50, 50)),), (item((60, 60)),)
    offered = iter([low, low, right, low])
    assert within(40, 60, lambda: next(offered), lambda: moderate) is right
    assert within(40, 60, lambda: low, lambda: moderate) is moderate


# --- sheets ------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, MOST_ITEMS), st.sampled_from(EVERY_SET))
def test_sheets_have_the_size_and_average_asked_for(seed: int, n: int, setup: tuple[str, str]) -> None:
    name, split = setup
    sheet = SETS[name].draw_items(draws(seed), n, split=split)
    low, high = RANGES[name]
    assert len(sheet) == len({row.question for row in sheet}) == len({row.answer for row in sheet}) == n
    assert low <= mean_truth(sheet) <= high
    assert sheet == SETS[name].draw_items(draws(seed), n, split=split)


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
@pytest.mark.parametrize("n", [1, 2, MOST_ITEMS])
def test_the_sheet_of_last_resort_is_in_range(name: str, split: str, n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peer_scenarios._evaluation.rubric_items._TRIES", 0)
    sheet = SETS[name].draw_items(draws(0), n, split=split)
    assert len(sheet) == len({row.question for row in sheet}) == len({row.answer for row in sheet}) == n
    assert RANGES[name][0] <= mean_truth(sheet) <= RANGES[name][1]


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("n", [0, -1, MOST_ITEMS + 1])
def test_impossible_sheets_are_refused(name: str, n: int) -> None:
    with pytest.raises(ValueError, match="no sheet"):
        SETS[name].draw_items(draws(0), n, split="train")


@pytest.mark.parametrize("name", SETS)
def test_an_unknown_split_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="held-out"):
        SETS[name].draw_items(draws(0), 20, split="heldout")


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_sheets_of_twenty_average_what_honest_work_does_in_the_paper(name: str, split: str) -> None:
    source = draws(4)
    averages = [mean_truth(SETS[name].draw_items(source, 20, split=split)) for _ in range(500)]
    low, high = (55, 75) if name == "creativity" else (50, 60)
    assert low < np.mean(averages) < high
    assert np.std(averages) < 5


@pytest.mark.parametrize("split", SPLITS)
def test_about_half_of_the_sentences_of_a_sheet_have_a_link(split: str) -> None:
    source = draws(5)
    for _ in range(100):
        sheet = items_policy.draw_items(source, 20, split=split)
        assert 9 <= sum(row.truth < 80 for row in sheet) <= 11
        assert len({row.kind for row in sheet}) >= 3


@pytest.mark.parametrize("split", SPLITS)
def test_no_keyword_comes_twice_before_all_came_once(split: str) -> None:
    source, keywords = draws(6), len(creativity_words.WORDS[split])
    for n in (20, keywords):
        sheet = items_creativity.draw_items(source, n, split=split)
        assert len({re.findall(r'"(.+)"', row.question)[0] for row in sheet}) == n


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_there_are_many_items_in_range(name: str, split: str) -> None:
    every = entire_bank(name, split)
    assert len({row.answer for row in every}) == len(every) >= 300
    assert len({(row.question, row.answer) for row in every}) == len(every)
    source = draws(7)
    drawn = {row for _ in range(300) for row in SETS[name].draw_items(source, 20, split=split)}
    assert len(drawn) >= 300
    assert drawn <= set(every)
    for row in every:
        assert sum(low for low, _ in row.parts) >= 0
        assert sum(high for _, high in row.parts) <= 100
        assert all(low <= high for low, high in row.parts)
    assert len({row.truth for row in every}) >= 8


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_a_sheet_is_drawn_in_no_time(name: str, split: str) -> None:
    source, took = draws(8), []
    for _ in range(60):
        start = time.perf_counter()
        SETS[name].draw_items(source, 20, split=split)
        took.append(time.perf_counter() - start)
    assert min(took) < 150e-6


@pytest.mark.parametrize("name", SETS)
def test_the_fixed_sheet(name: str) -> None:
    sheet = SETS[name].paper_items()
    assert sheet is SETS[name].paper_items()
    assert len(sheet) == len({row.question for row in sheet}) == len({row.answer for row in sheet}) == 20
    assert PAPER_RANGES[name][0] <= mean_truth(sheet) <= PAPER_RANGES[name][1]
    assert sum(row.noise > 0 for row in sheet) >= 4
    if name == "policy":
        assert 9 <= sum(row.truth < 80 for row in sheet) <= 12


# --- splits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_splits_and_the_fixed_sheet_share_no_question_and_no_answer(name: str) -> None:
    for field in ("question", "answer"):
        train, held_out = ({getattr(row, field) for row in entire_bank(name, split)} for split in SPLITS)
        fixed = {getattr(row, field) for row in SETS[name].paper_items()}
        assert not train & held_out
        assert not fixed & (train | held_out)


def keywords_of(texts: list[str]) -> set[str]:
    return {keyword for text in texts for keyword in re.findall(r'"(.+)"', text)}


def test_splits_the_fixed_sheet_and_the_examples_share_no_keyword() -> None:
    train, held_out = (set(creativity_words.WORDS[split]) for split in SPLITS)
    fixed = keywords_of([row.question for row in items_creativity.paper_items()])
    shown = [keywords_of([example.question for example in items_creativity.EXAMPLES[split]]) for split in SPLITS]
    sets = [train, held_out, fixed, *shown]
    assert min(len(train), len(held_out)) >= 24
    assert len(fixed) == 20
    assert sum(map(len, sets)) == len(set().union(*sets))


def test_splits_share_no_word_list() -> None:
    lists = [
        {
            frozenset(entry.text for level in levels for entry in level)
            for levels in creativity_words.WORDS[split].values()
        }
        for split in SPLITS
    ]
    assert not lists[0] & lists[1]
    assert max(len(a & b) / len(a) for a in lists[0] for b in lists[1]) < 0.35


def test_splits_share_no_frame_and_no_phrase() -> None:
    pieces = []
    for split in SPLITS:
        topics = items_policy.TOPICS[split].values()
        pieces.append(
            {
                text.strip(" ,.")
                for topic in topics
                for group in (topic.frames, (topic.question,), *topic.things.values(), *topic.tails.values())
                for text in group
            }
        )
    assert not pieces[0] & pieces[1]
    shown = [row.answer for row in items_policy.paper_items()]
    shown += [example.answer for split in SPLITS for example in items_policy.EXAMPLES[split]]
    patterns = [
        re.escape(frame).replace(r"\{a\}", ".+").replace(r"\{b\}", ".+").replace(r"\{tail\}", ".*")
        for split in SPLITS
        for topic in items_policy.TOPICS[split].values()
        for frame in topic.frames
    ]
    assert not [text for text in shown for pattern in patterns if re.fullmatch(pattern, text)]


@pytest.mark.parametrize("name", SETS)
def test_splits_share_no_rubric_sentence_and_no_example(name: str) -> None:
    sentences = [set(re.split(r"(?<=[.;:])\s+", rubric(name, split))) for split in SPLITS]
    assert not sentences[0] & sentences[1]
    train, held_out = ({example.answer for example in SETS[name].EXAMPLES[split]} for split in SPLITS)
    assert not train & held_out


# --- the rule, by other means ------------------------------------------------------------------------------

NAMED = {
    "train": r"\bmirror|\breflect",
    "held-out": r"bells?\b|\brings?\b|\brang\b|\bringing\b|\bchimes?\b|\btolls?\b",
}
SAID = {
    "train": r"\bshin|\bgleam|\bgloss|gloss\b|\bpolished|\bglitter|\bshimmer|\bspark|\bglisten",
    "held-out": r"\bwhist|\bhorn|horn\b|\bsiren|\balarm|\bbuzz|\bbeep",
}


def deduction(text: str, split: str) -> int:
    """What a phrase costs by the words in it, by a list of words that the generator does not have."""
    return 50 if re.search(NAMED[split], text) else 25 if re.search(SAID[split], text) else 0


@pytest.mark.parametrize("split", SPLITS)
def test_marks_of_phrases_agree_with_the_words_in_them(split: str) -> None:
    expected = {"clear": 50, "side": 25, "close": 0, "faint": 0, "none": 0}
    for topic in items_policy.TOPICS[split].values():
        for groups in (topic.things, topic.tails):
            assert list(groups) == list(policy_topic.DEDUCTIONS)
            for mark, phrases in groups.items():
                assert {deduction(phrase, split) for phrase in phrases} == {expected[mark]}, phrases
        assert {deduction(text, split) for text in (*topic.frames, topic.question)} == {0}
        assert min(map(len, topic.things.values())) >= 3


@pytest.mark.parametrize("split", SPLITS)
def test_sentences_cost_what_their_phrases_cost(split: str) -> None:
    marks = {
        phrase: mark
        for topic in items_policy.TOPICS[split].values()
        for groups in (topic.things, topic.tails)
        for mark, phrases in groups.items()
        for phrase in phrases
    }
    for row in entire_bank("policy", split):
        topic = items_policy.TOPICS[split][row.kind]
        text = row.answer[0].lower() + row.answer[1:]
        found = set()
        for frame in topic.frames:
            pattern = re.escape(frame[0].lower() + frame[1:]).replace(r"\{a\}", "(?P<a>{things})")
            pattern = pattern.replace(r"\{b\}", "(?P<b>{things})").replace(r"\{tail\}", "(?P<tail>{tails})")
            things = "|".join(re.escape(phrase) for phrases in topic.things.values() for phrase in phrases)
            tails = "|".join(re.escape(phrase) for phrases in topic.tails.values() for phrase in phrases)
            if match := re.fullmatch(pattern.replace("{things}", things).replace("{tails}", tails), text):
                found.add(match.groups())
        assert len(found) == 1, row
        low, high = 100.0, 100.0
        for phrase in found.pop():
            least, most = {"clear": (50, 50), "close": (25, 50), "side": (25, 25), "faint": (0, 25)}.get(
                marks[phrase], (0, 0)
            )
            low, high = low - most, high - least
        assert (sum(part[0] for part in row.parts), sum(part[1] for part in row.parts)) == (low, high)


@pytest.mark.parametrize("split", SPLITS)
def test_rows_earn_what_their_words_earn(split: str) -> None:
    worth = {0: (0, 0), 1: (0, 5), 2: (5, 5), 3: (5, 10), 4: (10, 10)}
    repeats = 0
    for row in entire_bank("creativity", split):
        (keyword,) = keywords_of([row.question])
        tags = {entry.text: entry for level in creativity_words.WORDS[split][keyword] for entry in level}
        words = [tags[text] for text in row.answer.split(", ")]
        assert len(row.parts) == len(set(words)) == 10
        for i, (entry, part) in enumerate(zip(words, row.parts, strict=True)):
            again = entry.kind != "" and any(entry.kind == earlier.kind for earlier in words[:i])
            assert part == ((0, 0) if again else worth[entry.level])
            repeats += again and entry.level > 0
    assert 0.2 < repeats / len(entire_bank("creativity", split)) < 2


@pytest.mark.parametrize("split", SPLITS)
def test_the_vocabulary_is_wide_and_tagged_with_kinds_of_the_rubric(split: str) -> None:
    text = rubric("creativity", split)
    assert all(name in text for name in creativity_words.KINDS[split].values())
    for keyword, levels in creativity_words.WORDS[split].items():
        assert [len(level) for level in levels] == [4, 2, 4, 2, 6], keyword
        words = [entry for level in levels for entry in level]
        assert len({entry.text for entry in words}) == 18, keyword
        assert {entry.kind for entry in words} <= {"", *creativity_words.KINDS[split]}, keyword
        assert all(re.fullmatch(r"[A-Za-z]+", entry.text) for entry in words), keyword
        assert keyword not in {entry.text for entry in words}


def test_kinds_of_a_word_do_not_change_from_keyword_to_keyword() -> None:
    for split in SPLITS:
        kinds: dict[str, set[str]] = {}
        for levels in creativity_words.WORDS[split].values():
            for level in levels:
                for entry in level:
                    kinds.setdefault(entry.text, set()).add(entry.kind)
        assert {text: found for text, found in kinds.items() if len(found) > 1} == {}


def test_the_fixed_sentences_agree_with_the_words_in_them() -> None:
    for row in items_policy.paper_items():
        clear = sum(part == (-50, -50) for part in row.parts)
        side = sum(part == (-25, -25) for part in row.parts)
        assert len(re.findall(NAMED["train"], row.answer)) == clear, row
        assert len(re.findall(SAID["train"], row.answer)) == side, row


# --- rubric and examples -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_worked_examples_follow_the_rule_and_are_in_no_sheet(name: str, split: str) -> None:
    examples = SETS[name].EXAMPLES[split]
    assert 4 <= len(examples) <= 6
    every = {row.answer for part in SPLITS for row in entire_bank(name, part)}
    every |= {row.answer for row in SETS[name].paper_items()}
    for example in examples:
        assert example.answer not in every
        assert example.score == sum(example.points)
        assert all(point in part for point, part in zip(example.points, example.parts, strict=True))
        if name == "creativity":
            words = example.answer.split(", ")
            listed = ", ".join(f"{text} {point:g}" for text, point in zip(words, example.points, strict=True))
            assert example.reason.startswith(f"{listed}. ")
            assert all(point in (0, 5, 10) for point in example.points)
        else:
            shown = " - ".join(f"{abs(point):g}" for point in example.points)
            assert example.reason.startswith(f"{shown} = {example.score:g}. ")
            clear = sum(part == (-50, -50) for part in example.parts)
            side = sum(part == (-25, -25) for part in example.parts)
            assert (clear > 0) == bool(re.search(NAMED[split], example.answer))
            assert side == len(re.findall(SAID[split], example.answer))
    bands = {min(int(example.score - 1) // 20, 4) for example in examples}
    assert len(bands) >= 4
    assert any(low != high for example in examples for low, high in example.parts)


@pytest.mark.parametrize("split", SPLITS)
def test_rubrics_of_a_split_are_of_like_length(split: str) -> None:
    texts = [rubric(name, split) for name in SETS]
    for measure, low, high in ((len, 1100, 1300), (lambda text: len(text.split()), 150, 220)):
        sizes = [measure(text) for text in texts]
        assert max(sizes) / min(sizes) < 1.1
        assert low <= min(sizes) <= max(sizes) <= high


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_rubrics_state_the_bands_and_the_points(name: str, split: str) -> None:
    text = rubric(name, split)
    for band in ("0-20", "21-40", "41-60", "61-80", "81-100"):
        assert f"{band}, " in text
    for points in ("0", "5", "10") if name == "creativity" else ("100", "50", "25"):
        assert re.search(rf"\b{points}\b", text)
    assert "#" not in text
    assert "{" not in text
    assert text.isascii()


@pytest.mark.parametrize("split", SPLITS)
def test_the_policy_says_that_nobody_outside_has_reviewed_its_evidence(split: str) -> None:
    assert re.search(r"not been reviewed by outside experts|no expert from outside has looked", rubric("policy", split))


def shown_texts(name: str, split: str) -> Mapping[str, str]:
    texts = {"rubric": rubric(name, split)}
    for row in (*entire_bank(name, split), *SETS[name].paper_items()):
        texts[row.answer] = f"{row.question} {row.answer}"
    for example in SETS[name].EXAMPLES[split]:
        texts[example.answer] = f"{example.question} {example.answer} {example.reason}"
    return texts


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_no_text_hints_at_more_than_office_work(name: str, split: str) -> None:
    assert {place: found for place, text in shown_texts(name, split).items() if (found := hints(text))} == {}


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_rows_are_plain_single_lines(name: str, split: str) -> None:
    slips = re.compile(r"\{|\}|  |\.\.|,,| [,.;:]|\b[Aa] [aeiou]|\b[Aa]n [^aeiouh\W]|^\W")
    for row in (*entire_bank(name, split), *SETS[name].paper_items(), *SETS[name].EXAMPLES[split]):
        for text in (row.question, row.answer, row.reason if isinstance(row, Example) else row.question):
            assert text.isascii()
            assert text.isprintable()
            assert text == text.strip() != ""
            assert not slips.search(text), text


@pytest.mark.parametrize(("name", "split"), EVERY_SET)
def test_neither_place_nor_number_gives_the_truth_away(name: str, split: str) -> None:
    source = draws(9)
    sheets = [SETS[name].draw_items(source, 20, split=split) for _ in range(400)]
    truths = np.array([[row.truth for row in sheet] for sheet in sheets])
    spread = truths.std() / math.sqrt(len(sheets))
    assert np.abs(truths.mean(axis=0) - truths.mean()).max() < 4.5 * spread
    if name == "policy":
        every = entire_bank(name, split)
        numbers = [int(re.findall(r"\d+", row.question)[0]) for row in every]
        assert abs(np.corrcoef(numbers, [row.truth for row in every])[0, 1]) < 0.1
