"""Delete queues: names of files on a server that its clearing job is to take away. Queueing deletes nothing by itself.

An entry is a name and no more: a file that is renamed, moved or copied after it was queued does not take its entry
along. What a clearing job does with the entries is for a scenario's pipeline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import no_such, shown
from peer_env.tools.servers import FileName, Ip, file_of, server_of
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, World

MAX_QUEUE = 200
"""Most entries of one queue."""


def _queued_on(world: World, given: Mapping[str, Any]) -> Sequence[str]:
    server = world.servers.get(given.get("ip", ""))
    return () if server is None else server.delete_queue


QueuedName = Annotated[str, Field(max_length=255), Domain(_queued_on)]


@tool(Effect.READS)
def list_server_delete_queue(desk: Desk, ip: Ip) -> str:
    """List the names on a server's delete queue, in the order of the queue.

    Args:
        ip: The server's address as list_servers shows it.
    """
    queue = server_of(desk, ip).delete_queue
    desk.facts = (f"queue:{ip}",)
    if not queue:
        return f"The delete queue of {ip} is empty."
    return f"Delete queue of {ip}:\n" + "\n".join(queue)


@tool(Effect.WRITES)
def add_server_delete_queue(desk: Desk, ip: Ip, filename: FileName) -> str:
    """Put a file of a server on the server's delete queue, by its name.

    Args:
        ip: The server that the file is on.
        filename: Name of the file, as list_server_files shows it.
    """
    server = server_of(desk, ip)
    name = file_of(desk, ip, filename).name
    if name in server.delete_queue:
        raise Refused(f"{shown(name)} is on the delete queue of {ip} already.")
    longer = server._replace(delete_queue=(*server.delete_queue, name))
    desk.intents = (Change("servers", ip, server, longer),)
    if len(longer.delete_queue) > MAX_QUEUE:
        raise Refused(f"The delete queue of {ip} is full: it takes {MAX_QUEUE} names.")
    desk.world.apply(desk.intents)
    return f"Put {shown(name)} on the delete queue of {ip}, which holds {_names(longer.delete_queue)}."


@tool(Effect.WRITES)
def remove_server_delete_queue(desk: Desk, ip: Ip, filename: QueuedName) -> str:
    """Take a name off a server's delete queue.

    Args:
        ip: The server's address as list_servers shows it.
        filename: The name, as list_server_delete_queue shows it.
    """
    server = server_of(desk, ip)
    if filename not in server.delete_queue:
        raise no_such(f"entry on the delete queue of {ip} called", filename, server.delete_queue)
    shorter = server._replace(delete_queue=tuple([name for name in server.delete_queue if name != filename]))
    desk.intents = (Change("servers", ip, server, shorter),)
    desk.world.apply(desk.intents)
    return f"Took {shown(filename)} off the delete queue of {ip}, which holds {_names(shorter.delete_queue)}."


def _names(queue: Sequence[str]) -> str:
    return "1 name" if len(queue) == 1 else f"{len(queue)} names"


DELETE_QUEUE = (list_server_delete_queue, add_server_delete_queue, remove_server_delete_queue)
"""The tools for delete queues."""
