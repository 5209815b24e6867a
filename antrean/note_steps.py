"""What a note may hold and how long it is read: by the next counter that calls its ticket, and by no other."""

from typing import Final

from antrean import plain_text
from antrean.errors import Reason, Refused
from antrean.model import Officer, Ticket
from antrean.store import notes, story
from antrean.store.unit import WriteUnit

LONGEST_NOTE: Final = 140


def kept(text: str) -> str:
    """Return a note as it is kept; refuse a long one and one that holds an identity number, however it is written.

    The refusal does not repeat what was written.
    """
    words = " ".join(text.split())
    if len(words) > LONGEST_NOTE or not words.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A note has at most {LONGEST_NOTE} printable characters.")
    if plain_text.holds_identity_number(words):
        raise Refused(Reason.IDENTITY_NUMBER, "A note must not hold an identity number; please write without it.")
    return words


def write(unit: WriteUnit, ticket: Ticket, *, counter: int, officer: Officer, text: str) -> None:
    """Keep a counter's note about a ticket, as `kept` returned it; an empty one takes back what it wrote before."""
    notes.put(unit, ticket, counter=counter, officer=officer, text=text)


def read_here(unit: WriteUnit, ticket: Ticket, counter: int) -> list[int]:
    """Return which notes a counter has read that sends a ticket on: the fact of it remembers them for `forget_read`.

    They go when somebody calls the ticket, not before: until then the transfer may be taken back.
    """
    return notes.of_others(unit, ticket.id, counter)


def forget_read(unit: WriteUnit, ticket: Ticket) -> None:
    """Delete what was read where a ticket comes from; `ticket` is as it was before this call."""
    if ticket.counter is not None:
        # Held there: that counter has read what others wrote, its own note is for whoever goes on.
        notes.delete(unit, notes.of_others(unit, ticket.id, ticket.counter))
    elif ticket.is_transferred and (transfer := story.of(unit, ticket.id).transfer) is not None:
        notes.delete(unit, transfer.read_notes)
