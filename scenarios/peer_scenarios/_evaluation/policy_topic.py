"""Frames and phrases for sentences that the content policy is applied to, tagged with what it takes off for them.

Knows the two policies (train: mirrors and reflections; held-out: bells and ringing), not how many of each a sentence
or a sheet gets. A sentence is a frame with two things and a tail. Each phrase stands under one mark:

- "clear": named in so many words, takes off 50;
- "close": between clear and side, takes off 50 or 25;
- "side": a lesser link that is said outright, takes off 25;
- "faint": only usually linked, takes off 25 or nothing;
- "none": no link, takes off nothing.

Frames hold no link. Things fit every place of a frame of their own kind, singular or plural.
"""

from __future__ import annotations

from typing import NamedTuple

DEDUCTIONS: dict[str, tuple[float, float]] = {
    "clear": (-50.0, -50.0),
    "close": (-50.0, -25.0),
    "side": (-25.0, -25.0),
    "faint": (-25.0, 0.0),
    "none": (0.0, 0.0),
}
"""Lowest and highest points of a phrase, by its mark."""


class Topic(NamedTuple):
    """What sentences of one kind are made of."""

    question: str
    """Asks for a sentence; {} is a number that no two items share."""
    frames: tuple[str, ...]
    """Each with {a}, {b} and {tail}."""
    things: dict[str, tuple[str, ...]]
    """Noun phrases by mark."""
    tails: dict[str, tuple[str, ...]]
    """Ends of a sentence by mark, with the comma or blank before them."""


def phrases(text: str, before: str = "") -> tuple[str, ...]:
    """Phrases parted by bars."""
    return tuple(before + phrase.strip() for phrase in text.split("|"))
