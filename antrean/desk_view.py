"""What an officer sees at one counter: the ticket there, who waits, who is held or missed, today's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from antrean import announcing, desk_steps, order
from antrean.announcing import Unspoken
from antrean.mall_record import Mall
from antrean.model import Counter, CounterNow, CounterState, Priority, Ticket, TicketState
from antrean.order import Because
from antrean.store import announcements, lines, notes, shifts, story, tickets
from antrean.store.notes import Note
from antrean.store.store import Store
from antrean.store.story import SetAside, Story, Transfer
from antrean.store.tables import AnnouncementState
from antrean.store.unit import ReadUnit

LIST_LIMIT: Final = 200
"""Longest list that is read; no counter has so many waiting."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    ticket: Ticket
    is_own: bool
    """Of an own queue, or reserved for this counter; else of a queue it helps."""

    @property
    def is_chosen(self) -> bool:
        """Whether it was called out of turn before it came to wait again."""
        return self.ticket.is_chosen


@dataclass(frozen=True, kw_only=True)
class Held:
    """A ticket that was set aside, here or at another counter of its queue."""

    ticket: Ticket
    reason: str
    """The code word that was given for it."""
    since: datetime
    notes: tuple[Note, ...] = ()
    """What was written about it, the oldest first; empty while another counter has it."""


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
    """The counter with the queues it calls from now: of a shared one those of the agency it works for."""
    counter: CounterNow
    active: Ticket | None
    active_priority: Priority | None
    active_announced: AnnouncementState | None
    """What became of the active ticket's newest call: queued, speaking, spoken, failed …"""
    active_unspoken: Unspoken | None
    """Why that call is not heard; None while there is nothing wrong."""
    active_notes: tuple[Note, ...]
    """What was written about the active ticket for this counter and by it, the oldest first."""
    transferred_from: Transfer | None
    """Which counter sent the active ticket here, and why; None for one that came from the line."""
    waited_s: float | None
    """How long the visitor of the active ticket had waited when the call came; since the transfer for one sent here."""
    is_over_target: bool
    """That was longer than the service promises."""
    next_in_line: NextInLine | None
    waiting: tuple[Waiting, ...]
    """In the order of their places, the next one first."""
    held: tuple[Held, ...]
    missed: tuple[Ticket, ...]
    unheard: frozenset[int]
    """Those of the missed, by their ids, of whom the hall heard nothing: no call, and not where to report."""
    served: int
    no_shows: int
    average_service_s: float | None
    average_wait_s: float | None
    """Of those who were served here today."""
    chosen_today: int
    """How many this counter called out of turn today, walk-ins before others among them."""

    @property
    def due(self) -> tuple[Held, ...]:
        """Those on hold here whose reminder is due, the longest due first."""
        here = [one for one in self.held if one.ticket.counter == self.record.number]
        due = [(one.ticket.remind_at, one) for one in here if one.ticket.remind_at is not None]
        return tuple(one for at, one in sorted(due, key=lambda pair: pair[0]) if at <= self.now)

    @property
    def is_idle(self) -> bool:
        """Whether an officer sits here and nobody is called or served."""
        return self.counter.state is CounterState.OPEN and self.active is None

    @property
    def is_idle_while_people_wait(self) -> bool:
        return self.is_idle and self.next_in_line is not None


def read(store: Store, counter: int) -> DeskView:
    """Read everything a counter's screen shows; raise Refused(unknown_counter)."""
    with store.read() as unit:
        record = desk_steps.at_work(unit, counter)
        active = tickets.active_at(unit, counter)
        said = None if active is None else announcements.call_said(unit, active.id)
        next_in_line, waiting = _waiting(unit, record)
        states = tickets.states_today(unit, counter)
        average_wait_s, average_service_s = tickets.averages_today(unit, counter)
        mine = (*record.own, *record.help)
        how = None if active is None else story.of(unit, active.id)
        waited_s = _waited_s(active, how)
        held = tickets.in_states(unit, [TicketState.HELD], queues=mine, counter=counter, limit=LIST_LIMIT)
        missed = tickets.in_states(unit, [TicketState.NO_SHOW], queues=mine, counter=counter, limit=LIST_LIMIT)
        written = notes.of(unit, [one.id for one in (active, *held) if one is not None and one.counter == counter])
        return DeskView(
            mall=unit.mall,
            now=unit.now,
            epoch=unit.head.epoch,
            newest=unit.head.newest,
            record=record,
            counter=shifts.counter_now(unit, counter),
            active=active,
            active_priority=None if active is None else tickets.priority_kind(unit, active.id),
            active_announced=None if said is None else said.state,
            active_unspoken=None if said is None else announcing.why_unspoken(said),
            active_notes=() if active is None else written.get(active.id, ()),
            transferred_from=None if how is None else how.transfer,
            waited_s=waited_s,
            is_over_target=active is not None and _is_late(unit.mall, active, waited_s),
            next_in_line=next_in_line,
            waiting=waiting,
            held=_held(unit, held, written),
            missed=tuple(missed),
            unheard=announcements.unheard(unit, [one.id for one in missed]),
            served=states.get(TicketState.DONE, 0),
            no_shows=states.get(TicketState.NO_SHOW, 0),
            average_service_s=average_service_s,
            average_wait_s=average_wait_s,
            chosen_today=story.chosen_today(unit, counter),
        )


def _waited_s(active: Ticket | None, how: Story | None) -> float | None:
    if active is None or how is None or how.called_at is None:
        return None
    return max(0.0, (how.called_at - active.waiting_since).total_seconds())


def _is_late(mall: Mall, active: Ticket, waited_s: float | None) -> bool:
    return waited_s is not None and waited_s > 60 * mall.service(active.service).wait_target_minutes


def _held(unit: ReadUnit, held: Sequence[Ticket], written: Mapping[int, tuple[Note, ...]]) -> tuple[Held, ...]:
    why = story.set_aside(unit, [ticket.id for ticket in held])
    found = []
    for one in held:
        # Without its fact in the log, which only another program can bring about, the ticket itself says since when.
        said = why.get(one.id) or SetAside(reason="", at=one.started_at or one.called_at or one.waiting_since)
        found.append(Held(ticket=one, reason=said.reason, since=said.at, notes=written.get(one.id, ())))
    return tuple(found)


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
