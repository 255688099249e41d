"""rollout: one agent through one episode, to a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

import gymnasium

from peer_agents.base import Agent
from peer_env.env import OpenBrainEnv
from peer_env.errors import AgentFailure, PeerEnvError
from peer_env.record import Record, record_of


def rollout(
    env: gymnasium.Env[Any, Any],
    agent: Agent,
    *,
    seed: int | None = None,
    name: str = "",
    watch: Callable[[OpenBrainEnv], None] | None = None,
) -> Record:
    """Play one episode to its end.

    A failure of the agent's own machinery (`AgentFailure`) ends the episode unscored, with its reason recorded.

    Args:
        env: an OpenBrain environment, wrapped or not.
        agent: anything with reset(brief, tools) and act(observation).
        seed: of the episode.
        name: the agent's name in the record.
        watch: called after every step, for a display.
    """
    unwrapped = env.unwrapped
    if not isinstance(unwrapped, OpenBrainEnv):
        raise PeerEnvError(f"rollout plays OpenBrain environments, not {type(unwrapped).__name__}.")
    observation, info = env.reset(seed=seed)
    if hasattr(agent, "bind"):
        agent.bind(env)
    failure: str | None = None
    try:
        agent.reset(info["brief"], info["tools"])
        over = False
        while not over:
            observation, _, terminated, truncated, _ = env.step(agent.act(observation))
            over = terminated or truncated
            if watch is not None:
                watch(unwrapped)
    except AgentFailure as broken:
        unwrapped.stop(broken.stop_reason)
        failure = str(broken)
    return record_of(unwrapped, agent=name or type(agent).__name__, usage=_usage(agent), failure=failure)


def _usage(agent: Agent) -> Mapping[str, Any] | None:
    usage = getattr(agent, "usage", None)
    if is_dataclass(usage) and not isinstance(usage, type):
        return asdict(usage)
    return usage if isinstance(usage, Mapping) else None
