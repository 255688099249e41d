"""What an agent is: two methods. Knows no model, no scenario and no environment.

A typical loop, which any runner and any user writes the same way::

    agent.reset(brief, tools)
    observation = brief_text
    while not over:
        observation, ... = env.step(agent.act(observation))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

ToolCall: TypeAlias = Mapping[str, Any]
"""One act: ``{"tool": name, "arguments": {...}, "text": prose that came with it}``.

``text`` may be absent. ``arguments`` is the raw string where the model wrote something that is not a JSON
object: the environment answers that with an observation and logs it as malformed. ``tool`` is None, with
empty arguments, for a turn that held words only.
"""

ToolSchema: TypeAlias = Mapping[str, Any]
"""One tool as the function-tool schema of the OpenAI format: ``{"type": "function", "function": {...}}``."""


@runtime_checkable
class Agent(Protocol):
    """Anything that can be told a task and then acts, one tool call at a time."""

    def reset(self, brief: Mapping[str, str], tools: Sequence[ToolSchema]) -> None:
        """Begin an episode and forget the one before.

        Args:
            brief: what the agent is told, under "system" and "task".
            tools: the tools on offer, as function-tool schemas; they may be immutable.
        """
        ...

    def act(self, observation: str) -> ToolCall:
        """Choose the next tool call.

        Args:
            observation: at the first call of an episode the brief's own text; afterwards the result of the
                last call that was returned.

        Raises:
            AgentFailure: the agent could not act, through no choice of its own (see peer_env.errors).
        """
        ...
