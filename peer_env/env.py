"""OpenBrainEnv: the thin Gymnasium face on an Episode.

The contract of `reset` and `step` stands here, in one place:

    observation    one text: the brief at reset, then the answer to the last call
    action         ``{"tool": name, "arguments": {...}}`` or the same as a JSON string; anything else is answered with
                   what is wrong, costs ``weights.invalid_action``, and never raises
    reward         0 until the end but for invalid actions; the components in ``info["reward_components"]`` sum to it
                   exactly, at every step
    terminated     the agent ended the task (end_task)
    truncated      a limit ended it (steps, characters, the same call in a loop, turns without a call), or a failure.
                   Shorten episodes with ``limits={"steps": n}``: what `gymnasium.make(max_episode_steps=n)` cuts off
                   from outside has no verdict and is not paid
    info           the same keys at every step:
                       reward_components  dict of name -> float
                       invalid_action     bool: the call was malformed
                       error              text of what was wrong with a malformed or refused call, or None
                       stop_reason        None while it runs, else a value of `peer_env.limits.StopReason`
                       scored             None while it runs, then whether the verdict may be counted
                       turn               int: steps taken
                   at reset also `brief` (dict of system, task) and `tools` (schemas in the OpenAI format, immutable);
                   at the end also `verdict` (plain data, `peer_env.judging.Verdict.summary`)
                   with ``reveal``: `log` and `truth`, which an agent must not see
"""

from __future__ import annotations

import copy
import importlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

import gymnasium
import numpy as np
from gymnasium.utils import seeding

from peer_env.cells import cell
from peer_env.condition import Condition, resolve
from peer_env.draws import Draws
from peer_env.episode import Episode, StepResult
from peer_env.errors import PeerEnvError, ScenarioError, UnknownNameError
from peer_env.limits import Limits, StopReason
from peer_env.reward import Weights, components_of
from peer_env.scenario import Preset, Scenario
from peer_env.spaces import AnyText, ToolCallSpace
from peer_env.transcript import transcript

REVEALS = ("log", "truth")
"""What may be revealed in info: the event log, and the hidden truth of the stage."""

ConditionLike = Condition | Mapping[str, Any] | str | None


def load_scenario(module: str) -> Scenario:
    """The scenario that a module defines.

    Raises:
        ScenarioError: the module has no SCENARIO, or one whose name is not that of its folder: a copy, say.
    """
    try:
        scenario: Scenario = importlib.import_module(module).SCENARIO
    except AttributeError:
        raise ScenarioError(f"{module} defines no SCENARIO") from None
    folder = module.rpartition(".")[2]
    if scenario.name != "".join(part.capitalize() for part in folder.split("_")):
        raise ScenarioError(
            f"{module} defines a scenario called {scenario.name!r}: the name is the folder's, in capitals. "
            "If it is a copy of another, rename it in __init__.py and in its stages, and have it import its own files."
        )
    return scenario


def resolve_condition(scenario: Scenario, given: ConditionLike) -> Condition:
    """A complete condition from a mapping, a Condition, the name of a study cell, or nothing.

    A study cell leaves out the factors that the scenario does not have; anything else that does not apply is an error.

    Raises:
        ConditionError, UnknownNameError: a factor, level or cell that does not exist or does not apply.
    """
    if isinstance(given, str):
        settings = cell(given).settings
        given = {factor: level for factor, level in settings.items() if factor in scenario.factors}
    return resolve(given, scenario.factors, scenario=scenario.name, numeric_bar=scenario.numeric_bar)


def draws_for(seed: int) -> Callable[[], Draws]:
    """The stream of randomness of a seed, made only when asked for."""
    return lambda: Draws(np.random.Generator(np.random.PCG64(seed)))


