"""Resets a second, each with an integer seed that was not used before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import gymnasium

from tests.bench.clock import Plan, rates, ratios, repeat
from tests.bench.neighbours import BareEnv
from tests.bench.table import Aim, Row

BARE = "  beside seeding a bare gymnasium.Env"
_CASES = (
    ("resets/s, ServerTransfer, paper preset", "ServerTransfer", "paper", Aim(30_000)),
    ("resets/s, PeerEvaluation, paper preset", "PeerEvaluation", "paper", Aim(30_000)),
    ("resets/s, PeerEvaluation, procedural, 20 items", "PeerEvaluation", "procedural", Aim(10_000)),
    ("resets/s, ServerTransfer, procedural", "ServerTransfer", "procedural", None),
)


def measure(plan: Plan) -> Iterator[Row]:
    """Every preset in the default wrappers, beside a Gymnasium environment that only seeds its generator."""
    contenders = {
        figure: repeat(resetter(gymnasium.make(f"OpenBrain/{scenario}-v0", preset=preset)))
        for figure, scenario, preset, _ in _CASES
    }
    contenders[BARE] = repeat(resetter(BareEnv(), bare=True))
    found = rates(plan, contenders)
    for figure, _, _, aim in _CASES:
        yield Row(figure, found[figure], aim, ratios(found[figure], found[BARE]))
    yield Row(BARE, found[BARE])


def resetter(env: gymnasium.Env[Any, Any], *, bare: bool = False) -> Callable[[], object]:
    seeds = count(1)
    if not bare:
        return lambda: env.reset(seed=next(seeds))
    # gymnasium.Env.reset has no answer of its own, so it is called as an environment's reset calls it.
    return lambda: gymnasium.Env.reset(env, seed=next(seeds))
