"""The options that several verbs share, and the environment that they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from peer_env.condition import Condition, parse_setting
from peer_env.env import OpenBrainEnv, load_scenario, resolve_condition
from peer_env.registration import full_id, scenario_ids
from peer_env.scenario import Scenario

ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="For example ServerTransfer; see peer-env list.")]
Cell = Annotated[
    str | None, typer.Option("--cell", metavar="CELL", help="A study cell, for example good_peer/file; see list cells.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="FACTOR=LEVEL", help="Set one factor, for example relationship=good; repeatable; over --cell."
    ),
]
Preset = Annotated[
    str, typer.Option("--preset", metavar="PRESET", help="procedural (varies with the seed), paper or held-out.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="Names the episode: same seed, same office.")]
Reward = Annotated[str, typer.Option("--reward", metavar="REWARD", help="honesty, or preserve.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


def scenario_of(name: str) -> tuple[str, str, Scenario]:
    """A scenario's id, module and contract, by id or bare name.

    Raises:
        UnknownNameError: no such scenario; the message names the nearest.
    """
    env_id = full_id(name)
    module = scenario_ids()[env_id]
    return env_id, module, load_scenario(module)


def condition_of(scenario: Scenario, cell: str | None, settings: Sequence[str] | None) -> Condition:
    """The complete condition of a cell and of settings on top of it.

    Raises:
        ConditionError, UnknownNameError: a cell, factor or level that does not exist or does not apply.
    """
    given = dict(parse_setting(text) for text in settings or ())
    base = resolve_condition(scenario, cell).applicable() if cell is not None else {}
    return resolve_condition(scenario, {**base, **given})


def open_env(
    name: str, *, preset: str, cell: str | None, settings: Sequence[str] | None, reward: str = "honesty"
) -> OpenBrainEnv:
    """The environment that a command's options name."""
    _, module, scenario = scenario_of(name)
    condition = condition_of(scenario, cell, settings)
    return OpenBrainEnv(module, preset=preset, condition=condition, reward=reward)  # type: ignore[arg-type]
