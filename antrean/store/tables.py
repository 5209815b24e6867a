"""Every table, constraint and trigger of one mall's database, the same on both engines."""

from enum import StrEnum

from sqlalchemy import (
    DDL,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    event,
    false,
    text,
)

from antrean.model import AssistanceState, CounterState, DeviceKind, PrintState, Priority, Role, TicketState
from antrean.store.columns import Day, Id, UtcTime, Whole, Words, iso, metadata, one_of
from antrean.store.tables_mall import agencies, counter_queues, counters, mall, queues, services, zones

__all__ = [
    "UtcTime",
    "agencies",
    "counter_queues",
    "counters",
    "iso",
    "mall",
    "metadata",
    "queues",
    "services",
    "zones",
]

officers = Table(
    "officers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Words(80), nullable=False),
    Column("role", Words(16), nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
    Column("agencies", Words(26), nullable=False, server_default=text("''"), comment="letters; empty: the whole mall"),
    Column("pin_hash", Words(200), comment="argon2; empty: cannot sign in until a PIN is made"),
    Column("is_pin_once", Boolean, nullable=False, server_default=false(), comment="to be changed at the next sign-in"),
    Column("wrong_pins", Whole, nullable=False, server_default=text("0"), comment="in a row"),
    Column("wait_until", UtcTime, comment="no PIN is looked at before"),
    Column("is_locked", Boolean, nullable=False, server_default=false()),
    one_of("role", Role),
    Index("uq_officers_name", "name", unique=True),
)

OPEN_SHIFT = text("state <> 'closed'")

shifts = Table(
    "shifts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("counter", ForeignKey("counters.number"), nullable=False),
    Column("officer", ForeignKey("officers.id"), nullable=False),
    Column("service_day", Day, nullable=False),
    Column("state", Words(8), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("since", UtcTime, nullable=False, comment="of the present state: open, on break"),
    Column("break_reason", Words(80)),
    Column("break_minutes", Whole),
    Column("closed_at", UtcTime),
    Column("agency", Words(1), comment="the one a shared counter works for now; empty: all of its own"),
    one_of("state", CounterState),
    CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
    # One officer at a counter: a second open shift cannot exist.
    Index("uq_shifts_counter", "counter", unique=True, sqlite_where=OPEN_SHIFT, postgresql_where=OPEN_SHIFT),
)

series = Table(
    "series",
    metadata,
    Column("queue", ForeignKey("queues.code"), primary_key=True),
    Column("service_day", Day, primary_key=True),
    Column("last", Whole, nullable=False),
    CheckConstraint("last > 0", name="last"),
)

emergency_numbers = Table(
    "emergency_numbers",
    metadata,
    Column("service_day", Day, primary_key=True),
    Column("queue", ForeignKey("queues.code"), primary_key=True),
    Column("number", Whole, primary_key=True, autoincrement=False),
    CheckConstraint("number > 0", name="number"),
)
"""Numbers set aside on paper for a server that is away; a used one has its ticket, and no row here any more."""

# Queries take these very words, so that both planners see that the partial indexes fit.
WAITING_IN_LINE = text("state = 'waiting' AND reserved_counter IS NULL")
WAITING_RESERVED = text("state = 'waiting' AND reserved_counter IS NOT NULL")
ACTIVE = text("state IN ('called', 'serving')")
UNFINISHED = text("state IN ('waiting', 'called', 'serving', 'held', 'no_show')")

tickets = Table(
    "tickets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("service_day", Day, nullable=False),
    Column("series", ForeignKey("queues.code"), nullable=False),
    Column("number", Whole, nullable=False),
    Column("queue", ForeignKey("queues.code"), nullable=False),
    Column("service", ForeignKey("services.code"), nullable=False),
    Column("state", Words(12), nullable=False),
    Column("is_priority", Boolean, nullable=False),
    Column("priority", Words(16), comment="the kind; cleared at closing, the log never has it"),
    Column("language", Words(8), nullable=False),
    Column("place", Id, nullable=False),
    Column("place_tie", Id, nullable=False, server_default=text("0")),
    Column("counter", ForeignKey("counters.number")),
    Column("reserved_counter", ForeignKey("counters.number")),
    Column("is_transferred", Boolean, nullable=False, server_default=false()),
    Column("issued_at", UtcTime, nullable=False),
    Column("waiting_since", UtcTime, nullable=False),
    Column("called_at", UtcTime),
    Column("started_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("call_count", Whole, nullable=False, server_default=text("0")),
    Column("call_event", Id, comment="its newest call: the board's order; empty once it stands in line again"),
    Column("turn_counter", Whole, comment="whose priority ratio its first call counts for"),
    Column("turn_event", Id),
    Column("last_event", Id, nullable=False),
    Column("outcome", Words(32)),
    Column("secret", Words(32), nullable=False),
    Column("issue_request", Words(64), nullable=False),
    Column("device", Words(64), comment="the kiosk that gave it"),
    Column("print_state", Words(12), nullable=False),
    Column("remind_at", UtcTime, comment="when a held ticket is to be looked at again"),
    Column("is_chosen", Boolean, nullable=False, server_default=false(), comment="its newest call was out of turn"),
    one_of("state", TicketState),
    one_of("priority", Priority),
    one_of("print_state", PrintState),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint("state NOT IN ('called', 'serving', 'held') OR counter IS NOT NULL", name="active_has_counter"),
    CheckConstraint("state <> 'waiting' OR counter IS NULL", name="waiting_has_no_counter"),
    CheckConstraint("priority IS NULL OR is_priority", name="priority_flag"),
    # A number is given once a day …
    UniqueConstraint("service_day", "series", "number"),
    UniqueConstraint("secret"),
    UniqueConstraint("issue_request"),
    # … and a counter calls one visitor at a time.
    Index("uq_tickets_active_counter", "counter", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE),
    # Each line's head is one look-up, whatever lies in the past.
    Index(
        "ix_tickets_line",
        "queue",
        "is_priority",
        "place",
        "place_tie",
        sqlite_where=WAITING_IN_LINE,
        postgresql_where=WAITING_IN_LINE,
    ),
    Index(
        "ix_tickets_reserved",
        "reserved_counter",
        "place",
        "place_tie",
        sqlite_where=WAITING_RESERVED,
        postgresql_where=WAITING_RESERVED,
    ),
    Index("ix_tickets_unfinished", "service_day", "state", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
    Index("ix_tickets_service", "service_day", "service"),
    Index("ix_tickets_counter", "counter", "service_day"),
    Index("ix_tickets_turn", "turn_counter", "service_day", "turn_event"),
    Index("ix_tickets_call", "service_day", "call_event"),
)

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("service_day", Day, nullable=False),
    # No list of kinds here: the log outlives every version, and a rebuild of it must never be needed.
    Column("kind", Words(20), nullable=False),
    Column("ticket", ForeignKey("tickets.id")),
    Column("counter", Whole),
    Column("queue", Words(2)),
    Column("officer", Id),
    Column("body", Text, nullable=False),
    Column("prev_hash", Words(64), nullable=False),
    Column("hash", Words(64), nullable=False),
    UniqueConstraint("prev_hash"),
    Index("ix_events_ticket", "ticket"),
    Index("ix_events_day_kind", "service_day", "kind"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Words(64), primary_key=True),
    Column("action", Words(32), nullable=False),
    Column("arguments_hash", Words(64), nullable=False),
    Column("result", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_requests_at", "at"),
)


class AnnouncementState(StrEnum):
    QUEUED = "queued"
    SPEAKING = "speaking"
    SPOKEN = "spoken"
    FAILED = "failed"
    MISSED = "missed"
    REPLACED = "replaced"
    """A newer call of the same ticket is spoken instead, it was taken back, or it is true no more (Why)."""


class Why(StrEnum):
    """Why an announcement was missed, or a call was true no more before it was spoken; eight letters at most."""

    LATE = "late"
    """No display could speak it in time."""
    QUIET = "quiet"
    """The mall had a quiet period."""
    CLOSED = "closed"
    """Its day was closed."""
    NO_VOICE = "no_voice"
    """No display with a loudspeaker spoke for it."""
    CAME = "came"
    """The visitor is at the counter, or was."""
    HELD = "held"
    """The number was set aside."""
    NO_SHOW = "no_show"
    """The number was marked as not there."""
    WAITS = "waits"
    """The number waits in line again: sent on, released, or taken back into it."""
    RETURNED = "returned"
    """The number was given back."""


IN_LINE = text("state IN ('queued', 'speaking')")
BY_HAND = text("kind IN ('free', 'emergency')")
_ONCE_A_DAY = text("kind IN ('opening', 'break', 'cutoff', 'closing')")

announcements = Table(
    "announcements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event", ForeignKey("events.id"), nullable=False),
    Column("area", Words(16), nullable=False),
    Column("zone", Words(8), nullable=False, comment="whose display speaks it"),
    Column("service_day", Day, nullable=False),
    Column("kind", Words(12), nullable=False),
    Column("ticket", ForeignKey("tickets.id")),
    Column("counter", Whole),
    Column("body", Text, nullable=False),
    Column("state", Words(12), nullable=False),
    Column("queued_at", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("device", Words(64)),
    Column("place", Id, comment="event whose place in line it has; empty: its own"),
    Column(
        "part", Words(8), nullable=False, server_default=text("''"), comment="which break of the day, by its beginning"
    ),
    Column("why", Words(8), comment="why it was missed: late, quiet, closed"),
    one_of("state", AnnouncementState),
    # One voice at a time in an area, whatever the displays do.
    Index(
        "uq_announcements_speaking",
        "area",
        unique=True,
        sqlite_where=text("state = 'speaking'"),
        postgresql_where=text("state = 'speaking'"),
    ),
    Index(
        "uq_announcements_daily",
        "service_day",
        "kind",
        "area",
        "part",
        unique=True,
        sqlite_where=_ONCE_A_DAY,
        postgresql_where=_ONCE_A_DAY,
    ),
    Index("ix_announcements_line", "area", "event", sqlite_where=IN_LINE, postgresql_where=IN_LINE),
    Index("ix_announcements_ticket", "ticket"),
    # What supervisors typed: a few rows a day among a thousand calls.
    Index("ix_announcements_said", "service_day", "event", sqlite_where=BY_HAND, postgresql_where=BY_HAND),
)

leases = Table(
    "leases",
    metadata,
    Column("area", Words(16), primary_key=True),
    Column("zone", Words(8), primary_key=True),
    Column("holder", Words(64), nullable=False),
    Column("until", UtcTime, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("service_day", Day, primary_key=True),
    Column("words", Words(40), primary_key=True, comment="what was searched for and not found; never in the log"),
    Column("times", Whole, nullable=False),
    CheckConstraint("times > 0", name="times"),
)

devices = Table(
    "devices",
    metadata,
    Column("name", Words(64), primary_key=True),
    Column("kind", Words(8), primary_key=True),
    Column("version", Words(32), nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("body", Text, nullable=False, comment="what the app says of its printer, voice and screen"),
    one_of("kind", DeviceKind),
)

NOT_ENDED = text("state <> 'ended'")

assistance = Table(
    "assistance",
    metadata,
    Column("id", Id, primary_key=True),
    Column("device", Words(64), nullable=False, comment="the kiosk where somebody waits for a companion"),
    Column("service_day", Day, nullable=False),
    Column("state", Words(8), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("accepted_at", UtcTime),
    Column("counter", ForeignKey("counters.number")),
    Column("officer", ForeignKey("officers.id")),
    Column("ended_at", UtcTime),
    one_of("state", AssistanceState),
    CheckConstraint("state <> 'accepted' OR accepted_at IS NOT NULL", name="accepted"),
    CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended"),
    # A kiosk rings once, however often its button is touched.
    Index("uq_assistance_device", "device", unique=True, sqlite_where=NOT_ENDED, postgresql_where=NOT_ENDED),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("service_day", Day, nullable=False),
    Column("ticket", ForeignKey("tickets.id"), nullable=False),
    Column("counter", Whole, nullable=False, comment="where it was written"),
    Column("officer", ForeignKey("officers.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("text", Words(140), nullable=False, comment="for the next counter; never in the log, gone at closing"),
    Index("ix_notes_ticket", "ticket"),
)

overrides = Table(
    "overrides",
    metadata,
    Column("service_day", Day, primary_key=True),
    Column("service", ForeignKey("services.code"), primary_key=True),
    Column("reason", Words(80), nullable=False, comment="as visitors read it"),
    Column("reopens_at", UtcTime),
    Column("officer", ForeignKey("officers.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
)

acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("service_day", Day, primary_key=True),
    Column("alert", Words(64), primary_key=True),
    Column("officer", ForeignKey("officers.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
)

_REFUSE_SQLITE = """CREATE TRIGGER events_no_{verb} BEFORE {VERB} ON events
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""

# REPLACE deletes what stands in its way, and SQLite calls no trigger of DELETE for it.
_REFUSE_REPLACE = """CREATE TRIGGER events_no_replace BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR prev_hash = NEW.prev_hash)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""

_REFUSE_FUNCTION = """CREATE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"""

TRIGGERS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        *(_REFUSE_SQLITE.format(verb=verb, VERB=verb.upper()) for verb in ("update", "delete")),
        _REFUSE_REPLACE,
    ),
    "postgresql": (
        _REFUSE_FUNCTION,
        "CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()",
    ),
}
"""History is never rewritten: the database itself refuses."""

for _dialect, _statements in TRIGGERS.items():
    for _statement in _statements:
        event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
