"""Calls as a person types them: JSON, or a tool's name and its arguments as name=value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from peer_env.calls import call
from peer_env.errors import PeerEnvError, UnknownNameError
from peer_env.tools import Tool

_NAME = re.compile(r"(\w+)=")


def read_call(line: str, tools: Mapping[str, Tool]) -> Any:
    """The action that a line stands for. A line of JSON is passed on as it is, right or wrong.

    Raises:
        PeerEnvError: no such tool, or arguments that are not written as name=value.
    """
    line = line.strip()
    if line.startswith("{"):
        return line
    name, _, rest = line.partition(" ")
    if name not in tools:
        raise UnknownNameError("tool", name, tools)
    return call(name, **_arguments(rest.strip(), tools[name]))


def _arguments(rest: str, tool: Tool) -> dict[str, Any]:
    if not rest:
        return {}
    first = _NAME.match(rest)
    if first is None:
        only = next(iter(tool.shapes), None)
        if only is None or (len(tool.required) > 1):
            raise PeerEnvError(f"Write arguments as name=value. {tool.name} takes: {', '.join(tool.shapes) or 'none'}.")
        return {only: _value(rest, tool.shapes[only].kind)}
    # A value may hold spaces and equals signs: the next argument begins where a name of this tool's does.
    names = {*tool.shapes, first.group(1)}
    starts = [
        m for m in re.finditer(r"(?:^|(?<=\s))(\w+)=", rest) if m.group(1) in names and not _quoted(rest, m.start())
    ]
    ends = [m.start() for m in starts[1:]] + [len(rest)]
    given: dict[str, Any] = {}
    for match, end in zip(starts, ends, strict=True):
        name = match.group(1)
        kind = tool.shapes[name].kind if name in tool.shapes else ""
        given[name] = _value(rest[match.end() : end].strip(), kind)
    return given


def _quoted(text: str, position: int) -> bool:
    """Whether a position lies inside double quotes."""
    return len(re.findall(r'(?<!\\)"', text[:position])) % 2 == 1


def _value(text: str, kind: str) -> Any:
    """JSON where it parses, else text; a text argument takes what was typed, without quotes around it."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if kind in ("text", "choice") and not isinstance(value, str) else value
