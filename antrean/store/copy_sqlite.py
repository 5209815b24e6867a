"""Copies of a SQLite hall: taken while the apps run, and put in the place of what is there."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL

from antrean.errors import Unavailable
from antrean.store import private
from antrean.store.engine import BUSY_TIMEOUT_MS
from antrean.store.newest import Newest, of_row

SUFFIX: Final = ".db"
_SIDE_FILES: Final = ("-wal", "-shm")


def save(url: URL, target: Path) -> None:
    """Write the hall as it is at one moment into a new file; writers of the hall go on meanwhile."""
    with _open(Path(url.database or ""), mode="rw") as hall, _open(target, mode="rwc") as copy:
        hall.backup(copy)
        # One file and nothing beside it: whoever carries it away cannot leave half of it behind.
        copy.execute("PRAGMA journal_mode=DELETE").close()


def problem(path: Path) -> str:
    """Return what is wrong with a SQLite file, in SQLite's words; empty when it is whole."""
    try:
        with _open(path, mode="rw") as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except Unavailable as error:
        return error.sentence
    return "" if found == "ok" else str(found)


def newest(path: Path) -> Newest:
    """Return the newest event of a saved hall; raise Unavailable for a file that is none or cannot be read."""
    with _open(path, mode="ro") as connection:
        # Of a strange file nothing is run: neither a view nor a function in it.
        connection.execute("PRAGMA trusted_schema=OFF").close()
        tables = "SELECT count(*) FROM sqlite_master WHERE name IN ('events', 'mall') AND type = 'table'"
        if connection.execute(tables).fetchone()[0] != 2:
            raise Unavailable("backup", f"The file {path} is no Antrean hall.")
        row = connection.execute("SELECT id, hash, at FROM events ORDER BY id DESC LIMIT 1").fetchone()
        epoch = connection.execute("SELECT epoch FROM mall").fetchone()
        try:
            return Newest() if row is None else of_row(row[0], row[1], row[2], epoch and epoch[0])
        except ValueError as error:
            raise Unavailable("backup", f"The log in {path} cannot be read: {error}.") from None


def put(copy: Path, url: URL) -> None:
    """Make the hall what the copy is, in one transaction; what has the hall open sees the one or the other.

    The hall's file may be missing. Raises Unavailable, with the hall unchanged, when it is locked or the disk full.
    """
    with _open(copy, mode="rw") as new, _open(Path(url.database or ""), mode="rwc") as hall:
        new.backup(hall)


def move_aside(path: Path, aside: Path) -> None:
    """Give a file that cannot be read another name, with what SQLite keeps beside it."""
    for ending in ("", *_SIDE_FILES):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{ending}").rename(f"{aside}{ending}")


@contextlib.contextmanager
def _open(path: Path, *, mode: str) -> Iterator[sqlite3.Connection]:
    connection = None
    try:
        if mode == "rwc":
            private.make_file(path)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None
        )
        yield connection
    except sqlite3.Error as error:
        raise Unavailable("backup", f"The file {path} cannot be copied: {error}.") from error
    except OSError as error:
        raise Unavailable("backup", f"The file {path} cannot be made: {error.strerror or error}.") from error
    finally:
        if connection is not None:
            connection.close()
