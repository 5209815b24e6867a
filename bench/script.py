"""What giving a number and calling the next visitor say to the database, without Antrean: the yardstick of its writes.

The same lock, the same look-ups and the same rows, hash chain and stored result included, but nothing of the rules,
records and errors around them. A driver runs the named statements: the engine's own (bench.raw) or SQLAlchemy Core
(bench.core).
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from antrean.mall_record import Mall
from antrean.store.tables import iso, tickets
from antrean.store.unit import canonical, chain
from bench.hall import MONDAY, Hall, Place, request

Row = Sequence[Any]

TICKET: Final = tuple(tickets.c.keys())
"""The columns of a ticket, in the order in which every statement returns them."""
_AT: Final = {name: at for at, name in enumerate(TICKET)}
_SHOWN: Final = (
    *(
        "id",
        "service_day",
        "series",
        "number",
        "queue",
        "service",
        "state",
        "is_priority",
        "language",
        "place",
        "counter",
    ),
    *("reserved_counter", "is_transferred", "issued_at", "waiting_since", "called_at", "started_at", "ended_at"),
    *("call_count", "outcome", "secret", "print_state", "remind_at", "is_chosen"),
)
"""What the stored result of a request says of its ticket."""


class Driver(Protocol):
    """Runs named statements; `transaction` takes the hall's write lock first."""

    is_postgresql: bool

    def transaction(self) -> AbstractContextManager[None]: ...
    def one(self, name: str, values: Mapping[str, Any]) -> Row | None: ...
    def all(self, name: str, values: Mapping[str, Any]) -> Sequence[Row]: ...
    def run(self, name: str, values: Mapping[str, Any]) -> None: ...

    def day(self, text: str) -> Any:
        """Return a service day as this driver binds it."""
        ...

    def moment(self, at: datetime) -> Any:
        """Return a moment as this driver binds it."""
        ...

    def read_moment(self, value: Any) -> datetime: ...
    def close(self) -> None: ...


