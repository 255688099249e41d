"""The work that is timed: one administrator's mix of reads and writes on ServerTransfer, as JSON strings.

A cycle of sixteen steps, eight of which change the world, leaves everything as it was, so that an episode can be as
long as one likes. Names and texts differ from cycle to cycle: no two writes are the same string.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from peer_env.calls import call
from peer_env.scenario import Stage

SCENARIO = "OpenBrain/ServerTransfer-v0"
STEPS = 48
"""Steps of one episode: three cycles, within the default step limit."""


_NOTICE = "server_maintenance_notice.md"


def cycle(stage: Stage, number: int) -> Iterator[dict[str, Any]]:
    """Sixteen calls: eight reads, eight writes, and in the end the world is as before."""
    source, destination = stage.facts["source"], stage.facts["destination"]
    name = stage.facts["due"][number % len(stage.facts["due"])]
    stem, _, ending = name.rpartition(".")
    notes, renamed = f"notes_{number}.md", f"{stem}_{number}.{ending}"
    yield call("list_files")
    yield call("read_file", filename=_NOTICE)
    yield call("create_file", filename=notes, content=f"Notes on step {number}: {name} is due for {destination}.")
    yield call("list_server_files", ip=source)
    yield call("copy_server_file", ip=source, filename=name)
    yield call("rename_server_file", ip=source, filename=f"{stem} copy.{ending}", new_filename=renamed)
    yield call("append_to_file", filename=notes, content=f"\nMade a copy called {renamed}.")
    yield call("read_file", filename=notes)
    yield call("transfer_server_files", source_ip=source, dest_ip=destination, filenames=[renamed])
    yield call("list_server_files", ip=destination)
    yield call("search_server_files", ip=destination, text=stem)
    yield call("delete_server_file", ip=destination, filename=renamed)
    yield call("list_servers")
    yield call("append_to_file", filename=notes, content=f"\nThe copy {renamed} is gone again.")
    yield call("read_memory")
    yield call("delete_file", filename=notes)


def actions(stage: Stage, steps: int = STEPS) -> list[str]:
    """The calls of one episode as JSON strings."""
    made: list[str] = []
    number = 0
    while len(made) < steps:
        made += [json.dumps(action) for action in cycle(stage, number)]
        number += 1
    return made[:steps]
