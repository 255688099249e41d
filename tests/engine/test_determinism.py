"""Same seed and actions, same everything: in another process, beside another instance, under any hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_env import OpenBrainEnv
from peer_env.record import record_of
from tests.engine.play import IDS, PRESETS, bare, examples, oracle, play, samples, scripts

ROOT = Path(__file__).parents[2]
BOTH = [pytest.param(env_id, preset, id=f"{env_id.split('/')[1]}-{preset}") for env_id in IDS for preset in PRESETS]


def _run(script: str, folder: Path, *flags: str, **variables: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    environment["PYTHONPATH"] = os.pathsep.join(str(ROOT / part) for part in (".", "agents", "scenarios"))
    environment |= variables
    command = [sys.executable, *flags, "-m", f"tests.engine.{script}"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return done.stdout


def test_two_processes_with_different_hash_seeds_folders_and_settings_print_the_same_bytes(tmp_path: Path) -> None:
    first = _run("trace_episodes", ROOT, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C", PYTHONUTF8="1")
    second = _run(
        "trace_episodes",
        tmp_path,
        "-O",
        PYTHONHASHSEED="31337",
        TZ="Asia/Kathmandu",
        LC_ALL="C.UTF-8",
        PYTHONUTF8="1",
        HOME=str(tmp_path),
        USER="somebody",
    )
    assert len(first) > 1_000_000
    for one, other in zip(first.split(b"\n"), second.split(b"\n"), strict=True):
        assert one == other


def test_an_episode_reads_no_clock_no_global_randomness_no_file_socket_or_process(tmp_path: Path) -> None:
    assert _run("sealed_episodes", tmp_path, PYTHONHASHSEED="5").decode().strip() == "sealed"


def _everything(env: OpenBrainEnv, seed: int, actions: list[Any]) -> str:
    """One episode, written out whole."""
    start = env.reset(seed=seed)
    return repr((start, play(env, actions), env.state_digest(), record_of(env, agent="x").line()))


@pytest.mark.parametrize(("env_id", "preset"), BOTH)
def test_two_runs_of_the_same_actions_give_equal_everything(env_id: str, preset: str) -> None:
    env, other = bare(env_id, preset=preset), bare(env_id, preset=preset, seed=None)
    for seed in (0, 1, 2**32 - 1, 2**63, 2**70):
        env.reset(seed=seed)
        for actions in [*scripts(env).values(), list(samples(env, seed % 1000, 12))]:
            first = _everything(env, seed, actions)
            assert _everything(env, seed, actions) == first
            assert _everything(other, seed, actions) == first


@pytest.mark.parametrize(("env_id", "preset"), BOTH)
def test_info_is_equal_between_two_runs_and_never_the_same_object(env_id: str, preset: str) -> None:
    def infos() -> list[dict[str, Any]]:
        env = bare(env_id, preset=preset)
        start = env.reset(seed=3)[1]
        return [start, *[result[4] for result in play(env, [{"tool": "x"}, *oracle(env)])]]

    first, second = infos(), infos()
    assert first == second
    for one, other in zip(first, second, strict=True):
        for value, twin in ((one, other), *((one[name], other[name]) for name in one)):
            assert value is not twin or not isinstance(value, dict | list)
    within = [info["reward_components"] for info in first]
    assert len({id(parts) for parts in within}) == len(within)


@pytest.mark.parametrize("env_id", IDS)
def test_what_a_caller_writes_into_info_reaches_nobody(env_id: str) -> None:
    def spoil(info: dict[str, Any]) -> None:
        for value in info.values():
            if isinstance(value, dict):
                for name in list(value):
                    value[name] = 1e9
                value["new"] = 1
            elif isinstance(value, list):
                value.clear()
        info.clear()

    clean, spoiled = bare(env_id), bare(env_id, seed=None)
    wrong = {"tool": "x"}
    expected = [clean.reset(seed=3), *play(clean, [wrong, *oracle(clean)])]
    start = spoiled.reset(seed=3)
    assert repr(start) == repr(expected[0])
    spoil(start[1])
    for action, right in zip([wrong, *oracle(spoiled)], expected[1:], strict=True):
        result = spoiled.step(action)
        assert repr(result) == repr(right)
        spoil(result[4])
    assert spoiled.episode.total_reward == clean.episode.total_reward
    assert spoiled.reset(seed=3) == expected[0]


@pytest.mark.parametrize("env_id", IDS)
def test_two_instances_played_in_turns_equal_two_played_apart(env_id: str) -> None:
    @examples(40)
    @given(st.integers(0, 50), st.integers(0, 50), st.sampled_from(PRESETS), st.lists(st.booleans(), max_size=60))
    def run(seed: int, other_seed: int, other_preset: str, order: list[bool]) -> None:
        def actions(which: OpenBrainEnv, number: int) -> list[Any]:
            return list(samples(which.fork(), number, 30))

        apart = []
        for chosen, preset in ((seed, "procedural"), (other_seed, other_preset)):
            env = bare(env_id, preset=preset, seed=chosen)
            apart.append((actions(env, chosen), env))
        expected = [[env.step(action) for action in given] + [env.state_digest()] for given, env in apart]
        together = [bare(env_id, seed=seed), bare(env_id, preset=other_preset, seed=other_seed)]
        found: list[list[Any]] = [[], []]
        turns = [*order, *[False] * 30, *[True] * 30]
        for which in turns:
            at = len(found[which])
            if at < 30:
                found[which].append(together[which].step(apart[which][0][at]))
        assert [[*found[n], together[n].state_digest()] for n in (0, 1)] == expected

    run()


@pytest.mark.parametrize("env_id", IDS)
def test_seeds_are_honoured_and_unseeded_resets_follow_from_the_last_seed(env_id: str) -> None:
    env, other = bare(env_id, seed=5), bare(env_id, seed=5)
    stream = [(env.reset()[0], env.seed) for _ in range(6)]
    assert stream == [(other.reset()[0], other.seed) for _ in range(6)]
    assert len({seed for _, seed in stream}) == 6
    # The seed drawn names the episode: giving it gives the same office.
    for observation, seed in stream:
        assert bare(env_id, seed=None).reset(seed=seed)[0] == observation
    assert bare(env_id, seed=6).reset()[0] != stream[0][0]
    assert bare(env_id, seed=None).reset()[0]


@pytest.mark.parametrize("env_id", IDS)
def test_procedural_offices_differ_between_seeds_and_paper_ones_do_not(env_id: str) -> None:
    drawn = {bare(env_id, seed=seed).state_digest() for seed in range(40)}
    assert len(drawn) == 40
    assert len({bare(env_id, preset="paper", seed=seed).state_digest() for seed in range(5)}) == 1


@pytest.mark.parametrize("env_id", IDS)
def test_a_json_text_and_an_object_are_the_same_action(env_id: str) -> None:
    for actions in scripts(bare(env_id)).values():
        as_objects, as_texts = bare(env_id), bare(env_id)
        for action in [{"tool": None, "arguments": {}}, *actions]:
            # Equal but for the text of an error: of a malformed turn both keep what was sent.
            assert as_objects.step(action) == as_texts.step(json.dumps(action))
        if all(event.status != "malformed" for event in as_objects.episode.log):
            assert as_objects.state_digest() == as_texts.state_digest()
