"""One transaction: what it knows at its start, and how a write appends facts and stays safe to repeat."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection, bindparam, func, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from antrean.anchor import Anchor
from antrean.errors import Reason, Refused, Unavailable
from antrean.mall_record import Mall
from antrean.model import EventKind
from antrean.numbering import service_day
from antrean.store import stored
from antrean.store import tables as t

T = TypeVar("T")

_MOST_AHEAD_MS: Final = 20 * 365 * 24 * 3600 * 1000
"""No demo plays in another time than that of the people who look at it."""

FIRST_HASH: Final = "0" * 64
"""What stands before the first event of a log."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every transaction reads first, in one statement after the lock."""

    now: datetime
    version: int | None
    epoch: str
    open_day: date | None
    newest: int
    newest_hash: str

    @property
    def anchor(self) -> Anchor | None:
        """What the log ends with; None while nothing has happened."""
        return Anchor(event=self.newest, hash=self.newest_hash, epoch=self.epoch) if self.newest else None


def canonical(value: Any) -> bytes:
    """Return the one JSON form of a value: sorted keys, no spaces, UTF-8."""
    return msgspec.json.encode(value, order="sorted")


def chain(prev_hash: str, fact: bytes) -> str:
    """Return the hash of an event: over the one before it and its own canonical bytes."""
    return hashlib.sha256(prev_hash.encode() + b"\n" + fact).hexdigest()


def read_head(connection: Connection) -> Head:
    row = connection.execute(_HEAD[connection.dialect.name]).one()
    ahead_ms = row.clock_offset_ms or 0
    if abs(ahead_ms) > _MOST_AHEAD_MS:
        raise Unavailable(
            "database",
            "The database's clock_offset_ms (table mall) cannot be right; only the demo moves it. Set it to 0.",
            retry=False,
        )
    return Head(
        now=row.now + timedelta(milliseconds=ahead_ms),
        version=row.version,
        epoch=row.epoch or "",
        open_day=row.service_day,
        newest=row.newest or 0,
        newest_hash=row.newest_hash or FIRST_HASH,
    )


def _head(now: ColumnElement[Any]) -> Any:
    newest = select(t.events.c.id, t.events.c.hash).order_by(t.events.c.id.desc()).limit(1).subquery()
    one = select(literal_column("1").label("one")).subquery()
    return select(
        now.label("now"),
        t.mall.c.version,
        t.mall.c.clock_offset_ms,
        t.mall.c.epoch,
        t.mall.c.service_day,
        newest.c.id.label("newest"),
        newest.c.hash.label("newest_hash"),
    ).select_from(one.outerjoin(t.mall, t.mall.c.id == 1).outerjoin(newest, literal_column("1") == literal_column("1")))


_HEAD = {
    # Milliseconds, in the same text form that UtcTime stores.
    "sqlite": _head(func.strftime("%Y-%m-%dT%H:%M:%fZ", "now", type_=t.UtcTime())),
    # The moment after the lock was had, not the transaction's start.
    "postgresql": _head(func.clock_timestamp(type_=t.UtcTime())),
}


class ReadUnit:
    """A consistent look at the hall: every query of one unit sees the same moment."""

    def __init__(self, connection: Connection, head: Head, load_mall: Callable[[Connection, Head], Mall]) -> None:
        self.connection = connection
        self.head = head
        self._load_mall = load_mall

    @property
    def now(self) -> datetime:
        """The hall's time in UTC, from the database server."""
        return self.head.now

    @cached_property
    def mall(self) -> Mall:
        """The loaded mall; raises Refused(no_mall) when none was loaded yet."""
        if self.head.version is None:
            raise Refused(Reason.NO_MALL, "No mall is loaded yet. Run “antrean mall load FILE”.")
        return self._load_mall(self.connection, self.head)

    @cached_property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.mall.zone_info)

    @cached_property
    def service_day(self) -> date:
        return service_day(self.now, self.mall.zone_info)


_FIND_REQUEST = select(t.requests.c.action, t.requests.c.arguments_hash, t.requests.c.result).where(
    t.requests.c.id == bindparam("request")
)
_ADD_REQUEST = t.requests.insert()
_ADD_EVENT = t.events.insert()


