"""The simulated company's whole state, and where its contents come from. Knows no tool and no scenario."""

from peer_env.world.lineage import Content, Piece, blob, cut, join, size_of, text_of, typed
from peer_env.world.records import (
    Document,
    File,
    Mail,
    Person,
    Server,
    Setting,
    Sheet,
    System,
    date,
    document,
    file_on,
    minute,
    seen,
    stamp,
)
from peer_env.world.world import TABLES, Change, World

__all__ = [
    "TABLES",
    "Change",
    "Content",
    "Document",
    "File",
    "Mail",
    "Person",
    "Piece",
    "Server",
    "Setting",
    "Sheet",
    "System",
    "World",
    "blob",
    "cut",
    "date",
    "document",
    "file_on",
    "join",
    "minute",
    "seen",
    "size_of",
    "stamp",
    "text_of",
    "typed",
]
