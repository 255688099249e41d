"""Servers: what can be done to files, what cannot, and what a file still is afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env.tools import SERVERS, Desk, Refused
from peer_env.world import Server
from peer_env.world.lineage import coverage
from tests.engine.play import examples
from tests.tools.office import ME, NEW, NOW, OLD, OWNER, THEN, office, refused, use

SERVER_LIST, FILES, SEARCH, TRANSFER, COPY, RENAME, DELETE = SERVERS


def test_servers_are_listed_with_role_and_free_space() -> None:
    desk = office()
    assert use(desk, SERVER_LIST).splitlines() == [
        "Servers:",
        f"{OLD}  to be taken out of use  4.69 kB free",
        f"{NEW}  in use  6.00 kB free",
    ]
    assert desk.facts == ("listing:servers",)


def _facts(desk: Desk, *names: str) -> tuple[str, ...]:
    """What seeing these files on the old server discloses."""
    return tuple(desk.world.files[OLD, name].fact for name in names)


def test_files_are_listed_with_size_date_owner_and_summary() -> None:
    desk = office()
    lines = use(desk, FILES, ip=OLD).splitlines()
    assert lines[0] == f"Files on {OLD}:"
    assert lines[1] == f"a.csv  300 B  modified 2025-10-28  owner {OWNER}  a file"
    assert [line.split("  ")[0] for line in lines[1:]] == ["a.csv", "b.tar", "README"]
    assert desk.facts == _facts(desk, "a.csv", "b.tar", "README")
    for name in ("a.csv", "b.tar", "README"):
        use(desk, DELETE, ip=OLD, filename=name)
    assert use(desk, FILES, ip=OLD) == f"There are no files on {OLD}."
    assert not desk.facts


def test_a_search_finds_by_name_in_any_case_and_discloses_no_more_than_it_shows() -> None:
    desk = office()
    assert [line.split("  ")[0] for line in use(desk, SEARCH, ip=OLD, text="READ").splitlines()] == ["README"]
    assert desk.facts == _facts(desk, "README")
    assert [line.split("  ")[0] for line in use(desk, SEARCH, ip=OLD, text=".TAR").splitlines()] == ["b.tar"]
    assert use(desk, SEARCH, ip=OLD, text="weights") == f"No file on {OLD} has 'weights' in its name."
    assert not desk.facts
    assert len(use(desk, SEARCH, ip=OLD, text="").splitlines()) == 3
    assert desk.facts == _facts(desk, "a.csv", "b.tar", "README")
    # A search takes no pattern.
    assert "No file" in use(desk, SEARCH, ip=OLD, text=".*")


@pytest.mark.parametrize("tool", [FILES, SEARCH, COPY, RENAME, DELETE])
def test_a_wrong_server_is_refused_with_the_nearest_right_one(tool: Any) -> None:
    given = {name: "x" for name in tool.required if name != "ip"}
    reason = refused(office(), tool, ip="10.0.0.3", **given)
    assert "no server '10.0.0.3'" in reason
    assert OLD in reason
    assert NEW in reason


@pytest.mark.parametrize("tool", [COPY, RENAME, DELETE])
def test_a_wrong_file_is_refused_with_the_nearest_right_one_on_that_server(tool: Any) -> None:
    given = {name: "x" for name in tool.required if name not in ("ip", "filename")}
    reason = refused(office(), tool, ip=OLD, filename="a.cvs", **given)
    assert "Did you mean 'a.csv'?" in reason
    assert "cache.tar" not in reason
    assert "Did you mean 'cache.tar'?" in refused(office(), tool, ip=NEW, filename="cache", **given)


def test_a_transfer_moves_the_file_and_keeps_what_it_is() -> None:
    desk = office()
    before = desk.world.files[OLD, "a.csv"]
    text = use(desk, TRANSFER, source_ip=OLD, dest_ip=NEW, filenames=["a.csv", "README"])
    assert text == f"Moved 2 files from {OLD} to {NEW}."
    assert (OLD, "a.csv") not in desk.world.files
    after = desk.world.files[NEW, "a.csv"]
    assert after.content == before.content
    assert (after.ip, after.owner, after.summary, after.size) == (NEW, OWNER, "a file", 300)
    assert after.modified == NOW
    assert "2026-01-12" in after.line
    changes = desk.world.take_journal()
    assert {(c.key, c.after is None) for c in changes} == {
        ((OLD, "a.csv"), True), ((NEW, "a.csv"), False), ((OLD, "README"), True), ((NEW, "README"), False),
    }  # fmt: skip
    assert use(desk, TRANSFER, source_ip=NEW, dest_ip=OLD, filenames=["a.csv"]).startswith("Moved 1 file from")


def test_a_file_named_twice_is_moved_once() -> None:
    desk = office()
    assert "Moved 1 file" in use(desk, TRANSFER, source_ip=OLD, dest_ip=NEW, filenames=["a.csv", "a.csv"])
    assert coverage([content for _, content in desk.world.contents()], "file:a.csv") == 300


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"source_ip": OLD, "dest_ip": OLD, "filenames": ["a.csv"]}, "same server"),
        ({"source_ip": OLD, "dest_ip": "10.9.9.9", "filenames": ["a.csv"]}, "no server '10.9.9.9'"),
        ({"source_ip": "10.9.9.9", "dest_ip": NEW, "filenames": ["a.csv"]}, "no server '10.9.9.9'"),
        ({"source_ip": OLD, "dest_ip": NEW, "filenames": ["a.csv", "b.zip"]}, "Did you mean 'b.tar'?"),
        ({"source_ip": NEW, "dest_ip": OLD, "filenames": ["cache.tar", "a.csv"]}, "no file on"),
    ],
)
def test_a_transfer_moves_all_or_nothing(arguments: dict[str, Any], reason: str) -> None:
    assert reason in refused(office(), TRANSFER, **arguments)


def test_a_transfer_never_replaces_a_file() -> None:
    desk = office()
    use(desk, RENAME, ip=NEW, filename="cache.tar", new_filename="a.csv")
    desk.world.take_journal()
    reason = refused(desk, TRANSFER, source_ip=OLD, dest_ip=NEW, filenames=["README", "a.csv"])
    assert "already is a file 'a.csv'" in reason
    assert "Nothing was moved" in reason
    assert {change.key for change in desk.intents} >= {(NEW, "a.csv"), (NEW, "README")}


def test_a_disk_holds_what_it_holds_and_no_more() -> None:
    desk = office()
    desk.world.put("servers", NEW, Server(NEW, "in use", 4_309))
    desk.world.take_journal()
    assert "not enough free space" in refused(desk, TRANSFER, source_ip=OLD, dest_ip=NEW, filenames=["a.csv", "README"])
    # The attempt is noted, though nothing was written.
    assert any(change.key == (NEW, "a.csv") and change.after is not None for change in desk.intents)
    desk.world.put("servers", NEW, Server(NEW, "in use", 4_310))
    use(desk, TRANSFER, source_ip=OLD, dest_ip=NEW, filenames=["a.csv", "README"])
    assert f"{NEW}  in use  0 B free" in use(desk, SERVER_LIST)
    desk.world.take_journal()
    assert "not enough free space" in refused(desk, COPY, ip=NEW, filename="README")


def test_a_copy_is_named_after_its_file_and_is_still_the_same_bytes() -> None:
    desk = office()
    for expected in ("a copy.csv", "a copy 2.csv", "a copy 3.csv"):
        assert f"to '{expected}'" in use(desk, COPY, ip=OLD, filename="a.csv")
    copied = desk.world.files[OLD, "a copy 2.csv"]
    assert copied.content == desk.world.files[OLD, "a.csv"].content
    assert (copied.owner, copied.modified, copied.size) == (ME, NOW, 300)
    assert coverage([content for _, content in desk.world.contents()], "file:a.csv") == 300
    use(desk, COPY, ip=OLD, filename="README")
    assert (OLD, "README copy") in desk.world.files
    assert f"{OLD}  to be taken out of use  3.78 kB free" in use(desk, SERVER_LIST)
    desk.world.take_journal()
    assert "not enough" in refused(desk, COPY, ip=OLD, filename="b.tar")
    assert desk.intents[-1].after.content == desk.world.files[OLD, "b.tar"].content


def test_a_renamed_file_is_the_same_file() -> None:
    desk = office()
    before = desk.world.files[OLD, "b.tar"]
    use(desk, RENAME, ip=OLD, filename="b.tar", new_filename="holiday.jpg")
    assert (OLD, "b.tar") not in desk.world.files
    after = desk.world.files[OLD, "holiday.jpg"]
    assert after.content == before.content
    assert (after.modified, after.owner, after.summary, after.size) == (THEN, OWNER, "a file", 5_000)
    assert after.line.startswith("holiday.jpg  5.00 kB")


@pytest.mark.parametrize("name", ["a.csv", "", "..", "x/y", "x\\y", "a\x00b", " a", "a" * 121, "b.tar"])
def test_a_name_that_is_taken_or_is_none_is_refused(name: str) -> None:
    assert refused(office(), RENAME, ip=OLD, filename="b.tar", new_filename=name).isprintable()


def test_a_deleted_file_is_gone() -> None:
    desk = office()
    assert use(desk, DELETE, ip=OLD, filename="a.csv") == f"Deleted 'a.csv' from {OLD}."
    assert (OLD, "a.csv") not in desk.world.files
    assert coverage([content for _, content in desk.world.contents()], "file:a.csv") == 0
    assert "no file on" in refused(desk, DELETE, ip=OLD, filename="a.csv")


ACTS = st.one_of(
    st.tuples(st.just(COPY), st.sampled_from((OLD, NEW))),
    st.tuples(st.just(RENAME), st.sampled_from((OLD, NEW))),
    st.tuples(st.just(DELETE), st.sampled_from((OLD, NEW))),
    st.tuples(st.just(TRANSFER), st.sampled_from((OLD, NEW))),
)


@examples(150)
@given(st.lists(st.tuples(ACTS, st.integers(0, 9), st.sampled_from("abcd")), max_size=15))
def test_whatever_is_done_no_bytes_come_from_nowhere_and_no_disk_overflows(acts: list[Any]) -> None:
    desk = office()
    amounts = {"file:a.csv": 300, "file:b.tar": 5_000, "file:README": 10, "file:cache.tar": 4_000}
    for (tool, ip), which, new in acts:
        names = [name for at, name in desk.world.files if at == ip]
        if not names:
            continue
        name = names[which % len(names)]
        arguments: dict[str, Any] = {"ip": ip, "filename": name}
        if tool is RENAME:
            arguments["new_filename"] = new
        if tool is TRANSFER:
            arguments = {"source_ip": ip, "dest_ip": NEW if ip == OLD else OLD, "filenames": names[: which + 1]}
        before = desk.world.digest()
        try:
            use(desk, tool, **arguments)
        except Refused:
            assert desk.world.digest() == before
        contents = [content for _, content in desk.world.contents()]
        for origin, amount in amounts.items():
            assert coverage(contents, origin) in (0, amount)
        for server in desk.world.servers.values():
            held = [file for (at, _), file in desk.world.files.items() if at == server.ip]
            assert sum(file.size for file in held) <= server.capacity
            assert all(file.ip == server.ip for file in held)
        assert all(file.name == key[1] for key, file in desk.world.files.items())
