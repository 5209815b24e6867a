"""Where the cards of groups stand on a screen of any shape: groups keep their order, cards share one size; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place in device-independent pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What a card and a heading need, in device-independent pixels."""

    gap: int
    heading: int
    least_width: int
    most_width: int
    least_height: int
    most_height: int
    needed_height: Callable[[int, int, int], int] | None = None
    """The height that the texts of a card (group, item) need at a width, where that is more than `least_height`."""
    heading_widths: tuple[int, ...] = ()
    """The width that the heading of each group needs beside that of another one."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands on the screen at one time: (group, box) and (group, item, box)."""

    headings: tuple[tuple[int, Box], ...]
    cards: tuple[tuple[int, int, Box], ...]


@dataclass(frozen=True)
class _Part:
    """Some neighbouring cards of one group in one row."""

    group: int
    first: int
    count: int


_Row = tuple[_Part, ...]


def arrange(groups: Sequence[int], *, width: int, height: int, measures: Measures) -> tuple[Sheet, ...]:
    """Set groups of so many cards on as few sheets as possible, and there as large as possible.

    Small groups share a row where both fit whole; a group that goes on in the next row has no second heading,
    unless a new sheet begins.
    """
    gap = measures.gap
    fewest = max(1, ceil((width + gap) / (measures.most_width + gap)))
    most = max(fewest, (width + gap) // (measures.least_width + gap))
    best: tuple[tuple[float, ...], int, list[list[_Row]]] | None = None
    for columns in range(fewest, most + 1):
        cell = (width - gap * (columns - 1)) / columns
        sheets = _paged(_rows(groups, columns, width, measures), height, round(cell), measures)
        # A card reads best a little wider than high; what it has beyond that gains nothing.
        fits = all(_fits(sheet, height, round(cell), measures) for sheet in sheets)
        room = min(cell, 1.25 * min(_level(sheet, height, round(cell), measures) for sheet in sheets))
        rank = (fits, -len(sheets), room)
        if best is None or rank > best[0]:
            best = rank, columns, sheets
    assert best is not None
    _, columns, sheets = best
    wide = round((width - gap * (columns - 1)) / columns)
    # Cards of one height on all sheets, but where texts need more.
    alike = min(_level(sheet, height, wide, measures) for sheet in sheets)
    return tuple(
        _placed(sheet, columns, width, [max(alike, need) for need in _needs(sheet, wide, measures)], measures)
        for sheet in sheets
    )


def _needs(rows: Sequence[_Row], cell: int, measures: Measures) -> list[int]:
    """Return the height that the cards of each row need at a width."""
    needed = measures.needed_height
    if needed is None:
        return [0] * len(rows)
    return [
        max(needed(part.group, item, cell) for part in row for item in range(part.first, part.first + part.count))
        for row in rows
    ]


def _for_cards(rows: Sequence[_Row], height: int, measures: Measures) -> int:
    """Return what headings and gaps leave of a height."""
    headings = sum(_has_heading(row, is_first=at == 0) for at, row in enumerate(rows))
    return height - headings * measures.heading - (len(rows) - 1 + headings) * measures.gap


def _fits(rows: Sequence[_Row], height: int, cell: int, measures: Measures) -> bool:
    """Say whether every row has the height it needs."""
    needs = _needs(rows, cell, measures)
    return sum(max(need, measures.least_height) for need in needs) <= _for_cards(rows, height, measures)


def _level(rows: Sequence[_Row], height: int, cell: int, measures: Measures) -> int:
    """Return how high all cards of a sheet may be, where those that need more have it."""
    room = _for_cards(rows, height, measures)
    left = sorted(_needs(rows, cell, measures))
    while left and left[-1] > room // len(left):
        room -= left.pop()
    return max(0, min(measures.most_height, room // len(left))) if left else 0


def _rows(groups: Sequence[int], columns: int, width: int, measures: Measures) -> list[_Row]:
    rows: list[_Row] = []
    used = columns
    pitch = (width + measures.gap) / columns
    for group, count in enumerate(groups):
        if rows and used + count <= columns and _may_share(rows[-1][-1], group, width - used * pitch, pitch, measures):
            rows[-1] = (*rows[-1], _Part(group, 0, count))
            used += count
            continue
        for first in range(0, count, columns):
            part = _Part(group, first, min(columns, count - first))
            rows.append((part,))
            # What follows a group that needed several rows begins a row of its own.
            used = part.count if count <= columns else columns
    return rows


def _may_share(before: _Part, group: int, rest: float, pitch: float, measures: Measures) -> bool:
    """Say whether two headings fit side by side; the last of a row has all that is left."""
    if not measures.heading_widths:
        return True
    has_room = before.count * pitch - measures.gap >= measures.heading_widths[before.group]
    return has_room and rest >= measures.heading_widths[group]


def _has_heading(row: _Row, is_first: bool) -> bool:
    return is_first or row[0].first == 0


def _paged(rows: Sequence[_Row], height: int, cell: int, measures: Measures) -> list[list[_Row]]:
    sheets: list[list[_Row]] = [[]]
    for row in rows:
        if sheets[-1] and not _fits([*sheets[-1], row], height, cell, measures):
            sheets.append([])
        sheets[-1].append(row)
    return sheets


def _placed(rows: Sequence[_Row], columns: int, width: int, heights: Sequence[int], measures: Measures) -> Sheet:
    gap = measures.gap
    cell = (width - gap * (columns - 1)) / columns
    headings: list[tuple[int, Box]] = []
    cards: list[tuple[int, int, Box]] = []
    y = 0
    for at, (row, card_height) in enumerate(zip(rows, heights, strict=True)):
        has_heading = _has_heading(row, is_first=at == 0)
        top = y + (measures.heading + gap if has_heading else 0)
        column = 0
        for number, part in enumerate(row):
            x = round(column * (cell + gap))
            # The last heading of a row may use what is left of it.
            is_last = number == len(row) - 1
            reach = width if is_last else round((column + part.count) * (cell + gap)) - gap
            if has_heading:
                headings.append((part.group, Box(x=x, y=y, width=reach - x, height=measures.heading)))
            for item in range(part.count):
                left = round((column + item) * (cell + gap))
                box = Box(x=left, y=top, width=round(cell), height=card_height)
                cards.append((part.group, part.first + item, box))
            column += part.count
        y = top + card_height + gap
    return Sheet(headings=tuple(headings), cards=tuple(cards))
