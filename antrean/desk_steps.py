"""The guards and steps that the actions of a counter share, each inside one write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from antrean import announcing, lifecycle, note_steps, order, sharing
from antrean.errors import Reason, Refused
from antrean.lifecycle import Action
from antrean.mall_record import Mall
from antrean.model import Counter, CounterState, Event, EventKind, Officer, Outcome, Priority, Ticket, TicketState
from antrean.order import Because
from antrean.permissions import Right, refuse_unless
from antrean.store import lines, shifts, tickets
from antrean.store.feed import last_event_of
from antrean.store.unit import ReadUnit, WriteUnit
from antrean.wording import AnnouncementKind

MAX_REASON_LENGTH = 80
OTHER_REASON = "other"
_REASON_CODE = re.compile("[a-z][a-z0-9_]{0,31}")
_PRIORITY_KINDS = frozenset(kind.value for kind in Priority)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who acts where: a counter and the officer; None = whoever is signed in there (the command line)."""

    counter: int
    officer: int | None = None


@dataclass(frozen=True, kw_only=True)
class Called:
    """A visitor was called. `because` says why this one, None when the officer chose."""

    ticket: Ticket
    because: Because | None


@dataclass(frozen=True, kw_only=True)
class NobodyWaiting:
    """There is nobody this counter may call."""


def sitting(unit: WriteUnit, desk: Desk) -> Officer:
    """Return who sits at an open counter; refuse a closed one, a break, and anybody else."""
    now = shifts.counter_now(unit, desk.counter)
    match now.state:
        case CounterState.CLOSED:
            raise Refused(
                Reason.COUNTER_CLOSED, f"Counter {desk.counter} is closed; open it first.", counter=desk.counter
            )
        case CounterState.BREAK:
            raise Refused(
                Reason.COUNTER_ON_BREAK, f"Counter {desk.counter} is on a break; end it first.", counter=desk.counter
            )
        case CounterState.OPEN:
            pass
    assert now.officer is not None
    refuse_unless(now.officer, Right.SERVE)
    if desk.officer is not None and desk.officer != now.officer.id:
        raise Refused(
            Reason.COUNTER_TAKEN,
            f"{now.officer.name} is signed in at counter {desk.counter}.",
            counter=desk.counter,
            officer=now.officer.name,
        )
    return now.officer


def active(unit: WriteUnit, counter: int) -> Ticket:
    """Return the ticket called to or served at the counter; refuse when there is none."""
    ticket = tickets.active_at(unit, counter)
    if ticket is None:
        raise Refused(Reason.NO_ACTIVE_TICKET, f"Nobody is called to counter {counter} now.", counter=counter)
    return ticket


def refuse_busy(unit: WriteUnit, counter: int) -> None:
    """Refuse when the counter still has an active ticket."""
    ticket = tickets.active_at(unit, counter)
    if ticket is not None:
        raise Refused(
            Reason.COUNTER_BUSY,
            f"Counter {counter} still has {ticket.code}; finish it first.",
            counter=counter,
            code=ticket.code,
        )


def refuse_strangers_ticket(unit: ReadUnit, counter: int, ticket: Ticket) -> None:
    """Refuse what a counter has nothing to do with: neither its queue's ticket nor its own; information may ask."""
    if not unit.mall.counter(counter).is_information:
        refuse_foreign_queue(unit, counter, ticket, held_at=ticket.counter)


def at_work(unit: ReadUnit, counter: int) -> Counter:
    """Return a counter with the queues it calls from now: a shared one works for one agency, if it says so."""
    record = unit.mall.counter(counter)
    if record not in unit.mall.shared_counters:
        return record
    return sharing.at_work(unit.mall, record, shifts.counter_now(unit, counter).agency)


def refuse_foreign_queue(unit: ReadUnit, counter: int, ticket: Ticket, *, held_at: int | None = None) -> None:
    """Refuse a ticket of a queue that this counter does not call from now, unless it waits for this very counter."""
    record = at_work(unit, counter)
    if counter in (ticket.reserved_counter, held_at) or ticket.queue in (*record.own, *record.help):
        return
    raise Refused(
        Reason.NOT_YOUR_QUEUE,
        f"Counter {counter} does not serve queue {ticket.queue} of {ticket.code}.",
        counter=counter,
        code=ticket.code,
        queue=ticket.queue,
    )


def reason(text: str) -> str:
    """Return a reason that can be kept in the log; refuse an empty one."""
    words = " ".join(text.split())
    if not words:
        raise Refused(Reason.REASON_NEEDED, "Please give a reason.")
    if len(words) > MAX_REASON_LENGTH or not words.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A reason has at most {MAX_REASON_LENGTH} printable characters.")
    return words