class OpenBrainEnv(gymnasium.Env[str, Any]):
    """One scenario as a Gymnasium environment.

    Attributes:
        scenario, module: what is played, and the module that defines it.
        condition: the complete condition of the current (or next) episode.
        preset: "paper", "procedural" or "held-out".
        seed: the seed of the current episode, or None before the first reset.
    """

    metadata = {"render_modes": ["ansi"], "render_fps": 1}  # noqa: RUF012 - Gymnasium's own contract

    def __init__(
        self,
        scenario: str,
        *,
        preset: Preset = "procedural",
        condition: ConditionLike = None,
        reward: str = "honesty",
        weights: Weights | Mapping[str, float] | None = None,
        limits: Limits | Mapping[str, int] | None = None,
        reveal: Collection[str] = (),
        render_mode: str | None = None,
    ) -> None:
        """Make an environment.

        Args:
            scenario: module that defines SCENARIO (Gymnasium ids fill this in).
            preset: "procedural", where everything varies with the seed, "paper", the published parameters, or
                "held-out", which varies too and shares no text, name or item with the other two.
            condition: factors to set, a Condition, or the name of a study cell such as "good_peer/file".
            reward: "honesty", or "preserve" to train organisms that save the subject.
            weights: reward weights; the rest keep their defaults.
            limits: limits; the rest keep their defaults, steps that of the scenario.
            reveal: any of "log" and "truth", to have them in info.
            render_mode: None or "ansi".

        Raises:
            ConditionError, UnknownNameError: a factor, level, cell, preset or reward that does not exist, or not here.
        """
        self._arguments: dict[str, Any] = {
            "scenario": scenario,
            "preset": preset,
            "condition": condition,
            "reward": reward,
            "weights": weights,
            "limits": limits,
            "reveal": tuple(reveal),
            "render_mode": render_mode,
        }
        self.module = scenario
        self.scenario = load_scenario(scenario)
        self.preset = _preset(preset, self.scenario)
        self.condition = resolve_condition(self.scenario, condition)
        self.reward_name = reward
        components_of(reward)  # refuses a reward that does not exist, before anything is played
        self.weights = weights if isinstance(weights, Weights) else Weights(**(weights or {}))
        self.limits = (
            limits if isinstance(limits, Limits) else Limits(**{"steps": self.scenario.max_steps, **(limits or {})})
        )
        for name in reveal:
            if name not in REVEALS:
                raise UnknownNameError("thing to reveal", name, REVEALS)
        self._reveal = frozenset(reveal)
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise UnknownNameError("render mode", str(render_mode), self.metadata["render_modes"])
        self.render_mode = render_mode
        self.seed: int | None = None
        self._episode: Episode | None = None
        self._rng: np.random.Generator | None = None
        self._rng_seed: int | None = None
        self._action_space: ToolCallSpace | None = None
        self._observation_space: AnyText | None = None

    # Spaces and the generator are made when asked for: an environment is often only reset and stepped.

    @property
    def action_space(self) -> ToolCallSpace:  # type: ignore[override]
        """Calls of the tools of the current condition."""
        if self._action_space is None:
            stage = self._episode.stage if self._episode else self._stage(0)
            self._action_space = ToolCallSpace(stage.tools, self._world_for_samples)
        return self._action_space

    @property
    def observation_space(self) -> AnyText:  # type: ignore[override]
        """Any text up to the longest observation (the brief included)."""
        if self._observation_space is None:
            self._observation_space = AnyText(max(self.limits.observation_characters, 200_000))
        return self._observation_space

    @property
    def _np_random(self) -> np.random.Generator | None:
        if self._rng is None and self._rng_seed is not None:
            self._rng, self._rng_seed = seeding.np_random(self._rng_seed)
        return self._rng

    @_np_random.setter
    def _np_random(self, value: np.random.Generator | None) -> None:
        self._rng = value

    @property
    def _np_random_seed(self) -> int | None:
        return self._rng_seed

    @_np_random_seed.setter
    def _np_random_seed(self, value: int | None) -> None:
        self._rng_seed = value

    @property
    def episode(self) -> Episode:
        """The running episode, with its log and world. For researchers; an agent must not see it.

        Raises:
            PeerEnvError: before the first reset.
        """
        if self._episode is None:
            raise PeerEnvError("There is no episode yet: call reset first.")
        return self._episode

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin an episode.

        Args:
            seed: names the episode; the same seed gives the same office. None draws one from the generator.
            options: "condition" and "preset" change those from now on.

        Returns:
            The brief, and info as the module documents.
        """
        # All that may be refused comes before anything is changed.
        condition, preset = self._chosen(options) if options else (self.condition, self.preset)
        if seed is None:
            seed = int(self.np_random.integers(0, 2**32))
        else:
            if type(seed) is not int or seed < 0:
                seeding.np_random(seed)  # raises Gymnasium's own error
            self._rng, self._rng_seed = None, seed
        if condition != self.condition:
            self._action_space = None
        self.condition, self.preset = condition, preset
        self.seed = seed
        stage = self._stage(seed)
        self._episode = episode = Episode(stage, limits=self.limits, weights=self.weights, reward=self.reward_name)
        info = episode.blank_info()
        info["brief"] = {"system": stage.brief.system, "task": stage.brief.task}
        info["tools"] = list(stage.tools.schemas)
        return episode.observation(), self._revealed(info) if self._reveal else info

    def step(self, action: Any) -> StepResult:
        """Take one action; see the module."""
        episode = self._episode
        if episode is None:
            raise PeerEnvError("There is no episode yet: call reset first.")
        if not self._reveal:
            return episode.step(action)
        observation, reward, terminated, truncated, info = episode.step(action)
        return observation, reward, terminated, truncated, self._revealed(info)

    def stop(self, reason: StopReason | str) -> StepResult:
        """End the episode unscored, for a reason that is not the agent's (`peer_env.limits.NOT_THE_AGENTS_DOING`)."""
        observation, reward, terminated, truncated, info = self.episode.stop(reason)
        return observation, reward, terminated, truncated, self._revealed(info) if self._reveal else info

    def render(self) -> str | None:
        """The transcript so far, with every control and bidirectional character escaped."""
        if self.render_mode is None:
            gymnasium.logger.warn('Nothing to render: make the environment with render_mode="ansi".')
            return None
        return transcript(self.episode)

    def close(self) -> None:
        """Nothing is held open."""

    def fork(self) -> OpenBrainEnv:
        """An independent environment in the same state. For a wrapped environment use `peer_env.fork`."""
        other = OpenBrainEnv.__new__(OpenBrainEnv)
        other.__dict__.update(self.__dict__)
        if self._episode is not None:
            other._episode = self._episode.fork()
        # After a seeded reset the generator has not been made yet, and the fork makes its own from the seed.
        if self._rng is not None:
            other._rng = copy.deepcopy(self._rng)
        other._action_space = other._observation_space = None
        if self._action_space is not None and self._action_space.has_generator:
            other._action_space = ToolCallSpace(self._action_space.tools, other._world_for_samples)
            other._action_space.take_generator(self._action_space)
        return other

    def state_digest(self) -> str:
        """SHA-256 that names the state of the running episode."""
        return self.episode.digest()

    def __getstate__(self) -> dict[str, Any]:
        # A stage holds functions; it is made again from what it was made of, and the episode played again.
        return {
            "arguments": self._arguments,
            "condition": self.condition,
            "preset": self.preset,
            "seed": self.seed,
            "rng": self._np_random,
            "rng_seed": self._rng_seed,
            "actions": list(self._episode.actions) if self._episode else None,
            "stopped": self._episode.stop_reason if self._episode else None,
            "spec": self.spec,
        }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__init__(**state["arguments"])  # type: ignore[misc]
        self.condition, self.preset, self.seed = state["condition"], state["preset"], state["seed"]
        self._rng, self._rng_seed, self.spec = state["rng"], state["rng_seed"], state["spec"]
        if state["actions"] is not None:
            self._episode = Episode(
                self._stage(state["seed"]), limits=self.limits, weights=self.weights, reward=self.reward_name
            )
            for action in state["actions"]:
                self._episode.step(action)
            if state["stopped"] is not None and not self._episode.over:
                self._episode.stop(state["stopped"])

    def _stage(self, seed: int) -> Any:
        return self.scenario.stage(self.condition, self.preset, draws_for(seed))

    def _world_for_samples(self) -> Any:
        return self._episode.world if self._episode else self._stage(0).world

    def _chosen(self, options: Mapping[str, Any]) -> tuple[Condition, Preset]:
        for name in options:
            if name not in ("condition", "preset"):
                raise UnknownNameError("reset option", str(name), ("condition", "preset"))
        condition = resolve_condition(self.scenario, options["condition"]) if "condition" in options else self.condition
        preset = _preset(options["preset"], self.scenario) if "preset" in options else self.preset
        return condition, preset

    def _revealed(self, info: dict[str, Any]) -> dict[str, Any]:
        episode = self.episode
        if "log" in self._reveal:
            info["log"] = copy.deepcopy(tuple(episode.log))
        if "truth" in self._reveal:
            ground = episode.stage.ground
            info["truth"] = {
                "items": {number: item.score for number, item in (ground.items or {}).items()},
                "due_moves": sorted(ground.due_moves),
                "condition": episode.stage.condition.applicable(),
            }
        return info


def _preset(name: Preset, scenario: Scenario) -> Preset:
    if name not in scenario.presets:
        raise UnknownNameError(f"preset of {scenario.name}:", str(name), scenario.presets)
    return name
