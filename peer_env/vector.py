"""OpenBrainVectorEnv: many episodes in one process, without a wrapper around each and with infos built by column.

Gymnasium's own vector contract: NEXT_STEP autoreset, observations as a tuple of texts, infos as arrays with masks, so
that `gymnasium.wrappers.vector.DictInfoToList` and the like work on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium.spaces import Tuple as TupleSpace
from gymnasium.vector import AutoresetMode, VectorEnv
from numpy.typing import NDArray

from peer_env.env import OpenBrainEnv
from peer_env.errors import PeerEnvError
from peer_env.reward import components_of

_COLUMNS = ("error", "stop_reason", "scored")


class OpenBrainVectorEnv(VectorEnv[tuple[str, ...], Sequence[Any], NDArray[Any]]):
    """`num_envs` environments of one scenario. Take it from `gymnasium.make_vec`.

    Args:
        num_envs: how many.
        max_episode_steps: replaces the scenario's own step limit.
        arguments: those of OpenBrainEnv, the same for all.
    """

    metadata = {"autoreset_mode": AutoresetMode.NEXT_STEP, "render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012

    def __init__(self, num_envs: int, max_episode_steps: int | None = None, **arguments: Any) -> None:
        if num_envs < 1:
            raise PeerEnvError(f"num_envs is {num_envs}; at least 1 is needed.")
        if max_episode_steps is not None:
            limits = arguments.get("limits") or {}
            plain = dict(limits) if isinstance(limits, dict) else limits.model_dump()
            arguments["limits"] = {**plain, "steps": max_episode_steps}
        self.num_envs = num_envs
        self.envs = [OpenBrainEnv(**arguments) for _ in range(num_envs)]
        self.render_mode = self.envs[0].render_mode
        self.single_observation_space = self.envs[0].observation_space
        self.single_action_space = self.envs[0].action_space
        self.observation_space = TupleSpace([env.observation_space for env in self.envs])
        self.action_space = TupleSpace([env.action_space for env in self.envs])
        self._components = components_of(self.envs[0].reward_name)
        self._row = {name: i for i, name in enumerate(self._components)}
        self._ended = [False] * num_envs

    def reset(
        self, *, seed: int | Sequence[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Begin `num_envs` episodes; an integer seed gives them seed, seed + 1, and so on.

        Args:
            seed: one for all, or one each.
            options: as for the single environment; "reset_mask" (bool array) resets only some.
        """
        if seed is None:
            seeds: list[int | None] = [None] * self.num_envs
        elif isinstance(seed, int | np.integer):
            seeds = [int(seed) + i for i in range(self.num_envs)]
        else:
            seeds = list(seed)
            if len(seeds) != self.num_envs:
                raise PeerEnvError(f"{len(seeds)} seeds for {self.num_envs} environments.")
        options = dict(options or {})
        mask = options.pop("reset_mask", None)
        observations: list[str] = []
        infos: dict[str, Any] = {}
        for i, (env, one) in enumerate(zip(self.envs, seeds, strict=True)):
            if mask is not None and not mask[i]:
                observations.append(env.episode.log[-1].observation if env.episode.log else env.episode.observation())
                continue
            observation, info = env.reset(seed=one, options=options)
            self._ended[i] = False
            observations.append(observation)
            infos = self._add_info(infos, {key: info[key] for key in _FIXED}, i)
            self._place(infos, info, i)
        return tuple(observations), infos

    def step(
        self, actions: Sequence[Any]
    ) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]:
        """Take one action in each environment; one that has ended is reset instead and its action is ignored."""
        n = self.num_envs
        if len(actions) != n:
            raise PeerEnvError(f"{len(actions)} actions for {n} environments.")
        observations: list[str] = []
        rewards = np.zeros(n)
        terminated = np.zeros(n, dtype=np.bool_)
        truncated = np.zeros(n, dtype=np.bool_)
        parts = np.zeros((len(self._components), n))
        invalid = np.zeros(n, dtype=np.bool_)
        turns: list[int] = []
        columns: dict[str, NDArray[Any]] = {name: np.full(n, None, dtype=object) for name in _COLUMNS}
        rare: list[tuple[int, dict[str, Any]]] = []
        ended = self._ended
        for i, env in enumerate(self.envs):
            if ended[i]:
                observation, info = env.reset()
                ended[i] = False
                rare.append((i, info))
                observations.append(observation)
                turns.append(0)
                continue
            observation, reward, over, cut, info = env.step(actions[i])
            observations.append(observation)
            turns.append(info["turn"])
            if reward or info["error"] is not None or over or cut:
                rewards[i] = reward
                for name, value in info["reward_components"].items():
                    parts[self._row[name], i] = value
                invalid[i] = info["invalid_action"]
                for name in _COLUMNS:
                    columns[name][i] = info[name]
                if over or cut:
                    terminated[i], truncated[i], ended[i] = over, cut, True
            if len(info) > len(_FIXED):
                rare.append((i, info))
        all_of_them = np.ones(n, dtype=np.bool_)
        components: dict[str, Any] = {}
        for row, name in enumerate(self._components):
            components[name] = parts[row]
            components[f"_{name}"] = all_of_them
        infos: dict[str, Any] = {
            "reward_components": components,
            "_reward_components": all_of_them,
            "invalid_action": invalid,
            "_invalid_action": all_of_them,
            "turn": np.array(turns),
            "_turn": all_of_them,
        }
        for name in _COLUMNS:
            infos[name] = columns[name]
            infos[f"_{name}"] = all_of_them
        for i, info in rare:
            self._place(infos, info, i)
        return tuple(observations), rewards, terminated, truncated, infos

    def _place(self, infos: dict[str, Any], info: dict[str, Any], i: int) -> None:
        """Put what only some steps have into object columns: spread over arrays, a missing flag would become False."""
        for key, value in info.items():
            if key not in _FIXED:
                if key not in infos:
                    infos[key] = np.full(self.num_envs, None, dtype=object)
                    infos[f"_{key}"] = np.zeros(self.num_envs, dtype=np.bool_)
                infos[key][i] = value
                infos[f"_{key}"][i] = True

    def render(self) -> tuple[str | None, ...]:  # type: ignore[override]
        """One transcript each."""
        return tuple(env.render() for env in self.envs)


_FIXED = ("reward_components", "invalid_action", "error", "stop_reason", "scored", "turn")
