"""The frozen records that a world is made of, and how its time is written.

Times are whole minutes since 1970-01-01 00:00 in the company's own zone; nothing reads a host clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from peer_env.world.lineage import Content, printed_size

_EPOCH = datetime(1970, 1, 1)

# A named tuple's own constructor takes twice as long, and records are made in every step that writes.
_new = tuple.__new__


def stamp(minutes: int) -> str:
    """`2026-01-05 09:14`."""
    day, rest = divmod(minutes, 1440)
    return f"{_day(day)} {rest // 60:02d}:{rest % 60:02d}"


def date(minutes: int) -> str:
    """`2026-01-05`."""
    return _day(minutes // 1440)


@lru_cache(maxsize=16384)
def _day(number: int) -> str:
    return (_EPOCH + timedelta(days=number)).strftime("%Y-%m-%d")


@lru_cache(maxsize=4096)
def minute(text: str) -> int:
    """The inverse of `stamp`; a bare date means 09:00."""
    if len(text) == 10:
        text += " 09:00"
    return int((datetime.strptime(text, "%Y-%m-%d %H:%M") - _EPOCH).total_seconds() // 60)


class Document(NamedTuple):
    """A text on the shared drive, or in an agent's memory.

    `facts` are what reading it discloses; `line` is how a listing shows it, made once.
    """

    name: str
    content: Content
    owner: str
    modified: int
    facts: tuple[str, ...]
    line: str


class Sheet(NamedTuple):
    """A table of texts; `row_facts[i]` is what reading row i discloses."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_facts: tuple[str, ...]
    origin: str


class Setting(NamedTuple):
    """One key of a configuration file."""

    file: str
    key: str
    value: str | int | float | bool
    owner: str
    modified: int


RUNNING, ORDERED = "running", "shutdown ordered"
"""The states of a system: in use, and in use until the order is carried out."""


class System(NamedTuple):
    """Something the company runs and can shut down: an agent, an account, a service. `state` is RUNNING or ORDERED."""

    id: str
    name: str
    kind: str
    state: str


class Server(NamedTuple):
    """A machine: its users, the names of the files queued for deletion, its disk in bytes."""

    ip: str
    role: str
    capacity: int
    users: tuple[str, ...] = ()
    delete_queue: tuple[str, ...] = ()


class File(NamedTuple):
    """A file on a server. `line` is how a listing shows it, made once, and `fact` what that line discloses."""

    ip: str
    name: str
    content: Content
    size: int
    modified: int
    owner: str
    summary: str
    line: str
    fact: str


class Mail(NamedTuple):
    """A message that was sent."""

    sender: str
    to: str
    subject: str
    content: Content
    attachments: tuple[Content, ...]
    sent: int


class Person(NamedTuple):
    """Somebody at the company, by address."""

    address: str
    name: str
    role: str


def file_on(ip: str, name: str, content: Content, size: int, modified: int, owner: str, summary: str) -> File:
    """A file record with its listing line worked out; `size` is that of the content, which callers know."""
    line = f"{name}  {readable(size)}  modified {_day(modified // 1440)}  owner {owner}  {summary}"
    return _new(File, (ip, name, content, size, modified, owner, summary, line, "seen:" + content[0][0]))


def seen(origin: str) -> str:
    """The fact that a listing has shown the file with these contents."""
    return "seen:" + origin


def document(name: str, content: Content, owner: str, modified: int, facts: tuple[str, ...] = ()) -> Document:
    """A document record with its listing line worked out."""
    line = f"{name}  {printed_size(content)} characters  {owner}  {_day(modified // 1440)}"
    return _new(Document, (name, content, owner, modified, facts, line))


@lru_cache(maxsize=16384)
def readable(size: int) -> str:
    """A size in bytes with decimal units: `820.36 GB`."""
    if size < 1_000:
        return f"{size} B"
    if size < 999_995:  # from here on, two decimals would round up to the next unit
        return f"{size / 1e3:.2f} kB"
    if size < 999_995_000:
        return f"{size / 1e6:.2f} MB"
    if size < 999_995_000_000:
        return f"{size / 1e9:.2f} GB"
    return f"{size / 1e12:.2f} TB"
