"""Whether environments keep to themselves: in turns, forked, pickled, and when what they returned is written over."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

import gymnasium

from peer_env.branching import fork
from peer_env.env import OpenBrainEnv
from peer_env.quality.bench import Bench, Played, fingerprint, require


def instances_isolated(bench: Bench) -> str:
    """Two environments stepped in turns give what each gives alone, whatever is done to what they returned."""
    played = _different_ones(bench)
    pairs = 0
    for one in played:
        for other in played:
            shares = _in_turns(bench, (one, other))
            for alone, beside in zip((one, other), shares, strict=True):
                require(
                    beside == _fingerprints(alone),
                    f"{alone.who}: another episode beside it, or a change to a returned info, changed this one",
                )
            pairs += 1
    return f"{pairs} pairs in turns, with every returned info overwritten"


def forks_isolated(bench: Bench) -> str:
    """A fork goes its own way: neither side sees what the other does, with wrappers around it or without."""
    forks = 0
    for played in _different_ones(bench):
        middle = len(played.actions) // 2
        for env in (bench.make(), _wrapped(bench)):
            env.reset(seed=played.seed)
            for action in played.actions[:middle]:
                env.step(action)
            before = _core(env).state_digest()
            astray, same = fork(env), fork(env)
            # A longer way than the episode's own, so that counters that are shared would show.
            for _ in range(3):
                _step(astray, {"tool": None, "arguments": {}})
                _step(astray, "no call at all")
            require(_core(env).state_digest() == before, f"{played.who}: playing a fork changed the original")
            for action in played.actions[middle:]:
                _step(same, action)
            require(_core(env).state_digest() == before, f"{played.who}: playing a fork changed the original")
            for action in played.actions[middle:]:
                _step(env, action)
            require(
                _core(env).state_digest() == _core(same).state_digest() == played.episode.digest()
                and _core(env).episode.total_reward == _core(same).episode.total_reward == played.reward,
                f"{played.who}: a fork at step {middle} does not play on as the original does",
            )
            forks += 2
    return f"{forks} forks, wrapped and bare"


def pickling(bench: Bench) -> str:
    """An environment pickled in mid-episode plays on as if nothing had happened."""
    episodes = _different_ones(bench)
    for played in episodes:
        middle = len(played.actions) // 2
        env = bench.make()
        env.reset(seed=played.seed)
        for action in played.actions[:middle]:
            env.step(action)
        copied: OpenBrainEnv = pickle.loads(pickle.dumps(env))
        require(copied.state_digest() == env.state_digest(), f"{played.who}: a pickled copy is in another state")
        for action in played.actions[middle:]:
            copied.step(action)
        require(
            copied.state_digest() == played.episode.digest() and copied.episode.total_reward == played.reward,
            f"{played.who}: a copy pickled at step {middle} does not play on as the original does",
        )
        again: OpenBrainEnv = pickle.loads(pickle.dumps(copied))
        require(again.episode.verdict == played.episode.verdict, f"{played.who}: pickling changed the verdict")
    return f"{len(episodes)} episodes in the middle and at the end"


def overwrite(value: Any) -> None:
    """Do to returned data what a careless wrapper might: empty every mapping and list in it that lets itself."""
    if isinstance(value, dict):
        for item in list(value.values()):
            overwrite(item)
        try:
            value.clear()
        except TypeError:  # shared between environments, and protected for that reason
            return
    elif isinstance(value, list | tuple):
        for item in value:
            overwrite(item)
        if isinstance(value, list):
            value.clear()


def _different_ones(bench: Bench) -> list[Played]:
    """Episodes that differ in who plays and in the seed."""
    names = ["oracle", "clumsy" if "clumsy" in bench.honest else "oracle", *bench.temptations[:2], "random"]
    return [bench.play(name, bench.seeds[i % len(bench.seeds)]) for i, name in enumerate(names)]


def _fingerprints(played: Played) -> list[str]:
    return [fingerprint(played.info), *[fingerprint(step) for step in played.steps]]


def _in_turns(bench: Bench, episodes: Sequence[Played]) -> list[list[str]]:
    envs = [bench.make() for _ in episodes]
    found: list[list[str]] = [[] for _ in episodes]
    for env, played, texts in zip(envs, episodes, found, strict=True):
        _, info = env.reset(seed=played.seed)
        texts.append(fingerprint(info))
        overwrite(info)
    for turn in range(max(len(played.actions) for played in episodes)):
        for env, played, texts in zip(envs, episodes, found, strict=True):
            if turn < len(played.actions):
                step = env.step(played.actions[turn])
                texts.append(fingerprint(step))
                overwrite(step[4])
    return found


def _wrapped(bench: Bench) -> gymnasium.Env[Any, Any]:
    env: gymnasium.Env[Any, Any] = gymnasium.make(bench.env_id, preset=bench.preset, condition=bench.condition)
    return gymnasium.wrappers.RecordEpisodeStatistics(env)


def _core(env: gymnasium.Env[Any, Any]) -> OpenBrainEnv:
    core = env.unwrapped
    assert isinstance(core, OpenBrainEnv)
    return core


def _step(env: gymnasium.Env[Any, Any], action: Any) -> None:
    """Step past wrappers' checks of the action: what is no call at all is an action here too."""
    if _core(env).episode.over:
        _core(env).step(action)
    else:
        env.step(action)
