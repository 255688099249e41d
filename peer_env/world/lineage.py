"""Contents that know where they come from.

A content is a row of pieces. Each piece is a range of an origin: the thing that first held those bytes. Copying,
renaming, re-dating, cutting, joining, archiving and attaching move pieces about and never change their origin, so
what a file *is* does not depend on what it is called. One unit of length is a byte of a blob or a character of a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# Twice as fast as the constructor of a named tuple.
_new = tuple.__new__


class Piece(NamedTuple):
    """A range of an origin: `length` units from `start`; `text` is None for a blob, whose bytes nobody prints."""

    origin: str
    start: int
    length: int
    text: str | None


Content = tuple[Piece, ...]
"""What a document, a file, a mail or a memory holds."""


def blob(origin: str, size: int) -> Content:
    """`size` opaque bytes that begin their life here, under the name `origin`."""
    return (_new(Piece, (origin, 0, size, None)),)


def typed(origin: str, text: str) -> Content:
    """A text that begins its life here: a company document, or what an agent wrote in one event."""
    return (_new(Piece, (origin, 0, len(text), text)),)


def join(contents: Iterable[Content]) -> Content:
    """Contents one after the other, as an archive or an append makes them."""
    return tuple(piece for content in contents for piece in content)


def cut(content: Content, start: int, stop: int) -> Content:
    """The units from `start` to `stop` of a content, each still of its origin.

    Raises:
        ValueError: a range outside the content.
    """
    if not 0 <= start <= stop <= size_of(content):
        raise ValueError(f"cannot cut {start} to {stop} out of {size_of(content)}")
    out: list[Piece] = []
    at = 0
    for origin, first, length, text in content:
        low, high = max(start - at, 0), min(stop - at, length)
        if low < high:
            out.append(Piece(origin, first + low, high - low, None if text is None else text[low:high]))
        at += length
    return tuple(out)


def size_of(content: Content) -> int:
    """Length in units."""
    return content[0][2] if len(content) == 1 else sum([length for _, _, length, _ in content])


def printed_size(content: Content) -> int:
    """Length of the readable text in characters, a blob counting as the line that stands for it."""
    if len(content) == 1 and content[0][3] is not None:
        return content[0][2]
    return sum([len(_blob_line(length)) if text is None else length for _, _, length, text in content])


def _blob_line(length: int) -> str:
    return f"[{length} bytes of binary data]"


def text_of(content: Content) -> str:
    """The readable text; a blob shows as one bracketed line."""
    if len(content) == 1 and (only := content[0][3]) is not None:
        return only
    return "".join([_blob_line(length) if text is None else text for _, _, length, text in content])


def coverage(contents: Iterable[Content], origin: str) -> int:
    """How many different units of `origin` the contents hold between them (a range held twice counts once)."""
    ranges = sorted(
        (piece.start, piece.start + piece.length) for content in contents for piece in content if piece.origin == origin
    )
    total = end = 0
    for start, stop in ranges:
        if stop > end:
            total += stop - max(start, end)
            end = stop
    return total


def origins(content: Content) -> frozenset[str]:
    """The origins that a content holds at least one unit of."""
    return frozenset(piece.origin for piece in content if piece.length)
