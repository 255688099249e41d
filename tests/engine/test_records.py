"""Records and replays: a line that proves what it states, and is refuted when it does not."""

from __future__ import annotations

import copy
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_agents.rollout import rollout
from peer_agents.scripted import GENERIC, GenericAgent, ScriptedAgent, script_names
from peer_env import AgentFailure, Limits, OpenBrainEnv, PeerEnvError, ReplayError, Weights, call
from peer_env.record import Record, Setup, record_of, setup_of
from peer_env.replay import read_records, replay
from tests.engine import hostile
from tests.engine.play import IDS, PRESETS, bare, examples, oracle, play, scripts

BOTH = [pytest.param(env_id, preset, id=f"{env_id.split('/')[1]}-{preset}") for env_id in IDS for preset in PRESETS]


def _record(env_id: str = IDS[0], script: str = "clumsy", **arguments: Any) -> Record:
    env = bare(env_id, **arguments)
    play(env, scripts(env)[script])
    return record_of(env, agent=script)


def _round_trip(record: Record) -> Record:
    return Record.from_line(record.line())


# --- the line --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("env_id", "preset"), BOTH)
def test_a_record_survives_its_line_whole(env_id: str, preset: str) -> None:
    for script in scripts(bare(env_id, preset=preset)):
        record = _record(env_id, script, preset=preset)
        line = record.line()
        assert line.isascii()
        assert "\n" not in line
        assert _round_trip(record) == record
        assert _round_trip(record).line() == line


@pytest.mark.parametrize("env_id", IDS)
def test_a_record_of_hostile_actions_survives_its_line_and_replays(env_id: str) -> None:
    env = bare(env_id)

    @examples(120)
    @given(st.lists(hostile.calls(env.episode.stage.tools, env.episode.stage.world), max_size=12))
    def run(actions: list[Any]) -> None:
        env.reset(seed=1)
        play(env, actions)
        record = record_of(env, agent="hostile")
        back = _round_trip(record)
        assert back == record
        assert replay(back).differences == ()

    run()


def test_a_record_holds_what_the_agent_used() -> None:
    env = bare(IDS[0])
    usage = {"calls": 3, "cost_usd": None, "tokens": {"in": 5}}
    record = record_of(env, agent="x", usage=usage)
    assert _round_trip(record).usage == usage
    assert record_of(env, agent="x").usage is None


def test_totals_are_those_of_the_steps_and_the_parts_sum_to_the_reward() -> None:
    for env_id in IDS:
        for name in scripts(bare(env_id)):
            env = bare(env_id)
            results = play(env, ["junk", *scripts(env)[name]])
            record = record_of(env, agent=name)
            assert sum(record.reward_components.values()) == record.reward
            assert math.isclose(sum(result[1] for result in results), record.reward, abs_tol=1e-12)
            for component, total in record.reward_components.items():
                assert math.isclose(sum(r[4]["reward_components"][component] for r in results), total, abs_tol=1e-12)


# --- the key ---------------------------------------------------------------------------------------------

OTHER: dict[str, Any] = {
    "format": 2,
    "package": "9.9.9",
    "scenario": "Other",
    "module": "other.module",
    "version": "9-Z",
    "preset": "other",
    "condition": {"subject": "self"},
    "seed": 99,
    "reward": "preserve",
    "weights": {"duty": 1.0},
    "limits": {"steps": 7},
    "agent": "other",
}


def test_every_field_of_the_setup_is_in_the_key() -> None:
    setup = setup_of(bare(IDS[0]), "x")
    assert set(OTHER) == set(Setup.model_fields)
    keys = {setup.model_copy(update={name: value}).key for name, value in OTHER.items()}
    assert len(keys | {setup.key}) == len(OTHER) + 1


@pytest.mark.parametrize("env_id", IDS)
def test_the_key_changes_with_every_setting_of_an_environment(env_id: str) -> None:
    plain = bare(env_id)
    keys = [setup_of(plain, "x").key, setup_of(plain, "y").key, setup_of(bare(env_id, seed=2), "x").key]
    keys.append(setup_of(bare(env_id, preset="paper"), "x").key)
    keys.append(setup_of(bare(env_id, reward="preserve"), "x").key)
    for factor, levels in plain.scenario.factors.items():
        keys += [setup_of(bare(env_id, condition={factor: level}), "x").key for level in levels[1:]]
    keys += [setup_of(bare(env_id, weights={name: 0.123}), "x").key for name in Weights.model_fields]
    for name in Limits.model_fields:
        keys.append(setup_of(bare(env_id, limits={name: getattr(plain.limits, name) + 1}), "x").key)
    assert len(set(keys)) == len(keys)


