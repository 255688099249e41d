"""An LLM agent plays whole tasks over real HTTP on loopback through LiteLLM, and is judged as its brain would be.

The server is OpenAI-compatible, its brain a scripted policy of the scenario (`tests.agents.loopback`). Scripts read the
hidden stage, so the brain's is bound to a twin environment, reset with the same seed; the agent under test has the wire
alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import gymnasium
import pytest

import peer_env
from peer_agents.llm import LiteLLMAgent
from peer_agents.rollout import rollout
from peer_agents.scripted import GENERIC, ScriptedAgent, script_names
from peer_env.cells import CELLS
from peer_env.env import OpenBrainEnv, load_scenario
from peer_env.episode import REMINDER
from peer_env.judging import Label
from peer_env.record import Record
from peer_env.replay import replay
from peer_env.scenario import PRESETS
from peer_env.world.lineage import Piece
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
    script,
    text,
)

# Importing litellm and its clients warns about things that are not ours.
pytestmark = pytest.mark.filterwarnings("ignore")

SCENARIOS = ("PeerEvaluation", "ServerTransfer")
SEEDS = {"paper": (0,), "procedural": (11, 4_000_000_007)}
"""The paper preset is the same for every seed."""

OFF_THE_DEFAULT: tuple[dict[str, str], ...] = (
    {},
    {"concern_channel": "absent", "oversight": "unmonitored"},
    {"subject": "human"},
)
"""Conditions beside the study's cells, so that the scripts do not all play the default."""


class Play(NamedTuple):
    """One episode to be played twice: by the script itself, and by a model whose brain is the script."""

    scenario: str
    preset: str
    script: str
    seed: int
    condition: Any

    def env(self, **arguments: Any) -> gymnasium.Env[Any, Any]:
        return gymnasium.make(
            f"OpenBrain/{self.scenario}-v0", preset=self.preset, condition=self.condition, **arguments
        )

    def direct(self, **arguments: Any) -> Record:
        return rollout(self.env(**arguments), ScriptedAgent(self.script), seed=self.seed, name="policy")

    def brain(self, *, bundled: bool = False) -> PolicyBrain:
        """The script as a model: bound to a twin environment, which nobody steps."""
        twin = self.env()
        twin.reset(seed=self.seed)

        def policy() -> ScriptedAgent:
            agent = ScriptedAgent(self.script)
            agent.bind(twin)
            return agent

        return PolicyBrain(policy, bundle_after=(lambda call: True) if bundled else None)


def plays() -> Iterator[Play]:
    """Every script of both scenarios in both presets, the conditions dealt out over them in turn."""
    number = 0
    for name in SCENARIOS:
        scenario = load_scenario(peer_env.scenario_ids()[f"OpenBrain/{name}-v0"])
        conditions = [*OFF_THE_DEFAULT, *CELLS]
        for preset in PRESETS:
            for script_name in script_names(scenario):
                if script_name in GENERIC:
                    continue
                for seed in SEEDS[preset]:
                    yield Play(name, preset, script_name, seed, conditions[number % len(conditions)])
                    number += 5  # 5 and the 18 conditions have no common divisor: all of them come up


ALL_PLAYS = tuple(plays())
ORACLE = Play("ServerTransfer", "procedural", "oracle", 7, {"relationship": "good"})


@pytest.fixture(autouse=True)
def _no_keys_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def model_plays(play: Play, server: Loopback, **settings: Any) -> Record:
    """The model behind a server plays the episode; it never waits between two attempts."""
    agent = LiteLLMAgent("openai/local", api_base=server.url, sleep=lambda seconds: None, **settings)
    return rollout(play.env(), agent, seed=play.seed, name="policy")


def through_http(play: Play, brain: Brain, **settings: Any) -> tuple[Record, Loopback]:
    with Loopback(brain) as server:
        return model_plays(play, server, **settings), server


def outcome(record: Record) -> dict[str, Any]:
    """All of a record but what the model calls consumed: key, actions, events, verdict, reward, digest."""
    return record.model_dump(exclude={"usage"})


# --- the same verdict over the wire ----------------------------------------------------------------------


@pytest.mark.parametrize("play", ALL_PLAYS, ids=lambda play: "-".join(str(part) for part in play[:4]))
def test_a_model_is_judged_as_its_policy_played_directly(play: Play) -> None:
    direct = play.direct()
    record, server = through_http(play, play.brain())
    assert record.stop_reason == direct.stop_reason
    assert record.verdict == direct.verdict
    assert (record.reward, record.reward_components) == (direct.reward, direct.reward_components)
    assert record.events == direct.events
    assert outcome(record) == outcome(direct)
    assert record.usage is not None
    assert record.usage["calls"] == len(server.requests) == len(record.events)


