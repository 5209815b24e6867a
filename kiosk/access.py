"""How one visitor wants the screen: large text, high contrast, low reach, few choices, voice; pure, no Qt."""

from dataclasses import dataclass, replace
from typing import Final

TEXT_SCALES: Final = (1.0, 1.5, 2.0)
LOUDEST: Final = 5
LOW_SHARE: Final = 0.45
"""In low reach everything a visitor touches stands in this lower part of an upright screen."""


@dataclass(frozen=True, kw_only=True)
class Access:
    """The modes of the access bar; all of them go with the visitor."""

    text_scale: float = 1.0
    is_contrast: bool = False
    is_low: bool = False
    is_easy: bool = False
    """Mode mudah: four large choices at a time."""
    is_spoken: bool = False
    """Voice guidance."""
    volume: int = 3
    """Loudness of the voice guidance, 1 … 5."""

    @property
    def asks_step_by_step(self) -> bool:
        """Say whether questions come as pages of their own instead of strips beside other things."""
        return self.is_easy or self.is_spoken

    @property
    def is_roomy(self) -> bool:
        """Say whether a list stays short because the details of each entry have a page of their own."""
        return self.is_easy or self.text_scale > 1


def next_text_size(access: Access) -> Access:
    """Return the same with the next larger text; after the largest comes the normal one."""
    larger = [scale for scale in TEXT_SCALES if scale > access.text_scale]
    return replace(access, text_scale=larger[0] if larger else TEXT_SCALES[0])


def louder(access: Access) -> Access:
    """Return the same one step louder; after the loudest comes the softest."""
    return replace(access, volume=access.volume % LOUDEST + 1)
