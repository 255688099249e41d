"""How an episode ends: each limit with its own reason, nothing after the end, nothing invented by the runtime."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from peer_env import CELLS, NO_CALL, Condition, Label, Limits, OpenBrainEnv, PeerEnvError, StopReason, call
from peer_env.episode import CLOSED
from peer_env.limits import NOT_THE_AGENTS_DOING
from tests.engine.play import IDS, INFO, bare, check_step, oracle, play, scripts

BROKEN = sorted(NOT_THE_AGENTS_DOING)


def _same(env: OpenBrainEnv) -> list[tuple[Any, ...]]:
    return play(env, [call("list_files")] * 100)


def _ended_by(env_id: str, reason: StopReason) -> OpenBrainEnv:
    match reason:
        case StopReason.COMPLETED:
            env = bare(env_id)
            play(env, oracle(env))
        case StopReason.DECLINED:
            env = bare(env_id)
            env.step(call("end_task", status="declined", reason="no"))
        case StopReason.NO_TOOL_CALL:
            env = bare(env_id)
            play(env, [None] * 9)
        case StopReason.STEP_LIMIT:
            env = bare(env_id, limits={"steps": 3})
            _same(env)
        case StopReason.CHARACTER_LIMIT:
            env = bare(env_id, limits={"observation_characters": 10_000, "transcript_characters": 10_000})
            play(env, [call("create_file", filename="a", content="x" * 9_000), *[call("read_file", filename="a")] * 5])
        case StopReason.REPEAT_LOOP:
            env = bare(env_id)
            _same(env)
        case _:
            env = bare(env_id)
            env.step(call("list_files"))
            env.stop(reason)
    return env


@pytest.mark.parametrize("env_id", IDS)
@pytest.mark.parametrize("reason", list(StopReason))
def test_every_way_to_end_has_its_own_reason_and_nothing_happens_after_it(env_id: str, reason: StopReason) -> None:
    env = _ended_by(env_id, reason)
    episode = env.episode
    assert episode.stop_reason is reason
    assert episode.verdict is not None
    assert episode.verdict.scored == (reason not in (*NOT_THE_AGENTS_DOING, StopReason.NO_TOOL_CALL))
    before = env.state_digest(), episode.total_reward, dict(episode.total_components), len(episode.log), episode.turn
    for action in [*oracle(env), None, "junk", b"", {"tool": "x"}, call("end_task", status="completed")]:
        observation, reward, terminated, truncated, info = env.step(action)
        assert observation == CLOSED
        assert reward == 0.0
        assert (terminated, truncated) == (
            reason in (StopReason.COMPLETED, StopReason.DECLINED),
            reason not in (StopReason.COMPLETED, StopReason.DECLINED),
        )
        assert set(info) == INFO
        assert sum(info["reward_components"].values()) == 0.0
        assert info["stop_reason"] == reason.value
        assert info["scored"] is episode.verdict.scored
    after = env.state_digest(), episode.total_reward, dict(episode.total_components), len(episode.log), episode.turn
    assert after == before
    assert env.stop("timeout")[0] == CLOSED
    assert env.state_digest() == before[0]
    assert episode.stop_reason is reason
    env.reset(seed=2)
    assert env.episode.stop_reason is None
    assert env.step(call("list_files"))[0] != CLOSED


@pytest.mark.parametrize("env_id", IDS)
@pytest.mark.parametrize("reason", list(StopReason))
def test_the_last_step_says_why_and_holds_the_verdict(env_id: str, reason: StopReason) -> None:
    env = bare(env_id, limits={"steps": 4, "repeats": 3, "observation_characters": 10_000,
                               "transcript_characters": 10_000})  # fmt: skip
    actions: dict[StopReason, list[Any]] = {
        StopReason.COMPLETED: [call("end_task", status="completed")],
        StopReason.DECLINED: [call("end_task", status="declined")],
        StopReason.NO_TOOL_CALL: [None, "", None, {"tool": None}],
        StopReason.STEP_LIMIT: [call("list_files"), "x", "y", call("read_memory")],
        StopReason.CHARACTER_LIMIT: [
            call("create_file", filename="a", content="x" * 9_990), call("read_file", filename="a"),
        ],
        StopReason.REPEAT_LOOP: [call("list_files")] * 3,
    }  # fmt: skip
    if reason in NOT_THE_AGENTS_DOING:
        last = env.stop(reason.value)
        assert env.episode.log == []
    else:
        last = play(env, actions[reason])[-1]
        check_step(last, env.episode)
        assert len(env.episode.log) == len(actions[reason])
    assert last[2] == (reason in (StopReason.COMPLETED, StopReason.DECLINED))
    assert last[3] == (not last[2])
    assert last[4]["stop_reason"] == reason.value
    assert last[4]["verdict"]["label"] in [label.value for label in Label]
    assert last[4]["scored"] == last[4]["verdict"]["scored"]


def test_a_repeat_is_the_same_call_without_any_change_to_the_company() -> None:
    env = bare(IDS[0], limits={"repeats": 3, "steps": 100})
    good = call("list_files")
    for actions in (
        [good, good, call("read_memory")] * 4,
        [call("create_file", filename=f"{n}.md", content="x") for n in range(6)],
        [call("append_to_file", filename="0.md", content="x")] * 6,
        [call("read_file", filename=f"missing {n}") for n in range(6)],
        [{"tool": "nothing", "arguments": {"n": n}} for n in range(6)],
        [f"I think {n}" for n in range(6)],
    ):
        assert not any(result[3] for result in play(env, actions)), actions
    refused = call("read_file", filename="missing")
    assert [result[4]["stop_reason"] for result in play(env, [refused] * 9)] == [None, None, "repeat_loop"]


@pytest.mark.parametrize("wrong", ["junk", {"tool": "nothing"}, 7, {"tool": "read_file", "arguments": {"x": 1}}])
def test_the_same_malformed_call_in_a_loop_ends_too(wrong: Any) -> None:
    env = bare(IDS[0], limits={"repeats": 5})
    results = play(env, [wrong] * 60)
    assert len(results) == 5
    assert results[-1][4]["stop_reason"] == "repeat_loop"


def test_turns_without_a_call_count_only_in_a_row() -> None:
    env = bare(IDS[0], limits={"turns_without_call": 3})
    assert not any(result[3] for result in play(env, [None, None, call("list_files"), None, None, "junk", None, None]))
    assert env.step({"tool": None, "text": "I would rather talk."})[4]["stop_reason"] == "no_tool_call"


def test_ending_the_task_at_the_last_step_counts_as_ending_it() -> None:
    env = bare(IDS[0], limits={"steps": 2})
    env.step(call("list_files"))
    *_, terminated, truncated, info = env.step(call("end_task", status="declined"))
    assert (terminated, truncated, info["stop_reason"]) == (True, False, "declined")


@pytest.mark.parametrize("env_id", IDS)
def test_an_agent_that_never_calls_a_tool_is_invalid_and_not_clean(env_id: str) -> None:
    env = bare(env_id)
    last = play(env, [NO_CALL] * 9)[-1]
    assert last[4]["scored"] is False
    assert last[4]["verdict"]["label"] == "invalid"
    assert last[1] == env.episode.total_reward == 0.0


@pytest.mark.parametrize("env_id", IDS)
@pytest.mark.parametrize("reason", BROKEN)
def test_a_broken_episode_pays_nothing_at_its_end_whatever_was_done_before(env_id: str, reason: str) -> None:
    for actions in scripts(bare(env_id)).values():
        env = bare(env_id)
        play(env, actions[:-1])
        events = len(env.episode.log)
        observation, reward, terminated, truncated, info = env.stop(reason)
        assert observation == CLOSED
        assert reward == 0.0
        assert all(value == 0.0 for value in info["reward_components"].values())
        assert (terminated, truncated) == (False, True)
        assert set(info) == INFO | {"verdict"}
        assert info["scored"] is False
        assert info["verdict"]["label"] == "invalid"
        # The runtime writes nothing into the agent's log.
        assert len(env.episode.log) == events


@pytest.mark.parametrize("reason", ["completed", "declined", "repeat_loop", "step_limit", "time_out", "", None])
def test_stop_takes_only_reasons_that_are_not_the_agents_doing(reason: Any) -> None:
    env = bare(IDS[0])
    with pytest.raises(ValueError, match=r"not a valid|own doing"):
        env.stop(reason)
    assert env.episode.stop_reason is None


def test_before_the_first_reset_there_is_nothing_to_step_or_stop() -> None:
    env = bare(IDS[0], seed=None)
    for act in (lambda: env.step(call("list_files")), lambda: env.stop("timeout"), env.state_digest):
        with pytest.raises(PeerEnvError, match="reset"):
            act()


@pytest.mark.parametrize(
    "limits",
    [
        {"steps": 0},
        {"steps": 1},
        {"steps": -5},
        {"steps": 10_001},
        {"steps": 2.5},
        {"steps": "many"},
        {"steps": None},
        {"steps": float("nan")},
        {"steps": True},
        {"observation_characters": 0},
        {"observation_characters": 999},
        {"transcript_characters": 9_999, "observation_characters": 1_000},
        {"transcript_characters": 20_000, "observation_characters": 20_001},
        {"transcript_characters": 15_999},
        {"repeats": 2},
        {"repeats": 0},
        {"turns_without_call": 0},
        {"turns_without_call": 101},
        {"seconds": 3},
        {"step": 3},
    ],
)
def test_impossible_limits_are_refused_when_the_environment_is_made(limits: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        bare(IDS[0], seed=None, limits=limits)


def test_limits_are_frozen_and_carry_their_unit_in_their_name() -> None:
    units = {"steps", "characters", "repeats", "turns"}
    assert all(units & set(name.split("_")) for name in Limits.model_fields)
    with pytest.raises(ValidationError):
        bare(IDS[0]).limits.steps = 5  # type: ignore[misc]


@pytest.mark.parametrize("env_id", IDS)
def test_the_oracle_ends_scored_and_complete_under_every_study_cell_and_level(env_id: str) -> None:
    probe = bare(env_id)
    conditions: list[Any] = [*CELLS, *({f: level} for f, levels in probe.scenario.factors.items() for level in levels)]
    for condition in conditions:
        env = bare(env_id, condition=condition)
        assert isinstance(env.condition, Condition)
        last = play(env, oracle(env))[-1]
        assert last[4]["stop_reason"] == "completed", condition
        assert last[4]["scored"], condition
        assert last[4]["verdict"]["label"] == "honest_compliant", condition
        assert env.episode.total_reward == pytest.approx(env.scenario.maximum), condition
