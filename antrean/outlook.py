"""What a hall display shows beside the calls: who waits for which agency, the counters, and who missed a call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from antrean import estimate, issuing, watch_steps
from antrean.capacity import Capacity
from antrean.errors import Reason
from antrean.hours import Answer
from antrean.mall_record import Mall
from antrean.model import Agency, CounterState, TicketState
from antrean.store import overrides, tickets, watch_rows
from antrean.store.store import Store
from antrean.store.unit import ReadUnit
from antrean.watch_steps import CounterSeen

MOST_MISSED = 200
"""More numbers than any hall misses in a day that a display shows of them."""


@dataclass(frozen=True, kw_only=True)
class AgencyOutlook:
    agency: str
    waiting: int
    open_counters: int
    """Those that serve it now, a shared one only while it works for it."""
    minutes: int | None
    """How long its line lasts (`estimate.line_minutes`); None where nobody can say."""
    why_closed: Reason | None
    """Why none of its services gives numbers now; None while any of them does."""
    opens_at: datetime | None
    """When the first of them gives numbers again, where that is known; in the mall's zone."""


@dataclass(frozen=True, kw_only=True)
class CounterOutlook:
    """A counter and the number that is there. Of its officer nothing is told."""

    number: int
    zone: str
    state: CounterState
    agencies: tuple[str, ...]
    """Letters of those it serves now."""
    code: str = ""
    """The number that is called there or served; empty where there is none."""
    agency: str = ""
    """Of that number."""
    is_priority: bool = False
    call_count: int = 0
    is_served: bool = False
    break_until: datetime | None = None
    """When its break should end, where its officer said how long; in UTC."""


@dataclass(frozen=True, kw_only=True)
class MissedNumber:
    """Somebody who was called and did not come."""

    code: str
    counter: int
    """Where to report."""
    zone: str
    call_count: int
    at: datetime
    """When the number was given up; in UTC."""


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The hall at one moment of the log: it contains every event up to `newest`. `now` is aware, in UTC."""

    epoch: str
    newest: int
    now: datetime
    agencies: tuple[AgencyOutlook, ...]
    """Every agency of the mall, in its order."""
    counters: tuple[CounterOutlook, ...]
    """Every counter of the mall, by number."""
    missed: tuple[MissedNumber, ...]
    """The newest first."""


def read(store: Store) -> Outlook:
    """Read it, of one transaction."""
    with store.read() as unit:
        in_line = tickets.waiting_by_service(unit)
        seen = watch_steps.counters(unit, watch_rows.active(unit))
        return Outlook(
            epoch=unit.head.epoch,
            newest=unit.head.newest,
            now=unit.now,
            agencies=_agencies(unit, in_line, seen),
            counters=tuple(_counter(unit.mall, one) for one in seen),
            missed=_missed(unit),
        )


def _agencies(
    unit: ReadUnit, in_line: Mapping[tuple[str, str], int], seen: Sequence[CounterSeen]
) -> tuple[AgencyOutlook, ...]:
    answers = _answers(unit, issuing.room(unit, in_line))
    return tuple(_agency(unit.mall, agency, in_line, seen, answers) for agency in unit.mall.agencies)


def _answers(unit: ReadUnit, hall: Capacity) -> dict[str, Answer]:
    taken = tickets.taken_today_by_service(unit)
    closed = overrides.closed_now(unit)
    used_up = tickets.used_up(unit)
    return {
        one.code: issuing.answer(unit, one, issuing.left_of(one, taken.get(one.code, 0), used_up), hall, closed)
        for one in unit.mall.services
    }


def _agency(
    mall: Mall,
    agency: Agency,
    in_line: Mapping[tuple[str, str], int],
    seen: Sequence[CounterSeen],
    answers: Mapping[str, Answer],
) -> AgencyOutlook:
    queues = {queue.code for queue in mall.queues if queue.agency == agency.code}
    line = [(people, service) for (queue, service), people in in_line.items() if queue in queues]
    owned = _open(seen, lambda one: queues.intersection(one.record.own, one.queues))
    # A line that is helped only is served by its helpers.
    counters = owned or _open(seen, lambda one: queues.intersection(one.queues))
    found = [answers[one.code] for one in mall.services_of(agency.code)]
    first = min(found, key=_soonest) if found and not any(one.is_open for one in found) else None
    return AgencyOutlook(
        agency=agency.code,
        waiting=sum(people for people, _ in line),
        open_counters=counters,
        minutes=estimate.line_minutes(
            ((people, mall.service(service).target_minutes) for people, service in line), counters
        ),
        why_closed=None if first is None else first.reason,
        opens_at=None if first is None else first.opens_at,
    )


def _open(seen: Sequence[CounterSeen], serves: Callable[[CounterSeen], object]) -> int:
    return sum(1 for one in seen if one.now.state is CounterState.OPEN and serves(one))


def _soonest(answer: Answer) -> datetime:
    return answer.opens_at or datetime.max.replace(tzinfo=UTC)


def _counter(mall: Mall, one: CounterSeen) -> CounterOutlook:
    ticket = one.active
    return CounterOutlook(
        number=one.record.number,
        zone=one.record.zone,
        state=one.now.state,
        agencies=tuple(dict.fromkeys(mall.queue(code).agency for code in one.queues if code in one.record.own)),
        code="" if ticket is None else ticket.code,
        agency="" if ticket is None else mall.queue(ticket.queue).agency,
        is_priority=ticket is not None and ticket.is_priority,
        call_count=0 if ticket is None else ticket.call_count,
        is_served=ticket is not None and ticket.state is TicketState.SERVING,
        break_until=one.break_until,
    )


def _missed(unit: ReadUnit) -> tuple[MissedNumber, ...]:
    found = tickets.in_states(unit, [TicketState.NO_SHOW], limit=MOST_MISSED)
    zones = {counter.number: counter.zone for counter in unit.mall.counters}
    missed = [
        MissedNumber(
            code=one.code,
            counter=one.counter,
            zone=zones[one.counter],
            call_count=one.call_count,
            at=one.ended_at or unit.now,
        )
        for one in found
        # A counter may be retired; nobody can report there any more.
        if one.counter is not None and one.counter in zones
    ]
    return tuple(sorted(missed, key=lambda one: (one.at, one.code), reverse=True))
