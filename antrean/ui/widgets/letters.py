"""What letters measure, and how a text lies in a box: asked thousands of times by layouts, worked out once.

All of it is pure: the same text in the same font is always as wide. A font is compared by what it looks like, so that
a copy of it finds the same answers. Nobody may change a font that came from here.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF

_TABULAR = QFont.Tag("tnum")
_FONTS: Final = 512
"""A window has some thirty, and more where numbers shrink to their box."""
_TEXTS: Final = 8192
"""The words of a mall in every font of its pages, with room for times, counts and numbers that come and go.

All pages of a kiosk in all its modes ask for 6,400 in each language.
"""
_BOXES: Final = 2048
"""Texts laid out in boxes, each some ten times as large as a width. All pages of a kiosk in all its modes ask for
800 in each language; every number that a display shows asks for two or three, and is gone a minute later.
"""


@dataclass(frozen=True, kw_only=True)
class Letters:
    """The heights of a font, exact and in whole pixels."""

    height: float
    ascent: float
    cap_height: float
    average_width: float
    whole_height: int
    whole_cap_height: int


@lru_cache(_FONTS)
def letters(font: QFont) -> Letters:
    """Return what the letters of a font measure."""
    exact, whole = QFontMetricsF(font), QFontMetrics(font)
    return Letters(
        height=exact.height(),
        ascent=exact.ascent(),
        cap_height=exact.capHeight(),
        average_width=exact.averageCharWidth(),
        whole_height=whole.height(),
        whole_cap_height=whole.capHeight(),
    )


@lru_cache(_FONTS)
def _exact(font: QFont) -> QFontMetricsF:
    return QFontMetricsF(font)


@lru_cache(_TEXTS)
def advance(text: str, font: QFont) -> float:
    """Return how wide a text is on one line."""
    return _exact(font).horizontalAdvance(text)


@lru_cache(_TEXTS)
def whole_advance(text: str, font: QFont) -> int:
    """Return the same in whole pixels."""
    return QFontMetrics(font).horizontalAdvance(text)


def longest_word(text: str, font: QFont) -> float:
    """Return the width of the longest word, at which none has to be broken."""
    return max((advance(word, font) for word in text.split()), default=0.0)


@lru_cache(_FONTS)
def sized(font: QFont, size: int, *, weight: int | None = None, is_tabular: bool = False) -> QFont:
    """Return the font at a pixel size, if wanted in another weight, or with digits of equal width."""
    other = QFont(font)
    other.setPixelSize(max(1, size))
    if weight is not None:
        other.setWeight(QFont.Weight(weight))
    if is_tabular:
        other.setFeature(_TABULAR, 1)
    return other


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A text laid out: its lines at one pixel size, and whether anything had to be left out."""

    lines: tuple[str, ...]
    size: int
    is_cut: bool


def break_lines(text: str, font: QFont, width: float) -> list[str]:
    """Break a text between words so that each line is as long as the width allows."""
    return list(_broken(text, font, width))


@lru_cache(_TEXTS)
def _broken(text: str, font: QFont, width: float) -> tuple[str, ...]:
    # Not QTextLayout: in PySide6 6.12 its beginLayout() takes a reference to None away at every call.
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and advance(longer, font) > width + 0.5:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return tuple(lines)


@lru_cache(_FONTS)
def even(lines: tuple[str, ...], font: QFont, width: float) -> tuple[str, ...]:
    """Return the lines of a text broken anew, as many as before: about alike in length, or a sentence on each."""
    text, best = " ".join(lines), lines
    first, between, second = text.partition(". ")
    if len(lines) == 2 and between and max(advance(first + ".", font), advance(second, font)) <= width:
        return first + ".", second
    while len(best) > 1:
        widest = max(advance(line, font) for line in best)
        narrower = _broken(text, font, widest - 1)
        if len(narrower) > len(best) or max(advance(line, font) for line in narrower) >= widest:
            break
        best = narrower
    return best


@lru_cache(_BOXES)
def fit(
    text: str,
    font: QFont,
    *,
    width: float,
    height: float,
    largest: int,
    smallest: int,
    most_lines: int = 1,
    is_tight: bool = False,
    is_tabular: bool = False,
) -> Fitted:
    """Lay a text out in a box at the largest pixel size that fits, down to the smallest; then cut it.

    `is_tight` counts the height of capitals and digits only: for numbers, which have nothing below the line.
    """

    def try_size(size: int) -> tuple[str, ...] | None:
        used = sized(font, size, is_tabular=is_tabular)
        measured = letters(used)
        lines = _broken(text, used, width) if most_lines > 1 else (text.replace("\n", " "),)
        line_height = measured.cap_height if is_tight else measured.height
        # Half a pixel is rounding, not overflow.
        too_wide = any(advance(line, used) > width + 0.5 for line in lines)
        too_high = len(lines) * line_height > height + 0.5
        return None if too_wide or too_high or len(lines) > most_lines else lines

    smallest = min(smallest, largest)
    if lines := try_size(largest):
        return Fitted(lines=lines, size=largest, is_cut=False)
    low, high = smallest, largest - 1
    best: tuple[int, tuple[str, ...]] | None = None
    while low <= high:
        middle = (low + high) // 2
        if lines := try_size(middle):
            best, low = (middle, lines), middle + 1
        else:
            high = middle - 1
    if best:
        return Fitted(lines=best[1], size=best[0], is_cut=False)
    return _cut(text, sized(font, smallest, is_tabular=is_tabular), width, height, smallest, most_lines)


def _cut(text: str, font: QFont, width: float, height: float, size: int, most_lines: int) -> Fitted:
    metrics = _exact(font)
    room = max(1, min(most_lines, floor((height + 0.5) / metrics.height())))
    lines = break_lines(text, font, width) if room > 1 else [text.replace("\n", " ")]
    kept, rest = lines[: room - 1], lines[room - 1 :]
    kept.append(" ".join(rest))
    cut = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, floor(width)) for line in kept]
    return Fitted(lines=tuple(cut), size=size, is_cut=cut != kept)
