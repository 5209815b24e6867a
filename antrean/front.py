"""What a visitor does at a kiosk: see what is offered, take a number, take it back, get the paper again."""

import dataclasses
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from antrean import capacity, hours, lifecycle, numbering, papers
from antrean.capacity import Capacity
from antrean.errors import Reason, Refused
from antrean.hours import Answer
from antrean.lifecycle import Action
from antrean.mall_record import Mall
from antrean.model import EventKind, PrintState, Priority, Service, Ticket
from antrean.papers import ReprintBy
from antrean.receipt import Slip, qr_text
from antrean.settings import DEVICE_NAME_LENGTH
from antrean.store import shifts, tickets
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

SECRET_BYTES: Final = 10


@dataclass(frozen=True, kw_only=True)
class ServiceOffer:
    """One service as a visitor may find it now."""

    service: Service
    answer: Answer
    """Whether a number may be taken now, and if not why and when again: hours, quota, officers and room."""
    waiting: int
    """People waiting in its queue, priority visitors with a queue of their own not counted."""
    quota_left: int | None
    counters: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Everything the kiosk shows, read at one moment. `now` is the hall's time in UTC."""

    mall: Mall
    now: datetime
    epoch: str
    newest: int
    services: tuple[ServiceOffer, ...]
    waiting_by_queue: Mapping[str, int]
    """People waiting in every queue of the mall, the priority queues too; queues without any are missing."""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A number that is in the queue now: what the screen shows and the paper says."""

    ticket: Ticket
    people_ahead: int
    counters: tuple[int, ...]


def offer(store: Store) -> Offer:
    """Read all services with whether, until when and why not a number may be taken."""
    with store.read() as unit:
        hall = _capacity(unit, in_line := tickets.waiting_by_service(unit))
        waiting = tickets.by_queue(in_line)
        taken = tickets.taken_today_by_service(unit)
        services = tuple(
            ServiceOffer(
                service=service,
                answer=_answer(
                    unit, service, left := numbering.quota_left(service.daily_quota, taken.get(service.code, 0)), hall
                ),
                waiting=waiting.get(service.queue, 0),
                quota_left=left,
                counters=unit.mall.counters_of(service.queue),
            )
            for service in unit.mall.services
        )
        return Offer(
            mall=unit.mall,
            now=unit.now,
            epoch=unit.head.epoch,
            newest=unit.head.newest,
            services=services,
            waiting_by_queue=waiting,
        )


def issue(
    store: Store,
    service: str,
    *,
    request_id: str,
    device: str,
    priority: Priority | None = None,
    language: str = "id",
    wants_paper: bool = True,
) -> Issued:
    """Give the next number of a service; it is in the queue when this returns, before any paper.

    Refused when the service is unknown, closed, on break, past its cut-off or its quota is used up, when nobody is
    at the counters of its agency, and when those who wait fill them until closing.
    """
    if len(device) > DEVICE_NAME_LENGTH or not device.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A kiosk's name has at most {DEVICE_NAME_LENGTH} printable characters.")

    def work(unit: WriteUnit) -> Issued:
        record = unit.mall.service(service)
        if language not in unit.mall.languages:
            raise Refused(Reason.BAD_INPUT, f"This mall has no tickets in the language “{language[:8]}”.")
        left = None
        if record.daily_quota is not None:
            left = numbering.quota_left(record.daily_quota, tickets.taken_today(unit, service))
        # Under the write lock: nobody else takes the last room meanwhile.
        _refuse_closed(record, _answer(unit, record, left))
        return _insert(unit, record, priority, language, request_id, device, wants_paper)

    # The kind of priority is kept on the ticket alone, so not even its hash goes into the request.
    arguments = {"service": service, "is_priority": priority is not None, "language": language}
    with store.write() as unit:
        result: Issued = unit.once(request_id, "issue", arguments, Issued, lambda: work(unit))
        return result


def _insert(
    unit: WriteUnit,
    service: Service,
    priority: Priority | None,
    language: str,
    request_id: str,
    device: str,
    wants_paper: bool,
) -> Issued:
    is_priority = priority is not None
    queue = unit.mall.queue_for(service, is_priority=is_priority).code
    number = tickets.next_number(unit, queue)
    new = Ticket(
        id=0,
        code=numbering.ticket_code(queue, number),
        service_day=unit.service_day,
        series=queue,
        number=number,
        queue=queue,
        service=service.code,
        state=lifecycle.next_state(None, Action.ISSUE),
        is_priority=is_priority,
        language=language,
        place=unit.next_event,
        counter=None,
        reserved_counter=None,
        is_transferred=False,
        issued_at=unit.now,
        waiting_since=unit.now,
        called_at=None,
        started_at=None,
        ended_at=None,
        call_count=0,
        outcome=None,
        secret=secrets.token_hex(SECRET_BYTES),
        print_state=PrintState.PENDING if wants_paper else PrintState.NOT_WANTED,
    )
    ticket = tickets.insert(unit, new, priority=priority, issue_request=request_id, device=device)
    body = {"code": ticket.code, "service": service.code, "is_priority": is_priority, "language": language}
    unit.append(EventKind.ISSUED, ticket=ticket.id, queue=queue, body=body | {"device": device})
    return _issued(unit, ticket)


def cancel(store: Store, *, issue_request: str, request_id: str) -> Ticket:
    """Take a number back for the visitor who just took it: own request, in time, not yet called."""

    def work(unit: WriteUnit) -> Ticket:
        ticket = tickets.by_request(unit, issue_request)
        if ticket is None:
            raise Refused(Reason.UNKNOWN_TICKET, "There is no number of this request.")
        state = lifecycle.next_state(ticket.state, Action.CANCEL)
        limit = timedelta(seconds=unit.mall.rules.cancel_within_s)
        if unit.now - ticket.issued_at > limit:
            raise Refused(
                Reason.TOO_LATE,
                f"{ticket.code} can no longer be taken back here; please ask an officer.",
                code=ticket.code,
            )
        # Held and missed tickets are cancelled at a counter: at the kiosk only who was not yet called.
        if ticket.call_count:
            raise Refused(
                Reason.WRONG_STATE, f"{ticket.code} was already called.", code=ticket.code, state=ticket.state.value
            )
        event = unit.append(EventKind.CANCELLED, ticket=ticket.id, queue=ticket.queue, body=tickets.facts(ticket))
        return tickets.change(unit, ticket, event=event, state=state, ended_at=unit.now)

    with store.write() as unit:
        result: Ticket = unit.once(
            request_id, "front_cancel", {"issue_request": issue_request}, Ticket, lambda: work(unit)
        )
        return result


def find(store: Store, secret: str) -> Issued | None:
    """Return the ticket behind a QR's code as it stands now, None when there is no such ticket."""
    # A scanner reads any code that is held under it; no database takes all signs.
    if not (secret.isascii() and secret.isalnum()):
        return None
    with store.read() as unit:
        ticket = tickets.by_secret(unit, secret)
        return None if ticket is None else _issued(unit, ticket)


