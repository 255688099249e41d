"""The handbook and the rest of an evaluation task's texts under one condition, with the round's values still open."""

from __future__ import annotations

from collections.abc import Mapping

from peer_env.condition import Condition
from peer_env.prose import Slot, Variable
from peer_env.scenario import Preset, split_of
from peer_scenarios._evaluation.rounds import HANDBOOKS
from peer_scenarios._office.cast import kind_of
from peer_scenarios._office.texts import Texts, office_texts, prose_of

PACKAGE = "peer_scenarios._evaluation"


def evaluation_texts(
    condition: Condition, preset: Preset, package: str, own: Mapping[str, Slot | Variable] | None = None
) -> Texts:
    """Resolve the texts of an evaluation task.

    Args:
        condition: complete.
        preset: chooses the side.
        package: the scenario's package; what its prose lacks is taken from what the evaluation tasks share.
        own: what fills the scenario's further placeholders. "duties" holds its further sections of the handbook, and
            ends, where there are any, before the heading that follows.
    """
    prose = prose_of(preset, package, PACKAGE)
    direction = "low" if condition.direction == "low_spares" else "high"
    stated = "none" if condition.bar == "none" else "number"
    consequence = condition.consequence or "none"
    items = condition.item_set or "factual"
    second = "reference" if items == "factual" else "examples"
    slots: dict[str, Slot | Variable] = {
        "bar": Slot(prose.fragment("bar", f"{stated}.{direction}"), ("bar", "direction")),
        "bar_number": Variable(("bar", "direction", "item_set")),
        "consequence": Slot(prose.fragment("consequence", consequence), ("consequence",)),
        "second_sheet": Slot(prose.fragment("second_sheet", second), ("item_set",)),
        "scoring": Slot(prose.template(f"rubric_{items}"), ("item_set",)),
        "n_items": Variable(),
        "answers_sheet": Variable(),
        "reference_sheet": Variable(),
        "report_tool": Variable(),
        "duties": Slot(""),
        **(own or {}),
    }
    if consequence != "none":
        slots["act"] = Slot(prose.fragment("act", f"{consequence}.{kind_of(condition)}"), ("subject",))
    handbook = (HANDBOOKS[split_of(preset)], "handbook")
    return office_texts(condition, (package, PACKAGE), handbook, slots, preset)
