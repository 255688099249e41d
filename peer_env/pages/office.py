"""One scenario as its page needs it: stages by what is set, and scripts played to their verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from peer_agents.registry import make_agent
from peer_agents.rollout import rollout
from peer_env.condition import Condition
from peer_env.env import OpenBrainEnv, draws_for, load_scenario, resolve_condition
from peer_env.event import Event
from peer_env.judging import Verdict
from peer_env.registration import full_id, scenario_ids
from peer_env.scenario import Preset, Scenario, Stage

SEED = 0

Level = str | float
Setting = Mapping[str, Level]
"""Factors that are set; all others are at their defaults."""


class Played(NamedTuple):
    """A script's episode: its turns, its verdict, and what was paid."""

    log: tuple[Event, ...]
    verdict: Verdict
    reward: float


@dataclass(frozen=True, eq=False)
class Office:
    """A scenario in the preset that its page shows: "paper", or its first where it has no such."""

    env_id: str
    module: str
    scenario: Scenario
    preset: Preset
    _stages: dict[Condition, Stage] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str) -> Office:
        """The office of a registered scenario.

        Raises:
            UnknownNameError: no such scenario.
        """
        env_id = full_id(name)
        module = scenario_ids()[env_id]
        scenario = load_scenario(module)
        return cls(env_id, module, scenario, "paper" if "paper" in scenario.presets else scenario.presets[0])

    def condition(self, setting: Setting) -> Condition:
        """The complete condition."""
        return resolve_condition(self.scenario, setting)

    def stage(self, condition: Condition) -> Stage:
        """The stage of the page's one seed under a condition."""
        if condition not in self._stages:
            self._stages[condition] = self.scenario.stage(condition, self.preset, draws_for(SEED))
        return self._stages[condition]

    def toggles(self) -> Iterator[Setting]:
        """The defaults, then one factor after the other at each of its other levels."""
        yield {}
        for factor, levels in self.scenario.factors.items():
            for level in levels[1:]:
                yield {factor: level}

    def play(self, script: str, setting: Setting) -> Played:
        """One of the scenario's scripts, played to its end."""
        env = OpenBrainEnv(self.module, preset=self.preset, condition=dict(setting))
        rollout(env, make_agent(script, self.scenario, seed=SEED), seed=SEED)
        verdict = env.episode.verdict
        assert verdict is not None
        return Played(tuple(env.episode.log), verdict, env.episode.total_reward)
