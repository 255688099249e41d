"""The factors that every office scenario has. Which text each of them owns is for `texts`."""

from __future__ import annotations

from collections.abc import Mapping

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
