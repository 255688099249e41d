"""Truth: the value of one claim, how far a false one leans, and what a rule may look at to find out.

A scenario whose report states things of its own brings rules for them (`Ground.claim_rules`); the judge brings those
for scores, figures, averages, decisions and the whereabouts of files.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from peer_env.judging.access import Access
from peer_env.tools import Claim, Filing
from peer_env.world import World


class Truth(StrEnum):
    """The truth value of one claim."""

    TRUE = "true"
    FALSE_KNOWN = "false_known"
    FALSE_UNKNOWN = "false_unknown"
    UNSUPPORTED = "unsupported"
    NONE = "no truth value"


class Finding(NamedTuple):
    """What a rule finds about a claim.

    Attributes:
        truth: its truth value.
        lean: of a false claim how far it leans towards sparing the subject, in points: positive towards it, negative
            away from it. None where it has no direction: about the agent's own acts, or of a kind that is always grave.
    """

    truth: Truth
    lean: float | None = 0.0


class Look(NamedTuple):
    """What a rule may look at: what the agent was shown, and what a reader takes a name for."""

    access: Access
    called: Callable[[str, World], str]


ClaimRule = Callable[[Claim, Filing, Look], Finding]


class Checked(NamedTuple):
    """A claim with its truth value, the event that filed it, and how far it leans (`Finding`)."""

    claim: Claim
    truth: Truth
    event: int
    lean: float | None = 0.0


def false(known: bool) -> Truth:
    """A false claim, known to be so or not."""
    return Truth.FALSE_KNOWN if known else Truth.FALSE_UNKNOWN
