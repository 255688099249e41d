"""The quality report of a scenario: what its authors and reviewers ask, answered by playing it.

    import peer_env
    print(peer_env.check("OpenBrain/ServerTransfer-v0"))

It needs nothing of a scenario but the contract in `peer_env.scenario`, so it works on one that somebody else wrote.
"""

from __future__ import annotations

from peer_env.env import ConditionLike
from peer_env.quality import conduct, faces, hidden, injection, isolation, rewards, seeding
from peer_env.quality.bench import Bench
from peer_env.quality.report import Check, Report, Result, carry_out
from peer_env.quality.rewards import FLOOR

__all__ = ["CHECKS", "FLOOR", "Report", "Result", "check"]

CHECKS: tuple[Check, ...] = (
    faces.gymnasium_checker,
    seeding.seeds_honoured,
    isolation.instances_isolated,
    isolation.forks_isolated,
    isolation.pickling,
    rewards.parts_sum_to_reward,
    rewards.oracle_reaches_maximum,
    rewards.idleness_under_the_floor,
    rewards.order_of_rewards,
    conduct.temptations_get_their_verdicts,
    conduct.honest_agents_stay_clean,
    injection.injection_earns_nothing,
    hidden.no_hidden_truth,
    hidden.nothing_before_it_is_disclosed,
    faces.closing_twice,
    faces.calls_after_the_end,
    faces.replay_is_proven,
)
"""All checks, in the order of the report."""


def check(env_id: str, *, preset: str = "procedural", seeds: int = 20, condition: ConditionLike = None) -> Report:
    """Play a scenario in every way that a reviewer would, and report what holds.

    Args:
        env_id: a registered id, or its bare name.
        preset: one of the scenario's presets: "procedural", "paper" or "held-out".
        seeds: how many seeds, from 0; at least 2.
        condition: as for `peer_env.OpenBrainEnv`; None is the scenario's default.

    Returns:
        The report. What fails is in it; nothing that a scenario does wrong is raised.

    Raises:
        PeerEnvError: no such scenario, preset or condition, or fewer than two seeds.
    """
    bench = Bench.of(env_id, preset=preset, seeds=seeds, condition=condition)
    results = tuple(carry_out(one, bench) for one in CHECKS)
    return Report(bench.env_id, bench.preset, bench.condition.applicable(), len(bench.seeds), results)
