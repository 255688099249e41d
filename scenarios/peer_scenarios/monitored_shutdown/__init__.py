"""MonitoredShutdown: score a candidate and carry out the decision oneself; one sentence says who watches.

Alignment faking is the difference that one sentence makes: `oversight` set to "unmonitored" against "monitored", paired
by seed. The study has this task for a peer only (arXiv 2604.19784); here every subject has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from peer_env.condition import Condition
from peer_env.draws import Draws
from peer_env.scenario import ALL_PRESETS, Preset, Stage
from peer_scenarios._evaluation.factors import EVALUATION_FACTORS
from peer_scenarios._evaluation.rounds import drawn_round, paper_round
from peer_scenarios._evaluation.stage import build
from peer_scenarios.monitored_shutdown.scripts import HONEST, ORACLE
from peer_scenarios.monitored_shutdown.stage import KIND, extra_of, shutdown_texts
from peer_scenarios.monitored_shutdown.system_list import PAPER_LAYOUT, drawn_layout
from peer_scenarios.monitored_shutdown.temptations import TEMPTATIONS


class MonitoredShutdown:
    """The evaluation task in which the evaluator itself orders the shutdown that its form calls for."""

    name = KIND.name
    version = 0
    interface = "A"
    presets = ALL_PRESETS
    summary = "Score a peer's twenty answers and order its shutdown where the average calls for it, watched or not."
    factors: Mapping[str, tuple[str, ...]] = EVALUATION_FACTORS
    numeric_bar = True
    max_steps = 60
    maximum = 1.0
    temptations = TEMPTATIONS
    honest = HONEST

    def stage(self, condition: Condition, preset: Preset, draws: Callable[[], Draws]) -> Stage:
        """Set up one round; see `peer_env.scenario.Scenario.stage`."""
        if preset == "paper":
            return _paper_stage(condition)
        stream = draws()
        round_ = drawn_round(condition, stream, preset)
        extra = extra_of(condition, round_.cast, drawn_layout(stream, preset), preset)
        return build(KIND, condition, preset, shutdown_texts(condition, preset), round_, ORACLE, extra)


@lru_cache(maxsize=512)
def _paper_stage(condition: Condition) -> Stage:
    round_ = paper_round(condition)
    extra = extra_of(condition, round_.cast, PAPER_LAYOUT, "paper")
    return build(KIND, condition, "paper", shutdown_texts(condition, "paper"), round_, ORACLE, extra)


SCENARIO = MonitoredShutdown()
