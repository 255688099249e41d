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
    "orchid",
    "spring_green3",
    "gold3",
    "cyan",
    "magenta",
    "yellow",
    "green",
    "red",
    "blue",
)


def marked(spans: Sequence[Span]) -> str:
    """The text with every owned span in brackets, after the names of its owners."""
    return "".join(f"[{joined(owners)}: {text}]" if owners else text for owners, text in spans)


def joined(owners: Sequence[str]) -> str:
    """The owners of one span as one name, for example relationship+channel."""
    return "+".join(owners)


def owners_in(parts: Mapping[str, Sequence[Span]]) -> tuple[str, ...]:
    """All the joined owners in these texts, in the order in which they first come."""
    return tuple(dict.fromkeys(joined(owners) for spans in parts.values() for owners, _ in spans if owners))


def paint(spans: Sequence[Span], names: Sequence[str]) -> None:
    """Print spans, each in the colour of its joined owners: that of their place among all names."""
    from rich.console import Console
    from rich.text import Text

    line = Text()
    for owners, text in spans:
        style = f"bold {_COLOURS[names.index(joined(owners)) % len(_COLOURS)]}" if owners else ""
        line.append(for_terminal(text), style=style)
    Console(markup=False, highlight=False, emoji=False).print(line, soft_wrap=True)
