"""Another program with the right to write: a hall in full swing, and whatever that program puts into its tables."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from typing import Any, Final

import psycopg
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer, Text
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.engine import URL

from antrean import (
    announcing,
    assistance,
    desk,
    desk_targets,
    emergency,
    missed,
    notes,
    overrides,
    presence,
    roster,
    speaking,
)
from antrean.announcing import Speaker
from antrean.model import DeviceKind, Priority, Role
from antrean.store import acknowledgements, shifts, tables
from antrean.store.columns import metadata
from antrean.store.engine import libpq_address
from antrean.store.store import Store
from tests.helpers import hall

SPEAKER: Final = Speaker(holder="h1", device="display-1", zones=("Z1", "Z2", "Z3", "Z4", "Z5"))

CONFIGURATION: Final = ("zones", "agencies", "queues", "services", "counters", "counter_queues", "mall")
"""What describes the mall: no app's role may write it (store.grants), and only one of its rows can be wrong."""


def fill(store: Store) -> None:
    """Let everything be there that an app reads: every state of a ticket, calls, texts, notes, devices, alerts."""
    two, four, five = (hall.open_counter(store, number) for number in (2, 4, 5))
    boss = hall.officer(store, "Kepala", Role.SUPERVISOR)
    for service, more in (("ktp", 8), ("kk", 3), ("nib", 1)):
        for _ in range(more):
            hall.issue(store, service)
    hall.issue(store, "ktp", priority=Priority.ELDERLY, language="en")
    hall.serve(store, four)
    desk.finish(store, four, request_id=hall.request())
    hall.call(store, four)
    desk.no_show(store, four, request_id=hall.request())
    hall.serve(store, four)
    desk.hold(store, four, reason="documents", request_id=hall.request())
    hall.serve(store, four)
    notes.add(store, four, "CA-004", "KK asli belum ada", request_id=hall.request())
    hall.call(store, two)
    desk.transfer(
        store, two, desk_targets.Target(counter=5), reason="wrong_queue", note="Lihat KK", request_id=hall.request()
    )
    hall.call(store, five)
    desk.call(store, two, "CA-006", reason="other", request_id=hall.request())
    roster.start_break(store, hall.open_counter(store, 3), reason="salat", minutes=15, request_id=hall.request())
    announcing.hold_leases(store, SPEAKER, late_after_s=120)
    speaking.announce(store, boss, "Mobil B 1234 menghalangi.", request_id=hall.request())
    overrides.close_service(store, boss, "akta", reason="Alat rusak", request_id=hall.request())
    for device, kind in (("kiosk-1", DeviceKind.KIOSK), ("Loket 4", DeviceKind.COUNTER), ("d", DeviceKind.DISPLAY)):
        trouble = {"condition": "no_paper", "sentence": "Isi kertas."}
        presence.beat(store, name=device, kind=kind, body={"printer": trouble, "voice": trouble, "counter": 4})
    call = assistance.ask(store, device="kiosk-1", request_id=hall.request())
    assistance.accept(store, call.id, desk=two, request_id=hall.request())
    assistance.ask(store, device="kiosk-2", request_id=hall.request())
    emergency.reserve(store, "CB", 3, request_id=hall.request())
    missed.note_missed_search(store, "surat nikah")
    with store.write() as unit:
        acknowledgements.put(unit, "printer:kiosk:kiosk-1", shifts.officer(unit, boss))
        unit.connection.execute(tables.tickets.update().where(tables.tickets.c.id == 9).values(print_state="failed"))


def cells(*, configuration: bool = False) -> list[tuple[str, str]]:
    """Return every column that another program may have written."""
    return [
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if (table.name in CONFIGURATION) == configuration
    ]


MARKUP: Final = ("<b>KTP</b>", "<img src=x>", "&amp;&lt;script&gt;", "[[h@'loU]]", "<speak><break time='9s'/></speak>")
SIGNS: Final = ("\x1b@\x1dV\x00", "\x00", "\u202eABC\u202c", "a\nb\r\tc", "\x07\x9b31m", "\u2028", "\ufeff", "")
LONG: Final = "Budi <b> " * 12_000
WORDS: Final = ("king", "NULL", "waiting", "called", "inf", "-1", "0", "zz", "id", "en", "xx", "true")
NUMBERS: Final = (-1, 0, 1, 7, 10_000, 2**31 - 1, -(2**31), 2**31, 2**53, 2**63 - 1, -(2**63))
MOMENTS: Final = (
    *("0001-01-01", "9999-12-31T23:59:59.999Z", "1970-01-01T00:00:00Z", "2026-11-23", "2026-13-45", "infinity"),
    *("-infinity", "0044-03-15 BC", "294276-12-31", "2026-11-23T08:05:00", "12:00", "2026-11-23T01:05:00+23:59"),
)


