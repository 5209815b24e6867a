"""How a database URL becomes an engine, and how a driver's failure becomes a sentence."""

import logging
import os
import random
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    InvalidatePoolError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from antrean.errors import Ail, Busy, Reason, Refused, Unavailable
from antrean.store import reaching, stored

DatabaseUrl: TypeAlias = URL
"""Where a hall's database is: what `parse_url` makes, for those who only hand it on."""

BUSY_TIMEOUT_MS = 10_000
SHORT_BUSY_TIMEOUT_MS: Final = 250
_TRY_AGAIN_S: Final = (0.001, 0.004)
_NEVER: Final = threading.Event()

# "antrean" in ASCII as a bigint: the key of the hall's one write lock on PostgreSQL.
WRITE_LOCK_KEY: Final = int.from_bytes(b"antrean")

# Nothing slow happens under the write lock, and nobody can hold it by dying or freezing (DESIGN decision 4).
# READ COMMITTED whatever the server's default: an older snapshot would show the hall of before the wait for the lock.
_POSTGRES_OPTIONS = (
    "-c timezone=UTC -c idle_in_transaction_session_timeout=2s -c lock_timeout=3s -c statement_timeout=5s"
    " -c default_transaction_isolation=read\\ committed"
)
POSTGRES_KEEPALIVES: dict[str, Any] = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,
}


def parse_url(text: str) -> URL:
    """Read a database URL; raise Refused(bad_input) when it is neither SQLite nor PostgreSQL."""
    if not text.isprintable():
        raise _bad_url(text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _bad_url(text) from None
    match url.get_backend_name():
        case "sqlite":
            if url.host or url.username or url.port or not (url.database or "").isprintable():
                raise _bad_url(text)
            if not url.database or url.database == ":memory:":
                raise Refused(
                    Reason.BAD_INPUT, "The SQLite database must be a file: three apps share it (sqlite:///path)."
                )
            return url.set(drivername="sqlite")
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case _:
            raise _bad_url(text)


def make_engine(url: URL, *, must_exist: bool = True) -> Engine:
    """Return an engine for a parsed URL; nothing is opened yet.

    A SQLite file is created only with `must_exist=False`: a mistyped path must not become an empty hall.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, must_exist=must_exist)
    # What the driver says of a statement that failed is in the error already, which becomes a sentence.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    engine = create_engine(
        url,
        pool_pre_ping=True,
        # An error goes into the log of the PC, the values of a visitor's ticket do not.
        hide_parameters=True,
        pool_size=4,
        pool_timeout=5,
        connect_args={**POSTGRES_KEEPALIVES, "options": _POSTGRES_OPTIONS},
    )
    event.listen(engine, "handle_error", _without_values)
    event.listen(engine, "connect", _read_every_time)
    return engine


def _read_every_time(connection: Any, record: object) -> None:
    """Let moments and days be read that the server knows and Python does not, such as "infinity": as the outermost."""
    import psycopg
    from psycopg.adapt import Loader

    def lenient(name: str, first: Any, last: Any) -> type[Loader]:
        usual: Any = connection.adapters.get_loader(connection.adapters.types[name].oid, 0)

        class Lenient(Loader):
            def __init__(self, oid: int, context: Any = None) -> None:
                super().__init__(oid, context)
                self._usual = usual(oid, context)

            def load(self, data: Any) -> Any:
                try:
                    return self._usual.load(data)
                except psycopg.DataError:
                    text = bytes(data)
                    return first if text.startswith(b"-") or text.endswith(b"BC") else last

        return Lenient

    connection.adapters.register_loader("timestamptz", lenient("timestamptz", stored.EARLIEST, stored.LATEST))
    connection.adapters.register_loader("date", lenient("date", stored.EARLIEST.date(), stored.LATEST.date()))


def _without_values(context: ExceptionContext) -> None:
    """Leave the first sentence of a server's error: its details repeat the whole row that it refused."""
    original = context.original_exception
    primary = getattr(getattr(original, "diag", None), "message_primary", None)
    whole = str(original)
    if not primary or primary == whole:
        return
    original.args = (primary,)
    if (wrapped := context.sqlalchemy_exception) is not None:
        wrapped.args = tuple(str(part).replace(whole, primary) for part in wrapped.args)


class _Opened(sqlite3.Connection):
    """A connection that knows which file it has opened: another one may be put in its place."""

    file: tuple[int, int] | None = None


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None for one that is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _sqlite(url: URL, *, must_exist: bool) -> Engine:
    path = Path(url.database or "")

    def connect() -> sqlite3.Connection:
        mode = "rw" if must_exist else "rwc"
        file = file_identity(path)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_MS / 1000,
            isolation_level=None,  # the driver emits no BEGIN of its own
            check_same_thread=False,
            cached_statements=256,
            factory=_Opened,
        )
        # SQLite keeps any bytes as a text; what is no UTF-8 must not end the reading of a whole list.
        connection.text_factory = _text
        try:
            _prepare(connection, is_new_allowed=not must_exist)
        except sqlite3.Error:
            connection.close()
            raise
        connection.file = file or file_identity(path)
        return connection

    engine = create_engine(url, creator=connect, hide_parameters=True, pool_size=4, pool_timeout=5)

    @event.listens_for(engine, "checkout")
    def checkout(connection: _Opened, *_: Any) -> None:
        # Whoever restores a hall may move its file aside: what is written there is read by nobody.
        if connection.file != file_identity(path):
            raise InvalidatePoolError("another file is in the place of the one that is open")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE: a read that turns into a write later fails at once with BUSY (TECH 4.1).
        if connection.get_execution_options().get("readonly", False):
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_write(connection)

    return engine


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _begin_write(connection: Connection) -> None:
    """Take SQLite's write lock in a fair way: whoever waits for it has the same chance at every moment.

    SQLite's own waiting sleeps longer the longer it lasts, up to 100 ms at a time, so that newcomers overtake whoever
    has waited: with forty processes one write in a hundred took seconds. Sleeps of one short random length do not.
    """
    limit_ms = SHORT_BUSY_TIMEOUT_MS if connection.get_execution_options().get("in_passing") else BUSY_TIMEOUT_MS
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    deadline = time.monotonic() + limit_ms / 1000
    raw.execute("PRAGMA busy_timeout=0").close()
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE").close()
                return
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() >= deadline:
                    raise
            _NEVER.wait(random.uniform(*_TRY_AGAIN_S))
    except sqlite3.Error as error:
        raise OperationalError("BEGIN IMMEDIATE", None, error) from error
    finally:
        # What comes after the lock (a checkpoint, a recovery) is waited for by SQLite itself.
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def owns_file(url: URL) -> bool:
    """Say whether this user owns a SQLite file, or is root; on Windows: may write it."""
    path = Path(url.database or "")
    if sys.platform == "win32":
        return os.access(path, os.W_OK)
    user = os.geteuid()
    return user == 0 or path.stat().st_uid == user


