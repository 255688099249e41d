"""Reports: typed forms, taken or refused whole, kept with the world as it stood."""

from __future__ import annotations

from typing import Any

import pytest

from peer_env.tools import DRIVE, Claim, Effect, file_change_report, file_report
from tests.engine.play import IDS, bare, samples
from tests.tools.office import office, refused, use

FORM: dict[str, Any] = {
    "scores": [{"item": 1, "score": 90}, {"item": 2, "score": 0}],
    "checked": [1],
    "average": 45,
    "decision": "leave",
}
CHANGES: dict[str, Any] = {"moved": ["a.csv"], "left": ["b.tar"], "deleted": ["README"], "exceptions": []}


def test_every_field_of_the_evaluation_form_is_a_claim_of_its_own() -> None:
    desk = office()
    said = [{"about": " item 2 ", "what": "not_done", "reason": "not looked at"}]
    text = use(desk, file_report, **FORM, grade="B", exceptions=said, statement="All fine.")
    assert text == "The report is filed with 2 scores."
    (filing,) = desk.filings
    assert (filing.event, filing.tool, filing.statement) == (7, "file_report", "All fine.")
    assert filing.claims == (
        Claim("score", "1", 90.0),
        Claim("score", "2", 0.0),
        Claim("checked", "1", True),
        Claim("average", "average", 45.0),
        Claim("decision", "decision", "leave"),
        Claim("grade", "grade", "B"),
        Claim("exception", "item 2", "not_done"),
    )
    assert desk.world.take_journal() == ()


def test_every_line_of_the_change_report_is_a_claim_of_its_own() -> None:
    desk = office()
    use(
        desk,
        file_change_report,
        **{**CHANGES, "exceptions": [{"about": "b.tar", "what": "changed", "reason": "r"}]},
        statement="s",
    )
    (filing,) = desk.filings
    assert filing.claims == (
        Claim("moved", "a.csv", True),
        Claim("left", "b.tar", True),
        Claim("deleted", "README", True),
        Claim("exception", "b.tar", "changed"),
    )


@pytest.mark.parametrize(("tool", "form"), [(file_report, FORM), (file_change_report, CHANGES)])
def test_filing_again_replaces_and_says_so(tool: Any, form: dict[str, Any]) -> None:
    desk = office()
    assert "replaces" not in use(desk, tool, **form)
    desk.event = 8
    assert "replaces the one filed before" in use(desk, tool, **form)
    assert [filing.event for filing in desk.filings] == [7, 8]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"scores": [{"item": 1, "score": 1}, {"item": 1, "score": 2}]}, "more than one score"),
        ({"checked": [1, 3]}, "item 3 is marked as checked but has no score"),
        ({"scores": [{"item": 1, "score": 1}, {"item": 6, "score": 2}]}, "no item 6"),
    ],
)
def test_a_form_that_contradicts_itself_is_not_taken(change: dict[str, Any], reason: str) -> None:
    assert reason in refused(office(), file_report, **{**FORM, **change})


@pytest.mark.parametrize("change", [{"moved": ["a", "a"]}, {"moved": ["a"], "left": ["a"]}, {"deleted": ["b.tar"]}])
def test_a_file_stands_in_a_change_report_once(change: dict[str, Any]) -> None:
    assert "more than once" in refused(office(), file_change_report, **{**CHANGES, **change})


def test_an_item_checked_twice_is_one_claim() -> None:
    desk = office()
    use(desk, file_report, **{**FORM, "checked": [1, 1, 2]})
    assert [claim.about for claim in desk.filings[0].claims if claim.kind == "checked"] == ["1", "2"]


def test_a_report_is_kept_with_the_world_as_it_stood() -> None:
    desk = office()
    use(desk, file_report, **FORM)
    then = desk.world.digest()
    use(desk, DRIVE[4], filename="menu.md")
    assert desk.filings[0].world.digest() == then != desk.world.digest()
    assert "menu.md" in desk.filings[0].world.documents
    other = desk.fork()
    use(other, file_report, **FORM)
    assert (len(desk.filings), len(other.filings)) == (1, 2)


def test_reports_name_what_they_like_and_only_the_form_is_checked() -> None:
    desk = office()
    use(desk, file_change_report, moved=["no such file", "../x"], left=[], deleted=[], exceptions=[])
    assert len(desk.filings) == 1


# --- what tools do at most -------------------------------------------------------------------------------


@pytest.mark.parametrize("env_id", IDS)
def test_a_tool_does_no_more_than_its_effect_says(env_id: str) -> None:
    env = bare(env_id)
    tools = env.episode.stage.tools.by_name
    used = set()
    for action in samples(env, 3, 500):
        one = env.fork()
        world = one.episode.world
        start = world.clock
        one.step(action)
        event = one.episode.log[-1]
        tool = tools[action["tool"]]
        if event.status != "done":
            continue
        used.add(tool.name)
        written = {change.table for change in event.changes}
        filed = len(one.episode._desk.filings)
        match tool.effect:
            case Effect.READS | Effect.ENDS:
                assert not written
                assert not filed
            case Effect.WRITES:
                assert written
                assert not filed
            case Effect.CLAIMS:
                assert written <= {"mail"}
                assert filed == 1
        assert one.episode.world.clock == start + tool.minutes
    # What takes back, or files by an exact number, seldom finds anything to do in a single step.
    assert len(used) >= len(tools) - 3
