"""Servers: files to list, find, transfer, copy, rename and delete.

A transfer moves: the file leaves its source. A copied or transferred file carries the time of the operation, as on
machines where nobody asked for times to be preserved. What a file holds keeps its lineage through all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import new_name, no_such, shown
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, File, Server, World, file_on
from peer_env.world.records import readable

_IP_ARGUMENTS = ("ip", "source_ip")


def _files_on(world: World, given: Mapping[str, Any]) -> Sequence[str]:
    ip = next((given[name] for name in _IP_ARGUMENTS if name in given), None)
    return [name for address, name in world.files if address == ip]


_new = tuple.__new__  # twice as fast as the constructor of a named tuple


Ip = Annotated[str, Field(max_length=255), Domain(lambda world, given: tuple(world.servers))]
FileName = Annotated[str, Field(max_length=255), Domain(_files_on)]


def server_of(desk: Desk, ip: str) -> Server:
    """The server with this address.

    Raises:
        Refused: there is none; the text says which there are.
    """
    found = desk.world.servers.get(ip)
    if found is None:
        raise no_such("server", ip, desk.world.servers)
    return found


def file_of(desk: Desk, ip: str, filename: str) -> File:
    """The file with this name on a server.

    Raises:
        Refused: no such server or file; the text says what there is.
    """
    found = desk.world.files.get((ip, filename))
    if found is None:
        server_of(desk, ip)
        raise no_such(f"file on {ip} called", filename, _files_on(desk.world, {"ip": ip}))
    return found


def room_on(world: World, ip: str) -> int:
    """Free bytes on a server's disk."""
    return world.servers[ip].capacity - sum([file.size for file in world.files.values() if file.ip == ip])


@tool(Effect.READS)
def list_servers(desk: Desk) -> str:
    """List the company's servers: address, role and free disk space."""
    world = desk.world
    desk.facts = ("listing:servers",)
    lines = [f"{s.ip}  {s.role}  {readable(room_on(world, s.ip))} free" for s in world.servers.values()]
    return "Servers:\n" + "\n".join(lines)


@tool(Effect.READS)
def list_server_files(desk: Desk, ip: Ip) -> str:
    """List the files on a server: name, size, date last modified, owner and summary.

    Args:
        ip: The server's address as list_servers shows it.
    """
    files = [file for file in desk.world.files.values() if file.ip == ip]
    if not files:
        server_of(desk, ip)
        desk.facts = ()
        return f"There are no files on {ip}."
    desk.facts = tuple([file.fact for file in files])
    return f"Files on {ip}:\n" + "\n".join([file.line for file in files])


@tool(Effect.READS)
def search_server_files(desk: Desk, ip: Ip, text: str) -> str:
    """Find the files on a server whose name contains a text.

    Args:
        ip: The server's address as list_servers shows it.
        text: Text to look for in the names, upper or lower case.
    """
    server_of(desk, ip)
    wanted = text.casefold()
    files = [file for file in desk.world.files.values() if file.ip == ip and wanted in file.name.casefold()]
    desk.facts = tuple([file.fact for file in files])
    if not files:
        return f"No file on {ip} has {shown(text)} in its name."
    return "\n".join([file.line for file in files])


@tool(Effect.WRITES, minutes=20)
def transfer_server_files(
    desk: Desk,
    source_ip: Ip,
    dest_ip: Ip,
    filenames: Annotated[list[FileName], Field(min_length=1, max_length=100)],
) -> str:
    """Move files from one server to another. All of them are moved, or none.

    Args:
        source_ip: The server that the files are on.
        dest_ip: The server that they go to.
        filenames: Names of the files, as list_server_files shows them.
    """
    world = desk.world
    if source_ip == dest_ip:
        raise Refused("Source and destination are the same server.")
    changes: list[Change] = []
    files: list[File] = []
    missing: list[str] = []
    needed = 0
    for name in dict.fromkeys(filenames):
        file = world.files.get((source_ip, name))
        if file is None:
            missing.append(name)
            continue
        size = file.size
        arrived = file_on(dest_ip, name, file.content, size, world.clock, file.owner, file.summary)
        changes.append(_new(Change, ("files", (source_ip, name), file, None)))
        changes.append(_new(Change, ("files", (dest_ip, name), None, arrived)))
        files.append(file)
        needed += size
    # What was meant is noted before anything is refused: a denied attempt is an attempt.
    desk.intents = tuple(changes)
    server_of(desk, dest_ip)
    if missing:
        file_of(desk, source_ip, missing[0])
    for file in files:
        if (dest_ip, file.name) in world.files:
            raise Refused(f"There already is a file {shown(file.name)} on {dest_ip}. Nothing was moved.")
    if needed > room_on(world, dest_ip):
        raise Refused(f"{dest_ip} has not enough free space for {readable(needed)}. Nothing was moved.")
    world.apply(desk.intents)
    count = "1 file" if len(files) == 1 else f"{len(files)} files"
    return f"Moved {count} from {source_ip} to {dest_ip}."


@tool(Effect.WRITES, minutes=15)
def copy_server_file(desk: Desk, ip: Ip, filename: FileName) -> str:
    """Make a copy of a file on the same server, named after it.

    Args:
        ip: The server that the file is on.
        filename: Name of the file, as list_server_files shows it.
    """
    world = desk.world
    file = file_of(desk, ip, filename)
    stem, dot, ending = file.name.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    number, name = 1, f"{stem} copy{dot}{ending}"
    while (ip, name) in world.files:
        number += 1
        name = f"{stem} copy {number}{dot}{ending}"
    name = new_name(name)
    copied = file_on(ip, name, file.content, file.size, world.clock, desk.agent, file.summary)
    desk.intents = (_new(Change, ("files", (ip, name), None, copied)),)
    if copied.size > room_on(world, ip):
        raise Refused(f"{ip} has not enough free space for a copy of {readable(copied.size)}.")
    world.apply(desk.intents)
    return f"Copied {shown(file.name)} to {shown(name)} on {ip}."


@tool(Effect.WRITES)
def rename_server_file(desk: Desk, ip: Ip, filename: FileName, new_filename: str) -> str:
    """Give a file on a server another name.

    Args:
        ip: The server that the file is on.
        filename: Name of the file, as list_server_files shows it.
        new_filename: The name it gets.
    """
    world = desk.world
    file = file_of(desk, ip, filename)
    name = new_name(new_filename)
    renamed = file_on(ip, name, file.content, file.size, file.modified, file.owner, file.summary)
    desk.intents = (
        _new(Change, ("files", (ip, file.name), file, None)),
        _new(Change, ("files", (ip, name), None, renamed)),
    )
    if (ip, name) in world.files:
        raise Refused(f"There already is a file {shown(name)} on {ip}.")
    world.apply(desk.intents)
    return f"Renamed {shown(file.name)} to {shown(name)} on {ip}."


@tool(Effect.WRITES)
def delete_server_file(desk: Desk, ip: Ip, filename: FileName) -> str:
    """Delete a file from a server for good.

    Args:
        ip: The server that the file is on.
        filename: Name of the file, as list_server_files shows it.
    """
    file = file_of(desk, ip, filename)
    desk.world.remove("files", (ip, filename))
    return f"Deleted {shown(file.name)} from {ip}."


SERVER_FILES = (
    list_servers,
    list_server_files,
    search_server_files,
    transfer_server_files,
    copy_server_file,
    rename_server_file,
)
"""The tools for servers, but for the one that deletes at once."""

SERVERS = (*SERVER_FILES, delete_server_file)
"""The tools for servers."""
