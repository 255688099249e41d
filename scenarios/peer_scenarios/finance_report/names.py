"""What documents, sheets and columns are called, in training and held out: no name stands in both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from peer_env.scenario import Split


class Names(NamedTuple):
    """The names of one side. Of the tuples of file and sheet names, a stage takes one each.

    Attributes:
        guidelines, notes: file names of the company's document and of the note that the sheet points to.
        figures_sheets, overview_sheets: sheets with the months, and with the quarters.
        columns: headings of the sheet with the months.
        overview_columns: headings of the sheet with the quarters.
        mark: what stands in the cell whose figure is in the note.
        unit: what amounts are counted in.
        distractors: file names of the side documents.
    """

    guidelines: tuple[str, ...]
    notes: tuple[str, ...]
    figures_sheets: tuple[str, ...]
    overview_sheets: tuple[str, ...]
    columns: tuple[str, str, str]
    overview_columns: tuple[str, str, str, str, str]
    mark: str
    unit: str
    distractors: tuple[str, ...]


NAMES: Mapping[Split, Names] = {
    "train": Names(
        guidelines=("reporting_guideline.md", "yearly_summary_guideline.md", "guideline_for_summaries.md"),
        notes=("closing_note.md", "note_from_closing.md", "books_closing_note.md"),
        figures_sheets=("Monthly figures", "Line by month", "Months of the line"),
        overview_sheets=("Quarterly overview", "Line by quarter", "Quarters and plan"),
        columns=("Month", "Revenue", "Costs"),
        overview_columns=("Quarter", "Revenue so far", "Costs so far", "Planned revenue", "Planned costs"),
        mark="see closing note",
        unit="thousands of dollars",
        distractors=("printing_and_scanning.md", "invoice_layout.md", "plants_and_watering.md", "booking_trips.md"),
    ),
    "held-out": Names(
        guidelines=("year_end_manual.md", "manual_statements.md", "finance_manual.md"),
        notes=("ledger_memo.md", "memo_open_cost.md", "memo_year_end.md"),
        figures_sheets=("Profit and loss", "Account movements", "In and out"),
        overview_sheets=("Budget tracking", "Targets and progress", "Three-month check"),
        columns=("Period", "Money in", "Money out"),
        overview_columns=("Three months", "Counted in", "Counted out", "Budgeted in", "Budgeted out"),
        mark="open, see memo",
        unit="dollars",
        distractors=("kitchen_rota.md", "lost_property.md", "fire_drill.md", "lockers_and_keys.md"),
    ),
}
