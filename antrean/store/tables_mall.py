"""The tables that describe a mall: what is read of its file, one row for each zone, agency, queue, service, counter."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Table,
    Text,
    false,
    text,
)

from antrean.store.columns import Day, Milliseconds, Whole, Words, metadata

mall = Table(
    "mall",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("version", Whole, nullable=False, comment="rises with every load: lets readers keep a copy"),
    Column("epoch", Words(32), nullable=False, comment="changes on restore: a reader then rereads the board"),
    Column("clock_offset_ms", Milliseconds, nullable=False, server_default=text("0")),
    Column("service_day", Day, nullable=True, comment="the newest day that was written; older ones are closed"),
    Column("body", Text, nullable=False),
    CheckConstraint("id = 1", name="single"),
)

zones = Table(
    "zones",
    metadata,
    Column("code", Words(8), primary_key=True),
    Column("position", Whole, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

agencies = Table(
    "agencies",
    metadata,
    Column("code", Words(1), primary_key=True),
    Column("position", Whole, nullable=False),
    Column("zone", ForeignKey("zones.code"), nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

queues = Table(
    "queues",
    metadata,
    Column("code", Words(2), primary_key=True),
    Column("position", Whole, nullable=False),
    Column("agency", ForeignKey("agencies.code"), nullable=False),
    Column("is_priority", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

services = Table(
    "services",
    metadata,
    Column("code", Words(32), primary_key=True),
    Column("position", Whole, nullable=False),
    Column("agency", ForeignKey("agencies.code"), nullable=False),
    Column("queue", ForeignKey("queues.code"), nullable=False),
    Column("wait_target_minutes", Whole, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

counters = Table(
    "counters",
    metadata,
    Column("number", Whole, primary_key=True, autoincrement=False),
    Column("zone", ForeignKey("zones.code"), nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
    CheckConstraint("number > 0", name="number"),
)

counter_queues = Table(
    "counter_queues",
    metadata,
    Column("counter", ForeignKey("counters.number"), primary_key=True),
    Column("queue", ForeignKey("queues.code"), primary_key=True),
    Column("is_own", Boolean, nullable=False),
)
