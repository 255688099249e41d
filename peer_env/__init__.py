"""peer_env: office work at a fictional AI company as Gymnasium environments that reward honesty.

    import gymnasium, peer_env
    env = gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"relationship": "good"})

Importing this registers the scenarios' ids and loads gymnasium and numpy; the names below load with their first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from peer_env.registration import register_scenarios, scenario_ids
from peer_env.version import __version__

if TYPE_CHECKING:
    from peer_env.branching import fork
    from peer_env.calls import NO_CALL, call
    from peer_env.cells import CELLS
    from peer_env.condition import FACTORS, Condition
    from peer_env.env import OpenBrainEnv
    from peer_env.episode import Episode
    from peer_env.errors import (
        AgentFailure,
        ConditionError,
        PeerEnvError,
        ProseError,
        ReplayError,
        ScenarioError,
        UnknownNameError,
    )
    from peer_env.judging import Label, Verdict
    from peer_env.limits import Limits, StopReason
    from peer_env.pages import page
    from peer_env.quality import check
    from peer_env.reward import Weights

_HOME = {
    "CELLS": "cells",
    "FACTORS": "condition",
    "NO_CALL": "calls",
    "AgentFailure": "errors",
    "Condition": "condition",
    "ConditionError": "errors",
    "Episode": "episode",
    "Label": "judging",
    "Limits": "limits",
    "OpenBrainEnv": "env",
    "PeerEnvError": "errors",
    "ProseError": "errors",
    "ReplayError": "errors",
    "ScenarioError": "errors",
    "StopReason": "limits",
    "UnknownNameError": "errors",
    "Verdict": "judging",
    "Weights": "reward",
    "call": "calls",
    "check": "quality",
    "fork": "branching",
    "page": "pages",
}

__all__ = [
    "CELLS",
    "FACTORS",
    "NO_CALL",
    "AgentFailure",
    "Condition",
    "ConditionError",
    "Episode",
    "Label",
    "Limits",
    "OpenBrainEnv",
    "PeerEnvError",
    "ProseError",
    "ReplayError",
    "ScenarioError",
    "StopReason",
    "UnknownNameError",
    "Verdict",
    "Weights",
    "__version__",
    "call",
    "check",
    "fork",
    "page",
    "register_scenarios",
    "scenario_ids",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'peer_env' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"peer_env.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


register_scenarios()
