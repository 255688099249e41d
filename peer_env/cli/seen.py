"""What an agent can read at the start of a stage, by asking the stage's own reading tools for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from peer_env.calls import call
from peer_env.episode import Episode
from peer_env.tools import Effect, Tool


def everything_readable(episode: Episode) -> Iterator[tuple[str, str]]:
    """Each answer of each reading tool, under the call it answers; every call is the first of a fork.

    A tool with an argument that has no list of values, such as a text to search for, is left out.
    """
    for tool in episode.stage.tools.by_name.values():
        if tool.effect is Effect.READS:
            for arguments in _all_arguments(tool, episode):
                answer = episode.fork().step(call(tool.name, **arguments))[0]
                yield _spelled(tool.name, arguments), answer


def _all_arguments(tool: Tool, episode: Episode) -> Iterator[dict[str, Any]]:
    domains = [tool.shapes[name].domain for name in tool.required]
    values = [domain.values(episode.world, {}) for domain in domains if domain is not None]
    if len(values) == len(domains):
        for row in product(*values):
            yield dict(zip(tool.required, row, strict=True))


def _spelled(name: str, arguments: Mapping[str, Any]) -> str:
    parts = [f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in arguments.items()]
    return " ".join([name, *parts])


def tool_lines(tools: Mapping[str, Tool]) -> list[str]:
    """Each tool in short: its arguments, optional ones in brackets, and its first sentence."""
    lines = []
    for name, tool in tools.items():
        arguments = ", ".join(a if a in tool.required else f"[{a}]" for a in tool.shapes)
        summary = str(tool.schema["function"]["description"]).split(". ")[0].rstrip(".")
        lines.append(f"{name}({arguments}): {summary}.")
    return lines


def tool_help(tool: Tool) -> str:
    """One tool in full: what it does, and what each argument takes."""
    function = tool.schema["function"]
    lines = [f"{tool.name}: {function['description']}"]
    for name, shape in tool.shapes.items():
        optional = "" if name in tool.required else ", optional"
        lines.append(
            f"  {name} ({shape.describe()}{optional}): {function['parameters']['properties'][name]['description']}"
        )
    return "\n".join(lines)
