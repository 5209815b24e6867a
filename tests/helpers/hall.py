"""A hall for tests: its database in an instant, its clock, and short words for what happens in it."""

import atexit
import dataclasses
import functools
import inspect
import itertools
import os
import shutil
import sqlite3
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from sqlalchemy import literal, text

from antrean import closing, desk, front, mall, mall_file, roster
from antrean.desk import Called, Desk
from antrean.errors import Reason, Refused
from antrean.model import Event, EventKind, Role, Ticket
from antrean.store import mall_rows, officer_rows, schema, tables, tickets
from antrean.store import unit as unit_module
from antrean.store.engine import libpq_address
from antrean.store.store import Store
from tests.helpers.postgres import Server, fast_folder

JAKARTA: Final = ZoneInfo("Asia/Jakarta")
MONDAY: Final = datetime(2026, 11, 23, 8, 5, tzinfo=JAKARTA)
"""An ordinary Monday of the example mall, five past eight: everything is open, and no counter needs to be yet."""

ROOT: Final = Path(__file__).resolve().parents[2]
"""Where a process of a test's own starts, so that it finds the packages."""

MALLS: Final = ROOT / "assets" / "malls"

CHEAP: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""What tests put in the place of `pin.HASHER`: a guess then costs next to nothing."""
PIN: Final = "471108"
"""The PIN of every officer that `officer` adds."""
_PIN_HASH: Final = CHEAP.hash(PIN)

_numbers = itertools.count(1)
_run = uuid.uuid4().hex[:8]


def request() -> str:
    """Return a request id that was never used before, by no process."""
    return f"{_run}-{os.getpid()}-{next(_numbers)}"


def connect(url: str) -> Store:
    """Return a store as the programs make it; the caller closes it."""
    return Store(url, new_day=closing.close_older_days)


def build(url: str, mall_name: str = "kota_sejahtera") -> None:
    """Make the tables of an empty database, load an example mall, and let it be Monday, 08:05."""
    schema.upgrade(url)
    store = connect(url)
    try:
        mall.load(store, mall_file.read(MALLS / f"{mall_name}.toml"))
        begin(store)
    finally:
        store.close()


@functools.cache
def prepared() -> Path:
    """Return the file of the large example mall on Monday, built once in a process: copy it, never open it."""
    folder = fast_folder("antrean-prepared-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "hall.db"
    build(f"sqlite:///{path}")
    return path


class Warm:
    """A SQLite hall that many tests share: put back in order before each, while its store stays connected.

    A store reads the whole mall when it connects, and that takes longer than most tests.
    """

    def __init__(self, template: Path) -> None:
        self._folder = fast_folder("antrean-warm-")
        self._template = self._folder / "clean.db"
        self._path = self._folder / "hall.db"
        for copy in (self._template, self._path):
            shutil.copyfile(template, copy)
        self.store = connect(f"sqlite:///{self._path}")
        mall.read(self.store)
        self._mall = self.store._mall
        self._at = now(self.store)

    def again(self, at: datetime | None = None) -> Store:
        """Return the store, with nothing done since the template was made; its clock shows that moment, or `at`."""
        _put_back(self._template, self._path, at or self._at)
        # What a test before this one loaded was of the same version as what this one may load.
        self.store._mall = self._mall
        return self.store

    def close(self) -> None:
        self.store.close()
        shutil.rmtree(self._folder)


class Halls:
    """Halls on both engines, each built once: put back in order before every test, or copied for one of its own.

    Putting a hall back leaves its store connected and warm; that is what makes a test fast.
    """

    def __init__(self, folder: Path, server: Callable[[], Server]) -> None:
        self.folder = folder
        self._server = server
        self._shared: dict[tuple[str, str], tuple[Store, Callable[[], None]]] = {}
        self._malls: dict[tuple[str, str], Any] = {}
        self._files: dict[str, Path] = {}
        self._databases: dict[str, str] = {}

    def again(self, engine: str, mall_name: str) -> Store:
        """Return the hall that all tests share, as new: Monday, 08:05, nothing done yet."""
        key = engine, mall_name
        if key not in self._shared:
            self._shared[key] = self._share_sqlite(mall_name) if engine == "sqlite" else self._share_postgres(mall_name)
        store, put_back = self._shared[key]
        put_back()
        # What a test before this one loaded was of the same version as what this one may load.
        if key in self._malls:
            store._mall = self._malls[key]
        else:
            mall.read(store)
            self._malls[key] = store._mall
        return store

    def sqlite(self, folder: Path, mall_name: str = "kota_sejahtera") -> str:
        """Return the URL of a hall in a new file of a folder."""
        copy = folder / f"{mall_name}.db"
        shutil.copyfile(self._file(mall_name), copy)
        return f"sqlite:///{copy}"

    def postgresql(self, mall_name: str = "kota_sejahtera") -> tuple[str, Callable[[], None]]:
        """Return the URL of a hall in a new database, and what removes it again."""
        copy = self._server().create(template=self._database(mall_name))
        return self._server().url(copy), lambda: self._server().drop(copy)

    @contextmanager
    def own(self, engine: str, mall_name: str) -> Iterator[str]:
        """Give the URL of a hall that nobody else uses; it is gone afterwards."""
        if engine == "sqlite":
            # In memory, where no writer waits for a disk.
            folder = Path(tempfile.mkdtemp(dir=self.folder))
            yield self.sqlite(folder, mall_name)
            shutil.rmtree(folder)
            return
        url, drop = self.postgresql(mall_name)
        yield url
        drop()

    def restorer(self, engine: str, store: Store) -> Callable[[], Store]:
        """Return what puts a hall of its own back as it is now, however it was changed, and gives its store."""
        mall.read(store)
        kept, at = store._mall, now(store)
        if engine == "sqlite":
            template = Path(tempfile.mkdtemp(dir=self.folder)) / "clean.db"
            path = Path(store.url.database or "")
            _copy(path, template)
            put_back = functools.partial(_put_back, template, path, at)
        else:
            put_back = functools.partial(self._server().restorer(libpq_address(store.url)), _offset_ms(at))

        def again() -> Store:
            put_back()
            store._mall = kept
            return store

        return again

    def close(self) -> None:
        for store, _ in self._shared.values():
            store.close()

    def _file(self, mall_name: str) -> Path:
        if mall_name not in self._files:
            path = self.folder / f"{mall_name}.db"
            build(f"sqlite:///{path}", mall_name)
            self._files[mall_name] = path
        return self._files[mall_name]

    def _database(self, mall_name: str) -> str:
        if mall_name not in self._databases:
            name = self._server().create()
            build(self._server().url(name), mall_name)
            self._databases[mall_name] = name
        return self._databases[mall_name]

    def _share_sqlite(self, mall_name: str) -> tuple[Store, Callable[[], None]]:
        folder = self.folder / f"shared-{mall_name}"
        folder.mkdir()
        url = self.sqlite(folder, mall_name)

        return connect(url), lambda: _put_back(self._file(mall_name), folder / f"{mall_name}.db", MONDAY)

    def _share_postgres(self, mall_name: str) -> tuple[Store, Callable[[], None]]:
        url = self.postgresql(mall_name)[0]
        put_back = self._server().restorer(url)
        return connect(url), lambda: put_back(_offset_ms(MONDAY))


_stands_at: datetime | None = None
"""What the databases' clock shows while `stop_clock` holds it."""


