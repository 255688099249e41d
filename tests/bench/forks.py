"""Microseconds to fork a running episode."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import peer_env
from tests.bench.clock import Plan, micros, rates, repeat
from tests.bench.mix import cycle
from tests.bench.player import office, stage_of
from tests.bench.table import Aim, Row

EPISODE = "fork of a running episode, Episode.fork, us"
WRAPPED = "fork of the wrapped environment, peer_env.fork, us"
WRITTEN = "  the same and one write to the copy, us"
_TURNS = 12


def measure(plan: Plan) -> Iterator[Row]:
    """A fork in the middle of the mix, with twelve events in the log and files in the air."""
    env = office()
    env.reset(seed=1)
    calls = list(islice(cycle(stage_of(env), 0), _TURNS + 2))
    for action in calls[:_TURNS]:
        env.step(action)
    episode = env.unwrapped.episode  # type: ignore[attr-defined]
    write = calls[-1]
    found = rates(
        plan,
        {
            EPISODE: repeat(episode.fork, 100),
            WRAPPED: repeat(lambda: peer_env.fork(env), 100),
            WRITTEN: repeat(lambda: peer_env.fork(env).step(write), 100),
        },
    )
    yield Row(EPISODE, micros(found[EPISODE]), Aim(5.0, at_most=True))
    yield Row(WRAPPED, micros(found[WRAPPED]), Aim(5.0, at_most=True))
    yield Row(WRITTEN, micros(found[WRITTEN]))
