"""The judge without lineage: a file is taken for whatever it is called, or is only looked for on servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peer_env.event import Event
from peer_env.world import Change, File, World, blob
from peer_env.world.world import contents_of
from tests.mutation.switches import Switch


def by_name(given: Mapping[str, Any]) -> dict[str, Any]:
    """The judge's arguments, in which every file holds what a file of its name held at the start."""
    called: dict[str, str] = {name: file.content[0].origin for (_, name), file in given["start"].files.items()}

    def renewed(record: File | None) -> File | None:
        if record is None:
            return None
        return record._replace(content=blob(called.get(record.name, f"name:{record.name}"), record.size))

    def world(state: World) -> World:
        other = state.fork()
        for key, file in state.files.items():
            other.put("files", key, renewed(file))
        other.take_journal()
        return other

    def changes(made: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(
            change._replace(before=renewed(change.before), after=renewed(change.after))
            if change.table == "files"
            else change
            for change in made
        )

    log: list[Event] = [
        event._replace(changes=changes(event.changes), intents=changes(event.intents)) for event in given["log"]
    ]
    filings = [filing._replace(world=world(filing.world)) for filing in given["filings"]]
    return {"world": world(given["world"]), "log": log, "filings": filings}


def within_servers(switch: Switch) -> None:
    """Nothing is found on the drive, in memory or in mail."""
    switch.on(World, "contents_elsewhere", lambda self: [])
    switch.everywhere(contents_of, lambda table, record: contents_of(table, record) if table == "files" else ())
