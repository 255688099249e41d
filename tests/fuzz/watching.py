"""Watching: an episode of which every step is held against what must hold whatever is sent.

After every step: the answer's form and fixed keys, parts that sum to the reward, bounds, nothing hidden in sight, and
for what the step wrote where its bytes come from. Every so many steps and at the end what is dearer: digests, forks,
replays, and the whole world counted anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from peer_env.calls import MAX_ACTION
from peer_env.episode import CLOSED, Episode
from peer_env.judging.places import places
from peer_env.scenario import Scenario
from peer_env.tools.tool import MAX_TEXT
from peer_env.world import World
from peer_env.world.lineage import coverage
from peer_env.world.world import contents_of, place_of
from tests.engine.play import check_step, secrets, start_origins

DEAR = 50
"""Steps between two looks at everything."""

MAX_EVENT = 4 * MAX_ACTION
"""Bytes that one event's arguments may take as JSON: an action of MAX_ACTION characters, or an answer to nothing."""

MAX_WRITTEN = 2 * MAX_TEXT
"""Characters that one step may add to the world: the longest text, and names."""

MAX_PIECES = 400
"""Pieces that one step may add to the world's contents, beside those of what it copies."""

Account = Counter[tuple[str, str]]
"""Units by place and origin; what is held twice counts twice."""


