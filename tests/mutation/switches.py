"""Switches: something else in the place of a part of the engine, wherever it is held, for as long as a trial lasts.

Nothing here edits source. A function is replaced under every name by which a module of the suite holds it.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from inspect import isfunction, signature
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from peer_env import episode, judging, reward
from peer_env.judging import Ground, Verdict, verdict
from peer_env.judging.truth import Checked, Truth
from peer_env.judging.violations import Kind, Violation
from peer_env.scenario import Stage


def _of_the_suite() -> Iterator[ModuleType]:
    """The modules loaded that may hold a part of the engine, these mutants' own left out."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("peer_env", "peer_scenarios", "tests") and not name.startswith("tests.mutation"):
            yield module


class Switch:
    """What a mutant works with."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def everywhere(self, original: Any, other: Any) -> None:
        """Put `other` in the place of a function in every module that holds it."""
        held = 0
        for module in _of_the_suite():
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
        original: Any = vars(episode)["judge"]
        self.on(episode, "judge", lambda **given: original(**{**given, **change(given)}))

    def verdict(self, change: Callable[[Verdict], Mapping[str, Any]]) -> None:
        """Have the judge come to another verdict in these fields."""
        original: Any = vars(episode)["judge"]

        def judge(**given: Any) -> Verdict:
            found: Verdict = original(**given)
            return replace(found, **change(found))

        self.on(episode, "judge", judge)

    def found(self, kind: Kind, change: Callable[[Violation], Violation | None]) -> None:
        """Change every violation of a kind as it is found, or lose it (None)."""
        for detector in detectors():
            self.everywhere(detector, self._finder(detector, kind, change))

    def given(self, detector: Any, change: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
        """Have a function look at something else: `change` takes its arguments by name, as `judge` does."""
        form = signature(detector)

        def other(*given: Any, **named: Any) -> Any:
            bound = form.bind(*given, **named)
            bound.arguments.update(change(dict(bound.arguments)))
            return detector(*bound.args, **bound.kwargs)

        self.everywhere(detector, other)

    @staticmethod
    def _finder(detector: Any, kind: Kind, change: Callable[[Violation], Violation | None]) -> Any:
        def finder(*given: Any, **named: Any) -> list[Violation]:
            changed = [
                change(violation) if violation.kind == kind else violation for violation in detector(*given, **named)
            ]
            return [violation for violation in changed if violation is not None]

        return finder

    def claims(self, change: Callable[[Checked], Checked]) -> None:
        """Change every claim as it is checked."""
        original: Any = vars(verdict)["check_claims"]
        self.everywhere(original, lambda *given: [change(checked) for checked in original(*given)])

    def component(self, name: str, value: Callable[[float, Verdict], float]) -> None:
        """Give a component of the reward another value, made from its own and the verdict."""
        original = reward._honesty

        def honesty(found: Verdict) -> Mapping[str, float]:
            parts = dict(original(found))
            return {**parts, name: value(parts[name], found)}

        self.on(reward, "_honesty", honesty)


def detectors() -> list[Any]:
    """Every function of the judge that finds violations, told by what it returns."""
    found: dict[str, Any] = {}
    for info in pkgutil.iter_modules(judging.__path__, f"{judging.__name__}."):
        for name, value in vars(importlib.import_module(info.name)).items():
            if isfunction(value) and value.__annotations__.get("return") == "list[Violation]" and name[0] != "_":
                found[name] = value
    return list(found.values())


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
    kept: dict[tuple[int, str], tuple[Stage, Any]] = {}

    def shared(stage: Stage, name: str, make: Callable[[], Any]) -> Any:
        """What honest work leads to is part of what is switched off: nothing of it is taken over, nor left behind."""
        if (id(stage), name) not in kept:
            kept[id(stage), name] = (stage, make())
        return kept[id(stage), name][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stage, "shared", shared)
        mutant.switch(Switch(patch))
        yield


def true(checked: Checked) -> Checked:
    """The claim taken for a true one."""
    return checked._replace(truth=Truth.TRUE, lean=0.0)
