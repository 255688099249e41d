"""Owned spans made visible: in brackets where there is no terminal, in colours where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peer_env.escape import for_terminal
from peer_env.scenario import Span

_COLOURS = (
    "bright_cyan",
    "bright_yellow",
    "bright_magenta",
    "bright_green",
    "bright_red",
    "bright_blue",
    "dark_orange",
    "cyan",
    "magenta",
    "yellow",
    "green",
    "red",
    "blue",
)


def marked(spans: Sequence[Span]) -> str:
    """The text with every owned span in brackets; an owned span without text shows as an empty bracket."""
    return "".join(f"[{'+'.join(owners)}: {text}]" if owners else text for owners, text in spans)


def owners_in(parts: Mapping[str, Sequence[Span]]) -> tuple[str, ...]:
    """The factors that own any of these texts, in the order in which they first do."""
    return tuple(dict.fromkeys(owner for spans in parts.values() for owners, _ in spans for owner in owners))


def paint(spans: Sequence[Span], owners: Sequence[str]) -> None:
    """Print spans in the colour of their innermost owner, with the others' names before nested ones."""
    from rich.console import Console
    from rich.text import Text

    line = Text()
    for held_by, text in spans:
        style = f"bold {_COLOURS[owners.index(held_by[-1]) % len(_COLOURS)]}" if held_by else ""
        line.append(for_terminal(text), style=style)
    Console(markup=False, highlight=False, emoji=False).print(line, soft_wrap=True)
