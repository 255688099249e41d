"""A model server on this machine: real HTTP in the OpenAI format, its brain a function or a scripted agent.

    with Loopback(script(calls(("read_file", {"path": "a"})), text("done"))) as server:
        agent = LiteLLMAgent("openai/local", api_base=server.url, api_key="k")

It answers any POST path, so that other providers' formats can be tested by a `raw` reply. Knows no litellm.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Request = dict[str, Any]
JSON = "application/json"
_LONGEST_BUNDLE = 16


@dataclass(frozen=True)
class Reply:
    """What goes over the wire. `body` is bytes as they are; `drop` closes the connection without a word."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drop: bool = False


Brain = Callable[[Request], Reply]


# --- replies ---------------------------------------------------------------------------------------------


def calls(
    *wanted: tuple[str, Any], text: str | None = None, ids: Sequence[str | None] | None = None, **more: Any
) -> Reply:
    """An assistant message with tool calls, (name, arguments) each; arguments in a string go as they are.

    `ids` are the calls' ids (None leaves one out). `more` goes to `message`.
    """
    tool_calls: list[dict[str, Any]] = []
    for number, (name, arguments) in enumerate(wanted):
        written = arguments if isinstance(arguments, str) else json.dumps(arguments)
        entry = {"type": "function", "function": {"name": name, "arguments": written}}
        id_ = f"call_{number}" if ids is None else ids[number]
        tool_calls.append(entry if id_ is None else {"id": id_, **entry})
    return message(content=text, tool_calls=tool_calls, **more)


def text(words: str, **more: Any) -> Reply:
    """An assistant message without any call."""
    return message(content=words, **more)


def message(*, usage: tuple[int, int] | None = (10, 5), **fields: Any) -> Reply:
    """An assistant message with exactly these fields; `usage` is (prompt tokens, completion tokens)."""
    reason = "tool_calls" if fields.get("tool_calls") else "stop"
    choice = {"index": 0, "message": {"role": "assistant", **fields}, "finish_reason": reason}
    return completion([choice], usage=usage)


def completion(choices: list[Any], *, usage: tuple[int, int] | None = (10, 5)) -> Reply:
    """A whole completion; an empty list of choices is one of the things a provider really sends."""
    body: dict[str, Any] = {"id": "cmpl-1", "object": "chat.completion", "created": 1, "model": "local"}
    body["choices"] = choices
    if usage is not None:
        sums = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
        body["usage"] = sums
    return raw(json.dumps(body))


def raw(body: str | bytes, *, status: int = 200, content_type: str = JSON) -> Reply:
    """Any body at all."""
    data = body if isinstance(body, bytes) else body.encode()
    return Reply(body=data, status=status, headers={"Content-Type": content_type})


def error(status: int, words: str = "no", *, code: str = "test", **headers: str) -> Reply:
    """An error in the OpenAI format. Headers are written with underscores: ``retry_after="2"``."""
    body = json.dumps({"error": {"message": words, "type": "test", "code": code}}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body=body, status=status, headers={"Content-Type": JSON, **named})


def drop() -> Reply:
    """The connection closes without an answer."""
    return Reply(drop=True)


def after(delay_s: float, reply: Reply) -> Reply:
    """The same reply, `delay_s` seconds late."""
    return replace(reply, delay_s=delay_s)


def script(*replies: Reply) -> Brain:
    """A brain that gives these replies in turn, and fails the test when asked once more."""
    left = list(replies)
    lock = threading.Lock()

    def brain(request: Request) -> Reply:
        with lock:
            if not left:
                raise AssertionError(f"the server was asked once more than its {len(replies)} replies")
            return left.pop(0)

    return brain


# --- a scripted agent as the model -----------------------------------------------------------------------


