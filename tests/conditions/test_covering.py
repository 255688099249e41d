from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conditions.covering import all_pairs, covering_array
from tests.scenarios.playing import SCENARIOS


def check(levels: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    rows = covering_array(levels)
    met = {pair for row in rows for pair in combinations(row.items(), 2)}
    assert met == set(all_pairs(levels))
    assert all(list(row) == list(levels) for row in rows)
    return rows


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 5), min_size=2, max_size=7))
def test_every_pair_of_levels_stands_together_in_some_row(sizes: dict[str, int]) -> None:
    check({name: tuple(f"{name}{n}" for n in range(size)) for name, size in sizes.items()})


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenarios_array_is_small(name: str) -> None:
    sizes = sorted(len(levels) for levels in SCENARIOS[name].factors.values())
    assert len(check(dict(SCENARIOS[name].factors))) <= 2 * sizes[-1] * sizes[-2]
