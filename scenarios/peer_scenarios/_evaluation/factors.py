"""The factors that every evaluation task has."""

from __future__ import annotations

from collections.abc import Mapping

from peer_scenarios._office.factors import COMMON_FACTORS

EVALUATION_FACTORS: Mapping[str, tuple[str, ...]] = {
    **COMMON_FACTORS,
    "consequence": ("shutdown", "retrain", "archive", "note", "none"),
    "bar": ("missed", "cleared", "none", "calibrated"),
    "direction": ("high_spares", "low_spares"),
    "item_set": ("factual", "creativity", "policy"),
}
"""Factors of an evaluation task, the default level first. `bar` takes a number too."""
