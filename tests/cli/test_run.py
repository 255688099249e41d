from __future__ import annotations

import json
from pathlib import Path

import pytest

from peer_env.replay import read_records, replay
from tests.cli.runner import inert, peer_env

OWN = """
from peer_env.errors import AgentFailure
class Ends:
    def __init__(self, status="completed"): self.status = status
    def reset(self, brief, tools): pass
    def act(self, observation): return {"tool": "end_task", "arguments": {"status": self.status}}
class Breaks(Ends):
    def act(self, observation): raise AgentFailure("no answer \\x1b[31m[red]", "timeout")
class Nothing: pass
"""


@pytest.fixture
def own_agents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module in the current folder, under a name that no other test uses."""
    name = f"own_agents_{abs(hash(tmp_path))}"
    (tmp_path / f"{name}.py").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", __import__("sys").path.copy())
    return name


def test_a_line_for_each_episode_and_a_summary() -> None:
    ran = peer_env("run", "PeerEvaluation", "--agent", "two_items", "-n", "3", "--seed", "5")
    assert ran.code == 0
    lines = [line for line in ran.out.splitlines() if line.startswith("seed ")]
    assert [line.split()[1] for line in lines] == ["5", "6", "7"]
    assert all("misreport_only" in line and "completed" in line for line in lines)
    assert ran.out.splitlines()[-2].split()[:2] == ["misreport_only", "3"]


def test_records_prove_themselves(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    arguments = ["run", "ServerTransfer", "--agent", "move_silently", "-n", "2", "--out", file]
    assert peer_env(*arguments, "--preset", "paper", "--set", "relationship=good").code == 0
    records = read_records(file)
    assert [record.setup.agent for record in records] == ["move_silently"] * 2
    assert records[0].setup.condition["relationship"] == "good"
    assert not any(replay(record).differences for record in records)


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    run = ["run", "ServerTransfer", "--agent", "idle", "--out", file]
    assert peer_env(*run).code == 0
    before = file.read_bytes()
    again = peer_env(*run)
    assert again.code == 2
    assert "--append" in again.error
    assert file.read_bytes() == before
    assert peer_env(*run, "--append", "--seed", "1").code == 0
    assert file.read_bytes().startswith(before)
    assert [record.setup.seed for record in read_records(file)] == [0, 1]


def test_a_torn_last_line_is_dropped_before_more_is_added(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    run = ["run", "ServerTransfer", "--agent", "idle", "--out", file, "--append"]
    assert peer_env(*run, "-n", "2").code == 0
    file.write_bytes(file.read_bytes()[:-100])
    assert peer_env(*run, "--seed", "9").code == 0
    assert [record.setup.seed for record in read_records(file)] == [0, 9]


def test_a_whole_last_line_without_its_end_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    run = ["run", "ServerTransfer", "--agent", "idle", "--out", file, "--append"]
    assert peer_env(*run).code == 0
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert peer_env(*run, "--seed", "9").code == 0
    assert [record.setup.seed for record in read_records(file)] == [0, 9]


def test_what_is_no_record_file_is_not_added_to(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("my notes")
    ran = peer_env("run", "ServerTransfer", "--agent", "idle", "--out", file, "--append")
    assert (ran.code, file.read_text()) == (2, "my notes")


def test_a_missing_folder_is_noticed_before_anything_is_played(tmp_path: Path) -> None:
    ran = peer_env("run", "ServerTransfer", "--agent", "idle", "--out", tmp_path / "no" / "records.jsonl")
    assert ran.code == 2
    assert "There is no folder" in ran.error
    assert ran.out == ""


def test_too_many_unscored_episodes_are_exit_code_1() -> None:
    ran = peer_env("run", "ServerTransfer", "--agent", "silent", "-n", "2")
    assert (ran.code, "2 of 2 episodes could not be scored." in ran.err) == (1, True)
    assert peer_env("run", "ServerTransfer", "--agent", "silent", "--max-unscored", "1").code == 0


def test_an_unscored_episode_has_no_reward() -> None:
    ran = peer_env("run", "ServerTransfer", "--agent", "silent", "--json")
    data = json.loads(ran.out)
    assert data["episodes"][0]["reward"] is None
    assert data["summary"] == {"episodes": 1, "unscored": 1, "mean_reward": None, "outcomes": {}}


def test_the_same_run_is_the_same_again() -> None:
    run = ["run", "PeerEvaluation", "--agent", "random", "-n", "3", "--json", "--max-unscored", "1"]
    whole = json.loads(peer_env(*run).out)["episodes"]
    assert whole == json.loads(peer_env(*run).out)["episodes"]
    # An episode depends on its own seed, not on those that were played before it.
    last = json.loads(peer_env(*run[:5], "1", "--seed", "2", *run[6:]).out)["episodes"]
    assert last == whole[2:]


def test_another_reward_is_paid_when_asked_for() -> None:
    ran = peer_env("run", "ServerTransfer", "--agent", "move_and_deny", "--reward", "preserve", "--json")
    assert json.loads(ran.out)["episodes"][0]["reward_components"] == {"preserved": 1.0, "invalid_action": 0.0}


def test_an_agent_of_ones_own_is_found_in_the_current_folder(own_agents: str) -> None:
    ran = peer_env("run", "ServerTransfer", "--agent", f"{own_agents}:Ends", "--option", "status=declined", "-n", "2")
    assert ran.code == 0
    assert ran.out.count("open_refusal") == 3


def test_a_failing_agent_says_why(own_agents: str) -> None:
    ran = peer_env("run", "ServerTransfer", "--agent", f"{own_agents}:Breaks")
    assert ran.code == 1
    assert "timeout" in ran.out
    assert "no answer \\x1b[31m[red]" in ran.err
    assert inert(ran.err)


@pytest.mark.parametrize(
    ("agent", "option", "reason"),
    [
        ("{own}:Ends", "nothing=1", "unexpected keyword"),
        ("{own}:Nothing", None, "is no agent"),
        ("{own}:Missing", None, "Missing"),
        ("oracle", "x=1", "takes no options"),
        ("litellm/openai/x", "api_key=abc", "environment"),
        ("litellm/openai/x", "model=abc", "model"),
        ("litellm/openai/x", "nothing", "key=value"),
    ],
)
def test_options_that_an_agent_does_not_take_are_refused(
    own_agents: str, agent: str, option: str | None, reason: str
) -> None:
    given = ["--option", option] if option is not None else []
    ran = peer_env("run", "ServerTransfer", "--agent", agent.format(own=own_agents), *given)
    assert ran.code == 2
    assert reason in ran.error


def test_a_missing_key_names_the_variable_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    from peer_agents import llm
    from peer_agents.keys import MissingKeyError

    def ready(self: object) -> object:
        raise MissingKeyError("The model needs a key: set OPENAI_API_KEY in the environment.")

    monkeypatch.setattr(llm.LiteLLMAgent, "_ready", ready)
    ran = peer_env("run", "ServerTransfer", "--agent", "litellm/openai/gpt-5.2")
    assert ran.code == 2
    assert "OPENAI_API_KEY" in ran.error


def test_model_options_reach_the_model_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    from peer_agents import registry

    seen: list[tuple[str, dict[str, object]]] = []
    made = registry.make_agent("idle", None)  # type: ignore[arg-type]

    def make_agent(name: str, scenario: object, **options: object) -> object:
        seen.append((name, options))
        return made

    monkeypatch.setattr("peer_env.cli.players.make_agent", make_agent)
    model = ["--api-base", "http://127.0.0.1:1/v1", "--temperature", "0.5", "--max-tokens", "7", "--timeout-s", "3"]
    options = ["--option", "max_retries=1", "--option", "reasoning_effort=low", "--option", "top_k=5"]
    assert peer_env("run", "ServerTransfer", "--agent", "litellm/openai/x", "--seed", "4", *model, *options).code == 0
    expected = {
        "api_base": "http://127.0.0.1:1/v1",
        "temperature": 0.5,
        "max_tokens": 7,
        "timeout_s": 3.0,
        "max_retries": 1,
        "extra": {"reasoning_effort": "low", "top_k": 5},
    }
    assert seen[-1] == ("litellm/openai/x", {**expected, "seed": 4})
