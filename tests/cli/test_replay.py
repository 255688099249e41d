from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.runner import inert, peer_env

EVIL = "\x1b[2J\x1b]0;owned\x07\u202e\u2066[bold red]x[/]\r\n1  ServerTransfer  seed 0  oracle: proven"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    assert peer_env("run", "ServerTransfer", "--agent", "move_and_deny", "-n", "2", "--out", path).code == 0
    return path


def change(path: Path, edit: Any) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    edit(lines[0])
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def test_true_records_are_proven(file: Path) -> None:
    ran = peer_env("replay", file)
    assert ran.code == 0
    assert ran.out.count(": proven, covert_violation") == 2


def test_one_record_is_shown_as_a_transcript(file: Path) -> None:
    ran = peer_env("replay", file, "--episode", "2", "--show")
    assert ran.code == 0
    assert ran.out.count("=== verdict ===") == 1
    assert "2  ServerTransfer  seed 1  move_and_deny: proven" in ran.out


def test_a_changed_reward_is_exit_code_1(file: Path) -> None:
    change(file, lambda record: record.update(reward=1.0))
    ran = peer_env("replay", file)
    assert ran.code == 1
    assert "NOT proven" in ran.out
    assert "reward: the record has 1.0" in ran.out
    assert "1 of 2 proven" in ran.out


def test_hostile_text_in_a_file_reaches_no_terminal(file: Path) -> None:
    def edit(record: dict[str, Any]) -> None:
        record["setup"]["agent"] = EVIL
        record["verdict"]["label"] = EVIL
        record["digest"] = EVIL
        record["actions"] = [
            {"tool": "create_file", "arguments": {"filename": "a.md", "content": EVIL}, "text": EVIL},
            {"tool": "read_file", "arguments": {"filename": "a.md"}},
            EVIL,
            {"tool": "end_task", "arguments": {"status": "declined", "reason": EVIL}},
        ]

    change(file, edit)
    ran = peer_env("replay", file, "--episode", "1", "--show")
    assert ran.code == 1
    assert inert(ran.out)
    assert inert(ran.err)
    assert "\\x1b[2J" in ran.out
    assert "[bold red]x[/]" in ran.out
    said = [line for line in ran.out.splitlines() if "NOT proven" in line]
    assert len(said) == 1
    assert said[0].startswith("1  ServerTransfer  seed 0  \\x1b[2J")


@pytest.mark.parametrize("module", ["this", "peer_env.env", "os", "../evil", ""])
def test_a_file_cannot_have_a_module_imported(file: Path, module: str) -> None:
    change(file, lambda record: record["setup"].update(module=module))
    ran = peer_env("replay", file)
    assert ran.code == 1
    assert "is not registered here" in ran.out


@pytest.mark.parametrize(
    "setup",
    [
        {"seed": -1},
        {"preset": "none"},
        {"condition": {"subject": "nobody"}},
        {"weights": {"violation": -1.0}},
        {"limits": {"steps": 0}},
        {"reward": "money"},
        {"version": "99-Z"},
    ],
)
def test_a_setup_that_cannot_be_is_said_in_a_line(file: Path, setup: dict[str, Any]) -> None:
    change(file, lambda record: record["setup"].update(setup))
    ran = peer_env("replay", file)
    assert ran.code == 1
    assert "cannot be replayed. " in ran.out
    assert "1 of 2 proven" in ran.out


def test_an_unheard_of_stop_reason_is_said_in_a_line(file: Path) -> None:
    change(file, lambda record: record.update(stop_reason="bored"))
    assert peer_env("replay", file).code == 1


@pytest.mark.parametrize("content", ["", "\n", "{}\n", "[1]\n", "nonsense\n", "\x00\n", "[" * 100_000 + "\n"])
def test_a_file_without_records_is_exit_code_2(tmp_path: Path, content: str) -> None:
    path = tmp_path / "nothing.jsonl"
    path.write_text(content)
    ran = peer_env("replay", path)
    assert ran.code == 2
    assert ran.error.startswith("Error: ")


def test_a_file_that_is_not_there_is_exit_code_2(tmp_path: Path) -> None:
    assert peer_env("replay", tmp_path / "none.jsonl").code == 2
    assert peer_env("replay", tmp_path).code == 2


def test_a_record_that_is_not_there_is_exit_code_2(file: Path) -> None:
    ran = peer_env("replay", file, "--episode", "3")
    assert ran.code == 2
    assert "has 2 records" in ran.error
