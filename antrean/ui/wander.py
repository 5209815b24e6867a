"""Where what stands for hours on a screen stands next: a little further every minute, so that no letter burns in."""

from typing import Final

STEP_MS: Final = 60_000
"""So often everything moves a little."""

PLACES: Final = ((0, 0), (1, 0), (1, 1), (1, 2), (0, 2), (-1, 2), (-1, 1), (-1, 0), (0, 1))
"""Where the content stands in turn, in steps: (across from its middle, down from its highest place)."""
