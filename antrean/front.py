"""What a visitor does at a kiosk: see what is offered, take a number, take it back, get the paper again."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from antrean import desk_steps as steps
from antrean import issuing, lifecycle, papers, sharing
from antrean.desk_steps import Desk
from antrean.errors import Reason, Refused
from antrean.hours import Answer
from antrean.issuing import Issued
from antrean.lifecycle import Action
from antrean.mall_record import Mall
from antrean.model import EventKind, PrintState, Priority, Service, Ticket
from antrean.papers import ReprintBy
from antrean.receipt import Slip, qr_text
from antrean.settings import DEVICE_NAME_LENGTH
from antrean.store import overrides, tickets
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

__all__ = ["Issued", "Offer", "ServiceOffer"]

_MINUTE: Final = timedelta(minutes=1)


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
    narrowed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Shared counters that work for some of their agencies only now, with those agencies."""


def offer(store: Store) -> Offer:
    """Read all services with whether, until when and why not a number may be taken."""
    with store.read() as unit:
        hall = issuing.room(unit, in_line := tickets.waiting_by_service(unit))
        waiting = tickets.by_queue(in_line)
        taken = tickets.taken_today_by_service(unit)
        closed = overrides.closed_now(unit)
        used_up = tickets.used_up(unit)
        services = tuple(
            ServiceOffer(
                service=service,
                answer=issuing.answer(
                    unit,
                    service,
                    left := issuing.left_of(service, taken.get(service.code, 0), used_up),
                    hall,
                    closed,
                ),
                waiting=waiting.get(service.queue, 0),
                quota_left=left,
                counters=sharing.counters_of(unit.mall, service.queue, hall.narrowed),
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
            narrowed=hall.narrowed,
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
    most_a_minute: int | None = None,
) -> Issued:
    """Give the next number of a service; it is in the queue when this returns, before any paper.

    Refused when the service is unknown, closed, on break, past its cut-off or its quota is used up, when staff closed
    it for today, when nobody is at the counters of its agency, and when those who wait fill them until closing; also
    when the device gave `most_a_minute` numbers in the last minute: a child plays there.
    """
    if len(device) > DEVICE_NAME_LENGTH or not device.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A kiosk's name has at most {DEVICE_NAME_LENGTH} printable characters.")

    def work(unit: WriteUnit) -> Issued:
        issuing.refuse_language(unit.mall, language)
        _refuse_play(unit, device, most_a_minute)
        record = issuing.admit(unit, service)
        ticket = issuing.insert(
            unit,
            record,
            priority=priority,
            language=language,
            request_id=request_id,
            device=device,
            wants_paper=wants_paper,
        )
        return issuing.issued(unit, ticket)

    # The kind of priority is kept on the ticket alone, so not even its hash goes into the request.
    arguments = {"service": service, "is_priority": priority is not None, "language": language}
    with store.write() as unit:
        result: Issued = unit.once(request_id, "issue", arguments, Issued, lambda: work(unit))
        return result


def _refuse_play(unit: WriteUnit, device: str, most: int | None) -> None:
    """Refuse a device that has given so many numbers in a minute as no visitors take."""
    if most is None:
        return
    earlier = tickets.issue_times(unit, device, most)
    # Numbers of a moment that is still to come are of a clock that was set back since.
    if len(earlier) == most and timedelta(0) <= (since := unit.now - earlier[-1]) < _MINUTE:
        left = math.ceil((_MINUTE - since).total_seconds())
        raise Refused(
            Reason.TOO_MANY, f"{device} gave {most} numbers within a minute; the next one in {left} s.", seconds=left
        )


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
        return None if ticket is None else issuing.issued(unit, ticket)


def reprint(
    store: Store, code: str, *, request_id: str, device: str, by: ReprintBy, desk: Desk | None = None
) -> Issued:
    """Note that a second paper of today's ticket is wanted at a device; the caller prints it, marked as a copy.

    Refused for a visitor who had one already (papers.may_reprint). `desk` is the open counter where staff prints it,
    None at a kiosk's technician page.
    """

    def work(unit: WriteUnit) -> Issued:
        officer = None if desk is None else steps.sitting(unit, desk)
        ticket = tickets.by_code(unit, code)
        if by is ReprintBy.VISITOR and not papers.may_reprint(unit, ticket):
            raise Refused(
                Reason.REPRINTED_ALREADY,
                f"{ticket.code} was printed again already, or is over; staff may print it at a counter.",
                code=ticket.code,
            )
        body = tickets.facts(ticket) | {"device": device, "by": by.value}
        unit.append(
            EventKind.REPRINTED,
            ticket=ticket.id,
            counter=None if desk is None else desk.counter,
            queue=ticket.queue,
            officer=None if officer is None else officer.id,
            body=body,
        )
        return issuing.issued(unit, ticket)

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
