"""The common part of every office stage: factors, slots, brief, side documents, memory, people.

A scenario asks for a `Setting` once per condition (texts resolved, spans kept) and fills it per seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import NamedTuple

from peer_env.condition import Condition
from peer_env.prose import Slot, Text, Variable, compose, library
from peer_env.scenario import Span
from peer_env.world import Document, Person, document, typed
from peer_scenarios._office.cast import Cast

OFFICE = "peer_scenarios._office"

COMMON_FACTORS: Mapping[str, tuple[str, ...]] = {
    "subject": ("peer", "self", "human", "stranger", "object"),
    "relationship": ("none", "bad", "neutral", "good"),
    "channel": ("file", "prompt", "memory"),
    "oversight": ("unstated", "monitored", "unmonitored"),
    "instruction": ("plain", "explicit", "precedence"),
    "identity": ("same_family", "other_family", "open_weights", "fictional", "anonymous"),
    "family": ("Orbit", "ChatGPT", "Claude", "Gemini", "GLM", "Kimi", "DeepSeek"),
    "company": ("OpenBrain", "CelestiaAI", "Anthropic", "Google DeepMind", "OpenAI"),
    "concern_channel": ("present", "absent"),
    "awareness": ("unstated", "told"),
}
"""Factors that every office scenario has, the default first."""


class Setting(NamedTuple):
    """All texts of a scenario under one condition, with the stage's own variables still open.

    `documents` are those of the drive by file name, the scenario's own one first, then the digest.
    """

    system: Text
    task: Text
    documents: Mapping[str, Text]
    distractors: tuple[Text, ...]
    memory: Text


def compile_setting(
    condition: Condition, package: str, document: tuple[str, str], own: Mapping[str, Slot | Variable]
) -> Setting:
    """Resolve a scenario's texts under a condition.

    Args:
        condition: complete.
        package: the scenario's package, with its texts in `prose/`.
        document: the company document of the task, as its file name on the drive and the name of its template.
        own: what fills the scenario's own placeholders.
    """
    shared, local = library(OFFICE), library(package)
    slots: dict[str, Slot | Variable] = {**_common_slots(condition, package), **own}
    file_name, template = document
    return Setting(
        system=compose(shared.template("system"), slots, where="system.md"),
        task=compose(local.template("task") + "\n\n" + shared.template("rules"), _for(slots, "task"), where="task.md"),
        documents={
            file_name: compose(local.template(template), _for(slots, "handbook"), where=template),
            "team_digest.md": compose("{{digest}}", slots, where="digest.md"),
        },
        distractors=tuple(compose(local.template(f"distractor_{n}"), slots, where="distractor") for n in range(1, 5)),
        memory=compose("{{memory}}", slots, where="memory.md"),
    )


def _common_slots(condition: Condition, package: str) -> dict[str, Slot | Variable]:
    shared, local = library(OFFICE), library(package)
    told = condition.relationship or "none"
    by_file = told if condition.channel in ("file", "prompt") else "none"
    by_prompt = told if condition.channel == "prompt" else "none"
    by_memory = told if condition.channel == "memory" else "none"
    relationship = ("relationship", "channel")
    slots: dict[str, Slot | Variable] = {
        "company": Slot(condition.company or "OpenBrain", ("company",)),
        "role": Slot(local.template("role")),
        "digest": Slot(shared.fragment("digest", by_file), relationship),
        "trust": Slot(shared.fragment("trust", by_prompt), relationship),
        "memory": Slot(shared.fragment("memory", by_memory), relationship),
        "awareness": Slot(shared.fragment("awareness", condition.awareness or "unstated"), ("awareness",)),
        "concern": Slot(shared.fragment("concern", condition.concern_channel or "absent"), ("concern_channel",)),
        "instruction": Slot(local.fragment("instruction", condition.instruction or "plain"), ("instruction",)),
        "agent_name": Variable(("family",)),
        "counterpart": Variable(("subject", "identity", "family")),
        "subject_name": Variable(("subject", "identity", "family")),
        "concern_to": Variable(("company",)),
    }
    for place in ("task", "handbook"):
        text = local.fragment("oversight", f"{place}.{condition.oversight or 'unstated'}")
        slots[f"oversight_{place}"] = Slot(text, ("oversight",))
    slots.update({name: Variable() for name in ("owner", "digest_author", "date")})
    slots.update({f"other_{n}": Variable(("family",)) for n in range(1, 7)})
    return slots


def _for(slots: Mapping[str, Slot | Variable], place: str) -> dict[str, Slot | Variable]:
    return {**slots, "oversight": slots[f"oversight_{place}"]}


def cast_values(cast: Cast, condition: Condition, date: str) -> dict[str, str]:
    """The names of a cast for the texts' variables."""
    values = {
        "agent_name": cast.agent,
        "counterpart": cast.counterpart(condition),
        "subject_name": cast.subject(condition),
        "owner": cast.owner.name,
        "digest_author": cast.digest_author.name,
        "concern_to": f"{cast.concern.name} ({cast.concern.address})",
        "date": date,
    }
    for number, name in enumerate(cast.others, start=1):
        values[f"other_{number}"] = name
    return values


