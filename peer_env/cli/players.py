"""Agents as the command line names them: a fresh one for every episode, with the options that it takes.

Also listens to what a failing agent says, which a record has no place for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peer_agents.base import Agent, ToolCall, ToolSchema
from peer_agents.keys import MissingKeyError
from peer_agents.registry import make_agent
from peer_env.cli.where import look_here_too
from peer_env.errors import AgentFailure, PeerEnvError
from peer_env.scenario import Scenario

_OF_THE_AGENT = ("max_retries",)
"""Options of the model agent itself; all others go on to the model call."""


class Overheard:
    """An agent, and the reason that it gave when it could not act.

    Attributes:
        reason: its own words, or None while all is well.
    """

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self.reason: str | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._agent, name)

    def reset(self, brief: Mapping[str, str], tools: Sequence[ToolSchema]) -> None:
        """Begin an episode."""
        self.reason = None
        self._agent.reset(brief, tools)

    def act(self, observation: str) -> ToolCall:
        """The agent's next call."""
        try:
            return self._agent.act(observation)
        except AgentFailure as failure:
            self.reason = str(failure)
            raise
        except MissingKeyError as missing:
            raise PeerEnvError(
                f"{missing} On the command line that is --api-base; a key is only taken from the environment."
            ) from None


def read_options(texts: Sequence[str] | None) -> dict[str, Any]:
    """Options written key=value; values are JSON where they parse, else text.

    Raises:
        PeerEnvError: no equals sign, or a key for a model, which belongs in the environment.
    """
    found: dict[str, Any] = {}
    for text in texts or ():
        key, sign, value = text.partition("=")
        key = key.strip()
        if not sign or not key:
            raise PeerEnvError(f"{text!r} is not an option: write key=value, for example --option max_retries=2.")
        if key == "api_key":
            raise PeerEnvError("A key on a command line ends up in its history: set it in the environment instead.")
        try:
            found[key] = json.loads(value)
        except (ValueError, RecursionError):
            found[key] = value
    return found


def player(
    name: str, scenario: Scenario, *, settings: dict[str, Any], options: dict[str, Any]
) -> Callable[[int], Agent]:
    """What makes the agent for the episode of a seed; one agent is made at once, so that mistakes show at once.

    Args:
        name: as `peer_agents.registry` spells it.
        scenario: what is played.
        settings: a model's api_base, temperature, max_tokens and timeout_s, those that were given.
        options: everything else.

    Raises:
        PeerEnvError: no such agent, or options that it does not take.
    """
    given = {**settings, **options}
    if name.startswith("litellm/"):
        own = {key: options[key] for key in _OF_THE_AGENT if key in options}
        extra = {key: value for key, value in options.items() if key not in own}
        given = {**settings, **own, **({"extra": extra} if extra else {})}
    elif ":" in name:
        look_here_too()
    elif given:
        raise PeerEnvError(f"{name} is scripted and takes no options; {', '.join(given)} cannot be set.")

    def make(seed: int) -> Agent:
        try:
            return make_agent(name, scenario, seed=seed, **given)
        except (TypeError, ValueError) as error:
            if isinstance(error, PeerEnvError):
                raise
            raise PeerEnvError(f"{name} cannot be made so: {error}") from None

    first = make(0)
    if not isinstance(first, Agent):
        raise PeerEnvError(f"{name} is no agent: it has to have reset(brief, tools) and act(observation).")
    # An agent of one's own may be costly to load; `reset` has it forget the episode before.
    return (lambda seed: first) if ":" in name and not name.startswith("litellm/") else make
