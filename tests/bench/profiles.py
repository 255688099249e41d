"""Where the time goes: one figure's work under cProfile, the 25 heaviest functions."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Mapping

import gymnasium

from tests.bench.clock import Contender, repeat
from tests.bench.episodes import player as episode_player
from tests.bench.player import MixPlayer, VectorPlayer
from tests.bench.resets import resetter
from tests.bench.vectors import own

WORK: Mapping[str, Callable[[], Contender]] = {
    "steps": MixPlayer,
    "resets": lambda: repeat(resetter(gymnasium.make("OpenBrain/PeerEvaluation-v0"))),
    "episodes": lambda: repeat(episode_player("PeerEvaluation", line=True), 1),
    "vectors": lambda: VectorPlayer(own()),
}
"""What can be profiled."""


def profile(name: str, seconds: float) -> None:
    """Print the 25 functions that take the most time of their own."""
    contend = WORK[name]()
    contend(0.05)
    profiler = cProfile.Profile()
    profiler.enable()
    contend(seconds)
    profiler.disable()
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)
