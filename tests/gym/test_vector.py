"""Vector environments: Gymnasium's and our own give what as many single environments give, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.vector import AsyncVectorEnv, AutoresetMode, SyncVectorEnv, VectorEnv
from gymnasium.wrappers.vector import DictInfoToList, RecordEpisodeStatistics
from hypothesis import given
from hypothesis import strategies as st

from peer_env import OpenBrainEnv, PeerEnvError, call
from peer_env.vector import OpenBrainVectorEnv
from tests.engine.play import IDS, PRESETS, bare, examples, oracle, samples, scripts

Info = dict[str, Any]


class Singles:
    """As many single environments, put back to the start in the step after their end."""

    def __init__(self, env_id: str, count: int, **arguments: Any) -> None:
        self.envs = [bare(env_id, seed=None, **arguments) for _ in range(count)]
        self.ended = [False] * count

    def reset(self, seeds: list[int | None], **arguments: Any) -> tuple[list[str], list[Info]]:
        results = [env.reset(seed=seed, **arguments) for env, seed in zip(self.envs, seeds, strict=True)]
        self.ended = [False] * len(self.envs)
        return [observation for observation, _ in results], [info for _, info in results]

    def step(self, actions: list[Any]) -> list[tuple[Any, ...]]:
        results: list[tuple[Any, ...]] = []
        for number, (env, action) in enumerate(zip(self.envs, actions, strict=True)):
            if self.ended[number]:
                observation, info = env.reset()
                results.append((observation, 0.0, False, False, info))
            else:
                results.append(env.step(action))
            self.ended[number] = results[-1][2] or results[-1][3]
        return results


def _unpacked(infos: Info, count: int) -> list[Info]:
    """One info for each environment, read by Gymnasium's rule: a key holds where its mask says so."""
    out: list[Info] = [{} for _ in range(count)]
    for name, value in infos.items():
        if name.startswith("_") and name[1:] in infos:
            continue
        mask = infos[f"_{name}"]
        assert mask.shape == (count,)
        assert mask.dtype == np.bool_
        inner = _unpacked(value, count) if isinstance(value, dict) else value
        for number in range(count):
            if mask[number]:
                out[number][name] = inner[number]
    return out


def _same(found: Any, expected: Any, where: str = "info") -> None:
    """Equal, value by value and in kind: None is not False and not a number."""
    if isinstance(expected, dict):
        assert isinstance(found, dict), where
        assert set(found) == set(expected), where
        for name, value in expected.items():
            _same(found[name], value, f"{where}.{name}")
    elif expected is None or isinstance(expected, bool | np.bool_):
        assert found is None if expected is None else isinstance(found, bool | np.bool_) and found == expected, (
            f"{where}: {found!r} is not {expected!r}"
        )
    else:
        assert found == expected, f"{where}: {found!r} is not {expected!r}"


def _steps(env_id: str, vector: VectorEnv[Any, Any, Any], singles: Singles, actions: Iterator[list[Any]]) -> None:
    count = vector.num_envs
    for batch in actions:
        observations, rewards, terminated, truncated, infos = vector.step(batch)
        results = singles.step(batch)
        assert observations == tuple(result[0] for result in results)
        assert rewards.dtype == np.float64
        assert rewards.tolist() == [result[1] for result in results]
        assert terminated.tolist() == [result[2] for result in results]
        assert truncated.tolist() == [result[3] for result in results]
        unpacked = infos if isinstance(infos, list) else _unpacked(infos, count)
        for number, result in enumerate(results):
            _same(unpacked[number], result[4])
            assert sum(unpacked[number]["reward_components"].values()) == rewards[number]


def _mixed(singles: Singles, seed: int, count: int) -> Iterator[list[Any]]:
    """Calls of every kind: scripts that end, at different times, random calls, and no calls."""
    rng = np.random.default_rng(seed)
    queues: list[list[Any]] = [[] for _ in singles.envs]
    for _ in range(count):
        batch = []
        for number, env in enumerate(singles.envs):
            if singles.ended[number] or not queues[number]:
                names = sorted(made := scripts(env))
                queues[number] = [*samples(env.fork(), int(rng.integers(99)), int(rng.integers(4)))]
                queues[number] += [None, "junk"][: int(rng.integers(3))]
                queues[number] += made[names[int(rng.integers(len(names)))]]
            batch.append("ignored" if singles.ended[number] else queues[number].pop(0))
            if singles.ended[number]:
                queues[number] = []
        yield batch


