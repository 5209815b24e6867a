"""What kiosks bring: searches that found nothing, the devices of the hall, calls for assistance."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Frozen here: a migration must not change when the tables do.
_TIME = sa.DateTime(timezone=True).with_variant(sa.String(24), "sqlite")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "searches",
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column(
            "words",
            sa.String(length=40),
            nullable=False,
            comment="what was searched for and not found; never in the log",
        ),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_searches_times")),
        sa.PrimaryKeyConstraint("service_day", "words", name=op.f("pk_searches")),
    )
    op.create_table(
        "devices",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="what the app says of its printer, voice and screen"),
        sa.CheckConstraint("kind IN ('kiosk', 'counter', 'display')", name=op.f("ck_devices_kind")),
        sa.PrimaryKeyConstraint("name", "kind", name=op.f("pk_devices")),
    )
    op.create_table(
        "assistance",
        sa.Column("id", _ID, nullable=False),
        sa.Column(
            "device", sa.String(length=64), nullable=False, comment="the kiosk where somebody waits for a companion"
        ),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("accepted_at", _TIME, nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("officer", _ID, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.CheckConstraint("state IN ('asked', 'accepted', 'ended')", name=op.f("ck_assistance_state")),
        sa.CheckConstraint("state <> 'accepted' OR accepted_at IS NOT NULL", name=op.f("ck_assistance_accepted")),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_assistance_ended")),
        sa.ForeignKeyConstraint(["counter"], ["counters.number"], name=op.f("fk_assistance_counter")),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_assistance_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance")),
    )
    op.create_index(
        "uq_assistance_device",
        "assistance",
        ["device"],
        unique=True,
        sqlite_where=sa.text("state <> 'ended'"),
        postgresql_where=sa.text("state <> 'ended'"),
    )
