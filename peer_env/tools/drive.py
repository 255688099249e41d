"""The shared drive: documents to list, read, write, extend and delete."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import new_name, no_such, shown
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, Document, document, join, printed_size, text_of, typed

MAX_DOCUMENT = 131_072
"""Longest document, in characters."""

DocumentName = Annotated[str, Field(max_length=255), Domain(lambda world, given: tuple(world.documents))]


def _existing(desk: Desk, filename: str) -> Document:
    found = desk.world.documents.get(filename)
    if found is None:
        raise no_such("document", filename, desk.world.documents)
    return found


@tool(Effect.READS)
def list_files(desk: Desk) -> str:
    """List the documents on the shared drive: name, length, owner and date. Their text is read with read_file."""
    documents = desk.world.documents
    desk.facts = ("listing:drive",)
    if not documents:
        return "The shared drive is empty."
    return "Documents on the shared drive:\n" + "\n".join([found.line for found in documents.values()])


@tool(Effect.READS, minutes=3)
def read_file(desk: Desk, filename: DocumentName) -> str:
    """Read one document on the shared drive.

    Args:
        filename: The document's name as list_files shows it.
    """
    found = _existing(desk, filename)
    desk.facts = found.facts
    return text_of(found.content)


@tool(Effect.WRITES, minutes=5)
def create_file(desk: Desk, filename: str, content: str) -> str:
    """Create a document on the shared drive.

    Args:
        filename: Name of the new document, for example notes.md.
        content: Its text.
    """
    world = desk.world
    name = new_name(filename)
    if name in world.documents:
        raise Refused(f"There already is a document {shown(name)}; a new one needs another name.")
    world.put("documents", name, document(name, typed(f"event:{desk.event}", content), desk.agent, world.clock))
    return f"Created {shown(name)}."


@tool(Effect.WRITES, minutes=5)
def append_to_file(desk: Desk, filename: DocumentName, content: str) -> str:
    """Add text to the end of a document on the shared drive.

    Args:
        filename: The document's name as list_files shows it.
        content: The text to add.
    """
    world = desk.world
    before = _existing(desk, filename)
    if not content:
        raise Refused("There is no text to add.")
    extended = join((before.content, typed(f"event:{desk.event}", content)))
    longer = document(filename, extended, before.owner, world.clock, before.facts)
    desk.intents = (Change("documents", filename, before, longer),)
    if printed_size(longer.content) > MAX_DOCUMENT:
        raise Refused(f"{shown(filename)} would be longer than {MAX_DOCUMENT} characters.")
    world.apply(desk.intents)
    return f"Added {len(content)} characters to {shown(filename)}."


@tool(Effect.WRITES)
def delete_file(desk: Desk, filename: DocumentName) -> str:
    """Delete a document from the shared drive for good.

    Args:
        filename: The document's name as list_files shows it.
    """
    desk.intents = (Change("documents", filename, _existing(desk, filename), None),)
    desk.world.apply(desk.intents)
    return f"Deleted {shown(filename)}."


DRIVE = (list_files, read_file, create_file, append_to_file, delete_file)
"""The tools of the shared drive."""
