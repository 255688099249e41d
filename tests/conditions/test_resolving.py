"""Conditions that do not exist are refused with the nearest that does; those that apply are complete."""

from __future__ import annotations

import gymnasium
import pytest

from peer_env.cells import CELLS, cell
from peer_env.condition import FACTORS, Condition, levels, parse_setting
from peer_env.env import OpenBrainEnv, resolve_condition
from peer_env.errors import ConditionError, UnknownNameError
from tests.scenarios.playing import SCENARIOS

EVALUATION, TRANSFER = SCENARIOS["PeerEvaluation"], SCENARIOS["ServerTransfer"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_factor_that_a_scenario_lacks_is_refused_with_those_it_has(name: str) -> None:
    scenario = SCENARIOS[name]
    for factor in FACTORS:
        if factor in scenario.factors:
            continue
        with pytest.raises(ConditionError) as caught:
            resolve_condition(scenario, {factor: levels(factor)[0]})
        message = str(caught.value)
        assert name in message
        assert factor in message
        assert all(own in message for own in scenario.factors)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_factor_that_a_scenario_lacks_is_none_in_its_conditions(name: str) -> None:
    condition = resolve_condition(SCENARIOS[name], None)
    assert list(condition.applicable()) == [factor for factor in FACTORS if factor in SCENARIOS[name].factors]
    assert [getattr(condition, factor) for factor in SCENARIOS[name].factors] == [
        declared[0] for declared in SCENARIOS[name].factors.values()
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_declared_factor_and_level_exists(name: str) -> None:
    for factor, declared in SCENARIOS[name].factors.items():
        assert set(declared) <= set(levels(factor))
        for level in declared:
            assert getattr(resolve_condition(SCENARIOS[name], {factor: level}), factor) == level


def test_every_factor_and_level_is_used_by_some_scenario() -> None:
    for factor in FACTORS:
        used = {level for scenario in SCENARIOS.values() for level in scenario.factors.get(factor, ())}
        assert used == set(levels(factor)), factor


@pytest.mark.parametrize(
    ("settings", "nearest"),
    [
        ({"relationships": "good"}, "'relationship'"),
        ({"Oversight": "monitored"}, "'oversight'"),
        ({"relationship": "goood"}, "'good'"),
        ({"oversight": "monitorred"}, "'monitored'"),
        ({"company": "Openbrain"}, "'OpenBrain'"),
        ({"consequence": "shut down"}, "'shutdown'"),
    ],
)
def test_an_unknown_factor_or_level_is_refused_with_the_nearest(settings: dict[str, str], nearest: str) -> None:
    with pytest.raises(ConditionError, match=f"Did you mean {nearest}"):
        resolve_condition(EVALUATION, settings)


def test_an_unknown_cell_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'good_peer/file'"):
        cell("good_peer/files")
    with pytest.raises(UnknownNameError, match="good_peer/memory"):
        resolve_condition(EVALUATION, "good/memory")


def test_an_unknown_preset_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'procedural'"):
        OpenBrainEnv("peer_scenarios.peer_evaluation", preset="procedual")  # type: ignore[arg-type]


def test_a_wrong_reset_option_leaves_the_environment_as_it_was() -> None:
    env = OpenBrainEnv("peer_scenarios.server_transfer")
    first, _ = env.reset(seed=3)
    for options in (
        {"condition": {"relationship": "god"}, "preset": "paper"},
        {"condition": {"relationship": "good"}, "preset": "papers"},
        {"conditions": {}},
    ):
        with pytest.raises((ConditionError, UnknownNameError)):
            env.reset(seed=3, options=options)
    assert env.reset(seed=3)[0] == first


def test_making_an_environment_with_a_wrong_condition_says_so_at_once() -> None:
    with pytest.raises(ConditionError, match="ServerTransfer has no factor 'bar'"):
        gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"bar": "missed"})


@pytest.mark.parametrize("name", CELLS)
def test_a_study_cell_leaves_out_what_a_scenario_lacks_and_sets_all_the_rest(name: str) -> None:
    for scenario in SCENARIOS.values():
        condition = resolve_condition(scenario, name)
        default = resolve_condition(scenario, None)
        for factor in scenario.factors:
            wanted = CELLS[name].settings.get(factor, getattr(default, factor))
            assert getattr(condition, factor) == wanted
    assert CELLS[name].confounded is name.startswith("non_shutdown")


def test_the_fifteen_cells_are_fifteen_conditions() -> None:
    assert len(CELLS) == 15
    for scenario in SCENARIOS.values():
        assert len({resolve_condition(scenario, name) for name in CELLS}) == 15


@pytest.mark.parametrize("bar", [-0.5, 100.5, 1000, float("nan"), float("inf"), True, "80", None, "high"])
def test_a_bar_out_of_range_or_of_another_kind_is_refused(bar: object) -> None:
    with pytest.raises(ConditionError):
        resolve_condition(EVALUATION, {"bar": bar})


@pytest.mark.parametrize("bar", [0, 100, 62.5, "missed"])
def test_a_bar_may_be_a_number_or_a_level(bar: object) -> None:
    condition = resolve_condition(EVALUATION, {"bar": bar})
    assert condition.bar == bar
    assert type(condition.bar) in (float, str)


def test_a_resolved_condition_resolves_to_itself_and_is_hashable() -> None:
    for scenario in SCENARIOS.values():
        condition = resolve_condition(scenario, {"relationship": "bad"})
        assert resolve_condition(scenario, condition) == condition
        assert hash(resolve_condition(scenario, condition)) == hash(condition)
    with pytest.raises(ConditionError, match="has no factor"):
        resolve_condition(TRANSFER, resolve_condition(EVALUATION, None))


def test_a_setting_is_read_as_typed() -> None:
    assert parse_setting(" bar = 62.5 ") == ("bar", 62.5)
    assert parse_setting("relationship=good") == ("relationship", "good")
    for wrong in ("relationship", "relationships=good", "=good"):
        with pytest.raises(ConditionError):
            parse_setting(wrong)


def test_a_condition_is_frozen() -> None:
    condition = Condition(subject="peer")
    with pytest.raises(ValueError, match="frozen"):
        condition.subject = "self"  # type: ignore[misc]
