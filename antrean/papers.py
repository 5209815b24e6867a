"""Papers that did not come out, and who may have a second one: a number is valid without paper, but nobody likes it."""

from enum import StrEnum
from typing import Final

from antrean import desk_steps as steps
from antrean.desk_steps import Desk
from antrean.model import UNFINISHED_STATES, EventKind, PrintState, Ticket
from antrean.store import papers as rows
from antrean.store import tickets
from antrean.store.papers import SILENT, Paper
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

__all__ = ["SILENT", "Paper", "ReprintBy", "may_reprint", "pending", "settle"]

VISITOR_REPRINTS: Final = 1
_LOST: Final = frozenset({PrintState.FAILED, PrintState.UNKNOWN})


class ReprintBy(StrEnum):
    """Who wants a second paper: the visitor at a kiosk, or staff, who may always."""

    VISITOR = "visitor"
    STAFF = "staff"


def pending(store: Store, device: str | None = None) -> tuple[Paper, ...]:
    """Return today's unfinished tickets whose paper failed or may have, newest first; of one kiosk or of all.

    Behind a print queue (CUPS, Windows) and on a printer that never answers, no paper is ever known to have come
    out: those that are unknown for this reason alone are left out, or every ticket of such a kiosk would be listed
    and nobody would look at the list. What such a printer surely did not print is in it.
    """
    with store.read() as unit:
        return rows.pending(unit, device)


def settle(store: Store, code: str, *, desk: Desk | None = None, request_id: str) -> Ticket:
    """Note that the visitor of today's ticket was told and goes on without paper; it leaves the list of pending ones.

    `desk` is the open counter where that was said, None at a kiosk's technician page. A ticket whose paper is not
    pending stays as it is: somebody else was quicker.
    """

    def work(unit: WriteUnit) -> Ticket:
        officer = None if desk is None else steps.sitting(unit, desk)
        ticket = tickets.by_code(unit, code)
        if ticket.print_state not in _LOST:
            return ticket
        unit.append(
            EventKind.PRINT_RESULT,
            ticket=ticket.id,
            counter=None if desk is None else desk.counter,
            queue=ticket.queue,
            officer=None if officer is None else officer.id,
            body=tickets.facts(ticket) | {"paper": PrintState.NOT_WANTED.value},
        )
        tickets.set_print_state(unit, ticket.id, PrintState.NOT_WANTED)
        return tickets.by_id(unit, ticket.id)

    arguments = {"code": code, "counter": None if desk is None else desk.counter}
    with store.write() as unit:
        result: Ticket = unit.once(request_id, "settle_paper", arguments, Ticket, lambda: work(unit))
        return result


def may_reprint(unit: ReadUnit, ticket: Ticket) -> bool:
    """Say whether a visitor may print this ticket again at a kiosk: today's, unfinished, and once.

    Paper that surely failed does not count: who has nothing in the hand may try again when the printer is back.
    """
    if ticket.service_day != unit.service_day or ticket.state not in UNFINISHED_STATES:
        return False
    if ticket.print_state is PrintState.FAILED:
        return True
    # The log of an older version does not say who asked: that was staff, kiosks had no way to.
    by_visitor = [fact for fact in rows.reprints(unit, ticket.id) if fact.get("by") == ReprintBy.VISITOR]
    return len(by_visitor) < VISITOR_REPRINTS
