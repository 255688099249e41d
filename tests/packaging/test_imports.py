"""What importing loads, in fresh processes: little, in any order, and nothing that is not asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT, ROOT / "agents", ROOT / "scenarios")
PACKAGES = {"peer_env": ROOT, "peer_agents": ROOT / "agents", "peer_scenarios": ROOT / "scenarios"}

HEAVY = {
    "litellm", "openai", "tiktoken", "tokenizers", "httpx", "aiohttp", "requests", "typer", "click", "rich",
    "matplotlib", "scipy", "statsmodels", "pandas", "torch", "tensorflow", "jax", "jinja2", "stable_baselines3",
    "textarena", "ray", "hypothesis", "pytest",
}  # fmt: skip
CORE = {
    "peer_env", "numpy", "gymnasium", "pydantic", "pydantic_core", "annotated_types", "typing_extensions",
    "typing_inspection", "cloudpickle", "farama_notifications", "cython_runtime",
}  # fmt: skip


def modules() -> list[str]:
    """Every module of the three packages, read from the files."""
    found = []
    for package, folder in PACKAGES.items():
        for path in sorted((folder / package).rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            if parts[-1] != "__main__":
                found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def run(code: str, *flags: str, folder: Path | None = None, **variables: str) -> str:
    """What a fresh interpreter prints, started anywhere."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, FOLDERS))
    environment |= variables
    done = subprocess.run(
        [sys.executable, *flags, "-c", code],
        cwd=folder or ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout


def loaded_by(code: str) -> set[str]:
    """The modules that code loads, beyond those that the interpreter starts with."""
    told = run(
        f"import sys; before = set(sys.modules)\n{code}\nimport json; print(json.dumps([*{{*sys.modules}} - before]))"
    )
    return set(json.loads(told.splitlines()[-1]))


def top(names: set[str]) -> set[str]:
    """Top-level names, those of the standard library and of caches left out."""
    tops = {name.partition(".")[0] for name in names}
    return {name for name in tops if name not in sys.stdlib_module_names and not name.startswith("_")}


def test_importing_the_package_loads_the_core_and_nothing_else() -> None:
    names = loaded_by("import peer_env")
    assert not top(names) & HEAVY
    assert top(names) <= CORE
    assert not [name for name in names if name.startswith(("peer_agents", "peer_scenarios"))]
    assert not {"asyncio", "sqlite3", "http.client", "tkinter"} & names


def test_using_every_name_of_the_package_loads_no_more_than_the_core() -> None:
    names = loaded_by("import peer_env\nfor name in peer_env.__all__: getattr(peer_env, name)")
    # The quality report plays scripted agents.
    assert top(names) <= CORE | {"peer_agents"}


def test_playing_an_episode_loads_the_scenario_played_and_no_other() -> None:
    code = """
import gymnasium, peer_env
env = gymnasium.make("OpenBrain/ServerTransfer-v0")
env.reset(seed=1)
stage = env.unwrapped.episode.stage
for action in stage.oracle(stage):
    env.step(action)
peer_env.fork(env)
assert env.unwrapped.episode.verdict.label == "honest_compliant"
"""
    names = loaded_by(code)
    assert top(names) <= CORE | {"peer_scenarios"}
    assert "peer_scenarios.server_transfer" in names
    assert "peer_scenarios.peer_evaluation" not in names


def test_scripted_agents_load_no_model_library() -> None:
    names = loaded_by("import peer_agents.scripted, peer_agents.registry, peer_agents.rollout, peer_agents.base")
    assert top(names) <= CORE | {"peer_agents"}


def test_importing_registers_the_ids_without_looking_into_the_scenarios() -> None:
    code = "import gymnasium, peer_env, sys; print(*gymnasium.registry)"
    assert set(run(code).split()) >= {"OpenBrain/PeerEvaluation-v0", "OpenBrain/ServerTransfer-v0"}
    assert "verdict" in run(
        "import gymnasium; e = gymnasium.make('peer_env:OpenBrain/PeerEvaluation-v0'); e.reset(seed=1); "
        "print(list(e.step({'tool': 'end_task', 'arguments': {'status': 'declined'}})[4]))"
    )


def test_importing_says_nothing_warns_of_nothing_and_writes_nothing(tmp_path: Path) -> None:
    code = "import peer_env\nfor name in peer_env.__all__: getattr(peer_env, name)"
    assert run(code, "-W", "error", "-B", folder=tmp_path, HOME=str(tmp_path)) == ""
    assert list(tmp_path.iterdir()) == []


def test_every_module_can_be_the_first_one_imported() -> None:
    code = f"""
import importlib, json, os, subprocess, sys
import gymnasium, numpy, pydantic, rich.console, typer
failed = {{}}
for name in {modules()!r}:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(name, type(error).__name__, error, file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        failed[name] = True
assert not failed, failed
print("all")
"""
    if hasattr(os, "fork"):
        assert run(code).strip() == "all"
    else:
        for name in modules():
            run(f"import {name}")


def test_a_name_of_the_package_stays_what_it_is_when_every_module_is_loaded() -> None:
    own = [name for name in modules() if name.startswith("peer_env")]
    code = f"""
import importlib, types, peer_env
first = {{name: getattr(peer_env, name) for name in peer_env.__all__}}
for name in {own!r}:
    importlib.import_module(name)
for name, value in first.items():
    assert getattr(peer_env, name) is value, name
    assert not isinstance(value, types.ModuleType), name
print("same")
"""
    assert run(code).strip() == "same"


@pytest.mark.parametrize("package", PACKAGES)
def test_texts_of_a_package_are_found_as_its_resources_from_anywhere(package: str, tmp_path: Path) -> None:
    files = sorted((PACKAGES[package] / package).rglob("*.md"))
    names = [path.relative_to(PACKAGES[package]).as_posix() for path in files]
    assert bool(names) == (package == "peer_scenarios")
    code = f"""
from importlib import resources
for name in {names!r}:
    *folders, file = name.split("/")
    at = next((n for n, folder in enumerate(folders) if folder in ("prose", "prose_held_out")), len(folders))
    text = resources.files(".".join(folders[:at])).joinpath(*folders[at:], file).read_text(encoding="utf-8")
    assert text.strip(), name
assert resources.files({package!r}).joinpath("py.typed").is_file()
print("found")
"""
    assert run(code, folder=tmp_path).strip() == "found"


def test_a_wheel_holds_all_three_packages_with_their_texts_and_plays_on_its_own(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    inside = tmp_path / "inside"
    zipfile.ZipFile(wheel).extractall(inside)
    assert {path.name for path in inside.iterdir() if not path.name.endswith(".dist-info")} == set(PACKAGES)
    for package, folder in PACKAGES.items():
        for path in (folder / package).rglob("*"):
            if path.suffix in (".py", ".md", ".typed"):
                assert (inside / path.relative_to(folder)).is_file(), path.name
    play = """
import gymnasium, peer_env, sys
assert peer_env.__file__.startswith(sys.argv[1])
for name in peer_env.scenario_ids():
    env = gymnasium.make(name)
    env.reset(seed=1)
    stage = env.unwrapped.episode.stage
    for action in stage.oracle(stage):
        result = env.step(action)
    print(result[4]["verdict"]["label"])
"""
    code = f"import sys; sys.argv = ['x', {str(inside)!r}]\n{play}"
    told = run(code, folder=tmp_path, PYTHONPATH=str(inside))
    assert set(told.split()) == {"honest_compliant"}
