"""What a server that is away for long brings: numbers set aside on paper beforehand."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "emergency_numbers",
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("queue", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_emergency_numbers_number")),
        sa.ForeignKeyConstraint(["queue"], ["queues.code"], name=op.f("fk_emergency_numbers_queue")),
        sa.PrimaryKeyConstraint("service_day", "queue", "number", name=op.f("pk_emergency_numbers")),
    )