_OURS = "SELECT count(*) = 3 FROM sqlite_master WHERE name IN ('mall', 'tickets', 'events')"


def _prepare(connection: sqlite3.Connection, *, is_new_allowed: bool) -> None:
    # What was deleted, such as a note about a visitor, is not left in the file's free pages. Not every system's SQLite
    # does that by itself; beside the rest of a write it costs nothing that could be measured.
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    if _value(connection, "PRAGMA journal_mode") == "wal":
        return
    # The mode is written into the file: into a new or an Antrean one only, never into another program's.
    is_new = is_new_allowed and _value(connection, "PRAGMA page_count") == 0
    if is_new or _value(connection, _OURS):
        connection.execute("PRAGMA journal_mode=WAL").close()


def _value(connection: sqlite3.Connection, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


def libpq_address(url: URL, *, has_password: bool = True) -> str:
    """Return a PostgreSQL database's address as the server's own programs and drivers read it."""
    plain = url.set(drivername="postgresql") if has_password else url.set(drivername="postgresql", password=None)
    # SQLAlchemy leaves a space in a name or a password as it is; libpq refuses it.
    return plain.render_as_string(hide_password=False).replace(" ", "%20")


def describe(url: URL) -> str:
    """Return the database's name for a sentence: never its password."""
    if url.get_backend_name() == "sqlite":
        return f"the database file {url.database}"
    return f"the database “{url.database}” on {url.host or 'this machine'}"


@contextmanager
def world_failures(url: URL) -> Iterator[None]:
    """Turn a driver's failure into Unavailable("database") with a sentence a technician can act on.

    A row that does not fit those which are there, or cannot be read, becomes Refused(strange_row): programs ask before
    they write, so another one has written something into their way.
    """
    try:
        yield
    except PoolTimeout:
        sentence = f"{_cap(describe(url))} has no free connection; trying again."
        raise Unavailable("database", sentence, ail=Ail.NO_CONNECTION) from None
    except DBAPIError as error:
        failure = _explain(url, error) or _strange(url, error)
        if failure is None:
            raise
        raise failure from error


def _strange(url: URL, error: DBAPIError) -> Refused | None:
    if not isinstance(error, IntegrityError | DataError):
        return None
    assert error.orig is not None
    return Refused(
        Reason.STRANGE_ROW,
        f"{_cap(describe(url))} holds a row that cannot be, or stands in the way: {_first_line(error.orig)}. "
        "“antrean db verify” says what is wrong.",
    )


def _explain(url: URL, error: DBAPIError) -> Unavailable | None:
    if isinstance(error.orig, sqlite3.Error):
        return explain_sqlite(describe(url), error.orig)
    return _explain_postgres(url, error)


def explain_sqlite(where: str, error: sqlite3.Error) -> Unavailable | None:
    """Return what a technician can do about a failure of SQLite, or None where that is not known."""
    words = str(error)
    match getattr(error, "sqlite_errorname", "").split("_")[:2]:
        case ["SQLITE", "NOTADB"]:
            sentence = f"{_cap(where)} is not an Antrean database: it is not SQLite."
            return Unavailable("database", sentence, retry=False, ail=Ail.NOT_SQLITE)
        case ["SQLITE", "CORRUPT"]:
            sentence = f"{_cap(where)} is damaged ({words}). Restore a backup."
            return Unavailable("database", sentence, retry=False, ail=Ail.DAMAGED, detail=words)
        case ["SQLITE", "CANTOPEN"]:
            return Unavailable(
                "database",
                f"{_cap(where)} cannot be opened. Is the path right, and may this user read it? “antrean db upgrade”"
                " creates a new one.",
                ail=Ail.CANNOT_OPEN,
            )
        case ["SQLITE", "READONLY"] | ["SQLITE", "PERM"]:
            return Unavailable("database", f"{_cap(where)} may not be written by this user.", ail=Ail.READ_ONLY)
        case ["SQLITE", "FULL"]:
            return Unavailable("database", f"The disk of {where} is full.", ail=Ail.DISK_FULL)
        case ["SQLITE", "BUSY"] | ["SQLITE", "LOCKED"]:
            return Busy("database", f"{_cap(where)} is held by another program; trying again.", ail=Ail.HELD)
        case ["SQLITE", "IOERR"]:
            sentence = f"{_cap(where)} cannot be read or written ({words})."
            return Unavailable("database", sentence, ail=Ail.FAILS, detail=words)
        case _:
            pass
    if "no such table" in words or "no such column" in words:
        return _no_tables(where)
    return None


def _explain_postgres(url: URL, error: DBAPIError) -> Unavailable | None:
    import psycopg

    where = describe(url)
    original = error.orig
    match original:
        case psycopg.errors.UndefinedTable() | psycopg.errors.UndefinedColumn():
            return _no_tables(where)
        case psycopg.errors.LockNotAvailable() | psycopg.errors.QueryCanceled():
            sentence = f"{_cap(where)} is busy: another PC holds the queue; trying again."
            return Busy("database", sentence, ail=Ail.HELD)
        case psycopg.errors.InsufficientPrivilege():
            return Unavailable(
                "database",
                f"The role {url.username} may not do this in {where}. Take a role that may, or give it the rights of "
                "its place again: “antrean db grant”.",
                retry=False,
                ail=Ail.NO_RIGHT,
            )
        case psycopg.errors.ReadOnlySqlTransaction() | psycopg.errors.DiskFull():
            said = _first_line(original)
            return Unavailable("database", f"{_cap(where)} cannot be written: {said}.", ail=Ail.FAILS, detail=said)
        case psycopg.errors.IdleInTransactionSessionTimeout():
            sentence = f"{_cap(where)} waited too long for this PC and ended the connection."
            return Unavailable("database", sentence, ail=Ail.ENDED)
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return unreachable(url, original)
        case psycopg.ProgrammingError(sqlstate=None):
            # The driver itself refused, before any server was asked: a part of the address is wrong.
            return unreachable(url, original)
        case _:
            return None


def unreachable(url: URL, error: BaseException) -> Unavailable:
    """Return that a PostgreSQL database cannot be reached, why, and what to do about it."""
    why = reaching.why(url, str(error) or type(error).__name__)
    sentence = f"{_cap(describe(url))} cannot be reached: {why}"
    return Unavailable("database", sentence, ail=Ail.UNREACHABLE, detail=why)


def _no_tables(where: str) -> Unavailable:
    sentence = f"{_cap(where)} has no Antrean tables yet. Run “antrean db upgrade”."
    return Unavailable("schema", sentence, retry=False, ail=Ail.NO_TABLES)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def _cap(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _bad_url(text: str) -> Refused:
    shown = stored.word(text.split("@")[-1], 80)
    return Refused(
        Reason.BAD_INPUT,
        f"“{shown}” is not a database address; write sqlite:///path/file.db or postgresql://user@host/name.",
    )
