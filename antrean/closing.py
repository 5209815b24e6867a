"""The end of a service day: what is left is told, expired and written down; safe to run twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from antrean import acting, lifecycle
from antrean.anchor import Anchor
from antrean.errors import Reason, Refused
from antrean.lifecycle import Action
from antrean.mall_record import UNRECORDED_OUTCOME
from antrean.model import CounterState, EventKind, Officer, Ticket, TicketState
from antrean.permissions import Right
from antrean.store import (
    acknowledgements,
    assistance,
    closing_rows,
    emergency_rows,
    notes,
    overrides,
    searches,
    shifts,
    tickets,
)
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

REQUESTS_KEPT = timedelta(days=2)
SEARCHES_KEPT = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class DayClosed:
    """What closing a day did: the codes that expired and those whose service was still going on."""

    service_day: date
    expired: tuple[str, ...]
    finished: tuple[str, ...]
    counters: tuple[int, ...]
    anchor: Anchor | None = None
    """What the log ended with (docs/adr/0025-anchors.md); None in what a version without anchors has stored."""


def close_older_days(unit: WriteUnit) -> None:
    """Close every day before today; runs inside the first write of a new service day."""
    for day in closing_rows.days_with_leftovers(unit, unit.service_day):
        _close(unit, day, reason="new_day")
    closing_rows.set_open_day(unit, unit.service_day)
    closing_rows.delete_requests_before(unit, unit.now - REQUESTS_KEPT)
    searches.delete_before(unit, unit.service_day - SEARCHES_KEPT)


def left(store: Store) -> tuple[Ticket, ...]:
    """Return who still holds a number today, in the order of their places, to be shown before the day is closed.

    Who missed all calls went away and is not among them.
    """
    with store.read() as unit:
        present = _present(unit)
        return tuple(sorted(present, key=lambda ticket: (ticket.place, ticket.id)))


def close_today(store: Store, *, force_reason: str | None = None, by: int | None = None, request_id: str) -> DayClosed:
    """Close the running day.

    While people wait, are called or held it is refused with the list, unless forced with a reason:
    whoever holds a number is served or told. A second closing finds nothing left. `by` is the officer who closes,
    refused without the right to; None = the command line.
    """

    def work(unit: WriteUnit) -> DayClosed:
        officer = None if by is None else acting.officer(unit, by, Right.CLOSE_DAY)
        present = [ticket.code for ticket in _present(unit)]
        reason = " ".join((force_reason or "").split())
        if present and not reason:
            raise Refused(
                Reason.PEOPLE_WAITING,
                f"Still holding a number ({len(present)}): {', '.join(present[:20])}"
                f"{' …' if len(present) > 20 else ''}. Serve them, or force the closing with a reason.",
                codes=present,
            )
        return _close(unit, unit.service_day, reason=reason[:80] or "all_served", officer=officer)

    with store.write() as unit:
        arguments: dict[str, Any] = {"force_reason": force_reason} | ({} if by is None else {"by": by})
        result: DayClosed = unit.once(request_id, "close_day", arguments, DayClosed, lambda: work(unit))
        return result


def _present(unit: ReadUnit) -> list[Ticket]:
    # Who missed all calls went away; everybody else here holds a number and counts on it.
    unfinished = closing_rows.unfinished_of(unit, unit.service_day)
    return [ticket for ticket in unfinished if ticket.state is not TicketState.NO_SHOW]


def _close(unit: WriteUnit, day: date, *, reason: str, officer: Officer | None = None) -> DayClosed:
    expired: list[str] = []
    finished: list[str] = []
    for ticket in closing_rows.unfinished_of(unit, day):
        changed = _expire(unit, ticket)
        (finished if changed.state is TicketState.DONE else expired).append(ticket.code)
    counters = []
    for now in shifts.open_since(unit, day):
        shifts.set_shift(unit, now.number, CounterState.CLOSED)
        unit.append(
            EventKind.COUNTER_CLOSED,
            counter=now.number,
            officer=None if now.officer is None else now.officer.id,
            day=day,
        )
        counters.append(now.number)
    for call in assistance.open_calls(unit, day):
        assistance.set_ended(unit, call.id)
        unit.append(EventKind.ASSISTANCE_ENDED, body={"device": call.device, "by": "closing"}, day=day)
    acknowledgements.delete_until(unit, day)
    overrides.delete_until(unit, day)
    closing_rows.clear_priority_kinds(unit, day)
    notes.delete_until(unit, day)
    emergency_rows.delete_until(unit, day)
    closing_rows.end_announcements(unit, day)
    if expired or finished or counters:
        unit.append(
            EventKind.DAY_CLOSED,
            officer=None if officer is None else officer.id,
            body={"expired": len(expired), "finished": len(finished), "reason": reason},
            day=day,
        )
    return DayClosed(
        service_day=day,
        expired=tuple(expired),
        finished=tuple(finished),
        counters=tuple(counters),
        anchor=unit.anchor,
    )


def _expire(unit: WriteUnit, ticket: Ticket) -> Ticket:
    state = lifecycle.next_state(ticket.state, Action.EXPIRE)
    body = tickets.facts(ticket)
    served = state is TicketState.DONE
    event = unit.append(
        EventKind.FINISHED if served else EventKind.EXPIRED,
        ticket=ticket.id,
        counter=ticket.counter,
        queue=ticket.queue,
        body=body | ({"outcome": UNRECORDED_OUTCOME, "implied": True} if served else {}),
        day=ticket.service_day,
    )
    outcome = UNRECORDED_OUTCOME if served else ticket.outcome
    return tickets.change(unit, ticket, event=event, state=state, ended_at=unit.now, outcome=outcome, remind_at=None)
