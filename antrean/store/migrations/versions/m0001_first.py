"""The first schema: the mall, its officers, the tickets, the log, the requests and the announcements."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Frozen here: a migration must not change when the tables do.
_TIME = sa.DateTime(timezone=True).with_variant(sa.String(24), "sqlite")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER events_no_update BEFORE UPDATE ON events\n"
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        "CREATE TRIGGER events_no_delete BEFORE DELETE ON events\n"
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        "CREATE TRIGGER events_no_replace BEFORE INSERT ON events\n"
        "WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR prev_hash = NEW.prev_hash)\n"
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
        "CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=8), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("area", "zone", name=op.f("pk_leases")),
    )
    op.create_table(
        "mall",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="rises with every load: lets readers keep a copy"),
        sa.Column(
            "epoch", sa.String(length=32), nullable=False, comment="changes on restore: a reader then rereads the board"
        ),
        sa.Column("clock_offset_ms", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "service_day", sa.Date(), nullable=True, comment="the newest day that was written; older ones are closed"
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_mall_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mall")),
    )
    op.create_table(
        "officers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "role IN ('officer', 'supervisor', 'administrator', 'technician')", name=op.f("ck_officers_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
    )
    op.create_index("uq_officers_name", "officers", ["name"], unique=True)
    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("arguments_hash", sa.String(length=64), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_at", "requests", ["at"], unique=False)
    op.create_table(
        "zones",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_zones")),
    )
    op.create_table(
        "agencies",
        sa.Column("code", sa.String(length=1), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["zone"], ["zones.code"], name=op.f("fk_agencies_zone")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_agencies")),
    )
    op.create_table(
        "counters",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(length=8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_counters_number")),
        sa.ForeignKeyConstraint(["zone"], ["zones.code"], name=op.f("fk_counters_zone")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_counters")),
    )
    op.create_table(
        "queues",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(length=1), nullable=False),
        sa.Column("is_priority", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_queues_agency")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_queues")),
    )
    op.create_table(
        "shifts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("officer", _ID, nullable=False),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("since", _TIME, nullable=False, comment="of the present state: open, on break"),
        sa.Column("break_reason", sa.String(length=80), nullable=True),
        sa.Column("break_minutes", sa.Integer(), nullable=True),
        sa.Column("closed_at", _TIME, nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_shifts_closed")),
        sa.CheckConstraint("state IN ('closed', 'open', 'break')", name=op.f("ck_shifts_state")),
        sa.ForeignKeyConstraint(["counter"], ["counters.number"], name=op.f("fk_shifts_counter")),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_shifts_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )
    op.create_index(
        "uq_shifts_counter",
        "shifts",
        ["counter"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "counter_queues",
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("queue", sa.String(length=2), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["counter"], ["counters.number"], name=op.f("fk_counter_queues_counter")),
        sa.ForeignKeyConstraint(["queue"], ["queues.code"], name=op.f("fk_counter_queues_queue")),
        sa.PrimaryKeyConstraint("counter", "queue", name=op.f("pk_counter_queues")),
    )
    op.create_table(
        "series",
        sa.Column("queue", sa.String(length=2), nullable=False),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last > 0", name=op.f("ck_series_last")),
        sa.ForeignKeyConstraint(["queue"], ["queues.code"], name=op.f("fk_series_queue")),
        sa.PrimaryKeyConstraint("queue", "service_day", name=op.f("pk_series")),
    )
    op.create_table(
        "services",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(length=1), nullable=False),
        sa.Column("queue", sa.String(length=2), nullable=False),
        sa.Column("wait_target_minutes", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_services_agency")),
        sa.ForeignKeyConstraint(["queue"], ["queues.code"], name=op.f("fk_services_queue")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_services")),
    )
    op.create_table(
        "tickets",
        sa.Column("id", _ID, nullable=False),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("queue", sa.String(length=2), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("is_priority", sa.Boolean(), nullable=False),
        sa.Column(
            "priority",
            sa.String(length=16),
            nullable=True,
            comment="the kind; cleared at closing, the log never has it",
        ),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("place", _ID, nullable=False),
        sa.Column("place_tie", _ID, server_default=sa.text("0"), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("reserved_counter", sa.Integer(), nullable=True),
        sa.Column("is_transferred", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("issued_at", _TIME, nullable=False),
        sa.Column("waiting_since", _TIME, nullable=False),
        sa.Column("called_at", _TIME, nullable=True),
        sa.Column("started_at", _TIME, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.Column("call_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "call_event",
            _ID,
            nullable=True,
            comment="its newest call: the board's order; empty once it stands in line again",
        ),
        sa.Column(
            "turn_counter", sa.Integer(), nullable=True, comment="whose priority ratio its first call counts for"
        ),
        sa.Column("turn_event", _ID, nullable=True),
        sa.Column("last_event", _ID, nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("secret", sa.String(length=32), nullable=False),
        sa.Column("issue_request", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=True, comment="the kiosk that gave it"),
        sa.Column("print_state", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "print_state IN ('not_wanted', 'pending', 'printed', 'failed', 'unknown')",
            name=op.f("ck_tickets_print_state"),
        ),
        sa.CheckConstraint(
            "priority IN ('elderly', 'disability', 'pregnant', 'with_infant', 'sick', 'disaster')",
            name=op.f("ck_tickets_priority"),
        ),
        sa.CheckConstraint("state <> 'waiting' OR counter IS NULL", name=op.f("ck_tickets_waiting_has_no_counter")),
        sa.CheckConstraint(
            "state IN ('waiting', 'called', 'serving', 'held', 'no_show', 'done', 'cancelled', 'expired')",
            name=op.f("ck_tickets_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('called', 'serving', 'held') OR counter IS NOT NULL",
            name=op.f("ck_tickets_active_has_counter"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_tickets_number")),
        sa.CheckConstraint("priority IS NULL OR is_priority", name=op.f("ck_tickets_priority_flag")),
        sa.ForeignKeyConstraint(["counter"], ["counters.number"], name=op.f("fk_tickets_counter")),
        sa.ForeignKeyConstraint(["queue"], ["queues.code"], name=op.f("fk_tickets_queue")),
        sa.ForeignKeyConstraint(["reserved_counter"], ["counters.number"], name=op.f("fk_tickets_reserved_counter")),
        sa.ForeignKeyConstraint(["series"], ["queues.code"], name=op.f("fk_tickets_series")),
        sa.ForeignKeyConstraint(["service"], ["services.code"], name=op.f("fk_tickets_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("issue_request", name=op.f("uq_tickets_issue_request")),
        sa.UniqueConstraint("secret", name=op.f("uq_tickets_secret")),
        sa.UniqueConstraint("service_day", "series", "number", name=op.f("uq_tickets_service_day_series_number")),
    )
    op.create_index("ix_tickets_call", "tickets", ["service_day", "call_event"], unique=False)
    op.create_index("ix_tickets_counter", "tickets", ["counter", "service_day"], unique=False)
    op.create_index(
        "ix_tickets_line",
        "tickets",
        ["queue", "is_priority", "place", "place_tie"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting' AND reserved_counter IS NULL"),
        postgresql_where=sa.text("state = 'waiting' AND reserved_counter IS NULL"),
    )
    op.create_index(
        "ix_tickets_reserved",
        "tickets",
        ["reserved_counter", "place", "place_tie"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting' AND reserved_counter IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND reserved_counter IS NOT NULL"),
    )
    op.create_index("ix_tickets_service", "tickets", ["service_day", "service"], unique=False)
    op.create_index("ix_tickets_turn", "tickets", ["turn_counter", "service_day", "turn_event"], unique=False)
    op.create_index(
        "ix_tickets_unfinished",
        "tickets",
        ["service_day", "state"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'called', 'serving', 'held', 'no_show')"),
        postgresql_where=sa.text("state IN ('waiting', 'called', 'serving', 'held', 'no_show')"),
    )
    op.create_index(
        "uq_tickets_active_counter",
        "tickets",
        ["counter"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )
    op.create_table(
        "events",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ticket", _ID, nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("queue", sa.String(length=2), nullable=True),
        sa.Column("officer", _ID, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_events_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("prev_hash", name=op.f("uq_events_prev_hash")),
    )
    op.create_index("ix_events_day_kind", "events", ["service_day", "kind"], unique=False)
    op.create_index("ix_events_ticket", "events", ["ticket"], unique=False)
    op.create_table(
        "announcements",
        sa.Column("id", _ID, nullable=False),
        sa.Column("event", _ID, nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=8), nullable=False, comment="whose display speaks it"),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("ticket", _ID, nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("queued_at", _TIME, nullable=False),
        sa.Column("started_at", _TIME, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.Column("device", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'speaking', 'spoken', 'failed', 'missed', 'replaced')",
            name=op.f("ck_announcements_state"),
        ),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_announcements_event")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_announcements_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index(
        "ix_announcements_line",
        "announcements",
        ["area", "event"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'speaking')"),
        postgresql_where=sa.text("state IN ('queued', 'speaking')"),
    )
    op.create_index("ix_announcements_ticket", "announcements", ["ticket"], unique=False)
    op.create_index(
        "uq_announcements_daily",
        "announcements",
        ["service_day", "kind", "area"],
        unique=True,
        sqlite_where=sa.text("kind IN ('opening', 'break', 'cutoff', 'closing')"),
        postgresql_where=sa.text("kind IN ('opening', 'break', 'cutoff', 'closing')"),
    )
    op.create_index(
        "uq_announcements_speaking",
        "announcements",
        ["area"],
        unique=True,
        sqlite_where=sa.text("state = 'speaking'"),
        postgresql_where=sa.text("state = 'speaking'"),
    )
    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)