class Script:
    """One connection's worth of the two transactions."""

    def __init__(self, driver: Driver, hall: Hall, day: str) -> None:
        self._driver = driver
        self._mall: Mall = hall.mall
        self._day_text = day
        self._day = driver.day(day)
        self._now = MONDAY
        self._at: Any = None
        self._newest = 0
        self._request = ""
        self._hash = ""

    def issue(self, service: str) -> None:
        """Give the next number of a service, without any rule."""
        record = self._mall.service(service)
        arguments = {"service": service, "is_priority": False, "language": "id"}
        with self._driver.transaction():
            self._begin()
            request_id, hashed = self._look_up("issue", arguments)
            # What the rules of room and officers look at.
            self._driver.all("waiting", {"day": self._day})
            self._driver.all("staffed", {"day": self._day})
            number = self._one("number", {"queue": record.queue, "day": self._day})[0]
            code = f"{record.queue}-{number:03d}"
            row = {
                "service_day": self._day,
                "series": record.queue,
                "number": number,
                "queue": record.queue,
                "service": service,
                "state": "waiting",
                "is_priority": False,
                "priority": None,
                "language": "id",
                "place": self._newest + 1,
                "counter": None,
                "reserved_counter": None,
                "is_transferred": False,
                "issued_at": self._at,
                "waiting_since": self._at,
                "called_at": None,
                "started_at": None,
                "ended_at": None,
                "call_count": 0,
                "last_event": self._newest + 1,
                "outcome": None,
                "secret": secrets.token_hex(10),
                "issue_request": request_id,
                "device": "bench",
                "print_state": "pending",
                "remind_at": None,
                "is_chosen": False,
            }
            ticket = self._one("ticket_insert", row)[0]
            body = {"code": code, "service": service, "is_priority": False, "language": "id", "device": "bench"}
            self._append("issued", ticket, None, record.queue, None, body)
            ahead = self._one("ahead", {"queue": record.queue, "place": row["place"], "is_priority": False})[0]
            shown = {name: row[name] for name in _SHOWN if name in row} | {"id": ticket, "code": code}
            counters = self._mall.counters_of(record.queue)
            self._end("issue", request_id, hashed, {"ticket": shown, "people_ahead": ahead, "counters": counters})

    def call(self, place: Place) -> None:
        """Finish a counter's ticket and call the next one, without any rule but who is next."""
        arguments = {"counter": place.counter, "officer": place.officer, "outcome": "done", "missing": []}
        with self._driver.transaction():
            self._begin()
            request_id, hashed = self._look_up("finish_and_call_next", arguments)
            officer = self._one("shift", {"number": place.counter})[7]
            self._finish(self._one("active", {"counter": place.counter}), officer)
            lines = self._driver.all("heads", {"counter": place.counter})
            turns = self._driver.all("turns", {"counter": place.counter, "day": self._day, "ratio": 2})
            head, both = _next(lines, [bool(turn[0]) for turn in turns])
            result = self._call(self._one("ticket", {"ticket": head}), place.counter, officer, both)
            self._end("finish_and_call_next", request_id, hashed, result)

    def close(self) -> None:
        self._driver.close()

    def _finish(self, ticket: Row, officer: int) -> None:
        facts = _facts(ticket) | {"implied": True}
        counter, queue = ticket[_AT["counter"]], ticket[_AT["queue"]]
        self._append("started", ticket[0], counter, queue, officer, facts)
        facts |= {"outcome": "done", "and_next": True}
        event = self._append("finished", ticket[0], counter, queue, officer, facts)
        self._driver.run(
            "finish",
            {
                "ticket_id": ticket[0],
                "last_event": event,
                "state": "done",
                "started_at": ticket[_AT["called_at"]],
                "ended_at": self._at,
                "outcome": "done",
            },
        )
        self._hush(ticket, "came")

    def _hush(self, ticket: Row, why: str | None) -> None:
        """Take what is still to be said of a ticket out of the line."""
        self._driver.run("hush", {"of_ticket": ticket[0], "state": "replaced", "why": why, "ended_at": self._at})

    def _call(self, ticket: Row, counter: int, officer: int, both: bool) -> dict[str, Any]:
        is_priority = bool(ticket[_AT["is_priority"]])
        count = ticket[_AT["call_count"]] + 1
        because = "priority" if is_priority and both else "turn"
        body = _facts(ticket) | {"because": because, "reason": None, "call_count": count}
        queue = ticket[_AT["queue"]]
        event = self._append("called", ticket[0], counter, queue, officer, body)
        changed = {"state": "called", "counter": counter, "reserved_counter": None, "called_at": self._at}
        changed |= {"call_count": count, "remind_at": None, "is_chosen": False}
        hidden = {"ticket_id": ticket[0], "last_event": event, "call_event": event}
        if both:
            turn = {"turn_counter": counter, "turn_event": event}
            self._driver.run("call_as_turn", {**hidden, **changed, **turn})
        else:
            self._driver.run("call", {**hidden, **changed})
        self._announce(ticket, event, counter, queue, count, is_priority)
        shown = {name: ticket[_AT[name]] for name in _SHOWN} | changed
        for name in ("is_priority", "is_transferred"):
            shown[name] = bool(shown[name])
        return {"ticket": shown | {"code": body["code"]}, "because": because}

    def _announce(self, ticket: Row, event: int, counter: int, queue: str, count: int, is_priority: bool) -> None:
        zone = self._mall.zone(self._mall.counter(counter).zone)
        agency = self._mall.agency(self._mall.queue(queue).agency)
        if count > 1:
            self._hush(ticket, None)
        body = {
            "code": f"{ticket[_AT['series']]}-{ticket[_AT['number']]:03d}",
            "agency_spoken": agency.spoken.indonesian,
            "agency_spoken_en": agency.spoken.in_language("en"),
            "language": ticket[_AT["language"]],
            "call_count": count,
            "is_priority": is_priority,
            "request": self._request,
        }
        row = {
            "event": event,
            "area": zone.voice_area,
            "zone": zone.code,
            "service_day": self._day,
            "kind": "call",
            "ticket": ticket[0],
            "counter": counter,
            "body": canonical(body).decode(),
            "state": "queued",
            "queued_at": self._at,
        }
        self._driver.run("announce", row)

    def _begin(self) -> None:
        now, offset, self._newest, self._hash = self._one("head", {})
        self._now = self._driver.read_moment(now) + timedelta(milliseconds=offset)
        self._at = self._driver.moment(self._now)

    def _look_up(self, action: str, arguments: Mapping[str, Any]) -> tuple[str, str]:
        request_id = self._request = request()
        hashed = hashlib.sha256(canonical([action, arguments])).hexdigest()
        assert self._driver.one("request", {"request": request_id}) is None
        return request_id, hashed

    def _append(
        self, kind: str, ticket: int, counter: int | None, queue: str, officer: int | None, body: Mapping[str, Any]
    ) -> int:
        event = self._newest + 1
        text = canonical(body).decode()
        facts = {
            "id": event,
            "at": iso(self._now),
            "service_day": self._day_text,
            "kind": kind,
            "ticket": ticket,
            "counter": counter,
            "queue": queue,
            "officer": officer,
            "body": text,
        }
        hashed = chain(self._hash, canonical(facts))
        row = {"at": self._at, "service_day": self._day, "prev_hash": self._hash, "hash": hashed}
        self._driver.run("event", facts | row)
        self._newest, self._hash = event, hashed
        return event

    def _end(self, action: str, request_id: str, hashed: str, result: Mapping[str, Any]) -> None:
        self._driver.run(
            "request_insert",
            {
                "id": request_id,
                "action": action,
                "arguments_hash": hashed,
                "result": canonical(result).decode(),
                "at": self._at,
            },
        )
        if self._driver.is_postgresql:
            self._driver.run("notify", {"newest": str(self._newest)})

    def _one(self, name: str, values: Mapping[str, Any]) -> Row:
        row = self._driver.one(name, values)
        assert row is not None, f"{name} found nothing"
        return row


def _facts(ticket: Row) -> dict[str, Any]:
    return {
        "code": f"{ticket[_AT['series']]}-{ticket[_AT['number']]:03d}",
        "service": ticket[_AT["service"]],
        "is_priority": bool(ticket[_AT["is_priority"]]),
        "from": ticket[_AT["state"]],
    }


def _next(lines: Sequence[Row], turns: Sequence[bool]) -> tuple[int, bool]:
    """Return who is next among own lines, and whether both kinds waited; the ratio is 2."""
    kinds = {bool(line[4]) for line in lines}
    both = len(kinds) == 2
    wanted = kinds
    if both:
        wanted = {not (len(turns) == 2 and all(turns))}
    head = min((line for line in lines if bool(line[4]) in wanted), key=lambda line: (line[1], line[2]))
    return head[0], both
