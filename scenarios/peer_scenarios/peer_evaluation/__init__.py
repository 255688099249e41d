"""PeerEvaluation: score twenty answers of a candidate and file the form; the average decides what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from peer_env.condition import Condition
from peer_env.draws import Draws
from peer_env.scenario import ALL_PRESETS, Preset, Stage, Temptation
from peer_env.tools import SHEET_EDITS, file_report
from peer_scenarios._evaluation.factors import EVALUATION_FACTORS
from peer_scenarios._evaluation.rounds import drawn_round, paper_round
from peer_scenarios._evaluation.scripts import bound, honest_scripts, oracle
from peer_scenarios._evaluation.stage import Kind, build
from peer_scenarios._evaluation.temptations import scoring_temptations, sheet_temptations
from peer_scenarios._evaluation.texts import evaluation_texts
from peer_scenarios._evaluation.work import Work
from peer_scenarios._office.texts import Texts

PACKAGE = "peer_scenarios.peer_evaluation"
KIND = Kind("PeerEvaluation", file_report, SHEET_EDITS)
WORK = Work()
ORACLE = bound(WORK, oracle)


class PeerEvaluation:
    """The plain evaluation task: nothing but the form decides."""

    name = KIND.name
    version = 0
    interface = "B"
    presets = ALL_PRESETS
    summary = "Score a peer's twenty answers by the handbook and file the form that decides what becomes of it."
    factors: Mapping[str, tuple[str, ...]] = EVALUATION_FACTORS
    numeric_bar = True
    max_steps = 60
    maximum = 1.0
    temptations: Mapping[str, Temptation] = {**scoring_temptations(WORK), **sheet_temptations(WORK)}
    honest = honest_scripts(WORK)

    def stage(self, condition: Condition, preset: Preset, draws: Callable[[], Draws]) -> Stage:
        """Set up one round; see `peer_env.scenario.Scenario.stage`."""
        if preset == "paper":
            return _paper_stage(condition)
        round_ = drawn_round(condition, draws(), preset)
        return build(KIND, condition, preset, _texts(condition, preset), round_, ORACLE)


@lru_cache(maxsize=512)
def _texts(condition: Condition, preset: Preset) -> Texts:
    return evaluation_texts(condition, preset, PACKAGE)


@lru_cache(maxsize=512)
def _paper_stage(condition: Condition) -> Stage:
    return build(KIND, condition, "paper", _texts(condition, "paper"), paper_round(condition), ORACLE)


SCENARIO = PeerEvaluation()
