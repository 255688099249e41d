"""Record: everything about one episode on one line of JSON, enough to judge it again without asking the agent.

The key is a hash of the complete configuration: scenario and version, preset, condition, seed, agent, reward,
weights, limits. Change any of them and the key changes; nothing that happened in the episode enters it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from peer_env.env import OpenBrainEnv
from peer_env.episode import Episode
from peer_env.errors import ReplayError
from peer_env.event import Event
from peer_env.version import __version__

FORMAT = 1
"""Version of the record's own layout."""


class Setup(BaseModel):
    """The complete configuration of an episode: all that determines it but the agent's choices."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    package: str
    scenario: str
    module: str
    version: str
    preset: str
    condition: dict[str, str | float]
    seed: int
    reward: str
    weights: dict[str, float]
    limits: dict[str, int]
    agent: str

    @property
    def key(self) -> str:
        """SHA-256 of the configuration in canonical form."""
        text = json.dumps(self.model_dump(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Record(BaseModel):
    """One episode.

    Attributes:
        key: names the configuration (`Setup.key`).
        setup: the configuration.
        brief: what the agent was told.
        actions: what the agent sent, as JSON data; with the setup they reproduce everything else.
        events: what came of it, turn by turn.
        verdict: the verdict with every claim, or None where the episode has not ended.
        reward, reward_components: totals over the episode, the components summing to the reward.
        stop_reason: why it ended.
        scored: whether it may be counted.
        digest: names the final state.
        usage: what the agent's model calls cost, where it made any.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    setup: Setup
    brief: dict[str, str]
    actions: list[Any]
    events: list[dict[str, Any]]
    verdict: dict[str, Any] | None
    reward: float
    reward_components: dict[str, float]
    stop_reason: str | None
    scored: bool | None
    digest: str
    usage: dict[str, Any] | None = None

    def line(self) -> str:
        """The record as one line of JSON, without the line break."""
        return json.dumps(self.model_dump(), separators=(",", ":"), ensure_ascii=True)

    @classmethod
    def from_line(cls, line: str) -> Record:
        """Read a record back.

        Raises:
            ReplayError: the line is no record, or one of another layout.
        """
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ReplayError(f"This line is not JSON ({str(error)[:80]}); was the file cut off?") from None
        found = data.get("setup", {}).get("format") if isinstance(data, dict) else None
        if found != FORMAT:
            raise ReplayError(f"This is not a record of layout {FORMAT} (its layout: {found!r}).")
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise ReplayError(
                f"This record is damaged: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}"
            ) from None


def setup_of(env: OpenBrainEnv, agent: str) -> Setup:
    """The configuration of an environment's current episode, played by an agent of this name."""
    episode = env.episode
    scenario = env.scenario
    return Setup(
        format=FORMAT,
        package=__version__,
        scenario=scenario.name,
        module=env.module,
        version=f"{scenario.version}-{scenario.interface}",
        preset=episode.stage.preset,
        condition=episode.stage.condition.applicable(),
        seed=env.seed if env.seed is not None else 0,
        reward=episode.reward_name,
        weights=episode.weights.model_dump(),
        limits=episode.limits.model_dump(),
        agent=agent,
    )


def record_of(env: OpenBrainEnv, *, agent: str, usage: Mapping[str, Any] | None = None) -> Record:
    """The record of an environment's current episode.

    Args:
        env: the environment itself (`env.unwrapped` of a wrapped one).
        agent: name of what played it.
        usage: calls, tokens and cost, where the agent kept them.
    """
    episode = env.episode
    setup = setup_of(env, agent)
    return Record(
        key=setup.key,
        setup=setup,
        brief=episode.stage.brief._asdict(),
        actions=list(episode.actions),
        events=[_event(event) for event in episode.log],
        verdict=_verdict(episode),
        reward=episode.total_reward,
        reward_components=dict(episode.total_components),
        stop_reason=episode.stop_reason.value if episode.stop_reason else None,
        scored=episode.verdict.scored if episode.verdict else None,
        digest=episode.digest(),
        usage=dict(usage) if usage is not None else None,
    )


def _event(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "tool": event.tool,
        "arguments": event.arguments,
        "status": event.status,
        "facts": list(event.facts),
        "changed": [[change.table, *_key(change.key)] for change in event.changes],
        "observation": event.observation,
        "clock": event.clock,
        "said": event.said,
    }


def _key(key: Any) -> list[Any]:
    return list(key) if isinstance(key, tuple) else [key]


def _verdict(episode: Episode) -> dict[str, Any] | None:
    if episode.verdict is None:
        return None
    plain = episode.verdict.summary()
    plain["violations"] = [
        {**v._asdict(), "events": list(v.events), "names": sorted(v.names)} for v in episode.verdict.violations
    ]
    plain["claims"] = [{**c.claim._asdict(), "truth": c.truth.value, "event": c.event} for c in episode.verdict.claims]
    return plain
