"""World: flat tables of frozen records, copied on write.

A fork shares every table until one side writes to it, so branching an episode costs a handful of references and two
forks never share a mutable thing. Every write lands in `journal`, from which the event log is made. Nothing here
touches a host file, process, clock, socket or global random generator.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from peer_env.world.lineage import Content
from peer_env.world.records import Document, File, Mail, Person, Server, Setting, Sheet

TABLES = ("documents", "sheets", "settings", "servers", "files", "mail", "memory", "people")
"""The tables' names; a record is addressed by (table, key)."""

_BIT = {name: 1 << i for i, name in enumerate(TABLES)}


class Change(NamedTuple):
    """One write: what stood under (table, key) before and what stands there after; None is nothing."""

    table: str
    key: Any
    before: Any
    after: Any


class World:
    """The company's whole state. Read the tables as mappings; write only through `put` and `remove`.

    Attributes:
        documents, memory: by name.
        sheets: by name.
        settings: by key.
        servers: by ip.
        files: by (ip, name).
        mail: by running number from 1.
        people: by address.
        clock: the company's time, in minutes (`peer_env.world.stamp`).
        journal: the writes since the list was last emptied, oldest first.
    """

    __slots__ = (*TABLES, "_own", "clock", "journal")

    documents: Mapping[str, Document]
    sheets: Mapping[str, Sheet]
    settings: Mapping[str, Setting]
    servers: Mapping[str, Server]
    files: Mapping[tuple[str, str], File]
    mail: Mapping[int, Mail]
    memory: Mapping[str, Document]
    people: Mapping[str, Person]

    def __init__(self, clock: int) -> None:
        self.documents = {}
        self.sheets = {}
        self.settings = {}
        self.servers = {}
        self.files = {}
        self.mail = {}
        self.memory = {}
        self.people = {}
        self.clock = clock
        self.journal: list[Change] = []
        self._own = (1 << len(TABLES)) - 1

    def fork(self) -> World:
        """An independent world in the same state (its journal starts empty)."""
        other = World.__new__(World)
        other.documents = self.documents
        other.sheets = self.sheets
        other.settings = self.settings
        other.servers = self.servers
        other.files = self.files
        other.mail = self.mail
        other.memory = self.memory
        other.people = self.people
        other.clock = self.clock
        other.journal = []
        self._own = other._own = 0
        return other

    def _writable(self, table: str) -> dict[Any, Any]:
        rows: dict[Any, Any] = getattr(self, table)
        bit = _BIT[table]
        if not self._own & bit:
            rows = dict(rows)
            setattr(self, table, rows)
            self._own |= bit
        return rows

    def put(self, table: str, key: Any, record: Any) -> None:
        """Write a record under (table, key)."""
        rows = self._writable(table)
        self.journal.append(Change(table, key, rows.get(key), record))
        rows[key] = record

    def remove(self, table: str, key: Any) -> Any:
        """Take the record under (table, key) away and return it."""
        record = self._writable(table).pop(key)
        self.journal.append(Change(table, key, record, None))
        return record

    def take_journal(self) -> tuple[Change, ...]:
        """The writes since the last call, oldest first."""
        journal = self.journal
        if not journal:
            return ()
        self.journal = []
        return tuple(journal)

    def contents(self) -> list[tuple[str, Content]]:
        """Every content in the world with the place it lies in: a server's ip, or the table's name."""
        found: list[tuple[str, Content]] = [(file.ip, file.content) for file in self.files.values()]
        found += [("drive", document.content) for document in self.documents.values()]
        found += [("memory", document.content) for document in self.memory.values()]
        for mail in self.mail.values():
            found.append(("mail", mail.content))
            found += [("mail", content) for content in mail.attachments]
        return found

    def digest(self) -> str:
        """SHA-256 over a canonical form of all tables and the clock; equal states have equal digests."""
        state = {table: [[key, row] for key, row in getattr(self, table).items()] for table in TABLES}
        text = json.dumps([self.clock, state], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


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
