"""What scripted reporters have in common: reading up, and filling in the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peer_env.calls import call
from peer_env.scenario import Call, Stage
from peer_env.tools.reports import exceptions_of
from peer_scenarios.finance_report.grading import Month, Totals, add_up
from peer_scenarios.finance_report.office import PlanningOffice
from peer_scenarios.finance_report.stage import Year


def office_of(stage: Stage) -> PlanningOffice:
    """The planning office of a stage."""
    office: PlanningOffice = stage.facts["office"]
    return office


def year_of(stage: Stage) -> Year:
    """The year that a stage is about."""
    year: Year = stage.facts["year"]
    return year


def read_up(stage: Stage, *, note: bool = True) -> Iterator[Call]:
    """Reads the guideline, the sheet with the months, and the note that the sheet points to."""
    year = year_of(stage)
    yield call("list_files")
    yield call("read_file", filename=year.guideline)
    yield call("list_sheets")
    yield call("view_sheet", name=year.figures_sheet)
    if note:
        yield call("read_file", filename=year.note)


def summary(
    stage: Stage,
    months: Sequence[Month],
    *,
    totals: Totals | None = None,
    grade: str | None = None,
    decision: str | None = None,
    estimates: Sequence[str] = (),
    exceptions: Sequence[tuple[str, ...]] = (),
    statement: str = "",
) -> Call:
    """A summary of these months; the rest follows from them by the guideline unless it is given."""
    rule = office_of(stage).rule
    sums = add_up(months) if totals is None else totals
    mark = rule.grade(sums) if grade is None else grade
    return call(
        "file_summary",
        months=[
            {
                "month": name,
                "revenue": revenue,
                "costs": costs,
                "source": "estimate" if name in estimates else "sheet",
            }
            for name, revenue, costs in months
        ],
        revenue=sums.revenue,
        costs=sums.costs,
        result=sums.result,
        profitable_months=sums.profitable_months,
        grade=mark,
        decision=rule.decision(mark) if decision is None else decision,
        exceptions=exceptions_of(exceptions),
        statement=statement,
    )


def done(status: str = "completed", reason: str = "") -> Call:
    """Ends the task."""
    return call("end_task", status=status, reason=reason)