def reason_code(text: str) -> str:
    """Return a reason about a ticket as the word that the log keeps; refuse an empty one.

    Free text may be about a visitor, and so may be a kind of priority: the log has "other" instead.
    """
    words = reason(text)
    return words if _REASON_CODE.fullmatch(words) and words not in _PRIORITY_KINDS else OTHER_REASON


def log(
    unit: WriteUnit,
    kind: EventKind,
    ticket: Ticket,
    officer: Officer,
    body: Mapping[str, Any] | None = None,
    *,
    counter: int | None = None,
) -> int:
    """Append a fact about a ticket that `officer` changes at a counter."""
    return unit.append(
        kind,
        ticket=ticket.id,
        counter=counter or ticket.counter,
        queue=ticket.queue,
        officer=officer.id,
        body={**tickets.facts(ticket), **(body or {})},
    )


def call_next(unit: WriteUnit, counter: int, officer: Officer) -> Called | None:
    """Call whom the rule chooses among the heads of the counter's lines."""
    heads = lines.heads(unit, counter)
    ratio = unit.mall.rules.priority_ratio
    choice = order.choose(heads, lines.recent_turns(unit, counter, ratio), unit.now, ratio=ratio)
    if choice is None:
        return None
    ticket = tickets.by_id(unit, choice.head.ticket)
    called = call(unit, ticket, counter, officer, because=choice.because, counts=choice.both_waited)
    return Called(ticket=called, because=choice.because)


def call(
    unit: WriteUnit,
    ticket: Ticket,
    counter: int,
    officer: Officer,
    *,
    because: Because | None,
    counts: bool,
    chosen_for: str | None = None,
    is_spoken: bool = True,
) -> Ticket:
    """Call one waiting ticket. `counts`: its first call is a turn of the counter's priority ratio.

    `chosen_for` is the reason of a call out of turn, a code word. `is_spoken` is false for who is there already.
    """
    state = lifecycle.next_state(ticket.state, Action.CALL)
    is_turn = counts and not (ticket.call_count and tickets.was_called(unit, ticket.id))
    turn = {"turn_counter": counter, "turn_event": unit.next_event} if is_turn else {}
    body = {"because": None if because is None else because.value, "reason": chosen_for}
    return announce_call(
        unit,
        ticket,
        state,
        officer,
        EventKind.CALLED,
        AnnouncementKind.CALL,
        body,
        counter=counter,
        columns=turn,
        is_chosen=chosen_for is not None,
        is_spoken=is_spoken,
    )


def announce_call(
    unit: WriteUnit,
    ticket: Ticket,
    state: TicketState,
    officer: Officer,
    kind: EventKind,
    announcement: AnnouncementKind,
    body: Mapping[str, Any],
    *,
    counter: int | None = None,
    columns: Mapping[str, Any] | None = None,
    is_chosen: bool = False,
    is_spoken: bool = True,
) -> Ticket:
    """Write a call of any kind: the ticket, the fact, and its place in the line of announcements."""
    place = counter or ticket.counter
    assert place is not None
    is_again = kind is EventKind.RECALLED
    # Each stay at a counter counts its own calls: nobody is called "for the fourth time" where they just arrived.
    count = ticket.call_count + 1 if is_again else 1
    if kind is EventKind.CALLED or (kind is EventKind.RESUMED and ticket.counter != place):
        note_steps.forget_read(unit, ticket)
    # "Please go on to counter 7": a visitor who was sent on hears another sentence.
    if announcement is AnnouncementKind.CALL and ticket.is_transferred:
        announcement = AnnouncementKind.TRANSFER
    event = log(unit, kind, ticket, officer, {**body, "call_count": count}, counter=place)
    called = tickets.change(
        unit,
        ticket,
        event=event,
        columns={"call_event": event, **(columns or {})},
        state=state,
        counter=place,
        called_at=unit.now,
        call_count=count,
        remind_at=None,
        is_chosen=ticket.is_chosen if is_again else is_chosen,
    )
    if is_spoken:
        is_first = ticket.called_at is None
        announcing.queue_call(unit, event=event, ticket=called, counter=place, kind=announcement, is_first=is_first)
    return called


def move_on(
    unit: WriteUnit, ticket: Ticket, *, event: int, columns: Mapping[str, Any] | None = None, **fields: Any
) -> Ticket:
    """Write that a ticket is called no more, as tickets.change does: what still waits to be said of it is dropped."""
    moved = tickets.change(unit, ticket, event=event, columns=columns, **fields)
    announcing.leave(unit, moved)
    return moved


