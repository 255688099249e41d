"""What goes wrong, in one line on stderr and exit code 2. A traceback is for bugs, not for a wrong name."""

from __future__ import annotations

from typing import Any

import typer
from pydantic import ValidationError
from typer.core import TyperGroup

from peer_env.errors import PeerEnvError
from peer_env.escape import for_terminal

WRONG_INPUT = 2
"""Exit code for a question that cannot be answered as it was put."""

FAILED = 1
"""Exit code for an answer that is bad news: a check that failed, a record that proves nothing."""


class SuiteGroup(TyperGroup):
    """The verbs, with the suite's own errors told in a line."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (PeerEnvError, ValidationError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise  # whoever read the output has left; typer ends quietly
            typer.echo(f"Error: {one_line(error)}", err=True)
            raise typer.Exit(WRONG_INPUT) from None


def one_line(error: Exception) -> str:
    """An error's message on one line, safe for a terminal."""
    match error:
        case ValidationError():
            reasons = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()]
            text = f"{error.title} cannot be so: " + "; ".join(reasons)
        case OSError() if error.strerror:
            where = f"{error.filename}: " if error.filename else ""
            text = f"{where}{error.strerror}"
        case _:
            text = str(error)
    return for_terminal(" ".join(text.split()))
