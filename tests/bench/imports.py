"""What `import peer_env` costs beside its dependencies: seconds and peak memory, in fresh processes by turns.

The neighbour names two classes of pydantic, because `import pydantic` alone loads next to nothing of it. Names of
peer_env load with their first use too, so the way to a first reset stands in rows of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.clock import Plan, ratios
from tests.bench.table import Aim, Row

_DEPENDENCIES = "import gymnasium, numpy; from pydantic import BaseModel, TypeAdapter"
_STATEMENTS = {
    "import peer_env": "import peer_env",
    "  beside gymnasium, numpy, pydantic's BaseModel and TypeAdapter": _DEPENDENCIES,
    "  beside gymnasium, numpy, pydantic by name only": "import gymnasium, numpy, pydantic",
    "import, make and reset ServerTransfer": (
        "import gymnasium, peer_env; gymnasium.make('OpenBrain/ServerTransfer-v0').reset(seed=1)"
    ),
    "  beside those dependencies, make and reset CartPole-v1": (
        f"{_DEPENDENCIES}; gymnasium.make('CartPole-v1').reset(seed=1)"
    ),
}
OURS, THEIRS, BARE, OURS_USED, THEIRS_USED = _STATEMENTS

# Linux hands the peak that getrusage gives on from the parent process; VmHWM is the process's own.
_PROGRAM = """
import time
start = time.perf_counter()
{statement}
seconds = time.perf_counter() - start
import sys
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(seconds, peak)
"""


def measure(plan: Plan) -> Iterator[Row]:
    """Milliseconds and peak resident memory of each, with the ratios pair by pair."""
    times: dict[str, list[float]] = {name: [] for name in _STATEMENTS}
    peaks: dict[str, list[float]] = {name: [] for name in _STATEMENTS}
    for statement in _STATEMENTS.values():
        _run(statement)  # writes the byte code
    for _ in range(plan.processes):
        for name, statement in _STATEMENTS.items():
            seconds, peak_kib = _run(statement)
            times[name].append(seconds * 1e3)
            peaks[name].append(peak_kib / 1024)
    yield from _rows("ms", times, Aim(1.15, of="ratio", at_most=True))
    yield from _rows("peak MiB", peaks, Aim(1.25, of="ratio", at_most=True))


def _rows(unit: str, found: dict[str, list[float]], aim: Aim) -> Iterator[Row]:
    ours = tuple(found[OURS])
    for name, values in found.items():
        mine = tuple(found[OURS_USED]) if name == THEIRS_USED else ours
        compared = ratios(mine, tuple(values)) if name.startswith(" ") else ()
        yield Row(f"{name}, {unit}", tuple(values), aim if name == THEIRS else None, compared)


def _run(statement: str) -> tuple[float, float]:
    program = [sys.executable, "-c", _PROGRAM.format(statement=statement)]
    output = subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(output[0]), float(output[1])
