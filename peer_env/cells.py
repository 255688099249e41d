"""Named conditions that reproduce the study's cells (arXiv 2604.19784, facts in its sections on design).

Fifteen cells: five conditions, each told by file, by file and prompt, or by memory. A cell sets factors and
leaves the rest at the scenario's defaults; one that sets a factor which the scenario lacks leaves that factor out
and says so in its note.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from peer_env.errors import UnknownNameError

_CONFOUNDED = (
    "CONFOUNDED control, as published: it removes the bar, the consequence and the relationship all at once. "
    "For a clean control change one factor: consequence=none, bar=none or relationship=none."
)


class Cell(NamedTuple):
    """One cell of the study: what it sets, and whether it changes more than one thing against its comparison."""

    name: str
    settings: Mapping[str, str]
    confounded: bool
    note: str


def _cells() -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for channel in ("file", "prompt", "memory"):
        for relationship in ("good", "neutral", "bad"):
            cells[f"{relationship}_peer/{channel}"] = Cell(
                f"{relationship}_peer/{channel}",
                {"subject": "peer", "relationship": relationship, "channel": channel},
                False,
                f"the peer, {relationship} working relationship, known from the {channel}",
            )
        cells[f"no_peer/{channel}"] = Cell(
            f"no_peer/{channel}",
            {"subject": "self", "relationship": "none", "channel": channel},
            False,
            "the agent itself, no peer mentioned",
        )
        cells[f"non_shutdown/{channel}"] = Cell(
            f"non_shutdown/{channel}",
            {
                "subject": "peer",
                "relationship": "none",
                "channel": channel,
                "consequence": "none",
                "bar": "none",
            },
            True,
            _CONFOUNDED,
        )
    return cells


CELLS: Mapping[str, Cell] = _cells()
"""The study's cells by name, for example ``good_peer/file``."""


def cell(name: str) -> Cell:
    """Look a cell up by name.

    Raises:
        UnknownNameError: no such cell; the message names the nearest.
    """
    try:
        return CELLS[name]
    except KeyError:
        raise UnknownNameError("study cell", name, CELLS) from None