class PolicyBrain:
    """Any scripted agent (`reset(brief, tools)`, `act(observation)`) as the brain of a model server.

    Keeps nothing between requests: each time a new agent is played from the start over the conversation in
    the request, so conversations may be mixed and requests repeated. The agent must be deterministic.

    Args:
        make_agent: builds a new agent.
        bundle_after: says of a call whether the one after it may go into the same turn. True is right only
            where the policy's next call does not depend on this one's result; a policy that turns out to
            depend on it fails the test. None gives each call a turn of its own. Nothing follows `end_task`.
    """

    def __init__(
        self, make_agent: Callable[[], Any], bundle_after: Callable[[Mapping[str, Any]], bool] | None = None
    ) -> None:
        self._make_agent = make_agent
        self._bundle_after = bundle_after

    def __call__(self, request: Request) -> Reply:
        agent = self._make_agent()
        messages = list(request["messages"])
        system = messages.pop(0)["content"] if messages[0]["role"] == "system" else ""
        task = messages.pop(0)["content"]
        agent.reset({"system": system, "task": task}, request.get("tools", []))
        action = agent.act(task)
        number = 0
        while messages:
            answer = messages.pop(0)
            if not answer.get("tool_calls"):
                action = agent.act(messages.pop(0)["content"])
                continue
            results: dict[str, str] = {}
            while messages and messages[0]["role"] == "tool":
                result = messages.pop(0)
                results[result["tool_call_id"]] = result["content"]
            for call in answer["tool_calls"]:
                self._same(action, call)
                number += 1
                action = agent.act(results[call["id"]])
        return self._turn(agent, action, number)

    def _turn(self, agent: Any, action: Mapping[str, Any], number: int) -> Reply:
        words = action.get("text") or ""
        if action["tool"] is None:
            return text(words)
        turn = [action]
        while len(turn) < _LONGEST_BUNDLE and self._may_follow(turn[-1]):
            following = agent.act("")
            if following["tool"] is None:
                break
            turn.append(following)
        wanted = [(call["tool"], call["arguments"]) for call in turn]
        ids = [f"call_{number + offset}" for offset in range(len(turn))]
        return calls(*wanted, text=words or None, ids=ids)

    def _may_follow(self, call: Mapping[str, Any]) -> bool:
        return self._bundle_after is not None and call["tool"] != "end_task" and self._bundle_after(call)

    @staticmethod
    def _same(action: Mapping[str, Any], call: Mapping[str, Any]) -> None:
        """The replayed policy must do what it did; malformed arguments have become an empty object."""
        sent = call["function"]
        name, arguments = action["tool"], action["arguments"]
        if name != sent["name"] and str(name).isidentifier():
            raise AssertionError(f"the policy called {sent['name']!r} first and {name!r} in the replay")
        if isinstance(arguments, dict) and json.loads(sent["arguments"]) != arguments:
            raise AssertionError(f"the policy gave {name!r} other arguments in the replay")


# --- the server ------------------------------------------------------------------------------------------


class Loopback:
    """The server, as a context manager. An exception in the brain is raised when the context ends.

    Attributes:
        requests: the bodies received, in order.
        paths: the paths they were sent to.
        headers: the headers that came with them, names in lower case.
    """

    def __init__(self, brain: Brain) -> None:
        self.requests: list[Request] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self._brain = brain
        self._errors: list[BaseException] = []
        self._closing = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The address for clients of the OpenAI format; `root` is the one for others."""
        return f"{self.root}/v1"

    @property
    def root(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if self._errors:
            raise self._errors[0]

    def answer(self, path: str, headers: Mapping[str, str], request: Request) -> Reply:
        """Record a request and let the brain answer it."""
        self.requests.append(request)
        self.paths.append(path)
        self.headers.append({name.lower(): value for name, value in headers.items()})
        if self._errors:  # the brain has failed: end the client's retries
            return error(400, "the loopback brain failed")
        reply = self._brain(request)
        self._closing.wait(reply.delay_s)
        return reply

    def failed(self, reason: BaseException) -> None:
        """Keep what went wrong in a handler; a client that hung up is not an error."""
        if not isinstance(reason, ConnectionError):
            self._errors.append(reason)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, loopback: Loopback) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.loopback = loopback

    def handle_error(self, request: Any, client_address: Any) -> None:
        reason = sys.exc_info()[1]
        if reason is not None:
            self.loopback.failed(reason)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        reply = self.server.loopback.answer(self.path, dict(self.headers), json.loads(body))
        if reply.drop:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing: tests print what matters."""
