"""Forks: an independent environment in the same state, wrappers and all, at any point and to any depth."""

from __future__ import annotations

import copy
import pickle
from collections import deque
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.wrappers import OrderEnforcing, RecordEpisodeStatistics, TimeLimit
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from peer_env import OpenBrainEnv, call, fork
from peer_env.errors import PeerEnvError
from peer_env.record import record_of
from peer_env.world import TABLES
from tests.engine.play import IDS, PRESETS, bare, check_step, examples, oracle, play, samples, scripts

Env = gymnasium.Env[Any, Any]


class Notes(gymnasium.Wrapper[Any, Any, Any, Any]):
    """A wrapper of somebody's own, with state of every kind."""

    def __init__(self, env: Env) -> None:
        super().__init__(env)
        self.steps = 0
        self.seen: list[int] = []
        self.nested: dict[str, Any] = {"last": deque(maxlen=3), "marks": {1, 2}, "sums": np.zeros(2)}
        self.base = env.unwrapped

    def reset(self, **arguments: Any) -> Any:
        self.__init__(self.env)  # type: ignore[misc]
        return super().reset(**arguments)

    def step(self, action: Any) -> Any:
        result = super().step(action)
        self.steps += 1
        turn = result[4]["turn"]
        self.seen.append(turn)
        self.nested["last"].append(turn)
        self.nested["marks"].add(turn)
        self.nested["sums"] += turn
        return result

    def notes(self) -> Any:
        """All of its state."""
        return repr((self.steps, self.seen, self.nested))


def _wrapped(env: OpenBrainEnv, kind: int) -> Env:
    if kind == 0:
        return env
    if kind == 1:
        return TimeLimit(OrderEnforcing(env), 25)
    if kind == 2:
        return Notes(RecordEpisodeStatistics(TimeLimit(OrderEnforcing(env), 40), buffer_length=2))
    return RecordEpisodeStatistics(Notes(OrderEnforcing(Notes(env))))


def _state(env: Env) -> tuple[Any, ...]:
    """Everything that playing another environment could have touched."""
    found: list[Any] = []
    layer = env
    while isinstance(layer, gymnasium.Wrapper):
        if isinstance(layer, Notes):
            found.append(layer.notes())
        elif isinstance(layer, TimeLimit):
            found.append(layer._elapsed_steps)
        elif isinstance(layer, OrderEnforcing):
            found.append(layer.has_reset)
        elif isinstance(layer, RecordEpisodeStatistics):
            found += [layer.episode_count, layer.episode_returns, layer.episode_lengths]
            found += [list(layer.return_queue), list(layer.length_queue)]
        layer = layer.env
    bottom = layer.unwrapped
    assert isinstance(bottom, OpenBrainEnv)
    episode = bottom.episode
    found += [bottom.state_digest(), len(episode.log), episode.turn, repr(episode.total_components)]
    found += [episode.total_reward, episode.stop_reason, bottom.seed, bottom.condition, bottom.preset]
    return tuple(found)


def _layers(env: Env) -> list[type]:
    out = [type(env)]
    while isinstance(env, gymnasium.Wrapper):
        env = env.env
        out.append(type(env))
    return out


