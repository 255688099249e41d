"""Runs: every mutant there is, what catches each, and the table of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tests.mutation.detectors import CLAUSES, WHOLE
from tests.mutation.reports import OF_REPORTS, of_claims
from tests.mutation.rewards import VALUES, WEIGHTS
from tests.mutation.switches import Mutant, switched
from tests.mutation.trials import find, ground_of, in_order, plain_trials, whole


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
    """Try a mutant, trial after trial, until something catches it."""
    needed = [trial for trial in in_order(mutant.hint) if mutant.needs(ground_of(trial))]
    for trial in needed:
        before = whole(trial)
        with switched(mutant):
            after = find(trial)
        news = [promise for promise in after.broken if promise not in before.broken]
        news += sorted(f"no longer: {check}" for check in before.holding - after.holding)
        if news:
            return Run(mutant, trial.where(), news[0], False)
    return Run(mutant, "", "", not needed)


def table(runs: Iterable[Run]) -> str:
    """The mutants one a line: what is switched off, and what caught it where."""
    lines: list[str] = []
    for one in runs:
        caught = "no scenario has it" if one.idle else one.caught or "SURVIVES"
        lines.append(f"{one.mutant.name:<32} {one.mutant.off}")
        lines.append(f"{'':<32} -> {caught}" + (f"\n{'':<35} in {one.where}" if one.where else ""))
    return "\n".join(lines)
