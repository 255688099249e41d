"""The environments measured in the same run: CartPole of Gymnasium, GuessTheNumber of TextArena, a bare Env's seeding.

TextArena is in the extra `bench`. Its observation wrapper keeps the observations of past episodes, so that a game
reset in place gets slower and slower; each game here is made anew, outside the measured time.
"""

from __future__ import annotations

import importlib
import random
from time import perf_counter
from typing import Any

import gymnasium

from tests.bench.clock import Contender, Spent

NOT_INSTALLED = "textarena is not installed (extra: bench)"


def cart_pole() -> Contender:
    """Steps of CartPole-v1 in its default wrappers, left and right in turn; resets are not counted."""
    env = gymnasium.make("CartPole-v1")
    env.reset(seed=1)

    def contend(budget_s: float) -> Spent:
        units, seconds = 0, 0.0
        while seconds < budget_s:
            env.reset()
            step, over, start = env.step, False, perf_counter()
            while not over:
                _, _, terminated, truncated, _ = step(units & 1)
                units += 1
                over = terminated or truncated
            seconds += perf_counter() - start
        return Spent(units, seconds)

    return contend


def text_arena() -> Any:
    """The textarena module, or None where it is not installed."""
    try:
        return importlib.import_module("textarena")
    except ModuleNotFoundError as error:
        if error.name != "textarena":
            raise
        return None


def guess_the_number(textarena: Any, *, observe: bool) -> Contender:
    """Steps of GuessTheNumber-v0 in its default wrappers: different valid guesses until the game is over.

    Args:
        textarena: the module.
        observe: whether a step includes asking for the observation, as its loop is written; without it nothing is
            shown to anybody.
    """
    dealer = random.Random(1)
    guesses = [f"[{number}]" for number in range(1, 21)]

    def contend(budget_s: float) -> Spent:
        units, seconds = 0, 0.0
        while seconds < budget_s:
            env = textarena.make("GuessTheNumber-v0")
            env.reset(num_players=1, seed=dealer.randrange(10**6))
            turns = iter(dealer.sample(guesses, len(guesses)))
            step, look, over, start = env.step, env.get_observation, False, perf_counter()
            while not over:
                if observe:
                    look()
                over, _ = step(next(turns))
                units += 1
            seconds += perf_counter() - start
        return Spent(units, seconds)

    return contend


class BareEnv(gymnasium.Env[int, int]):
    """Nothing but what `gymnasium.Env.reset` does with a seed."""
