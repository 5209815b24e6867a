"""The sounds of the hall: which there are, and which one a zone has."""

from typing import Final

CHIME: Final = "chime"
EMERGENCY: Final = "emergency"
WARNING: Final = "warning"
"""The kiosk's question whether somebody is still there."""

ZONES: Final = 6
"""So many zones have a chime of their own; more begin again with the first."""

SOUNDS: Final = {
    CHIME: "chime.wav",
    EMERGENCY: "emergency.wav",
    WARNING: "warning.wav",
    "zone1": "chime.wav",
    **{f"zone{number}": f"zone{number}.wav" for number in range(2, ZONES + 1)},
}
"""The files in assets/sounds of what may be heard before the words or without any."""


def of_zone(position: int) -> str:
    """Return the chime of the zone at a position of the mall file, counted from 1."""
    return f"zone{(position - 1) % ZONES + 1}"
