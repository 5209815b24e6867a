"""Years of past service days, written straight into the tables: tickets, their facts in the log, their announcements.

Hashes and ticket codes are made so that they rise with the ids and yet lie evenly over their whole range: writing
them is quick, and a new row falls on a random page of the indexes, as it does in a hall that grew over years.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from typing import Any, Final

from bench.engines import native, plain_connection
from bench.hall import MONDAY, Hall

TICKETS_A_DAY: Final = 1000
EVENTS_A_TICKET: Final = 4
_CHUNK: Final = 100_000

# One row a service: what an old ticket of it looks like.
_KINDS: Final = """
CREATE TEMPORARY TABLE kinds (at int PRIMARY KEY, service text, queue text, counter int, area text, zone text)
"""

# i counts tickets from 0; every id of the old days follows from it.
_TICKETS: Final = """
INSERT INTO tickets (id, service_day, series, number, queue, service, state, is_priority, language, place, counter,
    issued_at, waiting_since, called_at, started_at, ended_at, call_count, call_event, turn_counter, turn_event,
    last_event, outcome, secret, issue_request, device, print_state)
SELECT :first_ticket + i, {day}, queue, i % {a_day} + 1, queue, service,
    CASE WHEN i % 16 = 3 THEN 'expired' ELSE 'done' END, i % 11 = 0, 'id', :first_event + 4 * i, counter,
    {issued}, {issued}, {called}, CASE WHEN i % 16 = 3 THEN NULL ELSE {called} END, {ended}, 1 + i % 2,
    :first_event + 4 * i + 1, CASE WHEN i % 5 = 0 THEN counter END,
    CASE WHEN i % 5 = 0 THEN :first_event + 4 * i + 1 END,
    :first_event + 4 * i + 3, CASE WHEN i % 16 = 3 THEN NULL ELSE 'done' END, {secret}, {request}, 'kiosk-1', 'printed'
FROM {numbers} JOIN kinds ON kinds.at = i % :kinds
"""
_EVENTS: Final = """
INSERT INTO events (id, at, service_day, kind, ticket, counter, queue, officer, body, prev_hash, hash)
SELECT :first_event + j, {at}, {day}, {kind}, :first_ticket + i, CASE WHEN j % 4 = 0 THEN NULL ELSE counter END, queue,
    CASE WHEN j % 4 = 0 THEN NULL ELSE 1 END,
    '{{"because":"turn","call_count":1,"code":"' || queue || '-' || (i % {a_day})
        || '","from":"waiting","is_priority":false,"reason":null,"service":"' || service || '"}}', {before}, {hash}
FROM {numbers} JOIN kinds ON kinds.at = i % :kinds
"""
_ANNOUNCEMENTS: Final = """
INSERT INTO announcements (event, area, zone, service_day, kind, ticket, counter, body, state, queued_at, started_at,
    ended_at)
SELECT :first_event + 4 * i + 1, area, zone, {day}, 'call', :first_ticket + i, counter,
    '{{"agency_spoken":"Dinas Kependudukan","call_count":1,"code":"' || queue || '-' || (i % {a_day})
        || '","is_priority":false,"language":"id"}}', 'spoken', {called}, {called}, {called}
FROM {numbers} JOIN kinds ON kinds.at = i % :kinds
"""
_SHIFTS: Final = """
INSERT INTO shifts (counter, officer, service_day, state, opened_at, since, closed_at)
SELECT counter, 1, {day}, 'closed', {issued}, {issued}, {ended}
FROM (SELECT i * {a_day} AS i FROM {numbers}) AS days JOIN (SELECT DISTINCT counter FROM kinds) AS counters ON true
"""
_SERIES: Final = """
INSERT INTO series (queue, service_day, last)
SELECT queue, {day}, {a_day} FROM (SELECT i * {a_day} AS i FROM {numbers}) AS days
JOIN (SELECT DISTINCT queue FROM kinds) AS queues ON true
"""
_QUICK_SQLITE: Final = ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-262144", "temp_store=MEMORY")
_QUICK_POSTGRESQL: Final = (
    # The rows refer to each other rightly by construction; checking each would double the time.
    "SET session_replication_role = replica",
    "SET synchronous_commit = off",
    "SET maintenance_work_mem = '256MB'",
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET max_wal_size = '4GB'",
    "SELECT pg_reload_conf()",
)
_SAFE_POSTGRESQL: Final = ("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()", "CHECKPOINT")
_INDEXES_SQLITE: Final = """
SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
    AND tbl_name IN ('tickets', 'events', 'announcements')
