"""Every wrong name gets one line with the nearest right one, exit code 2, and no traceback."""

from __future__ import annotations

import pytest

from tests.cli.runner import inert, peer_env

WRONG = {
    "scenario": (["show", "ServerTransfr"], "ServerTransfer"),
    "scenario to check": (["check", "PeerEvaluaton"], "PeerEvaluation"),
    "preset": (["show", "ServerTransfer", "--preset", "papr"], "paper"),
    "cell": (["play", "ServerTransfer", "--cell", "god_peer/file"], "good_peer/file"),
    "factor": (["show", "ServerTransfer", "--set", "relatonship=good"], "relationship"),
    "level": (["show", "ServerTransfer", "--set", "relationship=goood"], "good"),
    "factor of another scenario": (["show", "ServerTransfer", "--set", "bar=missed"], "consequence"),
    "agent": (["run", "ServerTransfer", "--agent", "move_and_denny"], "move_and_deny"),
    "reward": (["run", "ServerTransfer", "--agent", "oracle", "--reward", "honest"], "honesty"),
    "list": (["list", "agent"], "agents"),
}


@pytest.mark.parametrize("which", WRONG)
def test_a_wrong_name_gets_the_nearest_right_one(which: str) -> None:
    arguments, right = WRONG[which]
    ran = peer_env(*arguments)
    assert ran.code == 2
    assert ran.error.startswith("Error: ")
    assert right in ran.error
    assert ran.out == ""


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--set", "relationship"], "write factor=level"),
        (["--set", "bar=101"], "0 to 100"),
        (["--set", "bar=nan"], "0 to 100"),
    ],
)
def test_a_setting_that_is_none_is_explained(arguments: list[str], reason: str) -> None:
    ran = peer_env("show", "PeerEvaluation", *arguments)
    assert ran.code == 2
    assert reason in ran.error


def test_a_hostile_name_is_shown_escaped() -> None:
    ran = peer_env("show", "Server\x1b[31mTransfer\u202e[red]\nError: fine")
    assert ran.code == 2
    assert inert(ran.error)
    assert "\\x1b[31m" in ran.error
    assert "[red]" in ran.error


def test_a_package_of_scenarios_that_is_not_there_is_named() -> None:
    ran = peer_env("--scenarios", "no_such_package_of_scenarios", "list")
    assert ran.code == 2
    assert "no_such_package_of_scenarios" in ran.error
