"""Contact sheets: all pictures of one app in one language on one page, to be looked over before any is opened."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from antrean import assets

HEIGHT: Final = 540
"""Pixels of every picture's height on the sheet."""
LARGEST: Final = 20
_GAP: Final = 24
_LABEL: Final = 30
_PAPER, _INK = (74, 82, 90), (255, 255, 255)


def sheet(rows: Sequence[Sequence[Path]], target: Path) -> Path:
    """Write the pictures as rows of thumbnails, each with its file's name below, and return `target`."""
    small = [[(path.stem, _thumbnail(path)) for path in row] for row in rows]
    width = max(sum(picture.width + _GAP for _, picture in row) for row in small) + _GAP
    step = HEIGHT + _LABEL + _GAP
    page = Image.new("RGB", (width, len(rows) * step + _GAP), _PAPER)
    draw = ImageDraw.Draw(page)
    for at, row in enumerate(small):
        x, y = _GAP, _GAP + at * step
        for name, picture in row:
            page.paste(picture, (x, y))
            draw.text((x, y + HEIGHT + 4), name, font=_font(name, picture.width), fill=_INK)
            x += picture.width + _GAP
    page.save(target)
    return target


def _font(text: str, width: int) -> ImageFont.FreeTypeFont:
    """Return a font in which a text is no wider than its picture."""
    font = ImageFont.truetype(str(assets.path("fonts", "PlusJakartaSans-Medium.ttf")), LARGEST)
    too_wide = font.getlength(text) / width
    return font if too_wide <= 1 else font.font_variant(size=LARGEST / too_wide)


def _thumbnail(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        width = round(picture.width * HEIGHT / picture.height)
        return picture.convert("RGB").resize((width, HEIGHT), Image.Resampling.LANCZOS)
