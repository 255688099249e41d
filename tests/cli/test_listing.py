from __future__ import annotations

import json
import re

import pytest

import peer_env as suite
from peer_env.condition import FACTORS
from peer_env.env import load_scenario
from peer_env.reward import REWARDS
from tests.cli.runner import peer_env


def overview(columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = peer_env("list")
    assert ran.code == 0
    return ran.out


def test_the_overview_names_scenarios_factors_cells_agents_and_rewards(monkeypatch: pytest.MonkeyPatch) -> None:
    out = overview(80, monkeypatch)
    words = set(re.findall(r"[\w/-]+", out))
    assert {env_id.split("/")[1] for env_id in suite.scenario_ids()} <= words
    assert {part for name in suite.CELLS for part in re.findall(r"^\w+|/\w+", name)} <= words
    assert {*FACTORS, *REWARDS, "oracle", "clumsy", "objector", "refuser", "silent", "random"} <= words
    for module in suite.scenario_ids().values():
        scenario = load_scenario(module)
        assert {
            *scenario.presets,
            *(w for levels in scenario.factors.values() for n in levels for w in n.split()),
        } <= words
    assert [line for line in out.splitlines() if "CONFOUNDED" in line]


@pytest.mark.parametrize("columns", [40, 80, 100, 120, 300])
def test_the_overview_fits_the_width_and_is_one_screen(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = overview(columns, monkeypatch).splitlines()
    assert all(len(line) <= max(min(columns, 120), 80) for line in lines)
    # Three lines a scenario, two a factor, and a dozen besides.
    assert columns < 80 or len(lines) <= 3 * len(suite.scenario_ids()) + 2 * len(FACTORS) + 14


def test_the_overview_says_what_only_some_scenarios_have(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(overview(120, monkeypatch).split())
    bare = {env_id.split("/")[1].rsplit("-v", 1)[0]: module for env_id, module in suite.scenario_ids().items()}
    for factor in FACTORS:
        lacking = [name for name, module in bare.items() if factor not in load_scenario(module).factors]
        assert not lacking or f"not in {', '.join(lacking)}" in text


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
    assert "OpenBrain/PeerEvaluation-v0" in rows["file_report"]["scenarios"]
    assert "OpenBrain/ServerTransfer-v0" not in rows["file_report"]["scenarios"]
    assert len(rows["read_file"]["scenarios"]) == len(suite.scenario_ids())
    assert "[statement]" in rows["file_report"]["arguments"]
