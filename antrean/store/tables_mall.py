"""The tables that describe a mall: what is read of its file, one row for each zone, agency, queue, service, counter."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    false,
    text,
)

from antrean.store.columns import metadata

mall = Table(
    "mall",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False, comment="rises with every load: lets readers keep a copy"),
    Column("epoch", String(32), nullable=False, comment="changes on restore: a reader then rereads the board"),
    Column("clock_offset_ms", BigInteger, nullable=False, server_default=text("0")),
    Column("service_day", Date, nullable=True, comment="the newest day that was written; older ones are closed"),
    Column("body", Text, nullable=False),
    CheckConstraint("id = 1", name="single"),
)

zones = Table(
    "zones",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

agencies = Table(
    "agencies",
    metadata,
    Column("code", String(1), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("zone", ForeignKey("zones.code"), nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

queues = Table(
    "queues",
    metadata,
    Column("code", String(2), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("agency", ForeignKey("agencies.code"), nullable=False),
    Column("is_priority", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

services = Table(
    "services",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("agency", ForeignKey("agencies.code"), nullable=False),
    Column("queue", ForeignKey("queues.code"), nullable=False),
    Column("wait_target_minutes", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)

counters = Table(
    "counters",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
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
