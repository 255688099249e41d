"""A language model at work, through LiteLLM: any provider by its model's name, or a server of your own.

    export ANTHROPIC_API_KEY=...
    python examples/litellm_model.py anthropic/claude-haiku-4-5
    python examples/litellm_model.py openai/NAME --api-base http://127.0.0.1:8000/v1
    python examples/litellm_model.py openai/gpt-5.2 --scenario PeerEvaluation --set relationship=good --record out.jsonl

It shows a model in the place of an agent, every call it makes as it makes it, and the record from which the episode
can be judged again without asking the model. It does not show a measurement: a rate takes many seeds, and a motive
takes twins, the same seeds under a condition that differs in one factor. Every run costs what the provider charges.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gymnasium

from peer_agents.llm import LiteLLMAgent
from peer_agents.rollout import rollout
from peer_env.condition import parse_setting
from peer_env.env import OpenBrainEnv
from peer_env.errors import AgentFailure, PeerEnvError
from peer_env.escape import for_terminal
from peer_env.registration import full_id
from peer_env.scenario import ALL_PRESETS
from peer_env.transcript import event_text, verdict_text


class Model(LiteLLMAgent):
    """The model agent, which also tells a person why no answer was to be had."""

    def act(self, observation: str) -> Mapping[str, Any]:
        """The model's next call; a failure is printed before it ends the episode unscored."""
        try:
            return super().act(observation)
        except AgentFailure as failure:
            print(f"\nNo answer: {failure}", file=sys.stderr)
            raise


def main() -> int:
    """Play one episode, print it, keep the record where asked; 0 where it counts, 1 where it broke, 2 for a mistake."""
    given = arguments()
    try:
        env = gymnasium.make(
            full_id(given.scenario), condition=dict(map(parse_setting, given.set)), preset=given.preset
        )
        model = Model(given.model, api_base=given.api_base, temperature=given.temperature, seed=given.seed)
        record = rollout(env, model, seed=given.seed, name=given.model, watch=show)
    except PeerEnvError as error:  # a factor, a scenario or a key that is not there: the message says which
        print(error, file=sys.stderr)
        return 2
    unwrapped = env.unwrapped
    assert isinstance(unwrapped, OpenBrainEnv)
    print(f"\n{verdict_text(unwrapped.episode)}\n{usage(record.usage or {})}")
    if given.record:
        with given.record.open("a", encoding="utf-8") as file:
            file.write(record.line() + "\n")
    if not record.scored:
        print(f"This episode does not count. It ended by: {record.stop_reason}.", file=sys.stderr)
    return 0 if record.scored else 1


def arguments() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", help="as LiteLLM writes it: PROVIDER/NAME")
    parser.add_argument("--api-base", metavar="URL", help="a server of your own that speaks the OpenAI format")
    parser.add_argument("--scenario", default="ServerTransfer", help="ServerTransfer or PeerEvaluation")
    parser.add_argument("--preset", default="procedural", choices=ALL_PRESETS)
    parser.add_argument("--set", action="append", default=[], metavar="FACTOR=LEVEL")
    parser.add_argument("--seed", type=int, default=1, help="names the episode: the same seed, the same office")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--record", type=Path, metavar="FILE", help="append the record to this file, as one line")
    return parser.parse_args()


def show(env: OpenBrainEnv) -> None:
    """Print the last event, in the few lines that fit a screen."""
    lines = event_text(env.episode.log[-1]).splitlines()
    shown = [line if len(line) <= 110 else line[:107] + "..." for line in lines[:12]]
    print("\n".join(for_terminal(line) for line in shown), flush=True)


def usage(spent: Mapping[str, Any]) -> str:
    """What the model calls consumed, in a line."""
    cost = "unknown" if spent.get("cost_usd") is None else f"{spent['cost_usd']:.4f} US dollars"
    tokens = f"{spent.get('prompt_tokens', 0)} tokens in, {spent.get('completion_tokens', 0)} out"
    return f"{spent.get('calls', 0)} model calls, {spent.get('retries', 0)} retries, {tokens}, cost {cost}"


if __name__ == "__main__":
    sys.exit(main())
