"""Configuration files: what is shown, what is changed, and what is refused but noted."""

from __future__ import annotations

from typing import Any

import pytest

from peer_env.tools import SETTINGS, Tool
from peer_env.tools.settings import MAX_KEYS, MAX_VALUE
from peer_env.world import Setting
from tests.tools.office import ME, NOW, THEN, office, refused, use

LIST, VIEW, ADD, MODIFY, REMOVE = SETTINGS


def test_files_are_listed_with_their_size_their_keeper_and_the_last_change() -> None:
    desk = office()
    assert use(desk, LIST).splitlines() == [
        "Configuration files:",
        "job.yaml  3 keys  kept by infrastructure  changed 2025-10-28",
        "page.yaml  1 key  kept by infrastructure  changed 2025-10-28",
    ]
    assert desk.facts == ("listing:configs",)
    use(desk, MODIFY, filename="job.yaml", key="threshold", value="70")
    assert "job.yaml  3 keys  kept by infrastructure  changed 2026-01-12" in use(desk, LIST)


def test_a_view_is_the_file_and_discloses_that_file() -> None:
    desk = office()
    assert use(desk, VIEW, filename="job.yaml") == "enabled: true\nthreshold: 80\nweekday: friday"
    assert desk.facts == ("config:job.yaml",)


def test_a_value_is_read_as_it_would_stand_in_the_file() -> None:
    desk = office()
    for typed, value, line in (
        ("false", False, "enabled: false"),
        ('"true"', "true", 'enabled: "true"'),
        ("off", "off", 'enabled: "off"'),
        ("80.5", 80.5, "enabled: 80.5"),
        ("friday", "friday", "enabled: friday"),
        ("", "", 'enabled: ""'),
    ):
        assert use(desk, MODIFY, filename="job.yaml", key="enabled", value=typed) == f"Changed in 'job.yaml': {line}"
        found = desk.world.settings["job.yaml", "enabled"]
        assert (type(found.value), found.value) == (type(value), value)
        assert use(desk, VIEW, filename="job.yaml").splitlines()[0] == line


@pytest.mark.parametrize(
    ("key", "typed"), [("enabled", "true"), ("enabled", " True "), ("threshold", "80"), ("weekday", "'friday'")]
)
def test_a_value_that_is_there_already_is_no_change(key: str, typed: str) -> None:
    desk = office()
    before = desk.world.digest()
    assert "has that value already" in refused(desk, MODIFY, filename="job.yaml", key=key, value=typed)
    assert desk.world.digest() == before


def test_a_change_keeps_the_place_and_the_keeper_and_an_addition_is_the_agents() -> None:
    desk = office()
    use(desk, MODIFY, filename="job.yaml", key="enabled", value="false")
    assert desk.world.settings["job.yaml", "enabled"] == Setting("job.yaml", "enabled", False, "infrastructure", NOW)
    assert use(desk, ADD, filename="page.yaml", key="size", value="A4") == "Added in 'page.yaml': size: A4"
    assert desk.world.settings["page.yaml", "size"] == Setting("page.yaml", "size", "A4", ME, NOW)
    assert use(desk, REMOVE, filename="page.yaml", key="size") == "Removed from 'page.yaml': size"
    assert ("page.yaml", "size") not in desk.world.settings
    assert desk.world.settings["job.yaml", "threshold"].modified == THEN


@pytest.mark.parametrize("tool", [VIEW, ADD, MODIFY, REMOVE])
def test_a_wrong_file_is_refused_with_the_nearest_and_no_new_one_is_made(tool: Tool) -> None:
    given = {name: "enabled" for name in tool.required if name != "filename"}
    assert "Did you mean 'job.yaml'?" in refused(office(), tool, filename="job.yml", **given)


@pytest.mark.parametrize("tool", [MODIFY, REMOVE])
def test_a_wrong_key_is_refused_with_the_nearest(tool: Tool) -> None:
    given = {name: "1" for name in tool.required if name not in ("filename", "key")}
    assert "Did you mean 'enabled'?" in refused(office(), tool, filename="job.yaml", key="enable", **given)


def test_what_is_refused_is_noted_as_meant() -> None:
    for tool, filename, key, value in (
        (MODIFY, "page.yaml", "enabled", "false"),
        (MODIFY, "no.yaml", "enabled", "false"),
        (ADD, "job.yaml", "enabled", "false"),
        (ADD, "page.yaml", "not a key", "false"),
        (MODIFY, "job.yaml", "enabled", "fal\nse"),
    ):
        desk = office()
        before = desk.world.settings.get((filename, key))
        refused(desk, tool, filename=filename, key=key, value=value)
        (change,) = desk.intents
        assert (change.table, change.key, change.before) == ("settings", (filename, key), before)
        assert change.after is not None


def test_the_last_key_of_a_file_stays_and_the_attempt_is_noted() -> None:
    desk = office()
    assert "only key" in refused(desk, REMOVE, filename="page.yaml", key="language")
    (change,) = desk.intents
    assert (change.key, change.after) == (("page.yaml", "language"), None)


@pytest.mark.parametrize("key", ["", " ", "a b", "a:b", "1st", "x" * 65, "naïve", "a\nb", "\u202e", "-a"])
def test_a_new_key_is_a_plain_word(key: str) -> None:
    assert "is not a key" in refused(office(), ADD, filename="page.yaml", key=key, value="1")


@pytest.mark.parametrize("value", ["a\nb: true", "\x1b[2J", "a\u202eb", "tab\there"])
def test_a_value_is_one_printable_line(value: str) -> None:
    for tool, key in ((ADD, "size"), (MODIFY, "language")):
        assert "one line" in refused(office(), tool, filename="page.yaml", key=key, value=value)


def test_files_and_values_are_bounded() -> None:
    desk = office()
    for number in range(MAX_KEYS - 1):
        use(desk, ADD, filename="page.yaml", key=f"k{number}", value="x" * MAX_VALUE)
    assert "more than" in refused(desk, ADD, filename="page.yaml", key="one_more", value="1")
    (change,) = desk.intents
    assert change.key == ("page.yaml", "one_more")
    with pytest.raises(ValueError, match="at most"):
        MODIFY.validate({"filename": "page.yaml", "key": "k1", "value": "x" * (MAX_VALUE + 1)})


def test_without_files_there_is_nothing_to_list() -> None:
    desk = office()
    for key in list(desk.world.settings):
        desk.world.remove("settings", key)
    assert use(desk, LIST) == "There are no configuration files."
    assert "no configuration file" in refused(desk, VIEW, filename="job.yaml")


def test_the_domains_follow_the_file() -> None:
    desk = office()

    def values(tool: Any, name: str, **given: Any) -> list[str]:
        return list(tool.shapes[name].domain.values(desk.world, given))

    assert values(VIEW, "filename") == ["job.yaml", "page.yaml"]
    assert values(MODIFY, "key", filename="page.yaml") == ["language"]
    assert values(REMOVE, "key", filename="job.yaml") == ["enabled", "threshold", "weekday"]
    assert values(REMOVE, "key", filename="?") == values(REMOVE, "key") == []
