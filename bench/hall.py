"""A hall to measure: the large example mall on its Monday morning, with counters open and lines of chosen length."""

import dataclasses
import uuid
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from antrean import assets, closing, mall, mall_file, roster, signing
from antrean.hours import DayHours, Schedule, Span
from antrean.mall_record import Mall
from antrean.model import Role
from antrean.store import schema
from antrean.store.store import Store
from bench.engines import is_postgresql, native, plain_connection

MONDAY: Final = datetime(2026, 11, 23, 8, 40, tzinfo=ZoneInfo("Asia/Jakarta"))
MOST_COUNTERS: Final = 8
_LONG_DAY: Final = DayHours(open=(Span(time(0, 0), time(23, 59)),))


@dataclass(frozen=True, kw_only=True)
class Place:
    """A counter with an officer, and the lines that only this counter calls from."""

    counter: int
    officer: int
    queue: str
    priority_queue: str
    """The same as `queue` where the agency has none of its own."""
    service: str


@dataclass(frozen=True, kw_only=True)
class Hall:
    url: str
    mall: Mall
    places: tuple[Place, ...]
    services: tuple[str, ...]
    """Services without a quota: a benchmark gives more numbers than a day has."""

    @property
    def is_postgresql(self) -> bool:
        return is_postgresql(self.url)


def request() -> str:
    """Return a new request id, as the apps make them."""
    return uuid.uuid4().hex


def connect(url: str) -> Store:
    """Return a store as the apps make it; the caller closes it."""
    return Store(url, new_day=closing.close_older_days)


def build(url: str, *, counters: int = MOST_COUNTERS, is_always_open: bool = False) -> Hall:
    """Make the tables of an empty database, load the example mall, set its clock and open its counters.

    `counters` of them share no queue and are the places at which a benchmark calls. A hall that `is_always_open` has
    no hours, no holidays and every service on every day.
    """
    schema.upgrade(url)
    record = _roomy(mall_file.read(assets.path("malls", "kota_sejahtera.toml")))
    if is_always_open:
        record = _always_open(record)
    store = connect(url)
    try:
        mall.load(store, record)
        mall.set_clock(store, MONDAY)
        places = tuple(_open(store, record, number) for number in _apart(record)[:counters])
        for number in {one.number for one in record.counters} - {place.counter for place in places}:
            roster.open_counter(store, number, None, request_id=request())
    finally:
        store.close()
    services = tuple(
        one.code for one in record.services if one.daily_quota is None and MONDAY.weekday() in one.weekdays
    )
    return Hall(url=url, mall=record, places=places, services=services)


def _roomy(record: Mall) -> Mall:
    """Return the mall with a long day and short services: a benchmark gives more numbers than a day has minutes.

    Without PINs: they are slow on purpose and no part of the queue.
    """
    return dataclasses.replace(
        record,
        rules=dataclasses.replace(record.rules, pins=False),
        hours=dataclasses.replace(record.hours, week=dict.fromkeys(range(7), _LONG_DAY)),
        services=tuple(dataclasses.replace(one, target_minutes=1) for one in record.services),
    )


def _always_open(record: Mall) -> Mall:
    return dataclasses.replace(
        record,
        hours=Schedule(always_open=True),
        services=tuple(dataclasses.replace(one, weekdays=frozenset(range(7))) for one in record.services),
    )


def _apart(record: Mall) -> list[int]:
    """Return counters that share no queue: each calls from lines of its own, as in a hall of many agencies."""
    chosen: list[int] = []
    taken: set[str] = set()
    for counter in record.counters:
        codes = {*counter.own, *counter.help}
        has_regular = any(not record.queue(code).is_priority for code in counter.own)
        if has_regular and not codes & taken:
            chosen.append(counter.number)
            taken |= codes
    return chosen


def _open(store: Store, record: Mall, number: int) -> Place:
    officer = signing.add(store, None, f"Petugas {number}", Role.OFFICER, request_id=request()).officer
    roster.open_counter(store, number, officer.id, request_id=request())
    own = [record.queue(code) for code in record.counter(number).own]
    regular = next(one for one in own if not one.is_priority)
    priority = next((one for one in own if one.is_priority and one.agency == regular.agency), regular)
    service = next(
        (one for one in record.services if one.queue == regular.code),
        next(one for one in record.services if one.agency == regular.agency),
    )
    return Place(
        counter=number,
        officer=officer.id,
        queue=regular.code,
        priority_queue=priority.code,
        service=service.code,
    )


# Rows of the present state alone, without facts in the log: they stand for visitors whom nobody measures.
_WAITING = """
INSERT INTO tickets (service_day, series, number, queue, service, state, is_priority, language, place, issued_at,
    waiting_since, last_event, secret, issue_request, print_state)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
SELECT :day, CASE WHEN i % 10 = 0 THEN :priority_queue ELSE :queue END, :base + i,
    CASE WHEN i % 10 = 0 THEN :priority_queue ELSE :queue END, :service, 'waiting', i % 10 = 0, 'id', :base + i,
    :at, :at, 1, :mark || i, :mark || i, 'printed'
FROM n WHERE true ON CONFLICT DO NOTHING
"""
SEEDED: Final = 3_000
"""Numbers above this one are those of seeded visitors; a day of a benchmark gives fewer."""
_SERVED = (
    "UPDATE tickets SET state = 'done', ended_at = waiting_since WHERE state = 'waiting'",
    # A series ends at 9999: the next round needs their numbers again.
    f"UPDATE tickets SET number = 10000 + id WHERE number > {SEEDED} AND state NOT IN ('called', 'serving')",
    "UPDATE announcements SET state = 'spoken' WHERE state = 'queued'",
)


def seed_waiting(hall: Hall, place: Place, count: int, *, base: int = SEEDED) -> None:
    """Put `count` people into a counter's lines, every tenth with priority; their numbers begin behind `base`.

    Whoever stands at a counter keeps the number, and nobody else gets it.
    """
    if count < 1:
        return
    values = {
        "count": count,
        "day": _day(hall),
        "priority_queue": place.priority_queue,
        "queue": place.queue,
        "service": place.service,
        "base": base,
        "at": _at(hall),
        "mark": uuid.uuid4().hex[:12] + "-",
    }
    statement = native(hall.url, _WAITING)
    if hall.is_postgresql:
        # An untyped parameter in a SELECT list is text to PostgreSQL.
        for name, kind in (("day", "date"), ("at", "timestamptz"), ("base", "int"), ("mark", "text")):
            statement = statement.replace(f"%({name})s", f"%({name})s::{kind}")
    with plain_connection(hall.url) as connection:
        connection.execute(statement, values)


def sweep(hall: Hall) -> None:
    """Serve and announce whoever is left, so that every round begins with the same short lines."""
    with plain_connection(hall.url) as connection:
        for statement in _SERVED:
            connection.execute(statement)


def refresh_statistics(hall: Hall) -> None:
    """Let the planner know the tables, as autovacuum does in time on PostgreSQL."""
    with plain_connection(hall.url) as connection:
        connection.execute("VACUUM ANALYZE" if hall.is_postgresql else "ANALYZE")


def _day(hall: Hall) -> object:
    return MONDAY.date() if hall.is_postgresql else MONDAY.date().isoformat()


def _at(hall: Hall) -> object:
    return MONDAY if hall.is_postgresql else "2026-11-23T01:40:00.000Z"
