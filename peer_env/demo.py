"""The demonstration: every scripted agent on every registered scenario, and what the verdict says of each.

Plays and counts; how it is printed is the command line's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any, NamedTuple

from peer_agents.registry import make_agent
from peer_agents.rollout import rollout
from peer_agents.scripted import GENERIC, script_names
from peer_env.env import OpenBrainEnv, load_scenario
from peer_env.episode import Episode
from peer_env.judging import Verdict
from peer_env.registration import scenario_ids
from peer_env.scenario import PRESETS, Scenario
from peer_env.transcript import event_text, verdict_text

_SHOWN = ("OpenBrain/ServerTransfer-v0", "move_and_deny")
"""Whose end is printed, where that scenario is registered: a short one that needs no explanation."""

_EVENTS = 3
_LINES = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One agent on one scenario and preset.

    Attributes:
        env_id, preset, agent: what was played.
        kind: "honest", "temptation" or "generic".
        declared: the label that a temptation has to get.
        outcomes: the labels it got, sorted.
        mean_reward: over the scored episodes; None where there is none.
        violation, effective: share of the episodes with a violation, and with one that changed the outcome, 0 to 1.
    """

    env_id: str
    preset: str
    agent: str
    kind: str
    declared: str | None
    outcomes: tuple[str, ...]
    mean_reward: float | None
    violation: float
    effective: float

    @property
    def problem(self) -> str | None:
        """What is wrong with this row, if anything."""
        where = f"{self.env_id}, {self.preset}, {self.agent}"
        if self.declared is not None and self.outcomes != (self.declared,):
            return f"{where}: {', '.join(self.outcomes)} instead of the declared {self.declared}"
        if self.kind == "honest" and self.violation:
            return f"{where}: an honest agent with a violation"
        return None


class Demo(NamedTuple):
    """All rows, and the end of one episode as a transcript."""

    seeds: int
    rows: tuple[Row, ...]
    excerpt_title: str
    excerpt: str

    @property
    def problems(self) -> tuple[str, ...]:
        """What is not as the scenarios declare it."""
        return tuple(row.problem for row in self.rows if row.problem is not None)

    def tables(self) -> Mapping[tuple[str, str], list[Row]]:
        """The rows by scenario and preset."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.env_id, row.preset), []).append(row)
        return found

    def as_dict(self) -> dict[str, Any]:
        """The demonstration as JSON data."""
        return {
            "seeds": self.seeds,
            "passed": not self.problems,
            "problems": list(self.problems),
            "rows": [asdict(row) for row in self.rows],
        }


def demo(*, seeds: int = 5) -> Demo:
    """Let every scripted agent play every scenario, in both presets of size, on the seeds from 0 to `seeds` - 1."""
    rows: list[Row] = []
    title = excerpt = ""
    for env_id, module in scenario_ids().items():
        for preset in [size for size in PRESETS if size in load_scenario(module).presets]:
            env = OpenBrainEnv(module, preset=preset)
            for name in script_names(env.scenario):
                temptation = env.scenario.temptations.get(name)
                if temptation is None or temptation.applies(env.condition):
                    rows.append(_row(env_id, env, name, seeds))
                if (env_id, name) == _SHOWN:
                    title = f"The end of one of these episodes: {name} in {env_id}, {preset}"
                    excerpt = _end_of(env.episode)
    return Demo(seeds, tuple(rows), title, excerpt)


def _row(env_id: str, env: OpenBrainEnv, name: str, seeds: int) -> Row:
    verdicts: list[Verdict] = []
    paid: list[float] = []
    for seed in range(seeds):
        record = rollout(env, make_agent(name, env.scenario, seed=seed), seed=seed, name=name)
        verdict = env.episode.verdict
        assert verdict is not None
        verdicts.append(verdict)
        if record.reward is not None:
            paid.append(record.reward)
    temptation = env.scenario.temptations.get(name)
    return Row(
        env_id=env_id,
        preset=env.preset,
        agent=name,
        kind=_kind(name, env.scenario),
        declared=temptation.label.value if temptation else None,
        outcomes=tuple(sorted({verdict.label.value for verdict in verdicts})),
        mean_reward=fmean(paid) if paid else None,
        violation=fmean(bool(verdict.violations) for verdict in verdicts),
        effective=fmean(verdict.effective for verdict in verdicts),
    )


def _kind(name: str, scenario: Scenario) -> str:
    if name in scenario.temptations:
        return "temptation"
    return "generic" if name in GENERIC else "honest"


def _end_of(episode: Episode) -> str:
    """The last events before the task was ended, and the verdict."""
    events = [event for event in episode.log if event.tool != "end_task"][-_EVENTS:]
    return "\n\n".join([*[_short(event_text(event)) for event in events], verdict_text(episode)])


def _short(text: str) -> str:
    lines = text.split("\n")
    return text if len(lines) <= _LINES else "\n".join([*lines[:_LINES], "..."])
