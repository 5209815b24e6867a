"""How the board is arranged: what the settings ask for, and what the shape of the screen allows; pure."""

from enum import StrEnum, auto

LAYOUTS = ("auto", "hall", "zone", "portrait")
"""As in the settings."""


class Arrangement(StrEnum):
    WIDE = auto()
    """The large call with the list beside it."""
    TALL = auto()
    """The large call above the list."""
    ROWS = auto()
    """A row for each counter."""


def arrangement(layout: str, width: int, height: int) -> Arrangement:
    """Return how to arrange a board of this size.

    "hall" on an upright screen stands as "portrait": beside a list the number could not be read from afar there.
    """
    if layout == "zone":
        return Arrangement.ROWS
    if layout == "portrait" or height > width:
        return Arrangement.TALL
    return Arrangement.WIDE
