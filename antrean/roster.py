"""Who works at which counter: officers, opening, breaks, closing."""

from dataclasses import dataclass
from typing import Final

from antrean import acting
from antrean import desk_steps as steps
from antrean.acting import LOCAL_ADMINISTRATOR
from antrean.errors import Reason, Refused
from antrean.model import CounterNow, CounterState, EventKind, Officer, Role, TicketState
from antrean.store import shifts, tickets
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

__all__ = [
    "LOCAL_ADMINISTRATOR",
    "Hall",
    "add_officer",
    "close_counter",
    "find_officer",
    "hall",
    "open_counter",
    "start_break",
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


def add_officer(store: Store, name: str, role: Role, *, request_id: str) -> Officer:
    """Add an officer; refused for an empty or too long name and for one that is taken."""

    def work(unit: WriteUnit) -> Officer:
        shown = " ".join(name.split())
        if not 1 <= len(shown) <= 80 or not shown.isprintable():
            raise Refused(Reason.BAD_INPUT, "An officer's name has 1 to 80 printable characters.")
        officer = shifts.add_officer(unit, shown, role)
        unit.append(EventKind.OFFICER_ADDED, officer=officer.id, body={"role": role.value})
        return officer

    with store.write() as unit:
        result: Officer = unit.once(
            request_id, "add_officer", {"name": name, "role": role.value}, Officer, lambda: work(unit)
        )
        return result


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


def open_counter(store: Store, counter: int, officer: int | None, *, request_id: str) -> CounterNow:
    """Open a counter, or end its break; None = the local administrator.

    Opening one's own open counter again changes nothing. Refused when somebody else sits there.
    """

    def work(unit: WriteUnit) -> CounterNow:
        person = acting.local_administrator(unit) if officer is None else shifts.officer(unit, officer)
        now = shifts.counter_now(unit, counter)
        if now.officer is not None and now.officer.id != person.id:
            raise Refused(
                Reason.COUNTER_TAKEN,
                f"{now.officer.name} is signed in at counter {counter}.",
                counter=counter,
                officer=now.officer.name,
            )
        match now.state:
            case CounterState.OPEN:
                return now
            case CounterState.BREAK:
                shifts.set_shift(unit, counter, CounterState.OPEN)
                unit.append(EventKind.BREAK_ENDED, counter=counter, officer=person.id)
            case CounterState.CLOSED:
                shifts.open_shift(unit, counter, person.id)
                unit.append(EventKind.COUNTER_OPENED, counter=counter, officer=person.id)
        return shifts.counter_now(unit, counter)

    with store.write() as unit:
        arguments = {"counter": counter, "officer": officer}
        result: CounterNow = unit.once(request_id, "open_counter", arguments, CounterNow, lambda: work(unit))
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
            raise Refused(
                Reason.COUNTER_TAKEN,
                f"{now.officer.name} is signed in at counter {desk.counter}.",
                counter=desk.counter,
                officer=now.officer.name,
            )
        ticket = tickets.active_at(unit, desk.counter)
        if ticket is not None and ticket.state is TicketState.SERVING:
            steps.refuse_busy(unit, desk.counter)
        if ticket is not None:
            steps.release(unit, ticket, now.officer)
        shifts.set_shift(unit, desk.counter, CounterState.CLOSED)
        unit.append(EventKind.COUNTER_CLOSED, counter=desk.counter, officer=now.officer.id)
        return shifts.counter_now(unit, desk.counter)

    with store.write() as unit:
        arguments = {"counter": desk.counter, "officer": desk.officer}
        result: CounterNow = unit.once(request_id, "close_counter", arguments, CounterNow, lambda: work(unit))
        return result
