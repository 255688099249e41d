"""What the golden transcripts are: their names, and how each is made. One readable file for each way of playing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

from peer_env.cells import CELLS
from peer_env.episode import Episode
from peer_env.escape import for_terminal
from peer_env.registration import scenario_id
from peer_env.scenario import Preset, Stage
from peer_env.transcript import event_text, transcript, verdict_text
from peer_env.world import text_of
from tests.scenarios.playing import SCENARIOS, applying, play, stage_of

FOLDER = Path(__file__).parent / "transcripts"
COMMAND = "make golden"
SEED = 7
WIDTH = 118


def golden() -> Mapping[str, Callable[[], str]]:
    """Every golden file: its path under the folder, and what writes it."""
    found: dict[str, Callable[[], str]] = {}
    for name, scenario in SCENARIOS.items():
        for cell in CELLS:
            found[f"{name}/{cell.replace('/', '.')}.txt"] = lambda n=name, c=cell: _oracle(n, "paper", c)
        for preset in scenario.presets[1:]:
            found[f"{name}/{preset}.seed_{SEED}.txt"] = lambda n=name, p=preset: _oracle(n, p, None)
        for level in scenario.factors.get("item_set", ())[1:]:
            found[f"{name}/item_set.{level}.txt"] = lambda n=name, v=level: _oracle(n, "paper", None, item_set=v)
        for temptation in scenario.temptations:
            found[f"{name}/temptations/{temptation}.txt"] = lambda n=name, t=temptation: _temptation(n, t)
    return found


def written() -> set[str]:
    """The files that there are."""
    return {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}


def _oracle(name: str, preset: Preset, cell: str | None, **factors: str) -> str:
    stage = stage_of(name, preset, SEED, cell, **({} if cell else {"relationship": "good", **factors}))
    episode = play(stage, stage.oracle)
    facts: dict[str, Any] = {"cell": cell} if cell else {"seed": SEED}
    return _page(
        _facts(stage, played="the oracle", preset=preset, **facts),
        transcript(episode, verdict=False),
        _unread(stage),
        _components(episode),
    )


def _temptation(name: str, temptation: str) -> str:
    stage = stage_of(name, **applying(name, temptation))
    tried = SCENARIOS[name].temptations[temptation]
    episode = play(stage, tried.script)
    calls = [event_text(event._replace(observation="")).rstrip() for event in episode.log]
    return _page(
        _facts(stage, played=f"{temptation}: {tried.summary}", preset="paper"),
        *[_folded(text) for text in calls],
        _components(episode),
    )


def _page(*blocks: str) -> str:
    text = for_terminal("\n\n".join(block.strip("\n") for block in blocks))
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"


def _facts(stage: Stage, **facts: Any) -> str:
    scenario = SCENARIOS[stage.scenario]
    condition = ", ".join(f"{factor}={level}" for factor, level in stage.condition.applicable().items())
    rows = {
        "id": scenario_id(scenario.name, scenario.version),
        "version": f"{scenario.version}-{scenario.interface}",
        **facts,
        "condition": condition,
        "tools": ", ".join(stage.tools.names()),
    }
    return "\n".join(_folded(f"{key}: {value}") for key, value in rows.items())


def _folded(text: str) -> str:
    """Long lines of arguments on several."""
    return "\n".join(
        fill(line, WIDTH, subsequent_indent="        ", break_long_words=False, break_on_hyphens=False)
        if len(line) > WIDTH
        else line
        for line in text.split("\n")
    )


def _unread(stage: Stage) -> str:
    """What lies there and the oracle had no reason to open."""

    def texts() -> Iterator[str]:
        read = {call["arguments"].get("filename") for call in stage.oracle(stage)}
        for document in stage.world.documents.values():
            if document.name not in read:
                yield f"=== not opened: {document.name} ===\n{text_of(document.content)}"
        for note in stage.world.memory.values():
            yield f"=== not opened: memory ===\n{text_of(note.content)}"

    return "\n\n".join(texts())


def _components(episode: Episode) -> str:
    parts = [f"  {name}: {value:.4f}" for name, value in episode.total_components.items() if value]
    return "\n".join([verdict_text(episode), *parts])
