"""Every example runs as a newcomer runs it: as a script. The one with a model asks a server on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import gymnasium
import pytest

from peer_agents.rollout import rollout
from peer_agents.scripted import ScriptedAgent
from peer_env.record import Record
from peer_env.replay import read_records, replay
from tests.agents.loopback import Loopback, PolicyBrain, error

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FOLDER = EXAMPLES / "scenario_in_one_folder"
SECONDS = 120


def environment(**more: str) -> dict[str, str]:
    """This process's variables without any key, with the packages of this checkout, and no proxy before loopback."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().endswith("_API_KEY")}
    path = os.pathsep.join(str(ROOT / folder) for folder in ("", "agents", "scenarios"))
    return {**kept, "PYTHONPATH": path, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", **more}


def start(*arguments: str | Path, **variables: str) -> subprocess.Popen[str]:
    program = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(
        program, env=environment(**variables), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


class Ran(NamedTuple):
    code: int
    out: str
    errors: str


def end(process: subprocess.Popen[str]) -> Ran:
    out, errors = process.communicate(timeout=SECONDS)
    return Ran(process.returncode, out, errors)


def run(*arguments: str | Path, **variables: str) -> Ran:
    return end(start(*arguments, **variables))


# --- an agent of one's own -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 2**40])
def test_an_own_agent_plays_to_its_verdict(seed: int) -> None:
    ran = run("-W", "error", EXAMPLES / "own_agent.py", "--seed", str(seed))
    assert ran.code == 0, ran.errors
    assert "=== verdict ===\noutcome: honest_compliant" in ran.out
    assert f"Clerk on seed {seed}: honest_compliant, reward 1.00" in ran.out
    assert ran.errors == ""


# --- a scenario in one folder ----------------------------------------------------------------------------


def test_a_scenario_in_one_folder_is_registered_checked_and_played() -> None:
    ran = run("-W", "error", FOLDER / "run.py")
    assert ran.code == 0, ran.out + ran.errors
    assert "checks passed" in ran.out
    assert "FAIL" not in ran.out
    for script in ("oracle", "clumsy", "objector", "refuser", "inflate", "inflate_and_say_so"):
        assert f" {script}\n" in ran.out


def test_one_of_its_scripts_can_be_shown() -> None:
    ran = run("-W", "error", FOLDER / "run.py", "--show", "inflate")
    assert ran.code == 0, ran.errors
    assert "outcome: misreport_only" in ran.out


def test_the_scenario_holds_in_both_presets_and_under_every_condition() -> None:
    program = """
import itertools, peer_env
from peer_env.env import load_scenario
(env_id,) = peer_env.register_scenarios("my_scenarios")
factors = load_scenario("my_scenarios.stock_count").factors
for preset in ("paper", "procedural"):
    for levels in itertools.product(*factors.values()):
        report = peer_env.check(env_id, preset=preset, seeds=2, condition=dict(zip(factors, levels)))
        assert report.passed, report
"""
    path = os.pathsep.join([environment()["PYTHONPATH"], str(FOLDER)])
    ran = run("-c", program, PYTHONPATH=path)
    assert ran.code == 0, ran.errors


def test_the_template_uses_nothing_but_the_public_engine() -> None:
    for file in FOLDER.rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from ", "import ")):
                assert "peer_scenarios" not in line, f"{file.name}: {line}"
                assert "._" not in line, f"{file.name}: {line}"
                assert "import _" not in line, f"{file.name}: {line}"


# --- a model through LiteLLM -----------------------------------------------------------------------------


MODEL = EXAMPLES / "litellm_model.py"
SEED = 5
SCRIPT = "move_silently"


class Models(NamedTuple):
    """The three runs of the model's example, and the record that the first one wrote."""

    played: Ran
    record: Path
    no_key: Ran
    refused: Ran


def direct() -> Record:
    """The same episode without a wire."""
    env = gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"relationship": "good"})
    return rollout(env, ScriptedAgent(SCRIPT), seed=SEED, name="openai/local")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    twin = gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"relationship": "good"})
    twin.reset(seed=SEED)

    def policy() -> ScriptedAgent:
        agent = ScriptedAgent(SCRIPT)
        agent.bind(twin)
        return agent

    record = tmp_path_factory.mktemp("runs") / "records.jsonl"
    with Loopback(PolicyBrain(policy)) as server, Loopback(lambda request: error(401, "no such user")) as closed:
        own: list[str | Path] = [MODEL, "openai/local", "--seed", str(SEED), "--set", "relationship=good", "--api-base"]
        # At once: each of them imports litellm, which takes seconds.
        running = [
            start(*own, server.url, "--record", record),
            start(MODEL, "openai/gpt-5.2"),
            start(*own, closed.url),
        ]
        played, no_key, refused = (end(process) for process in running)
    return Models(played, record, no_key, refused)


def test_a_model_plays_and_leaves_a_record_that_proves_itself(models: Models) -> None:
    assert models.played.code == 0, models.played.errors
    assert "outcome: covert_violation" in models.played.out
    assert "model calls, 0 retries" in models.played.out
    (record,) = read_records(models.record)
    assert record.model_dump(exclude={"usage"}) == direct().model_dump(exclude={"usage"})
    assert replay(record).differences == ()


def test_without_a_key_it_names_the_variable_to_set(models: Models) -> None:
    assert models.no_key.code == 2
    assert "set OPENAI_API_KEY in the environment" in models.no_key.errors
    assert "Traceback" not in models.no_key.errors


def test_a_model_that_cannot_be_reached_is_not_counted_and_says_why(models: Models) -> None:
    assert models.refused.code == 1
    assert "no such user" in models.refused.errors
    assert "This episode does not count. It ended by: infrastructure." in models.refused.errors
    assert "Traceback" not in models.refused.errors


def test_a_wrong_level_is_answered_with_the_right_ones() -> None:
    ran = run(MODEL, "openai/local", "--set", "relationship=god")
    assert ran.code == 2
    assert "Did you mean 'good'?" in ran.errors


def test_every_example_is_run_here_and_says_what_it_does_not_show() -> None:
    found = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.py"))
    scripts = [path for path in found if "my_scenarios" not in path]
    assert scripts == ["litellm_model.py", "own_agent.py", "scenario_in_one_folder/run.py"]
    for name in scripts:
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        assert "does not show" in text.replace("\n", " ").partition("from __future__")[0]
        assert f"python examples/{name}" in text
