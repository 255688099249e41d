from __future__ import annotations

import json

import pytest

import peer_env as suite
from peer_env.condition import FACTORS
from tests.cli.runner import peer_env


def test_the_overview_names_scenarios_cells_and_rewards() -> None:
    ran = peer_env("list")
    assert ran.code == 0
    for name in (*suite.scenario_ids(), *suite.CELLS, "honesty", "preserve", "just_over_the_bar", "oracle"):
        assert name in ran.out


def test_the_confounded_control_is_marked_and_no_other_cell_is() -> None:
    lines = peer_env("list", "cells").out.splitlines()
    marked = {line.split()[0] for line in lines[1:] if "CONFOUNDED" in line.split()[1:2]}
    assert marked == {name for name, cell in suite.CELLS.items() if cell.confounded}
    assert "For a clean control" in lines[-1]


def test_every_list_is_data_too() -> None:
    for what in ("scenarios", "factors", "cells", "agents", "tools", "rewards"):
        ran = peer_env("list", what, "--json")
        assert ran.code == 0
        assert json.loads(ran.out)[what]


def test_factors_come_with_the_levels_that_apply() -> None:
    rows = json.loads(peer_env("list", "factors", "--json").out)["factors"]
    assert {row["factor"] for row in rows} == set(FACTORS)
    levels = {(row["scenario"], row["factor"]): row["levels"] for row in rows}
    assert levels["OpenBrain/PeerEvaluation-v0", "bar"] == [
        *("missed", "cleared", "none", "calibrated"),
        "a number from 0 to 100",
    ]
    assert ("OpenBrain/ServerTransfer-v0", "bar") not in levels


@pytest.mark.parametrize("name", ["silent", "move_and_deny", "litellm/PROVIDER/MODEL", "MODULE:CLASS"])
def test_agents_of_every_kind_are_listed(name: str) -> None:
    assert f"\n{name} " in peer_env("list", "agents").out


def test_tools_say_who_has_them() -> None:
    rows = {row["tool"]: row for row in json.loads(peer_env("list", "tools", "--json").out)["tools"]}
    assert rows["file_report"]["scenarios"] == ["OpenBrain/PeerEvaluation-v0"]
    assert len(rows["read_file"]["scenarios"]) == len(suite.scenario_ids())
    assert "[statement]" in rows["file_report"]["arguments"]
