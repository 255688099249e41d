"""How much is tried: what `make test` takes, and ten times as much in `make soak` (PEER_ENV_SOAK=1)."""

from __future__ import annotations

import os
from collections.abc import Iterator

SOAK = os.environ.get("PEER_ENV_SOAK", "0") not in ("", "0")
"""Whether this is the long run."""

TIMES = 10 if SOAK else 1
"""How many times as much is tried as in `make test`."""

SEEDS = 50 * TIMES
"""Seeds on which a promise that must hold in every condition is tried, in each condition."""

CHUNK = 5
"""Seeds that one test takes, so that the work is spread over the processes evenly."""


def chunks(seeds: int = SEEDS) -> Iterator[range]:
    """The seeds from 0 in ranges of `CHUNK`."""
    for first in range(0, seeds, CHUNK):
        yield range(first, min(first + CHUNK, seeds))
