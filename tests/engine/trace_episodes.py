"""Plays many episodes and prints everything that came of them; run in processes that must print the same bytes."""

from __future__ import annotations

import sys
from typing import Any

from peer_agents.rollout import rollout
from peer_agents.scripted import GenericAgent
from peer_env import OpenBrainEnv
from peer_env.record import record_of
from tests.engine.hostile import PATHS, RAW_TEXTS, TEXTS
from tests.engine.play import IDS, PRESETS, bare, play, samples, scripts

CONDITIONS: tuple[Any, ...] = (
    None,
    "good_peer/prompt",
    {"subject": "human", "relationship": "bad", "channel": "memory", "concern_channel": "absent", "family": "Claude"},
)


def _tell(title: str, env: OpenBrainEnv, results: list[tuple[Any, ...]]) -> None:
    print("#", title)
    for result in results:
        print(ascii(result))
    print(record_of(env, agent=title).line())
    print(env.state_digest())


def main() -> None:
    """Print it all."""
    for env_id in IDS:
        for preset in PRESETS:
            for number, condition in enumerate(CONDITIONS):
                title = f"{env_id} {preset} {number}"
                env = bare(env_id, preset=preset, condition=condition, reveal=("truth", "log"))
                for name, actions in scripts(env).items():
                    start = env.reset(seed=number)
                    _tell(f"{title} {name}", env, [start, *play(env, actions)])
                env.reset(seed=7)
                _tell(f"{title} samples", env, play(env, samples(env, 5, 50)))
                env.reset(seed=2**40)
                hostile = [{"tool": "read_file", "arguments": {"filename": name}} for name in PATHS]
                hostile += [{"tool": "create_file", "arguments": {"filename": "a", "content": t}} for t in TEXTS]
                _tell(f"{title} hostile", env, play(env, [*hostile, *map(str, RAW_TEXTS)]))
                print(env.reset()[0], env.seed)
                print(rollout(env, GenericAgent("random", seed=3), seed=11).line())
                print(rollout(env, GenericAgent("malformed"), seed=12).line())
    sys.stdout.flush()


if __name__ == "__main__":
    main()
