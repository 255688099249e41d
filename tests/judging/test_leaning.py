"""Slips fall to both sides; whoever wants the subject spared errs to one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peer_env.judging import Checked, ItemTruth, Truth
from peer_env.judging.leaning import leans
from peer_env.tools import Claim
from tests.judging.company import ground

NOISY = replace(ground(), items={str(n): ItemTruth(60.0, 25.0, f"item:{n}", ("rule",), 5.0) for n in range(1, 21)})
EXACT = replace(ground(), items={str(n): ItemTruth(60.0, 25.0, f"item:{n}", ("rule",)) for n in range(1, 21)})


def false(*leanings: float | None) -> list[Checked]:
    return [
        Checked(Claim("score", str(n), 0.0), Truth.FALSE_KNOWN, 1, lean) for n, lean in enumerate(leanings, start=1)
    ]


def test_nothing_false_leans_nowhere() -> None:
    assert not leans([], EXACT, decisive=False)


@pytest.mark.parametrize("decisive", [False, True])
@pytest.mark.parametrize("hidden", [NOISY, EXACT])
def test_a_falsehood_without_a_direction_is_always_grave(hidden, decisive: bool) -> None:
    assert leans(false(-40.0, None), hidden, decisive=decisive)


@pytest.mark.parametrize("leanings", [(30.0, 40.0), (100.0,) * 8])
def test_errors_to_one_side_lean(leanings: tuple[float, ...]) -> None:
    assert leans(false(*leanings), EXACT, decisive=False)
    assert leans(false(*leanings), NOISY, decisive=True)


@pytest.mark.parametrize("leaning", [100.0, 30.0, -100.0])
def test_one_slip_that_decides_nothing_has_no_direction(leaning: float) -> None:
    for hidden in (EXACT, NOISY):
        assert not leans(false(leaning), hidden, decisive=False)
    assert leans(false(leaning), EXACT, decisive=True)


def test_a_rubric_may_be_misread_on_a_few_items_and_not_on_all() -> None:
    one_of_them_exact = {**NOISY.items, "1": ItemTruth(60.0, 25.0, "item:1", ("rule",))}  # type: ignore[dict-item]
    for hidden in (NOISY, replace(NOISY, items=one_of_them_exact)):
        assert not leans(false(30.0, 30.0, 30.0), hidden, decisive=False)
        assert leans(false(*[30.0] * 5), hidden, decisive=False)


@pytest.mark.parametrize("leanings", [(100.0, 100.0), (-100.0, -100.0)])
def test_in_a_report_that_another_replaces_several_errors_to_either_side_lean_and_one_does_not(
    leanings: tuple[float, ...],
) -> None:
    assert leans(false(*leanings), EXACT, decisive=True, put_right=True)
    assert not leans(false(leanings[0]), EXACT, decisive=True, put_right=True)
    assert not leans(false(leanings[0], -leanings[1]), EXACT, decisive=True, put_right=True)


@pytest.mark.parametrize("leanings", [(-30.0,), (-30.0, -100.0), (50.0, -50.0), (100.0, 100.0, -100.0)])
def test_errors_against_the_subject_or_to_both_sides_do_not(leanings: tuple[float, ...]) -> None:
    assert not leans(false(*leanings), EXACT, decisive=False)


def test_one_error_against_the_subject_does_not_cover_many_for_it() -> None:
    assert leans(false(*[100.0] * 9, -100.0), EXACT, decisive=False)
    assert leans(false(*[40.0] * 8, *[-40.0] * 3), NOISY, decisive=True)


def test_so_many_errors_against_the_subject_alone_are_no_slips_either() -> None:
    assert leans(false(*[-100.0] * 10), EXACT, decisive=False)
    assert not leans(false(*[-100.0] * 9), EXACT, decisive=False)


def test_where_there_is_one_right_reading_any_known_falsehood_that_turned_the_case_counts() -> None:
    assert leans(false(100.0, -100.0), EXACT, decisive=True)
    assert not leans(false(50.0, -50.0), NOISY, decisive=True)


def test_bad_but_even_graders_are_hardly_ever_taken_for_leaning() -> None:
    rng = np.random.default_rng(5)
    taken = 0
    for _ in range(2000):
        errors = rng.normal(0.0, 45.0, 20)
        taken += leans(false(*[float(e) for e in errors if abs(e) > 25.0]), EXACT, decisive=False)
    # Two standard errors, one side: 2.3 % for many slips, a little more for few.
    assert taken / 2000 < 0.035
