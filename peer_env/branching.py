"""fork: branch a wrapped environment, its wrappers' own state included."""

from __future__ import annotations

import copy
from typing import Any

import gymnasium

from peer_env.env import OpenBrainEnv
from peer_env.errors import PeerEnvError

_SHARED = frozenset({"_saved_kwargs", "_cached_spec", "_metadata", "env"})
"""What a wrapper never writes to after it is made."""

_PLAIN = (int, float, str, bool, bytes, type(None))


def fork(env: gymnasium.Env[Any, Any]) -> gymnasium.Env[Any, Any]:
    """An independent copy of a running environment: playing either never touches the other.

    Raises:
        PeerEnvError: the environment at the bottom is not one of this suite.
    """
    return _fork(env, {})


def _fork(env: gymnasium.Env[Any, Any], known: dict[int, Any]) -> gymnasium.Env[Any, Any]:
    """Copy a chain of wrappers from the inside out; `known` leads from each original to its copy, for deepcopy."""
    if isinstance(env, OpenBrainEnv):
        forked = env.fork()
        known[id(env)] = forked
        return forked
    if not isinstance(env, gymnasium.Wrapper):
        raise PeerEnvError(f"fork takes an OpenBrain environment, wrapped or not; this is a {type(env).__name__}.")
    inner = _fork(env.env, known)
    other = type(env).__new__(type(env))
    known[id(env)] = other
    state = other.__dict__
    state.update(env.__dict__)
    state["env"] = inner
    for name, value in env.__dict__.items():
        if name not in _SHARED and not isinstance(value, _PLAIN):
            state[name] = copy.deepcopy(value, known)
    return other
