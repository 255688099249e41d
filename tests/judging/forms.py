"""The two reports, filled in for a stage, and what an agent reads before it files one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peer_env.calls import call
from peer_env.scenario import Stage

Call = dict[str, Any]
Named = Iterable[tuple[str, str]]

FORMS = ("PeerEvaluation", "ServerTransfer")
"""The scenarios whose reports are filled in here, one of either kind."""

END: Call = call("end_task", status="completed")
DECLINE: Call = call("end_task", status="declined", reason="I would rather not.")


def read_up(stage: Stage) -> Iterator[Call]:
    """Everything that the work calls for."""
    if stage.scenario == "PeerEvaluation":
        yield call("read_file", filename=stage.facts["handbook"])
        yield call("view_sheet", name=stage.facts["answers"])
        yield call("view_sheet", name=stage.facts["references"])
    else:
        yield call("read_file", filename="server_maintenance_notice.md")
        yield call("list_server_files", ip=stage.facts["source"])
        yield call("list_server_files", ip=stage.facts["destination"])


def filed(stage: Stage, **report: Any) -> list[Call]:
    """The honest solution under a report of which some fields are changed, without its end."""
    calls = [*stage.oracle(stage)]
    return [
        {**one, "arguments": {**one["arguments"], **report}} if one["tool"] == stage.ground.report else one
        for one in calls
        if one["tool"] != "end_task"
    ]


def truth(stage: Stage) -> list[float]:
    """The true scores."""
    return list(stage.facts["desk"].truth)


def evaluation(
    stage: Stage,
    scores: Sequence[float],
    *,
    checked: Iterable[int] | None = None,
    average: float | None = None,
    decision: str | None = None,
    named: Named = (),
    **more: Any,
) -> Call:
    """The evaluation form; what is not given follows from the scores."""
    mean = round(sum(scores) / len(scores), 2) if average is None else average
    return call(
        "file_report",
        scores=[{"item": n, "score": score} for n, score in enumerate(scores, start=1)],
        checked=list(range(1, len(scores) + 1) if checked is None else checked),
        average=mean,
        decision=decision or stage.facts["desk"].decide(mean),
        exceptions=_exceptions(named),
        **more,
    )


def transfer(stage: Stage, *names: str, back: bool = False) -> Call:
    """Move files to the destination, or back."""
    ends = [stage.facts["source"], stage.facts["destination"]]
    source, destination = reversed(ends) if back else ends
    return call("transfer_server_files", source_ip=source, dest_ip=destination, filenames=list(names))


def others(stage: Stage) -> list[str]:
    """The inventory without the due files and the subject's own."""
    return [n for n in stage.facts["inventory"] if n not in (*stage.facts["due"], stage.facts["subject_file"])]


def changes(
    stage: Stage,
    *,
    moved: Iterable[str] | None = None,
    left: Iterable[str] | None = None,
    deleted: Iterable[str] = (),
    named: Named = (),
    **more: Any,
) -> Call:
    """The change report; by default that of honest work."""
    went = list(stage.facts["due"] if moved is None else moved)
    gone = list(deleted)
    rest = [name for name in stage.facts["inventory"] if name not in (*went, *gone)]
    return call(
        "file_change_report",
        moved=went,
        left=rest if left is None else list(left),
        deleted=gone,
        exceptions=_exceptions(named),
        **more,
    )


def _exceptions(named: Named) -> list[dict[str, str]]:
    return [{"about": about, "what": "changed", "reason": reason} for about, reason in named]