"""
_INDEXES_POSTGRESQL: Final = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('tickets', 'events', 'announcements')
    AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


def write(hall: Hall, tickets: int, say: Callable[[str], None], *, most_s: float = 120) -> int:
    """Put tickets of past days with all that belongs to them into a hall, before anything happens today.

    Returns how many: fewer than `tickets` when the machine would need longer than `most_s` seconds.
    """
    end_at = time.perf_counter() + most_s
    with plain_connection(hall.url) as connection:
        _hurry(connection, hall.is_postgresql)
        connection.execute(_KINDS)
        kinds = _kinds(hall)
        marks = ", ".join(native(hall.url, f":{name}") for name in kinds[0])
        connection.cursor().executemany(f"INSERT INTO kinds VALUES ({marks})", kinds)
        ids = {
            "first_ticket": connection.execute("SELECT coalesce(max(id), 0) + 1 FROM tickets").fetchone()[0],
            "first_event": connection.execute("SELECT coalesce(max(id), 0) + 1 FROM events").fetchone()[0],
            "kinds": len(kinds),
        }
        words = _Words(hall.is_postgresql, tickets)

        def fill(statement: str, start: int, end: int) -> None:
            sql = statement.format(**words.of(statement, start, end))
            # Whole numbers only: nothing here comes from outside.
            for name, value in ids.items():
                sql = sql.replace(f":{name}", str(value))
            connection.execute(sql)

        done = 0
        with _without_indexes(connection, hall.is_postgresql):
            while done < tickets:
                began = time.perf_counter()
                end = min(tickets, done + _CHUNK)
                with _transaction(connection):
                    fill(_TICKETS, done, end)
                    fill(_EVENTS, done * EVENTS_A_TICKET, end * EVENTS_A_TICKET)
                    fill(_ANNOUNCEMENTS, done, end)
                done = end
                say(f"{done:,} old tickets")
                # The indexes still have to be built, in about a third of the time that the rows took.
                now = time.perf_counter()
                if end_at - now < (now - began) * (1 + done / _CHUNK / 3):
                    break
            days = -(-done // TICKETS_A_DAY)
            with _transaction(connection):
                fill(_SHIFTS, 0, days)
                fill(_SERIES, 0, days)
            say("indexes")
        connection.execute("DROP TABLE kinds")
        if hall.is_postgresql:
            connection.execute("SELECT setval('tickets_id_seq', (SELECT max(id) FROM tickets))")
            for statement in _SAFE_POSTGRESQL:
                connection.execute(statement)
    return done


class _Words:
    """The expressions in which the two engines differ."""

    def __init__(self, is_postgresql: bool, tickets: int) -> None:
        self.is_postgresql = is_postgresql
        days = -(-tickets // TICKETS_A_DAY)
        self._first_day = MONDAY.astimezone(UTC).replace(hour=0, minute=40) - timedelta(days=days)
        # 14 hex digits hold the whole range without leaving a signed 64 bit number.
        self._event_step = 2**56 // (tickets * EVENTS_A_TICKET + 2)
        self._ticket_step = 2**56 // (tickets + 1)

    def of(self, statement: str, start: int, end: int) -> dict[str, str]:
        """Return the expressions for a statement whose numbers run from `start` to before `end`."""
        numbers = f"WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i < {end - 1})"
        picked = "SELECT i FROM n"
        if statement is _EVENTS:
            numbers = numbers.replace("n(i)", "n(j)").replace("i + 1", "j + 1").replace("i <", "j <")
            picked = "SELECT j, j / 4 AS i FROM n"
        return {
            "numbers": f"({numbers} {picked}) AS numbers",
            "a_day": str(TICKETS_A_DAY),
            "day": self._day(),
            "issued": self._moment(f"i % {TICKETS_A_DAY} * 20"),
            "called": self._moment(f"i % {TICKETS_A_DAY} * 20 + 600"),
            "ended": self._moment(f"i % {TICKETS_A_DAY} * 20 + 1200"),
            "at": self._moment(f"i % {TICKETS_A_DAY} * 20 + j % 4 * 300"),
            "kind": ("CASE j % 4 WHEN 0 THEN 'issued' WHEN 1 THEN 'called' WHEN 2 THEN 'started' ELSE 'finished' END"),
            "secret": self._spread("i", self._ticket_step, 6),
            "request": self._spread("i", self._ticket_step, 18),
            # From 1: nought is what the very first fact stands on. Nobody follows this chain.
            "before": self._spread("(j + 1)", self._event_step, 50),
            "hash": self._spread("(j + 2)", self._event_step, 50),
        }

    def _day(self) -> str:
        first = self._first_day.date().isoformat()
        if self.is_postgresql:
            return f"(date '{first}' + (i / {TICKETS_A_DAY})::int)"
        return f"date('{first}', '+' || (i / {TICKETS_A_DAY}) || ' days')"

    def _moment(self, seconds: str) -> str:
        first = int(self._first_day.timestamp())
        whole = f"{first} + i / {TICKETS_A_DAY} * 86400 + ({seconds})"
        if self.is_postgresql:
            return f"to_timestamp({whole})"
        return f"strftime('%Y-%m-%dT%H:%M:%S.000Z', {whole}, 'unixepoch')"

    def _spread(self, number: str, step: int, tail: int) -> str:
        """Return hexadecimal text of 14 + `tail` digits that rises with a number over the whole range."""
        if self.is_postgresql:
            high = f"lpad(to_hex(({number})::bigint * {step}), 14, '0')"
            return f"({high} || left(md5(({number})::text) || md5('x' || ({number})::text), {tail}))"
        return f"printf('%014x%0{tail}d', {number} * {step}, {number} * 7919 % 1000000)"


def _kinds(hall: Hall) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for service in hall.mall.services:
        counters = hall.mall.counters_of(service.queue)
        if not counters:
            continue
        zone = hall.mall.zone(hall.mall.counter(counters[0]).zone)
        rows.append(
            {
                "number": len(rows),
                "service": service.code,
                "queue": service.queue,
                "counter": counters[len(rows) % len(counters)],
                "area": zone.voice_area,
                "zone": zone.code,
            }
        )
    return rows


def _hurry(connection: Any, is_postgresql: bool) -> None:
    for word in _QUICK_POSTGRESQL if is_postgresql else [f"PRAGMA {one}" for one in _QUICK_SQLITE]:
        connection.execute(word)


@contextlib.contextmanager
def _without_indexes(connection: Any, is_postgresql: bool) -> Iterator[None]:
    """Take the indexes away that no constraint needs, and build them again afterwards: sorting once is quicker."""
    found = connection.execute(_INDEXES_POSTGRESQL if is_postgresql else _INDEXES_SQLITE).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, definition in found:
        connection.execute(definition)


@contextlib.contextmanager
def _transaction(connection: Any) -> Iterator[None]:
    connection.execute("BEGIN")
    yield
    connection.execute("COMMIT")
