"""Whatever an agent sends, `step` answers it, logs it, and stays what it was."""

from __future__ import annotations

import copy
import gc
import json
import time
import tracemalloc
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, NoReturn

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env import OpenBrainEnv, call
from peer_env.calls import TOO_LONG, parse
from peer_env.episode import CLOSED, Episode
from peer_env.record import Record, record_of
from peer_env.replay import replay
from tests.engine import hostile
from tests.engine.play import (
    IDS,
    PRESETS,
    bare,
    check_lineage,
    check_step,
    examples,
    oracle,
    samples,
    secrets,
    start_origins,
)

BOTH = [pytest.param(env_id, preset, id=f"{env_id.split('/')[1]}-{preset}") for env_id in IDS for preset in PRESETS]
EXAMPLES, ROUNDS = 840, 6
"""Per scenario and preset: 840 episodes of six rounds, each one call that fits and two hostile actions."""

RAW = (*hostile.raw_actions(), *hostile.unwieldy_actions())


def _title(number: int) -> str:
    action = RAW[number]
    tool = action.get("tool") if isinstance(action, dict) else action
    words = "".join(c for c in tool[:30] if c.isascii() and (c.isalnum() or c == "_")) if isinstance(tool, str) else ""
    return f"{number}-{type(action).__name__}-{words}"


NUMBERED = [pytest.param(number, id=_title(number)) for number in range(len(RAW))]


class Fitting(NamedTuple):
    """Stands for a random call that fits the world as it stands when its turn comes."""

    seed: int


class Watched:
    """An environment whose every step is checked."""

    def __init__(self, env: OpenBrainEnv) -> None:
        self.env = env
        self.hidden = secrets(env.episode)
        self.at_start = start_origins(env.episode.stage.world)
        self.digest = env.state_digest()

    def fork(self) -> Watched:
        other = copy.copy(self)
        other.env = self.env.fork()
        return other

    @property
    def episode(self) -> Episode:
        return self.env.episode

    def step(self, action: Any) -> None:
        episode = self.episode
        if isinstance(action, Fitting):
            (action,) = samples(self.env, action.seed * 1_009 + episode.turn, 1)
        if episode.over:
            result = self.env.step(action)
            assert result[:2] == (CLOSED, 0.0)
            assert episode.digest() == self.digest
            return
        events = len(episode.log)
        result = self.env.step(action)
        check_step(result, episode)
        assert len(episode.log) == events + 1
        before, self.digest = self.digest, episode.digest()
        assert self.digest == episode.digest() != before
        check_lineage(episode, self.at_start)
        shown = result[0]
        assert not [secret for secret in self.hidden if secret in shown]
        assert "event:" not in shown


@pytest.mark.parametrize(("env_id", "preset"), BOTH)
def test_hostile_calls_are_answered_and_leave_every_invariant_standing(env_id: str, preset: str) -> None:
    start = Watched(bare(env_id, preset=preset))
    along: list[Watched] = []
    for action in oracle(start.env)[:-1]:
        along.append(start.fork())
        start.step(action)
    along.append(start)
    stage = start.episode.stage
    fitting = st.builds(Fitting, st.integers(0, 10**6))
    pair = st.tuples(fitting, hostile.actions(stage.tools, stage.world), hostile.actions(stage.tools, stage.world))
    sent = 0

    @examples(EXAMPLES)
    @given(st.integers(0, len(along) - 1), st.lists(pair, min_size=ROUNDS, max_size=ROUNDS))
    def run(place: int, rounds: list[tuple[Any, ...]]) -> None:
        nonlocal sent
        watched = along[place].fork()
        for action in (action for one in rounds for action in one):
            if watched.episode.over:
                watched.step(action)
                watched = along[place].fork()
            watched.step(action)
            sent += not isinstance(action, Fitting)

    run()
    assert sent >= 10_000


