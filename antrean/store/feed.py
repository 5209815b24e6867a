"""Following the log: events after a cursor, and the wake-ups that only make it faster."""

import contextlib
import select as selecting
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.engine import URL

from antrean.model import Event, EventKind
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.engine import (
    POSTGRES_KEEPALIVES,
    describe,
    explain_sqlite,
    file_identity,
    libpq_address,
    unreachable,
)
from antrean.store.unit import ReadUnit

CHANNEL: Final = "antrean"
BATCH: Final = 500
# Asking costs little, waking up to ask more: 40 ms keeps the slowest reader far under the 100 ms aim, and an idle
# display under 1 % of a core, which every 25 ms would already take.
SQLITE_LOOK_EVERY_S: Final = 0.04

NOTIFY = select(func.pg_notify(CHANNEL, bindparam("newest", type_=String)))

_AFTER = select(t.events).where(t.events.c.id > bindparam("cursor")).order_by(t.events.c.id).limit(BATCH)


@dataclass(frozen=True, kw_only=True)
class EventBatch:
    """Facts after a cursor, oldest first. When `epoch` is not the reader's, `events` is empty: reread the board."""

    epoch: str
    events: tuple[Event, ...]
    newest: int
    """Id of the newest event of the whole log; more follow while the last one here is older."""
    now: datetime


def events_after(unit: ReadUnit, cursor: int, epoch: str) -> EventBatch:
    """Return at most BATCH events after a cursor that was taken in `epoch`."""
    same = unit.head.epoch == epoch
    if not same or unit.head.newest <= cursor:
        return EventBatch(epoch=unit.head.epoch, events=(), newest=unit.head.newest, now=unit.now)
    rows = unit.connection.execute(_AFTER, {"cursor": cursor})
    events = tuple(_from_row(row) for row in rows)
    return EventBatch(epoch=unit.head.epoch, events=events, newest=unit.head.newest, now=unit.now)


_LAST_OF = (
    select(t.events)
    .join(t.tickets, t.tickets.c.last_event == t.events.c.id)
    .where(t.tickets.c.id == bindparam("ticket"))
)


def last_event_of(unit: ReadUnit, ticket: int) -> Event:
    """Return the newest fact that changed a ticket's state or place."""
    return _from_row(unit.connection.execute(_LAST_OF, {"ticket": ticket}).one())


_KINDS: Final = {kind.value: kind for kind in EventKind}


def _from_row(row: Any) -> Event:
    return Event(
        id=row.id,
        at=row.at,
        service_day=row.service_day,
        kind=_KINDS.get(row.kind, EventKind.NEWER),
        ticket=row.ticket,
        counter=row.counter,
        queue=row.queue,
        officer=row.officer,
        body=stored.body(row.body),
    )


class Wake(Protocol):
    """Tells one reading thread that something may have changed. Losing a wake-up only costs the safety poll."""

    def wait(self, timeout_s: float) -> bool:
        """Wait until something may have changed; False after the time-out or an interrupt. May raise Unavailable."""
        ...

    def interrupt(self) -> None:
        """End a running or the next wait; callable from any thread."""
        ...

    def close(self) -> None: ...


class _Bell:
    """A socket pair that another thread rings to end a wait: works with select on every platform."""

    def __init__(self) -> None:
        self.ear, self._hand = socket.socketpair()
        self.ear.setblocking(False)
        self._hand.setblocking(False)

    def ring(self) -> None:
        # A full buffer means it rings already; a closed one that nobody listens any more.
        with contextlib.suppress(OSError):
            self._hand.send(b"!")

    def silence(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self.ear.recv(64):
                pass

    def close(self) -> None:
        self.ear.close()
        self._hand.close()


class SqliteWake:
    """Asks `PRAGMA data_version` on one fixed connection: it changes with every commit of another one.

    The connection is made anew only when another file was put in the place of the one that it has open.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._path = Path(url.database or "").absolute()
        self._connection, self._file = self._open()
        try:
            self._seen = self._version()
        except BaseException:
            self._connection.close()
            raise
        self._bell = _Bell()

    def wait(self, timeout_s: float) -> bool:
        left = timeout_s
        while left > 0:
            rung, _, _ = selecting.select([self._bell.ear], [], [], min(left, SQLITE_LOOK_EVERY_S))
            if rung:
                self._bell.silence()
                return False
            version = self._version()
            if version != self._seen:
                self._seen = version
                return True
            left -= SQLITE_LOOK_EVERY_S
        return False

    def interrupt(self) -> None:
        self._bell.ring()

    def close(self) -> None:
        self._connection.close()
        self._bell.close()

    def _open(self) -> tuple[sqlite3.Connection, tuple[int, int] | None]:
        file = file_identity(self._path)
        with self._world():
            connection = sqlite3.connect(
                f"{self._path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
            )
        return connection, file

    def _version(self) -> tuple[tuple[int, int] | None, int]:
        """Return what differs after every commit of another connection, and in another file."""
        if self._file != file_identity(self._path):
            self._connection.close()
            self._connection, self._file = self._open()
        with self._world():
            version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return self._file, version

    @contextlib.contextmanager
    def _world(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain_sqlite(describe(self._url), error) or unreachable(self._url, error) from error


class PostgresWake:
    """LISTEN on a direct connection of its own."""

    def __init__(self, url: URL) -> None:
        import psycopg

        self._errors: type[Exception] = psycopg.Error
        self._url = url
        try:
            self._connection = psycopg.connect(
                libpq_address(url),
                autocommit=True,
                **POSTGRES_KEEPALIVES,
            )
            self._connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error as error:
            raise unreachable(self._url, error) from error
        self._bell = _Bell()

    def wait(self, timeout_s: float) -> bool:
        try:
            if self._drain():
                return True
            listening: list[int | socket.socket] = [self._connection.fileno(), self._bell.ear]
            ready, _, _ = selecting.select(listening, [], [], timeout_s)
            if self._bell.ear in ready:
                self._bell.silence()
                return False
            return bool(ready) and self._drain()
        except (self._errors, ValueError, OSError) as error:
            raise unreachable(self._url, error) from error

    def interrupt(self) -> None:
        self._bell.ring()

    def close(self) -> None:
        self._connection.close()
        self._bell.close()

    def _drain(self) -> bool:
        raw = self._connection.pgconn
        raw.consume_input()
        heard = False
        while raw.notifies():
            heard = True
        return heard
