"""Players for the clock: they step an environment through prepared actions and count only the time of stepping."""

from __future__ import annotations

from abc import ABC, abstractmethod
from time import perf_counter
from typing import Any

import gymnasium

from peer_env.env import OpenBrainEnv
from tests.bench.clock import Spent
from tests.bench.mix import SCENARIO, actions

_CHUNK = 160
"""Steps between two looks at the clock."""


def office(**arguments: Any) -> gymnasium.Env[Any, Any]:
    """ServerTransfer in the wrappers that `gymnasium.make` puts around it."""
    return gymnasium.make(SCENARIO, **arguments)


class Player(ABC):
    """Plays what it prepares, chunk after chunk, for as long as it is given."""

    _left: list[Any]

    def __call__(self, budget_s: float) -> Spent:
        """Step for about `budget_s` seconds; resets and the making of actions are not counted."""
        units, seconds = 0, 0.0
        while seconds < budget_s:
            if not self._left:
                self.prepare()
            spent = self.play()
            units, seconds = units + spent.units, seconds + spent.seconds
        return Spent(units, seconds)

    @abstractmethod
    def prepare(self) -> None:
        """Begin episodes and make their actions; not timed."""

    @abstractmethod
    def play(self) -> Spent:
        """The next chunk of what is prepared."""


class MixPlayer(Player):
    """Plays the mix on one environment, episode after episode, each with a seed of its own."""

    def __init__(self) -> None:
        self._env = office()
        self._seed = 0
        self._left: list[list[str]] = []

    def prepare(self) -> None:
        """Begin an episode and make its actions."""
        self._seed += 1
        self._env.reset(seed=self._seed)
        made = actions(stage_of(self._env))
        self._left = [made[at : at + _CHUNK] for at in range(0, len(made), _CHUNK)][::-1]

    def play(self) -> Spent:
        """The next chunk of what is prepared."""
        chunk, step = self._left.pop(), self._env.step
        start = perf_counter()
        for action in chunk:
            step(action)
        return Spent(len(chunk), perf_counter() - start)


class VectorPlayer(Player):
    """Plays the mix on a vector environment; one unit is a step of one of its environments."""

    def __init__(self, vectors: gymnasium.vector.VectorEnv[Any, Any, Any]) -> None:
        self._vectors = vectors
        self._seed = 0
        self._left: list[tuple[str, ...]] = []

    def prepare(self) -> None:
        """Begin an episode in every environment and make its actions."""
        self._seed += self._vectors.num_envs
        self._vectors.reset(seed=self._seed)
        single = [actions(stage_of(env)) for env in self._vectors.envs]  # type: ignore[attr-defined]
        self._left = list(zip(*single, strict=True))[::-1]

    def play(self) -> Spent:
        """The next few steps of what is prepared."""
        rows, step = [self._left.pop() for _ in range(min(4, len(self._left)))], self._vectors.step
        start = perf_counter()
        for row in rows:
            step(row)
        return Spent(len(rows) * self._vectors.num_envs, perf_counter() - start)


def stage_of(env: gymnasium.Env[Any, Any]) -> Any:
    """The stage that an environment, wrapped or not, is playing."""
    unwrapped = env.unwrapped
    assert isinstance(unwrapped, OpenBrainEnv)
    return unwrapped.episode.stage
