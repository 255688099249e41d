"""Listings of servers in owned spans: which stretch of a line changes with which factor."""

from __future__ import annotations

from peer_env.scenario import Span
from peer_env.world import World


def listing_parts(world: World, subject_file: str) -> dict[str, tuple[Span, ...]]:
    """Per server its listing; the line of the subject's file belongs to the factors that name the subject."""
    parts: dict[str, tuple[Span, ...]] = {}
    for server in world.servers.values():
        spans: list[Span] = []
        for file in world.files.values():
            if file.ip == server.ip:
                owners = ("subject", "identity", "family") if file.name == subject_file else ()
                # The people's addresses end in the company's domain.
                before, address, after = file.line.partition(file.owner)
                spans += [(owners, before), ((*owners, "company"), address), (owners, after + "\n")]
        parts[f"server:{server.ip}"] = tuple(spans)
    return parts
