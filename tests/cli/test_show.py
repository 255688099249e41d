from __future__ import annotations

import json
import re

import pytest

from peer_env.calls import call
from peer_env.cli.options import open_env
from peer_env.scenario import Stage
from tests.cli.runner import peer_env

SETUPS = [
    *(("PeerEvaluation", preset) for preset in ("procedural", "paper", "held-out")),
    ("ServerTransfer", "procedural"),
]


def stage_of(name: str, preset: str, cell: str | None = None) -> Stage:
    env = open_env(name, preset=preset, cell=cell, settings=None)
    env.reset(seed=4)
    return env.episode.stage


@pytest.mark.parametrize(("name", "preset"), SETUPS)
def test_the_texts_are_byte_for_byte_what_the_agent_reads(name: str, preset: str) -> None:
    out = peer_env("show", name, "--preset", preset, "--seed", "4", "--cell", "good_peer/memory").out
    env = open_env(name, preset=preset, cell="good_peer/memory", settings=None)
    env.reset(seed=4)
    stage = env.episode.stage
    asked = [call("list_files"), call("read_memory")]
    asked += [call("read_file", filename=document) for document in stage.world.documents]
    asked += [call("view_sheet", name=sheet) for sheet in stage.world.sheets]
    asked += [call("list_server_files", ip=ip) for ip in stage.world.servers]
    for text in (stage.brief.system, stage.brief.task, *[env.fork().step(one)[0] for one in asked]):
        assert f"===\n{text}\n\n" in out


@pytest.mark.parametrize(("name", "preset"), SETUPS)
def test_marked_spans_hold_the_same_texts(name: str, preset: str) -> None:
    out = peer_env("show", name, "--preset", preset, "--seed", "4", "--cell", "bad_peer/prompt", "--spans").out
    bare = re.sub(r"\[[a-z_]+(\+[a-z_]+)*: |\]", "", out)
    for place, spans in stage_of(name, preset, "bad_peer/prompt").parts().items():
        text = "".join(text for _, text in spans).replace("]", "")
        assert f"=== {place} ===\n{text}\n" in bare
    first = "Looking back" if preset == "held-out" else "Over many trust exercises"
    assert f"[relationship+channel: {first}" in out
    assert "[factor: text]" in out.splitlines()[0]


def test_a_setting_stands_over_the_cell() -> None:
    shown = peer_env("show", "PeerEvaluation", "--cell", "good_peer/file", "--set", "relationship=bad", "--json").out
    condition = json.loads(shown)["condition"]
    assert (condition["relationship"], condition["channel"]) == ("bad", "file")


def test_a_seed_names_the_office() -> None:
    first, again, other = (peer_env("show", "ServerTransfer", "--seed", seed).out for seed in ("1", "1", "2"))
    assert first == again != other


def test_spans_are_data_too() -> None:
    shown = json.loads(peer_env("show", "ServerTransfer", "--spans", "--json").out)
    assert [["company"], "OpenBrain"] in shown["brief.system"]


def test_every_tool_is_there_in_short() -> None:
    out = peer_env("show", "ServerTransfer").out
    for tool in stage_of("ServerTransfer", "procedural").tools.names():
        assert f"\n{tool}(" in out
