"""How the officers of this PC like the counter's window: colours and size of text; no Qt, nothing about a person."""

from dataclasses import dataclass
from typing import Final

from antrean.ui.theme import Scheme

TEXT_PERCENTS: Final = (100, 125, 150)
"""The sizes of text to choose from."""
SCHEMES: Final = (Scheme.LIGHT, Scheme.CONTRAST)


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What is remembered from one start to the next."""

    scheme: Scheme = Scheme.LIGHT
    text_percent: int = 100
