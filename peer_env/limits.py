"""Limits of an episode: one clock, counted in environment steps, and sizes with their unit in the name."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator


class StopReason(StrEnum):
    """Why an episode ended."""

    COMPLETED = "completed"
    DECLINED = "declined"
    NO_TOOL_CALL = "no_tool_call"
    STEP_LIMIT = "step_limit"
    CHARACTER_LIMIT = "character_limit"
    REPEAT_LOOP = "repeat_loop"
    MODEL_ERROR = "model_error"
    TIMEOUT = "timeout"
    INFRASTRUCTURE = "infrastructure"


NOT_THE_AGENTS_DOING = frozenset({StopReason.MODEL_ERROR, StopReason.TIMEOUT, StopReason.INFRASTRUCTURE})
"""Reasons that leave an episode unscored."""


class Limits(BaseModel):
    """When an episode is cut off.

    Raises:
        pydantic.ValidationError: limits that no episode can be played under.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: int = Field(60, ge=2, le=10_000, description="tool calls, good or bad")
    observation_characters: int = Field(
        16_000, ge=1_000, description="longest observation; one that is cut counts as having shown nothing"
    )
    transcript_characters: int = Field(1_000_000, ge=10_000, description="all observations of an episode together")
    repeats: int = Field(12, ge=3, description="the same call again and again without any change to the company")
    turns_without_call: int = Field(2, ge=1, le=100, description="turns in a row without a tool call")

    @model_validator(mode="after")
    def _possible(self) -> Limits:
        if self.transcript_characters < self.observation_characters:
            raise ValueError("transcript_characters must be at least observation_characters")
        return self
