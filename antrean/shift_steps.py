"""What roster and signing share: how a counter is left, and what becomes of the ticket there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from antrean import desk_steps as steps
from antrean import lifecycle
from antrean.lifecycle import Action
from antrean.model import CounterNow, CounterState, EventKind, Officer, Ticket, TicketState
from antrean.store import shifts, tickets
from antrean.store.unit import WriteUnit

OFFICER_LEFT: Final = "officer_left"
"""Why a ticket is held whose officer went away in the middle of the service."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """A counter that is closed now, and what became of the ticket there."""

    counter: CounterNow
    given_back: Ticket | None = None
    """It was called: it waits again at its old place."""
    held: Ticket | None = None
    """It was being served: any counter of its queue may go on with it."""


def leave(unit: WriteUnit, now: CounterNow, by: Officer, *, force: bool, body: Mapping[str, Any]) -> Left:
    """Close a counter that is open or on a break. A called ticket goes back to its place.

    One that is being served is refused; with `force` it is held, so that another counter may go on with it. `by` is
    who does it.
    """
    ticket = tickets.active_at(unit, now.number)
    given_back = held = None
    if ticket is not None and ticket.state is TicketState.CALLED:
        given_back = steps.release(unit, ticket, by)
    elif ticket is not None:
        if not force:
            steps.refuse_busy(unit, now.number)
        state = lifecycle.next_state(ticket.state, Action.HOLD)
        event = steps.log(unit, EventKind.HELD, ticket, by, {"reason": OFFICER_LEFT, "remind_minutes": None})
        held = steps.move_on(unit, ticket, event=event, state=state)
    shifts.set_shift(unit, now.number, CounterState.CLOSED)
    unit.append(EventKind.COUNTER_CLOSED, counter=now.number, officer=by.id, body=body)
    return Left(counter=shifts.counter_now(unit, now.number), given_back=given_back, held=held)
