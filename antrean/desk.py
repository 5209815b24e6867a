"""What an officer does at a counter: call, recall, start, finish, and everything else with a ticket."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from antrean import announcing, desk_targets, lifecycle, note_steps
from antrean import desk_steps as steps
from antrean.desk_steps import Called, Desk, NobodyWaiting
from antrean.desk_targets import Target
from antrean.errors import Reason, Refused
from antrean.lifecycle import Action
from antrean.mall_record import PLAIN_OUTCOME
from antrean.model import EventKind, Officer, Ticket
from antrean.store import tickets
from antrean.store.store import Store
from antrean.store.unit import WriteUnit
from antrean.wording import AnnouncementKind

__all__ = ["Called", "Desk", "NobodyWaiting", "Target"]

T = TypeVar("T")

LONGEST_REMINDER_MINUTES: Final = 240


def call_next(store: Store, desk: Desk, *, request_id: str) -> Called | NobodyWaiting:
    """Call the next visitor to the counter; the rule of `order.choose` decides who.

    Refused when the counter is closed, on break or still has an active ticket.
    """

    def work(unit: WriteUnit) -> Called | None:
        officer = steps.sitting(unit, desk)
        steps.refuse_busy(unit, desk.counter)
        return steps.call_next(unit, desk.counter, officer)

    return _once(store, request_id, "call_next", _who(desk), Called | None, work) or NobodyWaiting()


def finish_and_call_next(
    store: Store, desk: Desk, *, request_id: str, outcome: str = PLAIN_OUTCOME, missing: Sequence[int] = ()
) -> Called | NobodyWaiting:
    """Finish the counter's ticket, as `finish` does, and call the next one in a single write."""

    def work(unit: WriteUnit) -> Called | None:
        officer = steps.sitting(unit, desk)
        steps.finish(unit, steps.active(unit, desk.counter), officer, outcome, missing, and_next=True)
        return steps.call_next(unit, desk.counter, officer)

    arguments = _who(desk) | {"outcome": outcome, "missing": list(missing)}
    return _once(store, request_id, "finish_and_call_next", arguments, Called | None, work) or NobodyWaiting()


def call(store: Store, desk: Desk, code: str, *, reason: str, request_id: str) -> Called:
    """Call a chosen waiting ticket out of turn; needs a reason, a code word, and is marked.

    The mark stays until the ticket is called in its turn, resumed or released.
    """

    def work(unit: WriteUnit) -> Called:
        officer = steps.sitting(unit, desk)
        why = steps.reason_code(reason)
        steps.refuse_busy(unit, desk.counter)
        ticket = tickets.by_code(unit, code)
        steps.refuse_foreign_queue(unit, desk.counter, ticket)
        called = steps.call(unit, ticket, desk.counter, officer, because=None, counts=False, chosen_for=why)
        return Called(ticket=called, because=None)

    return _once(store, request_id, "call", _who(desk) | {"code": code, "reason": reason}, Called, work)


