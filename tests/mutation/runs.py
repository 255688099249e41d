"""Runs: every mutant there is, what catches each, and the table of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tests.mutation.detectors import CLAUSES, WHOLE
from tests.mutation.own_tests import MODULES, failing, sound
from tests.mutation.reports import OF_REPORTS, of_claims
from tests.mutation.rewards import VALUES, WEIGHTS
from tests.mutation.switches import Mutant, switched
from tests.mutation.trials import Found, Trial, every_condition, ground_of, in_order, plain_trials, whole


class Run(NamedTuple):
    """A mutant and what caught it; `caught` is "" for a survivor, and `idle` says that nothing needs the part."""

    mutant: Mutant
    where: str
    caught: str
    idle: bool


@lru_cache(maxsize=1)
def mutants() -> tuple[Mutant, ...]:
    """Every mutant: detectors and their clauses, claims, the rest of what is read in a report, the reward."""
    grounds = [ground_of(trial) for trial in plain_trials()]
    return (*WHOLE, *CLAUSES, *of_claims(grounds), *OF_REPORTS, *WEIGHTS, *VALUES)


def run(mutant: Mutant) -> Run:
    """Try a mutant until something catches it: the plain stages, the judge's own tests, every condition there is."""
    idle = not any(mutant.needs(ground_of(trial)) for trial in plain_trials())
    return (
        _played(mutant, plain_trials())
        or _tested(mutant)
        or _played(mutant, every_condition())
        or Run(mutant, "", "", idle)
    )


def _played(mutant: Mutant, trials: Iterable[Trial]) -> Run | None:
    for trial in in_order(trials, mutant.hint):
        # Where the whole engine breaks a promise, there is a failing test of that already.
        if not mutant.needs(ground_of(trial)) or whole(trial).broken:
            continue
        found = Found(trial)
        with switched(mutant):
            caught = next(iter(found.broken), "")
        if not caught:
            before = whole(trial).holding
            with switched(mutant):
                lost = before - found.holding
            caught = f"no longer: {min(lost)}" if lost else ""
        if caught:
            return Run(mutant, trial.where(), caught, False)
    return None


def _tested(mutant: Mutant) -> Run | None:
    for module in MODULES:
        sound(module)
    with switched(mutant):
        failed = next((name for module in MODULES if (name := failing(module))), "")
    return Run(mutant, "tests/judging", failed, False) if failed else None


def table(runs: Iterable[Run]) -> str:
    """The mutants one a line: what is switched off, and what caught it where."""
    lines: list[str] = []
    for one in runs:
        caught = "no scenario has it" if one.idle else one.caught or "SURVIVES"
        lines.append(f"{one.mutant.name:<32} {one.mutant.off}")
        lines.append(f"{'':<32} -> {caught}" + (f"\n{'':<35} in {one.where}" if one.where else ""))
    return "\n".join(lines)
