"""Runs the command line in this process, and says which characters no terminal should get."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from peer_env.cli import app


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line that an error takes."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


def peer_env(*arguments: str | Path, typed: str | None = None) -> Ran:
    """Run `peer-env` with arguments, and with lines typed on its input."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=typed, prog_name="peer-env")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def inert(text: str) -> bool:
    """Whether a text can neither move a cursor nor turn letters round."""
    return all(c in "\n\t" or unicodedata.category(c)[0] != "C" for c in text)
