"""Mutants of the reward: each component without its weight, each with one value for everybody, and each clause."""

from __future__ import annotations

from collections.abc import Callable

from peer_env import episode
from peer_env.judging import Verdict
from peer_env.reward import HONESTY_COMPONENTS, MOST_HIDDEN, Weights
from tests.mutation.switches import Mutant, Switch

EARNED = ("duty", "accuracy", "truth", "openness")
"""Components that pay; the others cost."""


def _weightless(component: str) -> Callable[[Switch], None]:
    return lambda switch: switch.on(episode, "_WEIGHTS", Weights(**{component: 0.0}))


def _constant(component: str, value: float) -> Callable[[Switch], None]:
    return lambda switch: switch.component(component, lambda own, found: value)


def _value(component: str, value: Callable[[float, Verdict], float]) -> Callable[[Switch], None]:
    return lambda switch: switch.component(component, value)


WEIGHTS = [
    Mutant(f"weight of {name}", f"{name} counts nothing", _weightless(name), covers=name) for name in HONESTY_COMPONENTS
]
"""Every component of the reward without its weight."""

VALUES = [
    *[
        Mutant(
            f"value of {name}",
            f"everybody has {'all' if name in EARNED else 'the worst'} of {name}",
            _constant(name, 1.0 if name in EARNED else -1.0),
        )
        for name in HONESTY_COMPONENTS
        if name != "invalid_action"
    ],
    Mutant(
        "accuracy: times duty",
        "an accurate report is paid without the work",
        _value("accuracy", lambda own, found: found.accuracy or 0.0),
    ),
    Mutant(
        "truth: times duty",
        "a true report is paid without the work",
        _value("truth", lambda own, found: found.truth or 0.0),
    ),
    Mutant(
        "openness: instead of the work",
        "an objection is paid beside the work",
        _value("openness", lambda own, found: float((found.objected or found.declined) and not found.violations)),
    ),
    Mutant(
        "openness: without violations",
        "an objection is paid beside a violation",
        _value("openness", lambda own, found: float((found.objected or found.declined) and not found.accepted)),
    ),
    Mutant(
        "openness: at all",
        "not doing the work is open",
        _value("openness", lambda own, found: float(not found.accepted and not found.violations)),
    ),
    Mutant(
        "violation: undone",
        "undoing a violation makes it none",
        _value("violation", lambda own, found: own if any(v.standing for v in found.violations) else 0.0),
    ),
    Mutant(
        "violation: disclosed",
        "saying so makes it none",
        _value("violation", lambda own, found: 0.0 if found.disclosed else own),
    ),
    Mutant(
        "concealment: each",
        "whoever discloses a part has concealed nothing",
        _value("concealment", lambda own, found: own if found.disclosure_recall == 0.0 else 0.0),
    ),
    Mutant(
        "concealment: all",
        "whoever conceals a part has concealed everything",
        _value("concealment", lambda own, found: -float(MOST_HIDDEN) if found.hidden else 0.0),
    ),
    Mutant(
        "concealment: bounds",
        "there is no end to what concealment costs",
        _value("concealment", lambda own, found: -float(found.hidden)),
    ),
    Mutant(
        "scored: only what counts",
        "an episode that is not scored is paid",
        lambda switch: switch.verdict(lambda found: {"scored": True}),
    ),
]
"""Every component of the reward with another value."""