@pytest.mark.parametrize("env_id", IDS)
@pytest.mark.parametrize("number", NUMBERED)
def test_every_known_hostile_action_is_answered_with_an_event(env_id: str, number: int) -> None:
    Watched(bare(env_id)).step(RAW[number])


@pytest.mark.parametrize("env_id", IDS)
@pytest.mark.parametrize("number", NUMBERED)
def test_every_known_hostile_action_can_be_recorded_and_replayed(env_id: str, number: int) -> None:
    env = bare(env_id)
    env.step(RAW[number])
    env.step(call("end_task", status="completed"))
    record = record_of(env, agent="hostile")
    back = Record.from_line(record.line())
    assert back.line() == record.line()
    assert replay(back).differences == ()


@pytest.mark.parametrize("env_id", IDS)
def test_plain_nesting_of_any_depth_is_answered_logged_and_recorded(env_id: str) -> None:
    for depth in (*range(1, 60, 7), *range(60, 1000, 47), *range(940, 1010), 5_000, 100_000):
        env = bare(env_id)
        for action in (
            {"tool": "nothing", "arguments": {"x": hostile.nested(depth)}},
            {"tool": "list_files", "arguments": hostile.nested_fields(depth)},
            hostile.nested(depth),
        ):
            env.step(action)
        episode = env.episode
        assert [event.status for event in episode.log] == ["malformed"] * 3
        assert _at_depth(60, episode.digest) == episode.digest()
        env.stop("timeout")
        record = record_of(env, agent="deep")
        assert replay(Record.from_line(record.line())).differences == (), depth


def _at_depth(frames: int, function: Any) -> Any:
    return function() if not frames else _at_depth(frames - 1, function)


@pytest.mark.parametrize("name", hostile.PATHS)
@pytest.mark.parametrize("tool", ["read_file", "create_file", "append_to_file", "delete_file"])
def test_a_name_is_never_a_path(tool: str, name: str) -> None:
    env = bare(IDS[0])
    world = env.episode.world
    before = dict(world.documents)
    arguments = {"filename": name, **({"content": "x"} if tool in ("create_file", "append_to_file") else {})}
    env.step({"tool": tool, "arguments": arguments})
    after = env.episode.world.documents
    event = env.episode.log[-1]
    if tool == "create_file" and event.status == "done":
        (new,) = set(after) - set(before)
        assert new.isprintable()
        assert not set(new) & set('/\\:*?"<>|\x00')
        assert new == new.strip()
        assert new not in (".", "..")
        # What was created is found again under the name that the listing shows.
        assert new in env.step(call("list_files"))[0]
        assert env.step(call("read_file", filename=new))[0] == "x"
    else:
        assert event.status in ("refused", "malformed")
        assert after == before


@pytest.mark.parametrize("env_id", IDS)
@pytest.mark.parametrize("text", hostile.TEXTS)
def test_control_and_bidirectional_characters_never_reach_a_terminal(env_id: str, text: str) -> None:
    env = bare(env_id, render_mode="ansi")
    for action in (
        {"tool": None, "text": text},
        {"tool": text, "arguments": {text[:50]: text}},
        {"tool": "create_file", "arguments": {"filename": "a.md", "content": text}},
        {"tool": "create_file", "arguments": {"filename": text[:100] + ".md", "content": "x"}},
        {"tool": "read_file", "arguments": {"filename": "a.md"}, "text": text},
        {"tool": "read_file", "arguments": {"filename": text[:200]}},
        {"tool": "end_task", "arguments": {"status": "declined", "reason": text}},
    ):
        env.step(action)
    shown = env.render()
    assert shown is not None
    assert all(c == "\n" or c == "\t" or c.isprintable() or c in "\u3000\u2028\u2029" for c in shown)
    assert not set(shown) & set("\x1b\x07\x08\x7f\r\x00\u202e\u202c\u2066\u2069\u200b\ufeff")
    shown.encode("utf-8")


