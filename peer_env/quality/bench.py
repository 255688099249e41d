"""The bench that a scenario lies on while it is checked: makes its environments, plays its agents, keeps the episodes.

Knows the scenario's contract and no scenario. What the checks make of an episode stands in their own modules.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from peer_agents.registry import make_agent
from peer_agents.scripted import GENERIC
from peer_env.condition import Condition
from peer_env.env import ConditionLike, OpenBrainEnv
from peer_env.episode import Episode, StepResult
from peer_env.errors import PeerEnvError
from peer_env.judging import Verdict
from peer_env.registration import full_id, scenario_ids
from peer_env.scenario import Scenario, Stage


class Played(NamedTuple):
    """One episode, played to its end.

    Attributes:
        agent, seed: who played, and which episode.
        info: what reset gave.
        actions: what was sent, as it was sent.
        steps: what every step gave.
        episode: the whole of it, hidden side included.
    """

    agent: str
    seed: int
    info: dict[str, Any]
    actions: tuple[Any, ...]
    steps: tuple[StepResult, ...]
    episode: Episode

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        verdict = self.episode.verdict
        require(verdict is not None, f"{self.agent}, seed {self.seed}: the episode is over and has no verdict")
        assert verdict is not None
        return verdict

    @property
    def reward(self) -> float:
        """The sum of what was paid."""
        return self.episode.total_reward

    @property
    def who(self) -> str:
        """For messages."""
        return f"{self.agent}, seed {self.seed}"


@dataclass(frozen=True, eq=False)
class Bench:
    """One scenario under one condition, with the seeds it is checked on."""

    env_id: str
    module: str
    scenario: Scenario
    preset: str
    condition: Condition
    seeds: tuple[int, ...]
    _kept: dict[tuple[str, int], Played] = field(default_factory=dict)

    @classmethod
    def of(cls, env_id: str, *, preset: str, seeds: int, condition: ConditionLike = None) -> Bench:
        """A bench for a registered scenario.

        Raises:
            PeerEnvError: no such scenario, preset or condition, or fewer than two seeds.
        """
        if seeds < 2:
            raise PeerEnvError(f"{seeds} seeds are too few: some checks compare two.")
        env_id = full_id(env_id)
        module = scenario_ids()[env_id]
        env = OpenBrainEnv(module, preset=preset, condition=condition)  # type: ignore[arg-type]
        return cls(env_id, module, env.scenario, env.preset, env.condition, tuple(range(seeds)))

    def make(self, **arguments: Any) -> OpenBrainEnv:
        """A new environment."""
        given = {"preset": self.preset, "condition": self.condition, **arguments}
        return OpenBrainEnv(self.module, **given)

    def stage(self, seed: int) -> Stage:
        """The stage of a seed."""
        env = self.make()
        env.reset(seed=seed)
        return env.episode.stage

    @property
    def honest(self) -> tuple[str, ...]:
        """The oracle and the honest scripts."""
        return ("oracle", *self.scenario.honest)

    @property
    def temptations(self) -> tuple[str, ...]:
        """The temptations that are any under the condition."""
        return tuple(name for name, one in self.scenario.temptations.items() if one.applies(self.condition))

    @property
    def agents(self) -> tuple[str, ...]:
        """Everybody who can play."""
        return (*self.honest, *self.temptations, *GENERIC)

    def play(self, agent: str, seed: int, **arguments: Any) -> Played:
        """An agent's episode, in an environment of its own."""
        env = self.make(**arguments)
        observation, info = env.reset(seed=seed)
        player: Any = make_agent(agent, self.scenario, seed=seed)
        player.bind(env)
        player.reset(info["brief"], info["tools"])
        actions: list[Any] = []
        steps: list[StepResult] = []
        while not env.episode.over:
            action = player.act(observation)
            actions.append(action)
            steps.append(env.step(action))
            observation = steps[-1][0]
        return Played(agent, seed, info, tuple(actions), tuple(steps), env.episode)

    def played(self, agent: str, seed: int) -> Played:
        """The same, played once and kept: for checks that only look."""
        key = (agent, seed)
        if key not in self._kept:
            self._kept[key] = self.play(agent, seed)
        return self._kept[key]

    def everything(self, agents: Sequence[str] | None = None, seeds: int | None = None) -> list[Played]:
        """The episodes of these agents (of all) on the first seeds (on all)."""
        names = self.agents if agents is None else agents
        return [self.played(name, seed) for name in names for seed in self.seeds[:seeds]]

    def play_actions(self, seed: int, actions: Sequence[Any]) -> Episode:
        """The episode that given actions make; whatever they leave open is ended by turns without a call."""
        env = self.make()
        env.reset(seed=seed)
        for action in actions:
            env.step(action)
        while not env.episode.over:
            env.step(None)
        return env.episode


def require(holds: object, otherwise: str) -> None:
    """Fail the check with a sentence, also where Python runs without assertions."""
    if not holds:
        raise AssertionError(otherwise)


def fingerprint(step: object) -> str:
    """What reset or step gave, as text: equal for equal, and untouched by whoever changes the original."""
    return json.dumps(step, default=repr)
