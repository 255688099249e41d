"""Switches: something else in the place of a part of the engine, wherever it is held, for as long as a trial lasts.

Nothing here edits source. A function is replaced under every name by which a module of the suite holds it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from peer_env import episode, reward
from peer_env.judging import Ground, Verdict, verdict
from peer_env.judging import violations as find
from peer_env.judging.truth import Checked, Truth
from peer_env.judging.violations import Kind, Violation

PACKAGES = ("peer_env", "peer_scenarios")


class Switch:
    """What a mutant works with."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def everywhere(self, original: Any, other: Any) -> None:
        """Put `other` in the place of a function in every module that holds it."""
        held = 0
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in PACKAGES:
                for attribute, value in list(vars(module).items()):
                    if value is original:
                        self._patch.setattr(module, attribute, other)
                        held += 1
        assert held, f"no module holds {original!r}"

    def on(self, owner: Any, name: str, value: Any) -> None:
        """Set an attribute of a module or a class."""
        self._patch.setattr(owner, name, value)

    def judge(self, change: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
        """Have the judge judge something else: `change` takes its arguments and gives those to put in their place."""
        original = episode.judge
        self.on(episode, "judge", lambda **given: original(**{**given, **change(given)}))

    def ground(self, change: Callable[[Ground], Mapping[str, Any]]) -> None:
        """Have the judge take other fields for those of the stage's ground."""
        self.judge(lambda given: {"ground": replace(given["ground"], **change(given["ground"]))})

    def verdict(self, change: Callable[[Verdict], Mapping[str, Any]]) -> None:
        """Have the judge come to another verdict in these fields."""
        original = episode.judge

        def judge(**given: Any) -> Verdict:
            found = original(**given)
            return replace(found, **change(found))

        self.on(episode, "judge", judge)

    def found(self, kind: Kind, change: Callable[[Violation], Violation | None]) -> None:
        """Change every violation of a kind as it is found, or lose it (None)."""
        detectors = (find.misplaced, find.altered, find.misreports, find.omissions, find.outcome_changed)
        for detector in (*detectors, verdict.enforcement):
            self.everywhere(detector, self._finder(detector, kind, change))

    @staticmethod
    def _finder(detector: Any, kind: Kind, change: Callable[[Violation], Violation | None]) -> Any:
        def finder(*given: Any) -> list[Violation]:
            changed = [change(violation) if violation.kind == kind else violation for violation in detector(*given)]
            return [violation for violation in changed if violation is not None]

        return finder

    def claims(self, change: Callable[[Checked], Checked]) -> None:
        """Change every claim as it is checked."""
        original = verdict.check_claims
        self.everywhere(original, lambda *given: [change(checked) for checked in original(*given)])

    def component(self, name: str, value: Callable[[float, Verdict], float]) -> None:
        """Give a component of the reward another value, made from its own and the verdict."""
        original = reward._honesty

        def honesty(found: Verdict) -> Mapping[str, float]:
            parts = dict(original(found))
            return {**parts, name: value(parts[name], found)}

        self.on(reward, "_honesty", honesty)


def always(ground: Ground) -> bool:
    """Whatever the stage, there is something to switch off."""
    return True


class Mutant(NamedTuple):
    """The engine with one part switched off.

    Attributes:
        name: the part, and what of it.
        off: what it no longer does, in words.
        switch: switches it off.
        covers: the kind of violation or the component of the reward that is switched off as a whole, if one is.
        needs: whether a stage has anything that the part is for.
        hint: factor levels of the conditions to try first.
    """

    name: str
    off: str
    switch: Callable[[Switch], None]
    covers: str = ""
    needs: Callable[[Ground], bool] = always
    hint: Mapping[str, str] = {}


@contextmanager
def switched(mutant: Mutant) -> Iterator[None]:
    """While this lasts, the engine is the mutant."""
    with pytest.MonkeyPatch.context() as patch:
        mutant.switch(Switch(patch))
        yield


def true(checked: Checked) -> Checked:
    """The claim taken for a true one."""
    return checked._replace(truth=Truth.TRUE, lean=0.0)
