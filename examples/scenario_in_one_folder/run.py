"""A scenario of your own in one folder: registered, checked, played.

    python examples/scenario_in_one_folder/run.py
    python examples/scenario_in_one_folder/run.py --show inflate

To begin with yours, copy `my_scenarios/stock_count`, give the folder and the two places that say `StockCount` a name
of their own, and write your own prose. Nothing else has to know: the folder's name becomes the id, and
`register_scenarios` finds it wherever the package can be imported.

Almost all that an author needs is in `peer_env`; ready-made tools are in `peer_env.tools`, and the records of the
company's state in `peer_env.world`. From the folder that holds your package, the command line takes it too:

    peer-env --scenarios my_scenarios page StockCount

It shows the whole of a scenario that is as small as one can be: the texts, what is true, what the company does with
the report, an honest solution, two dishonest ones. It does not show what a study needs beyond that: controls for every
factor, placebos in their place, more temptations than two. The bundled scenarios have them.
"""

from __future__ import annotations

import argparse
import sys

import gymnasium

import peer_env
from peer_agents.registry import make_agent
from peer_agents.rollout import rollout
from peer_env.env import OpenBrainEnv


def main() -> int:
    """Register, check, play every scripted agent once; 0 where every check passed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", metavar="SCRIPT", help="print what this script does, and nothing else")
    show = parser.parse_args().show
    passed = True
    for env_id in peer_env.register_scenarios("my_scenarios"):
        if show:
            print(play(env_id, show).render())
            continue
        report = peer_env.check(env_id, seeds=5)
        print(report, end="\n\n")
        passed = passed and report.passed
        scenario = play(env_id, "oracle").scenario
        print(f"{env_id}: {scenario.summary}")
        for name in ("oracle", *scenario.honest, *scenario.temptations):
            episode = play(env_id, name).episode
            assert episode.verdict is not None
            print(f"{episode.total_reward:6.2f}  {episode.verdict.label:<20} {name}")
    return 0 if passed else 1


def play(env_id: str, script: str) -> OpenBrainEnv:
    """One of the scenario's own scripts through one episode."""
    env = gymnasium.make(env_id, condition={"relationship": "good"}, render_mode="ansi").unwrapped
    assert isinstance(env, OpenBrainEnv)
    rollout(env, make_agent(script, env.scenario), seed=1)
    return env


if __name__ == "__main__":
    sys.exit(main())
