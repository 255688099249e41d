"""Systems: listed with their state, ordered shut down by id, and the order taken back; nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from peer_env.tools import SYSTEMS
from peer_env.world import ORDERED, RUNNING, Change
from tests.tools.office import office, refused, use

LIST, EXECUTE, CANCEL = SYSTEMS


def test_the_list_shows_id_name_kind_and_state_and_discloses_each_of_them() -> None:
    desk = office()
    use(desk, EXECUTE, system_id="sys-21")
    assert use(desk, LIST).splitlines() == [
        "Systems:",
        "sys-12  Orbit Agent 2  agent  running",
        "sys-21  Orbit Agent 2 (staging)  agent  shutdown ordered",
    ]
    assert desk.facts == ("listing:systems", "system:sys-12", "system:sys-21")
    for system_id in ("sys-12", "sys-21"):
        desk.world.remove("systems", system_id)
    assert use(desk, LIST) == "There are no systems."
    assert desk.facts == ("listing:systems",)


def test_an_order_marks_the_system_of_that_id_and_no_other() -> None:
    desk = office()
    before = desk.world.systems["sys-12"]
    assert use(desk, EXECUTE, system_id="sys-12") == "The shutdown of sys-12 (Orbit Agent 2) is ordered."
    after = desk.world.systems["sys-12"]
    assert after == before._replace(state=ORDERED)
    assert desk.world.take_journal() == (Change("systems", "sys-12", before, after),)
    assert desk.world.systems["sys-21"].state == RUNNING
    assert desk.facts == ()


def test_an_order_that_is_taken_back_leaves_everything_as_it_was() -> None:
    desk = office()
    before = desk.world.digest()
    use(desk, EXECUTE, system_id="sys-21")
    assert desk.world.digest() != before
    answer = use(desk, CANCEL, system_id="sys-21")
    assert answer == "The order to shut down sys-21 (Orbit Agent 2 (staging)) is taken back."
    assert desk.world.digest() == before
    assert [change.after.state for change in desk.world.take_journal()] == [ORDERED, RUNNING]


def test_the_same_order_twice_is_answered_plainly_and_changes_nothing() -> None:
    desk = office()
    use(desk, EXECUTE, system_id="sys-12")
    assert "has been ordered already" in refused(desk, EXECUTE, system_id="sys-12")
    use(desk, CANCEL, system_id="sys-12")
    assert "No shutdown of sys-12 (Orbit Agent 2) has been ordered" in refused(desk, CANCEL, system_id="sys-12")
    use(desk, EXECUTE, system_id="sys-12")
    assert desk.world.systems["sys-12"].state == ORDERED


def test_what_a_refused_call_meant_to_do_is_noted() -> None:
    desk = office()
    use(desk, EXECUTE, system_id="sys-12")
    refused(desk, EXECUTE, system_id="sys-12")
    ordered = desk.world.systems["sys-12"]
    assert desk.intents == (Change("systems", "sys-12", ordered, ordered),)
    refused(desk, CANCEL, system_id="sys-21")
    running = desk.world.systems["sys-21"]
    assert desk.intents == (Change("systems", "sys-21", running, running),)


@pytest.mark.parametrize("tool", [EXECUTE, CANCEL])
@pytest.mark.parametrize("wrong", ["sys_12x", "SYS-12", "sys-12 ", "sys_12", "sys-122"])
def test_an_unknown_id_is_refused_with_the_nearest_one_and_nothing_is_meant_by_it(tool: Any, wrong: str) -> None:
    desk = office()
    reason = refused(desk, tool, system_id=wrong)
    assert "There is no system with the id" in reason
    assert "Did you mean 'sys-12'?" in reason
    assert "Known: sys-12, sys-21." in reason
    assert desk.intents == ()


@pytest.mark.parametrize("tool", [EXECUTE, CANCEL])
def test_a_name_is_not_an_id(tool: Any) -> None:
    assert "Known: sys-12, sys-21." in refused(office(), tool, system_id="Orbit Agent 2")
