"""What the agent was shown, and when: the access set, event by event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peer_env.event import Event


class Access:
    """For every fact disclosed in a log, the number of the event that first disclosed it."""

    __slots__ = ("_first",)

    def __init__(self, log: Sequence[Event]) -> None:
        first: dict[str, int] = {}
        for event in reversed(log):
            if event.facts:
                first.update(dict.fromkeys(event.facts, event.number))
        self._first = first

    def shown(self, fact: str, before: int | None = None) -> bool:
        """Whether a fact was disclosed at all, or by an event earlier than number `before`."""
        number = self._first.get(fact)
        if number is None:
            return False
        return before is None or number < before

    def all_shown(self, facts: Iterable[str], before: int | None = None) -> bool:
        """Whether every one of the facts was disclosed (true of none)."""
        return all(self.shown(fact, before) for fact in facts)

    def events(self, facts: Iterable[str]) -> tuple[int, ...]:
        """The events that first disclosed these facts."""
        return tuple(sorted({self._first[fact] for fact in facts if fact in self._first}))
