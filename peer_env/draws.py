"""Bulk randomness for building a stage: one call into numpy, then plain numbers.

Knows nothing of scenarios. A scalar draw from a numpy Generator costs about 2 us and `choice` about 10 us; a stage
needs a hundred draws and has to be built in well under 100 us, so uniform numbers are taken in blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")

_BLOCK = 128


class Draws:
    """A stream of reproducible draws over one `numpy.random.Generator`.

    The same generator state gives the same stream. An integer below n is ``floor(u * n)`` of a 53-bit uniform u, so
    for n up to 10**6 its probability is off by less than 1.2e-10.
    """

    __slots__ = ("_left", "_rng")

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._left: list[float] = rng.random(_BLOCK).tolist()

    def _refill(self) -> float:
        self._left = self._rng.random(_BLOCK).tolist()
        return self._left.pop()

    def unit(self) -> float:
        """A float in [0, 1)."""
        return self._left.pop() if self._left else self._refill()

    def below(self, n: int) -> int:
        """An integer in [0, n), n at most 2**53."""
        return int((self._left.pop() if self._left else self._refill()) * n)

    def between(self, low: int, high: int) -> int:
        """An integer in [low, high], both ends included."""
        return low + int((self._left.pop() if self._left else self._refill()) * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """One element of a non-empty sequence."""
        return options[int((self._left.pop() if self._left else self._refill()) * len(options))]

    def sample(self, options: Sequence[T], k: int) -> list[T]:
        """Take k different elements, in random order (k at most ``len(options)``)."""
        pool = list(options)
        size = len(pool)
        if k > size:
            raise ValueError(f"cannot draw {k} different elements from {size}")
        for i in range(k):
            j = i + int((self._left.pop() if self._left else self._refill()) * (size - i))
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:k]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All elements, in random order."""
        return self.sample(options, len(options))
