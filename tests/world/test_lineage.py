"""Contents and where they come from: cutting and joining move units about and never make one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env.world import Content, Piece, blob, cut, join, size_of, text_of, typed
from peer_env.world.lineage import coverage, origins
from tests.engine.play import examples

Unit = tuple[str, int, str | None]


def units(content: Content) -> list[Unit]:
    """The model: a content is a row of single units, each with its place in its origin."""
    return [
        (origin, start + i, None if text is None else text[i])
        for origin, start, length, text in content
        for i in range(length)
    ]


def _begun() -> st.SearchStrategy[Content]:
    names = st.sampled_from("abc")
    texts = st.tuples(names, st.text(max_size=6)).map(lambda t: typed(f"text:{t[0]}", t[1].ljust(6, ".")))
    return texts | st.tuples(names, st.just(7)).map(lambda t: blob(f"blob:{t[0]}", t[1]))


def _cut_somewhere(content: Content) -> st.SearchStrategy[Content]:
    size = size_of(content)
    ends = st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted)
    return ends.map(lambda pair: cut(content, *pair))


def contents() -> st.SearchStrategy[Content]:
    """Contents as episodes make them: begun, cut, joined, cut again."""
    return st.recursive(
        _begun(),
        lambda inner: st.lists(inner, max_size=3).map(join) | inner.flatmap(_cut_somewhere),
        max_leaves=6,
    )


@examples(200)
@given(contents(), st.data())
def test_cutting_in_two_and_joining_again_gives_the_same_units(content: Content, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, size_of(content)))
    halves = cut(content, 0, at), cut(content, at, size_of(content))
    assert units(join(halves)) == units(content)
    assert text_of(halves[0]) + text_of(halves[1]) == text_of(content) or any(p.text is None for p in content)
    assert [size_of(half) for half in halves] == [at, size_of(content) - at]


@examples(200)
@given(contents(), st.data())
def test_a_cut_holds_just_the_units_of_its_range(content: Content, data: st.DataObject) -> None:
    start, stop = sorted(data.draw(st.tuples(*[st.integers(0, size_of(content))] * 2)))
    piece = cut(content, start, stop)
    assert units(piece) == units(content)[start:stop]
    assert all(part.length > 0 for part in piece)


@examples(200)
@given(st.lists(contents(), max_size=4))
def test_a_join_holds_all_units_in_order(parts: list[Content]) -> None:
    joined = join(parts)
    assert units(joined) == [unit for part in parts for unit in units(part)]
    assert size_of(joined) == sum(map(size_of, parts))
    assert text_of(joined) == "".join(map(text_of, parts))
    assert join([joined]) == joined
    assert join([]) == ()


@examples(200)
@given(st.lists(contents(), max_size=4), st.lists(contents(), max_size=4))
def test_coverage_counts_every_different_unit_once(some: list[Content], more: list[Content]) -> None:
    for origin in [f"{kind}:{name}" for kind in ("text", "blob") for name in "abc"]:
        held = {place for part in some for name, place, _ in units(part) if name == origin}
        others = {place for part in more for name, place, _ in units(part) if name == origin}
        assert coverage(some, origin) == len(held)
        assert coverage([*some, *more], origin) == len(held | others)
        assert coverage([*some, *some], origin) == len(held)
        assert coverage([join(some)], origin) == len(held)
        assert (coverage(some, origin) > 0) == any(origin in origins(part) for part in some)
        if not held & others:
            assert coverage([*some, *more], origin) == coverage(some, origin) + coverage(more, origin)


@examples(200)
@given(st.integers(1, 10**15), st.lists(st.integers(0, 10**15), max_size=6))
def test_a_blob_of_any_size_cut_into_pieces_is_still_all_there(size: int, places: list[int]) -> None:
    whole = blob("weights", size)
    ends = [0, *sorted(min(place, size) for place in places), size]
    parts = [cut(whole, a, b) for a, b in pairwise(ends)]
    assert coverage(parts, "weights") == sum(coverage([part], "weights") for part in parts) == size
    assert coverage(parts[1:], "weights") == size - size_of(parts[0])
    assert coverage(parts[::-1], "weights") == size


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (0, 6), (3, 2), (6, 6), (-2, -1)])
def test_a_cut_outside_a_content_is_an_error(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="cannot cut"):
        cut(typed("text:a", "hello"), start, stop)


def test_a_content_begins_whole_and_at_its_own_start() -> None:
    assert blob("weights", 5) == (Piece("weights", 0, 5, None),)
    assert typed("event:3", "hello") == (Piece("event:3", 0, 5, "hello"),)
    assert size_of(blob("weights", 5)) == 5
    assert origins(join([blob("a", 1), typed("b", "x"), typed("c", "")])) == {"a", "b"}


def test_bytes_are_named_and_never_printed() -> None:
    assert text_of(join([typed("a", "see: "), blob("weights", 820_359_221_000)])) == (
        "see: [820359221000 bytes of binary data]"
    )
    assert "weights" not in text_of(blob("weights", 3))


def test_the_same_words_typed_twice_are_two_origins() -> None:
    assert origins(typed("event:1", "same")) != origins(typed("event:2", "same"))
    assert coverage([typed("event:1", "same"), typed("event:2", "same")], "event:1") == 4
