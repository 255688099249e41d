"""`peer-env replay`: plays records again and says whether they prove what they state."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import gymnasium
import typer

from peer_env.cli.errors import FAILED, one_line
from peer_env.cli.output import flat, say
from peer_env.errors import PeerEnvError, ReplayError
from peer_env.record import Record
from peer_env.registration import scenario_ids
from peer_env.replay import Replayed, read_records
from peer_env.replay import replay as play_again
from peer_env.transcript import transcript


def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Records, one a line, as run --out writes them.")],
    episode: Annotated[
        int | None, typer.Option("--episode", min=1, metavar="N", help="Only the Nth record of the file.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print the transcript.")] = False,
) -> None:
    """Prove or refute what records state.

    Their actions are played again; no agent is asked.

    Example: peer-env replay gpt.jsonl --episode 2 --show
    """
    records = list(enumerate(read_records(file), start=1))
    if episode is not None:
        if episode > len(records):
            raise PeerEnvError(f"{file.name} has {len(records)} records; there is no number {episode}.")
        records = records[episode - 1 : episode]
    wrong = sum(not _prove(number, record, show=show) for number, record in records)
    if len(records) > 1 or wrong:
        say(f"{len(records) - wrong} of {len(records)} proven")
    if wrong:
        raise typer.Exit(FAILED)


def _prove(number: int, record: Record, *, show: bool) -> bool:
    setup = record.setup
    who = flat(f"{number}  {setup.scenario}  seed {setup.seed}  {setup.agent}")
    try:
        again = _replayed(record)
    except PeerEnvError as error:
        say(f"{who}: cannot be replayed. {one_line(error)}")
        return False
    if show:
        say(transcript(again.env.episode))
    if not again.differences:
        label = record.verdict["label"] if record.verdict else "unfinished"
        paid = "no reward" if record.reward is None else f"reward {record.reward:.3f}"
        say(f"{who}: proven, {label}, {paid}")
        return True
    say(f"{who}: NOT proven")
    _list(again.differences)
    return False


def _list(differences: Sequence[str]) -> None:
    for difference in differences:
        say(f"    {difference}")


def _replayed(record: Record) -> Replayed:
    # A file names the module that it wants; only what is registered here is ever imported for it.
    if record.setup.module not in scenario_ids().values():
        raise ReplayError(
            f"It is of {record.setup.scenario!r} in {record.setup.module!r}, which is not registered here; "
            "name its package with peer-env --scenarios PACKAGE replay."
        )
    try:
        return play_again(record)
    except PeerEnvError:
        raise
    except (gymnasium.error.Error, ValueError) as error:
        raise ReplayError(f"It states what no episode can be: {one_line(error)}") from None
