"""The bench runs and prints every row, and what it times is work. No figure is asserted: machines differ."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from peer_env.env import OpenBrainEnv
from tests.bench import neighbours
from tests.bench.clock import TINY
from tests.bench.mix import STEPS, actions, cycle
from tests.bench.player import office, stage_of
from tests.bench.steps import measure
from tests.bench.table import Aim, Row

ROOT = Path(__file__).parents[2]

AIMS = {
    "steps/s, ServerTransfer, reads and writes as JSON strings": ">= 100,000",
    "beside CartPole-v1": "ratio >= 1",
    "beside GuessTheNumber-v0, observation and step": "ratio >= 1.2",
    "resets/s, ServerTransfer, paper preset": ">= 30,000",
    "resets/s, PeerEvaluation, paper preset": ">= 30,000",
    "resets/s, PeerEvaluation, procedural, 20 items": ">= 10,000",
    "fork of a running episode, Episode.fork, us": "<= 5",
    "fork of the wrapped environment, peer_env.fork, us": "<= 5",
    "episodes/s, PeerEvaluation, oracle, reset to record line": ">= 2,000",
    "episodes/s, ServerTransfer, oracle, reset to record line": ">= 2,000",
    "beside the single environment": "ratio >= 0.9",
    "beside gymnasium, numpy, pydantic's BaseModel and TypeAdapter, ms": "ratio <= 1.15",
    "beside gymnasium, numpy, pydantic's BaseModel and TypeAdapter, peak MiB": "ratio <= 1.25",
    "memory of one live environment, PeerEvaluation, KiB": "<= 50",
    "memory of one live environment, ServerTransfer, KiB": "<= 50",
}
BESIDE = {
    "beside GuessTheNumber-v0, step without its observation",
    "resets/s, ServerTransfer, procedural",
    "beside seeding a bare gymnasium.Env",
    "the same and one write to the copy, us",
    "up to the verdict, PeerEvaluation",
    "up to the verdict, ServerTransfer",
    "make_vec(64), steps/s",
    "beside SyncVectorEnv(64)",
    "import peer_env, ms",
    "import, make and reset ServerTransfer, ms",
    "beside those dependencies, make and reset CartPole-v1, ms",
}


def bench(*arguments: str | Path) -> str:
    program = [sys.executable, "-m", "tests.bench", *map(str, arguments)]
    return subprocess.run(program, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300).stdout


def test_every_row_is_printed_and_written(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    printed = bench("--tiny", "--json", file)
    rows: list[dict[str, Any]] = json.loads(file.read_text())["rows"]
    assert {row["figure"]: row["aim"] for row in rows if row["aim"]} == AIMS
    assert {row["figure"] for row in rows} >= BESIDE
    for row in rows:
        assert row["figure"] in printed
        if row["outcome"] != neighbours.NOT_INSTALLED:
            assert row["min"] <= row["median"] <= row["max"]
            assert row["outcome"] in (("met", "missed") if row["aim"] else ("",))
    assert f"of {len(AIMS)} aims met" in printed


def test_the_profile_names_what_takes_the_time() -> None:
    printed = bench("--tiny", "--profile", "steps")
    assert "tottime" in printed
    assert "episode.py" in printed


def test_every_step_of_the_mix_is_carried_out_and_half_of_them_change_the_world() -> None:
    env = office()
    env.reset(seed=3)
    unwrapped = env.unwrapped
    assert isinstance(unwrapped, OpenBrainEnv)
    episode = unwrapped.episode
    made = actions(stage_of(env))
    for action in made:
        env.step(action)
    assert len(episode.log) == len(made) == STEPS
    assert {event.status for event in episode.log} == {"done"}
    assert not episode.over
    writes = [action for action, event in zip(made, episode.log, strict=True) if event.changes]
    assert len(writes) == STEPS // 2
    assert len(set(writes)) > len(writes) * 0.8, "no two cycles write the same, so nothing is answered from a cache"
    assert (episode.world.files, episode.world.documents) == (episode.stage.world.files, episode.stage.world.documents)


def test_a_cycle_has_sixteen_steps() -> None:
    env = office()
    env.reset(seed=3)
    assert len(list(cycle(stage_of(env), 0))) == 16


def test_a_neighbour_that_is_not_installed_leaves_its_rows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.steps.text_arena", lambda: None)
    rows = list(measure(TINY))
    missing = [row for row in rows if not row.values]
    assert [row.outcome() for row in missing] == [neighbours.NOT_INSTALLED] * 2
    assert len(rows) == 4


def test_an_aim_is_met_or_missed_by_the_median() -> None:
    assert Row("a", (90.0, 100.0, 130.0), Aim(100)).outcome() == "met"
    assert Row("a", (90.0, 99.0, 130.0), Aim(100)).outcome() == "missed"
    assert Row("a", (1.0,), Aim(1.15, of="ratio", at_most=True), (1.2, 1.1, 1.0)).outcome() == "met"
    assert Row("a", (1.0,)).outcome() == ""
