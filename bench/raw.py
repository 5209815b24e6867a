"""The yardstick without any library between: hand-written SQL through sqlite3 and psycopg."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, Final

from antrean.store.engine import WRITE_LOCK_KEY
from antrean.store.feed import CHANNEL
from antrean.store.tables import iso
from bench.engines import is_postgresql, native, open_plain
from bench.script import TICKET, Row

_ISSUED: Final = tuple(
    name for name in TICKET if name not in ("id", "place_tie", "call_event", "turn_counter", "turn_event")
)
_EVENT: Final = (
    *("id", "at", "service_day", "kind", "ticket", "counter", "queue", "officer", "body", "prev_hash", "hash"),
)
_ANNOUNCEMENT: Final = (
    *("event", "area", "zone", "service_day", "kind", "ticket", "counter", "body", "state", "queued_at"),
)
_CALL: Final = (
    "UPDATE tickets SET last_event = :last_event, call_event = :call_event, state = :state, counter = :counter,"
    " reserved_counter = :reserved_counter, called_at = :called_at, call_count = :call_count,"
    " remind_at = :remind_at, is_chosen = :is_chosen{turn}"
    " WHERE id = :ticket_id"
)
_HEAD: Final = """
SELECT {now}, mall.clock_offset_ms, newest.id, newest.hash
FROM mall LEFT JOIN (SELECT id, hash FROM events ORDER BY id DESC LIMIT 1) AS newest ON true WHERE mall.id = 1
"""
_HEADS: Final = """
SELECT tickets.id, tickets.place, tickets.place_tie, tickets.queue, tickets.is_priority, tickets.waiting_since,
    services.wait_target_minutes, counter_queues.is_own, false
FROM counter_queues
JOIN (SELECT true AS is_priority UNION ALL SELECT false) AS kinds ON true
JOIN tickets ON tickets.id = (
    SELECT line.id FROM tickets AS line
    WHERE line.queue = counter_queues.queue AND line.is_priority = kinds.is_priority
        AND line.state = 'waiting' AND line.reserved_counter IS NULL
    ORDER BY line.place, line.place_tie LIMIT 1)
JOIN services ON services.code = tickets.service
WHERE counter_queues.counter = :counter
UNION ALL
SELECT tickets.id, tickets.place, tickets.place_tie, tickets.queue, tickets.is_priority, tickets.waiting_since,
    services.wait_target_minutes, true, true
FROM tickets JOIN services ON services.code = tickets.service
WHERE tickets.id = (
    SELECT line.id FROM tickets AS line
    WHERE line.reserved_counter = :counter AND line.state = 'waiting' AND line.reserved_counter IS NOT NULL
    ORDER BY line.place, line.place_tie LIMIT 1)
"""


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"


def _statements(now: str) -> dict[str, str]:
    every_column = f"SELECT {', '.join(TICKET)} FROM tickets"
    return {
        "head": _HEAD.format(now=now),
        "request": "SELECT action, arguments_hash, result FROM requests WHERE id = :request",
        "request_insert": _insert("requests", ("id", "action", "arguments_hash", "result", "at")),
        "waiting": (
            "SELECT queue, service, count(*) FROM tickets WHERE service_day = :day AND state = 'waiting'"
            " AND state IN ('waiting', 'called', 'serving', 'held', 'no_show') GROUP BY queue, service"
        ),
        "staffed": "SELECT counter FROM shifts WHERE state <> 'closed' AND service_day = :day",
        "number": (
            "INSERT INTO series (queue, service_day, last) VALUES (:queue, :day, 1)"
            " ON CONFLICT (queue, service_day) DO UPDATE SET last = series.last + 1 RETURNING last"
        ),
        "ticket_insert": _insert("tickets", _ISSUED) + " RETURNING id",
        "event": _insert("events", _EVENT),
        "ahead": (
            "SELECT count(*) FROM tickets WHERE queue = :queue AND state = 'waiting' AND reserved_counter IS NULL"
            " AND place < :place AND (is_priority = true OR :is_priority = false)"
        ),
        "shift": (
            "SELECT shifts.id, shifts.counter, shifts.service_day, shifts.state, shifts.since, shifts.break_reason,"
            " shifts.break_minutes, officers.id, officers.name, officers.role FROM shifts"
            " JOIN officers ON officers.id = shifts.officer"
            " WHERE shifts.state <> 'closed' AND shifts.counter = :number"
        ),
        "active": every_column + " WHERE counter = :counter AND state IN ('called', 'serving')",
        "finish": (
            "UPDATE tickets SET last_event = :last_event, state = :state, started_at = :started_at,"
            " ended_at = :ended_at, outcome = :outcome WHERE id = :ticket_id"
        ),
        "heads": _HEADS,
        "turns": (
            "SELECT is_priority FROM tickets WHERE turn_counter = :counter AND service_day = :day"
            " ORDER BY turn_event DESC LIMIT :ratio"
        ),
        "ticket": every_column + " WHERE id = :ticket",
        "call": _CALL.format(turn=""),
        "call_as_turn": _CALL.format(turn=", turn_counter = :turn_counter, turn_event = :turn_event"),
        "hush": (
            "UPDATE announcements SET state = :state, why = :why, ended_at = :ended_at"
            " WHERE ticket = :of_ticket AND state = 'queued'"
        ),
        "announce": _insert("announcements", _ANNOUNCEMENT),
    }


class RawDriver:
    """One direct connection; both drivers keep the statements prepared."""

    def __init__(self, url: str) -> None:
        self.is_postgresql = is_postgresql(url)
        self._connection = open_plain(url)
        now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
        if self.is_postgresql:
            now = "clock_timestamp()"
        else:
            for pragma in ("synchronous=FULL", "foreign_keys=ON"):
                self._connection.execute(f"PRAGMA {pragma}")
        self._sql = {name: native(url, sql) for name, sql in _statements(now).items()}
        self._sql["notify"] = f"SELECT pg_notify('{CHANNEL}', %(newest)s)"
        self._cursor = self._connection.cursor()
        self._begin = ["BEGIN IMMEDIATE"]
        if self.is_postgresql:
            self._begin = ["BEGIN", f"SELECT pg_advisory_xact_lock({WRITE_LOCK_KEY})"]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        for statement in self._begin:
            self._cursor.execute(statement)
        try:
            yield
        except BaseException:
            self._cursor.execute("ROLLBACK")
            raise
        self._cursor.execute("COMMIT")

    def one(self, name: str, values: Mapping[str, Any]) -> Row | None:
        row: Row | None = self._cursor.execute(self._sql[name], values).fetchone()
        return row

    def all(self, name: str, values: Mapping[str, Any]) -> Sequence[Row]:
        rows: Sequence[Row] = self._cursor.execute(self._sql[name], values).fetchall()
        return rows

    def run(self, name: str, values: Mapping[str, Any]) -> None:
        self._cursor.execute(self._sql[name], values)

    def day(self, text: str) -> Any:
        return date.fromisoformat(text) if self.is_postgresql else text

    def moment(self, at: datetime) -> Any:
        return at if self.is_postgresql else iso(at)

    def read_moment(self, value: Any) -> datetime:
        moment: datetime = value.astimezone(UTC) if self.is_postgresql else datetime.fromisoformat(value)
        return moment

    def close(self) -> None:
        self._connection.close()
