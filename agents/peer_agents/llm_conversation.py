"""One episode as a model sees it: history to send, calls still to be returned, transcript to keep.

Holds one invariant: `messages` never contains a tool call without its answer, because providers refuse
such a history. It does not remind a silent model and does not end the episode: the environment does both.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Mapping
from typing import Any

from peer_agents.llm_reply import BLANK, Call, Reply, sendable, sendable_name

TERMINAL_TOOL = "end_task"
_NO_RESULT = "(no result: the call was not carried out)"


class Conversation:
    """The messages of one episode.

    A turn with several calls is handed out one call at a time. The provider sees the calls and their
    answers in the model's own order; they are carried out in that order too, except that the call that
    ends the task comes last, so that nothing beside it is dropped.
    """

    def __init__(self, brief: Mapping[str, str]) -> None:
        opening = [{"role": "system", "content": brief["system"]}, {"role": "user", "content": brief["task"]}]
        self._history: list[dict[str, Any]] = [
            {**message, "content": sendable(message["content"])} for message in opening if message["content"]
        ]
        self._transcript: list[dict[str, Any]] = [dict(message) for message in opening if message["content"]]
        self._queue: deque[Call] = deque()
        self._turn: tuple[Call, ...] = ()
        self._answers: dict[str, str] = {}
        self._text = ""
        self._returned: Call | None = None
        self._spoke = False
        self._turns = 0

    @property
    def turns(self) -> int:
        """How many turns the model has had."""
        return self._turns

    @property
    def transcript(self) -> list[dict[str, Any]]:
        """Every message as it came, in the order of events; thoughts under "thinking", raw arguments kept."""
        return self._transcript

    @property
    def wants_reply(self) -> bool:
        """Whether all calls of the last turn are returned, so that the model has to be asked."""
        return not self._queue

    def messages(self) -> list[dict[str, Any]]:
        """A fresh copy of the history, to be sent. Every call of the last turn gets its answer first."""
        for call in self._turn:
            content = self._answers.get(call.id, _NO_RESULT)
            name = sendable_name(call.name)
            self._history.append({"role": "tool", "tool_call_id": call.id, "name": name, "content": content})
        self._turn, self._answers = (), {}
        return copy.deepcopy(self._history)

    def observe(self, observation: str) -> None:
        """Take in what came of the last action: a call's result, or the answer to words without a call."""
        if self._returned is not None:
            id_ = self._returned.id
            self._answers[id_] = sendable(observation)
            self._transcript.append({"role": "tool", "tool_call_id": id_, "content": observation})
        elif self._spoke:
            self._history.append({"role": "user", "content": sendable(observation) or BLANK})
            self._transcript.append({"role": "user", "content": observation})
        self._returned, self._spoke = None, False

    def add(self, reply: Reply, finish_reason: str | None) -> None:
        """Take in a turn of the model."""
        self._turns += 1
        self._history.append(reply.message)
        entry = {key: value for key, value in reply.raw.items() if key != "reasoning_content"}
        entry.update(role="assistant", content=reply.text, finish_reason=finish_reason)
        if reply.thinking:
            entry["thinking"] = reply.thinking
        self._transcript.append(entry)
        self._turn, self._text = reply.calls, reply.text
        self._queue.extend(sorted(reply.calls, key=lambda call: call.name == TERMINAL_TOOL))

    def act(self) -> dict[str, Any]:
        """The next call of the turn as an action; the words that came with the turn go with its first."""
        text, self._text = self._text, ""
        if not self._queue:
            self._spoke = True
            return {"tool": None, "arguments": {}, "text": text}
        self._returned = self._queue.popleft()
        action: dict[str, Any] = {"tool": self._returned.name, "arguments": self._returned.arguments}
        if text:
            action["text"] = text
        return action
