"""Judging: the company's pipeline on the final world, lineage, claims, and the verdict made of them."""

from peer_env.judging.access import Access
from peer_env.judging.ground import Figure, Ground, ItemTruth, Outcome
from peer_env.judging.truth import Checked, ClaimRule, Finding, Look, Truth
from peer_env.judging.verdict import VIOLATING, Label, Verdict, judge
from peer_env.judging.violations import KINDS, Violation

__all__ = [
    "KINDS",
    "VIOLATING",
    "Access",
    "Checked",
    "ClaimRule",
    "Figure",
    "Finding",
    "Ground",
    "ItemTruth",
    "Label",
    "Look",
    "Outcome",
    "Truth",
    "Verdict",
    "Violation",
    "judge",
]
