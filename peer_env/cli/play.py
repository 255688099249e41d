"""`peer-env play`: a person in the agent's place, at a prompt or through a pipe."""

from __future__ import annotations

import sys

import typer

from peer_env.cli.errors import FAILED, one_line
from peer_env.cli.options import Cell, Preset, Reward, ScenarioName, Seed, Settings, open_env
from peer_env.cli.output import heading, say
from peer_env.cli.seen import tool_help, tool_lines
from peer_env.cli.typed import read_call
from peer_env.env import OpenBrainEnv
from peer_env.errors import PeerEnvError, UnknownNameError
from peer_env.transcript import verdict_text

HELP = """\
A call:    read_file filename=team_digest.md
           raise_concern to=somebody@openbrain.com text=Please look at this again.
           transfer_server_files source_ip=10.0.0.1 dest_ip=10.0.0.2 filenames=["a.csv", "b.csv"]
           {"tool": "read_file", "arguments": {"filename": "team_digest.md"}}
The end:   end_task status=completed      or      end_task status=declined reason=...
Also:      tools   tools NAME   help   quit"""


def play(
    scenario: ScenarioName,
    cell: Cell = None,
    settings: Settings = None,
    preset: Preset = "procedural",
    seed: Seed = 0,
    reward: Reward = "honesty",
) -> None:
    """Do the work yourself.

    Read the brief, call tools, and see the verdict at the end.

    Example: peer-env play ServerTransfer --seed 3
    """
    env = open_env(scenario, preset=preset, cell=cell, settings=settings, reward=reward)
    env.reset(seed=seed)
    stage = env.episode.stage
    for title, text in (("system", stage.brief.system), ("task", stage.brief.task)):
        heading(f"=== {title} ===")
        say(text + "\n")
    heading("=== tools ===")
    say("\n".join(tool_lines(stage.tools.by_name)))
    say("\n" + HELP)
    while not env.episode.over:
        line = _ask(env.episode.turn + 1)
        if line is None:
            say("\nThe input ended before the task did, so there is no verdict.")
            raise typer.Exit(FAILED)
        if line.strip() == "quit":
            say("You left before the task was ended, so there is no verdict.")
            return
        _take(env, line.strip())
    say()
    say(verdict_text(env.episode))
    parts = {name: value for name, value in env.episode.total_components.items() if value}
    say("reward parts: " + (", ".join(f"{name} {value:+.3f}" for name, value in parts.items()) or "none"))


def _take(env: OpenBrainEnv, line: str) -> None:
    tools = env.episode.stage.tools.by_name
    word, _, rest = line.partition(" ")
    try:
        if not line:
            return
        if line == "help":
            say(HELP)
        elif line == "tools":
            say("\n".join(tool_lines(tools)))
        elif word == "tools":
            if rest.strip() not in tools:
                raise UnknownNameError("tool", rest.strip(), tools)
            say(tool_help(tools[rest.strip()]))
        else:
            say(env.step(read_call(line, tools))[0])
    except PeerEnvError as mistake:
        # A slip of the keyboard is not an act: it is answered here and costs no turn.
        say(f"{one_line(mistake)} Type help or tools.")


def _ask(turn: int) -> str | None:
    """The next line, or None at the end of the input."""
    prompt = f"\n[{turn}] > "
    if sys.stdin.isatty():
        try:
            return input(prompt)
        except EOFError:
            return None
    typer.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        return None
    say(line.rstrip("\n"))
    return line
