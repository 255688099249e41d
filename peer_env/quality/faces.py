"""The outer face: Gymnasium's own checker, closing, calls after the end, and records that prove themselves."""

from __future__ import annotations

import warnings
from typing import Any

import gymnasium
from gymnasium.utils.env_checker import check_env

from peer_agents.registry import make_agent
from peer_agents.rollout import rollout
from peer_env.calls import NO_CALL, call
from peer_env.quality.bench import Bench, require
from peer_env.record import Record
from peer_env.replay import replay


def gymnasium_checker(bench: Bench) -> str:
    """Gymnasium's checker, and an episode through `gymnasium.make`, with every warning an error."""
    arguments: dict[str, Any] = {"preset": bench.preset, "condition": bench.condition}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(gymnasium.make(bench.env_id, **arguments).unwrapped)
        with gymnasium.make(bench.env_id, **arguments) as env:
            rollout(env, make_agent("oracle", bench.scenario), seed=bench.seeds[0])
    return "no complaint, no warning"


def closing_twice(bench: Bench) -> str:
    """An environment can be closed twice, before and after it was played, wrapped or not."""
    bare = bench.make()
    bare.close()
    bare.close()
    bare.reset(seed=bench.seeds[0])
    for action in bench.played("oracle", bench.seeds[0]).actions[:2]:
        bare.step(action)
    before = bare.state_digest()
    bare.close()
    bare.close()
    require(bare.state_digest() == before, "closing changed the episode")
    wrapped = gymnasium.make(bench.env_id, preset=bench.preset, condition=bench.condition)
    wrapped.reset(seed=bench.seeds[0])
    wrapped.close()
    wrapped.close()
    return "harmless before, during and through wrappers"


def calls_after_the_end(bench: Bench) -> str:
    """After the end every call gets one fixed sentence, no reward, and changes nothing."""
    names = [bench.honest[0], *bench.temptations[:1], "silent"]
    for name in names:
        env = bench.make()
        rollout(env, make_agent(name, bench.scenario), seed=bench.seeds[0])
        episode = env.episode
        before = (env.state_digest(), episode.total_reward, episode.verdict, episode.stop_reason, episode.turn)
        answers: set[str] = set()
        for action in (call("end_task", status="declined"), call("list_files"), NO_CALL, None, "", "nonsense", 7):
            observation, reward, terminated, truncated, info = env.step(action)
            answers.add(observation)
            require(reward == 0 and not any(info["reward_components"].values()), f"{name}: paid after the end")
            require(terminated or truncated, f"{name}: a call after the end opened the episode again")
        after = (env.state_digest(), episode.total_reward, episode.verdict, episode.stop_reason, episode.turn)
        require(after == before, f"{name}: a call after the end changed the episode")
        require(len(answers) == 1, f"{name}: calls after the end are answered in {len(answers)} ways")
    return f"nothing changes after {len(names)} kinds of ending"


def replay_is_proven(bench: Bench) -> str:
    """A record, written as a line and read back, plays to the very state and reward that it states."""
    for name in bench.agents:
        env = bench.make()
        made = rollout(env, make_agent(name, bench.scenario), seed=bench.seeds[-1], name=name)
        found = replay(Record.from_line(made.line())).differences
        require(not found, f"{name}: {'; '.join(found)}")
    return f"records of {len(bench.agents)} agents prove what they state"
