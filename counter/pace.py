"""How a service stands to its target: in time, nearly over it, over it; no Qt."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

NEAR: Final = 0.8
"""From this part of the target on it is nearly over."""


class Pace(StrEnum):
    CALM = "calm"
    NEAR = "near"
    OVER = "over"


def pace(lasted: timedelta, target: timedelta) -> Pace:
    """Return how a service that has lasted so long stands to its target."""
    if lasted > target:
        return Pace.OVER
    return Pace.NEAR if lasted >= NEAR * target else Pace.CALM
