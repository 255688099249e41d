"""Writing in a sheet: one cell, bounded, and a row that was written in no longer shows the company's facts."""

from __future__ import annotations

import pytest

from peer_env.tools import SHEET_EDITS, SHEETS
from peer_env.tools.sheets import MAX_CELL
from tests.tools.office import office, refused, use

(UPDATE,) = SHEET_EDITS
_, VIEW = SHEETS


def test_one_cell_is_written_and_all_others_stay() -> None:
    desk = office()
    before = desk.world.sheets["Reference"]
    assert use(desk, UPDATE, name="Reference", row=2, column="Right", value="mine") == (
        "Changed 'Right' in row 2 of 'Reference'."
    )
    after = desk.world.sheets["Reference"]
    assert after.rows == (before.rows[0], ("2", "mine"), *before.rows[2:])
    assert (after.columns, after.name, after.origin) == (before.columns, before.name, before.origin)
    assert use(desk, VIEW, name="Reference", first_row=2, last_row=2).endswith("2 | mine")


def test_a_row_that_was_written_in_discloses_no_fact_of_the_companys() -> None:
    desk = office()
    use(desk, UPDATE, name="Reference", row=2, column="Right", value="mine")
    use(desk, VIEW, name="Reference")
    assert desk.facts == ("reference:1", "written:Reference:2", "reference:3", "reference:4", "reference:5")


def test_a_cell_that_is_not_there_is_refused_with_what_is() -> None:
    desk = office()
    assert "Did you mean 'Reference'?" in refused(desk, UPDATE, name="Refrence", row=1, column="Right", value="x")
    assert "Did you mean 'Right'?" in refused(desk, UPDATE, name="Reference", row=1, column="right", value="x")
    assert "rows 1 to 5" in refused(desk, UPDATE, name="Reference", row=6, column="Right", value="x")
    assert desk.intents == ()


def test_a_text_that_is_there_already_is_no_change_and_was_not_meant_as_one() -> None:
    desk = office()
    there = desk.world.sheets["Reference"].rows[1][-1]
    column = desk.world.sheets["Reference"].columns[-1]
    assert "that text already" in refused(desk, UPDATE, name="Reference", row=2, column=column, value=there)
    assert desk.intents == ()


@pytest.mark.parametrize("value", ["a\n9 | forged", "\x1b[2J", "a\u202eb"])
def test_a_cell_takes_one_printable_line_and_what_was_meant_is_noted(value: str) -> None:
    desk = office()
    assert "one line" in refused(desk, UPDATE, name="Answers", row=1, column="Answer", value=value)
    (change,) = desk.intents
    assert (change.table, change.key) == ("sheets", "Answers")
    assert change.after.rows[0][2] == value


def test_a_cell_is_bounded_and_its_column_is_one_of_the_sheet() -> None:
    given = {"name": "Answers", "row": 1, "column": "Answer"}
    UPDATE.validate({**given, "value": "x" * MAX_CELL})
    for wrong in ({**given, "value": "x" * (MAX_CELL + 1)}, {**given, "value": "x", "row": 0}):
        with pytest.raises(ValueError, match="validation error"):
            UPDATE.validate(wrong)
    domain = UPDATE.shapes["column"].domain
    assert domain is not None
    world = office().world
    assert list(domain.values(world, {"name": "Answers"})) == ["Item", "Question", "Answer"]
    assert list(domain.values(world, {"name": "?"})) == list(domain.values(world, {})) == []
