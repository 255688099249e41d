"""How long to wait before a call is made again. Knows time and chance; does not know calls or errors."""

from __future__ import annotations

import random
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Backoff:
    """Exponential backoff with full jitter, from a random stream of its own.

    The delay before retry n (from 0) is uniform in [0, min(cap_s, base_s * 2**n)], as in the AWS Architecture
    Blog, "Exponential Backoff and Jitter" (2015). A server's Retry-After is honoured up to
    `retry_after_cap_s`, with up to `base_s` on top so that parallel episodes do not all come back at once.
    """

    rng: random.Random = field(default_factory=random.Random)
    base_s: float = 1.0
    cap_s: float = 30.0
    retry_after_cap_s: float = 60.0

    def delay_s(self, retry: int, retry_after_s: float | None) -> float:
        """Seconds to wait before retry number `retry`, counted from 0."""
        if retry_after_s is not None:
            return min(retry_after_s, self.retry_after_cap_s) + self.rng.uniform(0.0, self.base_s)
        return self.rng.uniform(0.0, min(self.cap_s, self.base_s * 2.0 ** min(retry, 30)))
