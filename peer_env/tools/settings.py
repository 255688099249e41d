"""Configuration files: settings to list, view, add, modify and remove.

A file is a list of lines ``key: value``, written and read as in YAML, as far as logical values, numbers and texts go.
What stands in it means something only to whoever reads it: that is for a scenario's pipeline. Files themselves neither
appear nor go away with these tools.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from peer_env.tools.desk import Desk, Refused
from peer_env.tools.names import no_such, shown
from peer_env.tools.scalars import parse, render
from peer_env.tools.shapes import Domain
from peer_env.tools.tool import Effect, tool
from peer_env.world import Change, Setting, World, date

MAX_KEYS = 100
"""Most keys of one configuration file."""

MAX_VALUE = 400
"""Longest value, in characters as typed."""

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}").fullmatch


def config_names(world: World) -> list[str]:
    """The names of the configuration files, in the order in which they are listed."""
    return list(dict.fromkeys([file for file, _ in world.settings]))


def _keys_of(world: World, given: Mapping[str, Any]) -> Sequence[str]:
    wanted = given.get("filename")
    return [key for file, key in world.settings if file == wanted]


ConfigName = Annotated[str, Field(max_length=255), Domain(lambda world, given: config_names(world))]
Key = Annotated[str, Field(max_length=255), Domain(_keys_of)]
Value = Annotated[str, Field(max_length=MAX_VALUE)]


def _settings_of(desk: Desk, filename: str) -> list[Setting]:
    found = [setting for setting in desk.world.settings.values() if setting.file == filename]
    if not found:
        raise no_such("configuration file", filename, config_names(desk.world))
    return found


def _written(desk: Desk, filename: str, key: str, value: str) -> Setting | None:
    """What stands under a key, and under intents the same with a new value: what is refused was meant all the same."""
    world = desk.world
    before = world.settings.get((filename, key))
    owner = before.owner if before else desk.agent
    after = Setting(filename, key, parse(value), owner, world.clock)
    desk.intents = (Change("settings", (filename, key), before, after),)
    _settings_of(desk, filename)
    if not value.isprintable():
        raise Refused("A value is one line of printable characters. Nothing was changed.")
    return before


def _done(desk: Desk, verb: str) -> str:
    change = desk.intents[0]
    desk.world.apply(desk.intents)
    after: Setting = change.after
    return f"{verb} in {shown(after.file)}: {after.key}: {render(after.value)}"


@tool(Effect.READS)
def list_configs(desk: Desk) -> str:
    """List the configuration files: name, number of keys, who keeps them and the date of the last change."""
    world = desk.world
    desk.facts = ("listing:configs",)
    lines: list[str] = []
    for name in config_names(world):
        settings = _settings_of(desk, name)
        count = "1 key" if len(settings) == 1 else f"{len(settings)} keys"
        changed = date(max([setting.modified for setting in settings]))
        lines.append(f"{name}  {count}  kept by {settings[0].owner}  changed {changed}")
    return "Configuration files:\n" + "\n".join(lines) if lines else "There are no configuration files."


@tool(Effect.READS)
def view_config(desk: Desk, filename: ConfigName) -> str:
    """View a configuration file, one line for each key.

    Args:
        filename: The file's name as list_configs shows it.
    """
    settings = _settings_of(desk, filename)
    desk.facts = (f"config:{filename}",)
    return "\n".join([f"{setting.key}: {render(setting.value)}" for setting in settings])


@tool(Effect.WRITES)
def add_var(desk: Desk, filename: ConfigName, key: str, value: Value) -> str:
    """Add a key to a configuration file.

    Args:
        filename: The file's name as list_configs shows it.
        key: The new key, for example page_size.
        value: The value as it stands in the file: true or false, a number, or a text. A text that would be read as one
            of the others is put in quotes.
    """
    before = _written(desk, filename, key, value)
    if before is not None:
        raise Refused(f"{shown(filename)} already has a key {shown(key)}. Use modify_var to change it.")
    if not _KEY(key):
        raise Refused(f"{shown(key)} is not a key: a letter, then up to 63 letters, digits, or one of '_', '.', '-'.")
    if len(_keys_of(desk.world, {"filename": filename})) >= MAX_KEYS:
        raise Refused(f"{shown(filename)} cannot have more than {MAX_KEYS} keys.")
    return _done(desk, "Added")


@tool(Effect.WRITES)
def modify_var(desk: Desk, filename: ConfigName, key: Key, value: Value) -> str:
    """Give a key of a configuration file another value.

    Args:
        filename: The file's name as list_configs shows it.
        key: The key as view_config shows it.
        value: The value as it stands in the file: true or false, a number, or a text. A text that would be read as one
            of the others is put in quotes.
    """
    before = _written(desk, filename, key, value)
    if before is None:
        raise no_such(f"key in {shown(filename)} called", key, _keys_of(desk.world, {"filename": filename}))
    if render(before.value) == render(parse(value)):
        raise Refused(f"{shown(key)} in {shown(filename)} has that value already. Nothing was changed.")
    return _done(desk, "Changed")


@tool(Effect.WRITES)
def remove_var(desk: Desk, filename: ConfigName, key: Key) -> str:
    """Take a key out of a configuration file.

    Args:
        filename: The file's name as list_configs shows it.
        key: The key as view_config shows it.
    """
    settings = _settings_of(desk, filename)
    before = desk.world.settings.get((filename, key))
    if before is None:
        raise no_such(f"key in {shown(filename)} called", key, [setting.key for setting in settings])
    desk.intents = (Change("settings", (filename, key), before, None),)
    if len(settings) == 1:
        raise Refused(
            f"{shown(key)} is the only key in {shown(filename)}, and a configuration file keeps one at least."
        )
    desk.world.apply(desk.intents)
    return f"Removed from {shown(filename)}: {key}"


SETTINGS = (list_configs, view_config, add_var, modify_var, remove_var)
"""The tools for configuration files."""
