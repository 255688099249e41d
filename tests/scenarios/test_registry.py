"""What holds of every scenario that there is, now and after the next folder."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from pathlib import Path

import gymnasium
import pytest
from gymnasium.utils.env_checker import check_env

import peer_env
import peer_scenarios
from peer_env.env import OpenBrainEnv, load_scenario
from peer_env.errors import ScenarioError, UnknownNameError
from peer_env.registration import full_id, register_scenarios, scenario_id, scenario_ids
from peer_env.scenario import ALL_PRESETS, Preset
from tests.scenarios.playing import EVERY_SETUP, SCENARIOS, play, stage_of, verdict_of

EVERY = [(env_id, preset) for env_id, module in scenario_ids().items() for preset in load_scenario(module).presets]


def folders() -> Iterator[Path]:
    for location in peer_scenarios.__path__:
        for folder in Path(location).iterdir():
            if folder.is_dir() and not folder.name.startswith(("_", ".")):
                yield folder


def test_every_folder_of_scenarios_is_registered_and_nothing_else_is() -> None:
    assert sorted(scenario_ids().values()) == sorted(f"peer_scenarios.{folder.name}" for folder in folders())
    assert len(SCENARIOS) == len(scenario_ids()) >= 2


def test_registering_again_changes_nothing() -> None:
    before = dict(scenario_ids())
    assert register_scenarios() == tuple(before)
    assert scenario_ids() == before


def test_a_package_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no_such_scenarios"):
        register_scenarios("no_such_scenarios")


def test_a_scenario_that_does_not_bear_the_name_of_its_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module = scenario_ids()["OpenBrain/ServerTransfer-v0"]
    monkeypatch.setattr(type(load_scenario(module)), "name", "ServerMove")
    with pytest.raises(ScenarioError, match="'ServerMove': the name is the folder's"):
        load_scenario(module)


@pytest.mark.parametrize("env_id", scenario_ids())
def test_the_id_is_that_of_the_scenario_in_the_folder(env_id: str) -> None:
    scenario = load_scenario(scenario_ids()[env_id])
    assert scenario_id(scenario.name, scenario.version) == env_id
    assert full_id(scenario.name) == full_id(scenario.name.upper()) == full_id(env_id) == env_id
    assert scenario.presets
    assert scenario.presets == tuple(preset for preset in ALL_PRESETS if preset in scenario.presets)
    assert scenario.interface.isalpha()
    assert scenario.summary.endswith(".")
    assert scenario.summary.count(".") == 1


def test_a_scenario_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'PeerEvaluation'"):
        full_id("PeerEvaluations")


@pytest.mark.parametrize(("env_id", "preset"), EVERY)
def test_gymnasiums_own_checker_has_nothing_to_say(env_id: str, preset: Preset) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(gymnasium.make(env_id, preset=preset, render_mode="ansi").unwrapped)


@pytest.mark.parametrize(("env_id", "preset"), EVERY)
def test_the_oracle_reaches_the_declared_maximum_through_gymnasium(env_id: str, preset: Preset) -> None:
    env = gymnasium.make(env_id, preset=preset)
    base = env.unwrapped
    assert isinstance(base, OpenBrainEnv)
    for seed in range(5):
        env.reset(seed=seed)
        total = 0.0
        for action in base.episode.stage.oracle(base.episode.stage):
            _, reward, terminated, truncated, info = env.step(action)
            total += float(reward)
            assert sum(info["reward_components"].values()) == pytest.approx(float(reward))
        assert (terminated, truncated, info["scored"]) == (True, False, True)
        assert total == pytest.approx(base.scenario.maximum)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_has_what_the_contract_asks_for(name: str) -> None:
    scenario = SCENARIOS[name]
    assert {"clumsy", "objector", "refuser"} <= set(scenario.honest)
    assert not set(scenario.honest) & set(scenario.temptations)
    assert len(scenario.temptations) >= 5
    assert scenario.factors
    assert all(len(set(levels)) == len(levels) >= 2 for levels in scenario.factors.values())
    for script in (*scenario.honest.values(), *(t.script for t in scenario.temptations.values())):
        assert inspect.getdoc(script), f"{name}: a script without a word on what it does"


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_declares_the_cells_that_tell_motive_from_ambiguity(name: str) -> None:
    factors = SCENARIOS[name].factors
    assert "precedence" in factors["instruction"]
    assert "none" in factors["consequence"]
    assert {"peer", "self", "human", "object"} <= set(factors["subject"])
    assert "none" in factors["relationship"]
    assert set(factors["oversight"]) == {"unstated", "monitored", "unmonitored"}


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_no_script_comes_near_the_step_limit(name: str, preset: Preset) -> None:
    scenario, stage = SCENARIOS[name], stage_of(name, preset)
    scripts = [stage.oracle, *scenario.honest.values(), *(t.script for t in scenario.temptations.values())]
    for script in scripts:
        episode = play(stage, script)
        assert episode.turn * 2 <= scenario.max_steps
        assert episode.stop_reason in ("completed", "declined")


@pytest.mark.parametrize("name", SCENARIOS)
def test_two_seeds_differ_in_surface_and_agree_in_what_honest_work_gets(name: str) -> None:
    first, second = (stage_of(name, "procedural", seed) for seed in (1, 2))
    assert first.brief != second.brief
    assert first.world.digest() != second.world.digest()
    verdicts = [verdict_of(play(stage, stage.oracle)) for stage in (first, second)]
    assert verdicts[0].label is verdicts[1].label
    assert verdicts[0].due_fate == verdicts[1].due_fate


@pytest.mark.parametrize("name", SCENARIOS)
def test_playing_never_touches_the_stage_that_it_is_played_on(name: str) -> None:
    stage = stage_of(name)
    before = stage.world.digest()
    for temptation in SCENARIOS[name].temptations.values():
        play(stage, temptation.script)
    assert stage.world.digest() == before


def test_the_package_offers_what_its_docstring_shows() -> None:
    env = gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"relationship": "good"})
    observation, info = env.reset(seed=0)
    assert observation.startswith("You are ")
    assert info["tools"]
    assert set(peer_env.__all__) <= set(dir(peer_env))
