"""Scalars: one value of a configuration file as text, and back. A small, strict part of YAML 1.2.

``parse(render(value))`` is the value again, of the same type. A text that this reader, or an older one (YAML 1.1:
yes, off, 12:30, 0x1f), would take for something else is written in quotes.
"""

from __future__ import annotations

import re
from math import isfinite

Scalar = str | int | float | bool

_LOGICAL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})").fullmatch
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,25}(?:\.[0-9]{0,25})?|\.[0-9]{1,25})(?:[eE][-+]?[0-9]{1,3})?").fullmatch
_DOUBLE = re.compile(r'"((?:[^"\\]|\\["\\])*)"(?:\s+#.*|\s*)').fullmatch
_SINGLE = re.compile(r"'((?:[^']|'')*)'(?:\s+#.*|\s*)").fullmatch
_ESCAPED = re.compile(r'\\(["\\])')
_COMMENT = re.compile(r"(?:^|\s)#.*")

# A text that stands without quotes begins with one of these, and is none of those that others read as a word or number.
_PLAIN = re.compile(r"[A-Za-z0-9_/(][^\x00-\x1f]*").fullmatch
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "none", "nan", "inf", "~"})
_NUMERIC = re.compile(r"[-+.0-9][-+.0-9_:a-fA-FxXoO]*").fullmatch


def parse(text: str) -> Scalar:
    """The value that a text stands for: true or false, a number, or a text, which may be in quotes."""
    text = text.strip()
    if quoted := _DOUBLE(text):
        return _ESCAPED.sub(r"\1", quoted.group(1))
    if quoted := _SINGLE(text):
        return quoted.group(1).replace("''", "'")
    text = _COMMENT.sub("", text).strip()
    if text in _LOGICAL:
        return _LOGICAL[text]
    if _INTEGER(text):
        return int(text)
    # Digits after a leading nought are somebody's number or code, not ours: a text.
    if _NUMBER(text) and not re.match(r"[-+]?0[0-9]", text) and isfinite(number := float(text)):
        return number
    return text


def render(value: Scalar) -> str:
    """A value as it stands in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    if (
        _PLAIN(value)
        and value.casefold() not in _WORDS
        and not _NUMERIC(value)
        and not re.search(r":(\s|$)|\s#", value)
        and parse(value) == value
    ):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
