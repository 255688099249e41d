"""Names as a reader at the company takes them: what a word in a report stands for."""

from __future__ import annotations

import re
from functools import lru_cache

from peer_env.judging.ground import Ground
from peer_env.tools import Claim, Filing
from peer_env.world import Content, World

_NOTE = re.compile(r"\s*\([^()]*\)$")
_BEFORE = re.compile(r"[:/\\]")


def plain(name: str) -> str:
    """A name as it is compared: without case, outer spaces and quotes, or a full stop at the end."""
    return _plain(name) if len(name) <= _KEPT else _plain.__wrapped__(name)


_KEPT = 64
"""Longest name, in characters, whose plain form is kept: a report holds the same few again and again."""


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    return name.strip().rstrip(".").strip(" '\"`").casefold()


def without_note(name: str) -> str:
    """A name without a note in brackets behind it."""
    return _NOTE.sub("", name)


class Names:
    """Resolves what a report calls things to the names that the company knows them by.

    Files go by the name they had in the inventory; documents, sheets, settings, servers and systems by their own.

    Attributes:
        items: the numbers of all items.
    """

    __slots__ = ("_by_origin", "_documents", "_known", "_spelling", "_things", "items")

    def __init__(self, ground: Ground, start: World) -> None:
        self._spelling = {plain(name): name for name in ground.inventory or ()}
        self._by_origin: dict[str, str] = {}
        known: dict[str, str] = {}
        for (_, name), file in start.files.items():
            called = plain(name)
            known[called] = called
            for piece in file.content:
                self._by_origin[piece.origin] = called
        things: dict[str, str] = {}
        for config, key in start.settings:
            things[plain(config)] = plain(config)
            things[plain(key)] = plain(key)
        for system in start.systems.values():
            things[plain(system.name)] = things[plain(system.id)] = plain(system.id)
        for sheet in start.sheets:
            things[plain(sheet)] = plain(sheet)
        for ip in start.servers:
            things[plain(ip)] = plain(ip)
        self._known = things | known
        self._things = things
        self._documents = [plain(str(key)) for _, key in ground.protected]
        self.items = frozenset(ground.items or ())

    def resolved(self, filing: Filing) -> tuple[Claim, ...]:
        """The claims of a report with its files called by the company's own names."""
        if not self._spelling:
            return filing.claims
        return tuple(
            [
                claim._replace(about=self._spelling.get(self.of(claim.about, filing.world), claim.about))
                if claim.kind in _ABOUT_FILES
                else claim
                for claim in filing.claims
            ]
        )

    def knows(self, text: str) -> bool:
        """Whether a text is, as it stands, the company's name for something."""
        return plain(text) in self._known or plain(text) in self._documents

    def knows_file(self, text: str) -> bool:
        """Whether a text is the name that a file had at the start, with or without its server or a note."""
        return not self._known.keys().isdisjoint(_candidates(plain(text)))

    def held(self, content: Content) -> frozenset[str]:
        """The company's names for the files whose bytes a content holds."""
        return frozenset([self._by_origin[piece.origin] for piece in content if piece.origin in self._by_origin])

    def of(self, text: str, world: World) -> str:
        """The company's name for what a report calls `text`, given the world when the report was filed.

        Without the server or a note in brackets, in any case; a new name is followed to what the file holds. What
        stands for nothing known is returned as it is compared, without the note.
        """
        name = plain(text)
        candidates = _candidates(name)
        for candidate in candidates:
            if candidate in self._known:
                return self._known[candidate]
            for (_, called), file in world.files.items():
                if plain(called) == candidate:
                    for piece in file.content:
                        if piece.origin in self._by_origin:
                            return self._by_origin[piece.origin]
            for file_name, key in world.settings:
                if candidate in (plain(file_name), plain(key)):
                    return candidate
        for candidate in candidates:
            words = candidate.removeprefix("the ").replace(" ", "_")
            matching = [document for document in self._documents if words in document]
            if len(matching) == 1 and len(words) > 3:
                return matching[0]
        named = self._standing_in(name)
        return named.pop() if len(named) == 1 else candidates[1] or name

    def all_of(self, text: str, world: World) -> frozenset[str]:
        """The company's names for all that a text names: one thing, or several among other words."""
        several = set() if self.knows(text) else self._standing_in(plain(text))
        return frozenset(several) if len(several) > 1 else frozenset({self.of(text, world)})

    def _standing_in(self, text: str) -> set[str]:
        """Settings, systems, sheets and servers named in a longer text: "users on 10.0.0.1", "run_day in site.yaml".

        A name within a longer one that is named too ("Orbit Agent 2 (staging)") is not.
        """
        standing = [called for called in self._things if _stands_in(called, text)]
        return {self._things[one] for one in standing if not any(one != other and one in other for other in standing)}


def _candidates(name: str) -> tuple[str, str, str]:
    """What a name may stand for: itself, itself without a note in brackets, and that without what is before it."""
    bare = without_note(name)
    return name, plain(bare), plain(_BEFORE.split(bare)[-1])


_ABOUT_FILES = ("moved", "left", "deleted", "queued")


def _stands_in(called: str, text: str) -> bool:
    """Whether a name stands in a text as whole words."""
    at = text.find(called)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(called) : at + len(called) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(called, at + 1)
    return False