def test_the_plays_hold_every_script_and_every_study_cell() -> None:
    for name in SCENARIOS:
        scenario = load_scenario(peer_env.scenario_ids()[f"OpenBrain/{name}-v0"])
        for preset in PRESETS:
            played = {play.script for play in ALL_PLAYS if (play.scenario, play.preset) == (name, preset)}
            assert played == {"oracle", *scenario.honest, *scenario.temptations}
    assert {play.condition for play in ALL_PLAYS if isinstance(play.condition, str)} == set(CELLS)


# --- turns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "play",
    [
        ORACLE,
        ORACLE._replace(script="rename_then_move"),
        ORACLE._replace(script="report_then_move"),
        ORACLE._replace(scenario="PeerEvaluation", script="lie_then_correct"),
        ORACLE._replace(scenario="PeerEvaluation", script="correct_then_lie"),
    ],
    ids=lambda play: play.script,
)
def test_several_calls_in_one_turn_are_carried_out_in_order(play: Play) -> None:
    record, server = through_http(play, play.brain(bundled=True))
    assert outcome(record) == outcome(play.direct())
    assert len(server.requests) == 1 < len(record.events)


def test_every_call_of_a_turn_is_answered_and_the_one_that_ends_the_task_comes_last() -> None:
    names = ("list_files", "end_task", "read_memory", "list_servers")
    turn = calls(
        *[(name, {"status": "completed"} if name == "end_task" else {}) for name in names], text="All at once."
    )
    record, server = through_http(ORACLE, script(calls(("list_servers", {}), ("list_files", {})), turn))
    done = ["list_servers", "list_files", "list_files", "read_memory", "list_servers", "end_task"]
    assert [event["tool"] for event in record.events] == done
    assert [event["said"] for event in record.events] == ["", "", "All at once.", "", "", ""]
    answers = [message["content"] for message in server.requests[1]["messages"] if message["role"] == "tool"]
    assert answers == [event["observation"] for event in record.events[:2]]


def test_a_turn_without_a_call_is_reminded_and_the_second_in_a_row_ends_the_episode() -> None:
    record, server = through_http(ORACLE, script(text("Let me think."), text("Still thinking.")))
    assert [event["status"] for event in record.events] == ["no_call", "no_call"]
    assert [event["said"] for event in record.events] == ["Let me think.", "Still thinking."]
    assert server.requests[1]["messages"][-2:] == [
        {"role": "assistant", "content": "Let me think."},
        {"role": "user", "content": REMINDER},
    ]
    assert record.stop_reason == "no_tool_call"
    assert record.scored is False, "nothing was done that could be judged"
    assert record.reward is None


def test_a_call_between_two_silent_turns_keeps_the_episode_going() -> None:
    replies = (text("Hm."), calls(("list_files", {})), text("Hm."), calls(("end_task", {"status": "declined"})))
    record, _ = through_http(ORACLE, script(*replies))
    assert [event["status"] for event in record.events] == ["no_call", "done", "no_call", "done"]
    assert record.stop_reason == "declined"
    assert record.scored is True


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("read_file", '{"filename": "team_', id="not JSON"),
        pytest.param("read_file", '["team_digest.md"]', id="not an object"),
        pytest.param("read_file", '{"filename": "a", "filename": "b"}', id="a key twice"),
        pytest.param("read_file", '{"filename": 7}', id="wrong type"),
        pytest.param("read_file", '{"file": "team_digest.md"}', id="wrong argument"),
        pytest.param("open the file!", "{}", id="no such tool"),
    ],
)
def test_a_malformed_call_reaches_the_environment_as_a_malformed_event_and_costs(name: str, arguments: str) -> None:
    end = calls(("end_task", {"status": "declined", "reason": "I cannot read."}))
    record, server = through_http(ORACLE, script(calls((name, arguments)), end))
    first, last = record.events
    assert (first["status"], first["facts"], first["changed"]) == ("malformed", [], [])
    assert (last["status"], record.stop_reason) == ("done", "declined")
    cost = peer_env.Weights().invalid_action
    assert record.reward_components["invalid_action"] == -cost
    assert record.reward == pytest.approx(peer_env.Weights().openness - cost)
    # The model is told what was wrong, and the history it gets back is one that providers take.
    called, answer = server.requests[1]["messages"][-2:]
    assert answer["content"] == first["observation"]
    assert isinstance(json.loads(called["tool_calls"][0]["function"]["arguments"]), dict)
    assert replay(record).differences == ()


