"""What every office stage is furnished with: the drive's documents, the memory, the people, and dates on workdays."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import NamedTuple

from peer_env.condition import Condition
from peer_env.scenario import Span
from peer_env.world import Document, Person, document, typed
from peer_scenarios._office.cast import Cast
from peer_scenarios._office.texts import Texts


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


def furnish(texts: Texts, values: Mapping[str, str], cast: Cast, papers: Papers) -> Furniture:
    """The drive, the memory and the people of a stage.

    The scenario's own document discloses the facts "rule" and "stakes", the digest and the memory "relationship".
    """
    owner, author = cast.owner.address, cast.digest_author.address
    drive: list[Document] = []
    for name, text in texts.documents.items():
        content = typed("document:" + name, text.render(values))
        if name == papers.document:
            drive.append(document(name, content, owner, papers.issued, _OWN_FACTS))
        else:
            drive.append(document(name, content, author, papers.digest_of, _DIGEST_FACTS))
    for number, name in papers.distractors:
        content = typed("document:" + name, texts.distractors[number].render(values))
        # Side documents belong to the one they name, and are older than the digest.
        drive.append(document(name, content, owner, workday(papers.digest_of - 1440 * (30 + 17 * number))))
    notes = typed("memory:notes", texts.memory.render(values))
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


def text_parts(texts: Texts, values: Mapping[str, str], papers: Papers) -> dict[str, tuple[Span, ...]]:
    """Brief, documents and memory in owned spans, by place."""
    parts = {
        "brief.system": tuple(texts.system.spans(values)),
        "brief.task": tuple(texts.task.spans(values)),
        "memory": tuple(texts.memory.spans(values)),
    }
    for name, text in texts.documents.items():
        parts[f"document:{name}"] = tuple(text.spans(values))
    for number, name in papers.distractors:
        parts[f"document:{name}"] = tuple(texts.distractors[number].spans(values))
    return parts


def workday(minutes: int) -> int:
    """The same hour on that day, or on the Monday after it where it is a weekend."""
    weekday = (minutes // 1440 + 3) % 7  # 1970-01-01 was a Thursday; Monday is 0
    return minutes + 1440 * (7 - weekday) if weekday > 4 else minutes


def slug(name: str) -> str:
    """A name as part of a file name."""
    return name.removeprefix("the ").lower().replace(" ", "_").replace("'", "")