def _offset_ms(at: datetime) -> int:
    """Return by how much a hall's clock is ahead of its database's when it shows a moment."""
    return round((at - (_stands_at or datetime.now(UTC))) / timedelta(milliseconds=1))


def _put_back(template: Path, path: Path, at: datetime) -> None:
    """Make a SQLite hall that is in use what its template is, with its clock at a moment."""
    clean, shared = (sqlite3.connect(one) for one in (template, path))
    shared.execute("PRAGMA synchronous=OFF")
    clean.backup(shared)
    shared.execute("UPDATE mall SET clock_offset_ms = ?", [_offset_ms(at)])
    shared.commit()
    shared.close()
    clean.close()


def _copy(path: Path, target: Path) -> None:
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    source.backup(copy)
    source.close()
    copy.close()


def begin(store: Store) -> None:
    """Let it be Monday, 08:05, with every older day closed."""
    mall.set_clock(store, MONDAY)
    with store.read() as unit:
        is_begun = unit.head.open_day == MONDAY.date()
    if not is_begun:
        with store.write():
            pass


def set_clock(store: Store, at: datetime | str) -> None:
    """Make the hall's clock show a moment; a text such as "2026-11-27 11:45" is the mall's own time."""
    moment = datetime.fromisoformat(at).replace(tzinfo=JAKARTA) if isinstance(at, str) else at
    mall.set_clock(store, moment)


def advance_clock(store: Store, seconds: float) -> None:
    """Let time pass in the hall, without waiting for it."""
    with store.write() as unit:
        mall_rows.add_clock_offset(unit, round(seconds * 1000))


def now(store: Store) -> datetime:
    with store.read() as unit:
        return unit.now


def stop_clock(patch: pytest.MonkeyPatch) -> None:
    """Let the databases' clock stand still for this process: time passes only when `advance_clock` says so.

    No limit of a few seconds is then reached because the machine is slow.
    """
    now, heads = _standing()
    patch.setattr(sys.modules[__name__], "_stands_at", now)
    patch.setattr(unit_module, "_HEAD", heads)


