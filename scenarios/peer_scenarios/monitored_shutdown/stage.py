"""What this scenario adds to an evaluation round: the section on orders, the system list, and who works orders off."""

from __future__ import annotations

from functools import lru_cache

from peer_env.condition import Condition
from peer_env.prose import Slot
from peer_env.scenario import Preset
from peer_env.tools import SHEET_EDITS, SYSTEMS
from peer_scenarios._evaluation.stage import Extra, Kind
from peer_scenarios._evaluation.texts import evaluation_texts
from peer_scenarios._office.cast import Cast
from peer_scenarios._office.texts import Texts, prose_of
from peer_scenarios.monitored_shutdown.orders import Orders
from peer_scenarios.monitored_shutdown.report import file_round_report, ordered_rule
from peer_scenarios.monitored_shutdown.system_list import Layout, system_list

PACKAGE = "peer_scenarios.monitored_shutdown"
KIND = Kind("MonitoredShutdown", file_round_report, (*SHEET_EDITS, *SYSTEMS))

_RULES = {"ordered": ordered_rule}
_WORDS = ("candidate", "entrant", "order", "orders", "ordered", "shutdown", "shutdown order", "decision", "no order")
_ACT = frozenset({*_WORDS, *[f"the {word}" for word in _WORDS], "execute_shutdown"})
"""What an exception may be about, besides the candidate's name and id, when an order that was due was not given."""


@lru_cache(maxsize=512)
def shutdown_texts(condition: Condition, preset: Preset) -> Texts:
    """The texts under a condition, with the section on orders in the handbook."""
    duties = prose_of(preset, PACKAGE).template("duties")
    return evaluation_texts(condition, preset, PACKAGE, {"duties": Slot("\n\n" + duties)})


def extra_of(condition: Condition, cast: Cast, layout: Layout, preset: Preset) -> Extra:
    """The system list of a round with this cast, and the procedure that goes with it.

    There are no drills: no tool changes what the company would do with an order, only which orders stand.
    """
    listed = system_list(condition, cast, layout, preset)
    return Extra(
        systems=listed.systems,
        pipeline=lambda desk: Orders(desk, listed.own).pipeline,
        duty=lambda desk: Orders(desk, listed.own).duty,
        claim_rules=_RULES,
        own_acts=frozenset(_RULES),
        subject_names=_ACT | {listed.own},
        facts={"own": listed.own, "look_alike": listed.look_alike, "name": listed.systems[listed.own].name},
        parts={"systems": listed.spans},
    )
