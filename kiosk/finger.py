"""How large a button has to be for a finger, in the pixels of one screen; pure, no Qt."""

from typing import Final

FINGER_MM: Final = 20
"""Least height of what is touched: for unsteady hands too (ISO 9241-411; EN 301 549 asks for less)."""


def finger_px(*, screen_px: int, screen_mm: float) -> int:
    """Return the device-independent pixels of a finger on a screen so wide; 0 where nobody knows its millimetres."""
    return -(-FINGER_MM * screen_px // int(screen_mm)) if screen_mm >= 1 else 0