def reprint(store: Store, code: str, *, request_id: str, device: str, by: ReprintBy) -> Issued:
    """Note that a second paper of today's ticket is wanted at a device; the caller prints it, marked as a copy.

    Refused for a visitor who had one already (papers.may_reprint).
    """

    def work(unit: WriteUnit) -> Issued:
        ticket = tickets.by_code(unit, code)
        if by is ReprintBy.VISITOR and not papers.may_reprint(unit, ticket):
            raise Refused(
                Reason.REPRINTED_ALREADY,
                f"{ticket.code} was printed again already, or is over; staff may print it at a counter.",
                code=ticket.code,
            )
        body = tickets.facts(ticket) | {"device": device, "by": by.value}
        unit.append(EventKind.REPRINTED, ticket=ticket.id, queue=ticket.queue, body=body)
        return _issued(unit, ticket)

    arguments = {"code": code, "device": device, "by": by.value}
    with store.write() as unit:
        result: Issued = unit.once(request_id, "reprint", arguments, Issued, lambda: work(unit))
        return result


def note_print_result(store: Store, ticket_id: int, state: PrintState, *, is_silent: bool = False) -> None:
    """Write what became of a ticket's paper; the same result twice is one fact.

    Paper that came out stays known as such: when a copy of it fails, the visitor still had the first one.
    `is_silent` says that the result is unknown only because the printer never tells of any ticket.
    """
    with store.write() as unit:
        ticket = tickets.by_id(unit, ticket_id)
        if ticket.print_state in (state, PrintState.PRINTED):
            return
        body = tickets.facts(ticket) | {"paper": state.value} | (papers.SILENT if is_silent else {})
        unit.append(EventKind.PRINT_RESULT, ticket=ticket.id, queue=ticket.queue, body=body)
        tickets.set_print_state(unit, ticket.id, state)


