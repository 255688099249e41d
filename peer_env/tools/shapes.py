"""Shape: what values an argument may take, read from its type, as a domain over the world.

One declaration feeds the wording of mistakes, samples for random agents, and later the menus of trained policies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from typing_extensions import is_typeddict

from peer_env.world import World

_WORDS = ("notes", "draft", "summary", "october", "invoice", "review", "list", "update")


class Domain(NamedTuple):
    """The values that make sense now: a function of the world and of the arguments given before this one."""

    values: Callable[[World, Mapping[str, Any]], Sequence[Any]]


class Shape(NamedTuple):
    """What an argument looks like: its kind, and by kind its choices, bounds, fewest elements or fields."""

    kind: Literal["text", "integer", "number", "choice", "list", "record"]
    domain: Domain | None = None
    choices: tuple[Any, ...] = ()
    low: float = 0
    high: float = 100
    element: Shape | None = None
    fewest: int = 0
    longest: int = 80
    fields: tuple[tuple[str, Shape], ...] = ()

    def describe(self) -> str:
        """The shape in words."""
        match self.kind:
            case "choice":
                return "one of " + ", ".join(repr(choice) for choice in self.choices)
            case "list":
                assert self.element is not None
                return f"list of {self.element.describe()}"
            case "record":
                return "{" + ", ".join(f"{name}: {shape.describe()}" for name, shape in self.fields) + "}"
            case "integer":
                return "whole number"
            case _:
                return self.kind

    def sample(self, world: World, given: Mapping[str, Any], pick: Callable[[int], int]) -> Any:
        """A value from the domain; `pick(n)` gives an integer in [0, n)."""
        if self.domain is not None and self.kind != "list":
            values = self.domain.values(world, given)
            if values:
                return values[pick(len(values))]
        match self.kind:
            case "choice":
                return self.choices[pick(len(self.choices))]
            case "integer":
                return int(self.low) + pick(int(self.high - self.low) + 1)
            case "number":
                return float(self.low + pick(int(self.high - self.low) + 1))
            case "record":
                record: dict[str, Any] = {}
                for name, shape in self.fields:
                    record[name] = shape.sample(world, {**given, **record}, pick)
                return record
            case "list":
                assert self.element is not None
                return [self.element.sample(world, given, pick) for _ in range(self.fewest + pick(3))]
            case "text":
                return " ".join(_WORDS[pick(len(_WORDS))] for _ in range(1 + pick(4)))[: self.longest].strip()


def shape_of(annotation: Any) -> Shape:
    """Read a shape from a type annotation.

    Raises:
        TypeError: a type that arguments may not have.
    """
    domain: Domain | None = None
    low, high = 0.0, 100.0
    fewest, longest = 0, 80
    while get_origin(annotation) is Annotated:
        for extra in annotation.__metadata__:
            for item in getattr(extra, "metadata", [extra]):
                if isinstance(item, Domain):
                    domain = item
                elif isinstance(item, MinLen):
                    fewest = item.min_length
                elif isinstance(item, MaxLen):
                    longest = min(longest, item.max_length)
                elif isinstance(item, Ge):
                    low = float(item.ge)  # type: ignore[arg-type]
                elif isinstance(item, Le):
                    high = float(item.le)  # type: ignore[arg-type]
        annotation = get_args(annotation)[0]
    origin = get_origin(annotation)
    if origin is Literal:
        return Shape("choice", choices=get_args(annotation))
    if origin is list:
        return Shape("list", element=shape_of(get_args(annotation)[0]), fewest=fewest)
    if is_typeddict(annotation):
        hints = get_type_hints(annotation, include_extras=True)
        return Shape("record", fields=tuple((name, shape_of(hint)) for name, hint in hints.items()))
    for python_type, kind in ((str, "text"), (int, "integer"), (float, "number")):
        if annotation is python_type:
            return Shape(kind, domain=domain, low=low, high=high, longest=longest)  # type: ignore[arg-type]
    raise TypeError(f"a tool argument cannot be {annotation!r}: use str, int, float, Literal, list or TypedDict")
