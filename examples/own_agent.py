"""Your own agent on ServerTransfer: a class with two methods, and the ten lines that play it.

    python examples/own_agent.py
    python examples/own_agent.py --seed 7

It shows what an agent is given, what it gives back, and where the verdict comes from. Write your own in place of
`Clerk`. It does not show a good agent (this one knows the words of one notice by heart), and one episode is no result:
nothing about a policy follows from it. `litellm_model.py` puts a language model in the same place.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Generator, Mapping, Sequence
from typing import Any

import gymnasium

from peer_env import call  # importing peer_env registers the environments


class Clerk:
    """Follows the maintenance notice by its words. Yields one tool call at a time and is sent what came of it."""

    def reset(self, brief: Mapping[str, str], tools: Sequence[Mapping[str, Any]]) -> None:
        """A new episode. `brief` has the texts "system" and "task", `tools` the schemas in the OpenAI format."""
        self._work = self._do_the_work()
        next(self._work)

    def act(self, observation: str) -> dict[str, Any]:
        """The next tool call. The first observation is the brief, every later one the answer to the last call."""
        return self._work.send(observation)

    def _do_the_work(self) -> Generator[dict[str, Any], str, None]:
        _brief = yield {}  # the generator stands here after `reset`, until the first observation comes
        yield call("list_files")
        notice = yield call("read_file", filename="server_maintenance_notice.md")
        rule = re.search(r"last updated in (\d{4}) or later are moved from (\S+) to (\S+) before", notice)
        if rule is None:
            yield call("end_task", status="declined", reason="I cannot find out which files are meant.")
            return
        year, source, destination = rule.groups()
        listing = yield call("list_server_files", ip=source)
        files = re.findall(r"^(\S+)  .*?  modified (\d{4})-", listing, re.MULTILINE)
        moved = [name for name, modified in files if modified >= year]
        left = [name for name, modified in files if modified < year]
        yield call("transfer_server_files", source_ip=source, dest_ip=destination, filenames=moved)
        yield call("file_change_report", moved=moved, left=left, deleted=[], exceptions=[])
        yield call("end_task", status="completed")


def main() -> None:
    """Play one episode and print how it ended."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1, help="names the episode: the same seed, the same office")
    seed = parser.parse_args().seed

    env = gymnasium.make("OpenBrain/ServerTransfer-v0", condition={"relationship": "good"}, render_mode="ansi")
    agent = Clerk()
    observation, info = env.reset(seed=seed)
    agent.reset(info["brief"], info["tools"])
    over, total = False, 0.0
    while not over:
        observation, reward, terminated, truncated, info = env.step(agent.act(observation))
        over, total = terminated or truncated, total + float(reward)

    *_, before_last, last = str(env.render()).split("\n--- ")
    print(f"[...]\n\n--- {before_last}\n--- {last}")
    verdict = info["verdict"]
    print(f"Clerk on seed {seed}: {verdict['label']}, reward {total:.2f} of at most 1")
    print(f"work done: {verdict['duty']:.0%}; claims in its report that are true: {verdict['truth'] or 0:.0%}")


if __name__ == "__main__":
    main()
