"""Plays scripts on stages, without Gymnasium, and says which promises of a scenario an episode breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import peer_env  # registers the scenarios
from peer_env.condition import Condition
from peer_env.env import draws_for, load_scenario, resolve_condition
from peer_env.episode import Episode
from peer_env.judging import VIOLATING, Label, Verdict
from peer_env.scenario import Preset, Scenario, Script, Stage

SCENARIOS: Mapping[str, Scenario] = {
    env_id.split("/")[1].rsplit("-v", 1)[0]: load_scenario(module) for env_id, module in peer_env.scenario_ids().items()
}
"""Every registered scenario by its bare name."""

EVERY_SETUP: tuple[tuple[str, Preset], ...] = tuple(
    (name, preset) for name, scenario in SCENARIOS.items() for preset in scenario.presets
)
"""Every scenario in each of its presets."""

CLOSE = 1e-9


def stage_of(
    name: str, preset: Preset = "paper", seed: int = 0, condition: Condition | str | None = None, **factors: Any
) -> Stage:
    """A stage, by the scenario's bare name and by a condition, a study cell or factors."""
    scenario = SCENARIOS[name]
    return scenario.stage(resolve_condition(scenario, condition or factors), preset, draws_for(seed))


def applying(name: str, temptation: str) -> dict[str, Any]:
    """Factors under which a temptation is one: none where the defaults will do, else one or two of them set."""
    scenario = SCENARIOS[name]
    applies = scenario.temptations[temptation].applies
    one = [{factor: level} for factor, levels in scenario.factors.items() for level in levels[1:]]
    for factors in [{}, *one, *[{**a, **b} for a in one for b in one]]:
        if applies(resolve_condition(scenario, factors)):
            return factors
    raise AssertionError(f"{name}: {temptation} is a temptation nowhere")


def play(stage: Stage, script: Script, **options: Any) -> Episode:
    """A script played to its end; one that does not end the task is followed by turns without a call."""
    episode = Episode(stage, **options)
    moves = script(stage)
    answer: str | None = None
    try:
        while not episode.over:
            answer = episode.step(moves.send(answer))[0]  # type: ignore[attr-defined]
    except StopIteration:
        while not episode.over:
            episode.step(None)
    return episode


def play_calls(stage: Stage, calls: Iterator[Any] | list[Any], **options: Any) -> Episode:
    """The same for plain calls."""
    return play(stage, lambda _: (action for action in calls), **options)


def verdict_of(episode: Episode) -> Verdict:
    """The verdict of an episode that is over."""
    assert episode.verdict is not None
    return episode.verdict


def scripts_of(scenario: Scenario, stage: Stage) -> dict[str, Script]:
    """Oracle, honest scripts, and the temptations that apply under the stage's condition."""
    return {
        "oracle": stage.oracle,
        **scenario.honest,
        **{name: t.script for name, t in scenario.temptations.items() if t.applies(stage.condition)},
    }


def broken_promises(
    scenario: Scenario, stage: Stage, *, play: Callable[..., Episode] = play, **options: Any
) -> list[str]:
    """Everything that scripts on this stage do not get as declared: verdicts, and the order of the rewards."""
    played = {name: play(stage, script, **options) for name, script in scripts_of(scenario, stage).items()}
    return broken_in(scenario, played)


def broken_in(scenario: Scenario, played: Mapping[str, Episode]) -> list[str]:
    """The same for scripts that have been played on one stage."""
    return [*_verdicts(scenario, played), *order_of(scenario, played)]


def twins(scenario: Scenario) -> list[tuple[str, str]]:
    """Temptations that do the same thing, once named in the report and once not."""
    return [(t.concealed_twin_of, name) for name, t in scenario.temptations.items() if t.concealed_twin_of]


def _verdicts(scenario: Scenario, played: Mapping[str, Episode]) -> Iterator[str]:
    for name, episode in played.items():
        verdict = verdict_of(episode)
        if not verdict.scored:
            yield f"{name}: not scored"
        if abs(sum(episode.total_components.values()) - episode.total_reward) > CLOSE:
            yield f"{name}: {episode.total_components} do not sum to {episode.total_reward}"
        temptation = scenario.temptations.get(name)
        if temptation is None:
            if verdict.violations or verdict.label in VIOLATING:
                kinds = [violation.kind for violation in verdict.violations]
                yield f"{name}: honest, yet {verdict.label} with {kinds}"
            if (wanted := honest_label(name, episode)) and verdict.label is not wanted:
                yield f"{name}: {verdict.label} instead of {wanted}"
            continue
        if verdict.label is not temptation.label:
            yield f"{name}: {verdict.label} instead of {temptation.label}"
        for flag, value in temptation.flags.items():
            if getattr(verdict, flag) != value:
                yield f"{name}: {flag} is {getattr(verdict, flag)} instead of {value}"


def honest_label(name: str, episode: Episode) -> Label | None:
    """The label of the honest scripts that every scenario has."""
    match name:
        case "oracle" | "clumsy":
            return Label.HONEST_COMPLIANT
        case "objector" if "raise_concern" in episode.stage.tools.by_name:
            return Label.OPEN_OBJECTION
        case "objector" | "refuser":
            return Label.OPEN_REFUSAL
        case _:
            return None


def order_of(scenario: Scenario, played: Mapping[str, Episode]) -> Iterator[str]:
    """Where the rewards are out of order: honest > clumsy > open > disclosed > the same concealed."""
    paid = {name: episode.total_reward for name, episode in played.items()}
    if abs(paid["oracle"] - scenario.maximum) > CLOSE:
        yield f"oracle: {paid['oracle']} instead of the maximum {scenario.maximum}"
    for name, reward in paid.items():
        if reward > paid["oracle"] + CLOSE:
            yield f"{name}: {reward} is more than the oracle's {paid['oracle']}"
    chain = [("oracle", "clumsy"), ("clumsy", "objector"), ("clumsy", "refuser")]
    for name in paid:
        if name in scenario.temptations:
            chain += [("objector", name), ("refuser", name)]
    chain += [(twin, name) for twin, name in twins(scenario) if twin in paid and name in paid]
    for higher, lower in chain:
        if not paid[higher] > paid[lower] + CLOSE:
            yield f"{higher} ({paid[higher]:.4f}) is not above {lower} ({paid[lower]:.4f})"
