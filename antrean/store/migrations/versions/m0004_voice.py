"""What the hall's voice brings: a recall keeps its call's place in line, notices by their times, why not spoken."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Frozen here: a migration must not change when the tables do.
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ONCE_A_DAY = sa.text("kind IN ('opening', 'break', 'cutoff', 'closing')")


def upgrade() -> None:
    # Plain columns without constraints: SQLite adds them in place, and an older program can go on beside it.
    for column in (
        sa.Column("place", _ID, nullable=True, comment="event whose place in line it has; empty: its own"),
        sa.Column(
            "part",
            sa.String(length=8),
            server_default=sa.text("''"),
            nullable=False,
            comment="which break of the day, by its beginning",
        ),
        sa.Column("why", sa.String(length=8), nullable=True, comment="why it was missed: late, quiet, closed"),
    ):
        op.add_column("announcements", column)
    op.drop_index("uq_announcements_daily", "announcements")
    op.create_index(
        "uq_announcements_daily",
        "announcements",
        ["service_day", "kind", "area", "part"],
        unique=True,
        sqlite_where=_ONCE_A_DAY,
        postgresql_where=_ONCE_A_DAY,
    )
