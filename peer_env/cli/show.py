"""`peer-env show`: the very texts that an agent is shown, or the same with the factors' spans marked."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from peer_env.cli.options import Cell, Json, Preset, ScenarioName, Seed, Settings, open_env
from peer_env.cli.output import heading, say, say_json
from peer_env.cli.seen import everything_readable, tool_lines
from peer_env.cli.spans import marked, owners_in, paint
from peer_env.episode import Episode
from peer_env.scenario import Span


def show(
    scenario: ScenarioName,
    cell: Cell = None,
    settings: Settings = None,
    preset: Preset = "procedural",
    seed: Seed = 0,
    spans: Annotated[bool, typer.Option("--spans", help="Mark which factor each stretch of text belongs to.")] = False,
    as_json: Json = False,
) -> None:
    """Print what an agent is shown.

    The brief, the tools, and what each reading tool answers at the start. Without --spans the texts
    are byte for byte what the agent reads.

    Example: peer-env show PeerEvaluation --cell good_peer/file --spans
    """
    env = open_env(scenario, preset=preset, cell=cell, settings=settings)
    env.reset(seed=seed)
    if spans:
        _show_spans(env.episode.stage.parts(), as_json=as_json)
    else:
        _show_texts(env.episode, as_json=as_json)


def _show_texts(episode: Episode, *, as_json: bool) -> None:
    stage = episode.stage
    answers = dict(everything_readable(episode))
    if as_json:
        say_json(
            {
                "condition": stage.condition.applicable(),
                "brief": stage.brief._asdict(),
                "tools": list(stage.tools.schemas),
                "answers": answers,
            }
        )
        return
    sections = {"system": stage.brief.system, "task": stage.brief.task}
    sections["tools, in short"] = "\n".join(tool_lines(stage.tools.by_name))
    for title, text in {**sections, **answers}.items():
        heading(f"=== {title} ===")
        say(text + "\n")


def _show_spans(parts: Mapping[str, tuple[Span, ...]], *, as_json: bool) -> None:
    if as_json:
        say_json({place: [[list(owners), text] for owners, text in spans] for place, spans in parts.items()})
        return
    names = owners_in(parts)
    coloured = sys.stdout.isatty()
    if coloured:
        say("Each colour is the text of these factors; what has none belongs to no factor.")
        paint([((name,), name + "  ") for name in names], names)
    else:
        say("[factor: text] belongs to that factor; factors joined by + own it together; the rest belongs to none.")
        say(f"Marked here: {', '.join(names)}")
    say()
    for place, spans in parts.items():
        heading(f"=== {place} ===")
        if coloured:
            paint(spans, names)
        else:
            say(marked(spans))
        say()
