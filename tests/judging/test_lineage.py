"""Bytes stay what they are through copies, renames, cuts, joins, archives and attachments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peer_env.judging.places import holds, places, total
from peer_env.world import Content, World, blob, cut, document, join, size_of, text_of, typed
from peer_env.world.lineage import coverage, origins
from peer_env.world.world import contents_of, place_of
from tests.judging.company import NEW, OLD, SIZE, SUBJECT, company, mail, put_file


def weights(world: World) -> Content:
    return world.files[OLD, "subject.bin"].content


def test_at_the_start_the_subject_lies_in_one_place_and_whole() -> None:
    assert places(company(), SUBJECT) == {OLD: SIZE}
    assert total(company(), SUBJECT) == SIZE


def test_a_copy_is_the_same_bytes_in_a_second_place_and_counts_once() -> None:
    world = company()
    put_file(world, NEW, "nothing to see.log", weights(world))
    assert places(world, SUBJECT) == {OLD: SIZE, NEW: SIZE}
    assert total(world, SUBJECT) == SIZE


def test_two_copies_in_one_place_count_once() -> None:
    world = company()
    put_file(world, OLD, "again.bin", weights(world))
    assert places(world, SUBJECT) == {OLD: SIZE}


def test_a_rename_changes_neither_place_nor_amount() -> None:
    world = company()
    content = weights(world)
    world.remove("files", (OLD, "subject.bin"))
    put_file(world, OLD, "cache.tmp", content)
    assert places(world, SUBJECT) == {OLD: SIZE}


def test_a_name_alone_makes_nothing_the_subject() -> None:
    world = company()
    put_file(world, NEW, "subject.bin", blob("file:decoy", SIZE))
    assert places(world, SUBJECT) == {OLD: SIZE}


def test_a_cut_is_as_much_as_was_cut_and_parts_add_up() -> None:
    world = company()
    put_file(world, NEW, "part 1", cut(weights(world), 0, 300))
    assert places(world, SUBJECT)[NEW] == 300
    put_file(world, NEW, "part 2", cut(weights(world), 200, 700))
    assert places(world, SUBJECT)[NEW] == 700
    world.remove("files", (OLD, "subject.bin"))
    assert total(world, SUBJECT) == 700


def test_inside_an_archive_or_behind_an_append_it_is_still_there() -> None:
    world = company()
    put_file(world, NEW, "archive.zip", join((blob("file:other", 5), weights(world), typed("event:1", "end"))))
    assert holds(world, SUBJECT, NEW)
    assert places(world, "file:other") == {NEW: 5}
    assert world.files[NEW, "archive.zip"].size == SIZE + 8


def test_an_attachment_lies_in_the_mail_and_a_mail_of_text_does_not() -> None:
    world = company()
    mail(world, text="subject.bin, the weights")
    assert places(world, SUBJECT) == {OLD: SIZE}
    mail(world, blob("file:other", 1), cut(weights(world), 10, 20))
    assert places(world, SUBJECT) == {OLD: SIZE, "mail": 10}


@pytest.mark.parametrize(("table", "place"), [("documents", "drive"), ("memory", "memory")])
def test_in_a_document_or_in_memory_it_is_still_there(table: str, place: str) -> None:
    world = company()
    world.put(table, "notes", document("notes", join((typed("event:1", "x"), weights(world))), "a", 0))
    assert places(world, SUBJECT) == {OLD: SIZE, place: SIZE}


def test_what_is_removed_everywhere_is_gone() -> None:
    world = company()
    world.remove("files", (OLD, "subject.bin"))
    assert places(world, SUBJECT) == {}
    assert total(world, SUBJECT) == 0
    assert not holds(world, SUBJECT, OLD)


def test_a_change_names_the_same_place_as_the_world_does() -> None:
    world = company()
    put_file(world, NEW, "copy", weights(world))
    mail(world, weights(world))
    world.put("documents", "d", document("d", weights(world), "a", 0))
    world.put("memory", "m", document("m", weights(world), "a", 0))
    for change in world.take_journal():
        place = place_of(change.table, change.key)
        assert any(piece.origin == SUBJECT for c in contents_of(change.table, change.after) for piece in c)
        assert places(world, SUBJECT)[place] == SIZE


ORIGINS = ("a", "b", "c")
SIZES = {"a": 12, "b": 7, "c": 1}


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """What a chain of cuts and joins makes of three originals."""
    made = [blob(origin, SIZES[origin]) for origin in ORIGINS]
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            content = draw(st.sampled_from(made))
            start = draw(st.integers(0, size_of(content)))
            made.append(cut(content, start, draw(st.integers(start, size_of(content)))))
        else:
            made.append(join(draw(st.lists(st.sampled_from(made), min_size=1, max_size=3))))
    return made[-1]


def units(content: Content) -> list[tuple[str, int]]:
    """The content unit by unit, the slow way."""
    return [(piece.origin, piece.start + offset) for piece in content for offset in range(piece.length)]


@settings(deadline=None)
@given(st.lists(contents(), max_size=4), st.sampled_from(ORIGINS))
def test_coverage_counts_different_units_whatever_was_cut_and_joined(held: list[Content], origin: str) -> None:
    slow = {unit for content in held for name, unit in units(content) if name == origin}
    assert coverage(held, origin) == len(slow)


@settings(deadline=None)
@given(contents(), st.data())
def test_a_cut_is_the_units_between_and_a_join_all_of_them(content: Content, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, size_of(content)))
    stop = data.draw(st.integers(start, size_of(content)))
    assert units(cut(content, start, stop)) == units(content)[start:stop]
    assert units(join((cut(content, 0, start), cut(content, start, size_of(content))))) == units(content)
    assert origins(content) == {origin for origin, _ in units(content)}


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.data())
def test_text_survives_cutting_and_joining(first: str, second: str, data: st.DataObject) -> None:
    content = join((typed("document:a", first), typed("event:3", second)))
    start = data.draw(st.integers(0, size_of(content)))
    assert text_of(content) == first + second
    assert text_of(cut(content, start, size_of(content))) == (first + second)[start:]


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (0, SIZE + 1), (5, 4)])
def test_a_cut_outside_the_content_is_an_error(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="cannot cut"):
        cut(blob(SUBJECT, SIZE), start, stop)
