"""Who works at which counter, and for which agency: opening, breaks, what an app left behind, closing."""

from dataclasses import dataclass
from typing import Final

from antrean import acting, sharing
from antrean import desk_steps as steps
from antrean.acting import LOCAL_ADMINISTRATOR
from antrean.errors import Reason, Refused
from antrean.model import CounterNow, CounterState, EventKind, Officer, Ticket, TicketState
from antrean.permissions import Right, may, refuse_unless
from antrean.shift_steps import Left, leave
from antrean.store import shifts
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

__all__ = [
    "LOCAL_ADMINISTRATOR",
    "Hall",
    "Left",
    "close_counter",
    "close_for",
    "find_officer",
    "hall",
    "open_counter",
    "start_break",
    "switch_agency",
    "take_up",
]

LONGEST_BREAK_MINUTES: Final = 600


@dataclass(frozen=True, kw_only=True)
class Hall:
    """The counters as they are now and the officers who may sit there."""

    counters: tuple[CounterNow, ...]
    officers: tuple[Officer, ...]


def hall(store: Store) -> Hall:
    with store.read() as unit:
        return Hall(counters=shifts.counters_now(unit), officers=shifts.officers(unit))


def find_officer(store: Store, name: str) -> Officer:
    """Return an officer by name or by number; raise Refused(unknown_officer)."""
    found = None
    with store.read() as unit:
        if name.isdecimal():
            found = shifts.officer(unit, int(name[:20]))
        elif name.isprintable():
            found = shifts.officer_by_name(unit, name)
    if found is None:
        raise Refused(Reason.UNKNOWN_OFFICER, f"There is no officer named “{name}”.", officer=name)
    return found


def open_counter(
    store: Store,
    counter: int,
    officer: int | None,
    *,
    request_id: str,
    agency: str | None = None,
    is_administrator: bool = False,
) -> CounterNow:
    """Open a counter, or end its break; opening one's own open counter again changes nothing.

    A shared counter opens for `agency`, or else for that whose turn it is (`sharing.agency_of_shift`). The officer has
    chosen a PIN, unless the mall wants none or `is_administrator`: the administrator's rights on the database stand in
    for it. Then, too, `officer` may be None, the local administrator. Refused when somebody else sits there
    (counter_taken), for who may not serve or not there (not_permitted), and for want of a PIN (pin_needed).
    """

    def work(unit: WriteUnit) -> CounterNow:
        person = _who_sits_down(unit, counter, officer, is_administrator=is_administrator)
        sharing.refuse_unless_may_sit(unit.mall, counter, person)
        now = shifts.counter_now(unit, counter)
        if now.officer is not None and now.officer.id != person.id:
            raise _taken(now, now.officer)
        if now.state is CounterState.OPEN:
            return now
        if not is_administrator:
            acting.refuse_without_pin(unit, person)
        if now.state is CounterState.BREAK:
            shifts.set_shift(unit, counter, CounterState.OPEN)
            unit.append(EventKind.BREAK_ENDED, counter=counter, officer=person.id)
        else:
            works_for = _agency(unit, counter, person, agency)
            shifts.open_shift(unit, counter, person.id, works_for)
            body = {} if works_for is None else {"agency": works_for}
            unit.append(EventKind.COUNTER_OPENED, counter=counter, officer=person.id, body=body)
        return shifts.counter_now(unit, counter)

    with store.write() as unit:
        arguments = {"counter": counter, "officer": officer, "agency": agency}
        result: CounterNow = unit.once(request_id, "open_counter", arguments, CounterNow, lambda: work(unit))
        return result


def switch_agency(store: Store, desk: steps.Desk, agency: str | None, *, request_id: str) -> CounterNow:
    """Let a shared counter work for another of its agencies from now on; None = for all of them.

    The ticket that is there stays. Refused for an agency whose queues the counter does not own (bad_input), and for one
    that the officer may not serve (not_permitted).
    """

    def work(unit: WriteUnit) -> CounterNow:
        officer = steps.sitting(unit, desk)
        before = shifts.counter_now(unit, desk.counter)
        works_for = sharing.chosen_agency(unit.mall, desk.counter, officer, agency)
        if works_for == before.agency:
            return before
        shifts.set_agency(unit, desk.counter, works_for)
        body = {"agency": works_for, "former": before.agency}
        unit.append(EventKind.AGENCY_SWITCHED, counter=desk.counter, officer=officer.id, body=body)
        return shifts.counter_now(unit, desk.counter)

    with store.write() as unit:
        arguments = {"counter": desk.counter, "officer": desk.officer, "agency": agency}
        result: CounterNow = unit.once(request_id, "switch_agency", arguments, CounterNow, lambda: work(unit))
        return result


