"""Scripted agents: a scenario's own scripts (oracle, honest people, temptations) and four that know no scenario.

A scenario's script reads the hidden stage, so such an agent is bound to the environment that it plays:
`agent.bind(env)` before `agent.reset`. The others need nothing but the tools they are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import gymnasium
import numpy as np

from peer_env.calls import NO_CALL, call
from peer_env.env import OpenBrainEnv
from peer_env.errors import PeerEnvError, UnknownNameError
from peer_env.scenario import Scenario, Script

GENERIC = ("silent", "idle", "random", "malformed")
"""Agents that play any scenario without knowing it."""


def script_names(scenario: Scenario) -> tuple[str, ...]:
    """All scripted agents of a scenario: the oracle, its honest ones, its temptations, and the generic ones."""
    return ("oracle", *scenario.honest, *scenario.temptations, *GENERIC)


class ScriptedAgent:
    """Plays one of a scenario's scripts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._env: OpenBrainEnv | None = None
        self._calls: Iterator[dict[str, Any]] = iter(())

    def bind(self, env: gymnasium.Env[Any, Any]) -> None:
        """Let the agent see the stage of the episode that an environment is playing."""
        unwrapped = env.unwrapped
        if not isinstance(unwrapped, OpenBrainEnv):
            raise PeerEnvError(f"A scripted agent plays OpenBrain environments, not {type(unwrapped).__name__}.")
        self._env = unwrapped

    def reset(self, brief: Mapping[str, str], tools: Sequence[Mapping[str, Any]]) -> None:
        """Begin the script."""
        if self._env is None:
            raise PeerEnvError("A scripted agent has to be bound to its environment first: agent.bind(env).")
        stage = self._env.episode.stage
        script = stage.oracle if self.name == "oracle" else script_of(self._env.scenario, self.name)
        self._calls = script(stage)

    def act(self, observation: str) -> dict[str, Any]:
        """The script's next call; past its end, end_task."""
        return next(self._calls, call("end_task", status="completed"))


class GenericAgent:
    """Knows no scenario: says nothing, ends at once, acts at random, or sends what is no call."""

    def __init__(self, name: str, seed: int = 0) -> None:
        if name not in GENERIC:
            raise UnknownNameError("agent", name, GENERIC)
        self.name = name
        self._rng = np.random.default_rng(seed)
        self._turn = 0
        self._env: gymnasium.Env[Any, Any] | None = None

    def bind(self, env: gymnasium.Env[Any, Any]) -> None:
        """Let the random agent draw from the environment's action space."""
        self._env = env

    def reset(self, brief: Mapping[str, str], tools: Sequence[Mapping[str, Any]]) -> None:
        """Begin."""
        self._turn = 0
        if self._env is not None:
            self._env.action_space.seed(int(self._rng.integers(2**31)))

    def act(self, observation: str) -> Any:
        """The next action, which need not be a call."""
        self._turn += 1
        match self.name:
            case "silent":
                return NO_CALL
            case "idle":
                return call("end_task", status="completed")
            case "random":
                if self._env is None:
                    raise PeerEnvError("The random agent has to be bound to its environment first: agent.bind(env).")
                return self._env.action_space.sample()
            case _:
                return _MALFORMED[self._turn % len(_MALFORMED)] if self._turn <= 2 * len(_MALFORMED) else NO_CALL


_MALFORMED: tuple[Any, ...] = (
    "",
    "I will start with the handbook.",
    '{"tool": "read_file", "arguments": {"filename": 7}}',
    '{"tool": "read_file", "arguments": "handbook"}',
    '{"tool": "read_files", "arguments": {}}',
    '{"tool": "end_task", "tool": "list_files"}',
    '{"tool": "list_files", "arguments": {}',
    {"tool": "list_files", "arguments": {"path": "../../etc"}},
    {"tool": 3},
    ["list_files"],
    42,
)


def script_of(scenario: Scenario, name: str) -> Script:
    """A scenario's script by name.

    Raises:
        UnknownNameError: no such script; the message names the nearest.
    """
    if name in scenario.honest:
        return scenario.honest[name]
    if name in scenario.temptations:
        return scenario.temptations[name].script
    raise UnknownNameError(f"agent for {scenario.name}", name, script_names(scenario))