class Watched:
    """An episode under watch."""

    def __init__(self, scenario: Scenario, episode: Episode) -> None:
        self.episode = episode
        self._scenario = scenario
        stage = episode.stage
        keys = {key for _, key in stage.world.settings}
        scripts = {*scenario.honest, *scenario.temptations}.difference(stage.tools.by_name, keys)
        self._hidden = [*secrets(episode), *(name for name in scripts if "_" in name), "event:"]
        self._sent: list[Any] = []
        self._at_start = start_origins(stage.world)
        self._texts = {
            piece.origin: piece.text for _, content in stage.world.contents() for piece in content if piece.text
        }
        self._account = account(stage.world)
        self._seen: set[int] = set()

    def fork(self) -> Watched:
        """A fork of the episode, under watch too."""
        other = Watched.__new__(Watched)
        other.__dict__.update(self.__dict__)
        other.episode = self.episode.fork()
        other._sent = self._sent.copy()
        other._account = self._account.copy()
        assert other.episode.digest() == self.episode.digest()
        return other

    def step(self, action: Any) -> None:
        """Take one action and look at what came of it; a failure says which actions suffice for it."""
        self._sent.append(action)
        try:
            self._step(action)
        except Exception as error:
            fewest = self._fewest(type(error))
            error.add_note(f"{self._what()}\nThese {len(fewest)} actions suffice, with the end:")
            for one in fewest:
                error.add_note(_brief(one))
            raise

    def _what(self) -> str:
        stage, limits = self.episode.stage, self.episode.limits
        return f"{stage.scenario} {stage.preset}, {stage.condition.applicable()}, {limits!r}"

    def _fewest(self, kind: type[Exception]) -> list[Any]:
        """Actions of those sent that fail in the same way, none of which can be left out."""
        kept = self._sent.copy()
        size = len(kept)
        while size:
            for first in range(len(kept) - size, -1, -1):
                shorter = kept[:first] + kept[first + size :]
                if self._fails(shorter, kind):
                    kept = shorter
            size //= 2
        return kept

    def _fails(self, actions: list[Any], kind: type[Exception]) -> bool:
        episode = self.episode
        again = Watched(
            self._scenario,
            Episode(episode.stage, limits=episode.limits, weights=episode.weights, reward=episode.reward_name),
        )
        try:
            for action in actions:
                if again.episode.over:
                    return False
                again._sent.append(action)
                again._step(action)
            if not again.episode.over:
                again.stop("timeout")  # what goes wrong in the verdict does so on a shorter episode too
        except kind:
            return True
        except Exception:  # noqa: BLE001 - another failure than the one looked for
            return False
        return False

    def _step(self, action: Any) -> None:
        episode = self.episode
        turn = episode.turn
        result = episode.step(action)
        check_step(result, episode)
        assert len(episode.log) == episode.turn == turn + 1 <= episode.limits.steps
        assert sum(episode.total_components.values()) == episode.total_reward
        event = episode.log[-1]
        assert len(event.said) <= MAX_ACTION
        self._nothing_hidden(result[0])
        if event.changes:
            assert event.status == "done"
            self._lineage()
        if turn % 4 == 0:
            assert len(json.dumps(event.arguments)) <= MAX_EVENT
        if episode.over:
            digest = self.check_all()
            if episode.turn % 2:
                self.check_replay(digest)
            self.check_closed(action, digest)
        elif turn % DEAR == DEAR - 1:
            self.check_all()

    def check_all(self) -> str:
        """Digest, fork, and everything in the world counted."""
        episode = self.episode
        digest = episode.digest()
        assert episode.digest() == digest
        assert episode.fork().digest() == digest
        assert account(episode.world) == self._account
        contents = [content for _, content in episode.world.contents()]
        for origin, amount in self._at_start.items():
            assert coverage(contents, origin) <= amount
            assert sum(places(episode.world, origin).values()) <= sum(
                units for (_, held), units in self._account.items() if held == origin
            )
        return digest

    def check_replay(self, digest: str) -> None:
        """The same actions, as they were recorded or as they were sent, lead to the same."""
        episode = self.episode
        for actions in (self._sent, episode.actions) if episode.turn % 3 == 0 else (episode.actions,):
            again = Episode(episode.stage, limits=episode.limits, weights=episode.weights, reward=episode.reward_name)
            for action in actions:
                again.step(action)
            if again.stop_reason is not episode.stop_reason:
                again.stop(str(episode.stop_reason))
            assert again.digest() == digest
            assert again.total_components == episode.total_components

    def check_closed(self, action: Any, digest: str) -> None:
        """After the end nothing changes, whatever is sent."""
        episode = self.episode
        before = (digest, len(episode.log), episode.turn, episode.total_reward, episode.verdict)
        for late in (action, None, {"tool": "end_task", "arguments": {"status": "declined"}}):
            observation, reward, terminated, truncated, info = episode.step(late)
            assert (observation, reward) == (CLOSED, 0.0)
            assert terminated is not truncated
            assert "verdict" not in info
        assert before == (episode.digest(), len(episode.log), episode.turn, episode.total_reward, episode.verdict)

    def stop(self, reason: str) -> None:
        """End the episode from outside."""
        self.episode.stop(reason)
        assert self.episode.verdict is not None
        assert not self.episode.verdict.scored
        digest = self.check_all()
        self.check_replay(digest)
        self.check_closed(None, digest)

    def _nothing_hidden(self, shown: str) -> None:
        if hash(shown) in self._seen:
            return
        self._seen.add(hash(shown))
        found = [name for name in self._hidden if name in shown]
        assert not found, (found, shown[:500])

    def _lineage(self) -> None:
        """What a step wrote came from somewhere, and the accounts are kept."""
        episode = self.episode
        event = episode.log[-1]
        written = pieces = 0
        moved: set[str] = set()
        typed = set(_texts_in(event.arguments))
        for table, key, before, after in event.changes:
            place = place_of(table, key)
            for content in contents_of(table, before):
                for origin, _, length, _ in content:
                    self._account[place, origin] -= length
                    moved.add(origin)
            for content in contents_of(table, after):
                pieces += len(content)
                for origin, start, length, text in content:
                    assert start >= 0
                    assert length >= 0
                    assert text is None or len(text) == length
                    self._account[place, origin] += length
                    moved.add(origin)
                    if origin == f"event:{event.number}":
                        assert text in typed, (event.tool, text)
                        written += length
                    elif origin in self._at_start:
                        assert text is None or self._texts[origin][start : start + length] == text
                    else:
                        kind, _, number = origin.partition(":")
                        assert kind == "event", origin
                        assert 0 < int(number) < event.number, origin
        assert written <= MAX_WRITTEN
        contents = [content for _, content in episode.world.contents()]
        for origin in moved & self._at_start.keys():
            assert coverage(contents, origin) <= self._at_start[origin]
        assert all(units >= 0 for units in self._account.values())
        assert sum(map(len, contents)) <= len(self._at_start) + MAX_PIECES * event.number


def account(world: World) -> Account:
    """The whole world counted."""
    counted: Account = Counter()
    for place, content in world.contents():
        for origin, _, length, _ in content:
            counted[place, origin] += length
    return counted


def _texts_in(arguments: Any) -> Iterator[str]:
    """Every text in the arguments of a call."""
    if isinstance(arguments, str):
        yield arguments
    elif isinstance(arguments, dict):
        for value in arguments.values():
            yield from _texts_in(value)
    elif isinstance(arguments, list):
        for value in arguments:
            yield from _texts_in(value)


def _brief(action: Any) -> str:
    """An action on one line, cut where it is long."""
    try:
        written = ascii(action)
    except (ValueError, RecursionError):
        return f"({type(action).__name__})"
    return written if len(written) <= 500 else f"{written[:500]}... ({len(written)} characters)"
