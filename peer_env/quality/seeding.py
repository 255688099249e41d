"""Whether a seed names an episode: in this process, and in others with another hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from peer_agents.registry import make_agent
from peer_env.env import OpenBrainEnv
from peer_env.quality.bench import Bench, fingerprint, require

_HASH_SEEDS = ("1", "4242")
_SECONDS = 120
_PROGRAM = "from peer_env.quality.seeding import main; main()"


def seeds_honoured(bench: Bench) -> str:
    """The same seed gives the same episode here, again, and in two processes; other seeds give other ones."""
    task = {
        "module": bench.module,
        "preset": bench.preset,
        "condition": bench.condition.applicable(),
        "seeds": list(bench.seeds),
    }
    # Started first, so that they run while this process plays.
    with ExitStack() as stack:
        others = [_start(stack, hash_seed, json.dumps(task)) for hash_seed in _HASH_SEEDS]
        here = digests(**task)  # type: ignore[arg-type]
        require(here == digests(**task), "the same seeds gave other episodes the second time")  # type: ignore[arg-type]
        for hash_seed, process in zip(_HASH_SEEDS, others, strict=True):
            out, errors = process.communicate(timeout=_SECONDS)
            require(process.returncode == 0, f"a second process failed: {errors.strip().splitlines()[-1:]}")
            there: list[list[str]] = json.loads(out)
            wrong = [seed for seed, a, b in zip(bench.seeds, here, there, strict=True) if a != b]
            require(not wrong, f"seeds {wrong[:5]} give other episodes under PYTHONHASHSEED={hash_seed}")
    different = len({oracle for oracle, _ in here})
    if bench.preset != "paper":
        require(different > 1, f"all {len(here)} seeds give the oracle the same episode")
    return f"{len(here)} seeds in three processes; the oracle's episodes are of {different} kinds"


def digests(module: str, preset: str, condition: Mapping[str, Any], seeds: Sequence[int]) -> list[list[str]]:
    """For each seed two digests: of all that the oracle, and a random agent, is shown, told and paid."""
    found: list[list[str]] = []
    for seed in seeds:
        found.append([])
        for name in ("oracle", "random"):
            whole = hashlib.sha256()
            env = OpenBrainEnv(module, preset=preset, condition=condition)  # type: ignore[arg-type]
            observation, info = env.reset(seed=seed)
            whole.update(fingerprint([observation, info]).encode())
            agent: Any = make_agent(name, env.scenario, seed=seed)
            agent.bind(env)
            agent.reset(info["brief"], info["tools"])
            while not env.episode.over:
                step = env.step(agent.act(observation))
                observation = step[0]
                whole.update(fingerprint(step).encode())
            whole.update(env.state_digest().encode())
            found[-1].append(whole.hexdigest())
    return found


def main() -> None:
    """The other process: digests of the task in the first argument, as JSON."""
    print(json.dumps(digests(**json.loads(sys.argv[1]))))


def _start(stack: ExitStack, hash_seed: str, task: str) -> subprocess.Popen[str]:
    # The import path of this process, so that a scenario of somebody else's is found there too.
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM, task],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    stack.enter_context(process)
    stack.callback(process.kill)  # called before the process is waited for; harmless where it has ended
    return process
