"""A hall for tests: its database in an instant, its clock, and short words for what happens in it."""

import itertools
import os
import shutil
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import text

from antrean import closing, desk, front, mall, mall_file, roster
from antrean.desk import Called, Desk
from antrean.model import Event, Role, Ticket
from antrean.store import mall_rows, schema, tickets
from antrean.store.store import Store
from tests.helpers.postgres import Server

JAKARTA: Final = ZoneInfo("Asia/Jakarta")
MONDAY: Final = datetime(2026, 11, 23, 8, 40, tzinfo=JAKARTA)
"""An ordinary Monday of the example mall, twenty minutes to nine: everything is open."""

ROOT: Final = Path(__file__).resolve().parents[2]
"""Where a process of a test's own starts, so that it finds the packages."""

MALLS: Final = ROOT / "assets" / "malls"

_numbers = itertools.count(1)
_run = uuid.uuid4().hex[:8]


def request() -> str:
    """Return a request id that was never used before, by no process."""
    return f"{_run}-{os.getpid()}-{next(_numbers)}"


def connect(url: str) -> Store:
    """Return a store as the programs make it; the caller closes it."""
    return Store(url, new_day=closing.close_older_days)


def build(url: str, mall_name: str = "kota_sejahtera") -> None:
    """Make the tables of an empty database and load an example mall."""
    schema.upgrade(url)
    store = connect(url)
    try:
        mall.load(store, mall_file.read(MALLS / f"{mall_name}.toml"))
    finally:
        store.close()


class Halls:
    """Fresh halls on both engines, copied from one that was built once."""

    def __init__(self, folder: Path, server: Callable[[], Server]) -> None:
        self._folder = folder
        self._server = server
        self._files: dict[str, Path] = {}
        self._databases: dict[str, str] = {}

    def sqlite(self, folder: Path, mall_name: str = "kota_sejahtera") -> str:
        """Return the URL of a hall in a new file of a folder."""
        if mall_name not in self._files:
            path = self._folder / f"{mall_name}.db"
            build(f"sqlite:///{path}", mall_name)
            self._files[mall_name] = path
        copy = folder / f"{mall_name}.db"
        shutil.copyfile(self._files[mall_name], copy)
        return f"sqlite:///{copy}"

    def postgresql(self, mall_name: str = "kota_sejahtera") -> tuple[str, Callable[[], None]]:
        """Return the URL of a hall in a new database, and what removes it again."""
        server = self._server()
        if mall_name not in self._databases:
            name = server.create()
            build(server.url(name), mall_name)
            self._databases[mall_name] = name
        copy = server.create(template=self._databases[mall_name])
        return server.url(copy), lambda: server.drop(copy)


def begin(store: Store) -> None:
    """Let it be Monday, 08:40, with every older day closed."""
    mall.set_clock(store, MONDAY)
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


def clock_within(store: Store, moment: datetime, seconds: float = 5) -> bool:
    """Say whether the hall's clock shows a moment, give or take what the test itself needed."""
    return timedelta(0) <= now(store) - moment <= timedelta(seconds=seconds)


def officer(store: Store, name: str) -> int:
    """Return the id of an officer, who is added when new."""
    for one in roster.hall(store).officers:
        if one.name == name:
            return one.id
    return roster.add_officer(store, name, Role.OFFICER, request_id=request()).id


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
    names = ("mall", "officers", "shifts", "series", "tickets", "events", "requests", "announcements", "leases")
    return {name: rows(store, f"SELECT * FROM {name} ORDER BY 1, 2") for name in names}