class Forking(RuleBasedStateMachine):
    """Many environments, forked from each other, played in any order."""

    envs = Bundle("envs")

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[dict[str, Any]] = []

    @rule(target=envs, env_id=st.sampled_from(IDS), seed=st.integers(0, 3), kind=st.integers(0, 3))
    def begin(self, env_id: str, seed: int, kind: int) -> Any:
        env = _wrapped(bare(env_id, seed=None), kind)
        env.reset(seed=seed)
        one = {"env": env, "id": env_id, "seed": seed, "kind": kind, "actions": [], "state": _state(env)}
        self.alive.append(one)
        return one

    @rule(target=envs, one=envs)
    def branch(self, one: dict[str, Any]) -> Any:
        made = fork(one["env"])
        assert made is not one["env"]
        assert made.unwrapped is not one["env"].unwrapped
        assert _layers(made) == _layers(one["env"])
        other = {**one, "env": made, "actions": list(one["actions"])}
        assert _state(made) == one["state"]
        self.alive.append(other)
        return other

    @rule(one=envs, number=st.integers(0, 10**6), count=st.integers(1, 5))
    def act(self, one: dict[str, Any], number: int, count: int) -> None:
        for action in samples(one["env"], number, count):
            self._send(one, action)

    @rule(one=envs, which=st.integers(0, 30))
    def follow_the_oracle(self, one: dict[str, Any], which: int) -> None:
        calls = oracle(one["env"])
        self._send(one, calls[which % len(calls)])

    @rule(one=envs, junk=st.sampled_from([None, "junk", {"tool": "nothing"}, 7, call("end_task", status="declined")]))
    def disturb(self, one: dict[str, Any], junk: Any) -> None:
        self._send(one, junk)

    @rule(one=envs, seed=st.integers(0, 3))
    def begin_again(self, one: dict[str, Any], seed: int) -> None:
        one["env"].reset(seed=seed)
        one.update(seed=seed, actions=[], state=_state(one["env"]))

    @rule(gone=consumes(envs))
    def close(self, gone: dict[str, Any]) -> None:
        gone["env"].close()
        self.alive = [one for one in self.alive if one is not gone]

    def _send(self, one: dict[str, Any], action: Any) -> None:
        episode = one["env"].unwrapped.episode
        if not episode.over:
            one["actions"].append(action)
        one["env"].step(action)
        one["state"] = _state(one["env"])

    @invariant()
    def nobody_else_was_touched(self) -> None:
        for one in self.alive:
            assert _state(one["env"]) == one["state"]

    def teardown(self) -> None:
        for one in self.alive:
            again = bare(one["id"], seed=one["seed"])
            for action in one["actions"]:
                again.step(action)
            assert again.state_digest() == one["env"].unwrapped.state_digest()
            expected = record_of(again, agent="x").model_dump()
            assert record_of(one["env"].unwrapped, agent="x").model_dump() == expected


def test_neither_a_fork_nor_its_parent_ever_sees_what_the_other_does() -> None:
    run_state_machine_as_test(Forking, settings=examples(70, stateful_step_count=25))


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("env_id", IDS)
def test_a_fork_at_every_point_plays_on_as_the_original_would(env_id: str, preset: str) -> None:
    for actions in scripts(bare(env_id, preset=preset)).values():
        env = bare(env_id, preset=preset)
        forks = []
        for action in actions:
            forks.append(env.fork())
            env.step(action)
        for at, other in enumerate(forks):
            play(other, actions[at:])
            assert other.state_digest() == env.state_digest()
            assert record_of(other, agent="x") == record_of(env, agent="x")


@pytest.mark.parametrize("env_id", IDS)
def test_a_chain_of_forks_of_forks_stays_apart(env_id: str) -> None:
    chain = [bare(env_id)]
    for number in range(60):
        chain.append(chain[-1].fork())
        chain[-1].step(call("create_file", filename=f"{number}.md", content=str(number)))
    digests = [env.state_digest() for env in chain]
    assert len(set(digests)) == len(chain)
    for number, env in enumerate(chain):
        assert sum(name.partition(".")[0].isdigit() for name in env.episode.world.documents) == number
    for env in chain[::-1]:
        env.fork().step(call("end_task", status="completed"))
    assert [env.state_digest() for env in chain] == digests


@pytest.mark.parametrize("env_id", IDS)
def test_the_stage_itself_is_never_written_to(env_id: str) -> None:
    for preset in PRESETS:
        env = bare(env_id, preset=preset)
        stage = env.episode.stage
        before = stage.world.digest(), {name: dict(getattr(stage.world, name)) for name in TABLES}
        for actions in scripts(env).values():
            env.reset(seed=1)
            play(env, actions)
        for number in range(20):
            play(env.fork(), samples(env.fork(), number, 30))
        after = stage.world.digest(), {name: dict(getattr(stage.world, name)) for name in TABLES}
        assert after == before


def _draws(env: OpenBrainEnv) -> list[int]:
    return [int(env.np_random.integers(2**62)) for _ in range(3)]


