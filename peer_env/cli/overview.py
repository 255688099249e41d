"""The overview of `peer-env list`: one screen, however many scenarios there are, at the width that there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peer_agents.scripted import GENERIC
from peer_env.cells import CELLS
from peer_env.cli.output import heading, named, say
from peer_env.condition import FACTORS
from peer_env.registration import NAMESPACE

_COLUMN = max(map(len, FACTORS)) + 2


def overview(scenarios: Sequence[Mapping[str, Any]], rewards: Sequence[Mapping[str, Any]]) -> None:
    """Print scenarios, factors, cells, agents and rewards, each thing once.

    Args:
        scenarios: rows of that list.
        rewards: rows of that list.
    """
    heading(f"SCENARIOS (the id for Gymnasium has {NAMESPACE}/ before it)")
    named([(_short(row["id"]), row["summary"]) for row in scenarios])
    _named("presets", "; ".join(_apart({_bare(row["id"]): tuple(row["presets"]) for row in scenarios})))
    heading("\nFACTORS (the default first)")
    for factor in FACTORS:
        _named(factor, "; ".join(_levels(scenarios, factor)))
    heading("\nCELLS, AGENTS, REWARDS")
    _named("study's cells", _cells())
    shared = [name for name in scenarios[0]["agents"] if all(name in row["agents"] for row in scenarios)]
    _named("agents", f"{', '.join([*shared, *GENERIC])}, and each scenario's own")
    _named("rewards", ", ".join(f"{row['reward']} ({row['about']})" for row in rewards))
    say("\nMore: peer-env list scenarios | factors | cells | agents | tools | rewards")
    say("      peer-env page SCENARIO")


def _named(name: str, text: str) -> None:
    if text:
        named([(name, text)], first=_COLUMN)


def _short(env_id: str) -> str:
    return env_id.removeprefix(f"{NAMESPACE}/")


def _bare(env_id: str) -> str:
    return _short(env_id).rsplit("-v", 1)[0]


def _levels(scenarios: Sequence[Mapping[str, Any]], factor: str) -> Iterator[str]:
    having = {_bare(row["id"]): tuple(row["factors"].get(factor, ())) for row in scenarios}
    if any(having.values()):
        yield from _apart(having)


def _apart(having: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What most have, then who has something else."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, values in having.items():
        groups.setdefault(values, []).append(name)
    # Of several that are as common, the one with the most to say.
    usual = max((values for values in groups if values), key=lambda values: (len(groups[values]), len(values)))
    yield ", ".join(usual)
    for values, names in groups.items():
        if values != usual:
            yield f"in {', '.join(names)}: {', '.join(values)}" if values else f"not in {', '.join(names)}"


def _cells() -> str:
    """The cells by what is before the stroke, with the channels after it."""
    by_channel: dict[str, list[str]] = {}
    for name, cell in CELLS.items():
        family, _, channel = name.partition("/")
        by_channel.setdefault(channel, []).append(f"{family} (CONFOUNDED)" if cell.confounded else family)
    alike: dict[str, list[str]] = {}
    for channel, names in by_channel.items():
        alike.setdefault(", ".join(names), []).append(f"/{channel}")
    said = [f"{names}, each with {', '.join(channels)}" for names, channels in alike.items()]
    return f"{'; '.join(said)}, as in {next(iter(CELLS))}"
