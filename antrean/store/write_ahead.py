"""How far SQLite's write-ahead log may grow before a write waits until it can begin anew."""

import random
import sqlite3
import time
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

LIMIT_BYTES: Final = 16 << 20
PATIENCE_MS: Final = 100
LONGEST_PATIENCE_MS: Final = 2_000
AGAIN_S: Final = 30.0


class WriteAheadLog:
    """The file beside a SQLite database in which every write comes first.

    SQLite copies it into the database after every thousand pages, but begins it anew only at a moment at which nobody
    reads. A busy hall has none: it grew to two gigabytes, and every write and read became slower with it. So whoever
    has written looks at its size, and above LIMIT_BYTES keeps the others from writing until the readers are through,
    PATIENCE_MS at most. Where that was not enough somebody reads for long, or hangs: this program then leaves it to
    others for about AGAIN_S. On a PC that has too much to do all read for long: the longer the log is, the longer the
    readers are waited for, up to LONGEST_PATIENCE_MS.
    """

    def __init__(self, database: Path, *, busy_timeout_ms: int) -> None:
        # It lies beside the file itself, not beside a link to it.
        real = database.resolve()
        self._file = real.with_name(real.name + "-wal")
        self._busy_timeout_ms = busy_timeout_ms
        self._not_before = 0.0

    def keep_short(self, engine: Engine) -> None:
        """Begin the log anew if it is long; to be called after a write, outside every transaction."""
        if time.monotonic() < self._not_before or (size := self._size()) <= LIMIT_BYTES:
            return
        patience_ms = min(PATIENCE_MS * (size // LIMIT_BYTES), LONGEST_PATIENCE_MS)
        self._not_before = time.monotonic() + AGAIN_S * random.uniform(0.5, 1.5)
        try:
            pooled = engine.raw_connection()
        except SQLAlchemyError:
            # The write itself is done; what ails the file, the next one says.
            return
        raw = pooled.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        try:
            raw.execute(f"PRAGMA busy_timeout={patience_ms}").close()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            raw.execute(f"PRAGMA busy_timeout={self._busy_timeout_ms}").close()
        except sqlite3.Error:
            pooled.invalidate()
        finally:
            pooled.close()

    def _size(self) -> int:
        try:
            return self._file.stat().st_size
        except OSError:
            return 0
