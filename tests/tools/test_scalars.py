"""Values of configuration files as text and back: what looks like another type is in quotes, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env.tools.scalars import parse, render


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        (" False ", False),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("off", "off"),
        ("null", "null"),
        ("", ""),
        ("80", 80),
        ("-3", -3),
        ("+7", 7),
        ("007", "007"),
        ("80.5", 80.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        ("1" * 15, int("1" * 15)),
        ("1" * 20, float("1" * 20)),
        ("1" * 400, "1" * 400),
        (".nan", ".nan"),
        ("inf", "inf"),
        ('"true"', "true"),
        ("'80'", "80"),
        ("'it''s'", "it's"),
        (r'"a \"b\" \\ c"', 'a "b" \\ c'),
        ('"unfinished', '"unfinished'),
        ("false  # for this week", False),
        ('"false" # for this week', "false"),
        ("# nothing", ""),
        ("item #3", "item"),
        ("item#3", "item#3"),
        ("a, b", "a, b"),
        ("2026-01-12", "2026-01-12"),
    ],
)
def test_a_text_stands_for_a_value_of_its_type(text: str, value: Any) -> None:
    assert same(parse(text), value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (80, "80"),
        (80.0, "80.0"),
        (1e300, "1e+300"),
        ("friday", "friday"),
        ("A-12, B-7", "A-12, B-7"),
        ("", '""'),
        ("true", '"true"'),
        ("False", '"False"'),
        ("off", '"off"'),
        ("No", '"No"'),
        ("null", '"null"'),
        ("80", '"80"'),
        ("8e1", '"8e1"'),
        ("007", '"007"'),
        ("0x1F", '"0x1F"'),
        ("22:30", '"22:30"'),
        ("2026-01-12", '"2026-01-12"'),
        (" a", '" a"'),
        ("a: b", '"a: b"'),
        ("a:b", "a:b"),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("[a]", '"[a]"'),
        ("*", '"*"'),
        ('say "no"', 'say "no"'),
        ('"no"', r'"\"no\""'),
        ("back\\slash", "back\\slash"),
    ],
)
def test_a_value_is_written_so_that_its_type_shows(value: Any, text: str) -> None:
    assert render(value) == text
    assert same(parse(text), value)


@given(
    st.one_of(
        st.booleans(),
        st.integers(-(10**15) + 1, 10**15 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=30),
        st.text("trueoffn019.+-eExX:#'\"\\ ,[]~", max_size=8),
    )
)
def test_reading_what_was_written_gives_the_same_value_of_the_same_type(value: Any) -> None:
    assert same(parse(render(value)), value)


@given(st.text(max_size=60))
def test_any_text_is_read_and_what_it_was_read_as_can_be_written(text: str) -> None:
    value = parse(text)
    assert same(parse(render(value)), value) or not text.isprintable()
