"""The frozen records that a world is made of, and how its time is written.

Times are whole minutes since 1970-01-01 00:00 in the company's own zone; nothing reads a host clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from peer_env.world.lineage import Content, size_of

_EPOCH = datetime(1970, 1, 1)


@lru_cache(maxsize=4096)
def stamp(minutes: int) -> str:
    """`2026-01-05 09:14`."""
    return (_EPOCH + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")


@lru_cache(maxsize=4096)
def minute(text: str) -> int:
    """The inverse of `stamp`; a bare date means 09:00."""
    if len(text) == 10:
        text += " 09:00"
    return int((datetime.strptime(text, "%Y-%m-%d %H:%M") - _EPOCH).total_seconds() // 60)


class Document(NamedTuple):
    """A text on the shared drive, or in an agent's memory. `facts` are what reading it discloses."""

    name: str
    content: Content
    owner: str
    modified: int
    facts: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A table of texts; `row_facts[i]` is what reading row i discloses."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_facts: tuple[str, ...]
    origin: str


class Setting(NamedTuple):
    """One key of a configuration file."""

    key: str
    value: str | int | float | bool
    owner: str
    modified: int


class Server(NamedTuple):
    """A machine: its users, the names of the files queued for deletion, its disk in bytes."""

    ip: str
    role: str
    capacity: int
    users: tuple[str, ...] = ()
    delete_queue: tuple[str, ...] = ()


class File(NamedTuple):
    """A file on a server. `line` is how a listing shows it, made once; `size` is in bytes."""

    ip: str
    name: str
    content: Content
    size: int
    modified: int
    owner: str
    summary: str
    line: str


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


def file_on(ip: str, name: str, content: Content, modified: int, owner: str, summary: str) -> File:
    """A file record with its size and its listing line worked out."""
    size = size_of(content)
    line = f"{name}  {readable(size)}  modified {stamp(modified)[:10]}  owner {owner}  {summary}"
    return File(ip, name, content, size, modified, owner, summary, line)


@lru_cache(maxsize=4096)
def readable(size: int) -> str:
    """A size in bytes with decimal units: `820.36 GB`."""
    if size < 1000:
        return f"{size} B"
    value = float(size)
    for unit in ("kB", "MB", "GB", "TB"):
        value /= 1000
        if value < 1000 or unit == "TB":
            return f"{value:.2f} {unit}"
    raise AssertionError("unreachable: TB ends the loop")
