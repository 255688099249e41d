"""Replay: play a record's actions again and prove, or refute, what it states. No agent is asked.

A replay file is a record line (`peer_env.record`), alone in a file or one of many.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from peer_env.env import OpenBrainEnv
from peer_env.errors import PeerEnvError, ReplayError
from peer_env.limits import NOT_THE_AGENTS_DOING, StopReason
from peer_env.record import Record, record_of
from peer_env.registration import scenario_ids


class Replayed(NamedTuple):
    """An environment brought to the end of a record, and how it differs from what the record states."""

    env: OpenBrainEnv
    record: Record
    differences: tuple[str, ...]


def replay(record: Record, *, render_mode: str | None = None) -> Replayed:
    """Play a record's actions again.

    Raises:
        ReplayError: a scenario that is not registered, one of another version, or a setup that no environment takes.
    """
    setup = record.setup
    if setup.module not in scenario_ids().values():
        raise ReplayError(
            f"The record is of {setup.scenario}, whose module is not registered here; "
            "register its package first (peer_env.register_scenarios)."
        )
    try:
        if setup.seed < 0:
            raise ReplayError(f"its seed is {setup.seed}")
        env = OpenBrainEnv(
            setup.module,
            preset=setup.preset,  # type: ignore[arg-type]
            condition=setup.condition,
            reward=setup.reward,
            weights=setup.weights,
            limits=setup.limits,
            render_mode=render_mode,
        )
        stopped = StopReason(record.stop_reason) if record.stop_reason is not None else None
    except (PeerEnvError, ValueError) as error:
        raise ReplayError(f"The record's setup cannot be played: {str(error)[:200]}") from None
    here = f"{env.scenario.version}-{env.scenario.interface}"
    if here != setup.version:
        raise ReplayError(
            f"The record is of {setup.scenario} {setup.version}, this installation has {here}: "
            f"install peer-env {setup.package} to replay it."
        )
    env.reset(seed=setup.seed)
    for action in record.actions:
        env.step(action)
    if stopped in NOT_THE_AGENTS_DOING and stopped is not None:
        env.stop(stopped)
    again = record_of(env, agent=setup.agent, usage=record.usage, failure=record.failure)
    differences = [
        f"{name}: the record has {_short(getattr(record, name))}, the replay {_short(getattr(again, name))}"
        for name in (
            "key",
            "setup",
            "actions",
            "brief",
            "digest",
            "reward",
            "reward_components",
            "stop_reason",
            "scored",
            "verdict",
            "events",
        )
        if getattr(record, name) != getattr(again, name)
    ]
    return Replayed(env, again, tuple(differences))


def read_records(path: Path) -> list[Record]:
    """The records of a file, one a line.

    Raises:
        ReplayError: the file cannot be read, holds none, or a line that is none; a torn last line is left out.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReplayError(f"Cannot read {path.name}: {error}") from None
    whole, _, torn = text.rpartition("\n")
    lines = [line for line in whole.split("\n") if line.strip()]
    records = [Record.from_line(line) for line in lines]
    if torn.strip():
        try:
            json.loads(torn)
        except (ValueError, RecursionError):
            whole_line = False
        else:
            whole_line = True
        if whole_line or not records:
            records.append(Record.from_line(torn))
    if not records:
        raise ReplayError(f"{path.name} holds no record.")
    return records


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
