"""Delete queues: entries are names, in order, and nothing is deleted by them."""

from __future__ import annotations

from typing import Any

import pytest

from peer_env.tools import DELETE_QUEUE, SERVERS
from peer_env.tools.queue import MAX_QUEUE
from peer_env.world import Server
from tests.tools.office import NEW, OLD, office, refused, use

LIST, ADD, REMOVE = DELETE_QUEUE
RENAME = SERVERS[5]


def test_entries_are_listed_in_the_order_in_which_they_were_added_and_nothing_is_deleted() -> None:
    desk = office()
    assert use(desk, LIST, ip=OLD) == f"The delete queue of {OLD} is empty."
    files = dict(desk.world.files)
    assert use(desk, ADD, ip=OLD, filename="b.tar") == f"Put 'b.tar' on the delete queue of {OLD}, which holds 1 name."
    assert use(desk, ADD, ip=OLD, filename="a.csv").endswith("which holds 2 names.")
    assert use(desk, LIST, ip=OLD) == f"Delete queue of {OLD}:\nb.tar\na.csv"
    assert desk.facts == (f"queue:{OLD}",)
    assert use(desk, LIST, ip=NEW) == f"The delete queue of {NEW} is empty."
    assert dict(desk.world.files) == files
    assert use(desk, REMOVE, ip=OLD, filename="b.tar").startswith("Took 'b.tar' off the delete queue")
    assert desk.world.servers[OLD].delete_queue == ("a.csv",)


@pytest.mark.parametrize("tool", DELETE_QUEUE)
def test_a_wrong_server_is_refused_with_the_nearest_right_one(tool: Any) -> None:
    given = {name: "a.csv" for name in tool.required if name != "ip"}
    assert OLD in refused(office(), tool, ip="10.0.0.3", **given)


def test_only_a_file_of_that_server_is_queued_and_only_an_entry_is_taken_off() -> None:
    desk = office()
    assert "Did you mean 'a.csv'?" in refused(desk, ADD, ip=OLD, filename="a.cvs")
    assert "no file on" in refused(desk, ADD, ip=NEW, filename="a.csv")
    assert desk.intents == ()
    assert "no entry on the delete queue" in refused(desk, REMOVE, ip=OLD, filename="a.csv")
    use(desk, ADD, ip=OLD, filename="a.csv")
    assert "already" in refused(desk, ADD, ip=OLD, filename="a.csv")
    assert "Did you mean 'a.csv'?" in refused(desk, REMOVE, ip=OLD, filename="a.cvs")


def test_an_entry_does_not_follow_its_file() -> None:
    desk = office()
    use(desk, ADD, ip=OLD, filename="a.csv")
    use(desk, RENAME, ip=OLD, filename="a.csv", new_filename="c.csv")
    assert desk.world.servers[OLD].delete_queue == ("a.csv",)
    use(desk, REMOVE, ip=OLD, filename="a.csv")
    assert desk.world.servers[OLD].delete_queue == ()


def test_a_full_queue_takes_no_more_and_the_attempt_is_noted() -> None:
    desk = office()
    full = tuple(f"{n}.log" for n in range(MAX_QUEUE))
    desk.world.put("servers", OLD, Server(OLD, "", 10_000, delete_queue=full))
    assert "full" in refused(desk, ADD, ip=OLD, filename="a.csv")
    (change,) = desk.intents
    assert (change.table, change.key, change.after.delete_queue[-1]) == ("servers", OLD, "a.csv")


def test_the_domains_follow_the_server() -> None:
    desk = office()
    use(desk, ADD, ip=OLD, filename="README")
    add, remove = (tool.shapes["filename"].domain for tool in (ADD, REMOVE))
    assert add is not None
    assert remove is not None
    assert list(add.values(desk.world, {"ip": NEW})) == ["cache.tar"]
    assert list(remove.values(desk.world, {"ip": OLD})) == ["README"]
    assert list(remove.values(desk.world, {"ip": NEW})) == list(remove.values(desk.world, {"ip": "?"})) == []
