"""Whole judged episodes a second: reset with a fresh seed, the oracle's calls, the verdict, the record, its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import gymnasium

from peer_env.env import OpenBrainEnv
from peer_env.record import record_of
from tests.bench.clock import Plan, rates, repeat
from tests.bench.table import Aim, Row

_AIM = Aim(2_000)


def measure(plan: Plan) -> Iterator[Row]:
    """Both scenarios, procedural, with and without the line of the record."""
    contenders = {}
    aims = {}
    for scenario in ("PeerEvaluation", "ServerTransfer"):
        figure = f"episodes/s, {scenario}, oracle, reset to record line"
        contenders[figure] = repeat(player(scenario, line=True), 1)
        aims[figure] = _AIM
        contenders[f"  up to the verdict, {scenario}"] = repeat(player(scenario, line=False), 1)
    for figure, values in rates(plan, contenders).items():
        yield Row(figure, values, aims.get(figure))


def player(scenario: str, *, line: bool) -> Callable[[], object]:
    env = gymnasium.make(f"OpenBrain/{scenario}-v0")
    unwrapped = env.unwrapped
    assert isinstance(unwrapped, OpenBrainEnv)
    seeds = count(1)

    def play() -> object:
        env.reset(seed=next(seeds))
        stage = unwrapped.episode.stage
        over = False
        for action in stage.oracle(stage):
            _, _, over, _, _ = env.step(action)
        assert over
        return record_of(unwrapped, agent="oracle").line() if line else unwrapped.episode.verdict

    return play
