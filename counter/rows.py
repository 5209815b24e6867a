"""The rows of the counter's lists: what one says, in which order they stand, and which are found; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from counter.habits import Sort


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a list; `key` says which it is, whatever else of it changes."""

    key: int
    code: str
    text: str
    mark: str = ""
    """Why it is special, in a word or two: "prioritas"."""
    since: datetime | None = None
    """From when its minutes count; None for no minutes."""
    at: str = ""
    """What stands at the right instead of minutes."""
    late_after: timedelta | None = None
    is_accented: bool = False
    waits_from: datetime | None = None
    """Since when its visitor waits for what this list is of; the lists can stand in this order."""


def sorted_by(rows: Sequence[Row], sort: Sort) -> list[Row]:
    """Return the rows in another order; what is equal in it stays as it stood.

    No order depends on the present moment: a row under somebody's finger does not move because time goes by.
    """
    match sort:
        case Sort.LINE:
            return list(rows)
        case Sort.WAIT:
            known = [(row.waits_from, at, row) for at, row in enumerate(rows) if row.waits_from is not None]
            known.sort(key=lambda one: one[:2])
            return [row for _, _, row in known] + [row for row in rows if row.waits_from is None]
        case Sort.SERVICE:
            return sorted(rows, key=lambda row: row.text.casefold())
        case _:
            assert_never(sort)


def found(rows: Sequence[Row], sought: str) -> list[Row]:
    """Return the rows in which every word is found: a part of the number, of the service or of its mark.

    "CA-014" is found by "ca14", "014" and "ca-0" too.
    """
    words = sought.casefold().split()
    return [row for row in rows if all(_is_in(word, row) for word in words)]


def _is_in(word: str, row: Row) -> bool:
    letters, _, digits = row.code.casefold().partition("-")
    spellings = (row.code.casefold(), letters + digits, letters + digits.lstrip("0"))
    return any(word in text for text in (*spellings, row.text.casefold(), row.mark.casefold()))