def _bodies() -> st.SearchStrategy[str]:
    plain = st.none() | st.booleans() | st.integers() | st.sampled_from([*MARKUP, *SIGNS, *WORDS]) | st.floats()
    inner = st.recursive(
        plain,
        lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=5), one, max_size=3),
        max_leaves=6,
    )
    keys = st.sampled_from(
        [
            *("code", "counter", "queue", "from", "is_priority", "call_count", "text", "text_en", "agency_spoken"),
            *("agency_spoken_en", "language", "request", "reason", "read_notes", "printer", "spare_printer", "voice"),
            *("database", "announcements", "is_closed", "screen", "papers", "device", "kind", "areas", "because"),
            *("former", "by", "missing_texts", "since", "condition", "sentence"),
        ]
    )
    objects = st.dictionaries(keys, inner, max_size=6).map(json.dumps)
    odd = (
        '"',
        "",
        "[]",
        "null",
        "7",
        "[" * 100_000,
        '{"a":' * 60_000,
        '{"text": "\\ud800"}',
        "{} {}",
        '{"code": 1e999}',
    )
    return objects | st.sampled_from([*odd, json.dumps({"text": LONG, "code": LONG, "condition": LONG}), LONG])


def values(table: str, column: str) -> st.SearchStrategy[Any]:
    """Return what another program may have written into a column: what fits its type more often than what does not."""
    kind = metadata.tables[table].c[column].type
    texts = st.sampled_from([*MARKUP, *SIGNS, *WORDS, LONG]) | st.text(max_size=30)
    strange: st.SearchStrategy[Any] = texts | st.sampled_from([*NUMBERS, 1.5, b"\xff\xfe\x00", *MOMENTS])
    match kind:
        case Boolean():
            fitting: st.SearchStrategy[Any] = st.booleans()
        case Integer():
            fitting = st.sampled_from(NUMBERS)
        case Date() | tables.UtcTime():
            fitting = st.sampled_from(MOMENTS)
        case Text() if column == "body" or column == "result":
            fitting = _bodies()
        case _:
            fitting = texts
    return fitting | fitting | strange


def strange(columns: list[tuple[str, str]]) -> st.SearchStrategy[Any]:
    """Return one to three of some columns with a value each: (table, column), value, in the newest row only."""
    one = st.sampled_from(columns).flatmap(lambda cell: st.tuples(st.just(cell), values(*cell), st.booleans()))
    return st.lists(one, min_size=1, max_size=3)


def write(url: URL, found: Iterable[tuple[tuple[str, str], Any, bool]]) -> None:
    """Put values into columns, past foreign keys and triggers, and on SQLite past checks, unless the engine refuses."""
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(url.database or "", isolation_level=None)) as file:
            file.executescript("PRAGMA ignore_check_constraints=ON; PRAGMA synchronous=OFF")
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f"DROP TRIGGER {name}")
            for (table, column), value, newest_only in found:
                where = f" WHERE rowid = (SELECT max(rowid) FROM {table})" if newest_only else ""
                with suppress(sqlite3.Error, OverflowError, UnicodeError):
                    file.execute(f"UPDATE {table} SET {column} = ?{where}", [value])
        return
    with psycopg.connect(libpq_address(url), autocommit=True) as server:
        for (table, column), value, newest_only in found:
            # Foreign keys hold whoever writes. What stands in the log was put in, which the trigger does not refuse.
            is_log = table == "events"
            server.execute(f"SET session_replication_role = {'replica' if is_log else 'origin'}".encode())
            where = f" WHERE ctid = (SELECT max(ctid) FROM {table})" if newest_only else ""
            statement = f"UPDATE {table} SET {column} = %s::text::{_type_of(table, column)}{where}"
            with suppress(psycopg.Error, ValueError, UnicodeError):
                server.execute(statement.encode(), [value if isinstance(value, bytes) else str(value)])


def _type_of(table: str, column: str) -> str:
    """Return a type to cast to; one of a text, since a cast would cut what a program must not write."""
    kind = metadata.tables[table].c[column].type.compile(dialect())
    return "text" if "VARCHAR" in kind else kind
