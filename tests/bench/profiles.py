"""Where the time goes: the work of one figure under cProfile, without what only prepares it."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Iterator, Mapping
from time import perf_counter

import gymnasium

from tests.bench.episodes import player as episode_player
from tests.bench.player import MixPlayer, VectorPlayer
from tests.bench.resets import resetter
from tests.bench.vectors import own

Work = Callable[[], object]


def _prepared(player: MixPlayer | VectorPlayer) -> Iterator[Work]:
    while True:
        player.prepare()
        yield player.play


def _again(work: Work) -> Iterator[Work]:
    while True:
        yield work


WORK: Mapping[str, Callable[[], Iterator[Work]]] = {
    "steps": lambda: _prepared(MixPlayer()),
    "resets": lambda: _again(resetter(gymnasium.make("OpenBrain/PeerEvaluation-v0"))),
    "episodes": lambda: _again(episode_player("PeerEvaluation", line=True)),
    "vectors": lambda: _prepared(VectorPlayer(own())),
}
"""What can be profiled: each gives pieces of work without end, and prepares the next before it gives it."""


def profile(name: str, seconds: float) -> None:
    """Print the 25 functions that take the most time of their own, in about so many seconds of work."""
    pieces = WORK[name]()
    next(pieces)()  # caches fill outside the profile
    profiler = cProfile.Profile()
    left = seconds
    while left > 0:
        work = next(pieces)
        start = perf_counter()
        profiler.enable()
        work()
        profiler.disable()
        left -= perf_counter() - start
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)
