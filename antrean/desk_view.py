"""What an officer sees at one counter: the ticket there, who waits, who is held or missed, today's figures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from antrean import order
from antrean.mall_record import Mall
from antrean.model import Counter, CounterNow, Priority, Ticket, TicketState
from antrean.order import Because
from antrean.store import announcements, lines, shifts, tickets
from antrean.store.store import Store
from antrean.store.tables import AnnouncementState
from antrean.store.unit import ReadUnit

LIST_LIMIT: Final = 200
"""Longest list that is read; no counter has so many waiting."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    ticket: Ticket
    is_own: bool
    """Of an own queue, or reserved for this counter; else of a queue it helps."""


@dataclass(frozen=True, kw_only=True)
class NextInLine:
    code: str
    because: Because


@dataclass(frozen=True, kw_only=True)
class DeskView:
    """One counter at one moment. Times are aware, in UTC; `now` is the hall's time."""

    mall: Mall
    now: datetime
    epoch: str
    newest: int
    record: Counter
    counter: CounterNow
    active: Ticket | None
    active_priority: Priority | None
    active_announced: AnnouncementState | None
    """What became of the active ticket's newest call: queued, speaking, spoken, failed …"""
    next_in_line: NextInLine | None
    waiting: tuple[Waiting, ...]
    """In the order of their places, the next one first."""
    held: tuple[Ticket, ...]
    missed: tuple[Ticket, ...]
    served: int
    no_shows: int
    average_service_s: float | None


def read(store: Store, counter: int) -> DeskView:
    """Read everything a counter's screen shows; raise Refused(unknown_counter)."""
    with store.read() as unit:
        record = unit.mall.counter(counter)
        active = tickets.active_at(unit, counter)
        announced = tickets_announced(unit, active)
        next_in_line, waiting = _waiting(unit, record)
        states = tickets.states_today(unit, counter)
        times = [(end - start).total_seconds() for start, end in tickets.service_times(unit, counter)]
        mine = (*record.own, *record.help)
        return DeskView(
            mall=unit.mall,
            now=unit.now,
            epoch=unit.head.epoch,
            newest=unit.head.newest,
            record=record,
            counter=shifts.counter_now(unit, counter),
            active=active,
            active_priority=None if active is None else tickets.priority_kind(unit, active.id),
            active_announced=announced,
            next_in_line=next_in_line,
            waiting=waiting,
            held=tuple(tickets.in_states(unit, [TicketState.HELD], queues=mine, limit=LIST_LIMIT)),
            missed=tuple(tickets.in_states(unit, [TicketState.NO_SHOW], queues=mine, limit=LIST_LIMIT)),
            served=states.get(TicketState.DONE, 0),
            no_shows=states.get(TicketState.NO_SHOW, 0),
            average_service_s=sum(times) / len(times) if times else None,
        )


def tickets_announced(unit: ReadUnit, ticket: Ticket | None) -> AnnouncementState | None:
    """Return what became of a ticket's newest call."""
    if ticket is None:
        return None
    states = announcements.states_of(unit, ticket.id)
    return states[-1] if states else None


def _waiting(unit: ReadUnit, record: Counter) -> tuple[NextInLine | None, tuple[Waiting, ...]]:
    # Before a day's first write the rows of older days still stand in line: nobody calls those people.
    if unit.head.open_day != unit.service_day:
        return None, ()
    ratio = unit.mall.rules.priority_ratio
    recent = lines.recent_turns(unit, record.number, ratio)
    choice = order.choose(lines.heads(unit, record.number), recent, unit.now, ratio=ratio)
    found = tickets.waiting_for(unit, record, limit=LIST_LIMIT)
    rows = [
        Waiting(ticket=ticket, is_own=ticket.queue in record.own or ticket.reserved_counter == record.number)
        for ticket in found
    ]
    if choice is None:
        return None, tuple(rows)
    rows.sort(key=lambda row: row.ticket.id != choice.head.ticket)
    chosen = next((ticket.code for ticket in found if ticket.id == choice.head.ticket), None)
    if chosen is None:
        chosen = tickets.by_id(unit, choice.head.ticket).code
    return NextInLine(code=chosen, because=choice.because), tuple(rows)
