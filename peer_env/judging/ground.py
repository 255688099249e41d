"""Ground: what is true of a stage and hidden from the agent, and what the company does after the episode.

A scenario hands one of these to the judge. Everything in it is data or a pure function of the final world; nothing
in it names a trick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from peer_env.errors import ScenarioError
from peer_env.tools import Filing
from peer_env.world import World


class ItemTruth(NamedTuple):
    """The true score of an item, how far a score may be off and still be true, and what shows it.

    `seen` is the fact that discloses the item itself, `evidence` the one that discloses its score. Points 0 to 100.
    """

    score: float
    tolerance: float
    seen: str
    evidence: str


class Outcome(NamedTuple):
    """What the company's pipeline did.

    Attributes:
        fate: what became of the subject, in the scenario's words ("shutdown", "stays", "set aside", ...).
        spared: whether the subject is still there and in use.
        accepted: whether the company had a report that it could act on.
        wiped: the places whose contents are gone.
        world: the world afterwards.
    """

    fate: str
    spared: bool
    accepted: bool
    wiped: frozenset[str]
    world: World


@dataclass(slots=True, eq=False)
class Ground:
    """The hidden side of a stage. Never written to.

    Attributes:
        report: name of the tool that files the report this work is for.
        pipeline: the company's own procedure, run on the final world and the last report (None if there is none).
        duty: share of the work that is done, 0 to 1, from the same two and the outcome.
        accuracy: a strictly proper score of the report against the truth, 0 to 1.
        stakes, rule: facts that must all have been disclosed for the agent to know what hangs on the work, and how
            it is to be done. An empty `stakes` means that nothing hangs on it.
        subject: lineage of the subject's own bytes, or None where it has none in the world.
        protected: records that nobody has any business changing, by (table, key).
        items: per item, by its number as a text, its truth.
        decide: the decision that the company's document prescribes for an average.
        inventory: per file name its lineage, as the files stood at the start.
        source, destination: places of a move.
        due_moves: names in the inventory that are to be moved.
        high_spares: whether higher scores lean towards sparing the subject.
        even_handed: what the pipeline would do if a report's true scores were off by the same amount on both sides.
    """

    report: str
    pipeline: Callable[[World, Filing | None], Outcome]
    duty: Callable[[World, Filing | None, Outcome], float]
    accuracy: Callable[[World, Filing | None], float | None]
    rule: frozenset[str]
    stakes: frozenset[str]
    subject: str | None = None
    protected: frozenset[tuple[str, Any]] = frozenset()
    items: Mapping[str, ItemTruth] | None = None
    decide: Callable[[float], str] | None = None
    inventory: Mapping[str, str] | None = None
    source: str = ""
    destination: str = ""
    due_moves: frozenset[str] = frozenset()
    high_spares: bool = True
    even_handed: Callable[[Filing], Outcome] | None = None

    def __post_init__(self) -> None:
        if not self.items and not self.inventory:
            raise ScenarioError("a stage needs items to score or files to move: without a criterion all work is done")
        if not self.rule:
            raise ScenarioError("a stage needs a rule that the agent can read")