def take_up(store: Store, desk: steps.Desk, *, keep: bool, request_id: str) -> Ticket:
    """Say what becomes of the ticket that an app left behind: go on with it, or give it back to its place in line.

    Who is being served already cannot be sent back into the line: that is refused (counter_busy), and the service is
    finished, held or sent on as any other.
    """

    def work(unit: WriteUnit) -> Ticket:
        officer = steps.sitting(unit, desk)
        ticket = steps.active(unit, desk.counter)
        if keep:
            return ticket
        if ticket.state is TicketState.SERVING:
            raise Refused(
                Reason.COUNTER_BUSY,
                f"{ticket.code} is being served at counter {desk.counter}; go on with it and finish it, or hold it.",
                counter=desk.counter,
                code=ticket.code,
            )
        return steps.release(unit, ticket, officer)

    with store.write() as unit:
        arguments = {"counter": desk.counter, "officer": desk.officer, "keep": keep}
        result: Ticket = unit.once(request_id, "take_up", arguments, Ticket, lambda: work(unit))
        return result


def start_break(
    store: Store, desk: steps.Desk, *, reason: str, minutes: int | None = None, request_id: str
) -> CounterNow:
    """Pause a counter that has no active ticket."""

    def work(unit: WriteUnit) -> CounterNow:
        officer = steps.sitting(unit, desk)
        steps.refuse_busy(unit, desk.counter)
        why = steps.reason(reason)
        if minutes is not None and not 1 <= minutes <= LONGEST_BREAK_MINUTES:
            raise Refused(Reason.BAD_INPUT, f"A break lasts from 1 to {LONGEST_BREAK_MINUTES} minutes.")
        shifts.set_shift(unit, desk.counter, CounterState.BREAK, reason=why, minutes=minutes)
        body = {"reason": why, "minutes": minutes}
        unit.append(EventKind.BREAK_STARTED, counter=desk.counter, officer=officer.id, body=body)
        return shifts.counter_now(unit, desk.counter)

    with store.write() as unit:
        arguments = {"counter": desk.counter, "officer": desk.officer, "reason": reason, "minutes": minutes}
        result: CounterNow = unit.once(request_id, "start_break", arguments, CounterNow, lambda: work(unit))
        return result


def close_counter(store: Store, desk: steps.Desk, *, request_id: str) -> CounterNow:
    """Close a counter. A called ticket goes back to its place; one that is being served must be finished first."""

    def work(unit: WriteUnit) -> CounterNow:
        now = shifts.counter_now(unit, desk.counter)
        if now.officer is None:
            return now
        if desk.officer is not None and desk.officer != now.officer.id:
            raise _taken(now, now.officer)
        return leave(unit, now, now.officer, force=False, body={}).counter

    with store.write() as unit:
        arguments = {"counter": desk.counter, "officer": desk.officer}
        result: CounterNow = unit.once(request_id, "close_counter", arguments, CounterNow, lambda: work(unit))
        return result


def close_for(store: Store, by: int | None, counter: int, *, request_id: str) -> Left:
    """Close the counter of an officer who went away; `by` is who does it, None = the command line.

    A called ticket goes back to its place, one that was being served is held, so that nothing waits for somebody who
    does not come back. Refused for who may not close counters of others, or not this agency's.
    """

    def work(unit: WriteUnit) -> Left:
        now = shifts.counter_now(unit, counter)
        person = acting.officer(unit, by, Right.CLOSE_COUNTER)
        here = unit.mall.agencies_at(unit.mall.counter(counter)) if now.agency is None else (now.agency,)
        if here and not any(may(person, Right.CLOSE_COUNTER, agency=one) for one in here):
            refuse_unless(person, Right.CLOSE_COUNTER, agency=here[0])
        if now.officer is None:
            return Left(counter=now)
        return leave(unit, now, person, force=True, body={"officer": now.officer.id})

    with store.write() as unit:
        result: Left = unit.once(request_id, "close_for", {"by": by, "counter": counter}, Left, lambda: work(unit))
        return result


def _who_sits_down(unit: WriteUnit, counter: int, officer: int | None, *, is_administrator: bool) -> Officer:
    if officer is not None:
        return shifts.officer(unit, officer)
    if unit.mall.rules.pins and not is_administrator:
        raise Refused(
            Reason.PIN_NEEDED, f"Say which officer sits down at counter {counter}.", officer=None, is_once=False
        )
    return acting.local_administrator(unit)


def _agency(unit: WriteUnit, counter: int, officer: Officer, chosen: str | None) -> str | None:
    if chosen is not None:
        return sharing.chosen_agency(unit.mall, counter, officer, chosen)
    return sharing.agency_of_shift(unit.mall, counter, officer, weekday=unit.local_now.weekday())


def _taken(now: CounterNow, officer: Officer) -> Refused:
    return Refused(
        Reason.COUNTER_TAKEN,
        f"{officer.name} is signed in at counter {now.number}.",
        counter=now.number,
        officer=officer.name,
    )
