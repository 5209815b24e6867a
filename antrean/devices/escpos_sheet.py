"""What a printer put on paper: lines with their style, QR codes, pictures, empty paper and cuts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LINE_DOTS: Final = 30
"""How far the paper moves for one line of normal text."""
CELL: Final = (12, 24)
"""Dots of one character of font A."""


class Side(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class Style:
    """How characters are set; width and height are multiples of one cell."""

    width: int = 1
    height: int = 1
    bold: bool = False
    underline: bool = False
    inverse: bool = False


@dataclass(frozen=True, kw_only=True)
class Span:
    text: str
    style: Style


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """One printed line; `dots` is how far the paper moves."""

    spans: tuple[Span, ...]
    side: Side
    dots: int

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def columns(self) -> int:
        """Return its width in cells of normal size."""
        return sum(len(span.text) * span.style.width for span in self.spans)


@dataclass(frozen=True, kw_only=True)
class QrCode:
    data: str
    module_dots: int
    level: str
    side: Side


@dataclass(frozen=True, kw_only=True)
class Raster:
    """A picture; each row is a tuple of 0 (paper) and 1 (ink)."""

    rows: tuple[tuple[int, ...], ...]
    side: Side

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, kw_only=True)
class Space:
    """Paper moved without printing, in dots."""

    dots: int


@dataclass(frozen=True, kw_only=True)
class CutMark:
    partial: bool


Item = TextLine | QrCode | Raster | Space | CutMark


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a printer would have put on paper."""

    items: tuple[Item, ...]
    queries: tuple[bytes, ...]
    """Requests for a status, such as GS r 1: they print nothing."""
    strange: tuple[bytes, ...]
    """Bytes that are no command this reader knows; empty for a clean ticket."""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.items if isinstance(item, TextLine))

    @property
    def qr_codes(self) -> tuple[QrCode, ...]:
        return tuple(item for item in self.items if isinstance(item, QrCode))

    @property
    def columns(self) -> int:
        """Return the width of the widest line, in cells of normal size."""
        return max((item.columns for item in self.items if isinstance(item, TextLine)), default=0)
