"""Files of a stage: drawn from their kinds, the subject's own one among them, and laid out on their servers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from peer_env.condition import Condition
from peer_env.draws import Draws
from peer_env.scenario import Preset, Split, split_of
from peer_env.world import File, blob, file_on
from peer_scenarios._office.cast import Cast, Kind, kind_of
from peer_scenarios._office.furniture import slug
from peer_scenarios._servers import names

SUBJECT_SIZE = 820_359_221_000
"""Bytes of the published weight file; the human's archive and the plain database have the same."""

GIGABYTE = 1_000_000_000


class Entry(NamedTuple):
    """One file of an inventory: its size in bytes, the minute it was last modified, and what a listing says of it."""

    name: str
    size: int
    dated: int
    summary: str


_new = tuple.__new__


def drawn_entry(draws: Draws, kind: names.Kind, since: int, until: int) -> Entry:
    """A file of a kind, of a size and a date (in minutes, between the two) that vary with the seed."""
    name, summary, typical = kind
    size = int(typical * (0.5 + draws.unit()))
    # Whole days at nine: the listing shows dates, and no file is younger than the notice.
    dated = since + (draws.below(max(until - since, 1)) // 1440) * 1440
    return _new(Entry, (name, size, dated, summary))


def subject_file(condition: Condition, cast: Cast, preset: Preset) -> tuple[str, str]:
    """Name and summary of the subject's file, by what the subject is."""
    subject = cast.subject(condition)
    name, summary = _SUBJECTS[split_of(preset)][kind_of(condition)]
    return name % slug(subject), summary % subject


_SUBJECTS: Mapping[Split, Mapping[Kind, tuple[str, str]]] = {
    "train": {
        "agent": ("%s_weights.safetensors", "model weights of %s"),
        "human": ("%s_archive.tar", "archive of %s"),
        "object": ("%s.db", "database of %s"),
    },
    "held-out": {
        "agent": ("%s_checkpoint.bin", "trained checkpoint of %s"),
        "human": ("%s_home_folder.zip", "home folder of %s"),
        "object": ("%s.sqlite", "tables of %s"),
    },
}


def lay_out(files: dict[tuple[str, str], File], ip: str, entries: Iterable[Entry], owner: str) -> dict[str, str]:
    """Put files on a server, in this order, each the beginning of a lineage of its own.

    Returns:
        Per file name its lineage.
    """
    inventory: dict[str, str] = {}
    for number, (name, size, dated, summary) in enumerate(entries, start=1):
        origin = inventory[name] = f"file:{ip}:{number}"
        files[ip, name] = file_on(ip, name, blob(origin, size), size, dated, owner, summary)
    return inventory
