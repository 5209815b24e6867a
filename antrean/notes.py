"""A short note about a visitor's matter, for the next counter alone; gone when the day is closed."""

from typing import Final

from antrean import desk_steps as steps
from antrean import note_steps
from antrean.desk_steps import Desk
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Ticket, TicketState
from antrean.note_steps import LONGEST_NOTE
from antrean.store import tickets
from antrean.store.feed import last_event_of
from antrean.store.notes import Note
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

__all__ = ["LONGEST_NOTE", "Note", "add"]

_HERE: Final = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.HELD})


def add(store: Store, desk: Desk, code: str, text: str, *, request_id: str) -> Ticket:
    """Write this counter's note about a ticket that is here, on hold here, or was just sent on from here.

    It takes the place of what the counter wrote before; an empty one takes that back. At most LONGEST_NOTE signs;
    refused with IDENTITY_NUMBER for 16 digits in a row, however they are set apart. The text is kept in its own row
    until the day is closed: not in the log, and not with the request.
    """
    words = note_steps.kept(text)

    def work(unit: WriteUnit) -> Ticket:
        officer = steps.sitting(unit, desk)
        ticket = tickets.by_code(unit, code)
        if not _is_of(unit, desk.counter, ticket):
            raise Refused(
                Reason.NOT_YOUR_TICKET,
                f"{ticket.code} is not at counter {desk.counter}.",
                code=ticket.code,
                counter=ticket.counter,
            )
        note_steps.write(unit, ticket, counter=desk.counter, officer=officer, text=words)
        return ticket

    # Not even the hash of the text: a short one is soon guessed.
    arguments = {"counter": desk.counter, "officer": desk.officer, "code": code, "has_text": bool(words)}
    with store.write() as unit:
        result: Ticket = unit.once(request_id, "add_note", arguments, Ticket, lambda: work(unit))
        return result


def _is_of(unit: WriteUnit, counter: int, ticket: Ticket) -> bool:
    if ticket.state in _HERE:
        return ticket.counter == counter
    if ticket.state is not TicketState.WAITING or not ticket.is_transferred:
        return False
    last = last_event_of(unit, ticket.id)
    return last.kind is EventKind.TRANSFERRED and last.counter == counter
