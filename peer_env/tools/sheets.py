"""Sheets: tables to list and to read by rows. Reading a row discloses that row and no other."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import no_such, shown
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool

Row = Annotated[int, Field(ge=1, le=1000)]


@tool(Effect.READS)
def list_sheets(desk: Desk) -> str:
    """List the sheets: name, columns and number of rows. Their rows are read with view_sheet."""
    desk.facts = ("listing:sheets",)
    lines = [f"{s.name}  columns: {', '.join(s.columns)}  rows: {len(s.rows)}" for s in desk.world.sheets.values()]
    return "Sheets:\n" + "\n".join(lines) if lines else "There are no sheets."


@tool(Effect.READS, minutes=4)
def view_sheet(
    desk: Desk,
    name: Annotated[str, Domain(lambda world, given: tuple(world.sheets))],
    first_row: Row = 1,
    last_row: Row = 1000,
) -> str:
    """Read rows of a sheet. Without row numbers the whole sheet is shown.

    Args:
        name: The sheet's name as list_sheets shows it.
        first_row: First row to show, counted from 1.
        last_row: Last row to show; a number past the end shows the rest.
    """
    sheet = desk.world.sheets.get(name)
    if sheet is None:
        raise no_such("sheet", name, desk.world.sheets)
    rows = sheet.rows[first_row - 1 : last_row]
    if not rows:
        raise Refused(f"{shown(name)} has rows 1 to {len(sheet.rows)}; {first_row} to {last_row} shows none of them.")
    desk.facts = sheet.row_facts[first_row - 1 : last_row]
    header = " | ".join(sheet.columns)
    return f"{sheet.name}\n{header}\n" + "\n".join([" | ".join(row) for row in rows])


SHEETS = (list_sheets, view_sheet)
"""The tools for sheets."""
