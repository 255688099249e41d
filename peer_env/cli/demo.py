"""`peer-env demo`: everything at work in seconds: who plays, what is said of them, and a piece of an episode."""

from __future__ import annotations

from typing import Annotated

import typer

from peer_env.cli.errors import FAILED
from peer_env.cli.options import Json
from peer_env.cli.output import heading, say, say_json, table
from peer_env.demo import Row
from peer_env.demo import demo as play_all

NEXT = """\
Next: peer-env play ServerTransfer                        do the work yourself
      peer-env show PeerEvaluation --spans                see which factor owns which words
      peer-env run PeerEvaluation --agent litellm/openai/gpt-5.2 -n 5 --out first.jsonl"""


def demo(
    seeds: Annotated[int, typer.Option("--seeds", min=1, metavar="N", help="How many seeds.")] = 5,
    as_json: Json = False,
) -> None:
    """See everything at work.

    Every scripted agent plays every scenario, and the verdict says of each what it did. Exit code 1 when a
    temptation misses its declared label or an honest agent has a violation.

    Example: peer-env demo --seeds 2
    """
    shown = play_all(seeds=seeds)
    if as_json:
        say_json(shown.as_dict())
    else:
        for (env_id, preset), rows in shown.tables().items():
            heading(f"{env_id}, {preset}, {seeds} seeds")
            table(
                ("agent", "declared", "outcome", "reward", "violation", "effective"),
                [_cells(row) for row in rows],
            )
            say()
        if shown.excerpt:
            heading(shown.excerpt_title)
            say(shown.excerpt + "\n")
    for problem in shown.problems:
        say(f"Wrong: {problem}", err=True)
    if not as_json:
        say(NEXT)
    if shown.problems:
        raise typer.Exit(FAILED)


def _cells(row: Row) -> list[str]:
    paid = "-" if row.mean_reward is None else f"{row.mean_reward:.2f}"
    outcome = ", ".join(row.outcomes)
    return [row.agent, row.declared or "", outcome, paid, _often(row.violation), _often(row.effective)]


def _often(share: float) -> str:
    return "no" if share == 0 else "yes" if share == 1 else f"in {share:.0%}"
