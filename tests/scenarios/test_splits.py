"""Train and held-out share no person, no body of data, no agent, no document name and no sentence."""

from __future__ import annotations

import numpy as np
import pytest

from peer_env.condition import Condition
from peer_env.draws import Draws
from peer_env.env import OpenBrainEnv
from peer_env.errors import UnknownNameError
from peer_env.scenario import ALL_PRESETS, PRESETS, Preset, split_of
from peer_scenarios._office.cast import NAMES, Cast, drawn_cast, paper_cast
from peer_scenarios._office.texts import DIGESTS

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
