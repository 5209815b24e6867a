"""A folder of pictures as a clerk arranges it: files in the order of their names, sub-folders named by when; pure.

A picture in the folder itself is always shown. One in a sub-folder is shown when the sub-folder's name says so:
"senin-jumat", "2026-12-01 sd 2026-12-31", "08.00-10.00", or several of these, such as "senin 08.00-10.00".
"""

import re
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Final

from antrean.hours import Span
from antrean.when import When

ENDINGS: Final = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
MOST_FILES: Final = 500
"""A folder with more is not what somebody put together for a hall."""

MOST_ENTRIES: Final = 5_000
"""Names of one folder that are looked at: it is read through before every picture."""

_DAYS: Final = {
    **{name: at for at, name in enumerate(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"))},
    **{name: at for at, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
_UNTIL: Final = frozenset({"sd", "s.d.", "sampai", "to"})
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOURS: Final = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})-([0-9]{1,2})[.:]([0-9]{2})")


@dataclass(frozen=True, kw_only=True)
class PictureFile:
    path: Path
    size: int
    """In bytes."""
    changed: float
    """Seconds since 1970: a file that was written anew is another picture."""


def when_of(name: str) -> When | None:
    """Return when the pictures of a sub-folder are shown, by its name; None for a name that says nothing of it."""
    words = [word for word in re.split(r"[ _,]+", name.casefold()) if word]
    days: set[int] = set()
    dates: list[date] = []
    spans: list[Span] = []
    for at, word in enumerate(words):
        if word in _UNTIL and 0 < at < len(words) - 1 and all(map(_DATE.fullmatch, (words[at - 1], words[at + 1]))):
            continue
        day, weekdays, span = _date(word), _weekdays(word), _span(word)
        if day is not None:
            dates.append(day)
        elif weekdays:
            days |= weekdays
        elif span is not None:
            spans.append(span)
        else:
            return None
    is_range = len(dates) == 2 and any(word in _UNTIL for word in words)
    if not words or (len(dates) > 1 and not is_range) or (is_range and dates[0] > dates[1]):
        return None
    return When(
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        weekdays=frozenset(days),
        spans=tuple(spans),
    )


def pictures(folder: Path, at: datetime, on_odd: Callable[[str, str], None]) -> tuple[PictureFile, ...]:
    """Return what is to be shown at a moment of the mall's zone, by name; raise OSError for a folder that is not there.

    `on_odd` is told of what is left out: its name, and why.
    """
    found: list[PictureFile] = []
    for entry in sorted(_entries(folder, on_odd), key=_order):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            when = when_of(entry.name)
            if when is None:
                on_odd(entry.name, "its name says no days, dates or hours")
            elif when.holds(at):
                found += _files(entry, on_odd)
        else:
            found += _file(entry)
    if len(found) > MOST_FILES:
        on_odd(folder.name, f"it holds more than {MOST_FILES} pictures; the first {MOST_FILES} are shown")
    return tuple(sorted(found, key=lambda one: _order(one.path))[:MOST_FILES])


def after(files: Sequence[PictureFile], shown: Path | None) -> tuple[PictureFile, ...]:
    """Return the files in the order in which they come after the one that is shown, that one last."""
    if shown is None:
        return tuple(files)
    later = [one for one in files if _order(one.path) > _order(shown)]
    return (*later, *(one for one in files if _order(one.path) <= _order(shown)))


def _files(folder: Path, on_odd: Callable[[str, str], None]) -> list[PictureFile]:
    return [one for entry in _entries(folder, on_odd) if not entry.name.startswith(".") for one in _file(entry)]


def _entries(folder: Path, on_odd: Callable[[str, str], None]) -> list[Path]:
    found = list(islice(folder.iterdir(), MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        on_odd(folder.name, f"it holds more than {MOST_ENTRIES} files; it is not read through")
    return found[:MOST_ENTRIES]


def _file(path: Path) -> list[PictureFile]:
    if path.suffix.casefold() not in ENDINGS:
        return []
    try:
        known = path.stat()
    except OSError:
        # It went away in this moment, or is a link that leads nowhere.
        return []
    if not stat.S_ISREG(known.st_mode):
        # Whoever opens a pipe waits until somebody writes into it: the pictures would stand still.
        return []
    return [PictureFile(path=path, size=known.st_size, changed=known.st_mtime)]


def _order(path: Path) -> tuple[str, str]:
    return path.name.casefold(), str(path)


def _date(word: str) -> date | None:
    if not _DATE.fullmatch(word):
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _weekdays(word: str) -> set[int]:
    first, mark, last = word.partition("-")
    if first not in _DAYS or (mark and last not in _DAYS):
        return set()
    begin, end = _DAYS[first], _DAYS[last if mark else first]
    return {day % 7 for day in range(begin, (end if end >= begin else end + 7) + 1)}


def _span(word: str) -> Span | None:
    match = _HOURS.fullmatch(word)
    if match is None:
        return None
    begin, begin_minute, end, end_minute = map(int, match.groups())
    if max(begin, end) > 23 or max(begin_minute, end_minute) > 59:
        return None
    span = Span(time(begin, begin_minute), time(end, end_minute))
    return span if span.opens < span.closes else None
