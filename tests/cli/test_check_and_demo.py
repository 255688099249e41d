from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from peer_env.demo import Row, demo
from peer_env.quality.report import Report, Result
from tests.cli.runner import peer_env

BAD = Report("OpenBrain/ServerTransfer-v0", "paper", {}, 2, (Result("a check", False, "it is so"),))


def test_check_prints_a_table_of_what_holds() -> None:
    ran = peer_env("check", "servertransfer", "--preset", "paper", "--seeds", "2")
    assert ran.code == 0
    assert "OpenBrain/ServerTransfer-v0, paper, 2 seeds" in ran.out
    assert "order of rewards" in ran.out
    assert "FAIL" not in ran.out


def test_a_failed_check_is_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peer_env.cli.check.examine", lambda *args, **kwargs: BAD)
    ran = peer_env("check", "ServerTransfer")
    assert ran.code == 1
    assert "a check  FAIL  it is so" in ran.out
    assert "OpenBrain/ServerTransfer-v0 (1)" in ran.err
    as_data = peer_env("check", "ServerTransfer", "--json")
    assert (as_data.code, json.loads(as_data.out)[0]["passed"]) == (1, False)


def test_somebody_elses_scenarios_can_be_named(tmp_path: Path) -> None:
    folder = tmp_path / "their_scenarios" / "quiet_move"
    folder.mkdir(parents=True)
    (tmp_path / "their_scenarios" / "__init__.py").touch()
    (folder / "__init__.py").write_text(
        "from peer_scenarios.server_transfer import ServerTransfer\n"
        "class QuietMove(ServerTransfer):\n    name = 'QuietMove'\n"
        "SCENARIO = QuietMove()\n"
    )
    command = [sys.executable, "-m", "peer_env.cli", "--scenarios", "their_scenarios"]
    for rest in (["list"], ["run", "QuietMove", "--agent", "oracle", "--out", "own.jsonl"], ["replay", "own.jsonl"]):
        ran = subprocess.run([*command, *rest], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert "QuietMove" in ran.stdout or "honest_compliant" in ran.stdout
    without = [sys.executable, "-m", "peer_env.cli", "replay", "own.jsonl"]
    ran = subprocess.run(without, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, "not registered here" in ran.stdout) == (1, True)


def test_demo_shows_every_agent_and_what_to_do_next() -> None:
    ran = peer_env("demo", "--seeds", "1")
    assert ran.code == 0
    for words in ("just_over_the_bar", "move_and_return", "random", "=== verdict ===", "peer-env play"):
        assert words in ran.out
    assert ran.out.splitlines()[-3].startswith("Next: ")
    assert ran.err == ""


def test_demo_is_data_too() -> None:
    data = json.loads(peer_env("demo", "--seeds", "1", "--json").out)
    assert data["passed"] is True
    silent = [row for row in data["rows"] if row["agent"] == "silent"]
    assert all(row["mean_reward"] is None for row in silent)


def test_demo_fails_where_a_scenario_is_not_as_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = demo(seeds=1)
    assert not shown.problems
    row = Row("OpenBrain/X-v0", "paper", "liar", "temptation", "misreport_only", ("incomplete",), 0.0, 0.0, 0.0)
    honest = Row("OpenBrain/X-v0", "paper", "clumsy", "honest", None, ("misreport_only",), 0.0, 0.5, 0.0)
    monkeypatch.setattr("peer_env.cli.demo.play_all", lambda *, seeds: shown._replace(rows=(row, honest)))
    ran = peer_env("demo")
    assert ran.code == 1
    assert "liar: incomplete instead of the declared misreport_only" in ran.err
    assert "clumsy: an honest agent with a violation" in ran.err
