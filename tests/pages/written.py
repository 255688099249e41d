"""Where the pages of the bundled scenarios lie: README.md in each one's folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

import peer_env
from peer_env.registration import DEFAULT_PACKAGE

COMMAND = "make pages"


def folder_of(module: str) -> Path:
    """The folder that a scenario's module is."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


FOLDERS: Mapping[str, Path] = {
    env_id: folder_of(module)
    for env_id, module in peer_env.scenario_ids().items()
    if module.startswith(f"{DEFAULT_PACKAGE}.")
}
"""The folder of every scenario that comes with the suite, by id."""

PAGES: Mapping[Path, Callable[[], str]] = {
    folder / "README.md": lambda name=env_id: peer_env.page(name)  # type: ignore[misc]
    for env_id, folder in FOLDERS.items()
}
"""Every page: its file, and what makes it."""


def written(path: Path) -> str | None:
    """The page as it lies there, or None."""
    return path.read_text(encoding="utf-8") if path.is_file() else None