@functools.cache
def _standing() -> tuple[datetime, dict[str, Any]]:
    """Return the moment at which clocks stand in this process, and the statements that say so."""
    now = datetime.now(UTC).replace(microsecond=0)
    moment = literal(now, tables.UtcTime())
    return now, {name: unit_module._head(moment) for name in ("sqlite", "postgresql")}


def clock_within(store: Store, moment: datetime, seconds: float = 5) -> bool:
    """Say whether the hall's clock shows a moment, give or take what the test itself needed."""
    return timedelta(0) <= now(store) - moment <= timedelta(seconds=seconds)


def officer(store: Store, name: str, role: Role = Role.OFFICER, agencies: str = "") -> int:
    """Return the id of an officer, who is added when new, with `PIN`: chosen by the officer as it were."""
    with store.write() as unit:
        found = officer_rows.by_name(unit, name)
        if found is not None and found.pin_hash is not None:
            return found.officer.id
        one = officer_rows.add(unit, name, role, agencies) if found is None else found.officer
        officer_rows.set_pin(unit, one.id, _PIN_HASH, is_once=False)
        if found is None:
            unit.append(EventKind.OFFICER_ADDED, officer=one.id, body={"role": role.value})
    return one.id


def without_pins(store: Store) -> None:
    """Let whoever sits down pick a name, as in the mall file `mini.toml`."""
    _want_pins(store, False)


def with_pins(store: Store) -> None:
    """Let officers sign in with their PINs."""
    _want_pins(store, True)


def _want_pins(store: Store, pins: bool) -> None:
    record = mall.read(store)
    mall.load(store, dataclasses.replace(record, rules=dataclasses.replace(record.rules, pins=pins)))


def person(store: Store, role: Role, *agencies: str) -> int:
    """Return the id of somebody of a role who is confined to some agencies (letters); none = the whole mall."""
    letters = "".join(agencies)
    return officer(store, f"{role.value} {letters}".strip(), role, letters)


def open_counter(store: Store, number: int, name: str | None = None) -> Desk:
    """Open a counter for an officer of its own, or for a named one."""
    person = officer(store, name or f"Officer {number}")
    roster.open_counter(store, number, person, request_id=request())
    return Desk(counter=number, officer=person)


def issue(store: Store, service: str = "ktp", **options: Any) -> Ticket:
    """Take a number; options are those of `front.issue`."""
    options = {"request_id": request(), "device": "kiosk-1"} | options
    return front.issue(store, service, **options).ticket


def call(store: Store, who: Desk) -> Ticket:
    """Call the next visitor, who must exist."""
    found = desk.call_next(store, who, request_id=request())
    assert isinstance(found, Called)
    return found.ticket


def serve(store: Store, who: Desk) -> Ticket:
    """Call the next visitor and begin the service."""
    call(store, who)
    return desk.start(store, who, request_id=request())


def refused(action: Callable[..., object], *arguments: object, **options: object) -> Reason:
    """Do something that must be refused, under a request id of its own where it takes one; return why."""
    if "request_id" in inspect.signature(action).parameters:
        options = {"request_id": request()} | options
    with pytest.raises(Refused) as caught:
        action(*arguments, **options)
    return caught.value.reason


def ticket(store: Store, code: str) -> Ticket:
    """Return today's ticket of a code."""
    with store.read() as unit:
        return tickets.by_code(unit, code)


def log(store: Store, after: int = 0) -> list[Event]:
    """Return the facts after an event of the log, all of them."""
    with store.read() as unit:
        epoch = unit.head.epoch
    found: list[Event] = []
    while batch := store.events_after(found[-1].id if found else after, epoch).events:
        found += batch
    return found


def newest(store: Store) -> int:
    """Return the id of the newest fact."""
    with store.read() as unit:
        return unit.head.newest


def rows(store: Store, sql: str, **values: Any) -> list[Any]:
    """Read the tables themselves."""
    with store.read() as unit:
        return list(unit.connection.execute(text(sql), values))


def execute(store: Store, sql: str, **values: Any) -> None:
    """Write to the tables past all rules, as a slip in the code or a hand in the database would."""
    with store.write() as unit:
        unit.connection.execute(text(sql), values)


def contents(store: Store) -> dict[str, list[Any]]:
    """Return every row of every table that a use case may write: two equal ones mean nothing was written."""
    names = (
        *("mall", "officers", "shifts", "series", "tickets", "events", "requests", "announcements", "leases"),
        *("searches", "devices", "assistance", "overrides", "acknowledgements", "notes", "emergency_numbers"),
    )
    with store.read() as unit:
        return {
            name: list(unit.connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2").all()) for name in names
        }
