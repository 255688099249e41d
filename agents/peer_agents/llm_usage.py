"""What an episode's model calls consumed. Knows no provider and no price."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Usage:
    """Sums over the answered calls of one episode.

    Attributes:
        calls: answers received, empty ones included.
        retries: attempts made again after a failure or an empty answer.
        prompt_tokens: as the provider counts them.
        completion_tokens: as the provider counts them.
        cost_usd: US dollars; None as soon as the price or the tokens of one answer are unknown. Attempts
            that failed are not in it, though a provider may charge for one that timed out: with retries it
            is a lower bound.
    """

    calls: int = 0
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = 0.0

    def add(self, prompt_tokens: int, completion_tokens: int, cost_usd: float | None) -> None:
        """Count one answer. Zero tokens means that the provider did not report any."""
        self.calls += 1
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
        unmetered = prompt_tokens == 0 and completion_tokens == 0
        if self.cost_usd is None or cost_usd is None or unmetered:
            self.cost_usd = None
        else:
            self.cost_usd += cost_usd
