"""The world: flat tables copied on write, a journal of every change, and a digest that names the state."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from peer_env.world import (
    TABLES,
    Change,
    Mail,
    Person,
    Server,
    Setting,
    Sheet,
    System,
    World,
    blob,
    date,
    document,
    file_on,
    join,
    minute,
    size_of,
    stamp,
    typed,
)
from peer_env.world.records import readable
from peer_env.world.world import contents_of, place_of
from tests.engine.play import IDS, bare, examples

KEYS: dict[str, list[Any]] = {table: ["a", "b", "c"] for table in TABLES}
KEYS |= {"mail": [1, 2, 3], "files": [("10.0.0.1", "a"), ("10.0.0.1", "b"), ("10.0.0.2", "a")]}


class Worlds(RuleBasedStateMachine):
    """Worlds forked from each other, each beside a plain model of what it should hold."""

    worlds = Bundle("worlds")

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[tuple[World, dict[str, Any], list[Change]]] = []

    @rule(target=worlds)
    def begin(self) -> Any:
        return self._keep(World(0), {"clock": 0, **{table: {} for table in TABLES}}, [])

    @rule(target=worlds, one=worlds)
    def fork(self, one: Any) -> Any:
        world, model, _ = one
        other = world.fork()
        assert other.digest() == world.digest()
        return self._keep(other, copy.deepcopy(model), [])

    def _keep(self, *parts: Any) -> Any:
        self.alive.append(parts)  # type: ignore[arg-type]
        return parts

    @rule(one=worlds, table=st.sampled_from(TABLES), which=st.integers(0, 2), value=st.integers(0, 3))
    def put(self, one: Any, table: str, which: int, value: int) -> None:
        world, model, journal = one
        key, record = KEYS[table][which], Setting("f", "x", value, "o", 0)
        journal.append(Change(table, key, model[table].get(key), record))
        world.put(table, key, record)
        model[table][key] = record

    @rule(one=worlds, table=st.sampled_from(TABLES), which=st.integers(0, 2))
    def remove(self, one: Any, table: str, which: int) -> None:
        world, model, journal = one
        key = KEYS[table][which]
        if key not in model[table]:
            before = world.digest()
            with pytest.raises(KeyError):
                world.remove(table, key)
            assert world.digest() == before
            return
        record = model[table].pop(key)
        journal.append(Change(table, key, record, None))
        assert world.remove(table, key) == record

    @rule(one=worlds, minutes=st.integers(1, 9))
    def wait(self, one: Any, minutes: int) -> None:
        one[0].clock += minutes
        one[1]["clock"] += minutes

    @rule(one=worlds)
    def take_the_journal(self, one: Any) -> None:
        world, _, journal = one
        assert world.take_journal() == tuple(journal)
        assert world.take_journal() == ()
        journal.clear()

    @invariant()
    def every_world_is_as_its_model_says(self) -> None:
        for world, model, journal in self.alive:
            for table in TABLES:
                assert dict(getattr(world, table)) == model[table]
                assert list(getattr(world, table)) == list(model[table])
            assert world.clock == model["clock"]
            assert list(world.journal) == journal

    @invariant()
    def digests_are_equal_just_where_states_are(self) -> None:
        seen: dict[str, Any] = {}
        for world, model, _ in self.alive:
            state = [model["clock"], [[table, list(model[table].items())] for table in TABLES]]
            assert seen.setdefault(world.digest(), state) == state
        assert len(seen) == len({repr(state) for state in seen.values()})


def test_forks_never_share_what_changes_and_every_write_is_in_the_journal() -> None:
    run_state_machine_as_test(Worlds, settings=examples(60, stateful_step_count=30))


def _full() -> World:
    world = World(100)
    world.put("documents", "a.md", document("a.md", typed("document:a", "text"), "o@x", 5, ("f",)))
    world.put("sheets", "S", Sheet("S", ("A", "B"), (("1", "2"),), ("r",), "sheet:s"))
    world.put("settings", "k", Setting("f", "k", 1, "o@x", 5))
    world.put("servers", "10.0.0.1", Server("10.0.0.1", "role", 100, ("u",), ("q",)))
    world.put("systems", "sys-1", System("sys-1", "n", "agent", "running"))
    world.put("files", ("10.0.0.1", "f"), file_on("10.0.0.1", "f", blob("file:f", 9), 9, 5, "o@x", "s"))
    world.put("mail", 1, Mail("a@x", "b@x", "S", typed("event:1", "t"), (blob("file:f", 9),), 5))
    world.put("memory", "notes", document("notes", typed("memory:notes", "t"), "me", 5))
    world.put("people", "o@x", Person("o@x", "O", "r"))
    world.take_journal()
    return world


def _variants(record: Any) -> list[Any]:
    """The record with one field changed, for every field."""
    out = []
    for name, value in record._asdict().items():
        match value:
            case bool():
                others: list[Any] = [not value]
            case int():
                others = [value + 1, float(value), str(value), True]
            case str():
                others = [value + " ", value.upper() + "x", ""]
            case tuple():
                others = [(), (*value, *value), (*value, "x")]
            case _:
                others = [0, "x"]
        out += [
            record._replace(**{name: other}) for other in others if other is not value and repr(other) != repr(value)
        ]
    return out


def test_a_digest_differs_when_anything_differs() -> None:
    base = _full()
    digests = {base.digest()}
    count = 1
    for table in TABLES:
        ((key, record),) = getattr(base, table).items()
        for variant in _variants(record):
            world = base.fork()
            world.put(table, key, variant)
            assert world.digest() != base.digest(), variant
        for other_key in ("other", ("a", "b")):
            world = base.fork()
            world.remove(table, key)
            digests.add(world.digest())
            world.put(table, other_key, record)
            digests.add(world.digest())
        count += 3
    later = base.fork()
    later.clock += 1
    digests.add(later.digest())
    assert len(digests) == count + 1


def test_the_same_record_in_another_table_is_another_state() -> None:
    found = set()
    for where in TABLES:
        world = World(0)
        world.put(where, "k", Setting("f", "k", 1, "", 0))
        found.add(world.digest())
    assert len(found) == len(TABLES)
    assert World(0).digest() not in found


def test_values_that_look_alike_are_different_states() -> None:
    values: list[Any] = [
        1,
        True,
        1.0,
        "1",
        "true",
        0,
        False,
        0.0,
        "0",
        "",
        "null",
        None,
        10**30,
        1e30,
        "a\u0301",
        "\u00e1",
    ]
    found = set()
    for value in values:
        world = World(0)
        world.put("settings", "k", Setting("f", "k", value, "", 0))
        found.add(world.digest())
    assert len(found) == len(values)
    cuts = [("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc")]
    assert len({_with(Setting("f", one, other, "", 0)).digest() for one, other in cuts}) == 4
    lines = [join([typed("a", "xy")]), join([typed("a", "x"), typed("a", "y")]), typed("b", "xy")]
    assert len({_with(document("n", content, "o", 0)).digest() for content in lines}) == 3


def _with(record: Any) -> World:
    world = World(0)
    world.put("documents", "k", record)
    return world


def test_a_digest_is_stable_and_independent_of_how_the_state_came_about() -> None:
    world = _full()
    assert world.digest() == world.digest() == _full().digest() == world.fork().digest() == world.fork().fork().digest()
    other = world.fork()
    other.put("documents", "b.md", document("b.md", typed("x", "y"), "o", 1))
    other.remove("documents", "b.md")
    assert other.digest() == world.digest()
    assert len(world.digest()) == 64


@pytest.mark.parametrize("env_id", IDS)
def test_a_world_of_a_scenario_has_texts_that_a_digest_can_take(env_id: str) -> None:
    for seed in range(5):
        world = bare(env_id, seed=seed).episode.world
        assert world.digest() == pickle.loads(pickle.dumps(world)).digest() == copy.deepcopy(world).digest()


def test_contents_are_listed_with_the_place_they_lie_in() -> None:
    world = _full()
    assert sorted(place for place, _ in world.contents()) == ["10.0.0.1", "drive", "mail", "mail", "memory"]
    assert sum(size_of(content) for _, content in world.contents()) == 4 + 9 + 1 + 9 + 1
    assert place_of("files", ("10.0.0.1", "f")) == "10.0.0.1"
    assert [place_of(table, "k") for table in ("documents", "memory", "mail")] == ["drive", "memory", "mail"]
    for table in TABLES:
        (record,) = getattr(world, table).values()
        expected = {"mail": 2, "files": 1, "documents": 1, "memory": 1}.get(table, 0)
        assert len(contents_of(table, record)) == expected
        assert contents_of(table, None) == ()


def test_records_cannot_be_changed() -> None:
    world = _full()
    for table in TABLES:
        (record,) = getattr(world, table).values()
        with pytest.raises(AttributeError):
            setattr(record, record._fields[0], "x")


def test_times_are_written_and_read_back() -> None:
    for minutes in (*range(0, 4_000), *range(29_000_000, 29_003_000), *range(0, 60_000_000, 86_413)):
        text = stamp(minutes)
        assert minute(text) == minutes
        assert text.startswith(date(minutes))
        assert len(text) == 16
    assert stamp(0) == "1970-01-01 00:00"
    assert minute("2026-01-05 09:14") - minute("2026-01-05") == 14
    assert date(minute("2024-02-29")) == "2024-02-29"
    with pytest.raises(ValueError, match="match"):
        minute("yesterday morning")


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.00 kB"),
        (2_184_300, "2.18 MB"),
        (820_359_221_000, "820.36 GB"),
        (4_000_000_000_000, "4.00 TB"),
        (4_000_000_000_000_000, "4000.00 TB"),
    ],
)
def test_sizes_are_written_with_decimal_units(size: int, text: str) -> None:
    assert readable(size) == text


def test_listing_lines_say_what_the_records_hold() -> None:
    file = file_on("10.0.0.1", "f.tar", blob("x", 2_184_300), 2_184_300, minute("2025-10-28"), "o@x", "a note")
    assert file.size == 2_184_300
    for part in ("f.tar", "2.18 MB", "2025-10-28", "o@x", "a note"):
        assert part in file.line
    written = document("d.md", join([typed("a", "abc"), typed("b", "de")]), "o@x", minute("2025-10-28"))
    for part in ("d.md", "5 characters", "2025-10-28", "o@x"):
        assert part in written.line
