"""World: flat tables of frozen records, copied on write.

A fork shares every table until one side writes to it, so branching an episode costs a handful of references and two
forks never share a mutable thing. Every write lands in `journal`, from which the event log is made. Nothing here
touches a host file, process, clock, socket or global random generator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from peer_env.canonical import canonical
from peer_env.world.lineage import Content
from peer_env.world.records import Document, File, Mail, Person, Server, Setting, Sheet, System

TABLES = ("documents", "sheets", "settings", "servers", "systems", "files", "mail", "memory", "people")
"""The tables' names; a record is addressed by (table, key)."""

_BIT = {name: 1 << i for i, name in enumerate(TABLES)}


_new = tuple.__new__  # twice as fast as the constructor of a named tuple, and every write makes a Change


class Change(NamedTuple):
    """One write: what stood under (table, key) before and what stands there after; None is nothing."""

    table: str
    key: Any
    before: Any
    after: Any


class World:
    """The company's whole state. Read the tables as mappings; write only through `apply`, `put` and `remove`.

    Attributes:
        documents, memory: by name.
        sheets: by name.
        settings: by (file, key).
        servers: by ip.
        systems: by id.
        files: by (ip, name).
        mail: by running number from 1.
        people: by address.
        clock: the company's time, in minutes (`peer_env.world.stamp`).
        journal: the writes since `take_journal`, oldest first.
    """

    __slots__ = (*TABLES, "_own", "clock", "journal")

    documents: Mapping[str, Document]
    sheets: Mapping[str, Sheet]
    settings: Mapping[tuple[str, str], Setting]
    servers: Mapping[str, Server]
    systems: Mapping[str, System]
    files: Mapping[tuple[str, str], File]
    mail: Mapping[int, Mail]
    memory: Mapping[str, Document]
    people: Mapping[str, Person]

    def __init__(
        self,
        clock: int,
        *,
        documents: Mapping[str, Document] | None = None,
        sheets: Mapping[str, Sheet] | None = None,
        settings: Mapping[tuple[str, str], Setting] | None = None,
        servers: Mapping[str, Server] | None = None,
        systems: Mapping[str, System] | None = None,
        files: Mapping[tuple[str, str], File] | None = None,
        memory: Mapping[str, Document] | None = None,
        people: Mapping[str, Person] | None = None,
    ) -> None:
        """A world at its beginning. The tables given are taken over, not copied: hand them in and let them go."""
        self.documents = documents if documents is not None else {}
        self.sheets = sheets if sheets is not None else {}
        self.settings = settings if settings is not None else {}
        self.servers = servers if servers is not None else {}
        self.systems = systems if systems is not None else {}
        self.files = files if files is not None else {}
        self.mail = {}
        self.memory = memory if memory is not None else {}
        self.people = people if people is not None else {}
        self.clock = clock
        self.journal: tuple[Change, ...] = ()
        self._own = 0

    def fork(self) -> World:
        """An independent world in the same state (its journal starts empty)."""
        other = World.__new__(World)
        other.documents = self.documents
        other.sheets = self.sheets
        other.settings = self.settings
        other.servers = self.servers
        other.systems = self.systems
        other.files = self.files
        other.mail = self.mail
        other.memory = self.memory
        other.people = self.people
        other.clock = self.clock
        other.journal = ()
        self._own = other._own = 0
        return other

    def apply(self, changes: tuple[Change, ...]) -> None:
        """Make these writes, in order. Each must state what stands there now as `before`."""
        for table, key, _, after in changes:
            bit = _BIT[table]
            if self._own & bit:
                rows = getattr(self, table)
            else:
                rows = dict(getattr(self, table))
                setattr(self, table, rows)
                self._own |= bit
            if after is None:
                del rows[key]
            else:
                rows[key] = after
        self.journal = self.journal + changes if self.journal else changes

    def put(self, table: str, key: Any, record: Any) -> None:
        """Write a record under (table, key)."""
        self.apply((_new(Change, (table, key, getattr(self, table).get(key), record)),))

    def remove(self, table: str, key: Any) -> Any:
        """Take the record under (table, key) away and return it."""
        record = getattr(self, table)[key]
        self.apply((_new(Change, (table, key, record, None)),))
        return record

    def take_journal(self) -> tuple[Change, ...]:
        """The writes since the last call, oldest first."""
        journal, self.journal = self.journal, ()
        return journal

    def contents(self) -> list[tuple[str, Content]]:
        """Every content in the world with the place it lies in: a server's ip, or the table's name."""
        return [(file.ip, file.content) for file in self.files.values()] + self.contents_elsewhere()

    def contents_elsewhere(self) -> list[tuple[str, Content]]:
        """Every content that does not lie on a server: on the drive, in memory, in mail."""
        found: list[tuple[str, Content]] = [("drive", document.content) for document in self.documents.values()]
        found += [("memory", document.content) for document in self.memory.values()]
        for mail in self.mail.values():
            found.append(("mail", mail.content))
            found += [("mail", content) for content in mail.attachments]
        return found

    def digest(self) -> str:
        """SHA-256 over a canonical form of all tables and the clock; equal states have equal digests."""
        state = {table: [[key, row] for key, row in getattr(self, table).items()] for table in TABLES}
        return hashlib.sha256(canonical([self.clock, state])).hexdigest()


def place_of(table: str, key: Any) -> str:
    """The place that a table's record lies in: a server's ip for a file, else where the table is kept."""
    if table == "files":
        return str(key[0])
    return "drive" if table == "documents" else table


def contents_of(table: str, record: Any) -> tuple[Content, ...]:
    """The contents of one record (none for a record that holds no bytes)."""
    if record is None:
        return ()
    if table == "mail":
        return (record.content, *record.attachments)
    if table in ("files", "documents", "memory"):
        return (record.content,)
    return ()
