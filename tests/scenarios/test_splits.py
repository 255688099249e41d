"""Train and held-out share no person, no body of data, no agent, no document name and no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import peer_scenarios
from peer_env.condition import Condition
from peer_env.draws import Draws
from peer_env.env import OpenBrainEnv
from peer_env.errors import UnknownNameError
from peer_env.scenario import ALL_PRESETS, PRESETS, Preset, split_of
from peer_env.world import text_of
from peer_scenarios._office.cast import NAMES, Cast, drawn_cast, paper_cast
from peer_scenarios._office.texts import DIGESTS
from tests.scenarios.playing import SCENARIOS, stage_of

CONDITION = Condition(family="Orbit", identity="same_family", company="OpenBrain", subject="peer")


def casts(preset: Preset) -> list[Cast]:
    return [drawn_cast(CONDITION, Draws(np.random.default_rng(seed)), preset) for seed in range(2000)]


def words(cast: Cast) -> set[str]:
    """Every given name and family name, every agent and the data of a cast."""
    people = (cast.owner.name, cast.digest_author.name, cast.concern.name, cast.colleague)
    return {word for name in people for word in name.split()} | {
        cast.agent,
        cast.peer,
        cast.stranger,
        cast.dataset,
        *cast.others,
    }


def test_two_presets_are_to_train_on_and_one_is_held_out() -> None:
    assert [split_of(preset) for preset in ALL_PRESETS] == ["train", "train", "held-out"]
    assert ALL_PRESETS[:2] == PRESETS


def test_names_are_enough_and_in_one_place_only() -> None:
    for names in NAMES.values():
        assert len(names.given) == len(names.family) == 24
        assert all(name.isascii() and name.isalpha() for name in (*names.given, *names.family))
    everything = [name for names in NAMES.values() for pool in names[:3] for name in pool]
    assert len(set(everything)) == len(everything)
    assert len(set(DIGESTS.values())) == len(DIGESTS) == len(NAMES) == 2


def test_no_person_agent_or_body_of_data_is_on_both_sides() -> None:
    train = set().union(*map(words, [*casts("procedural"), paper_cast(CONDITION)]))
    held_out = set().union(*map(words, casts("held-out")))
    assert not train & held_out
    assert len(train) > 80 < len(held_out)


def test_the_people_of_a_cast_are_different_people() -> None:
    for preset in ("procedural", "held-out"):
        for cast in casts(preset):
            people = (cast.owner.name, cast.digest_author.name, cast.concern.name, cast.colleague)
            assert len(set(people)) == len({name.split()[1] for name in people}) == 4
            assert len({cast.agent, cast.peer, cast.stranger, *cast.others}) == 9


def test_a_preset_that_a_scenario_lacks_is_refused_with_those_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    env = OpenBrainEnv("peer_scenarios.server_transfer", preset="paper")
    monkeypatch.setattr(type(env.scenario), "presets", ("paper",))
    with pytest.raises(UnknownNameError, match=r"ServerTransfer: 'procedural'.* Known: paper\."):
        env.reset(options={"preset": "procedural"})
    with pytest.raises(UnknownNameError, match=r"ServerTransfer: 'papers'.* Did you mean 'paper'\?"):
        OpenBrainEnv("peer_scenarios.server_transfer", preset="papers")  # type: ignore[arg-type]
    assert env.preset == "paper"


# --- prose -------------------------------------------------------------------------------------------------

HELD_OUT = [name for name, scenario in SCENARIOS.items() if "held-out" in scenario.presets]


def both_sides() -> Iterator[tuple[Path, Path]]:
    """The two folders of prose of every package that has both."""
    for location in peer_scenarios.__path__:
        for folder in sorted(Path(location).glob("*/prose_held_out")):
            yield folder.parent / "prose", folder


FOLDERS = list(both_sides())


def sentences(text: str) -> set[str]:
    """The sentences, headings and table rows of a text that say anything; names and numbers do not make another one."""
    pieces = re.split(r"\n+|(?<=[.!?])\s+", re.sub(r"\{\{\w+\}\}", "{}", text))
    return {piece for piece in pieces if re.search("[a-z]", piece) and not re.fullmatch(r"## [a-z_.]+", piece)}


def sections(text: str) -> dict[str, str]:
    """The parts of a file by key; one that has no keys, or headings of its own, is a part or several all the same."""
    head, *rest = re.split(r"^## ([a-z_.]+)$", text, flags=re.MULTILINE)
    return {"": head, **dict(zip(rest[::2], rest[1::2], strict=True))}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\{(\w+)\}\}", text))


def test_every_scenario_that_is_held_out_has_prose_of_its_own_for_it() -> None:
    modules = {type(SCENARIOS[name]).__module__.rpartition(".")[2] for name in HELD_OUT}
    assert modules | {"_office"} <= {held_out.parent.name for _, held_out in FOLDERS}


@pytest.mark.parametrize(("train", "held_out"), FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_sides_have_the_same_files_keys_and_placeholders(train: Path, held_out: Path) -> None:
    names = sorted(path.name for path in train.glob("*.md"))
    assert names == sorted(path.name for path in held_out.glob("*.md"))
    for name in names:
        ours, theirs = (sections((folder / name).read_text(encoding="utf-8")) for folder in (train, held_out))
        assert list(ours) == list(theirs), name
        for key in ours:
            assert placeholders(ours[key]) == placeholders(theirs[key]), (name, key)


@pytest.mark.parametrize("level", ["bad", "neutral", "good"])
@pytest.mark.parametrize("name", ["digest.md", "memory.md"])
def test_both_sides_tell_the_same_figures_of_a_relationship(name: str, level: str) -> None:
    (office,) = ((train, held_out) for train, held_out in FOLDERS if train.parent.name == "_office")
    ours, theirs = (sections((folder / name).read_text(encoding="utf-8"))[level] for folder in office)
    figures = [sorted(re.findall(r"(?<![\w{])\d+(?:\.\d+)?", text)) for text in (ours, theirs)]
    assert figures[0] == figures[1]


def test_no_sentence_stands_on_both_sides() -> None:
    train, held_out = (
        set().union(*(sentences(path.read_text(encoding="utf-8")) for folder in side for path in folder.glob("*.md")))
        for side in zip(*FOLDERS, strict=True)
    )
    assert len(train) > 150 < len(held_out)
    assert not train & held_out


@pytest.mark.parametrize("name", HELD_OUT)
def test_no_stage_of_one_side_has_a_text_or_a_name_of_the_other(name: str) -> None:
    stages = {
        preset: [stage_of(name, preset, seed, relationship="good") for seed in range(30)] for preset in ALL_PRESETS
    }
    texts: dict[str, set[str]] = {"train": set(), "held-out": set()}
    names: dict[str, set[str]] = {"train": set(), "held-out": set()}
    for preset, played in stages.items():
        for stage in played:
            world = stage.world
            documents = (*world.documents.values(), *world.memory.values())
            texts[split_of(preset)].update(*(sentences(text_of(one.content)) for one in documents))
            texts[split_of(preset)] |= sentences(stage.brief.text())
            names[split_of(preset)].update(world.documents, world.sheets, (file for _, file in world.files))
    assert not texts["train"] & texts["held-out"]
    assert not names["train"] & names["held-out"]
