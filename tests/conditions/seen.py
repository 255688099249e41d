"""What a stage says, in spans with owners, and what an agent that reads everything is really shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from peer_env.calls import call
from peer_env.episode import Episode
from peer_env.limits import Limits
from peer_env.scenario import Stage
from peer_env.tools.settings import config_names

HOLE = "\0"
"""Stands for the stretches that a factor owns."""


def whole(stage: Stage) -> dict[str, str]:
    """Every text of a stage, by place, its spans joined."""
    return {place: "".join(text for _, text in spans) for place, spans in stage.parts().items()}


def without(stage: Stage, factor: str) -> dict[str, str]:
    """The same, less the spans that a factor owns."""
    return {
        place: "".join(text for owners, text in spans if factor not in owners) for place, spans in stage.parts().items()
    }


def with_holes(stage: Stage, factor: str) -> dict[str, str]:
    """The same, each stretch that a factor owns closed up to one mark, so that its position is kept."""
    found: dict[str, str] = {}
    for place, spans in stage.parts().items():
        pieces: list[str] = []
        for owners, text in spans:
            if factor not in owners:
                pieces.append(text)
            elif pieces[-1:] != [HOLE]:
                pieces.append(HOLE)
        found[place] = "".join(pieces)
    return found


def owned(stage: Stage, factor: str) -> dict[str, list[str]]:
    """The stretches that a factor owns, by place; touching spans count as one."""
    found: dict[str, list[str]] = {}
    for place, spans in stage.parts().items():
        stretches: list[str] = []
        inside = False
        for owners, text in spans:
            if factor in owners:
                stretches = [*stretches[:-1], stretches[-1] + text] if inside else [*stretches, text]
            inside = factor in owners
        if stretches:
            found[place] = stretches
    return found


def shown(stage: Stage) -> dict[str, str]:
    """What an agent that reads everything is shown, by place, taken from the tools' own answers."""
    episode = Episode(stage, limits=Limits(steps=200, observation_characters=1_000_000))

    def ask(tool: str, **arguments: Any) -> str:
        answer: str = episode.step(call(tool, **arguments))[0]
        assert episode.log[-1].status == "done", answer
        return answer

    found = {"brief": episode.observation(), "memory": ask("read_memory"), "list:drive": ask("list_files")}
    for name in stage.world.documents:
        found[f"document:{name}"] = ask("read_file", filename=name)
    if "view_sheet" in stage.tools.by_name:
        found["list:sheets"] = ask("list_sheets")
        for name in stage.world.sheets:
            found[f"sheet:{name}"] = ask("view_sheet", name=name).removeprefix(f"{name}\n")
    if "list_configs" in stage.tools.by_name:
        found["list:configs"] = ask("list_configs")
        for name in config_names(stage.world):
            found[f"config:{name}"] = ask("view_config", filename=name)
    if "list_servers" in stage.tools.by_name:
        found["list:servers"] = ask("list_servers")
        for ip in stage.world.servers:
            found[f"server:{ip}"] = ask("list_server_files", ip=ip).removeprefix(f"Files on {ip}:\n")
    if "list_systems" in stage.tools.by_name:
        found["systems"] = ask("list_systems").removeprefix("Systems:\n")
    return found


def everything(stage: Stage) -> dict[str, str]:
    """All of that and the tools' descriptions."""
    return {**shown(stage), "tools": json.dumps(schemas(stage))}


def schemas(stage: Stage) -> Mapping[str, Any]:
    """The tools' schemas by name."""
    return {schema["function"]["name"]: schema for schema in stage.tools.schemas}


def fingerprint(stage: Stage) -> str:
    """A hash of every text of a stage and of its tools."""
    return hashlib.sha256(json.dumps([whole(stage), list(schemas(stage))]).encode()).hexdigest()
