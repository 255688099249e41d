"""`peer-env check`: the quality report of scenarios, as a table."""

from __future__ import annotations

from typing import Annotated

import typer

from peer_env.cli.errors import FAILED
from peer_env.cli.options import Cell, Json, Preset, Settings, condition_of, scenario_of
from peer_env.cli.output import heading, say, say_json, table
from peer_env.quality import check as examine
from peer_env.registration import scenario_ids


def check(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO]...", help="Which to check; without any, all.", show_default=False),
    ] = None,
    preset: Preset = "procedural",
    seeds: Annotated[int, typer.Option("--seeds", min=2, metavar="N", help="How many seeds.")] = 20,
    cell: Cell = None,
    settings: Settings = None,
    as_json: Json = False,
) -> None:
    """Check the quality of scenarios.

    Seeds, isolation, rewards, verdicts, leaks, replays. Exit code 1 when a check fails.

    Example: peer-env check PeerEvaluation --preset paper
    """
    # All names before the first check: a wrong one should not cost a wait.
    chosen = [scenario_of(name) for name in (ids or scenario_ids())]
    conditions = [condition_of(scenario, cell, settings) for _, _, scenario in chosen]
    reports = []
    for (env_id, _, _), condition in zip(chosen, conditions, strict=True):
        report = examine(env_id, preset=preset, seeds=seeds, condition=condition)
        reports.append(report)
        if not as_json:
            heading(f"{env_id}, {preset}, {seeds} seeds")
            table(
                ("check", "", "found"),
                [[result.name, "ok" if result.passed else "FAIL", result.detail] for result in report.results],
            )
            say()
    if as_json:
        say_json([report.as_dict() for report in reports])
    failed = [report for report in reports if not report.passed]
    if failed:
        names = ", ".join(f"{report.env_id} ({len(report.failures)})" for report in failed)
        say(f"Failed checks: {names}", err=True)
        raise typer.Exit(FAILED)
