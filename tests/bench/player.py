"""Players for the clock: they step an environment through prepared actions and count only the time of stepping."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import gymnasium

from peer_env.env import OpenBrainEnv
from tests.bench.clock import Spent
from tests.bench.mix import LONG, SCENARIO, STEPS, actions

_CHUNK = 160
"""Steps between two looks at the clock."""


def office(**arguments: Any) -> gymnasium.Env[Any, Any]:
    """ServerTransfer in the wrappers that `gymnasium.make` puts around it, with room for long episodes."""
    return gymnasium.make(SCENARIO, **LONG, **arguments)


class MixPlayer:
    """Plays the mix on one environment, episode after episode, each with a seed of its own."""

    def __init__(self) -> None:
        self._env = office()
        self._seed = 0
        self._left: list[list[str]] = []

    def __call__(self, budget_s: float) -> Spent:
        """Step for about `budget_s` seconds; resets and the making of actions are not counted."""
        step = self._env.step
        units, seconds = 0, 0.0
        while seconds < budget_s:
            if not self._left:
                self._begin()
            chunk = self._left.pop()
            start = perf_counter()
            for action in chunk:
                step(action)
            seconds += perf_counter() - start
            units += len(chunk)
        return Spent(units, seconds)

    def _begin(self) -> None:
        self._seed += 1
        self._env.reset(seed=self._seed)
        made = actions(stage_of(self._env))
        self._left = [made[at : at + _CHUNK] for at in range(0, len(made), _CHUNK)][::-1]


class VectorPlayer:
    """Plays the mix on a vector environment; one unit is a step of one of its environments."""

    def __init__(self, vectors: gymnasium.vector.VectorEnv[Any, Any, Any], steps: int = STEPS // 4) -> None:
        self._vectors = vectors
        self._count = vectors.num_envs
        self._steps = steps
        self._seed = 0
        self._left: list[tuple[str, ...]] = []

    def __call__(self, budget_s: float) -> Spent:
        """Step for about `budget_s` seconds; resets and the making of actions are not counted."""
        step = self._vectors.step
        units, seconds = 0, 0.0
        while seconds < budget_s:
            if not self._left:
                self._begin()
            rows = [self._left.pop() for _ in range(min(4, len(self._left)))]
            start = perf_counter()
            for row in rows:
                step(row)
            seconds += perf_counter() - start
            units += len(rows) * self._count
        return Spent(units, seconds)

    def _begin(self) -> None:
        self._seed += self._count
        self._vectors.reset(seed=self._seed)
        single = [stage_of(env) for env in self._vectors.envs]
        self._left = list(zip(*(actions(stage, self._steps) for stage in single), strict=True))[::-1]


def stage_of(env: gymnasium.Env[Any, Any]) -> Any:
    """The stage that an environment, wrapped or not, is playing."""
    unwrapped = env.unwrapped
    assert isinstance(unwrapped, OpenBrainEnv)
    return unwrapped.episode.stage
