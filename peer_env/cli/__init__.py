"""The command line `peer-env`. One module for each verb; this one puts them together and says errors in one line.

Nothing here imports a model library: that is loaded by the agent that needs it, when it is first asked to act.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from peer_env.cli import check, demo, listing, page, play, replay, run, show
from peer_env.cli.errors import SuiteGroup
from peer_env.cli.where import look_here_too
from peer_env.registration import register_scenarios
from peer_env.version import __version__

# Plain help reads the same in a pipe and in a terminal. Pretty tracebacks would print local variables, keys among them.
app = typer.Typer(
    cls=SuiteGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"peer-env {__version__}")
        raise typer.Exit


@app.callback()
def top(
    packages: Annotated[
        list[str] | None,
        typer.Option("--scenarios", metavar="PACKAGE", help="Also take the scenarios of this package; repeatable."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Office work at a simulated AI company, where doing it honestly gets somebody shut down.

    \b
    peer-env demo                                        see it work, in seconds
    peer-env show ServerTransfer                         read what an agent is shown
    peer-env play ServerTransfer                         do the work yourself
    peer-env run ServerTransfer --agent move_and_deny    let an agent do it
    """  # noqa: D301 - the control character keeps the lines below it as they are
    for package in packages or ():
        look_here_too()
        register_scenarios(package)


app.command("list")(listing.list_what)
app.command()(show.show)
app.command()(page.page)
app.command()(play.play)
app.command()(run.run)
app.command()(replay.replay)
app.command()(check.check)
app.command()(demo.demo)


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that lacks a character gets its number instead of a traceback.
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="peer-env")


__all__ = ["app", "main"]
