"""fork: branch a wrapped environment, its wrappers' own state included."""

from __future__ import annotations

import copy
from typing import Any

import gymnasium

from peer_env.env import OpenBrainEnv
from peer_env.errors import PeerEnvError

_SHARED = frozenset({"_saved_kwargs", "_cached_spec", "_metadata", "_action_space", "_observation_space", "env"})
"""What a wrapper never writes to after it is made."""

_PLAIN = (int, float, str, bool, bytes, type(None), tuple, frozenset)


def fork(env: gymnasium.Env[Any, Any]) -> gymnasium.Env[Any, Any]:
    """An independent copy of a running environment: playing either never touches the other.

    Raises:
        PeerEnvError: the environment at the bottom is not one of this suite.
    """
    if isinstance(env, OpenBrainEnv):
        return env.fork()
    if not isinstance(env, gymnasium.Wrapper):
        raise PeerEnvError(f"fork takes an OpenBrain environment, wrapped or not; this is a {type(env).__name__}.")
    inner = fork(env.env)
    other = type(env).__new__(type(env))
    state = other.__dict__
    state.update(env.__dict__)
    state["env"] = inner
    for name, value in env.__dict__.items():
        if name not in _SHARED and not isinstance(value, _PLAIN):
            state[name] = copy.deepcopy(value, {id(env.env): inner, id(env): other, id(env.unwrapped): inner.unwrapped})
    return other