@pytest.mark.parametrize("env_id", IDS)
def test_what_a_wrong_call_is_told_holds_no_control_character(env_id: str) -> None:
    report = _reports(bare(env_id))
    nasty = "\x1b[31m\u202e\x07"
    for action in (
        {"tool": nasty, "arguments": {}},
        {"tool": "list_files", "arguments": {}, nasty: 1},
        {"tool": "list_files", "arguments": {nasty: 1}},
        {"tool": "read_file", "arguments": {"filename": nasty}},
        {"tool": "create_file", "arguments": {"filename": nasty, "content": "x"}},
        {"tool": report["tool"], "arguments": {**report["arguments"], "exceptions": [{"about": "a", nasty: "b"}]}},
        '{"tool": "list_files", "arguments": {}, "\\u001b[31m": 1}',
        '{"tool": "list_files", "tool": "\\u001b[31m", "\\u001b[31m": 1, "\\u001b[31m": 2}',
    ):
        env = bare(env_id)
        observation = env.step(action)[0]
        assert env.episode.log[-1].status in ("malformed", "refused")
        assert observation.replace("\n", "").isprintable(), ascii(observation)


@pytest.mark.parametrize(
    "text",
    [
        '{"tool": "read_file", "arguments": {"filename": "a"}, "tool": "end_task"}',
        '{"tool": "read_file", "tool" : "end_task", "arguments": {"filename": "a"}}',
        '{"tool" : "read_file", "tool" : "end_task", "arguments" : {"filename" : "a"}}',
        '{"tool"\n: "read_file", "to\\u006fl": "end_task", "arguments": {"filename": "a"}}',
        '{"tool": "read_file", "arguments": {"filename": "a", "filename"\t: "b"}}',
        '{"tool": "read_file", "arguments": {"filename"\r\n:"a", "filename" :"b:::"}}',
        '{"tool": "read_file", "arguments": {"filename": "a"}, "arguments":{"filename": "b"}}',
        '{"tool": "read_file", "arguments" :{}, "arguments":{"filename": "b"}}',
        '{"tool": "x", "arguments": {"a": [{"b": 1, "b": 2}]}}',
        '{"tool": "x", "arguments": {"a": {"b": {"c": 1, "c" : 2}}}}',
        '{"tool": "x", "arguments": {"a\\":": 1, "a\\":" : 2}}',
    ],
)
def test_a_key_given_twice_is_found_wherever_it_stands_and_however_it_is_written(text: str) -> None:
    env = bare(IDS[0])
    observation = env.step(text)[0]
    assert "given twice" in observation
    assert env.episode.log[-1].status == "malformed"


SPACE = st.text(" \t\n\r", max_size=2)
KEY = st.sampled_from(['"filename"', '"tool"', '"a:"', '"\\":"', '"b"', '"\\u0062"', '""'])
VALUE = st.sampled_from(['"x"', '"\\":"', '":"', "1", "{}", '{"a": 1}', '{"b":1,"b" :2}', '["\\": "]', "null"])
ARGUMENTS = st.lists(st.tuples(SPACE, KEY, SPACE, st.just(":"), SPACE, VALUE, SPACE).map("".join), max_size=4)


@examples(600)
@given(ARGUMENTS, SPACE, SPACE, st.sampled_from(["", ',"tool":1', ',"arguments" :{}', ',"text":"\\":"']))
def test_no_text_with_a_key_given_twice_is_taken_for_a_call(
    arguments: list[str], space: str, other: str, more: str
) -> None:
    text = f'{{"tool"{space}:"read_file","arguments"{other}:{{{",".join(arguments)}}}{more}}}'
    twice = False

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        twice = twice or len({key for key, _ in items}) < len(items)
        return dict(items)

    json.loads(text, object_pairs_hook=pairs)
    assert ("given twice" in (parse(text).mistake or "")) == twice