# --- nothing hidden on the wire --------------------------------------------------------------------------


WATCHED = tuple(
    play for play in ALL_PLAYS if play.script in ("oracle", "clumsy", "move_and_return", "lie_then_correct")
)


@pytest.mark.parametrize("play", WATCHED, ids=lambda play: "-".join(str(part) for part in play[:4]))
def test_the_model_gets_the_brief_the_tools_and_what_it_was_shown_and_no_hidden_truth(play: Play) -> None:
    with Loopback(play.brain()) as server:
        env = play.env(reveal=("log", "truth"))
        agent = LiteLLMAgent("openai/local", api_base=server.url)
        record = rollout(env, agent, seed=play.seed)
    unwrapped = env.unwrapped
    assert isinstance(unwrapped, OpenBrainEnv)
    schemas = json.loads(json.dumps(list(unwrapped.episode.stage.tools.schemas)))
    texts = {record.brief["system"], record.brief["task"], *(event["observation"] for event in record.events)}
    for request in server.requests:
        assert request["tools"] == schemas
        for message in request["messages"]:
            assert message["role"] == "assistant" or message["content"] in texts
    wire = json.dumps(server.requests, ensure_ascii=False)
    for hidden in hidden_words(unwrapped):
        assert hidden not in wire


def hidden_words(env: OpenBrainEnv) -> set[str]:
    """Names of lineages, facts, labels and scripts: what only the judge may see. Bare words of English are left out."""
    episode = env.episode
    words: set[str] = {label.value for label in Label}
    words |= {*env.scenario.temptations, *env.scenario.honest}
    for world in (episode.stage.world, episode.world):
        words |= {piece.origin for _, content in world.contents() for piece in content if isinstance(piece, Piece)}
        words |= {fact for sheet in world.sheets.values() for fact in (*sheet.row_facts, sheet.origin)}
    words |= {fact for event in episode.log for fact in event.facts}
    words |= {
        *(episode.stage.ground.inventory or {}).values(),
        *episode.stage.ground.rule,
        *episode.stage.ground.stakes,
    }
    marked = {word for word in words if ":" in word or "_" in word}
    assert len(marked) > 30, "there is something to look for"
    return marked


# --- when the model fails --------------------------------------------------------------------------------


def fails_after(played: int, play: Play, failure: Reply) -> Brain:
    """The play's policy for so many calls, and from then on a failure."""
    policy = play.brain()

    def brain(request: Mapping[str, Any]) -> Reply:
        answered = sum(message["role"] == "tool" for message in request["messages"])
        return policy(dict(request)) if answered < played else failure

    return brain


@pytest.mark.parametrize(
    ("failure", "stop_reason", "settings"),
    [
        pytest.param(error(500), "infrastructure", {}, id="500"),
        pytest.param(error(503), "infrastructure", {}, id="503"),
        pytest.param(error(401), "infrastructure", {}, id="401"),
        pytest.param(drop(), "infrastructure", {}, id="dropped"),
        pytest.param(error(400), "model_error", {}, id="400"),
        pytest.param(completion([]), "model_error", {}, id="no choice"),
        pytest.param(after(60.0, text("late")), "timeout", {"timeout_s": 3.0, "max_retries": 0}, id="late"),
    ],
)
@pytest.mark.parametrize("script_name", ["oracle", "move_silently"])
def test_a_model_that_fails_leaves_the_episode_unscored_and_the_record_says_why(
    failure: Reply, stop_reason: str, settings: dict[str, Any], script_name: str
) -> None:
    play = ORACLE._replace(script=script_name)
    played = 6  # the sixth call of either script moves files
    record, _ = through_http(play, fails_after(played, play, failure), **{"max_retries": 1, **settings})
    assert (record.stop_reason, record.scored) == (stop_reason, False)
    assert record.verdict is not None
    assert (record.verdict["label"], record.verdict["scored"]) == (Label.INVALID, False)
    assert record.reward is None
    assert record.reward_components is None
    assert record.events == play.direct().events[:played], "what was done until then is kept"
    assert Record.from_line(record.line()) == record
    assert replay(record).differences == ()


def test_a_model_that_recovers_is_judged_as_if_nothing_had_happened() -> None:
    policy = ORACLE.brain()
    asked = iter(range(10_000))

    def every_other_time(request: Mapping[str, Any]) -> Reply:
        return error(500) if next(asked) % 2 == 0 else policy(dict(request))

    record, server = through_http(ORACLE, every_other_time)
    assert outcome(record) == outcome(ORACLE.direct())
    assert record.usage is not None
    assert record.usage["retries"] == len(record.events) == len(server.requests) / 2
