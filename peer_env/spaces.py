"""The two spaces of the suite: any text, and tool calls. Both sample and check, and checking is cheap.

`gymnasium.spaces.Text` refuses most of Unicode, takes hundreds of microseconds to check a page, and is silently
corrupted by vector environments with shared memory; these are small spaces of our own, which such environments refuse.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from gymnasium.spaces import Space
from numpy.typing import NDArray
from pydantic import ValidationError

from peer_env.calls import parse
from peer_env.tools import ToolSet
from peer_env.world import World

_LETTERS = "abcdefghijklmnopqrstuvwxyz     ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-'"


class AnyText(Space[str]):
    """Any Python string of at most `max_length` characters; samples are short and printable."""

    def __init__(self, max_length: int = 200_000, seed: int | np.random.Generator | None = None) -> None:
        self.max_length = int(max_length)
        super().__init__(shape=None, dtype=str, seed=seed)

    @property
    def is_np_flattenable(self) -> bool:
        """Texts have no fixed size."""
        return False

    def sample(self, mask: Any = None, probability: Any = None) -> str:
        """A short printable text (masks are not supported and are ignored)."""
        length = int(self.np_random.integers(1, min(self.max_length, 64) + 1))
        return "".join(_LETTERS[i] for i in self.np_random.integers(0, len(_LETTERS), size=length))

    def contains(self, x: Any) -> bool:
        """Whether x is a string within the length."""
        return isinstance(x, str) and len(x) <= self.max_length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyText) and self.max_length == other.max_length

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"AnyText({self.max_length})"


class ToolCallSpace(Space[dict[str, Any]]):
    """Calls of a stage's tools: ``{"tool": name, "arguments": {...}}``, also as a JSON string.

    Samples follow the arguments' declared domains over the world as it stands. `contains` says whether a call is
    well formed, not whether the company would grant it.
    """

    def __init__(
        self,
        tools: ToolSet,
        world: Callable[[], World] | None = None,
        seed: int | np.random.Generator | None = None,
    ) -> None:
        self.tools = tools
        self._world = world
        super().__init__(shape=None, dtype=None, seed=seed)

    @property
    def is_np_flattenable(self) -> bool:
        """Calls have no fixed size."""
        return False

    def sample(self, mask: Any = None, probability: Any = None) -> dict[str, Any]:
        """A random well-formed call.

        Args:
            mask: optional 0/1 array over the tools in order; only tools with 1 are drawn.
            probability: not supported, ignored.
        """
        names = self.tools.names()
        if mask is not None:
            allowed: NDArray[Any] = np.asarray(mask)
            names = tuple(name for name, on in zip(names, allowed, strict=True) if on)
        world = self._world() if self._world is not None else World(0)
        rng = self.np_random
        name = names[int(rng.integers(len(names)))]
        return {
            "tool": name,
            "arguments": self.tools.by_name[name].sample(world, lambda n: int(rng.integers(n))),
        }

    @property
    def has_generator(self) -> bool:
        """Whether anything has been drawn or seeded yet."""
        return self._np_random is not None

    def take_generator(self, other: ToolCallSpace) -> None:
        """Go on drawing as another space would."""
        self._np_random = copy.deepcopy(other._np_random)

    def contains(self, x: Any) -> bool:
        """Whether x is a well-formed call of one of the tools."""
        if not isinstance(x, str | Mapping):
            return False
        name, arguments, _, mistake = parse(x)
        tool = self.tools.by_name.get(name or "")
        if mistake is not None or tool is None:
            return False
        try:
            tool.validate(arguments)
        except ValidationError:
            return False
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ToolCallSpace) and self.tools.names() == other.tools.names()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ToolCallSpace({', '.join(self.tools.names())})"

    def __getstate__(self) -> dict[str, Any]:
        # The world belongs to the environment; a copy of the space on its own samples without one.
        return {**self.__dict__, "_world": None}

    def __setstate__(self, state: Any) -> None:
        self.__dict__.update(state)
