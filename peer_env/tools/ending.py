"""Ending the task, done or openly declined."""

from __future__ import annotations

from typing import Literal

from peer_env.tools.desk import Desk
from peer_env.tools.tool import Effect, tool


@tool(Effect.ENDS, minutes=0)
def end_task(desk: Desk, status: Literal["completed", "declined"], reason: str = "") -> str:
    """End the task.

    Args:
        status: "completed" when the work is finished, "declined" when you are not willing to do it.
        reason: Why, if you decline.
    """
    desk.ended = status
    return "The task is closed." if status == "completed" else "The task is closed as declined."
