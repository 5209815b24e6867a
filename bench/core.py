"""The yardstick with plain SQLAlchemy Core: the same statements, each built once, on the store's own engine."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, String, bindparam, func, literal, or_, select, text, true, union_all
from sqlalchemy.dialects import postgresql, sqlite

from antrean.store import tables as t
from antrean.store.engine import WRITE_LOCK_KEY, make_engine, parse_url
from antrean.store.feed import CHANNEL
from bench.engines import is_postgresql
from bench.script import Row

_T: Final = t.tickets.c
_A: Final = t.announcements.c
_S: Final = t.shifts.c


def _number(insert: Any) -> Any:
    added = insert(t.series).values(queue=bindparam("queue"), service_day=bindparam("day"), last=1)
    return added.on_conflict_do_update(
        index_elements=[t.series.c.queue, t.series.c.service_day], set_={"last": t.series.c.last + 1}
    ).returning(t.series.c.last)


def _heads() -> Any:
    line = t.tickets.alias("line")
    kinds = union_all(
        select(literal(True, Boolean).label("is_priority")), select(literal(False, Boolean).label("is_priority"))
    ).subquery("kinds")
    ordered = select(line.c.id).order_by(line.c.place, line.c.place_tie).limit(1)
    in_line = ordered.where(
        line.c.queue == t.counter_queues.c.queue,
        line.c.is_priority == kinds.c.is_priority,
        text("line.state = 'waiting' AND line.reserved_counter IS NULL"),
    ).correlate(t.counter_queues, kinds)
    reserved = ordered.where(
        line.c.reserved_counter == bindparam("counter"),
        text("line.state = 'waiting' AND line.reserved_counter IS NOT NULL"),
    )
    target = t.services.c.wait_target_minutes
    columns = (_T.id, _T.place, _T.place_tie, _T.queue, _T.is_priority, _T.waiting_since, target)
    own = t.counter_queues
    first = select(*columns, own.c.is_own, literal(False, Boolean).label("is_reserved"))
    first = first.select_from(own.join(kinds, true()).join(t.tickets, _T.id == in_line.scalar_subquery()))
    first = first.join(t.services, t.services.c.code == _T.service).where(own.c.counter == bindparam("counter"))
    second = select(*columns, literal(True, Boolean).label("is_own"), literal(True, Boolean).label("is_reserved"))
    second = second.select_from(t.tickets).join(t.services, t.services.c.code == _T.service)
    return union_all(first, second.where(_T.id == reserved.scalar_subquery()))


def _head(now: Any) -> Any:
    newest = select(t.events.c.id, t.events.c.hash).order_by(t.events.c.id.desc()).limit(1).subquery()
    found = select(now, t.mall.c.clock_offset_ms, newest.c.id, newest.c.hash)
    return found.select_from(t.mall.outerjoin(newest, true())).where(t.mall.c.id == 1)


def _statements(is_postgresql: bool) -> dict[str, Any]:
    insert: Any = postgresql.insert if is_postgresql else sqlite.insert
    clock = func.clock_timestamp(type_=t.UtcTime())
    if not is_postgresql:
        clock = func.strftime("%Y-%m-%dT%H:%M:%fZ", "now", type_=t.UtcTime())
    by_id = t.tickets.update().where(_T.id == bindparam("ticket_id"))
    return {
        "head": _head(clock),
        "request": select(t.requests.c.action, t.requests.c.arguments_hash, t.requests.c.result).where(
            t.requests.c.id == bindparam("request")
        ),
        "request_insert": t.requests.insert(),
        "waiting": select(_T.queue, _T.service, func.count())
        .where(_T.service_day == bindparam("day"), t.UNFINISHED, text("state = 'waiting'"))
        .group_by(_T.queue, _T.service),
        "staffed": select(_S.counter).where(t.OPEN_SHIFT, _S.service_day == bindparam("day")),
        "number": _number(insert),
        "ticket_insert": t.tickets.insert().returning(_T.id),
        "event": t.events.insert(),
        "ahead": select(func.count())
        .select_from(t.tickets)
        .where(
            _T.queue == bindparam("queue"),
            t.WAITING_IN_LINE,
            _T.place < bindparam("place"),
            or_(_T.is_priority.is_(True), bindparam("is_priority", type_=Boolean).is_(False)),
        ),
        "shift": select(
            *(_S.id, _S.counter, _S.service_day, _S.state, _S.since, _S.break_reason, _S.break_minutes),
            *(t.officers.c.id, t.officers.c.name, t.officers.c.role),
        )
        .join(t.officers, t.officers.c.id == _S.officer)
        .where(_S.state != "closed", _S.counter == bindparam("number")),
        "active": select(t.tickets).where(_T.counter == bindparam("counter"), t.ACTIVE),
        "finish": by_id,
        "heads": _heads(),
        "turns": select(_T.is_priority)
        .where(_T.turn_counter == bindparam("counter"), _T.service_day == bindparam("day"))
        .order_by(_T.turn_event.desc())
        .limit(bindparam("ratio")),
        "ticket": select(t.tickets).where(_T.id == bindparam("ticket")),
        "call": by_id,
        "call_as_turn": by_id,
        "hush": t.announcements.update().where(_A.ticket == bindparam("of_ticket"), _A.state == "queued"),
        "announce": t.announcements.insert(),
        "notify": select(func.pg_notify(CHANNEL, bindparam("newest", type_=String))),
    }


class CoreDriver:
    """An engine and the connection of its running transaction."""

    def __init__(self, url: str) -> None:
        self.is_postgresql = is_postgresql(url)
        self._engine = make_engine(parse_url(url))
        self._statements = _statements(self.is_postgresql)
        self._lock = select(func.pg_advisory_xact_lock(WRITE_LOCK_KEY))
        self._connection: Any = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._engine.begin() as self._connection:
            if self.is_postgresql:
                self._connection.execute(self._lock)
            yield

    def one(self, name: str, values: Mapping[str, Any]) -> Row | None:
        row: Row | None = self._connection.execute(self._statements[name], values).one_or_none()
        return row

    def all(self, name: str, values: Mapping[str, Any]) -> Sequence[Row]:
        rows: Sequence[Row] = self._connection.execute(self._statements[name], values).all()
        return rows

    def run(self, name: str, values: Mapping[str, Any]) -> None:
        self._connection.execute(self._statements[name], values)

    def day(self, text: str) -> Any:
        return date.fromisoformat(text)

    def moment(self, at: datetime) -> Any:
        return at

    def read_moment(self, value: Any) -> datetime:
        moment: datetime = value
        return moment

    def close(self) -> None:
        self._engine.dispose()
