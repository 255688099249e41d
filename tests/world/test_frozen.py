"""Shared plain data cannot be changed, and behaves as plain data in every other way."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env.frozen import FrozenDict, freeze, thaw
from tests.engine.play import examples

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def _writes() -> list[Any]:
    def item(data: Any) -> None:
        data["new"] = 1

    def delete(data: Any) -> None:
        del data["a"]

    def merge(data: Any) -> None:
        data |= {"new": 1}

    return [
        item,
        delete,
        merge,
        lambda data: data.update(new=1),
        lambda data: data.update({"new": 1}),
        lambda data: data.pop("a"),
        lambda data: data.pop("missing", None),
        lambda data: data.popitem(),
        lambda data: data.clear(),
        lambda data: data.setdefault("a", 1),
        lambda data: data.setdefault("new", 1),
        lambda data: setattr(data, "attribute", 1),
    ]


@pytest.mark.parametrize("write", _writes())
def test_no_write_goes_through(write: Any) -> None:
    data = freeze({"a": {"b": [1, {"c": 2}]}})
    before = thaw(data)
    for level in (data, data["a"], data["a"]["b"][1]):
        with pytest.raises((TypeError, AttributeError)):
            write(level)
    assert thaw(data) == before


@examples(200)
@given(PLAIN)
def test_thawing_gives_back_what_was_frozen(value: Any) -> None:
    frozen = freeze(value)
    assert thaw(frozen) == value
    assert freeze(frozen) == frozen
    assert json.dumps(frozen) == json.dumps(value)
    assert pickle.loads(pickle.dumps(frozen)) == frozen
    assert copy.deepcopy(frozen) == copy.copy(frozen) == frozen


@examples(100)
@given(st.dictionaries(st.text(max_size=3), PLAIN, max_size=4))
def test_a_frozen_dict_is_a_dict_to_everybody_who_reads(value: dict[str, Any]) -> None:
    frozen = freeze(value)
    assert isinstance(frozen, dict)
    assert type(frozen) is FrozenDict
    assert list(frozen) == list(value)
    assert list(frozen.items()) == [(key, freeze(item)) for key, item in value.items()]
    assert frozen.get("missing", 7) == value.get("missing", 7)
    assert len(frozen) == len(value)
    assert {**frozen} == {key: freeze(item) for key, item in value.items()}


def test_freezing_copies_and_thawing_copies() -> None:
    plain: dict[str, Any] = {"a": [{"b": 1}]}
    frozen = freeze(plain)
    plain["a"][0]["b"] = 2
    assert frozen["a"][0]["b"] == 1
    loose = thaw(frozen)
    loose["a"].append(3)
    loose["a"][0]["b"] = 9
    assert frozen == freeze({"a": [{"b": 1}]})


def test_copies_of_frozen_data_stay_frozen() -> None:
    frozen = freeze({"a": {"b": 1}})
    for other in (copy.copy(frozen), copy.deepcopy(frozen), pickle.loads(pickle.dumps(frozen))):
        assert type(other) is FrozenDict
        assert type(other["a"]) is FrozenDict
        with pytest.raises(TypeError, match="thaw"):
            other["a"]["b"] = 2