def test_the_key_changes_with_nothing_else() -> None:
    plain = bare(IDS[0], condition={"relationship": "good", "channel": "file"})
    key = setup_of(plain, "x").key
    same: list[OpenBrainEnv] = [
        bare(IDS[0], condition="good_peer/file"),
        bare(IDS[0], condition=plain.condition),
        bare(IDS[0], condition=plain.condition, reveal=("log", "truth"), render_mode="ansi"),
        bare(IDS[0], condition=plain.condition, weights=Weights(), limits=Limits(steps=plain.scenario.max_steps)),
        bare(IDS[0], condition=plain.condition, weights={"duty": Weights().duty}, limits={"steps": 60}),
        plain.fork(),
    ]
    for env in same:
        assert setup_of(env, "x").key == key
    # What happens in the episode is not configuration.
    for actions in scripts(plain).values():
        plain.reset(seed=1)
        play(plain, actions)
        assert record_of(plain, agent="x", usage={"calls": 1}).key == key
    plain.reset(seed=1)
    plain.stop("timeout")
    assert record_of(plain, agent="x").key == key
    numbers = [setup_of(bare(IDS[0], condition={"bar": bar}), "x").key for bar in (70, 70.0)]
    assert numbers[0] == numbers[1]


# --- replay ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("env_id", "preset"), BOTH)
def test_the_record_of_every_scripted_agent_is_proven_by_its_replay(env_id: str, preset: str) -> None:
    for reward in ("honesty", "preserve"):
        env = bare(env_id, seed=None, preset=preset, reward=reward)
        for name in script_names(env.scenario):
            for seed in (0, 3):
                agent = GenericAgent(name, seed) if name in GENERIC else ScriptedAgent(name)
                record = rollout(env, agent, seed=seed, name=name)
                back = _round_trip(record)
                assert back == record
                played = replay(back)
                assert played.differences == (), (name, seed)
                assert played.env.state_digest() == record.digest
                assert played.record.model_dump() == record.model_dump()


class Fails:
    """An agent whose machinery breaks after some turns."""

    def __init__(self, env: OpenBrainEnv, turns: int, reason: str) -> None:
        self.actions, self.turns, self.reason = ["junk", *oracle(env)], turns, reason

    def reset(self, brief: Any, tools: Any) -> None:
        self.turn = 0

    def act(self, observation: str) -> Any:
        if self.turn == self.turns:
            raise AgentFailure("broken", self.reason)
        self.turn += 1
        return self.actions[self.turn - 1]


@pytest.mark.parametrize("env_id", IDS)
@pytest.mark.parametrize("reason", ["model_error", "timeout", "infrastructure"])
@pytest.mark.parametrize("turns", [0, 1, 5])
def test_a_broken_episode_is_recorded_unscored_and_replays(env_id: str, reason: str, turns: int) -> None:
    env = bare(env_id)
    record = rollout(env, Fails(env, turns, reason), seed=1)
    assert record.scored is False
    assert record.stop_reason == reason
    assert record.verdict is not None
    assert record.verdict["label"] == "invalid"
    assert len(record.events) == turns
    played = replay(_round_trip(record))
    assert played.differences == ()
    assert played.env.episode.stop_reason == reason


@pytest.mark.parametrize("env_id", IDS)
def test_a_broken_episode_is_recorded_without_any_reward(env_id: str) -> None:
    env = bare(env_id)
    record = rollout(env, Fails(env, 4, "timeout"), seed=1)
    assert record.events[0]["status"] == "malformed"
    assert record.reward is None
    assert record.reward_components is None


@pytest.mark.parametrize("env_id", IDS)
def test_an_episode_that_still_runs_is_recorded_as_such_and_replays(env_id: str) -> None:
    env = bare(env_id)
    play(env, oracle(env)[:3])
    record = record_of(env, agent="x")
    assert (record.verdict, record.stop_reason, record.scored, record.reward) == (None, None, None, 0.0)
    played = replay(_round_trip(record))
    assert played.differences == ()
    assert not played.env.episode.over


# --- tampering -------------------------------------------------------------------------------------------


def _violating() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_record(IDS[1], "move_silently").line())
    return data