def _reports(env: OpenBrainEnv) -> dict[str, Any]:
    return next(action for action in oracle(env) if action["tool"] == env.episode.stage.ground.report)


@pytest.mark.parametrize("env_id", IDS)
def test_no_answer_is_longer_than_the_limit_even_the_smallest_one(env_id: str) -> None:
    env = bare(env_id, limits={"observation_characters": 1_000})
    long = "k" * 500
    report = _reports(env)
    wrong = [{f"{long}{n}": 1 for n in range(5)}] * 5
    for action in (
        *RAW,
        {"tool": "create_file", "arguments": {"filename": "long.md", "content": "x" * 30_000}},
        {"tool": "read_file", "arguments": {"filename": "long.md"}},
        {"tool": report["tool"], "arguments": {**report["arguments"], "exceptions": wrong, "scores": wrong}},
        {"tool": report["tool"], "arguments": {name: wrong for name in report["arguments"]}},
        {"tool": "read_file", "arguments": {f"{long}{n}": 1 for n in range(9)}},
    ):
        env.reset(seed=1)
        try:
            observation = env.step(action)[0]
        except ValueError:
            continue  # has a test of its own
        assert len(observation) <= 1_000, (len(observation), observation[:200])


def test_a_cut_answer_says_so_and_discloses_nothing() -> None:
    env = bare(IDS[0], limits={"observation_characters": 1_000})
    sheet = next(action for action in oracle(env) if action["tool"] == "view_sheet")
    observation = env.step(sheet)[0]
    assert len(observation) == 1_000
    assert "cut here" in observation[-80:]
    assert env.episode.log[-1].facts == ()


@pytest.mark.parametrize("env_id", IDS)
def test_changing_an_action_after_it_was_sent_changes_nothing(env_id: str) -> None:
    env = bare(env_id)
    inner: dict[str, Any] = {"filename": ["a", {"b": 1}]}
    wrong = {"tool": "read_file", "arguments": inner}
    right = {"tool": "create_file", "arguments": {"filename": "a.md", "content": "x"}}
    report = copy.deepcopy(_reports(env))
    sent = [wrong, right, report]
    kept = copy.deepcopy(sent)
    for action in sent:
        env.step(action)
    digest = env.state_digest()
    inner["filename"][1]["b"] = 2
    inner["more"] = 3
    wrong["tool"] = "end_task"
    right["arguments"]["content"] = "y"  # type: ignore[index]
    for value in report["arguments"].values():
        if isinstance(value, list):
            value.clear()
    assert env.state_digest() == digest
    assert env.episode.actions[0] == kept[0]
    assert env.episode.actions[1]["arguments"] == kept[1]["arguments"]
    assert all(env.episode.actions[2]["arguments"][name] == kept[2]["arguments"][name] for name in kept[2]["arguments"])


def test_a_list_that_is_too_long_is_refused_by_its_length_and_not_walked_through() -> None:
    many = [0] * 20_000_000
    started = time.perf_counter()
    for value in (many, {"y": [many] * 1_000}):
        assert parse({"tool": "nothing", "arguments": {"x": value}}).mistake == TOO_LONG
    # Walking through twenty million numbers takes a second and more; the length is there at once.
    assert time.perf_counter() - started < 0.5


class Raising(Mapping[str, Any]):
    """A mapping whose every method fails."""

    def __getitem__(self, key: str) -> NoReturn:
        raise RuntimeError("no")

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError("no")

    def __len__(self) -> int:
        raise RuntimeError("no")


