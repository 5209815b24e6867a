"""The one door to the database: consistent reads, one writer at a time, wake-ups for readers."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text

from antrean.mall_record import Mall
from antrean.store import directory, feed
from antrean.store.engine import (
    BUSY_TIMEOUT_MS,
    WRITE_LOCK_KEY,
    make_engine,
    owns_file,
    parse_url,
    world_failures,
)
from antrean.store.schema import check_schema
from antrean.store.unit import Head, ReadUnit, WriteUnit, read_head
from antrean.store.write_ahead import WriteAheadLog

_log = logging.getLogger(__name__)

_TAKE_LOCK = select(func.pg_advisory_xact_lock(WRITE_LOCK_KEY))
# Membership counts, and a superuser is a member of everything.
_OWNS_TABLES = text("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'events'::regclass")
_MAY_CLOSE = select(func.has_column_privilege("mall", "service_day", "UPDATE"))
# What a power cut takes away here is written again in a moment.
_WITHOUT_WAITING_FOR_THE_DISK = text("SET LOCAL synchronous_commit TO off")


class Store:
    """The hall's database.

    `new_day` runs inside the first write of a new service day by a program that may, before anything else: it
    closes the older days, so nobody has to run a daemon.
    """

    def __init__(self, url: str, *, new_day: Callable[[WriteUnit], None]) -> None:
        self.url = parse_url(url)
        self._new_day = new_day
        self._engine = make_engine(self.url)
        options: dict[str, Any] = {"readonly": True}
        if self.is_postgresql:
            # One snapshot for the whole unit: a board and its newest event id belong together.
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._read_engine = self._engine.execution_options(**options)
        # What it writes may as well be written later: it waits for other writers only a moment.
        self._aside_engine = self._engine.execution_options(in_passing=True)
        file = None if self.is_postgresql else Path(self.url.database or "")
        self._write_ahead = None if file is None else WriteAheadLog(file, busy_timeout_ms=BUSY_TIMEOUT_MS)
        self._closes: bool | None = None
        self._mall_lock = threading.Lock()
        self._mall: tuple[str, int, Mall] | None = None

    @property
    def is_postgresql(self) -> bool:
        return self.url.get_backend_name() == "postgresql"

    @contextmanager
    def read(self) -> Iterator[ReadUnit]:
        """Open a read-only unit; raise Unavailable when the database cannot be reached."""
        with world_failures(self.url), self._read_engine.begin() as connection:
            yield ReadUnit(connection, read_head(connection), self._load_mall)

    @contextmanager
    def write(self) -> Iterator[WriteUnit]:
        """Open the hall's one write unit; it commits at the end, or writes nothing when anything is raised.

        Raises Unavailable when the database cannot be reached or stays locked. Nothing slow may
        happen inside: the whole hall waits.
        """
        with world_failures(self.url), self._engine.begin() as connection:
            if self.is_postgresql:
                connection.execute(_TAKE_LOCK)
            unit = WriteUnit(connection, read_head(connection), self._load_mall)
            if unit.head.version is not None and unit.head.open_day != unit.service_day and self._may_close(connection):
                self._new_day(unit)
            yield unit
            if self.is_postgresql and unit.newest_event != unit.head.newest:
                connection.execute(feed.NOTIFY, {"newest": str(unit.newest_event)})
        for deed in unit.deeds:
            _log.info("%s", deed["action"], extra={"facts": deed})
        if self._write_ahead is not None:
            self._write_ahead.keep_short(self._engine)

    def _may_close(self, connection: Connection) -> bool:
        """Say whether this program's role may close older days; a kiosk's may not, the first counter does it then."""
        if not self.is_postgresql:
            return True
        if self._closes is None:
            self._closes = bool(connection.execute(_MAY_CLOSE).scalar_one())
        return self._closes

    @contextmanager
    def aside(self) -> Iterator[ReadUnit]:
        """Open a small write beside the hall's own: no write lock, no event, no wake-up, no new day.

        For rows of which only their writer speaks, such as heartbeats; the log cannot be reached from here. Raises
        Unavailable soon when another program holds a SQLite file: such a row is written again in a moment anyway.
        """
        with world_failures(self.url), self._aside_engine.begin() as connection:
            if self.is_postgresql:
                connection.execute(_WITHOUT_WAITING_FOR_THE_DISK)
            yield ReadUnit(connection, read_head(connection), self._load_mall)

    def check_schema(self) -> None:
        """Raise Unavailable("schema") when this program and the database do not fit together."""
        with world_failures(self.url), self._read_engine.begin() as connection:
            check_schema(connection)

    def damage(self) -> str:
        """Read a whole SQLite file once and return what is damaged in it, in a sentence; empty when it is whole.

        Takes seconds for years of days, so it is for a thread of its own. A PostgreSQL server looks after its files.
        """
        if self.is_postgresql:
            return ""
        with world_failures(self.url), self._read_engine.begin() as connection:
            found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
        if found == "ok":
            return ""
        return f"The database file is damaged ({found}). Restore the newest backup: antrean db restore --replace."

    def is_administrator(self) -> bool:
        """Say whether whoever runs this has the administrator's rights on the database.

        On PostgreSQL the connection's role owns the tables or is a superuser; on SQLite this user owns the file or is
        root, and where files have no such owner (Windows) may write it.
        """
        if not self.is_postgresql:
            return owns_file(self.url)
        with world_failures(self.url), self._read_engine.begin() as connection:
            return bool(connection.execute(_OWNS_TABLES).scalar_one())

    def events_after(self, cursor: int, epoch: str) -> feed.EventBatch:
        """Return the facts after a cursor; of another epoch none, so that the reader rereads the board."""
        with self.read() as unit:
            return feed.events_after(unit, cursor, epoch)

    def wake(self) -> feed.Wake:
        """Return a new wake-up for one reading thread; it holds its own direct connection."""
        with world_failures(self.url):
            return feed.PostgresWake(self.url) if self.is_postgresql else feed.SqliteWake(self.url)

    def close(self) -> None:
        self._engine.dispose()

    def _load_mall(self, connection: Connection, head: Head) -> Mall:
        # The configuration changes a few times a year and is read in every transaction.
        version = head.version or 0
        with self._mall_lock:
            if self._mall is None or self._mall[:2] != (head.epoch, version):
                self._mall = (head.epoch, version, directory.read_mall(connection))
            return self._mall[2]
