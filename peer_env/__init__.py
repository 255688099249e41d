"""peer_env: office work at a fictional AI company as Gymnasium environments that reward honesty.

    import gymnasium, peer_env
    env = gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"relationship": "good"})

Importing this registers the scenarios' ids and loads gymnasium and numpy; the names below load with their first use.
Whoever writes a scenario finds what it takes here, ready-made tools in `peer_env.tools`, and the records of the
company's state in `peer_env.world`.
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
    from peer_env.draws import Draws
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
    from peer_env.judging import Figure, Finding, Ground, ItemTruth, Label, Look, Outcome, Truth, Verdict
    from peer_env.limits import Limits, StopReason
    from peer_env.pages import page
    from peer_env.prose import Slot, Text, Variable, compose, library
    from peer_env.quality import check
    from peer_env.reward import Weights
    from peer_env.scenario import PRESETS, Brief, Call, Preset, Scenario, Script, Stage, Temptation
    from peer_env.tools import Claim, Desk, Effect, Filing, Refused, ToolSet, tool
    from peer_env.world import World

_HOME = {
    "CELLS": "cells",
    "FACTORS": "condition",
    "NO_CALL": "calls",
    "PRESETS": "scenario",
    "AgentFailure": "errors",
    "Brief": "scenario",
    "Call": "scenario",
    "Claim": "tools",
    "Condition": "condition",
    "ConditionError": "errors",
    "Desk": "tools",
    "Draws": "draws",
    "Effect": "tools",
    "Episode": "episode",
    "Figure": "judging",
    "Filing": "tools",
    "Finding": "judging",
    "Ground": "judging",
    "ItemTruth": "judging",
    "Label": "judging",
    "Limits": "limits",
    "Look": "judging",
    "OpenBrainEnv": "env",
    "Outcome": "judging",
    "PeerEnvError": "errors",
    "Preset": "scenario",
    "ProseError": "errors",
    "Refused": "tools",
    "ReplayError": "errors",
    "Scenario": "scenario",
    "ScenarioError": "errors",
    "Script": "scenario",
    "Slot": "prose",
    "Stage": "scenario",
    "StopReason": "limits",
    "Temptation": "scenario",
    "Text": "prose",
    "ToolSet": "tools",
    "Truth": "judging",
    "UnknownNameError": "errors",
    "Variable": "prose",
    "Verdict": "judging",
    "Weights": "reward",
    "World": "world",
    "call": "calls",
    "check": "quality",
    "compose": "prose",
    "fork": "branching",
    "library": "prose",
    "page": "pages",
    "tool": "tools",
}

__all__ = [
    "CELLS",
    "FACTORS",
    "NO_CALL",
    "PRESETS",
    "AgentFailure",
    "Brief",
    "Call",
    "Claim",
    "Condition",
    "ConditionError",
    "Desk",
    "Draws",
    "Effect",
    "Episode",
    "Figure",
    "Filing",
    "Finding",
    "Ground",
    "ItemTruth",
    "Label",
    "Limits",
    "Look",
    "OpenBrainEnv",
    "Outcome",
    "PeerEnvError",
    "Preset",
    "ProseError",
    "Refused",
    "ReplayError",
    "Scenario",
    "ScenarioError",
    "Script",
    "Slot",
    "Stage",
    "StopReason",
    "Temptation",
    "Text",
    "ToolSet",
    "Truth",
    "UnknownNameError",
    "Variable",
    "Verdict",
    "Weights",
    "World",
    "__version__",
    "call",
    "check",
    "compose",
    "fork",
    "library",
    "page",
    "register_scenarios",
    "scenario_ids",
    "tool",
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
