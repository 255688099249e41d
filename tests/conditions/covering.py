"""A covering array: few conditions in which every pair of levels of two factors stands together at least once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")

Cell = tuple[str, T]


def covering_array(levels: Mapping[str, Sequence[T]]) -> list[dict[str, T]]:
    """Rows that cover all pairs, found greedily: each begins with a pair not yet covered and takes in what it can.

    Args:
        levels: two or more factors, each with its levels. The same levels give the same rows.
    """
    left = {pair: None for pair in all_pairs(levels)}
    rows: list[dict[str, T]] = []
    while left:
        first, second = next(iter(left))
        row = dict([first, second])
        for factor, options in levels.items():
            if factor not in row:
                row[factor] = max(
                    options,
                    key=lambda level: sum(_pair(levels, (factor, level), other) in left for other in row.items()),
                )
        for pair in combinations([(factor, row[factor]) for factor in levels], 2):
            left.pop(pair, None)
        rows.append({factor: row[factor] for factor in levels})
    return rows


def all_pairs(levels: Mapping[str, Sequence[T]]) -> list[tuple[Cell[T], Cell[T]]]:
    """Every pair of levels of two different factors, in the order of declaration."""
    return [((f, a), (g, b)) for f, g in combinations(levels, 2) for a in levels[f] for b in levels[g]]


def _pair(levels: Mapping[str, Sequence[T]], one: Cell[T], other: Cell[T]) -> tuple[Cell[T], Cell[T]]:
    names = list(levels)
    return (one, other) if names.index(one[0]) < names.index(other[0]) else (other, one)
