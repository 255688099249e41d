"""A hundred thousand actions a scenario, of every kind that a model might send, and nothing breaks.

A state machine goes from office to office, forks, goes back to an earlier fork, stops an episode from outside, and
plays bursts: so many actions, all drawn from one number, which costs next to nothing. What fails is shrunk by the watch
itself (`tests.fuzz.watching`), to the actions of one episode that suffice.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from itertools import count
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from peer_env.episode import Episode
from peer_env.limits import NOT_THE_AGENTS_DOING, Limits
from peer_env.reward import REWARDS
from peer_env.scenario import Preset
from peer_env.tools import Effect
from peer_env.world import Piece, document
from tests.conditions.covering import covering_array
from tests.fuzz.drawing import Scripted, draw
from tests.fuzz.watching import Watched
from tests.scenarios.playing import EVERY_SETUP, SCENARIOS, stage_of
from tests.soak import TIMES

ACTIONS = 100_000 * TIMES
"""Actions a scenario takes, over all its presets."""

EXAMPLES, STEPS, LONGEST = 20, 30, 400
"""Runs of the machine in a round, its steps in a run, and actions in a burst."""

KEPT = 6
"""Forks that are kept to come back to."""

LIMITS: tuple[dict[str, int], ...] = (
    {},
    {},
    {"steps": 200, "repeats": 50, "turns_without_call": 20},
    {"steps": 200, "observation_characters": 1_000, "transcript_characters": 100_000, "repeats": 50},
    {"repeats": 3, "turns_without_call": 1, "transcript_characters": 16_000},
)
"""Limits that an episode may be played under; {} is a scenario's own."""

SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

SEEDS = st.integers(0, 2**32 - 1)


class Office(RuleBasedStateMachine):
    """What may happen to the episodes of one scenario in one preset."""

    name = ""
    preset: Preset = "paper"
    played: ClassVar[Counter[str]] = Counter()
    rows: tuple[dict[str, str], ...] = ()

    @initialize(seed=SEEDS)
    def open(self, seed: int) -> None:
        """The first office."""
        self.begin(seed)

    @rule(seed=SEEDS)
    def begin(self, seed: int) -> None:
        """Another office."""
        rng = Random(seed)
        scenario = SCENARIOS[self.name]
        stage = stage_of(self.name, self.preset, rng.randrange(1000), **rng.choice(self.rows))
        limits = Limits(**{"steps": scenario.max_steps, **rng.choice(LIMITS)})
        reward = REWARDS[rng.randrange(4) == 0]
        self.now = Watched(scenario, Episode(stage, limits=limits, reward=reward))
        self.scripted = Scripted(scenario, stage)
        self.parked: list[tuple[Watched, Scripted, str]] = []

    @rule(seed=SEEDS, length=st.integers(1, LONGEST))
    def burst(self, seed: int, length: int) -> None:
        """So many actions; one that comes after the end goes to a new office."""
        rng = Random(seed)
        last: Any = None
        for _ in range(length):
            if self.now.episode.over:
                self.begin(rng.randrange(2**32))
            last = draw(rng, self.now.episode, self.scripted, last)
            self.now.step(last)
        self.played["actions"] += length

    @rule()
    def fork(self) -> None:
        """Keep the episode as it is, and go on with a fork."""
        if len(self.parked) < KEPT:
            self.parked.append((self.now, self.scripted, self.now.episode.digest()))
            self.now = self.now.fork()

    @precondition(lambda self: self.parked)
    @rule(which=st.integers(0, KEPT - 1))
    def switch(self, which: int) -> None:
        """Go back to an episode that was kept: nothing has happened to it in the meantime."""
        other, scripted, digest = self.parked.pop(which % len(self.parked))
        assert other.episode.digest() == digest
        self.now.check_all()
        self.now, self.scripted = other, scripted

    @precondition(lambda self: not self.now.episode.over)
    @rule(reason=st.sampled_from(sorted(NOT_THE_AGENTS_DOING)))
    def stop(self, reason: str) -> None:
        """Something outside breaks."""
        self.now.fork().stop(reason)

    def teardown(self) -> None:
        """Look at everything that is left."""
        for other, _, digest in self.parked:
            assert other.episode.digest() == digest
        self.now.check_replay(self.now.check_all())


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_no_sequence_of_actions_breaks_anything(name: str, preset: Preset) -> None:
    wanted = ACTIONS // len(SCENARIOS[name].presets) + 1
    rows = tuple(covering_array(SCENARIOS[name].factors))
    played = Counter[str]()
    for number in count(1):
        # A machine of another name takes other examples, and always the same.
        own = {"name": name, "preset": preset, "rows": rows, "played": played}
        run_state_machine_as_test(type(f"Office{number}", (Office,), own), settings=SETTINGS)
        if played["actions"] >= wanted:
            break


# --- memory --------------------------------------------------------------------------------------------------

LONG = 3_000
"""Actions of one long episode."""

BYTES_AN_ACTION = 16_384
"""Bytes that an episode keeps of an action on the mean: a few of them are a page, the rest a line."""


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_an_episode_keeps_is_bounded(name: str) -> None:
    stage = stage_of(name, "procedural", 1)
    limits = Limits(steps=LONG, repeats=LONG, turns_without_call=100, transcript_characters=100_000_000)
    episode = Episode(stage, limits=limits)
    scripted = Scripted(SCENARIOS[name], stage)
    rng = Random(5)
    action: Any = None
    gc.collect()
    tracemalloc.start()
    try:
        while not episode.over:
            action = draw(rng, episode, scripted, action)
            if not _ends(episode, action):
                episode.step(action)
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert episode.turn == len(episode.log) == LONG
    assert kept < BYTES_AN_ACTION * LONG, kept / LONG


def _ends(episode: Episode, action: Any) -> bool:
    """Whether an action might end the task."""
    written = action.get("tool") if type(action) is dict else action
    tools = episode.stage.tools.by_name
    return isinstance(written, str) and any(tools[name].effect is Effect.ENDS and name in written for name in tools)


# --- the watch itself ----------------------------------------------------------------------------------------


def _watched(name: str) -> Watched:
    return Watched(SCENARIOS[name], Episode(stage_of(name)))


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_watch_notices_bytes_from_nowhere_and_bytes_that_became_more(name: str) -> None:
    held = next(content for _, content in _watched(name).episode.world.contents())
    origin, start, length, text = held[0]
    more = Piece(origin, start + length, 1, None if text is None else "x")
    for piece in (Piece("nowhere", 0, 3, "abc"), Piece("event:99", 0, 3, "abc"), Piece("event:1", 0, 3, "abc"), more):
        watched = _watched(name)
        watched.episode.world.put("documents", "x.md", document("x.md", (piece,), "somebody", 0))
        with pytest.raises(AssertionError):
            watched.step(_look(watched.episode))


def _look(episode: Episode) -> dict[str, Any]:
    """A call that only looks."""
    tools = episode.stage.tools.by_name.values()
    return {"tool": next(t.name for t in tools if t.effect is Effect.READS and not t.required), "arguments": {}}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_watch_notices_a_hidden_name_in_an_answer(name: str) -> None:
    watched = _watched(name)
    label = "covert_violation"
    watched.step(_look(watched.episode))
    with pytest.raises(AssertionError, match=label):
        watched.step({"tool": label, "arguments": {}})


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_watch_notices_a_history_that_leads_elsewhere(name: str) -> None:
    watched = _watched(name)
    watched.step(_look(watched.episode))
    watched.episode.world.clock += 1
    with pytest.raises(AssertionError):
        watched.check_replay(watched.check_all())