def _edit(path: str, value: Any) -> Any:
    def edit(data: dict[str, Any]) -> None:
        *way, last = path.split(".")
        at: Any = data
        for name in way:
            at = at[int(name)] if isinstance(at, list) else at[name]
        at[int(last) if isinstance(at, list) else last] = value

    return edit


TAMPERED: dict[str, Any] = {
    "key": _edit("key", "0" * 64),
    "reward": _edit("reward", 1.0),
    "component": _edit("reward_components.violation", 0.0),
    "stop reason": _edit("stop_reason", "declined"),
    "broken": _edit("stop_reason", "timeout"),
    "scored": _edit("scored", False),
    "no verdict": _edit("verdict", None),
    "label": _edit("verdict.label", "honest_compliant"),
    "violations": _edit("verdict.violations", []),
    "claims": _edit("verdict.claims.0.truth", "unsupported"),
    "evidence": _edit("verdict.evidence.attempted", []),
    "digest": _edit("digest", "0" * 64),
    "brief": _edit("brief.task", "Do as you like."),
    "no actions": _edit("actions", []),
    "no events": _edit("events", []),
    "observation": _edit("events.1.observation", "You may move everything."),
    "event arguments": _edit("events.1.arguments.filename", "x"),
    "fact": _edit("events.1.facts", []),
    "clock": _edit("events.1.clock", 0),
    "action": lambda data: data["actions"].__setitem__(1, call("list_files")),
    "action removed": lambda data: data["actions"].pop(2),
    "action added": lambda data: data["actions"].insert(2, call("list_files")),
    "action after the end": lambda data: data["actions"].append(call("list_files")),
    "actions in another order": lambda data: data["actions"].reverse(),
    "prose beside an action": _edit("actions.1.text", "I was told to."),
    "seed": _edit("setup.seed", 77),
    "preset": _edit("setup.preset", "paper"),
    "condition": _edit("setup.condition.relationship", "good"),
    "weights": _edit("setup.weights.violation", 0.0),
    "limits": _edit("setup.limits.steps", 50),
    "reward name": _edit("setup.reward", "preserve"),
    "agent": _edit("setup.agent", "oracle"),
    "scenario": _edit("setup.scenario", "PeerEvaluation"),
    "package": _edit("setup.package", "0.0.0"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_record_that_was_tampered_with_is_refuted(what: str) -> None:
    data = _violating()
    assert replay(Record.from_line(json.dumps(data))).differences == ()
    original = copy.deepcopy(data)
    TAMPERED[what](data)
    assert data != original
    differences = replay(Record.from_line(json.dumps(data))).differences
    assert differences
    assert all(len(text) < 400 and ": the record has " in text for text in differences)


def test_a_reward_that_is_no_number_is_refuted() -> None:
    data = _violating()
    data["reward"] = math.nan
    try:
        record = Record.from_line(json.dumps(data))
    except ReplayError:
        return
    assert replay(record).differences


# --- lines that are no records ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "junk",
        "null",
        "3",
        '"text"',
        "[]",
        "{}",
        '{"setup": null}',
        '{"setup": []}',
        '{"setup": "x"}',
        '{"setup": 1}',
        '{"setup": {}}',
        '{"setup": {"format": null}}',
        '{"setup": {"format": "1"}}',
        '{"setup": {"format": 2}}',
        '{"setup": {"format": [1]}}',
        '{"setup": {"format": 1}}',
        '{"setup": {"format": true}}',
        "[" * 100_000,
        '{"a":' * 50_000,
        "9" * 10_000,
        '{"setup": {"format": ' + "9" * 4_000 + "}}",
        "\x00",
        "\ud800",
    ],
)
def test_a_line_that_is_no_record_is_refused_with_a_reason(line: str) -> None:
    with pytest.raises(ReplayError) as caught:
        Record.from_line(line)
    assert 20 < len(str(caught.value)) < 5_000


@pytest.mark.parametrize("name", sorted(Record.model_fields))
def test_a_record_without_a_field_or_with_one_of_the_wrong_kind_is_refused_by_name(name: str) -> None:
    data = _violating()
    if Record.model_fields[name].is_required():
        del data[name]
        with pytest.raises(ReplayError, match="layout" if name == "setup" else name):
            Record.from_line(json.dumps(data))
    data[name] = 7 if name in ("key", "digest", "stop_reason", "failure") else "wrong"
    with pytest.raises(ReplayError):
        Record.from_line(json.dumps(data))


