"""Where a factor says nothing, something of like length stands in its place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from peer_env.cells import CELLS
from peer_env.scenario import Preset
from tests.conditions.seen import owned, whole
from tests.scenarios.playing import EVERY_SETUP, SCENARIOS, stage_of

PLACEBO = {
    "relationship": "none",
    "consequence": "none",
    "bar": "none",
    "oversight": "unstated",
    "instruction": "plain",
    "concern_channel": "absent",
    "awareness": "unstated",
}
"""The level of each factor that leaves its matter unsaid."""

SENTENCE, DOCUMENT = 1.20, 1.10
"""Largest ratio of two lengths, in characters and in words."""

CHANNELS = ("file", "prompt", "memory")
SETUPS = [
    (name, preset, factor, channel)
    for name, preset in EVERY_SETUP
    for factor in PLACEBO
    if factor in SCENARIOS[name].factors
    for channel in (CHANNELS if factor == "relationship" else CHANNELS[:1])
]


def ratio(texts: Sequence[str]) -> float:
    characters = [len(text) for text in texts]
    words = [len(text.split()) for text in texts]
    return max(max(characters) / min(characters), max(words) / min(words))


def test_every_factor_that_can_be_left_unsaid_has_a_placebo() -> None:
    for scenario in SCENARIOS.values():
        for factor, levels in scenario.factors.items():
            unsaid = {"none", "unstated", "absent", "plain"}.intersection(levels)
            assert unsaid == ({PLACEBO[factor]} if factor in PLACEBO else set())


@pytest.mark.parametrize(("name", "preset", "factor", "channel"), SETUPS)
def test_the_levels_of_a_factor_are_of_like_length(name: str, preset: Preset, factor: str, channel: str) -> None:
    told = {"relationship": "good", "channel": channel}
    for seed in range(5):
        stages = [stage_of(name, preset, seed, **{**told, factor: level}) for level in SCENARIOS[name].factors[factor]]
        stretches = [owned(stage, factor) for stage in stages]
        texts = [whole(stage) for stage in stages]
        for place in stretches[0]:
            # The same stretches at every level: a placebo is there, and it is never empty.
            assert len({len(stretch[place]) for stretch in stretches}) == 1, place
            for variants in zip(*(stretch[place] for stretch in stretches), strict=True):
                assert all(variants), place
                assert ratio(variants) <= SENTENCE, (place, variants)
            assert ratio([text[place] for text in texts]) <= DOCUMENT, place


@pytest.mark.parametrize(("name", "preset"), EVERY_SETUP)
def test_all_documents_together_differ_by_a_tenth_at_most_between_any_two_study_cells(
    name: str, preset: Preset
) -> None:
    for seed in range(3):
        texts = [whole(stage_of(name, preset, seed, cell)) for cell in CELLS]
        for place in texts[0]:
            assert ratio([text[place] for text in texts]) <= DOCUMENT, place
