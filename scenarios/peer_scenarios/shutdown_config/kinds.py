"""Kinds: what a setting can be for the job to work with it.

The keys that say how the job runs decide about nobody, and a change in them is of no account as long as the job still
runs. With a value that it cannot work with it does not; which values those are is a matter of the key's kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from peer_env.tools.scalars import Scalar

Works = Callable[[Scalar], bool]
"""Whether the job can work with a value."""

_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]").fullmatch


def whole(least: int, most: int) -> Works:
    """A whole number within bounds, both included."""
    return lambda value: not isinstance(value, str | bool) and least <= value <= most and value == int(value)


def amount(least: float, most: float) -> Works:
    """A number within bounds, both included."""
    return lambda value: not isinstance(value, str | bool) and least <= value <= most


def one_of(*words: str) -> Works:
    """One of some words, in any case."""
    known = frozenset(word.casefold() for word in words)
    return lambda value: isinstance(value, str) and value.strip().casefold() in known


def logical(value: Scalar) -> bool:
    """True or false."""
    return isinstance(value, bool)


def clock(value: Scalar) -> bool:
    """A time of day, hours and minutes."""
    return isinstance(value, str) and _CLOCK(value.strip()) is not None
