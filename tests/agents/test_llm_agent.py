"""The model agent over real HTTP through litellm: what a model may answer, and what may go wrong."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from typing import Any

import pytest

from peer_agents.base import Agent
from peer_agents.keys import Secret, redact
from peer_agents.llm import LiteLLMAgent, MissingKeyError
from peer_agents.llm_reply import parse_arguments
from peer_agents.llm_wire import load_litellm
from peer_env.errors import AgentFailure, UnknownNameError
from tests.agents.loopback import (
    Brain,
    Loopback,
    PolicyBrain,
    Reply,
    after,
    calls,
    completion,
    drop,
    error,
    message,
    raw,
    script,
    text,
)

# Importing litellm and its clients warns about things that are not ours.
pytestmark = pytest.mark.filterwarnings("ignore")

KEY = "sk-planted-0123456789abcdef"
BRIEF = {"system": "You are an office worker.", "task": "Grade the answers."}
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": name,
            "description": f"The tool {name}.",
            "parameters": {"type": "object", "properties": {"path": {"type": "string"}}},
        },
    }
    for name in ("read_file", "write_file", "end_task")
]


@pytest.fixture(autouse=True)
def _no_keys_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI", "ANTHROPIC", "GEMINI", "GOOGLE", "ZAI", "MOONSHOT"):
        monkeypatch.delenv(f"{name}_API_KEY", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


class Bench:
    """An agent, its server, and the waits it asked for instead of waiting."""

    def __init__(self, server: Loopback, **settings: Any) -> None:
        self.server = server
        self.waits_s: list[float] = []
        defaults: dict[str, Any] = {
            "model": "openai/local",
            "api_base": server.url,
            "api_key": KEY,
            "seed": 1,
        }
        self.agent = LiteLLMAgent(**{**defaults, **settings}, sleep=self.waits_s.append)
        self.agent.reset(BRIEF, TOOLS)

    def act(self, observation: str = "the brief") -> Mapping[str, Any]:
        return self.agent.act(observation)

    def last_messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.server.requests[-1]["messages"]
        return messages

    def fails(self, stop_reason: str) -> AgentFailure:
        with pytest.raises(AgentFailure) as caught:
            self.act()
        assert caught.value.stop_reason == stop_reason
        return caught.value


class Start:
    """Builds benches and closes their servers."""

    def __init__(self) -> None:
        self.open: list[Loopback] = []

    def __call__(self, *replies: Reply, brain: Brain | None = None, **settings: Any) -> Bench:
        server = Loopback(brain or script(*replies)).__enter__()
        self.open.append(server)
        return Bench(server, **settings)


@pytest.fixture
def start() -> Iterator[Start]:
    opened = Start()
    yield opened
    for server in opened.open:
        server.__exit__(None, None, None)


# --- what a model may answer -----------------------------------------------------------------------------


def test_one_call_is_returned_and_its_result_goes_back_as_its_own_tool_message(start: Start) -> None:
    bench = start(calls(("read_file", {"path": "a"}), text="Let me look."), calls(("end_task", {})))
    assert bench.act() == {"tool": "read_file", "arguments": {"path": "a"}, "text": "Let me look."}
    assert bench.act("contents of a") == {"tool": "end_task", "arguments": {}}
    first, second = (request["messages"] for request in bench.server.requests)
    assert first == [
        {"role": "system", "content": BRIEF["system"]},
        {"role": "user", "content": BRIEF["task"]},
    ]
    assert second[2]["tool_calls"][0]["id"] == second[3]["tool_call_id"] == "call_0"
    assert second[3]["content"] == "contents of a"


def test_litellm_takes_tools_in_a_base_install(start: Start) -> None:
    """Some releases want a package that is not among their dependencies; the pin must keep them out."""
    bench = start(calls(("read_file", {"path": "a"})))
    response = load_litellm().completion(
        model="openai/local",
        api_base=bench.server.url,
        api_key=KEY,
        messages=[{"role": "user", "content": "hi"}],
        tools=TOOLS,
        max_retries=0,
    )
    assert response.choices[0].message.tool_calls[0].function.name == "read_file"


def test_the_request_carries_tools_and_does_not_forbid_parallel_calls(start: Start) -> None:
    bench = start(text("hi"), max_tokens=77, temperature=0.5)
    bench.act()
    request = bench.server.requests[0]
    assert request["tools"] == TOOLS
    assert request["tool_choice"] == "auto"
    assert (request["max_tokens"], request["temperature"], request["seed"]) == (77, 0.5, 1)
    assert set(request) == {"messages", "model", "max_tokens", "temperature", "seed", "tools", "tool_choice"}


def test_several_calls_of_a_turn_come_one_by_one_without_asking_again(start: Start) -> None:
    turn = calls(("read_file", {"path": "a"}), ("write_file", {"path": "b"}), text="Two things.")
    bench = start(turn, text("done"))
    assert bench.act() == {"tool": "read_file", "arguments": {"path": "a"}, "text": "Two things."}
    assert bench.act("A") == {"tool": "write_file", "arguments": {"path": "b"}}
    assert len(bench.server.requests) == 1
    bench.act("B")
    answers = bench.last_messages()[3:]
    assert [(entry["tool_call_id"], entry["content"]) for entry in answers] == [
        ("call_0", "A"),
        ("call_1", "B"),
    ]


def test_a_terminal_call_before_others_is_carried_out_last_and_nothing_is_dropped(start: Start) -> None:
    turn = calls(("end_task", {}), ("read_file", {"path": "a"}), ("write_file", {"path": "b"}))
    bench = start(turn, text("still here"))
    taken = [bench.act("brief"), bench.act("A"), bench.act("B")]
    assert [action["tool"] for action in taken] == ["read_file", "write_file", "end_task"]
    bench.act("not yet")  # the environment may refuse to end
    answers = bench.last_messages()[3:]
    assert [entry["content"] for entry in answers] == ["not yet", "A", "B"]  # in the model's own order


def test_words_without_a_call_are_an_action_and_the_answer_is_a_user_message(start: Start) -> None:
    bench = start(text("I would rather not."), calls(("end_task", {})))
    assert bench.act() == {"tool": None, "arguments": {}, "text": "I would rather not."}
    assert bench.act("Please call a tool.")["tool"] == "end_task"
    assert [entry["role"] for entry in bench.last_messages()] == ["system", "user", "assistant", "user"]
    assert bench.last_messages()[-1]["content"] == "Please call a tool."


def test_a_refusal_beside_the_content_is_heard(start: Start) -> None:
    bench = start(message(content=None, refusal="I will not do this."))
    assert bench.act()["text"] == "I will not do this."


def test_a_silent_turn_leaves_no_empty_message_in_the_history(start: Start) -> None:
    bench = start(message(content=None), text("sorry"))
    assert bench.act() == {"tool": None, "arguments": {}, "text": ""}
    bench.act("")
    assert all(entry["content"] for entry in bench.last_messages())


@pytest.mark.parametrize("written", ['{"path": ', "[1, 2]", "null", '"a"', '{"a": NaN}', '{"a": 1, "a": 2}'])
def test_malformed_arguments_go_to_the_environment_raw_and_back_as_an_object(start: Start, written: str) -> None:
    bench = start(calls(("read_file", written)), text("ok"))
    assert bench.act() == {"tool": "read_file", "arguments": written}
    bench.act("The arguments are not a JSON object.")
    assistant, tool = bench.last_messages()[2:]
    assert assistant["tool_calls"][0]["function"]["arguments"] == "{}"
    assert tool["content"] == "The arguments are not a JSON object."
    kept = bench.agent.transcript[2]["tool_calls"][0]["function"]["arguments"]
    assert kept == written


@pytest.mark.parametrize("written", ["", "  ", "{}"])
def test_blank_arguments_are_the_empty_object(start: Start, written: str) -> None:
    bench = start(calls(("end_task", written)), text("ok"))
    assert bench.act() == {"tool": "end_task", "arguments": {}}
    bench.act("on")
    assert bench.last_messages()[2]["tool_calls"][0]["function"]["arguments"] == "{}"


@pytest.mark.parametrize(
    "written",
    ['{"a":' + "[" * 900 + "]" * 900 + "}", '{"a": 1e999}', '{"a": ' + "9" * 5000 + "}", "[" * 10**5],
)
def test_hostile_json_is_malformed_and_breaks_nothing(written: str) -> None:
    assert parse_arguments(written) == written


def test_an_unknown_tool_passes_through_and_its_name_is_made_sendable_only_in_the_history(
    start: Start,
) -> None:
    bench = start(calls(("rm -rf /", {}), ("", {})), text("ok"))
    assert bench.act()["tool"] == "rm -rf /"
    assert bench.act("no such tool")["tool"] == ""
    bench.act("no such tool")
    sent = [call["function"]["name"] for call in bench.last_messages()[2]["tool_calls"]]
    assert sent == ["rm_-rf__", "unnamed"]


@pytest.mark.parametrize("ids", [[None, None], ["", ""], ["same", "same"]])
def test_every_call_gets_an_id_of_its_own_and_its_own_answer(start: Start, ids: list[str | None]) -> None:
    bench = start(calls(("read_file", {}), ("write_file", {}), ids=ids), text("ok"))
    bench.act()
    bench.act("first")
    bench.act("second")
    assistant, *answers = bench.last_messages()[2:]
    asked = [call["id"] for call in assistant["tool_calls"]]
    assert all(asked)
    assert asked[0] != asked[1]
    assert [(entry["tool_call_id"], entry["content"]) for entry in answers] == [
        (asked[0], "first"),
        (asked[1], "second"),
    ]


@pytest.mark.parametrize(
    "reply",
    [
        message(content="Done.", reasoning_content="secret plan"),
        text("<think>secret plan</think>Done."),
        text("\n<think>\nsecret plan\n</think>\n\nDone."),
    ],
)
def test_thinking_has_a_key_of_its_own_and_is_never_in_the_text(start: Start, reply: Reply) -> None:
    bench = start(reply)
    assert bench.act()["text"].strip() == "Done."
    said = bench.agent.transcript[2]
    assert said["thinking"].strip() == "secret plan"
    assert "secret plan" not in said["content"]


def test_thinking_cut_off_by_the_token_limit_is_still_not_text(start: Start) -> None:
    bench = start(text("<think>secret pl"))
    assert bench.act()["text"] == ""
    assert bench.agent.transcript[2]["thinking"] == "secret pl"


def test_lone_surrogates_do_not_break_the_next_request(start: Start) -> None:
    bench = start(calls(("read_file", '{"path": "\\ud800"}'), text="a\ud800b"), text("ok"))
    assert bench.act()["arguments"] == {"path": "\ud800"}
    assert bench.act("x\udfffy")["text"] == "ok"
    assert bench.agent.usage.retries == 0


def test_immutable_tool_schemas_are_copied(start: Start) -> None:
    class Frozen(dict[str, Any]):
        def __setitem__(self, key: str, value: Any) -> None:
            raise TypeError("immutable")

        pop = update = setdefault = clear = __setitem__  # type: ignore[assignment]

    bench = start(text("ok"))
    bench.agent.reset(BRIEF, tuple(Frozen(tool) for tool in TOOLS))
    bench.act()
    assert bench.server.requests[0]["tools"] == TOOLS


def test_reset_in_the_middle_of_a_turn_leaves_no_call_unanswered(start: Start) -> None:
    bench = start(calls(("read_file", {}), ("write_file", {})), text("new episode"))
    bench.act()
    bench.agent.reset(BRIEF, TOOLS)
    assert bench.act()["text"] == "new episode"
    assert [entry["role"] for entry in bench.last_messages()] == ["system", "user"]
    assert bench.agent.usage.calls == 1


def test_acting_before_reset_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="reset"):
        LiteLLMAgent("openai/local").act("")


# --- what may go wrong on the way ------------------------------------------------------------------------


def test_a_rate_limit_with_retry_after_is_waited_for(start: Start) -> None:
    bench = start(error(429, retry_after="7"), text("ok"))
    assert bench.act()["text"] == "ok"
    assert 7.0 <= bench.waits_s[0] <= 8.0


def test_retry_after_may_be_a_date_and_is_capped(start: Start) -> None:
    bench = start(error(429, retry_after=formatdate(4e9, usegmt=True)), text("ok"))
    bench.act()
    assert 60.0 <= bench.waits_s[0] <= 61.0


@pytest.mark.parametrize("value", ["soon", "nan", "inf", "-5"])
def test_a_senseless_retry_after_does_no_harm(start: Start, value: str) -> None:
    bench = start(error(429, retry_after=value), text("ok"))
    assert bench.act()["text"] == "ok"
    assert 0.0 <= bench.waits_s[0] <= 1.0


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_passing_trouble_is_tried_again(start: Start, status: int) -> None:
    bench = start(error(status), error(status), text("ok"))
    assert bench.act()["text"] == "ok"
    assert bench.agent.usage.retries == len(bench.waits_s) == 2
    assert bench.waits_s[0] <= 1.0
    assert bench.waits_s[1] <= 2.0


def test_the_same_seed_waits_the_same(start: Start) -> None:
    benches = [start(error(500), error(500), text("ok")) for _ in range(2)]
    for bench in benches:
        bench.act()
    assert benches[0].waits_s == benches[1].waits_s


def test_trouble_that_stays_ends_the_episode_after_the_agreed_attempts(start: Start) -> None:
    bench = start(*[error(503)] * 3, max_retries=2)
    assert "3 attempts" in str(bench.fails("infrastructure"))
    assert len(bench.server.requests) == 3


@pytest.mark.parametrize(
    ("status", "stop_reason"),
    [(400, "model_error"), (422, "model_error")] + [(code, "infrastructure") for code in (401, 403, 404)],
)
def test_what_cannot_change_is_not_tried_again(start: Start, status: int, stop_reason: str) -> None:
    bench = start(error(status, "no such thing"))
    assert "no such thing" in str(bench.fails(stop_reason))
    assert len(bench.server.requests) == 1
    assert bench.waits_s == []


def test_a_full_context_window_is_not_tried_again(start: Start) -> None:
    words = "This model's maximum context length is 10 tokens"
    bench = start(error(400, words, code="context_length_exceeded"))
    assert "ContextWindowExceededError" in str(bench.fails("model_error"))
    assert bench.waits_s == []


def test_an_account_without_money_is_not_tried_again(start: Start) -> None:
    bench = start(error(429, "insufficient_quota: check your plan", code="insufficient_quota"))
    bench.fails("infrastructure")
    assert bench.waits_s == []


def test_a_dropped_connection_is_tried_again(start: Start) -> None:
    bench = start(drop(), text("ok"))
    assert bench.act()["text"] == "ok"
    assert bench.agent.usage.retries == 1


@pytest.mark.parametrize(
    "reply",
    [
        raw("<html><body>Bad gateway</body></html>", content_type="text/html"),
        raw("{not json"),
        raw(""),
        raw("[" * 10**5),
        raw('{"id": "x"}'),
    ],
)
def test_a_body_that_is_no_completion_is_tried_again_and_typed(start: Start, reply: Reply) -> None:
    bench = start(reply, reply, max_retries=1)
    bench.fails("infrastructure")
    assert len(bench.waits_s) == 1


def test_an_answer_without_choices_is_tried_again_and_then_a_model_error(start: Start) -> None:
    bench = start(completion([]), text("ok"))
    assert bench.act()["text"] == "ok"
    bench = start(completion([]), completion([]), max_retries=1)
    bench.fails("model_error")


def test_a_server_that_is_too_slow_is_a_timeout(start: Start) -> None:
    bench = start(after(30.0, text("late")), after(30.0, text("late")), timeout_s=0.3, max_retries=1)
    bench.fails("timeout")
    assert len(bench.waits_s) == 1


def test_a_server_that_is_not_there_is_infrastructure(start: Start) -> None:
    bench = start(api_base="http://127.0.0.1:9/v1", max_retries=1)
    bench.fails("infrastructure")


def test_after_a_failure_the_history_is_still_in_order(start: Start) -> None:
    bench = start(calls(("read_file", {})), error(400), text("ok"))
    bench.act()
    bench.fails("model_error")
    bench.act("again")
    assert [entry["role"] for entry in bench.last_messages()] == ["system", "user", "assistant", "tool"]


# --- usage -----------------------------------------------------------------------------------------------


def test_usage_is_summed_and_an_unknown_price_is_none(start: Start) -> None:
    bench = start(text("a", usage=(10, 5)), error(500), text("b", usage=(20, 7)))
    bench.act()
    bench.act("go on")
    usage = bench.agent.usage
    assert (usage.calls, usage.retries, usage.prompt_tokens, usage.completion_tokens) == (2, 1, 30, 12)
    assert usage.cost_usd is None


def test_a_known_price_is_summed_and_missing_tokens_make_it_unknown(start: Start) -> None:
    bench = start(text("a"), text("b"), text("c", usage=None), model="openai/gpt-5.2")
    bench.act()
    once = bench.agent.usage.cost_usd
    assert once is not None
    assert once > 0
    bench.act("go on")
    assert bench.agent.usage.cost_usd == pytest.approx(2 * once)
    bench.act("go on")
    assert bench.agent.usage.cost_usd is None


# --- keys ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["argument", "environment", "header", "address"])
def test_the_key_is_used_and_never_shown(
    start: Start, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], where: str
) -> None:
    other: dict[str, Any] = {"api_key": None if where == "environment" else "sk-another-one-0123"}
    secret = KEY
    if where == "argument":
        other = {}
    elif where == "environment":
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
    elif where == "header":
        secret = "hunter2-hunter2"
        other["extra"] = {"extra_headers": {"X-Gateway": secret}}
    else:
        secret = "hunter2-hunter2"
    said = f"the credentials {secret} are wrong, Authorization: Bearer {secret}"
    replies = [text("hello"), error(500, said), error(401, said)]
    server = Loopback(script(*replies)).__enter__()
    start.open.append(server)
    if where == "address":
        other["api_base"] = server.url.replace("http://", f"http://user:{secret}@")
    bench = Bench(server, **other)
    bench.act()
    failure = bench.fails("infrastructure")

    trace = traceback.TracebackException.from_exception(failure, capture_locals=True)
    seen = {
        "error": f"{failure} {failure!r} {failure.__cause__!r} {failure.__context__!r}",
        "trace": "".join(part for part in trace.format() if "test_llm_agent.py" not in part),
        "repr": repr(bench.agent),
        "state": str(vars(bench.agent)),
        "transcript": str(bench.agent.transcript),
        "usage": str(bench.agent.usage),
        "printed": "".join(capfd.readouterr()),
    }
    assert "credentials" in seen["error"]
    assert "peer_agents" in seen["trace"]
    assert [name for name, shown in seen.items() if secret in shown] == []
    if where in ("argument", "environment"):
        assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    if where == "header":
        assert server.headers[0]["x-gateway"] == secret
    with pytest.raises(TypeError):
        pickle.dumps(bench.agent)


def test_redacting_covers_keys_in_addresses_and_those_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_TOKEN", "abc/def+ghi")
    found = redact("a?key=AIzaSyExample01&b abc/def+ghi abc%2Fdef%2Bghi x+y/z=w", [Secret("x+y/z=w")])
    assert found == "a?key=[redacted]&b [redacted] [redacted] [redacted]"


@pytest.mark.parametrize(
    ("model", "variable"),
    [
        ("openai/gpt-5.2", "OPENAI_API_KEY"),
        ("gpt-5.2", "OPENAI_API_KEY"),
        ("anthropic/claude-haiku-4-5", "ANTHROPIC_API_KEY"),
        ("gemini/gemini-3-flash-preview", "GEMINI_API_KEY"),
        ("zai/glm-4.7", "ZAI_API_KEY"),
        ("moonshot/kimi-k2.5", "MOONSHOT_API_KEY"),
    ],
)
def test_a_missing_key_is_named_before_any_call(model: str, variable: str) -> None:
    agent = LiteLLMAgent(model)
    agent.reset(BRIEF, TOOLS)
    with pytest.raises(MissingKeyError, match=variable) as caught:
        agent.act("")
    assert "api_base" in str(caught.value)


def test_a_blank_key_is_a_missing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    agent = LiteLLMAgent("openai/gpt-5.2")
    agent.reset(BRIEF, TOOLS)
    with pytest.raises(MissingKeyError, match="OPENAI_API_KEY"):
        agent.act("")


@pytest.mark.parametrize("model", ["openai/local", "hosted_vllm/local"])
def test_a_local_server_needs_no_key(start: Start, model: str) -> None:
    assert start(text("hello"), model=model, api_key=None).act()["text"] == "hello"


def test_an_unknown_provider_is_named() -> None:
    agent = LiteLLMAgent("antropic/claude-haiku-4-5")
    agent.reset(BRIEF, TOOLS)
    with pytest.raises(UnknownNameError, match="'anthropic'"):
        agent.act("")


def test_extra_arguments_reach_the_model_and_cannot_undo_the_agents_own(start: Start) -> None:
    bench = start(text("ok"), extra={"extra_body": {"top_k": 3}})
    bench.act()
    assert bench.server.requests[0]["top_k"] == 3
    with pytest.raises(ValueError, match="stream"):
        LiteLLMAgent("openai/local", extra={"stream": True})


# --- other providers' formats: a history with everything that a provider might refuse -------------------


def _anthropic(*blocks: dict[str, Any]) -> Reply:
    body: dict[str, Any] = {"id": "m", "type": "message", "role": "assistant", "model": "m"}
    body["content"] = list(blocks)
    body |= {"stop_reason": "end_turn", "usage": {"input_tokens": 3, "output_tokens": 4}}
    return raw(json.dumps(body))


def _gemini(*parts: dict[str, Any]) -> Reply:
    candidate = {"content": {"role": "model", "parts": list(parts)}, "finishReason": "STOP", "index": 0}
    tokens = {"promptTokenCount": 3, "candidatesTokenCount": 4, "totalTokenCount": 7}
    return raw(json.dumps({"candidates": [candidate], "usageMetadata": tokens}))


def test_a_difficult_history_is_taken_by_the_anthropic_format(start: Start) -> None:
    def use(id_: str, name: str) -> dict[str, Any]:
        return {"type": "tool_use", "id": id_, "name": name, "input": {"path": "a"}}

    thought = {"type": "thinking", "thinking": "secret plan", "signature": "c2ln"}
    replies = (_anthropic(thought, use("t1", "end_task"), use("t2", "no tool")), _anthropic())
    server = Loopback(script(*replies, _anthropic({"type": "text", "text": "bye"}))).__enter__()
    start.open.append(server)
    bench = Bench(server, model="anthropic/claude-haiku-4-5", api_base=server.root)
    assert [bench.act()["tool"], bench.act("A")["tool"]] == ["no tool", "end_task"]
    assert bench.act("B") == {"tool": None, "arguments": {}, "text": ""}
    assert bench.act("Call a tool.")["text"] == "bye"
    results = server.requests[-1]["messages"][2]["content"]
    assert [(entry["type"], entry["tool_use_id"]) for entry in results] == [
        ("tool_result", "t1"),
        ("tool_result", "t2"),
    ]
    assert server.requests[-1]["messages"][1]["content"][0] == thought  # a provider wants its thoughts back
    assert bench.agent.transcript[2]["thinking"] == "secret plan"


def test_a_difficult_history_is_taken_by_the_gemini_format(start: Start) -> None:
    def use(name: str, **more: Any) -> dict[str, Any]:
        return {"functionCall": {"name": name, "args": {"path": "a"}}, **more}

    first = _gemini(use("end_task", thoughtSignature="c2lnbmF0dXJl"), use("read_file"))
    server = Loopback(script(first, _gemini({"text": "hm"}), _gemini({"text": "bye"}))).__enter__()
    start.open.append(server)
    bench = Bench(server, model="gemini/gemini-3-flash-preview", api_base=server.root)
    assert [bench.act()["tool"], bench.act("A")["tool"]] == ["read_file", "end_task"]
    assert bench.act("B")["text"] == "hm"
    assert bench.act("")["text"] == "bye"
    model_turn = server.requests[-1]["contents"][1]["parts"]
    assert [part["function_call"]["name"] for part in model_turn] == ["end_task", "read_file"]
    assert model_turn[0]["thoughtSignature"] == "c2lnbmF0dXJl"


# --- a scripted agent behind the server ------------------------------------------------------------------


class Reader:
    """Reads two files, repeats what it saw, ends; one act malformed and one in words on the way."""

    def reset(self, brief: Mapping[str, str], tools: Any) -> None:
        assert brief == BRIEF
        self.seen: list[str] = []

    def act(self, observation: str) -> Mapping[str, Any]:
        self.seen.append(observation)
        plan: list[dict[str, Any]] = [
            {"tool": "read_file", "arguments": {"path": "a"}},
            {"tool": "read_file", "arguments": {"path": "b"}},
            {"tool": "write_file", "arguments": "{broken"},
            {"tool": None, "arguments": {}, "text": "Hm."},
            {"tool": "write_file", "arguments": {"path": "|".join(self.seen[1:3])}, "text": "Here."},
            {"tool": "end_task", "arguments": {}},
        ]
        return plan[len(self.seen) - 1]


def _episode(agent: Agent) -> list[Mapping[str, Any]]:
    agent.reset(BRIEF, TOOLS)
    actions = [agent.act(BRIEF["task"])]
    while actions[-1]["tool"] != "end_task":
        actions.append(agent.act(f"result {len(actions)}"))
    return actions


@pytest.mark.parametrize("bundled", [False, True])
def test_a_scripted_agent_acts_the_same_behind_a_model_server(start: Start, bundled: bool) -> None:
    def reads(call: Mapping[str, Any]) -> bool:
        return bool(call["tool"] == "read_file")

    brain = PolicyBrain(Reader, bundle_after=reads if bundled else None)
    bench = start(brain=brain)
    assert isinstance(bench.agent, Agent)
    assert _episode(bench.agent) == _episode(Reader())
    assert len(bench.server.requests) == (4 if bundled else 6)


def test_a_policy_that_depends_on_a_result_may_not_be_bundled() -> None:
    class Echo(Reader):
        def act(self, observation: str) -> Mapping[str, Any]:
            return {"tool": "write_file", "arguments": {"path": observation}}

    server = Loopback(PolicyBrain(Echo, bundle_after=lambda call: True))
    with pytest.raises(AssertionError, match="in the replay"), server:  # noqa: PT012
        bench = Bench(server)
        for number in range(16):
            bench.act(f"result {number}")
        bench.fails("model_error")


# --- imports ---------------------------------------------------------------------------------------------


def test_importing_the_agents_does_not_import_litellm() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; import peer_agents.base, peer_agents.llm;"
        "agent = peer_agents.llm.LiteLLMAgent('openai/x'); agent.reset({'system': 's', 'task': 't'}, []);"
        "print(sorted({'litellm', 'openai', 'httpx'} & set(sys.modules)))"
    )
    paths = [path for path in sys.path if path]
    done = subprocess.run(
        [sys.executable, "-c", program, *paths], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
