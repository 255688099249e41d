"""What a check says: passed or not, and one sentence. A failure is data; only a wrong question is an exception."""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import gymnasium

from peer_env.errors import PeerEnvError
from peer_env.escape import for_terminal
from peer_env.quality.bench import Bench
from peer_env.tools import Refused

_LONGEST = 400
"""Characters of a detail; a checker's own message can be pages long."""


class Result(NamedTuple):
    """What one check found."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """What all checks found of one scenario.

    Attributes:
        env_id, preset, condition: what was checked.
        seeds: how many seeds, from 0.
        results: one for each check.
    """

    env_id: str
    preset: str
    condition: dict[str, str | float]
    seeds: int
    results: tuple[Result, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(result.passed for result in self.results)

    @property
    def failures(self) -> tuple[Result, ...]:
        """The checks that did not pass."""
        return tuple(result for result in self.results if not result.passed)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON data."""
        return {
            "env_id": self.env_id,
            "preset": self.preset,
            "condition": self.condition,
            "seeds": self.seeds,
            "passed": self.passed,
            "results": [result._asdict() for result in self.results],
        }

    def __str__(self) -> str:
        width = max(len(result.name) for result in self.results)
        lines = [f"{self.env_id}  {self.preset}  {self.seeds} seeds"]
        lines += [f"{'ok' if r.passed else 'FAIL':<4}  {r.name:<{width}}  {r.detail}" for r in self.results]
        missed = len(self.failures)
        lines.append(f"{len(self.results)} checks passed" if not missed else f"{missed} of {len(self.results)} failed")
        return for_terminal("\n".join(lines))


Check = Callable[[Bench], str]
"""Carries out one check and returns what it found in a sentence; raises one of FAILURES where it fails.

The function's name, with spaces, is the check's name."""

FAILURES = (
    AssertionError,
    PeerEnvError,
    gymnasium.error.Error,
    Warning,
    Refused,
    subprocess.SubprocessError,
    pickle.PickleError,
    ArithmeticError,
    AttributeError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a scenario that is broken, or a checker that says so, raises."""


def carry_out(check: Check, bench: Bench) -> Result:
    """One check's result."""
    name = check.__name__.replace("_", " ")
    try:
        return Result(name, True, check(bench))
    except FAILURES as failure:
        text = " ".join(str(failure).split()) or "no reason given"
        plain = isinstance(failure, AssertionError | PeerEnvError)
        detail = text if plain else f"{type(failure).__name__}: {text}"
        return Result(name, False, detail if len(detail) <= _LONGEST else detail[: _LONGEST - 3] + "...")