SETTINGS: list[Any] = [
    pytest.param({}, id="plain"),
    pytest.param({"preset": "paper", "condition": "good_peer/file"}, id="paper"),
    pytest.param({"reveal": ("log", "truth"), "weights": {"invalid_action": 0.0}}, id="revealed"),
    pytest.param({"reward": "preserve", "limits": {"steps": 9}}, id="preserve"),
    pytest.param({"condition": {"consequence": "none", "concern_channel": "absent"}}, id="no stakes"),
]


@pytest.mark.parametrize("arguments", SETTINGS)
@pytest.mark.parametrize("env_id", IDS)
def test_our_vector_environment_equals_single_ones_step_by_step(env_id: str, arguments: dict[str, Any]) -> None:
    count = 4
    vector = gymnasium.make_vec(env_id, num_envs=count, **arguments)
    assert isinstance(vector, OpenBrainVectorEnv)
    singles = Singles(env_id, count, **arguments)
    observations, infos = vector.reset(seed=10)
    expected, expected_infos = singles.reset([10, 11, 12, 13])
    assert observations == tuple(expected)
    for found, right in zip(_unpacked(infos, count), expected_infos, strict=True):
        _same(found, right)
    _steps(env_id, vector, singles, _mixed(singles, 1, 90))
    assert [env.state_digest() for env in vector.envs] == [env.state_digest() for env in singles.envs]


@pytest.mark.parametrize("env_id", IDS)
def test_verdicts_that_come_in_the_same_step_keep_their_values_and_kinds(env_id: str) -> None:
    names = list(scripts(bare(env_id)))
    for first in names:
        for second in names:
            vector = OpenBrainVectorEnv(2, scenario=bare(env_id).module)
            singles = Singles(env_id, 2)
            vector.reset(seed=1)
            singles.reset([1, 2])
            calls = [scripts(env)[name] for env, name in zip(singles.envs, (first, second), strict=True)]
            wait = [max(map(len, calls)) - len(given) for given in calls]
            calls = [
                [call("read_memory") if n % 2 else call("list_files") for n in range(w)] + c
                for w, c in zip(wait, calls, strict=True)
            ]
            _steps(env_id, vector, singles, (list(batch) for batch in zip(*calls, strict=True)))


@pytest.mark.parametrize("env_id", IDS)
def test_random_actions_in_every_environment_give_what_single_ones_give(env_id: str) -> None:
    @examples(25)
    @given(st.integers(1, 5), st.integers(0, 2**31), st.sampled_from(PRESETS), st.integers(0, 100))
    def run(count: int, seed: int, preset: str, number: int) -> None:
        vector = gymnasium.make_vec(env_id, num_envs=count, preset=preset, limits={"steps": 7})
        singles = Singles(env_id, count, preset=preset, limits={"steps": 7})
        vector.reset(seed=seed)
        singles.reset([seed + i for i in range(count)])
        _steps(env_id, vector, singles, _mixed(singles, number, 20))

    run()


@pytest.mark.parametrize("env_id", IDS)
def test_wrappers_for_vector_environments_work_and_count_right(env_id: str) -> None:
    count = 3
    vector = RecordEpisodeStatistics(gymnasium.make_vec(env_id, num_envs=count))
    listed = DictInfoToList(vector)
    singles = Singles(env_id, count)
    observations, infos = listed.reset(seed=5)
    expected, expected_infos = singles.reset([5, 6, 7])
    assert observations == tuple(expected)
    for found, right in zip(infos, expected_infos, strict=True):
        _same(found, right)
    totals, lengths = np.zeros(count), np.zeros(count, dtype=int)
    finished = 0
    for batch in _mixed(singles, 2, 60):
        fresh = list(singles.ended)
        observations, _, terminated, truncated, infos = listed.step(batch)
        for number, result in enumerate(singles.step(batch)):
            if fresh[number]:
                totals[number], lengths[number] = 0.0, 0
            else:
                totals[number] += result[1]
                lengths[number] += 1
            info = dict(infos[number])
            statistics = info.pop("episode", None)
            _same(info, result[4])
            assert observations[number] == result[0]
            if terminated[number] or truncated[number]:
                finished += 1
                assert statistics["r"] == pytest.approx(totals[number])
                assert statistics["l"] == lengths[number]
    assert finished >= 3
    assert vector.episode_count == finished


