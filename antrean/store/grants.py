"""What each place of the hall may do on PostgreSQL: the least rights with which its app works.

Rights are given to a role that exists, by table and column. Guards go further than rights can: a kiosk takes the next
number for the end of the line and changes of a ticket only what is its own, a display announces only the hall's times,
and the facts of both are of their kinds and go on where the log ends.
"""

from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, select, text

from antrean.errors import Reason, Refused
from antrean.model import EventKind
from antrean.store import tables as t
from antrean.store.columns import metadata
from antrean.store.store import Store


class Place(StrEnum):
    """Whose app connects as the role."""

    KIOSK = "kiosk"
    COUNTER = "counter"
    DISPLAY = "display"


_PUBLIC_OF_OFFICERS: Final = "id, name, role, retired, agencies"
"""What a screen shows of an officer; the hashes of PINs are read by counters alone, which check them."""

_HEARTBEAT: Final = ("INSERT, UPDATE (version, seen_at, body) ON devices",)

_WRITES: Final[dict[Place, tuple[str, ...]]] = {
    Place.KIOSK: (
        "INSERT, UPDATE (last) ON series",
        "INSERT, UPDATE (state, ended_at, last_event, print_state) ON tickets",
        "INSERT ON events",
        "INSERT ON requests",
        "INSERT, UPDATE (times) ON searches",
        "INSERT, UPDATE (state, ended_at) ON assistance",
        *_HEARTBEAT,
    ),
    Place.DISPLAY: (
        "INSERT, UPDATE (state, started_at, ended_at, device, zone, why) ON announcements",
        "INSERT, UPDATE (holder, until) ON leases",
        "INSERT ON events",
        *_HEARTBEAT,
    ),
    # The tool of officers and of supervisors: everything but what describes the mall, and the log only grows.
    Place.COUNTER: (
        "INSERT, UPDATE ON series, tickets, shifts, officers, announcements, assistance",
        "INSERT ON events",
        "INSERT, DELETE ON requests",
        "INSERT, UPDATE, DELETE ON notes, overrides, acknowledgements, emergency_numbers",
        "DELETE ON searches",
        "UPDATE (service_day) ON mall",
        *_HEARTBEAT,
    ),
}

_FACTS: Final[dict[Place, tuple[EventKind, ...]]] = {
    Place.KIOSK: (
        EventKind.ISSUED,
        EventKind.CANCELLED,
        EventKind.PRINT_RESULT,
        EventKind.REPRINTED,
        EventKind.ASSISTANCE_ASKED,
        EventKind.ASSISTANCE_ENDED,
    ),
    Place.DISPLAY: (EventKind.ANNOUNCED,),
}
"""The kinds of fact that happen at a place; at a counter everything may."""

_GUARD: Final = """
CREATE OR REPLACE FUNCTION antrean_guard_{place}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {body}
    RETURN NEW;
END $$
"""

_NO: Final = "RAISE EXCEPTION 'not at this place of the hall' USING ERRCODE = 'insufficient_privilege'"

# The hall's clock, as in store.unit.
_NOW: Final = "(SELECT clock_timestamp() + clock_offset_ms * interval '1 millisecond' FROM mall)"
_NEXT: Final = "(SELECT coalesce(max(id), 0) + 1 FROM events)"

# Whoever takes a number stands behind everybody: its place is that of the next fact, and nobody is sent to a counter.
_IN_LINE: Final = (
    "NEW.state = 'waiting' AND NEW.counter IS NULL AND NEW.reserved_counter IS NULL AND NEW.call_count = 0 "
    f"AND NEW.place = {_NEXT} AND NEW.place_tie = 0 AND NEW.waiting_since > {_NOW} - interval '1 minute'"
)

# Who stands at a kiosk takes back what was just given.
_JUST_GIVEN: Final = f"OLD.call_count = 0 AND OLD.issued_at > {_NOW} - interval '10 minutes'"

# The database itself counts the rows: who brought ids along could lie in the way of all who come after.
_OWN_ID: Final = "NEW.id IS DISTINCT FROM currval(pg_get_serial_sequence(TG_TABLE_NAME, 'id'))"

# A fact goes on where the log ends, or the next one could not: neither from its number nor from its hash.
_NEXT_FACT: Final = f"""
    IF TG_TABLE_NAME = 'events' THEN
        IF NEW.kind NOT IN ({{kinds}}) THEN {_NO}; END IF;
        IF NEW.id IS DISTINCT FROM {_NEXT}
            OR NEW.prev_hash IS DISTINCT FROM (SELECT hash FROM events ORDER BY id DESC LIMIT 1)
            OR NEW.hash !~ '^[0-9a-f]{{{{64}}}}$' OR EXISTS (SELECT 1 FROM events WHERE prev_hash = NEW.hash)
        THEN {_NO}; END IF;
        RETURN NEW;
    END IF;"""  # noqa: S608 - words of our own

