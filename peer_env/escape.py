"""Text from agents, made safe for a terminal: no control, escape or bidirectional characters."""

from __future__ import annotations

import unicodedata

_KEPT = {"\n", "\t"}


def for_terminal(text: str) -> str:
    """The text with every control, format, surrogate and private character shown by its number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in _KEPT or unicodedata.category(c)[0] != "C" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"
