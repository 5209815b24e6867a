"""Where a transfer goes: the queue and counter behind a target, and whether anybody is there to take the visitor in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from antrean import sharing
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import Counter, CounterNow, CounterState, Ticket
from antrean.store import overrides, shifts, tickets
from antrean.store.unit import WriteUnit

_MANY: Final = 500
"""More than wait at any information desk."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a transfer goes: exactly one of a service, a queue, a counter, and the information desk."""

    service: str | None = None
    queue: str | None = None
    counter: int | None = None
    information: bool = False

    @property
    def what(self) -> str:
        """The word for its kind, as a refusal's details say it."""
        if self.information:
            return "information"
        return "counter" if self.counter is not None else "queue" if self.queue is not None else "service"


@dataclass(frozen=True, kw_only=True)
class Destination:
    """What a target means for one ticket: its queue and service from now on, and the one counter it waits for."""

    queue: str
    service: str
    reserved_counter: int | None


def resolve(unit: WriteUnit, here: int, ticket: Ticket, target: Target, *, even_if_closed: bool) -> Destination:
    """Return where a ticket of counter `here` goes; refuse an unknown target, the counter itself, and a closed one."""
    if target == Target(information=True):
        found = Destination(
            queue=ticket.queue, service=ticket.service, reserved_counter=_information_counter(unit, here)
        )
    else:
        found = of(unit.mall, ticket, target)
    if found.reserved_counter == here:
        raise Refused(Reason.BAD_INPUT, f"{ticket.code} is already at counter {here}.", counter=here)
    if not even_if_closed:
        _refuse_closed(unit, target, found)
    return found


def of(mall: Mall, ticket: Ticket, target: Target) -> Destination:
    """Return what a service, a queue or a counter means; refuse an unknown one and one that nobody serves."""
    match target:
        case Target(service=str() as code, queue=None, counter=None, information=False):
            queue = mall.queue_for(mall.service(code), is_priority=ticket.is_priority).code
            return Destination(queue=_served(mall, queue), service=code, reserved_counter=None)
        case Target(service=None, queue=str() as code, counter=None, information=False):
            queue = _served(mall, mall.queue(code).code)
            return Destination(queue=queue, service=ticket.service, reserved_counter=None)
        case Target(service=None, queue=None, counter=int() as number, information=False):
            mall.counter(number)
            return Destination(queue=ticket.queue, service=ticket.service, reserved_counter=number)
        case _:
            raise Refused(
                Reason.BAD_INPUT, "A transfer goes to one service, one queue, one counter or the information desk."
            )


def _served(mall: Mall, queue: str) -> str:
    if not mall.counters_of(queue):
        raise Refused(Reason.QUEUE_WITHOUT_COUNTER, f"No counter serves queue {queue}.", queue=queue)
    return queue


_NEARNESS: Final = {CounterState.OPEN: 0, CounterState.BREAK: 1, CounterState.CLOSED: 2}


def _information_counter(unit: WriteUnit, here: int) -> int:
    """Return the information counter to send somebody to: an open one before others, then the one with fewest waiting.

    The counter that sends is chosen only when there is no other.
    """
    known = unit.mall.information_counters
    others: Sequence[Counter] = [one for one in known if one.number != here] or known
    if not others:
        raise Refused(Reason.BAD_INPUT, "This mall names no information counter.")
    if len(others) == 1:
        return others[0].number
    states = {now.number: now.state for now in shifts.counters_now(unit)}

    def rank(one: Counter) -> tuple[int, int, int]:
        return _NEARNESS[states[one.number]], len(tickets.waiting_for(unit, one, limit=_MANY)), one.number

    return min(others, key=rank).number


def _refuse_closed(unit: WriteUnit, target: Target, found: Destination) -> None:
    closed = overrides.closed_now(unit).get(found.service) if target.service is not None else None
    if closed is not None:
        again = "" if closed.reopens_at is None else f" It opens again at {_local(unit, closed.reopens_at)}."
        raise Refused(
            Reason.TARGET_CLOSED,
            f"{unit.mall.service(found.service).name} is closed for today: {closed.reason}.{again}",
            closed_today=True,
            why=closed.reason,
            opens_at=None if closed.reopens_at is None else closed.reopens_at.isoformat(),
            **_facts(target, found, unit.mall.counters_of(found.queue)),
        )
    one = found.reserved_counter
    counters = unit.mall.counters_of(found.queue) if one is None else (one,)
    there = [now for now in shifts.counters_now(unit) if now.number in counters]
    if any(now.state is not CounterState.CLOSED and (one or _serves(unit.mall, now, found.queue)) for now in there):
        return
    places = ", ".join(str(number) for number in counters)
    word = "counter" if len(counters) == 1 else "the counters"
    raise Refused(
        Reason.TARGET_CLOSED,
        f"Nobody is at {word} {places} now. Send the visitor there all the same only if somebody will come.",
        closed_today=False,
        why=None,
        opens_at=None,
        **_facts(target, found, counters),
    )


def _serves(mall: Mall, now: CounterNow, queue: str) -> bool:
    """Say whether who sits at a counter of a queue calls from it: a shared one works for one agency at a time."""
    record = sharing.at_work(mall, mall.counter(now.number), now.agency)
    return queue in (*record.own, *record.help)


def _facts(target: Target, found: Destination, counters: Sequence[int]) -> dict[str, Any]:
    return {"what": target.what, "service": found.service, "queue": found.queue, "counters": list(counters)}


def _local(unit: WriteUnit, moment: Any) -> str:
    return f"{moment.astimezone(unit.mall.zone_info):%H:%M}"