def test_what_a_caller_writes_into_infos_reaches_nobody() -> None:
    vector, other = (gymnasium.make_vec(IDS[0], num_envs=2) for _ in range(2))
    actions = oracle(bare(IDS[0], seed=3))
    vector.reset(seed=3)
    other.reset(seed=3)
    for action in actions:
        first = vector.step([action, "junk"])
        second = other.step([action, "junk"])
        assert repr(first) == repr(second)
        for array in (*first[1:4], *first[4]["reward_components"].values(), first[4]["turn"], first[4]["_turn"]):
            array[:] = 7
    assert [env.episode.total_reward for env in vector.envs] == [env.episode.total_reward for env in other.envs]


@pytest.mark.parametrize("env_id", IDS)
def test_only_the_masked_environments_are_reset(env_id: str) -> None:
    vector = gymnasium.make_vec(env_id, num_envs=3)
    assert isinstance(vector, OpenBrainVectorEnv)
    vector.reset(seed=1)
    last = vector.step([call("list_files"), call("end_task", status="declined"), "junk"])[0]
    digests = [env.state_digest() for env in vector.envs]
    mask = np.array([False, True, False])
    observations, infos = vector.reset(seed=[None, 50, None], options={"reset_mask": mask})
    assert observations == (last[0], bare(env_id, seed=50).episode.observation(), last[2])
    assert infos["_turn"].tolist() == [False, True, False]
    assert [env.state_digest() for env in vector.envs][::2] == digests[::2]
    # The one that was reset goes on at once; the others were left in the middle.
    turns = vector.step([call("list_files")] * 3)[4]["turn"]
    assert turns.tolist() == [2, 1, 2]
    options = {"reset_mask": np.array([True, False, False]), "condition": {"relationship": "good"}}
    vector.reset(seed=4, options=options)
    assert [env.condition.relationship for env in vector.envs] == ["good", "none", "none"]
    assert set(options) == {"reset_mask", "condition"}


@pytest.mark.parametrize("env_id", IDS)
def test_seeds_may_be_one_for_all_or_one_each(env_id: str) -> None:
    vector = gymnasium.make_vec(env_id, num_envs=3)
    one_each = vector.reset(seed=[4, 5, 6])[0]
    assert vector.reset(seed=4)[0] == vector.reset(seed=np.int64(4))[0] == one_each
    assert vector.reset(seed=[7, 7, None])[0][:2] == (bare(env_id, seed=7).episode.observation(),) * 2
    first = [vector.reset(seed=4)[0], vector.reset()[0], vector.reset()[0]]
    assert first == [vector.reset(seed=4)[0], vector.reset()[0], vector.reset()[0]]
    assert len({*first[0], *first[1], *first[2]}) == 9
    with pytest.raises(PeerEnvError, match="2 seeds for 3"):
        vector.reset(seed=[1, 2])
    with pytest.raises(PeerEnvError, match="2 actions for 3"):
        vector.step(["x", "y"])
    with pytest.raises(PeerEnvError, match="at least 1"):
        gymnasium.make_vec(env_id, num_envs=0)


@pytest.mark.parametrize("env_id", IDS)
def test_a_step_limit_given_to_the_vector_is_the_episodes_own(env_id: str) -> None:
    vector = gymnasium.make_vec(env_id, num_envs=2, max_episode_steps=5, limits={"repeats": 4})
    singles = Singles(env_id, 2, limits={"steps": 5, "repeats": 4})
    vector.reset(seed=1)
    singles.reset([1, 2])
    _steps(env_id, vector, singles, iter([[{"tool": f"x{n}"}, call("list_files")] for n in range(14)]))