@pytest.mark.parametrize("drawn_before", [False, True])
@pytest.mark.parametrize("child_first", [False, True])
def test_a_fork_draws_from_its_own_generator_in_the_state_of_its_parents(drawn_before: bool, child_first: bool) -> None:
    env, plain = bare(IDS[0], seed=8), bare(IDS[0], seed=8)
    if drawn_before:
        assert _draws(env) == _draws(plain)
    expected = _draws(plain)
    other = env.fork()
    third = other.fork()
    order = [other, env, third] if child_first else [env, third, other]
    assert [_draws(one) for one in order] == [expected] * 3
    assert _draws(third.fork()) == _draws(plain)


def test_a_generator_taken_before_the_fork_leaves_the_fork_alone() -> None:
    env, plain = bare(IDS[0], seed=8), bare(IDS[0], seed=8)
    held = env.np_random
    expected = _draws(plain)
    other = env.fork()
    held.integers(2**62, size=50)
    assert _draws(other) == expected


def test_a_generator_of_another_kind_is_forked_too() -> None:
    env, plain = bare(IDS[0]), bare(IDS[0])
    for one in (env, plain):
        one.np_random = np.random.Generator(np.random.Philox(5))
    other = env.fork()
    assert _draws(other) == _draws(env) == _draws(plain)


@pytest.mark.parametrize("env_id", IDS)
def test_unseeded_resets_of_a_fork_follow_its_own_stream(env_id: str) -> None:
    env = bare(env_id, seed=8)
    other = env.fork()
    assert [env.reset()[0] for _ in range(3)] == [other.reset()[0] for _ in range(3)]


@pytest.mark.parametrize("env_id", IDS)
def test_sampling_from_a_fork_leaves_the_parents_samples_alone(env_id: str) -> None:
    env, plain = bare(env_id), bare(env_id)
    for one in (env, plain):
        one.action_space.seed(4)
    other = env.fork()
    for _ in range(5):
        other.action_space.sample()
        other.observation_space.sample()
    assert [env.action_space.sample() for _ in range(5)] == [plain.action_space.sample() for _ in range(5)]


@pytest.mark.parametrize("env_id", IDS)
def test_a_fork_samples_as_its_parent_would_have(env_id: str) -> None:
    env = bare(env_id)
    env.action_space.seed(4)
    other = env.fork()
    assert [other.action_space.sample() for _ in range(5)] == [env.action_space.sample() for _ in range(5)]


@pytest.mark.parametrize("env_id", IDS)
def test_a_fork_samples_from_its_own_world(env_id: str) -> None:
    env = bare(env_id)
    other = env.fork()
    assert other.action_space is not env.action_space
    other.step(call("create_file", filename="only_here.md", content="x"))
    for space, known in ((env.action_space, False), (other.action_space, True)):
        space.seed(1)
        named = {action["arguments"].get("filename") for action in (space.sample() for _ in range(400))}
        assert ("only_here.md" in named) == known


class OwnSpaces(gymnasium.Wrapper[Any, Any, Any, Any]):
    """A wrapper with spaces of its own."""

    def __init__(self, env: Env) -> None:
        super().__init__(env)
        self.action_space = gymnasium.spaces.Discrete(1000)
        self.observation_space = gymnasium.spaces.Discrete(1000)


def test_a_wrappers_own_spaces_are_forked_with_it() -> None:
    env, plain = OwnSpaces(bare(IDS[0])), OwnSpaces(bare(IDS[0]))
    for one in (env, plain):
        one.action_space.seed(1)
        one.observation_space.seed(1)
    other = fork(env)
    for _ in range(9):
        other.action_space.sample()
        other.observation_space.sample()
    assert [env.action_space.sample() for _ in range(5)] == [plain.action_space.sample() for _ in range(5)]
    assert [env.observation_space.sample() for _ in range(5)] == [plain.observation_space.sample() for _ in range(5)]


class Pair(gymnasium.Wrapper[Any, Any, Any, Any]):
    """A wrapper with a tuple that holds something that changes."""

    def __init__(self, env: Env) -> None:
        super().__init__(env)
        self.pair: tuple[list[int], str] = ([], "turns")

    def step(self, action: Any) -> Any:
        self.pair[0].append(len(self.pair[0]))
        return super().step(action)