class WriteUnit(ReadUnit):
    """The one write that runs now in the whole hall."""

    def __init__(self, connection: Connection, head: Head, load_mall: Callable[[Connection, Head], Mall]) -> None:
        super().__init__(connection, head, load_mall)
        self._newest = head.newest
        self._newest_hash = head.newest_hash
        self.request = ""
        """Of the action that is being done: what it has announced carries it on, so that logs of several PCs meet."""
        self.deeds: list[dict[str, Any]] = []
        """What this write does, for the log of this PC: told once it is committed."""

    def take_mall(self, mall: Mall) -> None:
        """Go on with the mall that this write has just put in; it is not committed, so it is not kept for others."""
        for name in ("local_now", "service_day"):
            self.__dict__.pop(name, None)
        self.__dict__["mall"] = mall

    @property
    def newest_event(self) -> int:
        return self._newest

    @property
    def anchor(self) -> Anchor | None:
        """What the log ends with once this write is committed; None while nothing has happened."""
        return replace(self.head, newest=self._newest, newest_hash=self._newest_hash).anchor

    @property
    def next_event(self) -> int:
        """The id the next appended event will have: nobody else writes meanwhile."""
        return self._newest + 1

    def append(
        self,
        kind: EventKind,
        *,
        ticket: int | None = None,
        counter: int | None = None,
        queue: str | None = None,
        officer: int | None = None,
        body: Mapping[str, Any] | None = None,
        day: date | None = None,
    ) -> int:
        """Add a fact to the log and return its id.

        `body` never holds free text of or about visitors, and of priority only yes or no.
        """
        event_id = self.next_event
        if event_id >= stored.LARGEST:
            raise Unavailable(
                "database",
                f"The log holds an event {self._newest}, a number that no log reaches: another program wrote it. "
                "Restore the newest backup: antrean db restore --replace.",
                retry=False,
            )
        facts = {
            "id": event_id,
            "at": t.iso(self.now),
            "service_day": (day or self.service_day).isoformat(),
            "kind": kind.value,
            "ticket": ticket,
            "counter": counter,
            "queue": queue,
            "officer": officer,
        }
        text = canonical(body or {}).decode()
        hashed = chain(self._newest_hash, canonical({**facts, "body": text}))
        self.connection.execute(
            _ADD_EVENT,
            {
                **facts,
                "at": self.now,
                "service_day": day or self.service_day,
                "body": text,
                "prev_hash": self._newest_hash,
                "hash": hashed,
            },
        )
        self._newest, self._newest_hash = event_id, hashed
        return event_id

    def once(self, request: str, action: str, arguments: Mapping[str, Any], kind: Any, work: Callable[[], T]) -> T:
        """Do `work` and keep its result under the caller's request id; a repeated id gets that result again.

        The same id with another action or other arguments is refused: that is not a repetition.
        """
        _check_request(request)
        try:
            arguments_hash = hashlib.sha256(canonical([action, arguments])).hexdigest()
        except UnicodeEncodeError:
            # A command line hands over bytes that are no text as lone surrogates.
            raise Refused(Reason.BAD_INPUT, "What was typed holds signs that are no text.") from None
        found = self.connection.execute(_FIND_REQUEST, {"request": request}).one_or_none()
        if found is not None:
            if (found.action, found.arguments_hash) != (action, arguments_hash):
                raise Refused(
                    Reason.REQUEST_MISMATCH,
                    f"The request id {request} was used for another action ({found.action}); use a new one.",
                )
            result: T = _result(request, found.result, kind)
            self.deeds.append({"action": action, "request": request, "is_repeated": True})
            return result
        self.request, before = request, self._newest
        result = work()
        self.request = ""
        events = [before + 1, self._newest] if self._newest > before else []
        self.deeds.append({"action": action, "request": request, "events": events})
        self.connection.execute(
            _ADD_REQUEST,
            {
                "id": request,
                "action": action,
                "arguments_hash": arguments_hash,
                "result": canonical(result).decode(),
                "at": self.now,
            },
        )
        return result

    def result_of(self, request: str, action: str, kind: type[T]) -> T | None:
        """Return what an action of a request id gave; None when it was never done."""
        found = self.connection.execute(_FIND_REQUEST, {"request": request}).one_or_none()
        return None if found is None or found.action != action else _result(request, found.result, kind)


def _result(request: str, text: str, kind: Any) -> Any:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError, TypeError):
        raise Refused(
            Reason.REQUEST_MISMATCH,
            f"What the request id {request} gave cannot be read: another program wrote it. Use a new one.",
        ) from None


def _check_request(request: str) -> None:
    if not 1 <= len(request) <= 64 or not request.isprintable():
        raise Refused(Reason.BAD_INPUT, "A request id has 1 to 64 printable characters.")
