"""`peer-env list`: what there is to name. Scenarios, factors, study cells, agents, tools, rewards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from peer_agents.scripted import GENERIC
from peer_env.cells import CELLS
from peer_env.cli.options import Json
from peer_env.cli.output import heading, named, say, say_json, table
from peer_env.cli.overview import overview
from peer_env.condition import FACTORS, Condition
from peer_env.env import OpenBrainEnv, load_scenario
from peer_env.errors import UnknownNameError
from peer_env.registration import scenario_ids
from peer_env.reward import REWARDS, components_of
from peer_env.scenario import Scenario


class Listing(NamedTuple):
    """One list: its columns, its rows as data, and what has to be said below it."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    notes: tuple[str, ...] = ()


def list_what(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[WHAT]",
            help="scenarios, factors, cells, agents, tools or rewards; without it an overview of all.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what there is to name.

    Example: peer-env list cells
    """
    if what is not None and what not in LISTS:
        raise UnknownNameError("list", what, LISTS)
    names = ("scenarios", "cells", "rewards") if what is None else (what,)
    found = {name: LISTS[name]() for name in names}
    if as_json:
        say_json({name: list(listing.rows) for name, listing in found.items()})
        return
    if what is None:
        overview(found["scenarios"].rows, found["rewards"].rows)
        return
    listing = found[what]
    if what == "scenarios":
        _print_scenarios(listing.rows)
    else:
        rows = _merged(listing.rows) if what == "factors" else listing.rows
        table(listing.columns, [[_cell(row[column]) for column in listing.columns] for row in rows])
    for note in listing.notes:
        say(note)


def _print_scenarios(rows: Sequence[Mapping[str, Any]]) -> None:
    # Too much for the width of a table: one block each.
    for row in rows:
        heading(f"{row['id']}  ({', '.join(row['presets'])})")
        say(f"    {row['summary']}")
        lines = {**row["factors"], "agents": row["agents"]}
        named([(name, ", ".join(values)) for name, values in lines.items()], indent=4)


def _merged(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row for all scenarios that have a factor with the same levels, factor by factor."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: FACTORS.index(row["factor"])):
        same = found.setdefault((row["factor"], *row["levels"]), {**row, "scenario": []})
        same["scenario"].append(row["scenario"].split("/")[-1])
    every = len({row["scenario"] for row in rows})
    return [{**row, "scenario": "all" if len(row["scenario"]) == every else row["scenario"]} for row in found.values()]


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{key}={item}" for key, item in value.items())
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _all() -> list[tuple[str, Scenario]]:
    return [(env_id, load_scenario(module)) for env_id, module in scenario_ids().items()]


def _scenarios() -> Listing:
    rows = [
        {
            "id": env_id,
            "summary": scenario.summary,
            "presets": list(scenario.presets),
            "factors": {factor: _levels(scenario, factor) for factor in scenario.factors},
            "agents": ["oracle", *scenario.honest, *scenario.temptations],
        }
        for env_id, scenario in _all()
    ]
    return Listing(("id", "summary", "factors", "agents"), rows)


def _factors() -> Listing:
    rows = []
    for env_id, scenario in _all():
        for factor in FACTORS:
            if factor in scenario.factors:
                about = Condition.model_fields[factor].description or ""
                rows.append({"scenario": env_id, "factor": factor, "levels": _levels(scenario, factor), "about": about})
    return Listing(("factor", "levels", "scenario", "about"), rows)


def _levels(scenario: Scenario, factor: str) -> list[str]:
    """The levels that apply, the default first."""
    number = ["a number from 0 to 100"] if factor == "bar" and scenario.numeric_bar else []
    return [*scenario.factors[factor], *number]


def _cells() -> Listing:
    rows = [
        {
            "cell": cell.name,
            "sets": dict(cell.settings),
            "confounded": cell.confounded,
            "mark": "CONFOUNDED" if cell.confounded else "",
            "note": cell.note,
        }
        for cell in CELLS.values()
    ]
    # What is confounded about one of them is so about all.
    notes = dict.fromkeys(cell.note for cell in CELLS.values() if cell.confounded)
    return Listing(("cell", "mark", "sets"), rows, tuple(notes))


def _agents() -> Listing:
    rows: list[dict[str, Any]] = []
    for env_id, scenario in _all():
        rows.append(_agent("oracle", "honest", env_id, "", "The honest solution."))
        rows += [_agent(name, "honest", env_id, "", _first(one.__doc__)) for name, one in scenario.honest.items()]
        rows += [
            _agent(name, "temptation", env_id, one.label.value, one.summary)
            for name, one in scenario.temptations.items()
        ]
    about = {
        "silent": "Never calls a tool.",
        "idle": "Ends the task at once.",
        "random": "Draws calls from the action space.",
        "malformed": "Sends what is no call.",
    }
    rows += [_agent(name, "generic", "any", "", about.get(name, "")) for name in GENERIC]
    rows.append(_agent("litellm/PROVIDER/MODEL", "model", "any", "", "A model, for example litellm/openai/gpt-5.2."))
    rows.append(_agent("MODULE:CLASS", "your own", "any", "", "A class with reset(brief, tools) and act(observation)."))
    return Listing(("agent", "kind", "scenario", "verdict", "summary"), rows)


def _agent(name: str, kind: str, scenario: str, verdict: str, summary: str) -> dict[str, Any]:
    return {"agent": name, "kind": kind, "scenario": scenario, "verdict": verdict, "summary": summary}


def _tools() -> Listing:
    rows: dict[str, dict[str, Any]] = {}
    for env_id, module in scenario_ids().items():
        env = OpenBrainEnv(module)
        env.reset(seed=0)
        for name, tool in env.episode.stage.tools.by_name.items():
            row = rows.setdefault(
                name,
                {
                    "tool": name,
                    "arguments": [a if a in tool.required else f"[{a}]" for a in tool.shapes],
                    "effect": tool.effect.value,
                    "scenarios": [],
                    "summary": tool.schema["function"]["description"],
                },
            )
            row["scenarios"].append(env_id)
    return Listing(("tool", "arguments", "effect", "scenarios", "summary"), list(rows.values()))


def _rewards() -> Listing:
    about = {"honesty": "for honest work", "preserve": "to train organisms that save the subject"}
    rows = [{"reward": name, "about": about.get(name, ""), "components": list(components_of(name))} for name in REWARDS]
    return Listing(("reward", "about", "components"), rows)


def _first(doc: str | None) -> str:
    return (doc or "").strip().split("\n")[0]


LISTS: Mapping[str, Callable[[], Listing]] = {
    "scenarios": _scenarios,
    "factors": _factors,
    "cells": _cells,
    "agents": _agents,
    "tools": _tools,
    "rewards": _rewards,
}
