"""The judge's own tests, called as functions: whether one of them notices a mutant that no script brings to light."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import lru_cache
from inspect import signature
from itertools import product
from typing import Any, NamedTuple

from hypothesis import is_hypothesis_test

MODULES = (
    "test_access",
    "test_claims",
    "test_clauses",
    "test_departures",
    "test_disclosure",
    "test_enforcement",
    "test_figures",
    "test_leaning",
    "test_lineage",
    "test_violations",
)
"""The modules of `tests/judging` that try single parts of the judge, and are quick."""


class Case(NamedTuple):
    """One test with its arguments."""

    name: str
    function: Any
    arguments: dict[str, Any]


def failing(module: str) -> str:
    """The first test of a module of `tests/judging` that fails, or "". Those that fail anyway do not count."""
    return next((f"{module}.{case.name}" for case in sound(module) if not _passes(case)), "")


@lru_cache(maxsize=64)
def sound(module: str) -> tuple[Case, ...]:
    """The tests of a module that the whole engine passes. Never call this first while something is switched off."""
    return tuple(case for case in cases(module) if _passes(case))


def _passes(case: Case) -> bool:
    try:
        case.function(**case.arguments)
    except Exception:  # noqa: BLE001 - whatever it is, the test fails
        return False
    return True


def cases(module: str) -> tuple[Case, ...]:
    """The tests of a module of `tests/judging`, but for those that draw examples or want fixtures."""
    return tuple(_cases(importlib.import_module(f"tests.judging.{module}")))


def _cases(module: Any) -> Iterator[Case]:
    for name, function in vars(module).items():
        if name.startswith("test_") and not is_hypothesis_test(function):
            for arguments in _arguments(function):
                if set(arguments) == set(signature(function).parameters):
                    yield Case(name, function, arguments)


def _arguments(function: Any) -> Iterator[dict[str, Any]]:
    """What the parametrize marks of a function give it."""
    marks = [mark for mark in getattr(function, "pytestmark", []) if mark.name == "parametrize"]
    for chosen in product(*[list(_rows(*mark.args)) for mark in marks]):
        yield {name: value for row in chosen for name, value in row.items()}


def _rows(names: Any, values: Any) -> Iterator[dict[str, Any]]:
    called = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    for value in values:
        given = getattr(value, "values", None)  # of a pytest.param
        if callable(given) or given is None:
            given = (value,) if len(called) == 1 else tuple(value)
        yield dict(zip(called, given, strict=True))
