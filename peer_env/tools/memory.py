"""The agent's own memory: notes from earlier work, to read."""

from __future__ import annotations

from peer_env.tools.desk import Desk
from peer_env.tools.tool import Effect, tool
from peer_env.world import text_of


@tool(Effect.READS)
def read_memory(desk: Desk) -> str:
    """Read your notes from earlier work."""
    notes = desk.world.memory
    desk.facts = tuple(fact for note in notes.values() for fact in note.facts)
    return "\n\n".join([text_of(note.content) for note in notes.values()]) or "There are no notes."
