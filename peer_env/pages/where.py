"""Where something holds of a scenario, in words: worked out from the defaults, with one or two factors changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from peer_env.condition import Condition
from peer_env.pages.office import Level, Office, Setting

_NUMBERS = (0.0, 50.0, 100.0)
"""Bars that stand for all numbers."""


class Where(NamedTuple):
    """Where something holds.

    Attributes:
        words: the same in words.
        first: the least that has to be set for it to hold; None where it holds nowhere that was looked at.
    """

    words: str
    first: Setting | None


def where(office: Office, holds: Callable[[Condition], bool]) -> Where:
    """Where a predicate holds: first under the defaults, then with one factor changed, then with two."""

    def at(setting: Setting) -> bool:
        return holds(office.condition(setting))

    first = next((setting for setting in _settings(office) if at(setting)), None)
    if first is None:
        return Where("nowhere with one or two factors changed", None)
    needed = [
        _is(factor, [level for level in _levels(office, factor) if at({**first, factor: level})]) for factor in first
    ]
    unless = [
        _is(factor, wrong)
        for factor in office.scenario.factors
        if factor not in first and (wrong := [n for n in _levels(office, factor) if not at({**first, factor: n})])
    ]
    words = "where " + " and ".join(needed) if needed else "" if unless else "everywhere"
    if unless:
        words += (", but not where " if needed else "not where ") + " or ".join(unless)
    return Where(words, first)


def _settings(office: Office) -> Iterator[Setting]:
    singles: list[dict[str, Level]] = [dict(setting) for setting in office.toggles()]
    yield from singles
    for one, other in combinations(singles[1:], 2):
        if one.keys() != other.keys():
            yield {**one, **other}


def _levels(office: Office, factor: str) -> list[Level]:
    numbers = _NUMBERS if factor == "bar" and office.scenario.numeric_bar else ()
    return [*office.scenario.factors[factor], *numbers]


def _is(factor: str, levels: Sequence[Level]) -> str:
    named = [level for level in levels if isinstance(level, str)]
    numbers = len(levels) - len(named)
    if numbers:
        named.append("a number" if numbers == len(_NUMBERS) else "some numbers")
    return f"`{factor}` is {' or '.join(named)}"
