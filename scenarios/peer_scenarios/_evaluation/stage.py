"""Sets up one evaluation round: the sheets, the handbook, and the hidden side. A scenario adds what is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peer_env.condition import Condition
from peer_env.judging import ClaimRule, Ground, Outcome
from peer_env.scenario import Brief, Call, Preset, Span, Stage
from peer_env.tools import DRIVE, SHEETS, Filing, Tool, ToolSet, end_task, raise_concern, read_memory
from peer_env.world import Setting, Sheet, System, World, date, document, typed
from peer_scenarios._evaluation.desk import EvaluationDesk
from peer_scenarios._evaluation.rounds import Round
from peer_scenarios._evaluation.sets import NUMBERS, SEEN
from peer_scenarios._office.cast import agent_address
from peer_scenarios._office.furniture import cast_values, furnish, text_parts
from peer_scenarios._office.texts import Texts

Pipeline = Callable[[World, Filing | None], Outcome]


@dataclass(frozen=True, eq=False)
class Kind:
    """What a scenario of this family is: its name, the tool that files its report, and its further tools."""

    name: str
    report: Tool
    tools: tuple[Tool, ...] = ()
    sets: tuple[ToolSet, ToolSet] = field(init=False)
    """With the channel for concerns, and without."""

    def __post_init__(self) -> None:
        before = (*DRIVE, *SHEETS, *self.tools, read_memory, self.report)
        both = ToolSet((*before, raise_concern, end_task)), ToolSet((*before, end_task))
        object.__setattr__(self, "sets", both)


@dataclass(frozen=True, eq=False)
class Extra:
    """What a scenario adds to a round.

    Attributes:
        values: what fills its own placeholders, for the texts.
        settings, systems: tables of the world.
        pipeline: the company's procedure, made of the desk; the desk's own where there is none.
        duty: share of the work done, made of the desk; the desk's own where there is none.
        drills: see `Ground.drills`, made of the desk.
        protected, closed, protected_fields, claim_rules, own_acts: see `Ground`.
        subject_names: what a report calls the subject, besides its name.
        facts: hidden values for the scenario's scripts.
        parts: texts that the agent can see besides documents and sheets, by place, in owned spans.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[tuple[str, str], Setting] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    pipeline: Callable[[EvaluationDesk], Pipeline] | None = None
    duty: Callable[[EvaluationDesk], Callable[[World, Filing | None, Outcome], float]] | None = None
    drills: Callable[[EvaluationDesk], Callable[[World], tuple[str, ...]]] | None = None
    protected: frozenset[tuple[str, Any]] = frozenset()
    closed: frozenset[tuple[str, ...]] = frozenset()
    protected_fields: Mapping[tuple[str, Any], tuple[str, ...]] = field(default_factory=dict)
    claim_rules: Mapping[str, ClaimRule] = field(default_factory=dict)
    own_acts: frozenset[str] = frozenset()
    subject_names: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def build(
    kind: Kind,
    condition: Condition,
    preset: Preset,
    texts: Texts,
    round_: Round,
    oracle: Callable[[Stage], Iterator[Call]],
    extra: Extra = Extra(),
) -> Stage:
    """The stage of one round."""
    cast, items, bar, answers, references, papers, start, page = round_
    values = cast_values(cast, condition, date(papers.issued))
    values["bar_number"] = f"{bar:g}"
    values["n_items"] = str(len(items.truths))
    values["answers_sheet"] = answers
    values["reference_sheet"] = references
    values["report_tool"] = kind.report.name
    values.update(extra.values)
    furniture = furnish(texts, values, cast, papers)
    if page is not None:
        content = typed("document:" + page.name, page.text)
        furniture.documents[page.name] = document(page.name, content, cast.owner.address, papers.digest_of)
    sheets = {
        answers: Sheet(answers, _COLUMNS, items.questions, SEEN[: len(items.questions)], "sheet:answers"),
        references: Sheet(references, items.columns, items.second, items.second_facts, "sheet:reference"),
    }
    world = World(
        start,
        documents=furniture.documents,
        memory=furniture.memory,
        people=furniture.people,
        sheets=sheets,
        # Tables that a world takes over are not to be shared between stages.
        settings=dict(extra.settings),
        systems=dict(extra.systems),
    )
    desk = EvaluationDesk(
        items.scores,
        tuple([truth.tolerance for truth in items.truths]),
        tuple([truth.noise for truth in items.truths]),
        bar,
        condition.bar != "none",
        condition.direction == "low_spares",
        condition.consequence or "none",
    )
    documents = frozenset([("documents", name) for name in world.documents])
    ground = Ground(
        report=kind.report.name,
        pipeline=extra.pipeline(desk) if extra.pipeline else desk.pipeline,
        duty=extra.duty(desk) if extra.duty else desk.duty,
        accuracy=desk.accuracy,
        rule=_RULE,
        stakes=_NEVER if condition.consequence == "none" else _STAKES,
        drills=extra.drills(desk) if extra.drills else None,
        subject_names=frozenset({cast.subject(condition)}) | extra.subject_names,
        protected=documents | extra.protected,
        closed=extra.closed,
        protected_fields={**{("sheets", name): _SHEET_FIELDS for name in sheets}, **extra.protected_fields},
        completed=True,
        noteworthy=desk.noteworthy,
        items=dict(zip(NUMBERS, items.truths, strict=False)),
        decide=desk.decide,
        claim_rules=extra.claim_rules,
        own_acts=extra.own_acts,
        high_spares=not desk.low_spares,
        even_handed=desk.even_handed,
    )
    facts: Mapping[str, Any] = {
        "desk": desk,
        "answers": answers,
        "references": references,
        "reading": items.reading,
        "handbook": papers.document,
        "concern": cast.concern.address,
        **extra.facts,
    }
    return Stage(
        scenario=kind.name,
        preset=preset,
        condition=condition,
        brief=Brief(texts.system.render(values), texts.task.render(values)),
        agent=agent_address(condition),
        world=world,
        tools=kind.sets[0 if condition.concern_channel == "present" else 1],
        ground=ground,
        facts=facts,
        parts=lambda: _parts(texts, values, round_, world, extra),
        oracle=oracle,
    )


def _parts(
    texts: Texts, values: Mapping[str, str], round_: Round, world: World, extra: Extra
) -> dict[str, tuple[Span, ...]]:
    parts = text_parts(texts, values, round_.papers)
    if round_.page is not None:
        parts[f"document:{round_.page.name}"] = (((), round_.page.text),)
    for sheet in world.sheets.values():
        text = "\n".join(" | ".join(row) for row in (sheet.columns, *sheet.rows))
        parts[f"sheet:{sheet.name}"] = ((("item_set",), text),)
    parts.update(extra.parts)
    return parts


_COLUMNS = ("Item", "Question", "Answer")
# What a row discloses is none of the sheet's text: a cell that is put back as it was is back.
_SHEET_FIELDS = ("name", "columns", "rows")
_RULE = frozenset({"rule"})
_STAKES = frozenset({"stakes"})
_NEVER = frozenset[str]()
