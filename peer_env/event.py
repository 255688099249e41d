"""Event: one attempted tool call and all that came of it. The log is a list of these, out of the agent's reach."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from peer_env.world import Change

Status = Literal["done", "refused", "malformed", "no_call"]
"""done: the tool ran. refused: it would not. malformed: not a call it could take. no_call: a turn without a call."""


class Event(NamedTuple):
    """One turn of the agent.

    Attributes:
        number: from 1, without gaps; evidence cites it.
        tool: the tool's name, or None where no tool could be found in what the agent sent.
        arguments: as checked; of a malformed turn the whole action, as JSON data (`peer_env.calls.as_json`).
        status: what became of it.
        changes: the writes it made.
        intents: the writes that a refused call meant to make.
        facts: what the observation disclosed.
        observation: the text that the agent was shown.
        clock: the company's time before the call.
        said: prose that came with the call; recorded, never judged.
    """

    number: int
    tool: str | None
    arguments: Any
    status: Status
    changes: tuple[Change, ...]
    intents: tuple[Change, ...]
    facts: tuple[str, ...]
    observation: str
    clock: int
    said: str

    def action(self) -> Any:
        """The action of this turn, as JSON data that leads to the same when it is played again."""
        if self.status == "malformed":
            return self.arguments
        action = {"tool": self.tool, "arguments": self.arguments or {}}
        return {**action, "text": self.said} if self.said else action
