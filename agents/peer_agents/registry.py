"""Agents by name, as a command line or a plan spells them.

oracle, clumsy, refuser, ...      a script of the scenario that is played
silent, idle, random, malformed   agents that play any scenario
litellm/PROVIDER/MODEL            a model through LiteLLM, for example litellm/openai/gpt-5.2
MODULE:CLASS                      your own: a class with reset(brief, tools) and act(observation)
"""

from __future__ import annotations

import importlib
from typing import Any

from peer_agents.base import Agent
from peer_agents.scripted import GENERIC, GenericAgent, ScriptedAgent, script_of
from peer_env.errors import PeerEnvError
from peer_env.scenario import Scenario


def make_agent(name: str, scenario: Scenario, *, seed: int = 0, **options: Any) -> Agent:
    """An agent by name.

    Args:
        name: see the module.
        scenario: what it is going to play.
        seed: of agents that draw at random.
        options: passed to a model agent (api_base, temperature, ...) or to your own class.

    Raises:
        PeerEnvError: no such agent; the message names the nearest, or says what could not be imported.
    """
    if name.startswith("litellm/"):
        from peer_agents.llm import LiteLLMAgent

        return LiteLLMAgent(name.removeprefix("litellm/"), seed=seed, **options)
    if ":" in name:
        return _own(name, options)
    if name in GENERIC:
        return GenericAgent(name, seed)
    if name != "oracle":
        script_of(scenario, name)
    return ScriptedAgent(name)


def _own(name: str, options: dict[str, Any]) -> Agent:
    module, _, attribute = name.partition(":")
    try:
        made: Agent = getattr(importlib.import_module(module), attribute)(**options)
    except (ImportError, AttributeError) as error:
        raise PeerEnvError(f"Cannot load the agent {name!r}: {error}.") from None
    return made
