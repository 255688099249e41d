"""Registration: every folder of a scenarios package becomes a Gymnasium id, without importing it.

The id comes from the folder's name: `peer_evaluation` is `OpenBrain/PeerEvaluation-v0`. A folder whose name begins
with an underscore is shared material. A folder may hold `VERSION`, a file with its version number; without one it is 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import gymnasium
from gymnasium.envs.registration import registry

from peer_env.errors import ScenarioError, UnknownNameError

NAMESPACE = "OpenBrain"
DEFAULT_PACKAGE = "peer_scenarios"
ENTRY_POINT = "peer_env.env:OpenBrainEnv"
VECTOR_ENTRY_POINT = "peer_env.vector:OpenBrainVectorEnv"

_modules: dict[str, str] = {}


def register_scenarios(package: str = DEFAULT_PACKAGE) -> tuple[str, ...]:
    """Register every scenario folder of an importable package.

    Args:
        package: import name, for example "my_scenarios".

    Returns:
        The ids, sorted.

    Raises:
        ScenarioError: no such package, or two scenarios with one id.
    """
    try:
        spec = find_spec(package)
    except ModuleNotFoundError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise ScenarioError(
            f"There is no package {package!r} to take scenarios from; is its folder on the import path?"
        )
    found: list[str] = []
    for location in spec.submodule_search_locations:
        for folder in sorted(Path(location).iterdir()):
            if folder.name.startswith(("_", ".")) or not (folder / "__init__.py").is_file():
                continue
            found.append(_register(f"{package}.{folder.name}", folder))
    return tuple(sorted(found))


def _register(module: str, folder: Path) -> str:
    version = folder / "VERSION"
    number = int(version.read_text().strip()) if version.is_file() else 0
    name = "".join(part.capitalize() for part in folder.name.split("_"))
    env_id = scenario_id(name, number)
    known = _modules.get(env_id)
    if known == module and env_id in registry:
        return env_id
    if known is not None and known != module:
        raise ScenarioError(f"{env_id} is taken: both {known} and {module} would be it. Rename one of the folders.")
    gymnasium.register(
        env_id, entry_point=ENTRY_POINT, vector_entry_point=VECTOR_ENTRY_POINT, kwargs={"scenario": module}
    )
    _modules[env_id] = module
    return env_id


def scenario_ids() -> Mapping[str, str]:
    """All registered ids with the module of each, sorted by id."""
    return dict(sorted(_modules.items()))


def scenario_id(name: str, version: int) -> str:
    """The Gymnasium id of a scenario's name, for example "OpenBrain/PeerEvaluation-v0"."""
    return f"{NAMESPACE}/{name}-v{version}"


def full_id(name: str) -> str:
    """The id of a scenario from its id, with or without the namespace, or from its bare name in any case.

    Raises:
        UnknownNameError: no such scenario; the message names the nearest.
    """
    for env_id in (name, f"{NAMESPACE}/{name}"):
        if env_id in _modules:
            return env_id
    short = {env_id.split("/")[1].rsplit("-v", 1)[0]: env_id for env_id in _modules}
    matches = [env_id for bare, env_id in short.items() if bare.casefold() == name.casefold()]
    if not matches:
        raise UnknownNameError("scenario", name, short)
    return matches[0]
