"""Where anchors are kept: logs of the PCs, answers of `antrean db verify`, lists that somebody typed, and backups.

What is read here was written elsewhere, perhaps by somebody who means harm: nothing of it is believed but what has the
form of an anchor, and no file can take more than its share of time and memory.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from antrean import anchor
from antrean.anchor import KeptAnchor
from antrean.errors import Reason, Refused, Unavailable
from antrean.store import copy_postgres, copy_sqlite
from antrean.store.newest import Newest

TEXT_BYTES: Final = 64_000_000
"""An app's log has 2 MB, and is then begun anew."""
LINE_BYTES: Final = 100_000
"""What is longer is no anchor."""
MOST_FILES: Final = 5_000
MOST_ANCHORS: Final = 500_000

_YEARS: Final = 2000, 2999
_NAME_LENGTH: Final = 60
_NAMED: Final = 5
_SQLITE: Final = b"SQLite format 3\0"
_POSTGRESQL: Final = b"PGDMP"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found in some files."""

    anchors: tuple[KeptAnchor, ...]
    notes: tuple[str, ...]
    """Files without an anchor, and lines that should have been one."""


class _Line(msgspec.Struct):
    """A line of an app's log, as far as it matters here (antrean.ui.anchor_log)."""

    anchor: str | None = None
    device: str = ""
    place: str = ""
    hall: str = ""
    hall_time: str = ""


_LINE: Final = msgspec.json.Decoder(_Line)


def read(paths: Sequence[Path]) -> Found:
    """Return the anchors of files, and of the logs in folders, however deep.

    Raises Refused(bad_input) for a path that is nothing to be read, for a file that is too large for a log, and when no
    anchor is found at all; Unavailable when a file cannot be read.
    """
    kept: dict[tuple[str, str], KeptAnchor] = {}
    broken: list[str] = []
    empty: list[str] = []
    for path, name in _files(paths):
        before = len(kept)
        bad_line = 0
        for number, found in _anchors(path, name):
            if found is None:
                bad_line = bad_line or number
                continue
            kept.setdefault((found.anchor.text, found.by), found)
            if len(kept) > MOST_ANCHORS:
                raise Refused(Reason.BAD_INPUT, f"There are more than {MOST_ANCHORS} anchors; give fewer files.")
        if bad_line:
            broken.append(f"{name} (line {bad_line})")
        elif len(kept) == before:
            empty.append(name)
    if not kept:
        raise Refused(Reason.BAD_INPUT, f"There is no anchor in {_list([*broken, *empty]) or 'these folders'}.")
    notes = [f"Nothing new was found in {_list(empty)}."] if empty else []
    notes += [f"Anchors that cannot be read: {_list(broken)}."] if broken else []
    return Found(anchors=tuple(kept.values()), notes=tuple(notes))


def plain(text: str, length: int = _NAME_LENGTH) -> str:
    """Return a name from a strange file so that it can be printed: no control signs, not endless."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:length]


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each file with the name by which people know it."""
    count = 0
    for path in paths:
        for file in _logs(path) if path.is_dir() else [path]:
            count += 1
            if count > MOST_FILES:
                raise Refused(Reason.BAD_INPUT, f"There are more than {MOST_FILES} logs in {plain(str(path), 200)}.")
            # A pipe or a device would never end.
            if not file.is_file():
                raise Refused(Reason.BAD_INPUT, f"There is no file {plain(str(file), 200)}.")
            yield file, plain(file.relative_to(path).as_posix() if path.is_dir() else file.name, 200)


def _logs(folder: Path) -> Iterator[Path]:
    def complain(error: OSError) -> None:
        raise Unavailable("file", f"{plain(str(error.filename), 200)} cannot be read: {error.strerror or error}.")

    for root, folders, names in os.walk(folder, onerror=complain):
        folders.sort()
        yield from (file for name in sorted(names) if _is_log(name) and (file := Path(root, name)).is_file())


def _is_log(name: str) -> bool:
    # kiosk.jsonl, and kiosk.jsonl.3 after three fresh starts.
    stem, _, ending = name.rpartition(".")
    return name.endswith(".jsonl") or (ending.isdigit() and stem.endswith(".jsonl"))


def _anchors(path: Path, name: str) -> Iterator[tuple[int, KeptAnchor | None]]:
    """Yield the anchors of a file with their lines; None for a line that should have been one."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
            file.seek(0)
            if head == _SQLITE:
                yield 1, _of_backup(copy_sqlite.newest(path), name)
            elif head.startswith(_POSTGRESQL):
                yield 1, _of_backup(copy_postgres.newest(path), name)
            elif (size := path.stat().st_size) > TEXT_BYTES:
                raise Refused(
                    Reason.BAD_INPUT,
                    f"{name} has {size / 1e6:.0f} MB; a log of an app never has as much. Leave it out.",
                )
            else:
                yield from _of_lines(_lines(file, head), name)
    except OSError as error:
        raise Unavailable("file", f"{name} cannot be read: {error.strerror or error}.") from error


def _of_backup(newest: Newest, name: str) -> KeptAnchor | None:
    if newest.anchor is None:
        return None
    return KeptAnchor(anchor=newest.anchor, by=f"the backup {name}", at=newest.at)


def _lines(file: BinaryIO, head: bytes) -> Iterator[str]:
    """Yield the lines of a text file; what is longer than an anchor can be counts as an empty one."""
    if head.startswith(_UTF16):
        # What PowerShell makes of “antrean db verify > file”; such a file is small.
        yield from file.read().decode("utf-16", errors="replace").splitlines()
        return
    while line := file.readline(LINE_BYTES):
        if line.endswith(b"\n") or len(line) < LINE_BYTES:
            yield line.decode("utf-8-sig", errors="replace")
            continue
        while (rest := file.readline(LINE_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield ""


def _of_lines(lines: Iterable[str], name: str) -> Iterator[tuple[int, KeptAnchor | None]]:
    for number, line in enumerate(lines, 1):
        if line.startswith("{"):
            if '"anchor"' in line and (found := _of_json(line, name)) is not _NOTHING:
                yield number, found
        elif (typed := anchor.find(line)) is not None:
            yield number, KeptAnchor(anchor=typed, by=name)


_NOTHING: Final = KeptAnchor(anchor=anchor.Anchor(event=0, hash=""), by="")
"""A line without an anchor, which is no broken one."""


def _of_json(line: str, name: str) -> KeptAnchor | None:
    try:
        told = _LINE.decode(line)
        if told.anchor is None:
            return _NOTHING
        found = anchor.read(told.anchor)
        at = datetime.fromisoformat(told.hall_time) if told.hall_time else None
        # Without a zone it could not be compared with the hall's own times, nor from before there were halls.
        if at is not None and (at.tzinfo is None or not _YEARS[0] <= at.year <= _YEARS[1]):
            return None
    except (msgspec.MsgspecError, Refused, ValueError, OverflowError, RecursionError):
        return None
    if not told.device:
        return KeptAnchor(anchor=found, by=name, at=at, hall=plain(told.hall, 200))
    by = f"{plain(told.place)} “{plain(told.device)}”".strip()
    return KeptAnchor(anchor=found, by=by, source=name, at=at, hall=plain(told.hall, 200))


def _list(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
