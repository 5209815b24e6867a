"""What counters bring: PINs and agencies of officers, reminders, notes, closed services, acknowledged alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Frozen here: a migration must not change when the tables do.
_TIME = sa.DateTime(timezone=True).with_variant(sa.String(24), "sqlite")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # Plain columns without constraints: SQLite adds them in place, and an older program can go on beside it.
    for table, column in (
        (
            "officers",
            sa.Column(
                "agencies",
                sa.String(length=26),
                server_default=sa.text("''"),
                nullable=False,
                comment="letters; empty: the whole mall",
            ),
        ),
        (
            "officers",
            sa.Column(
                "pin_hash",
                sa.String(length=200),
                nullable=True,
                comment="argon2; empty: cannot sign in until a PIN is made",
            ),
        ),
        (
            "officers",
            sa.Column(
                "is_pin_once",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="to be changed at the next sign-in",
            ),
        ),
        (
            "officers",
            sa.Column("wrong_pins", sa.Integer(), server_default=sa.text("0"), nullable=False, comment="in a row"),
        ),
        ("officers", sa.Column("wait_until", _TIME, nullable=True, comment="no PIN is looked at before")),
        ("officers", sa.Column("is_locked", sa.Boolean(), server_default=sa.false(), nullable=False)),
        (
            "shifts",
            sa.Column(
                "agency",
                sa.String(length=1),
                nullable=True,
                comment="the one a shared counter works for now; empty: all of its own",
            ),
        ),
        (
            "tickets",
            sa.Column("remind_at", _TIME, nullable=True, comment="when a held ticket is to be looked at again"),
        ),
        (
            "tickets",
            sa.Column(
                "is_chosen",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="its newest call was out of turn",
            ),
        ),
    ):
        op.add_column(table, column)
    op.create_table(
        "notes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("ticket", _ID, nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False, comment="where it was written"),
        sa.Column("officer", _ID, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column(
            "text",
            sa.String(length=140),
            nullable=False,
            comment="for the next counter; never in the log, gone at closing",
        ),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_notes_ticket")),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_notes_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_ticket", "notes", ["ticket"])
    op.create_table(
        "overrides",
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False, comment="as visitors read it"),
        sa.Column("reopens_at", _TIME, nullable=True),
        sa.Column("officer", _ID, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["service"], ["services.code"], name=op.f("fk_overrides_service")),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_overrides_officer")),
        sa.PrimaryKeyConstraint("service_day", "service", name=op.f("pk_overrides")),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("alert", sa.String(length=64), nullable=False),
        sa.Column("officer", _ID, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_acknowledgements_officer")),
        sa.PrimaryKeyConstraint("service_day", "alert", name=op.f("pk_acknowledgements")),
    )
    op.create_index(
        "ix_announcements_said",
        "announcements",
        ["service_day", "event"],
        sqlite_where=sa.text("kind IN ('free', 'emergency')"),
        postgresql_where=sa.text("kind IN ('free', 'emergency')"),
    )
