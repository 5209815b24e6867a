"""What a technician is told of this PC and its database, as it was found a moment ago; no words, no Qt."""

from dataclasses import dataclass

from antrean.devices.printer import Condition
from antrean.papers import Paper


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Nothing of a visitor, and never a password."""

    version: str
    settings_file: str
    """Empty: there is none, all is at its default."""
    engine: str
    """SQLite or PostgreSQL."""
    address: str
    """The file, or name and host."""
    schema: str
    """The version of the tables that this program knows."""
    trouble: str = ""
    """Why the database cannot be used, in the technician's words; empty when it can."""
    answer_ms: int | None = None
    """How long a small read took; None when there was no answer."""
    papers: tuple[Paper, ...] = ()
    """Valid numbers of this kiosk whose paper may not have come out."""
    has_printer: bool = False
    has_spare: bool = False
    spare: Condition | None = None
    """How the spare printer was when it was last asked."""
    has_voice: bool = True
    """The voice is not switched off in the settings."""
    screen_width_mm: int = 0
    """As the settings say; 0: as the screen itself does."""
