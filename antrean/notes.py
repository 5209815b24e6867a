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
        _refuse_elsewhere(unit, desk.counter, ticket)
        note_steps.write(unit, ticket, counter=desk.counter, officer=officer, text=words)
        return ticket

    # Not even the hash of the text: a short one is soon guessed.
    arguments = {"counter": desk.counter, "officer": desk.officer, "code": code, "has_text": bool(words)}
    with store.write() as unit:
        result: Ticket = unit.once(request_id, "add_note", arguments, Ticket, lambda: work(unit))
        return result


def _refuse_elsewhere(unit: WriteUnit, counter: int, ticket: Ticket) -> None:
    if ticket.state in _HERE:
        if ticket.counter != counter:
            raise Refused(
                Reason.OTHER_COUNTER,
                f"{ticket.code} is at counter {ticket.counter}.",
                code=ticket.code,
                counter=ticket.counter,
            )
        return
    if ticket.state is TicketState.WAITING and ticket.is_transferred:
        last = last_event_of(unit, ticket.id)
        if last.kind is EventKind.TRANSFERRED and last.counter == counter:
            return
    raise Refused(
        Reason.WRONG_STATE,
        f"{ticket.code} is {ticket.state.value.replace('_', ' ')}; notes are written about who is here.",
        code=ticket.code,
        state=ticket.state.value,
    )
