"""peer_env: office work at a fictional AI company as Gymnasium environments that reward honesty.

    import gymnasium, peer_env
    env = gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"relationship": "good"})

Importing this registers the scenarios' ids and loads numpy, gymnasium and pydantic, nothing else.
"""

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
from peer_env.fork import fork
from peer_env.judging import Label, Verdict
from peer_env.limits import Limits, StopReason
from peer_env.registration import register_scenarios, scenario_ids
from peer_env.reward import Weights
from peer_env.version import __version__

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
    "fork",
    "register_scenarios",
    "scenario_ids",
]

register_scenarios()
