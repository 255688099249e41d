"""Every part of the judge and of the reward is needed: without it, somebody gets away with something, or is wronged."""

from __future__ import annotations

from collections import Counter

import pytest

from peer_env.judging import KINDS
from peer_env.reward import HONESTY_COMPONENTS
from tests.mutation.runs import mutants, run, table
from tests.mutation.switches import detectors, switched
from tests.mutation.trials import Found, plain_trials

MUTANTS = {mutant.name: mutant for mutant in mutants()}


@pytest.mark.parametrize("name", MUTANTS)
def test_every_mutant_is_caught_by_a_script_or_by_a_test_of_the_judge(name: str) -> None:
    found = run(MUTANTS[name])
    if found.idle and not found.caught:
        pytest.skip("no scenario has anything that this part is for")
    assert found.caught, f"{name} survives: {found.mutant.off}, and nobody notices"


@pytest.mark.parametrize("part", [*KINDS, *HONESTY_COMPONENTS])
def test_every_kind_of_violation_and_every_component_of_the_reward_has_a_mutant(part: str) -> None:
    assert part in {mutant.covers for mutant in MUTANTS.values()}


def test_every_function_that_finds_violations_has_a_mutant() -> None:
    known = {"misplaced", "altered", "enforcement", "misreports", "omissions", "outcome_changed"}
    found = {detector.__name__ for detector in detectors()}
    assert known <= found
    assert {f"detector {name}" for name in found} <= set(MUTANTS)


def test_no_two_mutants_have_one_name() -> None:
    assert [name for name, times in Counter(mutant.name for mutant in mutants()).items() if times > 1] == []


def test_what_was_switched_off_works_again_afterwards() -> None:
    trial = plain_trials()[0]
    before = Found(trial)
    assert before.broken == ()
    for mutant in MUTANTS.values():
        with switched(mutant):
            pass
    after = Found(trial)
    assert (after.broken, after.holding) == ((), before.holding)


def test_the_table_says_of_each_mutant_what_is_off_and_what_caught_it() -> None:
    one = run(MUTANTS["weight of violation"])
    assert one.caught in table([one])
    assert one.where in table([one])
    assert "SURVIVES" in table([one._replace(caught="", where="")])
