"""The mall's configuration as rows: read whole, written whole, retired instead of removed."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from antrean.errors import Reason, Refused
from antrean.mall_file import from_tables
from antrean.mall_record import Mall
from antrean.store import tables as t
from antrean.store.unit import WriteUnit, canonical

# Parents first: rows refer to each other.
_SECTIONS = (
    ("zones", t.zones, "code"),
    ("agencies", t.agencies, "code"),
    ("queues", t.queues, "code"),
    ("services", t.services, "code"),
    ("counters", t.counters, "number"),
)


def read_mall(connection: Connection) -> Mall:
    """Build the mall from its rows that are not retired; raise Refused(mall_file) for rows that are none."""
    tables = _decoded("mall", connection.execute(select(t.mall.c.body)).scalar_one())
    for section, table, key in _SECTIONS:
        order = table.c.position if "position" in table.c else table.c[key]
        rows = connection.execute(select(table.c[key], table.c.body).where(table.c.retired.is_(False)).order_by(order))
        tables[section] = [_decoded(f"{section}, {code}", body) for code, body in rows]
    return from_tables(tables)


def _decoded(where: str, body: Any) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError, TypeError):
        found = None
    if not isinstance(found, dict):
        raise Refused(
            Reason.MALL_FILE,
            f"The stored mall cannot be read ({where} is no JSON object): another program wrote it. Restore the newest "
            "backup: antrean db restore --replace.",
        )
    return found


def write_mall(unit: WriteUnit, tables: Mapping[str, Any], mall: Mall, *, epoch: str) -> None:
    """Write a mall's rows: new and changed ones are written, those not in the file are retired.

    `tables` is the plain form of `mall`, the same content as its TOML file.
    """
    connection = unit.connection
    general = {name: part for name, part in tables.items() if name not in {section for section, _, _ in _SECTIONS}}
    body = canonical(general).decode()
    if unit.head.version is None:
        connection.execute(t.mall.insert(), {"id": 1, "version": 1, "epoch": epoch, "body": body})
    else:
        connection.execute(t.mall.update().values(version=t.mall.c.version + 1, body=body))
    columns: dict[str, Sequence[Mapping[str, Any]]] = {
        "zones": [{"code": one.code, "position": one.position} for one in mall.zones],
        "agencies": [{"code": one.code, "position": one.position, "zone": one.zone} for one in mall.agencies],
        "queues": [
            {"code": one.code, "position": at, "agency": one.agency, "is_priority": one.is_priority}
            for at, one in enumerate(mall.queues, 1)
        ],
        "services": [
            {
                "code": one.code,
                "position": one.position,
                "agency": one.agency,
                "queue": one.queue,
                "wait_target_minutes": one.wait_target_minutes,
            }
            for one in mall.services
        ],
        "counters": [{"number": one.number, "zone": one.zone} for one in mall.counters],
    }
    connection.execute(t.counter_queues.delete())
    for section, table, key in _SECTIONS:
        rows = [
            {**row, "body": canonical(plain).decode(), "retired": False}
            for row, plain in zip(columns[section], tables[section], strict=True)
        ]
        _write_rows(connection, table, key, rows)
    links = [
        {"counter": counter.number, "queue": queue, "is_own": is_own}
        for counter in mall.counters
        for codes, is_own in ((counter.own, True), (counter.help, False))
        for queue in codes
    ]
    connection.execute(t.counter_queues.insert(), links)


def _write_rows(connection: Connection, table: Any, key: str, rows: list[dict[str, Any]]) -> None:
    known = set(connection.execute(select(table.c[key])).scalars())
    wanted = {row[key] for row in rows}
    # Many rows in one statement: the whole hall waits while a mall is written.
    if new := [row for row in rows if row[key] not in known]:
        connection.execute(table.insert(), new)
    if changed := [{"of_key": row[key], **row} for row in rows if row[key] in known]:
        connection.execute(table.update().where(table.c[key] == bindparam("of_key")), changed)
    if gone := known - wanted:
        connection.execute(table.update().where(table.c[key].in_(sorted(gone))).values(retired=True))
