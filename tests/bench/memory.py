"""Memory of one live environment: what a fresh process grows by while it makes and keeps many of them.

`python -m tests.bench.memory SCENARIO COUNT` is that process; it prints KiB for each environment.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import gymnasium

from tests.bench.clock import Plan
from tests.bench.player import stage_of
from tests.bench.table import Aim, Row

_STATM = Path("/proc/self/statm")
_STEPS = 4
_WARM_UP = 50
"""Environments made before the count: they fill caches that all share."""


def measure(plan: Plan) -> Iterator[Row]:
    """Both scenarios, procedural, distinct seeds, four steps in."""
    for scenario in ("PeerEvaluation", "ServerTransfer"):
        values = tuple(_in_fresh_process(scenario, plan.live) for _ in range(min(plan.rounds, 3)))
        yield Row(f"memory of one live environment, {scenario}, KiB", values, Aim(50.0, at_most=True))


def _in_fresh_process(scenario: str, count: int) -> float:
    program = [sys.executable, "-m", "tests.bench.memory", scenario, str(count)]
    return float(subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _live(scenario: str, seed: int) -> gymnasium.Env[str, object]:
    env = gymnasium.make(f"OpenBrain/{scenario}-v0")
    env.reset(seed=seed)
    stage = stage_of(env)
    for action in islice(stage.oracle(stage), _STEPS):
        env.step(action)
    return env


def growth_kib(scenario: str, count: int) -> float:
    """KiB that this process grows by for each of `count` environments."""
    kept = [_live(scenario, seed) for seed in range(_WARM_UP)]
    if not _STATM.is_file():
        tracemalloc.start()
    before = _held()
    kept += [_live(scenario, seed) for seed in range(_WARM_UP, _WARM_UP + count)]
    return (_held() - before) / count / 1024


def _held() -> int:
    """Bytes: resident pages where the system tells, else what Python itself has allocated since the start."""
    gc.collect()
    if _STATM.is_file():
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return tracemalloc.get_traced_memory()[0]


if __name__ == "__main__":
    print(growth_kib(sys.argv[1], int(sys.argv[2])))
