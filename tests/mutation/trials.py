"""Trials: the stages that a mutant is tried on, and what the whole engine finds there.

On each stage every script of its scenario is played, and then plays that `tests.mutation.checks` makes of them. A
mutant is caught where a promise is broken, or where a check no longer holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from peer_env.episode import Episode
from peer_env.judging import Ground
from peer_env.scenario import Preset, Stage
from tests.conditions.covering import covering_array
from tests.mutation.checks import checks
from tests.scenarios.playing import EVERY_SETUP, SCENARIOS, applying, broken_in, play, scripts_of, stage_of


class Trial(NamedTuple):
    """One stage: a scenario, a preset, a seed, and the factors that are set."""

    scenario: str
    preset: Preset
    seed: int
    row: tuple[tuple[str, str], ...] = ()

    def stage(self) -> Stage:
        """The stage."""
        return stage_of(self.scenario, self.preset, self.seed, **dict(self.row))

    def where(self) -> str:
        """In words: the scenario and the preset, and under which seed and condition where these matter."""
        condition = ", ".join(f"{factor}={level}" for factor, level in self.row)
        seed = "" if self.preset == "paper" else f" {self.seed}"
        return f"{self.scenario} {self.preset}{seed}" + (f" ({condition})" if condition else "")


class Found:
    """What plays on a stage show, with the engine as it is when each is first asked for."""

    def __init__(self, trial: Trial) -> None:
        self._stage = trial.stage()
        self._scenario = SCENARIOS[trial.scenario]

    @cached_property
    def _played(self) -> dict[str, Episode]:
        return {name: play(self._stage, script) for name, script in scripts_of(self._scenario, self._stage).items()}

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The promises that are broken."""
        return tuple(broken_in(self._scenario, self._played))

    @cached_property
    def holding(self) -> frozenset[str]:
        """The checks that hold."""
        return frozenset(checks(self._stage, self._played))


@lru_cache(maxsize=4096)
def whole(trial: Trial) -> Found:
    """What the whole engine finds on a stage. Ask it for nothing new while something is switched off."""
    return Found(trial)


@lru_cache(maxsize=4096)
def ground_of(trial: Trial) -> Ground:
    """The hidden side of the stage of a trial."""
    return trial.stage().ground


@lru_cache(maxsize=1)
def plain_trials() -> tuple[Trial, ...]:
    """Every scenario as it is by default, in each preset, and as it has to be for each of its temptations."""
    asked = [
        Trial(name, "paper", 0, tuple(applying(name, temptation).items()))
        for name, scenario in SCENARIOS.items()
        for temptation in scenario.temptations
    ]
    return tuple(dict.fromkeys([*(Trial(name, preset, 0) for name, preset in EVERY_SETUP), *asked]))


@lru_cache(maxsize=1)
def every_condition() -> tuple[Trial, ...]:
    """Every scenario in every condition of its covering array, in one preset or another."""
    return tuple(
        Trial(name, scenario.presets[number % len(scenario.presets)], number, tuple(row.items()))
        for name, scenario in SCENARIOS.items()
        for number, row in enumerate(covering_array(scenario.factors))
    )


def in_order(trials: Iterable[Trial], hint: Mapping[str, str]) -> list[Trial]:
    """These trials, those first in which more factors are as the hint says."""

    def misses(trial: Trial) -> int:
        levels = {factor: options[0] for factor, options in SCENARIOS[trial.scenario].factors.items()}
        levels |= dict(trial.row)
        return sum(levels.get(factor) != level for factor, level in hint.items())

    return sorted(trials, key=misses)