# A number is the next of its series.
_OWN_TICKETS: Final = f"""
    IF TG_TABLE_NAME = 'series' THEN
        IF TG_OP = 'INSERT' THEN
            IF NEW.last <> 1 THEN {_NO}; END IF;
        ELSIF NEW.last <> OLD.last + 1 THEN {_NO};
        END IF;
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'tickets' THEN
        IF TG_OP = 'INSERT' THEN
            IF NOT ({_IN_LINE}) OR {_OWN_ID} OR NEW.number IS DISTINCT FROM
                (SELECT last FROM series WHERE queue = NEW.series AND service_day = NEW.service_day)
            THEN {_NO}; END IF;
        ELSIF NEW.state <> OLD.state THEN
            IF OLD.state <> 'waiting' OR NEW.state <> 'cancelled' OR NOT ({_JUST_GIVEN}) THEN {_NO}; END IF;
        ELSIF (NEW.ended_at, NEW.last_event) IS DISTINCT FROM (OLD.ended_at, OLD.last_event) THEN
            {_NO};
        END IF;
        RETURN NEW;
    END IF;"""  # noqa: S608 - words of our own

# What a display announces by itself are the hall's own times; calls and texts come from counters.
_NOTICES: Final = f"""
    IF TG_TABLE_NAME = 'announcements' THEN
        IF NEW.kind NOT IN ('opening', 'break', 'cutoff', 'closing') OR NEW.ticket IS NOT NULL
            OR NEW.state <> 'queued' OR {_OWN_ID} THEN {_NO}; END IF;
        RETURN NEW;
    END IF;"""

_GUARDED: Final[dict[Place, dict[str, str]]] = {
    Place.KIOSK: {"events": "INSERT", "tickets": "INSERT OR UPDATE", "series": "INSERT OR UPDATE"},
    Place.DISPLAY: {"events": "INSERT", "announcements": "INSERT"},
}
"""At which writes of which tables a place is looked at."""


def grant(store: Store, role: str, place: Place) -> None:
    """Give a role the rights of a place, and take from it every other right on the hall's tables.

    Can be repeated, and has to be after an upgrade that brought tables. Raises Refused(bad_input) on SQLite, which
    knows no roles, for a role that does not exist, and for one that may do everything anyway.
    """
    if not store.is_postgresql:
        raise Refused(Reason.BAD_INPUT, "A SQLite file knows no roles: whoever may write the file may do everything.")
    with store.write() as unit:
        connection = unit.connection
        _check_role(connection, role)
        name = connection.dialect.identifier_preparer.quote_identifier(role)
        for statement in _statements(name, place):
            connection.exec_driver_sql(statement)
        _guard(connection, role, place)


def _statements(role: str, place: Place) -> list[str]:
    names = [table.name for table in metadata.sorted_tables]
    statements = [f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"]
    # Rights on columns outlive those on their table.
    statements += [
        f"REVOKE ALL ({', '.join(column.name for column in table.c)}) ON {table.name} FROM {role}"
        for table in metadata.sorted_tables
    ]
    open_to_all = [name for name in names if name != t.officers.name]
    statements.append(f"GRANT SELECT ON alembic_version, {', '.join(open_to_all)} TO {role}")
    seen = "SELECT" if place is Place.COUNTER else f"SELECT ({_PUBLIC_OF_OFFICERS})"
    statements.append(f"GRANT {seen} ON officers TO {role}")
    statements += [f"GRANT {right} TO {role}" for right in _WRITES[place]]
    statements.append(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    return statements


def _check_role(connection: Connection, role: str) -> None:
    found = connection.execute(
        text(
            "SELECT rolsuper, pg_has_role(rolname, (SELECT relowner FROM pg_class WHERE oid = 'events'::regclass), "
            "'MEMBER') AS owns FROM pg_roles WHERE rolname = :role"
        ),
        {"role": role},
    ).one_or_none()
    if found is None:
        raise Refused(
            Reason.BAD_INPUT,
            f"The server has no role “{role[:63]}”. Make it first: createuser --pwprompt {role[:63]}",
        )
    if found.rolsuper or found.owns:
        raise Refused(
            Reason.BAD_INPUT,
            f"The role “{role}” owns the hall or administers the server, so it may do everything. Make a role of its "
            "own for the PCs.",
        )


def _guard(connection: Connection, role: str, place: Place) -> None:
    quote = connection.dialect.identifier_preparer.quote_identifier
    trigger = quote(f"guard_{role}"[:63])
    for table in dict.fromkeys(table for guarded in _GUARDED.values() for table in guarded):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
    if place not in _FACTS:
        return
    kinds = ", ".join(f"'{kind.value}'" for kind in _FACTS[place])
    body = _NEXT_FACT.format(kinds=kinds) + (_OWN_TICKETS if place is Place.KIOSK else _NOTICES)
    connection.exec_driver_sql(_GUARD.format(place=place.value, body=body))
    literal = connection.execute(select(text("quote_literal(:role)")), {"role": role}).scalar_one()
    for table, when in _GUARDED[place].items():
        connection.exec_driver_sql(
            f"CREATE TRIGGER {trigger} BEFORE {when} ON {table} FOR EACH ROW "
            f"WHEN (current_user = {literal}) EXECUTE FUNCTION antrean_guard_{place.value}()"
        )
