"""Which use case each deed of the officer is, and the look at the desk that follows it in one errand."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from antrean import desk, desk_tickets, desk_view, mall, notes, roster, signing
from antrean.desk import Desk
from antrean.desk_view import DeskView
from antrean.errors import AntreanError, Refused, Unavailable
from antrean.mall_record import PLAIN_OUTCOME, Mall
from antrean.roster import Hall
from antrean.store.store import Store
from counter.state import Deed, Intent


@dataclass(frozen=True, kw_only=True)
class HallLook:
    """What the choice of counter and officer needs."""

    mall: Mall
    hall: Hall
    now: datetime
    """The hall's time, in UTC."""
    wants_administrator: bool
    """Nobody has a PIN yet, and PINs are wanted."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a deed, and the desk as it was right after; no view when it could not be read."""

    answer: object
    """What the use case returned, or the AntreanError it raised."""
    view: DeskView | None


def look_at_hall(store: Store) -> HallLook:
    """Read the mall and who sits where; raise Unavailable for a database this program does not fit."""
    store.check_schema()
    with store.read() as unit:
        now, wants = unit.now, signing.wants_administrator(unit)
    return HallLook(mall=mall.read(store), hall=roster.hall(store), now=now, wants_administrator=wants)


def carry_out(store: Store, intent: Intent, request_id: str) -> Outcome:
    """Do what the officer wants and look at the desk again, also after a refusal: then the screen was wrong."""
    answer: object
    try:
        answer = _write(store, intent, request_id)
    except Refused as error:
        answer = error
    except Unavailable as error:
        return Outcome(answer=error, view=None)
    try:
        return Outcome(answer=answer, view=desk_view.read(store, intent.counter))
    except AntreanError:
        return Outcome(answer=answer, view=None)


def _leave(store: Store, at: Desk, request_id: str) -> object:
    if at.officer is None:
        return roster.close_counter(store, at, request_id=request_id)
    device = f"counter-{at.counter}"
    return signing.sign_out(store, at.officer, counter=at.counter, device=device, request_id=request_id)


def _write(store: Store, intent: Intent, request_id: str) -> object:
    at = Desk(counter=intent.counter, officer=intent.officer)
    match intent.deed:
        case Deed.OPEN | Deed.END_BREAK:
            return roster.open_counter(store, intent.counter, intent.officer, request_id=request_id)
        case Deed.START_BREAK:
            return roster.start_break(
                store, at, reason=intent.reason or "", minutes=intent.minutes, request_id=request_id
            )
        case Deed.SWITCH_AGENCY:
            return roster.switch_agency(store, at, intent.agency, request_id=request_id)
        case Deed.CLOSE:
            return _leave(store, at, request_id)
        case Deed.CALL_NEXT:
            return desk.call_next(store, at, request_id=request_id)
        case Deed.FINISH_AND_NEXT:
            return desk.finish_and_call_next(
                store, at, outcome=intent.outcome or PLAIN_OUTCOME, missing=intent.missing, request_id=request_id
            )
        case Deed.RECALL:
            return desk.recall(store, at, request_id=request_id)
        case Deed.START:
            return desk.start(store, at, request_id=request_id)
        case Deed.FINISH:
            outcome = intent.outcome or PLAIN_OUTCOME
            return desk.finish(store, at, outcome=outcome, missing=intent.missing, request_id=request_id)
        case Deed.NO_SHOW:
            return desk.no_show(store, at, request_id=request_id)
        case Deed.HOLD:
            return desk.hold(
                store, at, reason=intent.reason or "", remind_minutes=intent.minutes, request_id=request_id
            )
        case Deed.TRANSFER:
            assert intent.target is not None
            return desk.transfer(
                store,
                at,
                intent.target,
                reason=intent.reason or "",
                note=intent.text,
                even_if_closed=intent.is_anyway,
                request_id=request_id,
            )
        case Deed.RELEASE:
            return desk.release(store, at, request_id=request_id)
        case Deed.RESUME:
            return desk.resume(store, at, intent.code or "", request_id=request_id)
        case Deed.REINSTATE:
            return desk.reinstate(store, at, intent.code or "", request_id=request_id)
        case Deed.UNDO:
            return desk.undo(store, at, intent.code or "", request_id=request_id)
        case Deed.CALL_CHOSEN:
            return desk.call(store, at, intent.code or "", reason=intent.reason or "", request_id=request_id)
        case Deed.NOTE:
            return notes.add(store, at, intent.code or "", intent.text, request_id=request_id)
        case Deed.CANCEL:
            return desk.cancel(store, at, intent.code or "", request_id=request_id)
        case Deed.WALK_IN:
            return desk_tickets.walk_in(
                store,
                at,
                intent.service or "",
                priority=intent.priority,
                language=intent.language,
                request_id=request_id,
            )
        case Deed.ISSUE_FOR:
            return desk_tickets.issue_for(
                store,
                at,
                intent.service or "",
                priority=intent.priority,
                language=intent.language,
                request_id=request_id,
            )
        case Deed.NEXT_STEP:
            code = intent.code or ""
            return desk_tickets.next_step(store, at, code, intent.service or "", request_id=request_id)
        case _:
            assert_never(intent.deed)
