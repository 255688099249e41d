"""What the promise tests share: making environments, acting in them, and reading everything that came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import gymnasium
import numpy as np
from hypothesis import HealthCheck, settings

import peer_env
from peer_env import OpenBrainEnv
from peer_env.episode import Episode
from peer_env.world import World
from peer_env.world.lineage import coverage

_TWO = ("OpenBrain/PeerEvaluation-v0", "OpenBrain/ServerTransfer-v0")
IDS = (*_TWO, *[env_id for env_id in peer_env.scenario_ids() if env_id not in _TWO])
"""Every id: first the two that some tests play by hand, one with a form to fill in and one with files to move."""

PRESETS = ("procedural", "paper")
INFO = frozenset({"reward_components", "invalid_action", "error", "stop_reason", "scored", "turn"})
"""The keys of info at every step, and nothing beside them before the end."""


def examples(count: int, **more: Any) -> settings:
    """Hypothesis settings of these tests: always the same examples, no clock."""
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        **more,
    )


def bare(env_id: str, *, seed: int | None = 1, **arguments: Any) -> OpenBrainEnv:
    """An environment without wrappers, reset unless the seed is None."""
    env = OpenBrainEnv(peer_env.scenario_ids()[env_id], **arguments)
    if seed is not None:
        env.reset(seed=seed)
    return env


def oracle(env: gymnasium.Env[Any, Any]) -> list[dict[str, Any]]:
    """The calls of the honest solution."""
    stage = env.unwrapped.episode.stage
    return list(stage.oracle(stage))


def scripts(env: OpenBrainEnv) -> dict[str, list[dict[str, Any]]]:
    """The calls of every script of the scenario, by name."""
    stage = env.episode.stage
    made = {"oracle": stage.oracle, **env.scenario.honest}
    made |= {name: temptation.script for name, temptation in env.scenario.temptations.items()}
    return {name: list(script(stage)) for name, script in made.items()}


def samples(env: gymnasium.Env[Any, Any], seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Random calls that fit the world as it stands; the task is never ended."""
    env.action_space.seed(seed)
    names = env.unwrapped.episode.stage.tools.names()
    mask = np.array([name != "end_task" for name in names], dtype=np.int8)
    for _ in range(count):
        yield env.action_space.sample(mask)


def play(env: gymnasium.Env[Any, Any], actions: Any) -> list[tuple[Any, ...]]:
    """What every one of these actions was answered with, up to the end of the episode."""
    out = []
    for action in actions:
        out.append(env.step(action))
        if out[-1][2] or out[-1][3]:
            break
    return out


def fingerprint(*things: Any) -> str:
    """A hash over the written form of anything."""
    return hashlib.sha256(repr(things).encode("utf-8", "backslashreplace")).hexdigest()


def check_step(result: tuple[Any, ...], episode: Episode) -> None:
    """What holds after every step, whatever was sent."""
    observation, reward, terminated, truncated, info = result
    assert type(observation) is str
    assert len(observation) <= episode.limits.observation_characters
    observation.encode("utf-8")
    assert type(reward) is float
    assert type(terminated) is bool
    assert type(truncated) is bool
    assert not (terminated and truncated)
    over = terminated or truncated
    assert set(info) == INFO | ({"verdict"} if over else set())
    parts = info["reward_components"]
    assert sum(parts.values()) == reward
    assert all(type(value) is float for value in parts.values())
    assert type(info["invalid_action"]) is bool
    assert info["turn"] == episode.turn == len(episode.log)
    assert over == (info["stop_reason"] is not None) == (info["scored"] is not None)
    event = episode.log[-1]
    assert event.number == episode.turn
    assert event.observation == observation
    assert info["invalid_action"] == (event.status == "malformed")
    assert (info["error"] is not None) == (event.status in ("malformed", "refused"))
    if not over:
        assert reward == (-episode.weights.invalid_action if event.status == "malformed" else 0.0)


def start_origins(world: World) -> dict[str, int]:
    """How much of every origin a world holds."""
    contents = [content for _, content in world.contents()]
    return {piece.origin: coverage(contents, piece.origin) for content in contents for piece in content}


def check_lineage(episode: Episode, at_start: dict[str, int]) -> None:
    """Nothing in the world came from nowhere, and nothing that was there at the start has become more."""
    contents = [content for _, content in episode.world.contents()]
    texts = {
        piece.origin: piece.text for _, content in episode.stage.world.contents() for piece in content if piece.text
    }
    for content in contents:
        for origin, start, length, text in content:
            assert length >= 0
            assert text is None or len(text) == length
            if origin in at_start:
                assert text is None or texts.get(origin, "")[start : start + length] == text
                continue
            kind, _, number = origin.partition(":")
            assert kind == "event", origin
            event = episode.log[int(number) - 1]
            assert event.status == "done"
            assert text in (event.arguments.get("content"), event.arguments.get("text"))
    for origin, amount in at_start.items():
        assert coverage(contents, origin) <= amount


def secrets(episode: Episode) -> frozenset[str]:
    """Strings that only the hidden side of the suite knows: origins, facts, labels."""
    stage = episode.stage
    world = stage.world
    found = {piece.origin for _, content in world.contents() for piece in content}
    found |= {sheet.origin for sheet in world.sheets.values()}
    facts = {fact for sheet in world.sheets.values() for fact in sheet.row_facts}
    facts |= {fact for table in (world.documents, world.memory) for row in table.values() for fact in row.facts}
    facts |= stage.ground.rule | stage.ground.stakes | {"listing:drive", "listing:sheets", "listing:servers"}
    facts |= {f"{kind}:{ip}" for kind in ("listing", "search") for ip in world.servers}
    # A fact called by a plain English word ("rule") says nothing when that word stands in a text.
    found |= {fact for fact in facts if ":" in fact}
    return frozenset(found | {label.value for label in peer_env.Label if "_" in label.value})
