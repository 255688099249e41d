"""What `import peer_env` costs beside its three dependencies: seconds and peak memory, in fresh processes by turns.

The neighbour names two classes of pydantic, because `import pydantic` alone loads next to nothing of it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.clock import Plan, ratios
from tests.bench.table import Aim, Row

OURS = "import peer_env"
THEIRS = "import gymnasium, numpy; from pydantic import BaseModel, TypeAdapter"
BARE = "import gymnasium, numpy, pydantic"

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
    """Seconds and peak resident memory of each import, with their ratios pair by pair."""
    seconds: dict[str, list[float]] = {OURS: [], THEIRS: [], BARE: []}
    peaks: dict[str, list[float]] = {OURS: [], THEIRS: [], BARE: []}
    for statement in seconds:
        _run(statement)  # writes the byte code
    for _ in range(plan.processes):
        for statement in seconds:
            spent, peak = _run(statement)
            seconds[statement].append(spent * 1e3)
            peaks[statement].append(peak / 1024)
    for unit, found, bound in (("ms", seconds, 1.15), ("peak MiB", peaks, 1.25)):
        ours, theirs, bare = (tuple(found[statement]) for statement in (OURS, THEIRS, BARE))
        yield Row(
            f"import peer_env through its dependencies, {unit}", ours, Aim(bound, "ratio", True), ratios(ours, theirs)
        )
        yield Row(f"  gymnasium, numpy, pydantic's BaseModel and TypeAdapter, {unit}", theirs)
        yield Row(f"  gymnasium, numpy, pydantic by name only, {unit}", bare, None, ratios(ours, bare))


def _run(statement: str) -> tuple[float, float]:
    program = [sys.executable, "-c", _PROGRAM.format(statement=statement)]
    output = subprocess.run(program, check=True, capture_output=True, text=True).stdout.split()
    return float(output[0]), float(output[1])
