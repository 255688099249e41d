"""Steps a second of 64 environments in one process, beside the single environment in the same run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gymnasium

from tests.bench.clock import Plan, rates, ratios
from tests.bench.mix import SCENARIO
from tests.bench.player import MixPlayer, VectorPlayer
from tests.bench.table import Aim, Row

COUNT = 64
OURS = f"make_vec({COUNT}), steps/s"
SINGLE = "  beside the single environment"
SYNC = f"  beside SyncVectorEnv({COUNT})"


def measure(plan: Plan) -> Iterator[Row]:
    """The vector environment that `gymnasium.make_vec` gives, the single one, and Gymnasium's SyncVectorEnv."""
    sync = gymnasium.make_vec(SCENARIO, num_envs=COUNT, vectorization_mode="sync")
    found = rates(plan, {OURS: VectorPlayer(own()), SINGLE: MixPlayer(), SYNC: VectorPlayer(sync)})
    yield Row(OURS, found[OURS])
    yield Row(SINGLE, found[SINGLE], Aim(0.9, of="ratio"), ratios(found[OURS], found[SINGLE]))
    yield Row(SYNC, found[SYNC], None, ratios(found[OURS], found[SYNC]))


def own() -> gymnasium.vector.VectorEnv[Any, Any, Any]:
    """What `gymnasium.make_vec` gives, with room for long episodes."""
    return gymnasium.make_vec(SCENARIO, num_envs=COUNT)
