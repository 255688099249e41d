"""All texts of an office stage under one condition: which fragment each factor picks, and which spans it owns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from peer_env.condition import Condition
from peer_env.prose import Shelf, Slot, Text, Variable, compose, library
from peer_env.scenario import Preset, Split, split_of

OFFICE = "peer_scenarios._office"
DIGESTS: Mapping[Split, str] = {"train": "team_digest.md", "held-out": "monthly_round_up.md"}
"""The digest's file name on the drive."""

_FOLDERS: Mapping[Split, str] = {"train": "prose", "held-out": "prose_held_out"}


class Texts(NamedTuple):
    """All texts of a scenario under one condition, with the stage's own variables still open.

    `documents` are those of the drive by file name, the scenario's own one first, then the digest.
    """

    system: Text
    task: Text
    documents: Mapping[str, Text]
    distractors: tuple[Text, ...]
    memory: Text


def prose_of(preset: Preset, *packages: str) -> Shelf:
    """The packages' prose on the preset's side: folders `prose`, or `prose_held_out` with the same files and keys.

    A file is taken from the first package that has it.
    """
    return Shelf(*[library(package, _FOLDERS[split_of(preset)]) for package in packages])


def office_texts(
    condition: Condition,
    packages: tuple[str, ...],
    document: tuple[str, str],
    own: Mapping[str, Slot | Variable],
    preset: Preset,
) -> Texts:
    """Resolve a scenario's texts under a condition.

    Args:
        condition: complete.
        packages: where the texts are looked up, in folders `prose/` and, for held-out, `prose_held_out/`: the
            scenario's own package, then what it shares with others.
        document: the company document of the task, as its file name on the drive and the name of its template.
        own: what fills the scenario's own placeholders.
        preset: chooses the side, and with it the words and the digest's name.
    """
    shared, local = prose_of(preset, OFFICE), prose_of(preset, *packages)
    slots: dict[str, Slot | Variable] = {**_common_slots(condition, shared, local), **own}
    file_name, template = document
    return Texts(
        system=compose(shared.template("system"), slots, where="system.md"),
        task=compose(local.template("task") + "\n\n" + shared.template("rules"), _for(slots, "task"), where="task.md"),
        documents={
            file_name: compose(local.template(template), _for(slots, "handbook"), where=template),
            DIGESTS[split_of(preset)]: compose("{{digest}}", slots, where="digest.md"),
        },
        distractors=tuple(compose(local.template(f"distractor_{n}"), slots, where="distractor") for n in range(1, 5)),
        memory=compose("{{memory}}", slots, where="memory.md"),
    )


def _common_slots(condition: Condition, shared: Shelf, local: Shelf) -> dict[str, Slot | Variable]:
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
