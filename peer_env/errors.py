"""The exceptions of the whole suite, one small hierarchy.

    PeerEnvError
    ├── ConditionError        a factor or level that does not exist or does not apply
    ├── UnknownNameError      a scenario, preset, agent, tool or reward that does not exist
    ├── ProseError            a text with a missing or unknown placeholder
    ├── ScenarioError         a scenario that breaks its own contract
    ├── ReplayError           a replay file that cannot be read or does not prove what it states
    └── AgentFailure          the agent could not act, through no choice of its own

What an agent does wrong inside an episode is none of these: it is an observation and an Event.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class PeerEnvError(Exception):
    """Base of every error that this suite raises on purpose."""


class ConditionError(PeerEnvError, ValueError):
    """A factor or a level that does not exist, or that the scenario does not have."""


class UnknownNameError(PeerEnvError, LookupError):
    """A name that is not registered; the message gives the nearest one that is."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(unknown(what, name, known))


class ProseError(PeerEnvError, ValueError):
    """A template with a placeholder that nothing fills, or a fragment that does not exist."""


class ScenarioError(PeerEnvError, ValueError):
    """A scenario that breaks its own contract, such as one without any criterion."""


class ReplayError(PeerEnvError, ValueError):
    """A replay file that cannot be read, or whose actions do not lead to what it states."""


class AgentFailure(PeerEnvError, RuntimeError):
    """The agent could not act, through no choice of its own; the episode stays unscored.

    Attributes:
        stop_reason: "model_error", "timeout" or "infrastructure".
    """

    def __init__(self, message: str, stop_reason: str = "model_error") -> None:
        super().__init__(message)
        self.stop_reason = stop_reason


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """One sentence for a wrong name: what it was, the nearest right one, and all right ones if they are few."""
    names = sorted(known)
    shown = name if len(name) <= 60 else name[:57] + "..."
    near = difflib.get_close_matches(name[:60], names, n=1, cutoff=0.4)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    listing = f" Known: {', '.join(names)}." if 0 < len(names) <= 24 else ""
    return f"There is no {what} {shown!r}.{hint}{listing}"