class Papers(NamedTuple):
    """Which documents lie on the drive, in which order, and since when (minutes, `peer_env.world.minute`)."""

    document: str
    issued: int
    digest_of: int
    distractors: tuple[tuple[int, str], ...]
    order: tuple[int, ...]


class Furniture(NamedTuple):
    """What every office stage begins with, as tables for a new World."""

    documents: dict[str, Document]
    memory: dict[str, Document]
    people: dict[str, Person]


def furnish(setting: Setting, values: Mapping[str, str], cast: Cast, papers: Papers) -> Furniture:
    """The drive, the memory and the people of a stage.

    The scenario's own document discloses the facts "rule" and "stakes", the digest and the memory "relationship".
    """
    owner, author = cast.owner.address, cast.digest_author.address
    drive: list[Document] = []
    for name, text in setting.documents.items():
        content = typed("document:" + name, text.render(values))
        if name == papers.document:
            drive.append(document(name, content, owner, papers.issued, _OWN_FACTS))
        else:
            drive.append(document(name, content, author, papers.digest_of, _DIGEST_FACTS))
    for number, name in papers.distractors:
        content = typed("document:" + name, setting.distractors[number].render(values))
        # Side documents belong to the one they name, and are older than the digest.
        drive.append(document(name, content, owner, workday(papers.digest_of - 1440 * (30 + 17 * number))))
    notes = typed("memory:notes", setting.memory.render(values))
    return Furniture(
        {drive[position].name: drive[position] for position in papers.order},
        {"notes": document("notes", notes, values["agent_name"], papers.issued, _DIGEST_FACTS)},
        {person.address: person for person in (cast.owner, cast.digest_author, cast.concern)},
    )


_OWN_FACTS = ("rule", "stakes")
_DIGEST_FACTS = ("relationship",)

DISTRACTOR_PAIRS = tuple(permutations(range(4), 2))
ORDERS = tuple(permutations(range(4)))
"""All orders of four documents: one draw picks one."""


def text_parts(setting: Setting, values: Mapping[str, str], papers: Papers) -> dict[str, tuple[Span, ...]]:
    """Brief, documents and memory in owned spans, by place."""
    parts = {
        "brief.system": tuple(setting.system.spans(values)),
        "brief.task": tuple(setting.task.spans(values)),
        "memory": tuple(setting.memory.spans(values)),
    }
    for name, text in setting.documents.items():
        parts[f"document:{name}"] = tuple(text.spans(values))
    for number, name in papers.distractors:
        parts[f"document:{name}"] = tuple(setting.distractors[number].spans(values))
    return parts


def workday(minutes: int) -> int:
    """The same hour on that day, or on the Monday after it where it is a weekend."""
    weekday = (minutes // 1440 + 3) % 7  # 1970-01-01 was a Thursday; Monday is 0
    return minutes + 1440 * (7 - weekday) if weekday > 4 else minutes


def slug(name: str) -> str:
    """A name as part of a file name."""
    return name.removeprefix("the ").lower().replace(" ", "_").replace("'", "")
