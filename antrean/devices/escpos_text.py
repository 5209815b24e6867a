"""Shows what was read from a printer's bytes as plain text, for a terminal and for comparison in tests."""

from typing import assert_never

from antrean.devices.escpos_sheet import CutMark, Item, QrCode, Raster, Sheet, Side, Space, TextLine


def plain(sheet: Sheet, columns: int) -> str:
    """Return the ticket as lines of at most that many characters; sizes are not shown."""
    return "".join(f"{line}".rstrip() + "\n" for item in sheet.items for line in _shown(item, columns))


def outline(sheet: Sheet, columns: int) -> str:
    """Return the ticket with the style of each line in a margin: size, then b(old), u(nderlined), i(nverse)."""
    result: list[str] = []
    for item in sheet.items:
        margin = _margin(item)
        result += [f"{margin:10}|{line}".rstrip() + "\n" for line in _shown(item, columns)]
    return "".join(result)


def _shown(item: Item, columns: int) -> tuple[str, ...]:
    match item:
        case TextLine():
            return (_placed(item.text, item.side, columns),)
        case QrCode(data=data, side=side):
            return (_placed(f"<QR {data}>", side, columns),)
        case Raster():
            return (_placed(f"<picture {item.width} x {len(item.rows)}>", item.side, columns),)
        case Space():
            return ()
        case CutMark(partial=partial):
            return (("- " if partial else "=") * (columns // (2 if partial else 1)),)
        case _:
            assert_never(item)


def _margin(item: Item) -> str:
    match item:
        case TextLine(spans=spans):
            marks = [
                f"{span.style.width}x{span.style.height}"
                + "b" * span.style.bold
                + "u" * span.style.underline
                + "i" * span.style.inverse
                for span in spans
            ]
            return " ".join(mark for mark in marks if mark != "1x1")
        case QrCode():
            return f"{item.level} {item.module_dots} dots"
        case _:
            return ""


def _placed(text: str, side: Side, columns: int) -> str:
    match side:
        case Side.LEFT:
            return text
        case Side.CENTER:
            return " " * ((columns - len(text)) // 2) + text
        case Side.RIGHT:
            return text.rjust(columns)
        case _:
            assert_never(side)
