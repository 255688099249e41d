"""Text for a terminal: nothing that moves a cursor, changes a color or turns reading around."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from peer_env.escape import for_terminal
from tests.engine.hostile import PATHS, TEXTS
from tests.engine.play import examples


def _check(text: str) -> None:
    shown = for_terminal(text)
    assert all(c in "\n\t" or unicodedata.category(c)[0] != "C" for c in shown)
    shown.encode("utf-8")
    assert for_terminal(shown) == shown
    kept = [c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C"]
    if len(kept) == len(text):
        assert shown == text


@examples(400)
@given(
    st.text(st.characters(), max_size=40)
    | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn"]), max_size=9)
)
def test_control_format_surrogate_private_and_unassigned_characters_are_shown_by_number(text: str) -> None:
    _check(text)


def test_every_hostile_text_is_made_safe() -> None:
    for text in (*TEXTS, *PATHS):
        _check(text)
    assert for_terminal("\x1b[31m") == "\\x1b[31m"
    assert for_terminal("\u202e") == "\\u202e"
    assert for_terminal("\U000e0001") == "\\U000e0001"
    assert for_terminal("a\tb\n\u00e9\u4e2d") == "a\tb\n\u00e9\u4e2d"
