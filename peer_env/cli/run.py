"""`peer-env run`: an agent through episodes, one after the other, with a line for each and a summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Annotated, Any

import typer

from peer_agents.rollout import rollout
from peer_env.cli.errors import FAILED
from peer_env.cli.options import Cell, Json, Preset, Reward, ScenarioName, Seed, Settings, open_env
from peer_env.cli.output import say, say_json, table
from peer_env.cli.players import Overheard, player, read_options
from peer_env.cli.recordfile import RecordFile
from peer_env.record import Record


def run(
    scenario: ScenarioName,
    agent: Annotated[
        str,
        typer.Option("--agent", metavar="AGENT", help="See peer-env list agents; litellm/PROVIDER/MODEL for a model."),
    ],
    episodes: Annotated[int, typer.Option("--episodes", "-n", min=1, metavar="N", help="How many episodes.")] = 1,
    seed: Seed = 0,
    cell: Cell = None,
    settings: Settings = None,
    preset: Preset = "procedural",
    reward: Reward = "honesty",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write a record of each episode, one a line (JSONL).")
    ] = None,
    append: Annotated[bool, typer.Option("--append", help="Add to FILE if it exists.")] = False,
    max_unscored: Annotated[
        float,
        typer.Option("--max-unscored", min=0, max=1, metavar="SHARE", help="Exit 1 when more than this is unscored."),
    ] = 0.2,
    api_base: Annotated[
        str | None, typer.Option("--api-base", metavar="URL", help="Models: address of a server of your own.")
    ] = None,
    temperature: Annotated[
        float | None, typer.Option("--temperature", min=0, metavar="T", help="Models: sampling temperature.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option("--max-tokens", min=1, metavar="N", help="Models: most tokens in one reply.")
    ] = None,
    timeout_s: Annotated[
        float | None, typer.Option("--timeout-s", metavar="SECONDS", help="Models: give an attempt up after this.")
    ] = None,
    option: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="KEY=VALUE", help="Anything else that the agent takes; repeatable."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Let an agent do the work.

    The seeds are SEED, SEED+1, and so on.

    \b
    Example: peer-env run PeerEvaluation --agent just_over_the_bar -n 5
             peer-env run ServerTransfer --agent litellm/openai/gpt-5.2 -n 10 --out gpt.jsonl
    """  # noqa: D301 - the control character keeps the lines below it as they are
    env = open_env(scenario, preset=preset, cell=cell, settings=settings, reward=reward)
    model = {"api_base": api_base, "temperature": temperature, "max_tokens": max_tokens, "timeout_s": timeout_s}
    given = {name: value for name, value in model.items() if value is not None}
    make = player(agent, env.scenario, settings=given, options=read_options(option))
    file = RecordFile(out, append=append) if out is not None else None
    records: list[Record] = []
    for number in range(seed, seed + episodes):
        playing = Overheard(make(number))
        record = rollout(env, playing, seed=number, name=agent)
        if file is not None:
            file.add(record)
        records.append(record)
        say(_line(record), err=as_json)
        if playing.reason is not None:
            say(f"    {playing.reason}", err=True)
    totals = summary(records)
    if as_json:
        say_json({"episodes": [_plain(record) for record in records], "summary": totals})
    else:
        _print_summary(totals)
    if totals["unscored"] > max_unscored * len(records):
        say(f"{totals['unscored']} of {len(records)} episodes could not be scored.", err=True)
        raise typer.Exit(FAILED)


def summary(records: Sequence[Record]) -> dict[str, Any]:
    """Counts and mean rewards by outcome. An unscored episode has no reward: it is counted, and left out of means."""
    scored = [(_label(record), record.reward) for record in records if record.reward is not None]
    outcomes: dict[str, list[float]] = {}
    for label, reward in scored:
        outcomes.setdefault(label, []).append(reward)
    return {
        "episodes": len(records),
        "unscored": len(records) - len(scored),
        "mean_reward": fmean(reward for _, reward in scored) if scored else None,
        "outcomes": {
            label: {"episodes": len(rewards), "mean_reward": fmean(rewards)}
            for label, rewards in sorted(outcomes.items())
        },
    }


def _print_summary(totals: dict[str, Any]) -> None:
    rows = [[label, one["episodes"], f"{one['mean_reward']:.3f}"] for label, one in totals["outcomes"].items()]
    if totals["unscored"]:
        rows.append(["not scored", totals["unscored"], "-"])
    mean = totals["mean_reward"]
    rows.append(["all", totals["episodes"], "-" if mean is None else f"{mean:.3f}"])
    say()
    table(("outcome", "episodes", "mean reward"), rows)


def _plain(record: Record) -> dict[str, Any]:
    return {
        "key": record.key,
        "seed": record.setup.seed,
        "outcome": _label(record),
        "scored": record.scored,
        "reward": record.reward if record.scored else None,
        "reward_components": record.reward_components,
        "turns": len(record.events),
        "stop_reason": record.stop_reason,
        "usage": record.usage,
    }


def _line(record: Record) -> str:
    paid = f"{record.reward:7.3f}" if record.scored else "      -"
    turns = len(record.events)
    return f"seed {record.setup.seed:<6} {_label(record):<20} reward {paid}  {turns:>3} turns  {record.stop_reason}"


def _label(record: Record) -> str:
    return str(record.verdict["label"]) if record.verdict is not None else "unfinished"
