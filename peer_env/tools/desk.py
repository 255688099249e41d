"""Desk: all that one tool call may touch, and where it leaves what came of it.

A tool reads and writes the world through its desk, notes the facts that its answer discloses, files claims, and may
end the task. It knows nothing of episodes, rewards or verdicts.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from peer_env.world import Change, World


class Claim(NamedTuple):
    """A typed statement that the agent filed: of what kind, about what, and what it says.

    The judge has rules for the kinds of `peer_env.judging.rules`; a scenario brings those for kinds of its own.
    """

    kind: str
    about: str
    value: Any


class Filing(NamedTuple):
    """One report: the event that filed it, its claims, and the world at that moment (a fork nobody writes to)."""

    event: int
    tool: str
    claims: tuple[Claim, ...]
    statement: str
    world: World


class Refused(Exception):
    """Raised by a tool that will not do what it was asked; its text is what the agent is told."""


class Desk:
    """What a tool holds in its hands.

    Attributes:
        world: the company's state.
        agent: the agent's own address, owner of what it writes.
        facts: facts disclosed by the answer of the current call; a tool sets or extends it.
        intents: writes that the current call meant to make, noted before they may be refused.
        filings: every report filed in this episode, oldest first.
        event: the number of the current event.
        ended: how the agent ended the task ("completed", "declined"), or None.
    """

    __slots__ = ("agent", "ended", "event", "facts", "filings", "intents", "world")

    def __init__(self, world: World, agent: str) -> None:
        self.world = world
        self.agent = agent
        self.facts: tuple[str, ...] = ()
        self.intents: tuple[Change, ...] = ()
        self.filings: list[Filing] = []
        self.event = 0
        self.ended: str | None = None

    def fork(self) -> Desk:
        """An independent desk in the same state."""
        other = Desk.__new__(Desk)
        other.world = self.world.fork()
        other.agent = self.agent
        other.facts = self.facts
        other.intents = self.intents
        other.filings = self.filings.copy()
        other.event = self.event
        other.ended = self.ended
        return other

    def file(self, tool: str, claims: list[Claim], statement: str) -> None:
        """File a report: it is kept with the world as it stands now."""
        self.filings.append(Filing(self.event, tool, tuple(claims), statement, self.world.fork()))