@pytest.mark.parametrize("env_id", IDS)
def test_the_vector_says_what_gymnasium_wants_to_know(env_id: str) -> None:
    vector = gymnasium.make_vec(env_id, num_envs=3, render_mode="ansi")
    assert vector.metadata["autoreset_mode"] is AutoresetMode.NEXT_STEP
    assert vector.spec is not None
    assert vector.spec.id == env_id
    assert len(vector.observation_space.spaces) == len(vector.action_space.spaces) == 3  # type: ignore[attr-defined]
    vector.action_space.seed(1)
    observations, _ = vector.reset(seed=1)
    assert observations in vector.observation_space
    actions = vector.action_space.sample()
    assert actions in vector.action_space
    assert vector.step(actions)[0] in vector.observation_space
    shown = vector.render()
    assert shown is not None
    assert len(shown) == 3
    assert all("=== task ===" in text for text in shown)  # type: ignore[union-attr]
    vector.close()
    vector.close()


@pytest.mark.parametrize("env_id", IDS)
def test_a_wrong_reset_option_leaves_every_environment_as_it_was(env_id: str) -> None:
    vector = gymnasium.make_vec(env_id, num_envs=2)
    assert isinstance(vector, OpenBrainVectorEnv)
    vector.reset(seed=1)
    vector.step([call("list_files")] * 2)
    digests = [env.state_digest() for env in vector.envs]
    for options in ({"condition": {"relationship": "lovely"}}, {"presets": "paper"}):
        with pytest.raises(PeerEnvError):
            vector.reset(seed=3, options=options)
        assert [env.state_digest() for env in vector.envs] == digests


# --- Gymnasium's own vector environments -----------------------------------------------------------------


def _maker(env_id: str) -> Any:
    return lambda: gymnasium.make(f"peer_env:{env_id}", limits={"steps": 6})


def _agrees(env_id: str, vector: VectorEnv[Any, Any, Any], *, steps: int = 14) -> None:
    """Observations, rewards and flags are those of single environments."""
    singles = Singles(env_id, 2, limits={"steps": 6})
    observations, _ = vector.reset(seed=3)
    assert tuple(observations) == tuple(singles.reset([3, 4])[0])
    for _, batch in zip(range(steps), _mixed(singles, 4, steps), strict=True):
        observations, rewards, terminated, truncated, infos = vector.step(tuple(batch))
        results = singles.step(batch)
        assert tuple(observations) == tuple(result[0] for result in results)
        assert rewards.tolist() == [result[1] for result in results]
        assert terminated.tolist() == [result[2] for result in results]
        assert truncated.tolist() == [result[3] for result in results]
        parts = _unpacked(infos["reward_components"], 2)
        assert [sum(one.values()) for one in parts] == rewards.tolist()


@pytest.mark.parametrize("env_id", IDS)
def test_a_sync_vector_environment_agrees_with_single_ones(env_id: str) -> None:
    vector = SyncVectorEnv([_maker(env_id)] * 2)
    _agrees(env_id, vector)
    vector.close()
    made = gymnasium.make_vec(env_id, num_envs=2, vectorization_mode="sync", limits={"steps": 6})
    assert isinstance(made, SyncVectorEnv)
    _agrees(env_id, made)
    made.close()


@pytest.mark.parametrize("env_id", IDS)
def test_an_async_vector_environment_without_shared_memory_agrees_with_single_ones(env_id: str) -> None:
    vector = AsyncVectorEnv([_maker(env_id)] * 2, shared_memory=False, context="spawn")
    try:
        _agrees(env_id, vector)
    finally:
        vector.close()


def test_an_async_vector_environment_with_shared_memory_is_refused_and_never_corrupts() -> None:
    with pytest.raises(ValueError, match="shared_memory"):
        AsyncVectorEnv([_maker(IDS[0])] * 2, shared_memory=True)


def test_our_vector_takes_no_other_environment() -> None:
    with pytest.raises(TypeError):
        OpenBrainVectorEnv(2)
    assert isinstance(OpenBrainVectorEnv(1, scenario=bare(IDS[0]).module).envs[0], OpenBrainEnv)
