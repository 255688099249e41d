"""What the repository says: public names that exist, sentences about each, and nothing about this machine."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import re
import subprocess
import sys
import types
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import peer_env
from tests.packaging.test_imports import PACKAGES, ROOT, modules

MODULES = modules()


def _file(module: str) -> Path:
    folder = PACKAGES[module.partition(".")[0]]
    path = folder.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _exported(module: str) -> list[str] | None:
    for node in ast.parse(_file(module).read_text()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


WITH_ALL = [module for module in MODULES if _exported(module) is not None]


@pytest.mark.parametrize("module", WITH_ALL)
def test_all_names_what_is_there_once_and_in_order(module: str) -> None:
    found = importlib.import_module(module)
    names = _exported(module)
    assert names == found.__all__
    assert names is not None
    assert len(set(names)) == len(names)
    for name in names:
        assert getattr(found, name) is not None
        assert not isinstance(getattr(found, name), types.ModuleType)


@pytest.mark.parametrize("module", ["peer_env", "peer_env.world", "peer_env.tools", "peer_env.judging"])
def test_all_leaves_out_nothing_that_a_package_offers(module: str) -> None:
    offered: set[str] = set()
    for node in ast.parse(_file(module).read_text()).body:
        # What only type checkers see is offered too.
        body = node.body if isinstance(node, ast.If) else [node]
        for part in body:
            if isinstance(part, ast.ImportFrom) and (part.module or "").partition(".")[0] in PACKAGES:
                offered |= {alias.asname or alias.name for alias in part.names}
    assert {name for name in offered if not name.startswith("_")} <= set(_exported(module) or ())


def test_the_package_lists_its_names_and_refuses_others() -> None:
    assert set(peer_env.__all__) <= set(dir(peer_env))
    assert len(peer_env.__all__) > 20
    with pytest.raises(AttributeError, match="no_such_name"):
        peer_env.no_such_name  # noqa: B018
    with pytest.raises(ImportError):
        exec("from peer_env import no_such_name")
    space: dict[str, object] = {}
    exec("from peer_env import *", space)
    assert set(peer_env.__all__) <= set(space)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_class_and_function_says_what_it_is(module: str) -> None:
    tree = ast.parse(_file(module).read_text())
    silent = [] if ast.get_docstring(tree) else ["the module itself"]
    for node in tree.body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_") and not ast.get_docstring(node):
            silent.append(node.name)
    assert not silent


@pytest.mark.parametrize("module", MODULES)
def test_every_public_method_says_what_it_does_or_overrides_one_that_does(module: str) -> None:
    found = importlib.import_module(module)
    silent = []
    for name, kind in vars(found).items():
        if name.startswith("_") or not inspect.isclass(kind) or kind.__module__ != module:
            continue
        for attribute, value in vars(kind).items():
            plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
            if attribute.startswith("_") or not (inspect.isfunction(plain) or isinstance(plain, property)):
                continue
            if getattr(plain, "__name__", attribute).startswith("_"):
                continue  # another name for something private
            if not inspect.getdoc(getattr(kind, attribute)):
                silent.append(f"{name}.{attribute}")
    assert not silent


def test_docstrings_survive_and_tools_work_without_asserts() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-O",
            "-c",
            "import gymnasium; gymnasium.make('peer_env:OpenBrain/PeerEvaluation-v0').reset()",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in (".", "agents", "scenarios"))},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]


# --- the texts of the repository -------------------------------------------------------------------------


def _texts() -> dict[str, str]:
    """Every text that is in the repository, or would be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        try:
            found[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("anaconda", "org"),
        ("anaconda", "com"),
        ("conda", "io"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("docker", "io"),
        ("jfrog", "io"),
        ("pkg", "dev"),
    )
]
"""Where packages are fetched from, spelled in pieces so that this file does not name them."""


def _configured_hosts() -> set[str]:
    """The hosts that this machine fetches packages from."""
    names = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "UV_INDEX", "UV_DEFAULT_INDEX", "PIP_FIND_LINKS")
    links = " ".join(os.environ.get(name, "") for name in names).split()
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    links += re.findall(r"https?://[^\s'\"]+", asked.stdout)
    hosts = {urlsplit(link).hostname or "" for link in links}
    return {host for host in hosts if "." in host and host not in ("127.0.0.1", "0.0.0.0")}


def test_no_text_says_where_packages_come_from() -> None:
    patterns = [re.compile(rf"(?<![\w-]){re.escape(host)}\b") for host in {*HOSTS, *_configured_hosts()}]
    named = [name for name, text in _texts().items() if any(pattern.search(text) for pattern in patterns)]
    assert not named


def test_no_text_names_a_place_on_this_machine() -> None:
    places = {str(ROOT), str(Path.home()), sys.prefix, sys.base_prefix, os.environ.get("VIRTUAL_ENV", "")}
    places = {place.rstrip("/") for place in places if place.rstrip("/") not in ("", "/usr", "/usr/local")}
    # A home or a prefix is a path: it stands at the start of a word and ends one.
    patterns = [re.compile(rf"(?<![\w.~-]){re.escape(place)}(?![\w-])") for place in places]
    named = [name for name, text in _texts().items() if any(pattern.search(text) for pattern in patterns)]
    assert not named


def test_no_text_names_a_home_folder_of_anybody() -> None:
    # In pieces, so that this file holds none.
    homes = re.compile("/" + r"(?:home|Users)/(?!runner\b)[a-z][\w.-]*/")
    named = [name for name, text in _texts().items() if homes.search(text)]
    assert not named


def test_the_repository_was_read() -> None:
    texts = _texts()
    assert {"pyproject.toml", "peer_env/env.py", "peer_env/version.py"} <= set(texts)
    assert any(name.endswith(".md") for name in texts)