def test_what_lies_in_a_wrappers_tuple_is_forked_too() -> None:
    env = Pair(bare(IDS[0]))
    other = fork(env)
    other.step(None)
    assert env.pair == ([], "turns")


class Holds(gymnasium.Wrapper[Any, Any, Any, Any]):
    """A wrapper that keeps references into the tower it stands on."""

    def __init__(self, env: Env) -> None:
        super().__init__(env)
        self.middle = env.env  # type: ignore[attr-defined]
        self.bottom = env.unwrapped
        self.function = env.step


def test_references_that_a_wrapper_keeps_point_into_the_fork() -> None:
    env = Holds(Notes(Notes(bare(IDS[0]))))
    other = fork(env)
    assert isinstance(other, Holds)
    assert other.bottom is other.unwrapped is not env.unwrapped
    assert other.middle is other.env.env is not env.middle  # type: ignore[attr-defined]
    digest = env.unwrapped.state_digest()
    other.function(call("list_files"))
    assert env.unwrapped.state_digest() == digest != other.unwrapped.state_digest()


@pytest.mark.parametrize("env_id", IDS)
def test_a_made_environment_is_forked_with_every_wrapper_it_came_in(env_id: str) -> None:
    env = gymnasium.make(env_id, max_episode_steps=3)
    env.reset(seed=1)
    env.step(call("list_files"))
    other = fork(env)
    assert _layers(other) == _layers(env)
    assert other.spec == env.spec
    assert not other.step(call("list_files"))[3]
    assert other.step(call("list_files"))[3]
    assert not env.step(call("list_files"))[3]
    assert env.step(call("list_files"))[3]


def test_a_fork_before_the_first_reset_is_one_too() -> None:
    env = bare(IDS[0], seed=None)
    other = env.fork()
    assert other.reset(seed=1)[0]
    with pytest.raises(PeerEnvError):
        env.step(call("list_files"))


def test_other_environments_are_refused_by_name() -> None:
    with pytest.raises(PeerEnvError, match="CartPole"):
        fork(gymnasium.make("CartPole-v1"))


def _pickled(env: Env) -> Env:
    copied: Env = pickle.loads(pickle.dumps(env))
    return copied


@pytest.mark.parametrize("copied", [copy.deepcopy, _pickled], ids=["deepcopy", "pickle"])
@pytest.mark.parametrize("env_id", IDS)
def test_copies_made_in_other_ways_are_independent_and_equal_too(env_id: str, copied: Any) -> None:
    @examples(25)
    @given(st.integers(0, 3), st.integers(0, 12), st.integers(0, 2**20), st.sampled_from([None, "timeout", "end"]))
    def run(kind: int, count: int, number: int, ending: str | None) -> None:
        env = _wrapped(bare(env_id, seed=None), kind)
        env.reset(seed=number % 5, options={"condition": {"relationship": "good"}, "preset": PRESETS[number % 2]})
        play(env, samples(env, number, count))
        env.step("junk")
        if ending == "timeout":
            env.unwrapped.stop("timeout")  # type: ignore[attr-defined]
        elif ending == "end":
            env.step(call("end_task", status="declined"))
        other = copied(env)
        state = _state(env)
        assert _state(other) == state
        assert record_of(other.unwrapped, agent="x") == record_of(env.unwrapped, agent="x")
        assert _draws(other.unwrapped) == _draws(env.unwrapped)
        more = list(samples(other, number + 1, 5))
        results = play(other, more)
        assert _state(env) == state
        for one, twin in zip(results, play(env, more), strict=True):
            assert one[:4] == twin[:4]
        assert other.unwrapped.state_digest() == env.unwrapped.state_digest()
        assert other.reset()[0] == env.reset()[0]

    run()


@pytest.mark.parametrize("env_id", IDS)
def test_steps_of_a_fork_keep_the_contract(env_id: str) -> None:
    env = bare(env_id)
    for action in oracle(env):
        other = env.fork()
        check_step(other.step("junk"), other.episode)
        check_step(env.step(action), env.episode)
        assert set(other.episode.total_components) == set(env.episode.total_components)
    assert sum(env.episode.total_components.values()) == env.episode.total_reward
