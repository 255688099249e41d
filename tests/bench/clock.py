"""Time by rounds in which contenders take turns, so that a noisy machine slows all of them alike.

Knows nothing of what is timed.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Spent(NamedTuple):
    """What a contender did in its slice: units of work, and the seconds that count."""

    units: int
    seconds: float


Contender = Callable[[float], Spent]
"""Works for about so many seconds."""


class Plan(NamedTuple):
    """How long to look.

    Attributes:
        rounds: figures taken; a median is over these.
        slices: turns of each contender in a round.
        slice_s: seconds of one turn.
        processes: fresh processes for each side of a figure about importing.
        live: environments held at once for the figure about memory.
    """

    rounds: int
    slices: int
    slice_s: float
    processes: int
    live: int


FULL = Plan(rounds=5, slices=4, slice_s=0.15, processes=7, live=2_000)
TINY = Plan(rounds=2, slices=1, slice_s=0.005, processes=1, live=20)


def pin_to_one_core() -> str:
    """Keep this process, and those it starts, on one core; says what came of it."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned: this system cannot"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to core {core}"


def repeat(work: Callable[[], object], batch: int = 10) -> Contender:
    """A contender that calls `work` over and over, one unit a call; the clock is read once in `batch` calls."""

    def contend(budget_s: float) -> Spent:
        units = 0
        start = now = perf_counter()
        while now - start < budget_s:
            for _ in range(batch):
                work()
            units += batch
            now = perf_counter()
        return Spent(units, now - start)

    return contend


def rates(plan: Plan, contenders: Mapping[str, Contender]) -> dict[str, tuple[float, ...]]:
    """Units a second of each contender in each round: A B C A B C ... within a round. The collector stays on."""
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for contend in contenders.values():
        contend(plan.slice_s / 5)  # caches fill outside the measurement
    for _ in range(plan.rounds):
        units = dict.fromkeys(contenders, 0)
        seconds = dict.fromkeys(contenders, 0.0)
        for _ in range(plan.slices):
            for name, contend in contenders.items():
                gc.collect()  # nobody pays for what another left behind
                spent = contend(plan.slice_s)
                units[name] += spent.units
                seconds[name] += spent.seconds
        for name in contenders:
            found[name].append(units[name] / seconds[name])
    return {name: tuple(values) for name, values in found.items()}


def ratios(ours: tuple[float, ...], theirs: tuple[float, ...]) -> tuple[float, ...]:
    """Ours through theirs, round by round."""
    return tuple(a / b for a, b in zip(ours, theirs, strict=True))


def micros(per_second: tuple[float, ...]) -> tuple[float, ...]:
    """Rates as microseconds a unit."""
    return tuple(1e6 / rate for rate in per_second)


def middle(values: tuple[float, ...]) -> float:
    """The median."""
    return median(values)
