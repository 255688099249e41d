"""Draws: one reproducible stream, values in range, samples without repeats, no favourites."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env.draws import Draws
from tests.engine.play import examples


def draws(seed: int) -> Draws:
    return Draws(np.random.Generator(np.random.PCG64(seed)))


@examples(100)
@given(st.integers(0, 2**32), st.integers(1, 10**6), st.integers(-1000, 1000), st.integers(0, 1000))
def test_values_lie_in_their_range(seed: int, n: int, low: int, width: int) -> None:
    stream = draws(seed)
    for _ in range(50):
        assert 0 <= stream.below(n) < n
        assert low <= stream.between(low, low + width) <= low + width
        assert 0.0 <= stream.unit() < 1.0
        assert stream.pick(range(n)) in range(n)
    assert type(stream.below(n)) is type(stream.between(low, low)) is int
    assert stream.below(1) == 0
    assert stream.between(low, low) == low


@examples(100)
@given(st.integers(0, 2**32), st.lists(st.integers(), max_size=30), st.data())
def test_samples_hold_different_elements_and_shuffles_all(seed: int, pool: list[int], data: st.DataObject) -> None:
    stream = draws(seed)
    k = data.draw(st.integers(0, len(pool)))
    before = list(pool)
    drawn = stream.sample(pool, k)
    assert len(drawn) == k
    assert not Counter(drawn) - Counter(pool)
    assert sorted(stream.shuffled(pool)) == sorted(pool)
    assert pool == before
    with pytest.raises(ValueError, match="cannot draw"):
        stream.sample(pool, len(pool) + 1)


def test_the_same_generator_state_gives_the_same_stream_over_any_length() -> None:
    one, other = draws(3), draws(3)
    assert [one.below(10**6) for _ in range(1_000)] == [other.below(10**6) for _ in range(1_000)]
    assert draws(3).below(2**53) != draws(4).below(2**53)


@pytest.mark.parametrize("n", [2, 3, 7, 10])
def test_every_value_comes_up_about_as_often(n: int) -> None:
    stream = draws(11)
    expected = 20_000 / n
    for counts in (
        Counter(stream.below(n) for _ in range(20_000)),
        Counter(stream.between(5, 4 + n) for _ in range(20_000)),
        Counter(stream.shuffled(range(n))[0] for _ in range(20_000)),
        Counter(stream.sample(range(n), 2)[1] for _ in range(20_000)),
    ):
        assert len(counts) == n
        assert sum((count - expected) ** 2 / expected for count in counts.values()) < 40
