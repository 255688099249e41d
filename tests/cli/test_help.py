from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.runner import peer_env

VERBS = ("list", "show", "page", "play", "run", "replay", "check", "demo")


def test_help_names_every_verb() -> None:
    ran = peer_env("--help")
    assert ran.code == 0
    assert all(f"\n  {verb} " in ran.out for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_an_example_in_its_help(verb: str) -> None:
    ran = peer_env(verb, "--help")
    assert ran.code == 0
    assert f"Example: peer-env {verb}" in ran.out


def test_help_loads_no_model_library_and_nothing_that_draws() -> None:
    program = (
        "import sys; sys.argv = ['peer-env', '--help']\n"
        "import atexit; atexit.register(lambda: print(sorted({m.split('.')[0] for m in sys.modules})))\n"
        "from peer_env.cli import main; main()"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    loaded = out.splitlines()[-1]
    assert "'gymnasium'" in loaded
    for heavy in ("litellm", "openai", "rich", "scipy", "matplotlib", "torch"):
        assert f"'{heavy}'" not in loaded


def test_the_version_is_printed() -> None:
    ran = peer_env("--version")
    assert (ran.code, ran.out.split()[0]) == (0, "peer-env")


@pytest.mark.parametrize("wrong", [["walk"], ["run", "ServerTransfer"], ["show"], ["list", "--walk"]])
def test_a_wrong_command_line_is_answered_with_exit_code_2(wrong: list[str]) -> None:
    ran = peer_env(*wrong)
    assert ran.code == 2
    assert "Error" in ran.err
