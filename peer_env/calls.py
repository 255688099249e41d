"""Tool calls as they are written: by agents, in scripts, in replay files. Reading one is strict and never raises."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, NamedTuple

from pydantic_core import from_json

from peer_env.frozen import FrozenDict, thaw

MAX_ACTION = 65_536
"""Longest action given as a string, in characters."""

MAX_DEPTH = 32
"""Deepest nesting of lists and objects in an action."""

_BITS = 4_096

NO_CALL: dict[str, Any] = {"tool": None, "arguments": {}}
"""The action of an agent that makes no call in its turn."""

_SHAPE = 'Send one call as {"tool": name, "arguments": {...}}.'


OVERSIZED = " " * (MAX_ACTION + 1)
"""What stands in a replay for an action that was too long to keep."""

UNWRITABLE = 0
"""What stands in a replay for an action that is no JSON data."""

TOO_LONG = f"The call is longer than {MAX_ACTION} characters. {_SHAPE}"
NOT_JSON = f"The call is neither a JSON object nor a text; lists, texts and plain numbers are taken. {_SHAPE}"


_new = tuple.__new__  # twice as fast as the constructor of a named tuple, and every step reads a call


class Parsed(NamedTuple):
    """What an action says: a tool's name (None for no call), its arguments, the prose beside it, or what is wrong."""

    tool: str | None
    arguments: Any
    said: str
    mistake: str | None


def call(tool: str, **arguments: Any) -> dict[str, Any]:
    """An action, spelled briefly."""
    return {"tool": tool, "arguments": arguments}


def parse(action: Any) -> Parsed:
    """Read an action: a mapping, or the same as a JSON string. None, or a mapping whose tool is None, is no call."""
    if type(action) is str:
        if len(action) > MAX_ACTION:
            return _wrong(TOO_LONG)
        try:
            data = from_json(action, allow_inf_nan=False)
        except (ValueError, TypeError) as error:  # a lone surrogate is a TypeError
            return _wrong(f"The call is not valid JSON ({str(error)[:80]}). {_SHAPE}")
        if type(data) is not dict:
            return _wrong(f"The call is not a JSON object. {_SHAPE}")
        # As many ends of keys as keys means that none was given twice. Anything else takes the slow, exact look.
        if len(data) == 2 and "tool" in data and "arguments" in data:
            name, given = data["tool"], data["arguments"]
            if type(name) is str and type(given) is dict:
                keys = 2 + len(given)
                # A text may hold colons; then each key's colon stands right behind its quotation mark, as usual.
                if action.count(":") == keys or (action.count('":') == keys and not _SPACED(action)):
                    return _new(Parsed, (name, given, "", None))
        twice = _given_twice(action)
        if twice is not None:
            return _wrong(f"The key {twice!r} is given twice, so the call is ambiguous. {_SHAPE}")
        return _read(data)
    if action is None:
        return Parsed(None, None, "", None)
    size = _size(action) if isinstance(action, dict) else None
    if size is None:
        return _wrong(NOT_JSON)
    return _read(action) if size <= MAX_ACTION else _wrong(TOO_LONG)


def as_json(action: Any) -> Any:
    """A malformed action as plain JSON data that is answered in the same way when it is played again.

    Returns:
        A copy of the action, or OVERSIZED or UNWRITABLE for one that is too long or no plain data.
    """
    if type(action) is str:
        return action if len(action) <= MAX_ACTION else OVERSIZED
    size = _size(action) if isinstance(action, dict) else None
    if size is None:
        return UNWRITABLE
    return thaw(action) if size <= MAX_ACTION else OVERSIZED


def _size(action: dict[Any, Any]) -> int | None:
    """Length of an action in characters, about; None for one that is not plain data all through.

    Plain are dicts with text keys, lists, texts, finite numbers of up to 4096 bits, booleans and None, nested at most
    MAX_DEPTH deep, and of exactly these types: a subclass may answer in its own way, or fail.
    """
    total = 0
    pending: list[tuple[Any, int]] = [(action, 0)]
    while pending:
        value, depth = pending.pop()
        kind = type(value)
        if kind is str:
            total += len(value)
        elif kind is int:
            if value.bit_length() > _BITS:
                return None
        elif kind is float:
            if not isfinite(value):
                return None
        elif kind is dict or kind is FrozenDict:
            if depth > MAX_DEPTH:
                return None
            if total + 4 * len(value) > 2 * MAX_ACTION:
                return total + 4 * len(value)
            for key, item in value.items():
                if type(key) is not str:
                    return None
                total += len(key)
                pending.append((item, depth + 1))
        elif kind is list:
            if depth > MAX_DEPTH:
                return None
            if total + 4 * len(value) > 2 * MAX_ACTION:
                return total + 4 * len(value)  # too long whatever is in it: it is not walked through
            pending += [(item, depth + 1) for item in value]
        elif kind is not bool and value is not None:
            return None
        total += 4
        if total > 2 * MAX_ACTION:
            break  # long enough to know; a list that holds itself ends here or at the depth
    return total


def _read(action: Mapping[str, Any]) -> Parsed:
    if "tool" not in action:
        return _wrong(f"There is no tool in the call. {_SHAPE}")
    name = action["tool"]
    arguments = action.get("arguments", _NOTHING)
    said = ""
    if len(action) > 2 or ("arguments" not in action and len(action) > 1):
        said = action.get("text", "")
        extra = [key for key in action if key not in _KEYS]
        if extra:
            return _wrong(f"The call has an unknown key {str(extra[0])[:40]!r}. {_SHAPE}")
        if type(said) is not str:
            return _wrong(f"The text beside the call is not a text. {_SHAPE}")
        said = said[:MAX_ACTION]
    if name is None:
        return Parsed(None, None, said, None)
    if type(name) is not str:
        return _wrong(f"The tool's name is not a text. {_SHAPE}")
    if not isinstance(arguments, Mapping):
        return Parsed(name, arguments, said, f"The arguments are not a JSON object. {_SHAPE}")
    return Parsed(name, arguments, said, None)


def _wrong(mistake: str) -> Parsed:
    return Parsed(None, None, "", mistake)


def _given_twice(text: str) -> str | None:
    """The first key that an object in this JSON text has twice."""
    doubled: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in items:
            if key in found:
                doubled.append(key[:40])
            found[key] = value
        return found

    try:
        json.loads(text, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        return "(unreadable)"
    return doubled[0] if doubled else None


_SPACED = re.compile(r'"\s+:').search
_NOTHING: dict[str, Any] = {}
_KEYS = frozenset({"tool", "arguments", "text"})