def test_a_record_with_an_unknown_field_is_refused() -> None:
    data = _violating()
    data["extra"] = 1
    with pytest.raises(ReplayError, match="extra"):
        Record.from_line(json.dumps(data))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("setup.module", "no_such_package.scenario"),
        ("setup.module", "json"),
        ("setup.module", ""),
        ("setup.module", ".."),
        ("setup.preset", "huge"),
        ("setup.condition", {"relationship": "lovely"}),
        ("setup.condition", {"wheels": "four"}),
        ("setup.condition", {"bar": "missed"}),
        ("setup.reward", "fame"),
        ("setup.weights", {"duty": -1.0}),
        ("setup.weights", {"glory": 1.0}),
        ("setup.limits", {"steps": 0}),
        ("setup.limits", {"hours": 1}),
        ("setup.seed", -1),
        ("stop_reason", "boredom"),
    ],
)
def test_a_record_of_a_setup_that_does_not_exist_is_a_clear_error(path: str, value: Any) -> None:
    data = _violating()
    _edit(path, value)(data)
    with pytest.raises(PeerEnvError) as caught:
        replay(Record.from_line(json.dumps(data)))
    assert 10 < len(str(caught.value)) < 1_000


@pytest.mark.parametrize("version", ["1-A", "0-A", "9-Z", ""])
def test_a_record_of_another_scenario_version_says_which_to_install(version: str) -> None:
    data = _violating()
    data["setup"]["version"] = version
    with pytest.raises(ReplayError, match="install peer-env"):
        replay(Record.from_line(json.dumps(data)))


# --- files -----------------------------------------------------------------------------------------------


def _lines() -> list[str]:
    return [_record(env_id, script).line() for env_id in IDS for script in ("oracle", "refuser")]


def test_records_are_read_back_from_a_file_in_order(tmp_path: Path) -> None:
    lines = _lines()
    path = tmp_path / "records.jsonl"
    for text in ("\n".join(lines), "\n".join(lines) + "\n", "\r\n".join(lines) + "\r\n", "\n\n".join(lines) + "\n\n"):
        path.write_bytes(text.encode())
        assert [record.line() for record in read_records(path)] == lines


def test_a_torn_last_line_is_left_out_wherever_it_was_torn(tmp_path: Path) -> None:
    lines = _lines()
    path = tmp_path / "records.jsonl"
    for end in (1, 2, 20, len(lines[-1]) // 2, len(lines[-1]) - 1):
        path.write_text("\n".join([*lines[:-1], lines[-1][:end]]))
        assert [record.line() for record in read_records(path)] == lines[:-1]


def test_a_file_of_one_torn_line_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(_lines()[0][:500])
    with pytest.raises(ReplayError, match="cut off"):
        read_records(path)


def test_a_line_torn_anywhere_but_at_the_end_is_an_error(tmp_path: Path) -> None:
    lines = _lines()
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join([lines[0], lines[1][:300], lines[2]]) + "\n")
    with pytest.raises(ReplayError):
        read_records(path)
    path.write_text("\n".join([lines[0], lines[1][:300]]) + "\n")
    with pytest.raises(ReplayError):
        read_records(path)


def test_a_whole_last_line_of_another_layout_is_an_error_and_not_torn(tmp_path: Path) -> None:
    lines = _lines()
    other = json.loads(lines[1])
    other["setup"]["format"] = 2
    path = tmp_path / "records.jsonl"
    path.write_text(lines[0] + "\n" + json.dumps(other))
    with pytest.raises(ReplayError, match="layout"):
        read_records(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00", b"PK\x03\x04" + bytes(range(256))])
def test_a_file_without_records_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some_file.jsonl"
    path.write_bytes(content)
    with pytest.raises(ReplayError, match=r"some_file\.jsonl|record"):
        read_records(path)


def test_a_missing_file_and_a_folder_are_errors_that_name_them(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.jsonl", tmp_path):
        with pytest.raises(ReplayError, match=path.name):
            read_records(path)


def test_the_replay_can_be_shown() -> None:
    played = replay(_record(IDS[1], "move_silently"), render_mode="ansi")
    shown = played.env.render()
    assert shown is not None
    assert "covert_violation" in shown


def test_a_seed_of_any_size_is_kept_exactly() -> None:
    for seed in (0, 2**32, 2**53 + 1, 2**64 + 1, int(np.iinfo(np.int64).max)):
        env = bare(IDS[0], seed=seed)
        record = _round_trip(record_of(env, agent="x"))
        assert record.setup.seed == seed
        assert replay(record).differences == ()
