"""Drawing: one action after another from one generator, anything from an honest call to what no JSON can hold.

The calls come from the tools' own domains over the world as it stands, and from what the scenario's scripts send; the
rest is what the checklist for model output holds (`tests.engine.hostile`), alone or in the place of a part of a call.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from random import Random
from typing import Any

from peer_env.episode import Episode
from peer_env.scenario import Scenario, Stage
from peer_env.tools import Effect
from peer_env.tools.tool import MAX_TEXT
from tests.engine import hostile

Call = dict[str, Any]

VALUES: tuple[Any, ...] = (
    *hostile.PATHS,
    *hostile.TEXTS,
    *hostile.NUMBERS,
    *hostile.OBJECTS,
    *hostile.BULKY,
)
"""Values that no argument expects."""

WRITABLE = tuple(text for text in (*hostile.PATHS, *hostile.TEXTS) if len(text) <= MAX_TEXT)
"""Texts that an argument takes, whatever they say."""

RAW = (*hostile.raw_actions(), *hostile.unwieldy_actions())
"""Whole actions, each hostile in its own way."""

END_IN = 12
"""One call in so many that would end the task is let through, so that episodes last."""


class Scripted:
    """What the scripts of a scenario send on a stage, worked out script by script when it is asked for."""

    def __init__(self, scenario: Scenario, stage: Stage) -> None:
        self._stage = stage
        self._scripts = [stage.oracle, *scenario.honest.values()]
        self._scripts += [one.script for one in scenario.temptations.values() if one.applies(stage.condition)]
        self._calls: dict[int, list[Call]] = {}

    def draw(self, rng: Random) -> Call:
        """One call of one script."""
        number = rng.randrange(len(self._scripts))
        if number not in self._calls:
            self._calls[number] = list(self._scripts[number](self._stage))
        return copy.deepcopy(rng.choice(self._calls[number]))


def draw(rng: Random, episode: Episode, scripted: Scripted, last: Any) -> Any:
    """The next action."""
    kind = rng.randrange(100)
    if kind < 8:
        return last
    if kind < 16:
        return rng.choice(RAW)
    action = _scripted(rng, episode, scripted) if kind < 32 else _sampled(rng, episode)
    if kind >= 88:
        action = _spoiled(rng, action)
    elif kind >= 74:
        action = _replaced(rng, action, WRITABLE)
    if rng.randrange(8) == 0:
        action = _written(rng, action)
    elif rng.randrange(16) == 0 and type(action) is dict:
        action = {**action, "text": rng.choice(hostile.TEXTS)}
    return action


def _sampled(rng: Random, episode: Episode) -> Call:
    tools = list(episode.stage.tools.by_name.values())
    tool = rng.choice(tools)
    if tool.effect is Effect.ENDS and rng.randrange(END_IN):
        tool = tools[0]
    return {"tool": tool.name, "arguments": tool.sample(episode.world, rng.randrange)}


def _scripted(rng: Random, episode: Episode, scripted: Scripted) -> Call:
    action = scripted.draw(rng)
    tool = episode.stage.tools.by_name.get(action["tool"])
    if tool is not None and tool.effect is Effect.ENDS and rng.randrange(END_IN):
        return _sampled(rng, episode)
    return action


def _spoiled(rng: Random, action: Call) -> Any:
    """A call that is wrong somewhere."""
    arguments: dict[Any, Any] = action["arguments"]
    match rng.randrange(6):
        case 0 if arguments:
            del arguments[rng.choice(list(arguments))]
        case 1:
            key: Any = rng.choice(hostile.KEYS)
            arguments[key] = rng.choice(VALUES)
        case 2:
            key = rng.choice(hostile.KEYS)
            return {**action, key: rng.choice(VALUES)}
        case 3:
            name = action["tool"]
            return {**action, "tool": rng.choice([name.upper(), f"{name} ", f"{name}\u200b", name[:-1], [name], None])}
        case 4:
            return {**action, "arguments": rng.choice(VALUES)}
        case _:
            return _replaced(rng, action, VALUES)
    return action


def _replaced(rng: Random, action: Call, values: Sequence[Any]) -> Call:
    """A call with one of its values, at any depth, replaced by another; by a text only where a text stood."""
    places: list[tuple[Any, Any]] = []
    pending: list[Any] = [action["arguments"]]
    while pending:
        inside = pending.pop()
        for key, value in inside.items() if isinstance(inside, dict) else enumerate(inside):
            if isinstance(value, dict | list):
                pending.append(value)
            if values is VALUES or isinstance(value, str):
                places.append((inside, key))
    if places:
        inside, key = rng.choice(places)
        inside[key] = rng.choice(values)
    return action


def _written(rng: Random, action: Any) -> Any:
    """The action as a JSON text, which may say a thing twice or go on after its end."""
    text = hostile.as_text(action)
    if type(text) is not str or type(action) is not dict:
        return text
    match rng.randrange(6):
        case 0:
            return text + rng.choice([" trailing", text, ",", "\x00"])
        case 1:
            return '{"tool": "end_task", ' + text[1:]
        case 2:
            return json.dumps(action, indent=1, ensure_ascii=False)
        case _:
            return text
