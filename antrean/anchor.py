"""An anchor: which event was a log's newest at some moment, and its hash, kept where nobody who owns the log can reach.

The hash of an event stands on all that happened before it (docs/adr/0003-append-only-log.md), so one line on another
PC, on paper or in a photo holds a whole history (docs/adr/0025-anchors.md). It is written as EVENT:HASH@EPOCH.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from antrean.errors import Reason, Refused

SHORT_HASH: Final = 16
"""So many hexadecimal digits are enough: 64 bits, which nobody meets by trying."""
SHORT_EPOCH: Final = 4

# The longest hash is a whole SHA-256; fifteen digits count every event that a hall can ever have.
_FORM: Final = rf"(\d{{1,15}}):([0-9a-fA-F]{{{SHORT_HASH},64}})(?:@([0-9a-fA-F]{{{SHORT_EPOCH},32}}))?"
_WHOLE: Final = re.compile(_FORM, re.ASCII)
_AMONG_WORDS: Final = re.compile(rf"(?<![\w:.@-]){_FORM}(?![\w:@…])", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """An event of a log and the hash it had."""

    event: int
    hash: str
    """All 64 hexadecimal digits or the first of them, at least `SHORT_HASH`."""
    epoch: str = ""
    """Of the hall, or its first digits; empty when nobody wrote it down."""

    @property
    def text(self) -> str:
        return f"{self.event}:{self.hash}{'@' if self.epoch else ''}{self.epoch}"

    @property
    def short(self) -> str:
        """The same, short enough to be written down."""
        return Anchor(event=self.event, hash=self.hash[:SHORT_HASH], epoch=self.epoch[:SHORT_EPOCH]).text


@dataclass(frozen=True, kw_only=True)
class KeptAnchor:
    """An anchor as somebody kept it."""

    anchor: Anchor
    by: str
    """Who: kiosk “Kiosk 1”, the backup x.db."""
    source: str = ""
    """The file it was found in, where `by` does not say that."""
    at: datetime | None = None
    """When it was written down, by the hall's clock; None when nobody noted it."""
    hall: str = ""
    """Where the hall was that its writer saw; empty when nobody noted it."""


def read(text: str) -> Anchor:
    """Return the anchor that a text is; raise Refused(bad_input) for one that is none."""
    found = _WHOLE.fullmatch(text.strip())
    anchor = None if found is None else _of(found)
    if anchor is None:
        raise Refused(
            Reason.BAD_INPUT,
            f"An anchor is EVENT:HASH or EVENT:HASH@EPOCH with at least {SHORT_HASH} digits of the hash, as "
            "“antrean day close” prints it.",
        )
    return anchor


def find(line: str) -> Anchor | None:
    """Return the first anchor among the words of a line; None where there is none."""
    return next((anchor for found in _AMONG_WORDS.finditer(line) if (anchor := _of(found)) is not None), None)


def _of(found: re.Match[str]) -> Anchor | None:
    event, digits, epoch = int(found[1]), found[2].lower(), (found[3] or "").lower()
    return Anchor(event=event, hash=digits, epoch=epoch) if event > 0 else None
