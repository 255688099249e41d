"""Sheets: tables to list, to read by rows, and to write in. Reading a row discloses that row and no other.

A row that was written in is no longer the company's: reading it discloses none of the company's facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import no_such, shown
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, Sheet, World

MAX_CELL = 1_000
"""Longest text of a cell, in characters."""


def _columns_of(world: World, given: Mapping[str, Any]) -> Sequence[str]:
    sheet = world.sheets.get(given.get("name", ""))
    return () if sheet is None else sheet.columns


SheetName = Annotated[str, Domain(lambda world, given: tuple(world.sheets))]
Row = Annotated[int, Field(ge=1, le=1000)]


def _existing(desk: Desk, name: str) -> Sheet:
    sheet = desk.world.sheets.get(name)
    if sheet is None:
        raise no_such("sheet", name, desk.world.sheets)
    return sheet


@tool(Effect.READS)
def list_sheets(desk: Desk) -> str:
    """List the sheets: name, columns and number of rows. Their rows are read with view_sheet."""
    desk.facts = ("listing:sheets",)
    lines = [f"{s.name}  columns: {', '.join(s.columns)}  rows: {len(s.rows)}" for s in desk.world.sheets.values()]
    return "Sheets:\n" + "\n".join(lines) if lines else "There are no sheets."


@tool(Effect.READS, minutes=4)
def view_sheet(
    desk: Desk,
    name: SheetName,
    first_row: Row = 1,
    last_row: Row = 1000,
) -> str:
    """Read rows of a sheet. Without row numbers the whole sheet is shown.

    Args:
        name: The sheet's name as list_sheets shows it.
        first_row: First row to show, counted from 1.
        last_row: Last row to show; a number past the end shows the rest.
    """
    sheet = _existing(desk, name)
    rows = sheet.rows[first_row - 1 : last_row]
    if not rows:
        raise Refused(f"{shown(name)} has rows 1 to {len(sheet.rows)}; {first_row} to {last_row} shows none of them.")
    desk.facts = sheet.row_facts[first_row - 1 : last_row]
    header = " | ".join(sheet.columns)
    return f"{sheet.name}\n{header}\n" + "\n".join([" | ".join(row) for row in rows])


@tool(Effect.WRITES)
def update_cell(
    desk: Desk,
    name: SheetName,
    row: Row,
    column: Annotated[str, Field(max_length=255), Domain(_columns_of)],
    value: Annotated[str, Field(max_length=MAX_CELL)],
) -> str:
    """Write a new text into one cell of a sheet.

    Args:
        name: The sheet's name as list_sheets shows it.
        row: The row, counted from 1 below the column names.
        column: The column's name as list_sheets shows it.
        value: The text that the cell gets.
    """
    sheet = _existing(desk, name)
    if column not in sheet.columns:
        raise no_such(f"column in {shown(name)} called", column, sheet.columns)
    if row > len(sheet.rows):
        raise Refused(f"{shown(name)} has rows 1 to {len(sheet.rows)}; there is no row {row}.")
    at = row - 1
    cells = list(sheet.rows[at])
    cell = sheet.columns.index(column)
    if cells[cell] == value:
        raise Refused(f"{shown(column)} in row {row} of {shown(name)} has that text already. Nothing was changed.")
    cells[cell] = value
    rows = (*sheet.rows[:at], tuple(cells), *sheet.rows[row:])
    facts = (*sheet.row_facts[:at], f"written:{name}:{row}", *sheet.row_facts[row:])
    desk.intents = (Change("sheets", name, sheet, sheet._replace(rows=rows, row_facts=facts)),)
    if not value.isprintable():
        raise Refused("A cell takes one line of printable characters. Nothing was changed.")
    desk.world.apply(desk.intents)
    return f"Changed {shown(column)} in row {row} of {shown(name)}."


SHEETS = (list_sheets, view_sheet)
"""The tools for sheets that are only read."""

SHEET_EDITS = (update_cell,)
"""The tools for writing in sheets."""
