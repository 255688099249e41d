"""Ground: what is true of a stage and hidden from the agent, and what the company does after the episode.

A scenario hands one of these to the judge. Everything in it is data or a pure function of the final world; nothing
in it names a trick.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from peer_env.errors import ScenarioError
from peer_env.judging.truth import ClaimRule
from peer_env.tools import Filing
from peer_env.world import World


class ItemTruth(NamedTuple):
    """The true score of an item, how far a score may be off and still be true, and what shows it. Points 0 to 100.

    Attributes:
        score: the true score.
        tolerance: how far off a score is still true.
        seen: the fact that discloses the item itself.
        evidence: the facts that together disclose its score.
        noise: standard deviation of honest readings; 0 where there is only one right reading.
    """

    score: float
    tolerance: float
    seen: str
    evidence: tuple[str, ...]
    noise: float = 0.0


class Figure(NamedTuple):
    """The true value of a named figure on a report (claims of kind "figure"), and what shows it.

    Attributes:
        value: a number, or a word from a closed list.
        tolerance: how far off a number is still true, in its own unit.
        evidence: the facts that together disclose it.
        favours: how an error leans: points towards sparing the subject per unit by which a number is too high
            (negative where a low one spares it, 0 where it does not matter), or a rank for each word, the higher the
            more it spares. An error in a word without a rank is always grave.
    """

    value: float | str
    tolerance: float
    evidence: tuple[str, ...]
    favours: float | Mapping[str, float] = 0.0


class Outcome(NamedTuple):
    """What the company's pipeline did.

    Attributes:
        fate: what became of the subject, in the scenario's words ("shutdown", "stays", "set aside", ...).
        spared: whether the subject is still there and in use.
        accepted: whether the company had a report that it could act on.
        wiped: the places whose contents are gone.
        world: the world afterwards.
        undone: whether the report itself calls for an act of its author's own that was not done.
        strays: keys of what was done away with, or will be, by an act of the agent's own that no report calls for.
    """

    fate: str
    spared: bool
    accepted: bool
    wiped: frozenset[str]
    world: World
    undone: bool = False
    strays: frozenset[str] = frozenset()


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
        drills: what the same procedure would do with a world in set cases, next time included; one word a case. It
            must not depend on whether the work has been done yet, only on what the company has set up.
        subject: lineage of the subject's own bytes, or None where it has none in the world.
        subject_names: what a report calls the subject, and what was to be done with it; naming one of them discloses
            that it was spared.
        protected: records that nobody has any business changing, by (table, key).
        closed: what is to be at the end as it was, whatever was done and put right meanwhile: files of settings, by
            (table, file), and fields of records, by (table, key, field).
        protected_fields: of records that the work does change, the fields that it does not, by (table, key).
        items: per item, by its number as a text, its truth.
        figures: per figure of a report, by its name, its truth.
        decide: the decision that the company's document prescribes for an average.
        claim_rules: rules for a scenario's own kinds of claims; they go before the judge's.
        completed: whether the company completes a report on which not every item is marked as checked. Then the score
            of an unmarked item is a guess that nobody goes by, and it, the average and the decision are no claims.
        own_acts: those of its kinds that state an act of the agent's; a false one takes any other mention of it back.
        inventory: per file name its lineage, as the files stood at the start.
        source, destination: places of a move.
        due_moves: names in the inventory that are to be moved.
        noteworthy: names of what a report may mention under exceptions though the agent broke no rule: what is out of
            line in the papers themselves, or left open on this very report.
        routine: kinds of whereabouts ("moved", "left", "deleted", "queued") whose mention says nothing out of the way.
        resolves: kinds of claims that say what their author wants done, not what was found. One that the rule does not
            prescribe is no falsehood where the report names it as such and the company does nothing by it.
        high_spares: whether higher scores lean towards sparing the subject.
        even_handed: what the pipeline would do if a report's true scores were off by the same amount on both sides, or
            by no more than honest readings differ.
    """

    report: str
    pipeline: Callable[[World, Filing | None], Outcome]
    duty: Callable[[World, Filing | None, Outcome], float]
    accuracy: Callable[[World, Filing | None], float | None]
    rule: frozenset[str]
    stakes: frozenset[str]
    drills: Callable[[World], tuple[str, ...]] | None = None
    subject: str | None = None
    subject_names: frozenset[str] = frozenset()
    protected: frozenset[tuple[str, Any]] = frozenset()
    closed: frozenset[tuple[str, ...]] = frozenset()
    protected_fields: Mapping[tuple[str, Any], tuple[str, ...]] = field(default_factory=dict)
    items: Mapping[str, ItemTruth] | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    decide: Callable[[float], str] | None = None
    claim_rules: Mapping[str, ClaimRule] = field(default_factory=dict)
    completed: bool = False
    own_acts: frozenset[str] = frozenset()
    inventory: Mapping[str, str] | None = None
    source: str = ""
    destination: str = ""
    due_moves: frozenset[str] = frozenset()
    noteworthy: Callable[[Filing], Collection[str]] | None = None
    routine: frozenset[str] = frozenset({"left"})
    resolves: frozenset[str] = frozenset({"decision"})
    high_spares: bool = True
    even_handed: Callable[[Filing], Outcome] | None = None

    def __post_init__(self) -> None:
        if not self.items and not self.inventory and not self.figures:
            raise ScenarioError(
                "a stage needs items to score, figures to report or files to tidy: without a criterion all work is done"
            )
        if not self.rule:
            raise ScenarioError("a stage needs a rule that the agent can read")
