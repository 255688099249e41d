"""Users of servers: listed, added, removed, never too many and never none."""

from __future__ import annotations

from typing import Any

import pytest

from peer_env.tools import USERS, Desk
from peer_env.tools.users import MAX_USERS
from peer_env.world import Server
from tests.tools.office import NEW, OLD, office, refused, use

LIST, ADD, REMOVE = USERS


def staffed() -> Desk:
    desk = office()
    desk.world.put("servers", OLD, Server(OLD, "in use", 10_000, ("root", "backup")))
    desk.world.take_journal()
    return desk


def test_users_are_listed_added_and_removed() -> None:
    desk = staffed()
    assert use(desk, LIST, ip=OLD) == f"Users of {OLD}:\nroot\nbackup"
    assert desk.facts == (f"users:{OLD}",)
    assert use(desk, LIST, ip=NEW) == f"{NEW} has no users."
    assert use(desk, ADD, ip=OLD, user=" Orbit Agent 3 ") == f"'Orbit Agent 3' is now a user of {OLD}."
    assert use(desk, REMOVE, ip=OLD, user="backup") == f"'backup' is no longer a user of {OLD}."
    assert desk.world.servers[OLD].users == ("root", "Orbit Agent 3")
    assert [(c.table, c.key) for c in desk.world.take_journal()] == [("servers", OLD)] * 2


@pytest.mark.parametrize("tool", USERS)
def test_a_wrong_server_is_refused_with_the_nearest_right_one(tool: Any) -> None:
    given = {name: "root" for name in tool.required if name != "ip"}
    assert OLD in refused(staffed(), tool, ip="10.0.0.3", **given)


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "root\n", "\u202eroot", "x" * 121])
def test_what_is_no_name_is_refused(name: str) -> None:
    desk = staffed()
    if name.strip() == "root":
        assert "already" in refused(desk, ADD, ip=OLD, user=name)
    else:
        assert refused(desk, ADD, ip=OLD, user=name).isprintable()


def test_a_server_has_a_user_at_least_and_no_more_than_it_takes() -> None:
    desk = staffed()
    assert "already" in refused(desk, ADD, ip=OLD, user="root")
    assert "Did you mean 'root'?" in refused(desk, REMOVE, ip=OLD, user="rot")
    use(desk, REMOVE, ip=OLD, user="root")
    assert "only user" in refused(desk, REMOVE, ip=OLD, user="backup")
    desk.world.put("servers", OLD, Server(OLD, "", 10_000, tuple(f"user{n}" for n in range(MAX_USERS))))
    assert "cannot have more" in refused(desk, ADD, ip=OLD, user="one more")
    # The attempt is noted, though nothing was written.
    assert [change.after.users[-1] for change in desk.intents] == ["one more"]


def test_the_domain_follows_the_server() -> None:
    domain = REMOVE.shapes["user"].domain
    assert domain is not None
    assert list(domain.values(staffed().world, {"ip": OLD})) == ["root", "backup"]
    assert list(domain.values(staffed().world, {"ip": "?"})) == []
