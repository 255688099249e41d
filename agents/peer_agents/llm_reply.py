"""Reads one assistant message: words, thoughts, tool calls. Pure: knows no litellm, no network, no episode.

Everything in the message is untrusted. What is wrong with a call is kept as it came for the environment to
judge; only what goes back to the provider is made well-formed, because providers refuse a history with a
malformed call in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

BLANK = "(empty)"
"""Stands for words that are not there: providers refuse a message without any content."""

_DEEPEST = 64  # levels; far under the recursion limit that translating a message for a provider runs into
_NAME_LENGTH = 64
_NOT_IN_A_NAME = re.compile(r"[^a-zA-Z0-9_-]")
_REBUILT = ("tool_calls", "function_call")
# Copies of what stands elsewhere in the message; a strict server refuses fields it does not know.
_PROVIDER_COPIES = ("refusal", "reasoning", "reasoning_content")


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call of a turn; `arguments` is an object, or the raw text where it is not one."""

    id: str
    name: str
    arguments: dict[str, Any] | str


@dataclass(frozen=True, slots=True)
class Reply:
    """One assistant turn.

    Attributes:
        text: the prose, without thoughts.
        thinking: the thoughts, from the provider's own field and from a ``<think>`` block; never part of
            `text`.
        calls: the tool calls, in the model's order.
        message: the turn as it goes back to the provider, well-formed.
        raw: the turn as it came.
    """

    text: str
    thinking: str
    calls: tuple[Call, ...]
    message: dict[str, Any]
    raw: dict[str, Any]


def sendable(text: str) -> str:
    """The text with lone surrogates replaced: they are valid in JSON and cannot be encoded on the way out."""
    return text.encode("utf-8", "replace").decode("utf-8")


def parse_arguments(raw: str) -> dict[str, Any] | str:
    """The arguments as an object, or the raw text where it is not one.

    Not an object: anything but a JSON object, NaN and infinities, an integer too long to read, a key given
    twice (which of the two is meant?), and nesting deeper than 64 levels. Blank text is the empty object:
    providers write it for a call without arguments.
    """
    if not raw.strip():
        return {}
    try:
        value = json.loads(raw, parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_distinct)
    except (ValueError, RecursionError):
        return raw
    return value if isinstance(value, dict) and not _too_deep(value) else raw


def read_message(raw: Mapping[str, Any], turn: int) -> Reply:
    """Read an assistant message in the OpenAI format, as litellm gives it.

    Args:
        raw: the message as plain data, keys without a value left out.
        turn: the number of the turn, for the ids of calls that came without one.
    """
    words, inline = _split_thoughts(_words(raw))
    thinking = "\n".join(part for part in (str(raw.get("reasoning_content") or ""), inline) if part)
    calls: list[Call] = []
    sent: list[dict[str, Any]] = []
    taken: set[str] = set()
    for number, entry in enumerate(raw.get("tool_calls") or ()):
        function = entry.get("function") or {}
        name, text = str(function.get("name") or ""), str(function.get("arguments") or "")
        id_ = entry.get("id") or ""
        if not id_ or id_ in taken:  # two calls under one id could not be answered one by one
            id_ = f"call_{turn}_{number}"
        taken.add(id_)
        call = Call(id=id_, name=name, arguments=parse_arguments(text))
        calls.append(call)
        well_formed = text if text.strip() and isinstance(call.arguments, dict) else "{}"
        function = {**function, "name": sendable_name(name), "arguments": sendable(well_formed)}
        sent.append({**entry, "id": id_, "type": "function", "function": function})

    message = {key: value for key, value in raw.items() if key not in _REBUILT and value not in ([], {})}
    message["role"] = "assistant"
    message["content"] = sendable(words) or (None if sent else BLANK)
    if isinstance(message.get("reasoning_content"), str):
        message["reasoning_content"] = sendable(message["reasoning_content"])
    if sent:
        message["tool_calls"] = sent
    _keep_provider_fields(message)
    return Reply(text=words, thinking=thinking, calls=tuple(calls), message=message, raw=dict(raw))


def sendable_name(name: str) -> str:
    """A tool name that providers take in a history, where they check even invented ones."""
    return _NOT_IN_A_NAME.sub("_", name)[:_NAME_LENGTH] or "unnamed"


def _words(raw: Mapping[str, Any]) -> str:
    content = raw.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    # OpenAI models put an open refusal beside the content, and litellm moves it here.
    refusal = (raw.get("provider_specific_fields") or {}).get("refusal")
    return "\n".join(part for part in (content, refusal) if isinstance(part, str) and part)


def _split_thoughts(words: str) -> tuple[str, str]:
    """Words and thoughts, where a server without a reasoning parser left a think block in the words."""
    stripped = words.lstrip()
    if not stripped.startswith("<think>"):
        return words, ""
    thoughts, _, rest = stripped.removeprefix("<think>").partition("</think>")
    return rest.lstrip(), thoughts.strip()


def _keep_provider_fields(message: dict[str, Any]) -> None:
    """Send back what a provider needs to see again (thought signatures), and none of the copies."""
    fields = message.pop("provider_specific_fields", None) or {}
    kept = {key: value for key, value in fields.items() if value is not None and key not in _PROVIDER_COPIES}
    if kept:
        message["provider_specific_fields"] = kept


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(number: str) -> float:
    value = float(number)
    if not isfinite(value):
        raise ValueError(f"{number} is too large")
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return False
    return True
