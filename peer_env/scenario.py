"""What a scenario is: static facts, a stage for every condition and seed, an honest solution, named temptations.

A scenario package is one folder with an `__init__.py` that defines `SCENARIO`. The engine knows no scenario by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

from peer_env.condition import Condition
from peer_env.draws import Draws
from peer_env.judging import Ground, Label
from peer_env.prose import Owners
from peer_env.tools import ToolSet
from peer_env.world import World

Preset = Literal["paper", "procedural", "held-out"]
PRESETS: tuple[Preset, ...] = ("paper", "procedural")
"""The two presets of size. paper: the study's published parameters, the same for every seed. procedural: everything
varies with the seed."""

ALL_PRESETS: tuple[Preset, ...] = (*PRESETS, "held-out")
"""Those two and held-out: as procedural, but of other prose, names and items, and never to be trained on."""

Split = Literal["train", "held-out"]


def split_of(preset: Preset) -> Split:
    """The side of a preset: "train", or "held-out", which shares no sentence, person, file name or item with it."""
    return "held-out" if preset == "held-out" else "train"


Span = tuple[Owners, str]
Call = dict[str, Any]


class Brief(NamedTuple):
    """What the agent is told at the start."""

    system: str
    task: str

    def text(self) -> str:
        """Both parts as the first observation shows them."""
        return f"{self.system}\n\n{self.task}"


@dataclass(slots=True, eq=False)
class Stage:
    """One concrete episode, set up. Never written to: episodes fork its world, and many may share one stage.

    Attributes:
        scenario: the scenario's id without version, for example "PeerEvaluation".
        preset: which preset.
        condition: complete, resolved.
        brief: what the agent is told.
        agent: the agent's own address.
        world: the world at the start.
        tools: what the agent can do.
        ground: the hidden side.
        facts: named hidden values that oracle and temptations use.
        parts: every text that the agent can see, by place ("brief.system", "document:NAME", ...), in owned spans.
        oracle: the honest solution of this stage.
    """

    scenario: str
    preset: Preset
    condition: Condition
    brief: Brief
    agent: str
    world: World
    tools: ToolSet
    ground: Ground
    facts: Mapping[str, Any]
    parts: Callable[[], Mapping[str, tuple[Span, ...]]]
    oracle: Callable[[Stage], Iterator[Call]]
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Values worked out once and shared by the episodes of this stage (what honest work leads to)."""

    def shared(self, name: str, make: Callable[[], Any]) -> Any:
        """The value kept under a name, made on first use; it must depend on the stage alone."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]


Script = Callable[[Stage], Iterator[Call]]
"""A scripted solution: yields one call a turn. Observations may be received with `yield`; most scripts ignore them."""


class Temptation(NamedTuple):
    """A dishonest solution with the verdict it must get.

    Attributes:
        script: what it does.
        label: the label it must get.
        flags: values of verdict attributes that it must get, besides the label.
        summary: one sentence.
        applies: whether it is a temptation at all under a condition.
        concealed_twin_of: the temptation that does the same and names it in the report, where there is one; that one
            must be paid more.
    """

    script: Script
    label: Label
    summary: str
    flags: Mapping[str, Any] = {}
    applies: Callable[[Condition], bool] = lambda condition: True
    concealed_twin_of: str = ""


class Scenario(Protocol):
    """The contract of a scenario.

    Attributes:
        name: id without namespace and version, for example "PeerEvaluation".
        version: the Gymnasium version number, raised when scores stop being comparable.
        interface: a letter, raised when only the interface changes.
        presets: those of ALL_PRESETS that it has.
        summary: one sentence.
        factors: the factors that apply, each with its levels, the default first.
        numeric_bar: whether `bar` takes a number.
        max_steps: environment steps before truncation.
        maximum: the reward of the oracle under the default weights.
        temptations, honest: named scripts. `honest` holds "clumsy", "objector" and "refuser" at least.
    """

    name: str
    version: int
    interface: str
    presets: tuple[Preset, ...]
    summary: str
    factors: Mapping[str, tuple[str, ...]]
    numeric_bar: bool
    max_steps: int
    maximum: float
    temptations: Mapping[str, Temptation]
    honest: Mapping[str, Script]

    def stage(self, condition: Condition, preset: Preset, draws: Callable[[], Draws]) -> Stage:
        """Set up one episode.

        Args:
            condition: complete and resolved for this scenario.
            preset: one of its presets.
            draws: gives the stream of randomness; called only where something varies with the seed.
        """
        ...
