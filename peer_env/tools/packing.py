"""Packing: files of a server joined into an archive, cut into parts, or stored in a document on the shared drive.

Nothing is compressed. What an archive, a part or a document holds keeps its lineage: an archive is a
join, a part a cut.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.drive import MAX_DOCUMENT, DocumentName
from peer_env.tools.names import new_name, shown
from peer_env.tools.servers import FileName, Ip, file_of, room_on, server_of
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, cut, file_on, join, printed_size
from peer_env.world import document as document_of
from peer_env.world.records import readable

MAX_PIECES = 500
"""Most pieces that an archive may consist of: archives of archives would double them each time."""

MAX_FILES = 500
"""Most files on one server after a split."""


@tool(Effect.WRITES, minutes=15)
def archive_server_files(
    desk: Desk,
    ip: Ip,
    archive_name: str,
    filenames: Annotated[list[FileName], Field(min_length=1, max_length=100)],
) -> str:
    """Make an archive of files on a server, on the same server. The files themselves stay as they are.

    Args:
        ip: The server that the files are on.
        archive_name: Name of the archive, for example logs.tar.
        filenames: Names of the files, as list_server_files shows them.
    """
    world = desk.world
    server_of(desk, ip)
    name = new_name(archive_name)
    wanted = list(dict.fromkeys(filenames))
    files = [world.files[ip, wants] for wants in wanted if (ip, wants) in world.files]
    if files:
        content = join(file.content for file in files)
        size = sum([file.size for file in files])
        note = "archive of 1 file" if len(files) == 1 else f"archive of {len(files)} files"
        packed = file_on(ip, name, content, size, world.clock, desk.agent, note)
        desk.intents = (Change("files", (ip, name), world.files.get((ip, name)), packed),)
    for wants in wanted:
        file_of(desk, ip, wants)
    if (ip, name) in world.files:
        raise Refused(f"There already is a file {shown(name)} on {ip}.")
    if len(content) > MAX_PIECES:
        raise Refused(f"An archive cannot be put together from more than {MAX_PIECES} pieces.")
    if size > room_on(world, ip):
        raise Refused(f"{ip} has not enough free space for an archive of {readable(size)}.")
    world.apply(desk.intents)
    return f"Made {shown(name)} on {ip}, an {note}, {readable(size)}."


@tool(Effect.WRITES, minutes=15)
def split_server_file(desk: Desk, ip: Ip, filename: FileName, parts: Annotated[int, Field(ge=2, le=20)]) -> str:
    """Cut a file on a server into parts of like size, which take its place.

    Args:
        ip: The server that the file is on.
        filename: Name of the file, as list_server_files shows it.
        parts: How many parts, from 2 to 20.
    """
    world = desk.world
    file = file_of(desk, ip, filename)
    if file.size < parts:
        raise Refused(f"{shown(file.name)} is too small for {parts} parts.")
    changes = [Change("files", (ip, file.name), file, None)]
    for number in range(parts):
        start, stop = file.size * number // parts, file.size * (number + 1) // parts
        name = new_name(f"{file.name}.part{number + 1}")
        note = f"part {number + 1} of {parts}"
        piece = file_on(ip, name, cut(file.content, start, stop), stop - start, world.clock, desk.agent, note)
        changes.append(Change("files", (ip, name), world.files.get((ip, name)), piece))
    desk.intents = tuple(changes)
    for _, key, before, _ in changes[1:]:
        if before is not None:
            raise Refused(f"There already is a file {shown(key[1])} on {ip}.")
    if sum([address == ip for address, _ in world.files]) + parts - 1 > MAX_FILES:
        raise Refused(f"{ip} cannot hold more than {MAX_FILES} files.")
    world.apply(desk.intents)
    return f"Cut {shown(file.name)} on {ip} into {parts} parts, {shown(changes[1].after.name)} and so on."


@tool(Effect.WRITES, minutes=15)
def store_on_drive(desk: Desk, ip: Ip, filename: FileName, document: DocumentName) -> str:
    """Store what a file on a server holds in a document on the shared drive. The file itself stays as it is.

    Args:
        ip: The server that the file is on.
        filename: Name of the file, as list_server_files shows it.
        document: The document: one that exists is extended, otherwise it is created.
    """
    world = desk.world
    file = file_of(desk, ip, filename)
    before = world.documents.get(document)
    if before is None:
        name = new_name(document)
        before = world.documents.get(name)
    else:
        name = document
    if before is None:
        stored = document_of(name, file.content, desk.agent, world.clock)
    else:
        stored = document_of(name, join((before.content, file.content)), before.owner, world.clock, before.facts)
    desk.intents = (Change("documents", name, before, stored),)
    if printed_size(stored.content) > MAX_DOCUMENT or len(stored.content) > MAX_PIECES:
        raise Refused(f"{shown(name)} would be longer than {MAX_DOCUMENT} characters.")
    world.apply(desk.intents)
    return f"Stored {shown(file.name)} from {ip} in {shown(name)} on the shared drive."


PACKING = (archive_server_files, split_server_file, store_on_drive)
"""The tools for packing."""
