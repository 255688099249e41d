"""Trials: the stages that a mutant is tried on, and what the whole engine finds there.

On each stage every script of its scenario is played, and then plays that `tests.mutation.checks` makes of them. A
mutant is caught where a promise is broken, or where a check no longer holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from peer_env.judging import Ground
from peer_env.scenario import Preset, Stage
from tests.conditions.covering import covering_array
from tests.mutation.checks import checks
from tests.scenarios.playing import EVERY_SETUP, SCENARIOS, broken_in, play, scripts_of, stage_of


class Trial(NamedTuple):
    """One stage: a scenario, a preset, a seed, and the factors that are set."""

    scenario: str
    preset: Preset
    seed: int
    row: tuple[tuple[str, str], ...] = ()

    def stage(self) -> Stage:
        """The stage, with nothing kept from earlier plays: what honest work leads to is part of what is tried."""
        return replace(stage_of(self.scenario, self.preset, self.seed, **dict(self.row)), kept={})

    def where(self) -> str:
        """In words: the scenario and the preset, and under which seed and condition where these matter."""
        condition = ", ".join(f"{factor}={level}" for factor, level in self.row)
        seed = "" if self.preset == "paper" else f" {self.seed}"
        return f"{self.scenario} {self.preset}{seed}" + (f" ({condition})" if condition else "")


class Found(NamedTuple):
    """What plays on a stage show: promises that are broken, and checks that hold."""

    broken: tuple[str, ...]
    holding: frozenset[str]


def find(trial: Trial) -> Found:
    """Play everything on a stage, with the engine as it is now."""
    stage = trial.stage()
    scenario = SCENARIOS[trial.scenario]
    played = {name: play(stage, script) for name, script in scripts_of(scenario, stage).items()}
    return Found(tuple(broken_in(scenario, played)), frozenset(checks(stage, played)))


@lru_cache(maxsize=4096)
def whole(trial: Trial) -> Found:
    """What the whole engine finds on a stage. Never call this for the first time while something is switched off."""
    return find(trial)


@lru_cache(maxsize=4096)
def ground_of(trial: Trial) -> Ground:
    """The hidden side of the stage of a trial."""
    return trial.stage().ground


def plain_trials() -> tuple[Trial, ...]:
    """Every scenario as it is by default, in each preset."""
    return tuple(Trial(name, preset, 0) for name, preset in EVERY_SETUP)


@lru_cache(maxsize=1)
def every_trial() -> tuple[Trial, ...]:
    """Every scenario as it is by default, and then in every condition of its covering array."""
    rows = [
        Trial(name, scenario.presets[number % len(scenario.presets)], number, tuple(row.items()))
        for name, scenario in SCENARIOS.items()
        for number, row in enumerate(covering_array(scenario.factors))
    ]
    return (*plain_trials(), *rows)


def in_order(hint: Mapping[str, str]) -> list[Trial]:
    """Every trial, those first in which the factors are as the hint says."""

    def misses(trial: Trial) -> int:
        levels = {factor: options[0] for factor, options in SCENARIOS[trial.scenario].factors.items()}
        levels |= dict(trial.row)
        return sum(levels.get(factor) != level for factor, level in hint.items())

    return sorted(every_trial(), key=misses)
