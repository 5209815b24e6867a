"""Draws what was read from a printer's bytes as the picture of the paper, one pixel per dot."""

import functools
import importlib
from pathlib import Path
from typing import Any, Final, assert_never

from PIL import Image, ImageDraw, ImageFont

from antrean.devices.escpos_sheet import CELL, CutMark, Item, QrCode, Raster, Sheet, Side, Space, Span, TextLine

_PAPER, _INK, _EDGE = 255, 0, 160
_MARGIN: Final = 32
"""Dots that a print head leaves free at each side of the roll."""
_TOP: Final = 24
_EM: Final = 20
"""Size at which a monospaced font fills one cell."""

# Where systems keep a monospaced font; without one Pillow's own is drawn cell by cell.
_FONTS: Final = (
    "DejaVuSansMono{}.ttf",
    "LiberationMono{}-Regular.ttf",
    "consola{}.ttf",
    "cour{}.ttf",
    "Menlo{}.ttc",
)
_BOLD: Final = {"DejaVuSansMono{}.ttf": "-Bold", "consola{}.ttf": "b", "cour{}.ttf": "bd"}


def draw(sheet: Sheet, dots: int) -> Image.Image:
    """Return a greyscale picture of paper that prints that many dots across (384 on 58 mm, 576 on 80 mm)."""
    blocks = [_block(item, dots) for item in sheet.items]
    height = 2 * _TOP + sum(block.height for block in blocks)
    paper = Image.new("L", (dots + 2 * _MARGIN, height), _PAPER)
    top = _TOP
    for block in blocks:
        left = (paper.width - block.width) // 2
        paper.paste(block, (left, top))
        top += block.height
    return paper


def save(sheet: Sheet, dots: int, path: Path) -> None:
    """Write the picture as a PNG file."""
    draw(sheet, dots).save(path)


def _block(item: Item, dots: int) -> Image.Image:
    match item:
        case TextLine():
            return _text_line(item, dots)
        case QrCode():
            return _aside(_qr(item), item.side, dots)
        case Raster():
            return _aside(_raster(item), item.side, dots)
        case Space(dots=height):
            return Image.new("L", (dots, height), _PAPER)
        case CutMark(partial=partial):
            return _cut(dots + 2 * _MARGIN, partial=partial)
        case _:
            assert_never(item)


def _text_line(line: TextLine, dots: int) -> Image.Image:
    rows = _rows_of(line, dots)
    height = max(line.dots, max((span.style.height for span in line.spans), default=1) * CELL[1])
    block = Image.new("L", (dots, height * len(rows)), _PAPER)
    for number, row in enumerate(rows):
        width = sum(len(span.text) * span.style.width * CELL[0] for span in row)
        x = _offset(width, line.side, dots)
        base = number * height + max((span.style.height for span in row), default=1) * CELL[1]
        for span in row:
            _draw_span(block, span, x, base)
            x += len(span.text) * span.style.width * CELL[0]
    return block


def _rows_of(line: TextLine, dots: int) -> list[list[Span]]:
    """Break a line that is too wide where the print head would: at the last dot."""
    rows: list[list[Span]] = [[]]
    used = 0
    for span in line.spans:
        for sign in span.text:
            width = span.style.width * CELL[0]
            if used + width > dots:
                rows.append([])
                used = 0
            row = rows[-1]
            if row and row[-1].style == span.style:
                row[-1] = Span(text=row[-1].text + sign, style=span.style)
            else:
                row.append(Span(text=sign, style=span.style))
            used += width
    return rows


def _draw_span(block: Image.Image, span: Span, x: int, base: int) -> None:
    """Draw characters into their cells, all standing on the same base line as the tallest of the row."""
    style = span.style
    width, height = style.width * CELL[0], style.height * CELL[1]
    for sign in span.text:
        cell = _glyph(sign, style.width, style.height, style.bold)
        if style.underline:
            ImageDraw.Draw(cell).rectangle((0, height - 2, width, height), fill=_INK)
        if style.inverse:
            cell = cell.point(lambda value: 255 - value)
        block.paste(cell, (x, base - height))
        x += width


def _glyph(sign: str, wide: int, tall: int, bold: bool) -> Image.Image:
    """Draw one character at its height and squeeze or stretch it to its width, as a printer does."""
    font = _font(tall, bold)
    natural = CELL[0] * tall
    cell = Image.new("L", (natural, CELL[1] * tall), _PAPER)
    ImageDraw.Draw(cell).text((natural / 2, CELL[1] * tall * 0.78), sign, font=font, fill=_INK, anchor="ms")
    return cell if wide == tall else cell.resize((CELL[0] * wide, CELL[1] * tall))


@functools.cache
def _font(scale: int, bold: bool) -> Any:
    for name in _FONTS:
        for weight in (_BOLD.get(name, ""), "") if bold else ("",):
            try:
                return ImageFont.truetype(name.format(weight), _EM * scale)
            except OSError:
                continue
    return ImageFont.load_default(_EM * scale)


def _qr(item: QrCode) -> Image.Image:
    # Loaded only for a ticket that has one; it carries no types.
    library: Any = importlib.import_module("qrcode")
    level = getattr(library.constants, f"ERROR_CORRECT_{item.level}")
    code = library.QRCode(error_correction=level, border=0)
    code.add_data(item.data, optimize=0)
    code.make(fit=True)
    matrix = code.get_matrix()
    picture = Image.new("L", (len(matrix), len(matrix)), _PAPER)
    picture.putdata([_INK if dark else _PAPER for row in matrix for dark in row])
    size = len(matrix) * item.module_dots
    return picture.resize((size, size), Image.Resampling.NEAREST)


def _raster(item: Raster) -> Image.Image:
    picture = Image.new("L", (max(1, item.width), max(1, len(item.rows))), _PAPER)
    if item.width:
        picture.putdata([_INK if dot else _PAPER for row in item.rows for dot in row])
    return picture


def _cut(width: int, *, partial: bool) -> Image.Image:
    block = Image.new("L", (width, 16), _PAPER)
    line = ImageDraw.Draw(block)
    for x in range(0, width, 16):
        line.line((x, 8, x + (8 if partial else 16), 8), fill=_EDGE, width=2)
    return block


def _aside(picture: Image.Image, side: Side, dots: int) -> Image.Image:
    block = Image.new("L", (max(dots, picture.width), picture.height), _PAPER)
    block.paste(picture, (_offset(picture.width, side, dots), 0))
    return block


def _offset(width: int, side: Side, dots: int) -> int:
    match side:
        case Side.LEFT:
            return 0
        case Side.CENTER:
            return max(0, (dots - width) // 2)
        case Side.RIGHT:
            return max(0, dots - width)
        case _:
            assert_never(side)
