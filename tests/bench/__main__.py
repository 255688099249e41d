"""`python -m tests.bench`: how fast the suite is, beside named neighbours in the same run.

Every figure is the median of five rounds. Within a round ours and its neighbours take turns on one core, so that a
ratio holds on a machine that does other things too. Absolute figures are of the machine they were taken on.
"""

from __future__ import annotations

import argparse
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import peer_env
from tests.bench import episodes, forks, imports, memory, resets, steps, vectors
from tests.bench.clock import FULL, TINY, pin_to_one_core
from tests.bench.profiles import WORK, profile
from tests.bench.table import HEADER, Row, line, write_json

FIGURES = {
    "steps": steps.measure,
    "resets": resets.measure,
    "forks": forks.measure,
    "episodes": episodes.measure,
    "vectors": vectors.measure,
    "imports": imports.measure,
    "memory": memory.measure,
}


def main() -> None:
    """Measure, print the table, write JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"only these: {', '.join(FIGURES)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every round of every figure there")
    parser.add_argument("--profile", choices=sorted(WORK), help="print where the time goes instead")
    parser.add_argument("--tiny", action="store_true", help="too short to mean anything: only to see that it runs")
    given = parser.parse_args()
    for name in given.figures:
        if name not in FIGURES:
            parser.error(f"there is no figure {name!r}; there are {', '.join(FIGURES)}")
    plan = TINY if given.tiny else FULL
    pinned = pin_to_one_core()
    if given.profile:
        profile(given.profile, plan.slice_s * 20)
        return
    about = _about(pinned)
    print("; ".join(f"{name} {value}" for name, value in about.items()))
    print(f"medians of {plan.rounds} rounds; ratio: ours through the neighbour's, round by round\n")
    print(line(HEADER))
    rows: list[Row] = []
    for name in given.figures or FIGURES:
        for row in FIGURES[name](plan):
            print(line(row.cells()), flush=True)
            rows.append(row)
    outcomes = [row.outcome() for row in rows if row.aim]
    print(f"\n{outcomes.count('met')} of {len(outcomes)} aims met")
    if given.json:
        write_json(given.json, rows, about)


def _about(pinned: str) -> dict[str, Any]:
    about = {"peer_env": peer_env.__version__, "python": platform.python_version(), "machine": platform.machine()}
    for package in ("gymnasium", "numpy", "pydantic", "textarena"):
        try:
            about[package] = version(package)
        except PackageNotFoundError:
            about[package] = "not installed"
    return {**about, "cores": str(os.cpu_count()), "process": pinned}


if __name__ == "__main__":
    main()
