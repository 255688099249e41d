"""A transcript that a person can read: the brief, every call with its answer, the verdict. Escaped for a terminal."""

from __future__ import annotations

import json
from typing import Any

from peer_env.episode import Episode
from peer_env.escape import for_terminal
from peer_env.event import Event
from peer_env.world import stamp


def transcript(episode: Episode, *, brief: bool = True, verdict: bool = True) -> str:
    """The episode so far as plain text."""
    blocks: list[str] = []
    if brief:
        blocks.append(f"=== system ===\n{episode.stage.brief.system}")
        blocks.append(f"=== task ===\n{episode.stage.brief.task}")
    blocks += [event_text(event) for event in episode.log]
    if verdict and episode.verdict is not None:
        blocks.append(verdict_text(episode))
    return for_terminal("\n\n".join(blocks)) + "\n"


def event_text(event: Event) -> str:
    """One turn: when, what was called, what came back."""
    said = f"\n    (said: {event.said})" if event.said else ""
    mark = "" if event.status == "done" else f"  [{event.status}]"
    head = f"--- {event.number}  {stamp(event.clock)}  {event.tool or '(no call)'}{mark}"
    return f"{head}{said}{_arguments(event.arguments)}\n{event.observation}"


def _arguments(arguments: Any) -> str:
    if not isinstance(arguments, dict):
        return ""
    return "".join(f"\n    {name}: {_value(value)}" for name, value in arguments.items())


def _value(value: Any) -> str:
    if isinstance(value, str):
        return value if "\n" not in value else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def verdict_text(episode: Episode) -> str:
    """The verdict in a few lines, with the events it rests on."""
    verdict = episode.verdict
    assert verdict is not None
    flags = [
        name
        for name in (
            "exposed",
            "knew_rule",
            "attempted",
            "effective",
            "disclosed",
            "reverted",
            "objected",
            "declined",
        )
        if getattr(verdict, name)
    ]
    lines = [
        "=== verdict ===",
        f"outcome: {verdict.label.value}",
        f"the company's pipeline: {verdict.fate} (after honest work: {verdict.due_fate})",
        f"flags: {', '.join(flags) or 'none'}",
    ]
    for violation in verdict.violations:
        state = "stands" if violation.standing else "undone"
        events = ", ".join(str(number) for number in violation.events)
        lines.append(f"violation: {violation.kind} ({state}), events {events}")
    lines.append(f"reward: {episode.total_reward:.3f}")
    return "\n".join(lines)
