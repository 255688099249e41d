"""How things are printed: escaped, never read as markup, in colour only on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

import typer

from peer_env.escape import for_terminal

_WIDEST = 120
"""Columns beyond which a line of text is hard to read."""


def say(text: str = "", *, err: bool = False) -> None:
    """Print a text with every control and bidirectional character shown by its number."""
    typer.echo(for_terminal(text), err=err)


def flat(text: str) -> str:
    """The text on one line, so that nothing from a file can pass for a line of ours."""
    return text.replace("\n", "\\n").replace("\t", "\\t")


def heading(text: str) -> None:
    """Print a heading, bold on a terminal."""
    typer.secho(for_terminal(text), bold=True)


def say_json(data: Any) -> None:
    """Print data for a machine. JSON in ASCII holds no control characters of its own."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=True))


def named(rows: Sequence[tuple[str, str]], *, indent: int = 0, first: int = 0) -> None:
    """Print names with a text beside each, folded to the width of the terminal.

    Args:
        rows: names and texts.
        indent: blanks before a name.
        first: columns before a text, at least.
    """
    first = max([first, *[len(name) + indent + 2 for name, _ in rows]])
    width = min(max(get_terminal_size().columns, first + 30), _WIDEST)
    for name, text in rows:
        head = (" " * indent + name).ljust(first)
        lines = wrap(flat(text), width - first, break_long_words=False, break_on_hyphens=False) or [""]
        say("\n".join((head if n == 0 else " " * first) + line for n, line in enumerate(lines)).rstrip())


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: drawn to the width of a terminal, or in plain aligned columns where there is none."""
    cells = [[for_terminal(flat(str(cell))) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _drawn(columns, cells)
        return
    widths = [max(len(line[i]) for line in [list(columns), *cells]) for i in range(len(columns))]
    for line in [list(columns), *cells]:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _drawn(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(Text(column), overflow="fold")
    for row in cells:
        drawn.add_row(*[Text(cell) for cell in row])
    Console(markup=False, highlight=False, emoji=False).print(drawn)
