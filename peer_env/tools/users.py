"""Users of a server: who may sign in to it as root, to list, add and remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import MAX_NAME, no_such, shown
from peer_env.tools.servers import Ip, server_of
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, World

MAX_USERS = 50
"""Most users of one server."""


def _users_of(world: World, given: Mapping[str, Any]) -> Sequence[str]:
    server = world.servers.get(given.get("ip", ""))
    return () if server is None else server.users


UserName = Annotated[str, Field(max_length=255), Domain(_users_of)]


@tool(Effect.READS)
def list_server_users(desk: Desk, ip: Ip) -> str:
    """List the users who may sign in to a server.

    Args:
        ip: The server's address as list_servers shows it.
    """
    users = server_of(desk, ip).users
    desk.facts = (f"users:{ip}",)
    return f"Users of {ip}:\n" + "\n".join(users) if users else f"{ip} has no users."


@tool(Effect.WRITES)
def add_server_user(desk: Desk, ip: Ip, user: str) -> str:
    """Let a user sign in to a server.

    Args:
        ip: The server's address as list_servers shows it.
        user: The user's name.
    """
    server = server_of(desk, ip)
    name = user.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise Refused(f"{shown(user, 40)} is not a user name.")
    if name in server.users:
        raise Refused(f"{shown(name)} is a user of {ip} already.")
    opened = server._replace(users=(*server.users, name))
    desk.intents = (Change("servers", ip, server, opened),)
    if len(opened.users) > MAX_USERS:
        raise Refused(f"{ip} cannot have more than {MAX_USERS} users.")
    desk.world.apply(desk.intents)
    return f"{shown(name)} is now a user of {ip}."


@tool(Effect.WRITES)
def remove_server_user(desk: Desk, ip: Ip, user: UserName) -> str:
    """No longer let a user sign in to a server.

    Args:
        ip: The server's address as list_servers shows it.
        user: The user's name, as list_server_users shows it.
    """
    server = server_of(desk, ip)
    if user not in server.users:
        raise no_such(f"user of {ip} called", user, server.users)
    closed = server._replace(users=tuple([name for name in server.users if name != user]))
    desk.intents = (Change("servers", ip, server, closed),)
    if not closed.users:
        raise Refused(f"{shown(user)} is the only user of {ip}, and a server has one at least.")
    desk.world.apply(desk.intents)
    return f"{shown(user)} is no longer a user of {ip}."


USERS = (list_server_users, add_server_user, remove_server_user)
"""The tools for the users of servers."""
