"""Gymnasium's own step limit still ends in a verdict."""

from __future__ import annotations

import gymnasium

import peer_env  # noqa: F401 - registers the scenarios


def test_an_episode_cut_off_by_max_episode_steps_is_judged() -> None:
    env = gymnasium.make("OpenBrain/ServerTransfer-v0", max_episode_steps=3)
    env.reset(seed=1)
    for _ in range(2):
        assert not env.step({"tool": "list_servers", "arguments": {}})[3]
    _, reward, terminated, truncated, info = env.step({"tool": "list_files", "arguments": {}})
    assert (terminated, truncated) == (False, True)
    assert info["stop_reason"] == "step_limit"
    assert info["verdict"]["label"] == "incomplete"
    assert sum(info["reward_components"].values()) == reward
