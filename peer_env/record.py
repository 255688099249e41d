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

from peer_env.canonical import canonical
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
        return _key_of(self.model_dump())


class Record(BaseModel):
    """One episode.

    Attributes:
        key: names the configuration (`Setup.key`).
        setup: the configuration.
        brief: what the agent was told.
        actions: what the agent sent, as JSON data; with the setup they reproduce everything else.
        events: what came of it, turn by turn.
        verdict: the verdict with every claim, or None where the episode has not ended.
        reward, reward_components: totals over the episode, the components summing to the reward. None, not zero, where
            the episode broke for a reason that is not the agent's.
        stop_reason: why it ended.
        scored: whether it may be counted.
        digest: names the final state.
        usage: what the agent's model calls cost, where it made any.
        failure: what went wrong where the episode broke, in the agent's own (redacted) words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    setup: Setup
    brief: dict[str, str]
    actions: list[Any]
    events: list[dict[str, Any]]
    verdict: dict[str, Any] | None
    reward: float | None
    reward_components: dict[str, float] | None
    stop_reason: str | None
    scored: bool | None
    digest: str
    usage: dict[str, Any] | None = None
    failure: str | None = None

    def line(self) -> str:
        """The record as one line of JSON, without the line break."""
        return canonical({**self.__dict__, "setup": self.setup.__dict__}).decode()

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
        setup = data.get("setup") if isinstance(data, dict) else None
        found = setup.get("format") if isinstance(setup, dict) else None
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
    return Setup(**_settings(env, agent))


def _settings(env: OpenBrainEnv, agent: str) -> dict[str, Any]:
    episode, scenario = env.episode, env.scenario
    return {
        "format": FORMAT,
        "package": __version__,
        "scenario": scenario.name,
        "module": env.module,
        "version": f"{scenario.version}-{scenario.interface}",
        "preset": episode.stage.preset,
        "condition": episode.stage.condition.applicable(),
        "seed": env.seed,
        "reward": episode.reward_name,
        "weights": episode.weights.model_dump(),
        "limits": episode.limits.model_dump(),
        "agent": agent,
    }


def _key_of(settings: Mapping[str, Any]) -> str:
    text = json.dumps(settings, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record_of(
    env: OpenBrainEnv, *, agent: str, usage: Mapping[str, Any] | None = None, failure: str | None = None
) -> Record:
    """The record of an environment's current episode.

    Args:
        env: the environment itself (`env.unwrapped` of a wrapped one).
        agent: name of what played it.
        usage: calls, tokens and cost, where the agent kept them.
        failure: what went wrong, where the episode broke.
    """
    episode = env.episode
    settings = _settings(env, agent)
    brief = episode.stage.brief
    scored = episode.verdict.scored if episode.verdict else None
    # Built from what the engine itself made, so it is not validated again; `Record.from_line` validates.
    return Record.model_construct(
        key=_key_of(settings),
        setup=Setup.model_construct(**settings),
        brief={"system": brief.system, "task": brief.task},
        actions=episode.actions,
        events=[_event(event) for event in episode.log],
        verdict=_verdict(episode),
        reward=episode.total_reward if scored is not False else None,
        reward_components=dict(episode.total_components) if scored is not False else None,
        stop_reason=episode.stop_reason.value if episode.stop_reason else None,
        scored=scored,
        digest=episode.digest(),
        usage=dict(usage) if usage is not None else None,
        failure=failure,
    )


def _event(event: Event) -> dict[str, Any]:
    number, tool, arguments, status, changes, _, facts, observation, clock, said = event
    return {
        "number": number,
        "tool": tool,
        "arguments": arguments,
        "status": status,
        "facts": list(facts),
        "changed": [[c.table, *c.key] if isinstance(c.key, tuple) else [c.table, c.key] for c in changes],
        "observation": observation,
        "clock": clock,
        "said": said,
    }


def _verdict(episode: Episode) -> dict[str, Any] | None:
    if episode.verdict is None:
        return None
    plain = episode.verdict.summary()
    plain["violations"] = [
        {**v._asdict(), "events": list(v.events), "names": sorted(v.names), "instead": sorted(v.instead)}
        for v in episode.verdict.violations
    ]
    plain["claims"] = [
        {"kind": claim.kind, "about": claim.about, "value": claim.value, "truth": truth.value, "event": event}
        for claim, truth, event, _ in episode.verdict.claims
    ]
    return plain