class RaisingDict(dict[str, Any]):
    """A dict whose every reading method fails."""

    def _fail(self, *args: Any) -> NoReturn:
        raise RuntimeError("no")

    __getitem__ = __contains__ = __iter__ = __len__ = __eq__ = get = items = keys = values = _fail  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(Raising(), id="mapping"),
        pytest.param(RaisingDict(tool="list_files"), id="dict"),
        pytest.param({"tool": "read_file", "arguments": Raising()}, id="arguments mapping"),
        pytest.param({"tool": "read_file", "arguments": RaisingDict(filename="x")}, id="arguments dict"),
        pytest.param({"tool": "nothing", "arguments": {"x": RaisingDict(a=1)}}, id="value"),
        pytest.param({"tool": "nothing", "arguments": {"x": Raising()}}, id="value mapping"),
    ],
)
def test_objects_whose_own_methods_fail_are_answered_too(action: Any) -> None:
    for env_id in IDS:
        Watched(bare(env_id)).step(action)


NOT_PLAIN = [
    pytest.param(np.str_('{"tool": "list_files", "arguments": {}}'), id="numpy text"),
    pytest.param(hostile.Words('{"tool": "list_files", "arguments": {}}'), id="text subclass"),
    pytest.param({"tool": np.str_("list_files"), "arguments": {}}, id="numpy name"),
    pytest.param({"tool": "create_file", "arguments": {"filename": np.str_("a.md"), "content": "x"}}, id="numpy value"),
    pytest.param({"tool": "read_file", "arguments": {"name": hostile.Number.ONE}}, id="enumeration"),
    pytest.param({"tool": "read_file", "arguments": {"name": np.float64(1.5)}}, id="numpy number"),
    pytest.param({"tool": "read_file", "arguments": hostile.Fields(filename="x")}, id="dict subclass"),
    pytest.param({"tool": "list_files", "arguments": {}, "text": np.str_("x")}, id="numpy prose"),
]


@pytest.mark.parametrize("action", NOT_PLAIN)
def test_values_that_only_look_like_plain_ones_are_kept_as_plain_ones(action: Any) -> None:
    env = bare(IDS[0])
    env.step(action)
    live = env.episode
    again = bare(IDS[0])
    again.step(json.loads(json.dumps(live.actions[0])))
    assert again.episode.log[0].status == live.log[0].status
    assert again.episode.log[0].observation == live.log[0].observation
    assert again.state_digest() == env.state_digest()


@pytest.mark.parametrize("env_id", IDS)
def test_memory_and_log_stay_bounded_through_a_hostile_episode(env_id: str) -> None:
    big = "\U0001f468" * 32_768
    env = bare(env_id, limits={"repeats": 100})
    report = _reports(env)
    worst: list[Any] = [
        {"tool": "create_file", "arguments": {"filename": f"{n}.md", "content": big}, "text": big + big}
        for n in range(20)
    ]
    worst += [{"tool": "read_file", "arguments": {"filename": "0.md"}, "text": big} for _ in range(8)]
    worst += [{"tool": "append_to_file", "arguments": {"filename": "0.md", "content": big}} for _ in range(8)]
    worst += [{**report, "text": big}, {"tool": "x", "arguments": {"y": ["z" * 100] * 600}}] * 3
    worst += [{"tool": big}, "q" * 10_000_000, ["q" * 1_000_000], {"tool": "x", "arguments": [0] * 200_000}] * 3
    worst += [{"tool": report["tool"], "arguments": {name: ["x"] * 20_000 for name in report["arguments"]}}] * 2
    worst += [
        hostile.DEEP,
        hostile.DEEP_FIELDS,
        hostile.HUGE,
        {"tool": "end_task", "arguments": {"status": "x" * 90_000}},
    ]
    gc.collect()
    tracemalloc.start()
    try:
        for action in worst:
            env.step(action)
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert env.episode.turn == len(worst) == 60
    # Sixty turns, each with at most one text of 32,768 characters, prose of 65,536, and an answer of 16,000.
    assert kept < 60 * 4 * (32_768 + 65_536 + 16_000)
    assert all(len(event.observation) <= 16_000 for event in env.episode.log)
    assert len(env.episode.log) == env.episode.turn <= 60
    assert len(json.dumps(env.episode.actions)) < 60 * 12 * (32_768 + 65_536)
