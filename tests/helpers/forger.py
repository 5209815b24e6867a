"""Somebody who owns the database and rewrites history: takes the triggers away and makes the chain whole again."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from antrean.store import tables as t
from antrean.store.store import Store
from antrean.store.unit import FIRST_HASH, canonical, chain

Change = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def without_triggers(store: Store) -> tuple[str, ...]:
    """Return the statements after which anybody may change the log."""
    if store.is_postgresql:
        return ("DROP TRIGGER IF EXISTS events_no_change ON events",)
    return tuple(f"DROP TRIGGER IF EXISTS events_no_{verb}" for verb in ("update", "delete", "replace"))


def forge(store: Store, change: Change, *, also: Iterable[str] = ()) -> None:
    """Put another log in the place of the hall's, with a chain that is whole from the first event to the last.

    `change` gets the events, oldest first, and returns those of the new log; their ids and hashes are made anew, and
    the tables beside the log fit it afterwards. `also` are more statements.
    """
    with store.write() as unit:
        for statement in (*without_triggers(store), *also):
            unit.connection.exec_driver_sql(statement)
        rows = unit.connection.execute(select(t.events).order_by(t.events.c.id)).mappings().all()
        forged = change([dict(row) for row in rows])
        for table in (t.announcements, t.notes):
            unit.connection.execute(table.delete())
        unit.connection.execute(t.events.delete().where(t.events.c.id > len(forged)))
        before = FIRST_HASH
        for number, row in enumerate(forged, 1):
            facts = {name: row[name] for name in ("kind", "ticket", "counter", "queue", "officer", "body")}
            told = {"id": number, "at": t.iso(row["at"]), "service_day": row["service_day"].isoformat()}
            hashed = chain(before, canonical({**facts, **told}))
            whole = {**facts, "at": row["at"], "service_day": row["service_day"], "prev_hash": before, "hash": hashed}
            if number <= len(rows):
                unit.connection.execute(t.events.update().where(t.events.c.id == number).values(whole))
            else:
                unit.connection.execute(t.events.insert(), {"id": number, **whole})
            before = hashed
        for statement in _TABLES_FIT:
            unit.connection.exec_driver_sql(statement)


_TABLES_FIT = (
    "DELETE FROM tickets WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.ticket = tickets.id)",
    "UPDATE tickets SET last_event = (SELECT max(id) FROM events WHERE events.ticket = tickets.id)",
)


def with_other(event: int, **columns: Any) -> Change:
    """Change one event, and leave the others as they are."""

    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | columns if row["id"] == event else row for row in rows]

    return change