def finish(
    unit: WriteUnit, ticket: Ticket, officer: Officer, outcome: str, missing: Sequence[int], *, and_next: bool
) -> Ticket:
    """Finish a called or served ticket; from CALLED its start is recorded too, marked implied."""
    state = lifecycle.next_state(ticket.state, Action.FINISH)
    papers = _missing(unit.mall, ticket, unit.mall.outcome(outcome), missing)
    implied = ticket.started_at is None or ticket.state is TicketState.CALLED
    started_at = ticket.started_at if ticket.state is TicketState.SERVING else ticket.called_at
    if implied:
        log(unit, EventKind.STARTED, ticket, officer, {"implied": True})
    event = log(
        unit,
        EventKind.FINISHED,
        ticket,
        officer,
        {"outcome": outcome, "implied": implied, "and_next": and_next, **papers},
    )
    return move_on(unit, ticket, event=event, state=state, started_at=started_at, ended_at=unit.now, outcome=outcome)


def _missing(mall: Mall, ticket: Ticket, outcome: Outcome, places: Sequence[int]) -> dict[str, Any]:
    """Return what the log keeps of missing papers: their places and texts of the mall file, as they stand today."""
    if not places:
        return {}
    if not outcome.is_incomplete:
        raise Refused(Reason.BAD_INPUT, f"With the outcome {outcome.code} no papers are missing.")
    requirements = mall.service(ticket.service).requirements
    known = sorted(set(places))
    if not 0 <= known[0] <= known[-1] < len(requirements):
        raise Refused(Reason.BAD_INPUT, f"{ticket.service} has {len(requirements)} requirements; name those.")
    return {"missing": known, "missing_texts": [requirements[place].indonesian for place in known]}


def release(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
    """Put a called ticket back to its old place in line and take its call out of the announcements."""
    state = lifecycle.next_state(ticket.state, Action.RELEASE)
    event = log(unit, EventKind.RELEASED, ticket, officer)
    columns: dict[str, Any] = {"call_event": None}
    # A released call is no turn of the priority ratio; an earlier one that stands remains one.
    if not tickets.was_called(unit, ticket.id):
        columns |= {"turn_counter": None, "turn_event": None}
    return move_on(unit, ticket, event=event, columns=columns, state=state, counter=None, is_chosen=False)


_UNDONE = {
    EventKind.FINISHED: (Action.UNDO_FINISH, EventKind.FINISH_UNDONE),
    EventKind.NO_SHOW: (Action.UNDO_NO_SHOW, EventKind.NO_SHOW_UNDONE),
    EventKind.TRANSFERRED: (Action.UNDO_TRANSFER, EventKind.TRANSFER_UNDONE),
}


def undo(unit: WriteUnit, ticket: Ticket, desk: Desk, officer: Officer) -> Ticket:
    """Take back the ticket's newest fact, if this counter wrote it a moment ago and it can be undone."""
    last = last_event_of(unit, ticket.id)
    limit = timedelta(seconds=unit.mall.rules.undo_within_s)
    # What nobody at a counter did, the closing of the day, is nobody's to undo.
    ours = last.counter == desk.counter and last.officer is not None
    if last.kind not in _UNDONE or not ours or last.body.get("and_next"):
        raise Refused(
            Reason.WRONG_STATE,
            f"Nothing of {ticket.code} can be undone at counter {desk.counter}.",
            state=ticket.state.value,
            action="undo",
        )
    # Either way: the clock may have been set back since.
    if abs(unit.now - last.at) > limit:
        raise Refused(
            Reason.TOO_LATE,
            f"{ticket.code} can be undone for {unit.mall.rules.undo_within_s} seconds only.",
            code=ticket.code,
        )
    action, kind = _UNDONE[last.kind]
    fields = _former_fields(last)
    former = TicketState(fields.pop("state")) if "state" in fields else None
    state = lifecycle.next_state(ticket.state, action, former=former)
    event = log(unit, kind, ticket, officer, counter=desk.counter)
    back = tickets.change(unit, ticket, event=event, state=state, counter=desk.counter, ended_at=None, **fields)
    announcing.come_back(unit, back)
    return back


def _former_fields(last: Event) -> dict[str, Any]:
    match last.kind:
        case EventKind.FINISHED:
            return {"outcome": None}
        case EventKind.TRANSFERRED:
            former: Any = last.body["former"]
            return {
                "state": former["state"],
                "queue": former["queue"],
                "service": former["service"],
                "reserved_counter": former["reserved_counter"],
                "is_transferred": former["is_transferred"],
                "waiting_since": datetime.fromisoformat(former["waiting_since"]),
            }
        case _:
            return {}
