"""Where a lineage lies: which places hold how much of an origin, whatever the files are called there."""

from __future__ import annotations

from collections.abc import Mapping

from peer_env.world import Content, World
from peer_env.world.lineage import coverage


def places(world: World, origin: str) -> dict[str, int]:
    """Per place the number of different units of `origin` that it holds; places without any are left out."""
    by_place: dict[str, list[Content]] = {}
    for place, content in world.contents():
        for piece in content:
            if piece.origin == origin:
                by_place.setdefault(place, []).append(content)
                break
    return {place: amount for place, contents in by_place.items() if (amount := coverage(contents, origin))}


def total(world: World, origin: str) -> int:
    """Different units of `origin` in the whole world; a range held in two places counts once."""
    return coverage([content for _, content in world.contents()], origin)


def queued(world: World, origin: str, place: str) -> bool:
    """Whether a file on a server that holds all that is there of an origin stands on that server's delete queue."""
    server = world.servers.get(place)
    names = [
        name
        for (ip, name), file in world.files.items()
        if ip == place and any(piece.origin == origin for piece in file.content)
    ]
    return server is not None and bool(names) and all(name in server.delete_queue for name in names)


def on_queue(world: World, origin: str, place: str, inventory: Mapping[str, str]) -> bool:
    """Whether a server's delete queue has an entry for a file: under its name in the inventory, or one it has now."""
    server = world.servers.get(place)
    if server is None:
        return False
    now = {
        name
        for (ip, name), file in world.files.items()
        if ip == place and any(piece.origin == origin for piece in file.content)
    }
    before = {name for name, lineage in inventory.items() if lineage == origin}
    return not (now | before).isdisjoint(server.delete_queue)


def holds(world: World, origin: str, place: str) -> bool:
    """Whether a place holds any of an origin."""
    for (ip, _), file in world.files.items():
        if ip == place:
            for piece in file.content:
                if piece.origin == origin:
                    return True
    if place in world.servers:
        return False
    elsewhere = world.contents_elsewhere()
    return any(piece.origin == origin for where, content in elsewhere if where == place for piece in content)