def recall(store: Store, desk: Desk, *, request_id: str) -> Ticket:
    """Call the counter's ticket again; refused within the recall gap of the mall's rules, and when done too often.

    What counts are the calls of this stay at this counter: a ticket that comes from elsewhere, or that was on hold,
    begins anew.
    """

    def act(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
        state = lifecycle.next_state(ticket.state, Action.RECALL)
        rules = unit.mall.rules
        if ticket.call_count > rules.most_recalls:
            raise Refused(
                Reason.RECALLED_OFTEN,
                f"{ticket.code} was called {ticket.call_count} times here, and nobody came; "
                "mark it as not there, or release it.",
                code=ticket.code,
                count=ticket.call_count,
            )
        gap = timedelta(seconds=rules.recall_gap_s)
        since = None if ticket.called_at is None else unit.now - ticket.called_at
        # A call of a moment that is still to come is of a clock that was set back since.
        if since is not None and timedelta(0) <= since < gap:
            seconds = max(1, round((gap - since).total_seconds()))
            raise Refused(
                Reason.RECALL_TOO_SOON,
                f"{ticket.code} was called a moment ago; call again in {seconds} s.",
                code=ticket.code,
                seconds=seconds,
            )
        return steps.announce_call(unit, ticket, state, officer, EventKind.RECALLED, AnnouncementKind.RECALL, {})

    return _on_active(store, desk, request_id, "recall", {}, act)


def start(store: Store, desk: Desk, *, request_id: str) -> Ticket:
    """The visitor has come: the service begins."""

    def act(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
        state = lifecycle.next_state(ticket.state, Action.START)
        event = steps.log(unit, EventKind.STARTED, ticket, officer)
        return steps.move_on(unit, ticket, event=event, state=state, started_at=unit.now)

    return _on_active(store, desk, request_id, "start", {}, act)


def finish(
    store: Store, desk: Desk, *, request_id: str, outcome: str = PLAIN_OUTCOME, missing: Sequence[int] = ()
) -> Ticket:
    """The service is over; from CALLED it records start and finish, marked implied.

    `outcome` is one of the mall's. `missing` names, with an outcome that is incomplete, what of the service's
    requirements the visitor had not brought: their places in `Service.requirements`, the first is 0.
    """

    def act(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
        return steps.finish(unit, ticket, officer, outcome, missing, and_next=False)

    return _on_active(store, desk, request_id, "finish", {"outcome": outcome, "missing": list(missing)}, act)


def no_show(store: Store, desk: Desk, *, request_id: str) -> Ticket:
    """The visitor did not come; allowed after one call."""

    def act(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
        state = lifecycle.next_state(ticket.state, Action.NO_SHOW)
        event = steps.log(unit, EventKind.NO_SHOW, ticket, officer, {"call_count": ticket.call_count})
        missed = tickets.change(unit, ticket, event=event, state=state, ended_at=unit.now)
        announcing.queue_missed(unit, event=event, ticket=missed)
        return missed

    return _on_active(store, desk, request_id, "no_show", {}, act)


def hold(store: Store, desk: Desk, *, reason: str, request_id: str, remind_minutes: int | None = None) -> Ticket:
    """Set the counter's ticket aside with a reason, a code word such as "copies_needed".

    `remind_minutes` later (1 to LONGEST_REMINDER_MINUTES) the counter's screen asks for it again; None = never.
    """

    def act(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
        state = lifecycle.next_state(ticket.state, Action.HOLD)
        if remind_minutes is not None and not 1 <= remind_minutes <= LONGEST_REMINDER_MINUTES:
            raise Refused(Reason.BAD_INPUT, f"A reminder comes after 1 to {LONGEST_REMINDER_MINUTES} minutes.")
        body = {"reason": steps.reason_code(reason), "remind_minutes": remind_minutes}
        event = steps.log(unit, EventKind.HELD, ticket, officer, body)
        remind_at = None if remind_minutes is None else unit.now + timedelta(minutes=remind_minutes)
        return steps.move_on(unit, ticket, event=event, state=state, remind_at=remind_at)

    return _on_active(store, desk, request_id, "hold", {"reason": reason, "remind_minutes": remind_minutes}, act)


def resume(store: Store, desk: Desk, code: str, *, request_id: str) -> Ticket:
    """Call a held ticket to this counter; it is announced."""

    def work(unit: WriteUnit) -> Ticket:
        officer = steps.sitting(unit, desk)
        steps.refuse_busy(unit, desk.counter)
        ticket = tickets.by_code(unit, code)
        state = lifecycle.next_state(ticket.state, Action.RESUME)
        steps.refuse_foreign_queue(unit, desk.counter, ticket, held_at=ticket.counter)
        return steps.announce_call(
            unit, ticket, state, officer, EventKind.RESUMED, AnnouncementKind.RESUME, {}, counter=desk.counter
        )

    return _once(store, request_id, "resume", _who(desk) | {"code": code}, Ticket, work)


def transfer(
    store: Store,
    desk: Desk,
    target: Target,
    *,
    request_id: str,
    reason: str = "",
    note: str = "",
    even_if_closed: bool = False,
) -> Ticket:
    """Send the counter's ticket to a service, a queue, one counter or the information desk; number and place are kept.

    `reason`, a code word, and `note` (as `notes.add` takes it) are for whoever takes the visitor in. Refused when
    nobody is at the target, or when the service there is closed for today, unless `even_if_closed`.
    """
    words = note_steps.kept(note)

    def act(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
        state = lifecycle.next_state(ticket.state, Action.TRANSFER)
        why = steps.reason_code(reason) if reason.strip() else None
        to = desk_targets.resolve(unit, desk.counter, ticket, target, even_if_closed=even_if_closed)
        former = {
            "state": ticket.state.value,
            "queue": ticket.queue,
            "service": ticket.service,
            "reserved_counter": ticket.reserved_counter,
            "is_transferred": ticket.is_transferred,
            "waiting_since": ticket.waiting_since.isoformat(),
        }
        place = {"queue": to.queue, "service": to.service, "reserved_counter": to.reserved_counter}
        body: dict[str, Any] = {"former": former, **place, "reason": why}
        if read := note_steps.read_here(unit, ticket, desk.counter):
            body["read_notes"] = read
        if words:
            note_steps.write(unit, ticket, counter=desk.counter, officer=officer, text=words)
        event = steps.log(unit, EventKind.TRANSFERRED, ticket, officer, body)
        return steps.move_on(
            unit,
            ticket,
            event=event,
            columns={"call_event": None},
            state=state,
            counter=None,
            is_transferred=True,
            waiting_since=unit.now,
            **place,
        )

    arguments = {
        "service": target.service,
        "queue": target.queue,
        "to_counter": target.counter,
        "to_information": target.information,
        "reason": reason,
        "has_note": bool(words),
        "even_if_closed": even_if_closed,
    }
    return _on_active(store, desk, request_id, "transfer", arguments, act)


def release(store: Store, desk: Desk, *, request_id: str) -> Ticket:
    """Take a wrong call back: the ticket waits again at its old place."""

    def act(unit: WriteUnit, ticket: Ticket, officer: Officer) -> Ticket:
        return steps.release(unit, ticket, officer)

    return _on_active(store, desk, request_id, "release", {}, act)


def reinstate(store: Store, desk: Desk, code: str, *, request_id: str) -> Ticket:
    """Take back a visitor who missed the call: behind the third callable ticket of the queue.

    At a counter of its queue, at the one that called it, or at an information counter. Source: the rule of integrated
    service units, "dipanggil kembali setelah tiga nomor" (DOMAIN).
    """

    def work(unit: WriteUnit) -> Ticket:
        officer = steps.sitting(unit, desk)
        ticket = tickets.by_code(unit, code)
        state = lifecycle.next_state(ticket.state, Action.REINSTATE)
        steps.refuse_strangers_ticket(unit, desk.counter, ticket)
        place = tickets.place_after(unit, ticket.queue, unit.mall.rules.reinstate_after)
        event = steps.log(unit, EventKind.REINSTATED, ticket, officer)
        return steps.move_on(
            unit,
            ticket,
            event=event,
            columns={"place_tie": event, "call_event": None},
            state=state,
            counter=None,
            place=ticket.place if place is None else place,
            waiting_since=unit.now,
            ended_at=None,
        )

    return _once(store, request_id, "reinstate", _who(desk) | {"code": code}, Ticket, work)


def cancel(store: Store, desk: Desk, code: str, *, request_id: str) -> Ticket:
    """Cancel a waiting, held or missed ticket at the visitor's wish; the number stays used.

    At a counter of its queues, at the one where it is, or at an information counter.
    """

    def work(unit: WriteUnit) -> Ticket:
        officer = steps.sitting(unit, desk)
        ticket = tickets.by_code(unit, code)
        state = lifecycle.next_state(ticket.state, Action.CANCEL)
        steps.refuse_strangers_ticket(unit, desk.counter, ticket)
        event = steps.log(unit, EventKind.CANCELLED, ticket, officer)
        return steps.move_on(unit, ticket, event=event, state=state, ended_at=unit.now, remind_at=None)

    return _once(store, request_id, "cancel", _who(desk) | {"code": code}, Ticket, work)


def undo(store: Store, desk: Desk, code: str, *, request_id: str) -> Ticket:
    """Take back a finish, a no-show or a transfer of a moment ago, while nobody has called the ticket since."""

    def work(unit: WriteUnit) -> Ticket:
        officer = steps.sitting(unit, desk)
        steps.refuse_busy(unit, desk.counter)
        ticket = tickets.by_code(unit, code)
        return steps.undo(unit, ticket, desk, officer)

    return _once(store, request_id, "undo", _who(desk) | {"code": code}, Ticket, work)


def _once(
    store: Store,
    request_id: str,
    action: str,
    arguments: Mapping[str, Any],
    kind: Any,
    work: Callable[[WriteUnit], T],
) -> T:
    with store.write() as unit:
        return unit.once(request_id, action, arguments, kind, lambda: work(unit))


def _on_active(
    store: Store,
    desk: Desk,
    request_id: str,
    action: str,
    arguments: Mapping[str, Any],
    act: Callable[[WriteUnit, Ticket, Officer], Ticket],
) -> Ticket:
    def work(unit: WriteUnit) -> Ticket:
        officer = steps.sitting(unit, desk)
        return act(unit, steps.active(unit, desk.counter), officer)

    return _once(store, request_id, action, {**_who(desk), **arguments}, Ticket, work)


def _who(desk: Desk) -> dict[str, Any]:
    return {"counter": desk.counter, "officer": desk.officer}