def give_up_prints(store: Store, *, device: str) -> tuple[str, ...]:
    """Mark today's papers of a kiosk that were never reported as unknown; return their codes.

    For its start: what it was printing when it ended may lie in the tray or not.
    """
    with store.read() as look:
        if not tickets.pending_prints(look, device):
            return ()
    with store.write() as unit:
        pending = tickets.pending_prints(unit, device)
        for ticket in pending:
            body = tickets.facts(ticket) | {"paper": PrintState.UNKNOWN.value}
            unit.append(EventKind.PRINT_RESULT, ticket=ticket.id, queue=ticket.queue, body=body)
            tickets.set_print_state(unit, ticket.id, PrintState.UNKNOWN)
        return tuple(ticket.code for ticket in pending)


def slip(mall: Mall, issued: Issued, *, status_url: str, is_copy: bool = False) -> Slip:
    """Return what the paper of a ticket says, in the visitor's language."""
    ticket = issued.ticket
    language = ticket.language
    service = mall.service(ticket.service)
    agency = mall.agency(service.agency)
    zone = mall.zone(agency.zone)
    return Slip(
        mall_name=mall.name.in_language(language),
        place=mall.place.in_language(language),
        agency=agency.name.in_language(language),
        service=service.name.in_language(language),
        code=ticket.code,
        is_priority=ticket.is_priority,
        people_ahead=issued.people_ahead,
        counters=issued.counters,
        zone=f"{zone.position} · {zone.color_name.in_language(language)}",
        requirements=tuple(one.in_language(language) for one in service.requirements),
        fee=service.fee.in_language(language),
        issued_at=ticket.issued_at.astimezone(mall.zone_info),
        qr_text=qr_text(ticket.secret, status_url),
        qr_is_for_kiosk=not status_url,
        is_copy=is_copy,
        calls=mall.rules.calls_before_no_show,
        return_after=mall.rules.reinstate_after,
        language=language,
    )


def _issued(unit: ReadUnit, ticket: Ticket) -> Issued:
    return Issued(
        ticket=ticket,
        people_ahead=tickets.people_ahead(unit, ticket),
        counters=unit.mall.counters_of(ticket.queue),
    )


def _answer(unit: ReadUnit, service: Service, quota_left: int | None, hall: Capacity | None = None) -> Answer:
    answer = hours.answer(unit.mall.hours, service.weekdays, unit.local_now)
    if not answer.is_open:
        return answer
    if quota_left == 0:
        return dataclasses.replace(answer, is_open=False, reason=Reason.QUOTA_USED_UP)
    reason = (hall or _capacity(unit)).why_not(service)
    if reason is None:
        return answer
    # Nobody knows when an officer comes, and it is no reason to come back tomorrow.
    opens_at = None if reason is Reason.NOT_STAFFED else answer.opens_at
    return dataclasses.replace(answer, is_open=False, reason=reason, opens_at=opens_at)


def _capacity(unit: ReadUnit, waiting: Mapping[tuple[str, str], int] | None = None) -> Capacity:
    """Read what the rules of room and officers need, and no more."""
    if waiting is None:
        waiting = tickets.waiting_by_service(unit) if capacity.is_limited(unit.mall) else {}
    is_asked = capacity.is_staff_expected(unit.mall, unit.local_now)
    staffed = shifts.staffed(unit) if is_asked else frozenset()
    return Capacity(mall=unit.mall, at=unit.local_now, waiting=waiting, staffed=staffed)


def _refuse_closed(service: Service, answer: Answer) -> None:
    if answer.is_open:
        return
    assert answer.reason is not None
    raise Refused(
        answer.reason,
        f"{service.name}: {_WHY[answer.reason]}{_again(answer)}",
        service=service.code,
        opens_at=None if answer.opens_at is None else answer.opens_at.isoformat(),
        note=None if answer.note is None else answer.note.indonesian,
    )


_WHY: Final = {
    Reason.HOLIDAY: "closed today, a holiday.",
    Reason.NOT_THIS_WEEKDAY: "not served on this weekday.",
    Reason.NOT_YET_OPEN: "not open yet.",
    Reason.ON_BREAK: "on a break.",
    Reason.PAST_CUTOFF: "no more numbers are given today.",
    Reason.CLOSED_FOR_TODAY: "closed for today.",
    Reason.QUOTA_USED_UP: "today's numbers are used up.",
    Reason.NOT_STAFFED: "nobody is at the counters of its agency; open one of them.",
    Reason.HALL_FULL: "those who already wait fill its counters until closing.",
}


def _again(answer: Answer) -> str:
    if answer.opens_at is None:
        return ""
    return f" Numbers are given again from {answer.opens_at:%Y-%m-%d %H:%M}."
