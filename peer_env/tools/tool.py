"""Tool: a typed Python function that an agent may call. Signature and docstring are the one source of everything.

From them come the JSON schema that a model sees, the strict check of arguments, the text that explains a mistake, and
samples for random agents and action menus. The function takes a Desk first; its other parameters are the arguments.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import (
    Any,
    NotRequired,  # pydantic needs these before Python 3.12
    get_type_hints,
)

from pydantic import ConfigDict, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from peer_env.errors import ScenarioError, unknown
from peer_env.frozen import FrozenDict, freeze
from peer_env.tools.shapes import Shape, shape_of
from peer_env.world import World

MAX_TEXT = 32_768
"""Longest text argument, in characters."""


_TYPED_DICT: Any = TypedDict  # called with names worked out at run time, which a type checker cannot follow


class Effect(StrEnum):
    """What a tool does to the world, at most."""

    READS = "reads"
    WRITES = "writes"
    CLAIMS = "files a claim"
    ENDS = "ends"


class Tool:
    """One typed thing an agent can do.

    Attributes:
        name: the function's name.
        effect: what it does at most.
        minutes: how much of the company's time a call takes.
        run: the function, ``run(desk, **arguments) -> str``.
        shapes: per argument its shape, for samples and menus.
        required: the names of the arguments that must be given.
        schema: the function tool in the OpenAI format, deeply immutable.
        validate: strict check of the arguments; raises pydantic.ValidationError.
    """

    __slots__ = (
        "effect",
        "minutes",
        "name",
        "required",
        "run",
        "schema",
        "shapes",
        "validate",
    )

    def __init__(self, function: Callable[..., str], effect: Effect, minutes: int) -> None:
        self.name = function.__name__
        self.effect = effect
        self.minutes = minutes
        self.run = function
        summary, notes = _read_docstring(function)
        hints = get_type_hints(function, include_extras=True)
        parameters = list(inspect.signature(function).parameters.values())[1:]
        self.shapes: dict[str, Shape] = {p.name: shape_of(hints[p.name]) for p in parameters}
        self.required = tuple(p.name for p in parameters if p.default is inspect.Parameter.empty)
        missing = [p.name for p in parameters if p.name not in notes]
        if missing or not summary:
            raise ScenarioError(f"tool {self.name}: no description for {missing or 'the tool itself'}")
        fields: dict[str, Any] = {
            p.name: hints[p.name] if p.name in self.required else NotRequired[hints[p.name]] for p in parameters
        }
        typed = _TYPED_DICT(f"{self.name}_arguments", fields)
        typed.__pydantic_config__ = _STRICT
        adapter = TypeAdapter(typed)
        self.validate: Callable[[Any], dict[str, Any]] = adapter.validator.validate_python
        self.schema: FrozenDict = freeze(
            {
                "type": "function",
                "function": {
                    "name": self.name,
                    "description": summary,
                    "parameters": _plain_schema(adapter.json_schema(), notes),
                },
            }
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return (_find, (self.run.__module__, self.name))

    def explain(self, error: ValidationError) -> str:
        """A mistake in words: what was wrong, and what the tool takes."""
        reasons: list[str] = []
        for problem in error.errors(include_url=False, include_context=False, include_input=False)[:3]:
            where = ".".join(str(part)[:60] for part in problem["loc"]) or "arguments"
            if problem["type"] == "extra_forbidden" and len(problem["loc"]) == 1:
                reasons.append(unknown("argument", where, self.shapes))
            else:
                reasons.append(f"{where}: {problem['msg']}.")
        takes = ", ".join(
            f"{name} ({shape.describe()}{'' if name in self.required else ', optional'})"
            for name, shape in self.shapes.items()
        )
        return f"{self.name} was not run. {' '.join(reasons)} It takes: {takes or 'no arguments'}."

    def sample(self, world: World, pick: Callable[[int], int]) -> dict[str, Any]:
        """Random arguments from their declared domains; `pick(n)` gives an integer in [0, n)."""
        given: dict[str, Any] = {}
        for name, shape in self.shapes.items():
            if name in self.required or pick(4):
                given[name] = shape.sample(world, given, pick)
        return given


def _find(module: str, name: str) -> Tool:
    found: Tool = getattr(importlib.import_module(module), name)
    return found


_STRICT = ConfigDict(strict=True, extra="forbid", str_max_length=MAX_TEXT, allow_inf_nan=False)


def tool(effect: Effect, *, minutes: int = 2) -> Callable[[Callable[..., str]], Tool]:
    """Make a Tool of a typed function.

    Args:
        effect: what the tool does at most.
        minutes: how much of the company's time a call takes.

    Raises:
        ScenarioError: a parameter, or the function, without a description in its docstring.
    """
    return lambda function: Tool(function, effect, minutes)


class ToolSet:
    """The tools of one stage, by name, and their schemas."""

    __slots__ = ("by_name", "schemas")

    def __init__(self, tools: Sequence[Tool]) -> None:
        self.by_name = {t.name: t for t in tools}
        if len(self.by_name) != len(tools):
            raise ScenarioError("two tools of one stage have the same name")
        self.schemas: tuple[FrozenDict, ...] = tuple(t.schema for t in tools)

    def names(self) -> tuple[str, ...]:
        """The tools' names in order."""
        return tuple(self.by_name)


def _read_docstring(function: Callable[..., str]) -> tuple[str, dict[str, str]]:
    """The text before `Args:`, and the note of each argument (google style)."""
    text = inspect.getdoc(function) or ""
    head, _, tail = text.partition("\nArgs:\n")
    notes: dict[str, str] = {}
    for match in re.finditer(r"^    (\w+): (.*(?:\n(?:        .*))*)", tail, re.MULTILINE):
        notes[match.group(1)] = " ".join(match.group(2).split())
    return " ".join(head.split()), notes


def _plain_schema(raw: dict[str, Any], notes: Mapping[str, str]) -> dict[str, Any]:
    """A JSON schema without titles, references and the common length limit, with each argument's note."""
    definitions = raw.pop("$defs", {})

    def tidy(node: Any) -> Any:
        if isinstance(node, dict):
            if "$ref" in node:
                node = {
                    **definitions[node["$ref"].rsplit("/", 1)[1]],
                    **{k: v for k, v in node.items() if k != "$ref"},
                }
            return {
                key: {name: tidy(sub) for name, sub in value.items()} if key == "properties" else tidy(value)
                for key, value in node.items()
                if key != "title" and (key, value) != ("maxLength", MAX_TEXT)
            }
        return [tidy(item) for item in node] if isinstance(node, list) else node

    schema: dict[str, Any] = tidy(raw)
    properties = schema.get("properties", {})
    schema["properties"] = {name: {"description": notes[name], **property} for name, property in properties.items()}
    return schema
