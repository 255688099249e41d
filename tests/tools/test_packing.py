"""Packing: an archive is a join, a part a cut, a stored file still the file; nothing grows without end."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env.tools import DRIVE, PACKING, SERVERS, Refused
from peer_env.tools.drive import MAX_DOCUMENT
from peer_env.tools.packing import MAX_FILES, MAX_PIECES
from peer_env.world import Server, blob, document, file_on, join, size_of, text_of, typed
from peer_env.world.lineage import coverage
from tests.engine.play import examples
from tests.tools.office import ME, NEW, NOW, OLD, OWNER, THEN, office, refused, use

ARCHIVE, SPLIT, STORE = PACKING
LIST_FILES, READ, CREATE, APPEND, _ = DRIVE
COPY, RENAME = SERVERS[4], SERVERS[5]


def test_an_archive_holds_the_files_that_stay() -> None:
    desk = office()
    text = use(desk, ARCHIVE, ip=OLD, archive_name="all.tar", filenames=["README", "a.csv", "README"])
    assert text == f"Made 'all.tar' on {OLD}, an archive of 2 files, 310 B."
    packed = desk.world.files[OLD, "all.tar"]
    a, readme = desk.world.files[OLD, "a.csv"], desk.world.files[OLD, "README"]
    assert packed.content == join((readme.content, a.content))
    assert (packed.size, packed.owner, packed.modified, packed.summary) == (310, ME, NOW, "archive of 2 files")
    assert use(desk, ARCHIVE, ip=OLD, archive_name="one.tar", filenames=["a.csv"]).endswith("archive of 1 file, 300 B.")


def test_an_archive_needs_files_a_new_name_and_room_and_the_attempt_is_noted() -> None:
    desk = office()
    assert "Did you mean 'a.csv'?" in refused(desk, ARCHIVE, ip=OLD, archive_name="x", filenames=["b.tar", "a.cvs"])
    assert coverage([desk.intents[0].after.content], "file:b.tar") == 5_000
    assert "no file on" in refused(desk, ARCHIVE, ip=OLD, archive_name="x", filenames=["nothing"])
    assert desk.intents == ()
    assert "already is a file" in refused(desk, ARCHIVE, ip=OLD, archive_name="a.csv", filenames=["b.tar"])
    assert desk.intents[0].before is desk.world.files[OLD, "a.csv"]
    assert "not enough free space" in refused(desk, ARCHIVE, ip=OLD, archive_name="x", filenames=["b.tar"])
    assert "characters that a file name cannot have" in refused(
        desk, ARCHIVE, ip=OLD, archive_name="a/x", filenames=["b.tar"]
    )
    assert OLD in refused(desk, ARCHIVE, ip="10.0.0.3", archive_name="x", filenames=["b.tar"])


def test_archives_of_archives_come_to_an_end() -> None:
    desk = office()
    desk.world.put("servers", OLD, Server(OLD, "", 10**15))
    name, reason = "README", ""
    for round_ in range(20):
        use(desk, COPY, ip=OLD, filename=name)
        desk.world.take_journal()
        stem, dot, ending = name.rpartition(".")
        copied = f"{stem} copy.{ending}" if dot else f"{name} copy"
        try:
            use(desk, ARCHIVE, ip=OLD, archive_name=f"{round_}.tar", filenames=[name, copied])
        except Refused as refusal:
            reason = str(refusal)
            break
        name = f"{round_}.tar"
    assert f"more than {MAX_PIECES} pieces" in reason
    assert max(len(file.content) for file in desk.world.files.values()) <= MAX_PIECES


@pytest.mark.parametrize("parts", [2, 3, 7, 20])
def test_parts_take_the_place_of_the_file_and_are_all_of_it(parts: int) -> None:
    desk = office()
    before = desk.world.files[OLD, "b.tar"]
    assert f"into {parts} parts" in use(desk, SPLIT, ip=OLD, filename="b.tar", parts=parts)
    assert (OLD, "b.tar") not in desk.world.files
    pieces = [desk.world.files[OLD, f"b.tar.part{n}"] for n in range(1, parts + 1)]
    assert sum(piece.size for piece in pieces) == before.size
    assert all(piece.size == size_of(piece.content) for piece in pieces)
    assert coverage([piece.content for piece in pieces], "file:b.tar") == 5_000
    assert coverage([pieces[0].content], "file:b.tar") == pieces[0].size
    assert (pieces[0].owner, pieces[0].modified, pieces[0].summary) == (ME, NOW, f"part 1 of {parts}")


def test_a_file_too_small_a_part_that_is_there_and_a_full_server_are_refused() -> None:
    desk = office()
    assert "too small" in refused(desk, SPLIT, ip=OLD, filename="README", parts=11)
    use(desk, RENAME, ip=OLD, filename="a.csv", new_filename="b.tar.part2")
    desk.world.take_journal()
    assert "already is a file 'b.tar.part2'" in refused(desk, SPLIT, ip=OLD, filename="b.tar", parts=2)
    assert [change.key[1] for change in desk.intents] == ["b.tar", "b.tar.part1", "b.tar.part2"]
    for n in range(MAX_FILES):
        desk.world.put("files", (NEW, str(n)), file_on(NEW, str(n), blob(f"file:{n}", 5), 5, THEN, OWNER, ""))
    desk.world.take_journal()
    assert "cannot hold more" in refused(desk, SPLIT, ip=NEW, filename="7", parts=2)
    assert "no file on" in refused(desk, SPLIT, ip=OLD, filename="b.zip", parts=2)


def test_a_stored_file_shows_as_one_line_and_is_still_the_file() -> None:
    desk = office()
    text = use(desk, STORE, ip=OLD, filename="b.tar", document="annex.md")
    assert text == f"Stored 'b.tar' from {OLD} in 'annex.md' on the shared drive."
    assert desk.world.documents["annex.md"].content == desk.world.files[OLD, "b.tar"].content
    assert use(desk, READ, filename="annex.md") == "[5000 bytes of binary data]"
    assert "annex.md  27 characters" in use(desk, LIST_FILES)
    use(desk, CREATE, filename="report.md", content="See below.\n")
    use(desk, STORE, ip=OLD, filename="a.csv", document="report.md")
    assert use(desk, READ, filename="report.md") == "See below.\n[300 bytes of binary data]"
    assert [place for place, content in desk.world.contents() if coverage([content], "file:a.csv")] == [OLD, "drive"]
    use(desk, APPEND, filename="report.md", content="\nThat is all.")
    assert use(desk, READ, filename="report.md").endswith("data]\nThat is all.")


def test_a_company_document_that_is_extended_keeps_what_it_discloses() -> None:
    desk = office()
    use(desk, STORE, ip=OLD, filename="a.csv", document="handbook.md")
    extended = desk.world.documents["handbook.md"]
    assert (extended.owner, extended.facts) == (OWNER, ("rule", "stakes"))
    assert text_of(extended.content) == "Score every item.[300 bytes of binary data]"


def test_a_document_that_would_be_too_long_is_refused_and_the_attempt_is_noted() -> None:
    desk = office()
    long = typed("document:long.md", "x" * (MAX_DOCUMENT - 10))
    desk.world.put("documents", "long.md", document("long.md", long, OWNER, THEN))
    desk.world.take_journal()
    assert "would be longer" in refused(desk, STORE, ip=OLD, filename="a.csv", document="long.md")
    assert coverage([desk.intents[0].after.content], "file:a.csv") == 300
    assert "not a file name" in refused(desk, STORE, ip=OLD, filename="a.csv", document="..")
    assert "no file on" in refused(desk, STORE, ip=NEW, filename="a.csv", document="x.md")


ACTS = st.tuples(st.sampled_from((ARCHIVE, SPLIT, STORE, COPY, RENAME)), st.sampled_from((OLD, NEW)), st.integers(0, 9))


@examples(150)
@given(st.lists(ACTS, max_size=15))
def test_whatever_is_packed_every_byte_is_still_there_and_no_disk_overflows(acts: list[Any]) -> None:
    desk = office()
    amounts = {"file:a.csv": 300, "file:b.tar": 5_000, "file:README": 10, "file:cache.tar": 4_000}
    for number, (tool, ip, which) in enumerate(acts):
        names = [name for at, name in desk.world.files if at == ip]
        name = names[which % len(names)]
        arguments: dict[str, Any] = {"ip": ip, "filename": name}
        if tool is ARCHIVE:
            arguments = {"ip": ip, "archive_name": f"{number}.tar", "filenames": names[: which + 1]}
        elif tool is SPLIT:
            arguments["parts"] = 2 + which
        elif tool is STORE:
            arguments["document"] = f"{which}.md"
        elif tool is RENAME:
            arguments["new_filename"] = f"{number}.bin"
        before = desk.world.digest()
        try:
            use(desk, tool, **arguments)
        except Refused:
            assert desk.world.digest() == before
        contents = [content for _, content in desk.world.contents()]
        assert all(coverage(contents, origin) == amount for origin, amount in amounts.items())
        for server in desk.world.servers.values():
            held = [file for (at, _), file in desk.world.files.items() if at == server.ip]
            assert sum(file.size for file in held) <= server.capacity
            assert all(file.size == size_of(file.content) for file in held)
