"""What the counter's screen knows at one moment, and which buttons make sense then; no Qt."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from antrean.desk import Target
from antrean.desk_tickets import Issued
from antrean.desk_view import DeskView
from antrean.errors import AntreanError, Reason
from antrean.mall_record import Mall
from antrean.model import DEFAULT_LANGUAGE, Counter, CounterState, Priority, Ticket, TicketState
from antrean.roster import Hall
from antrean.store.tables import AnnouncementState
from antrean.ui.jobs import Crashed

Trouble = AntreanError | Crashed


class Page(StrEnum):
    STARTING = "starting"
    CHOOSE = "choose"
    DESK = "desk"


class Deed(StrEnum):
    """Everything an officer can do that writes."""

    OPEN = "open"
    CALL_NEXT = "call_next"
    FINISH_AND_NEXT = "finish_and_next"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    RELEASE = "release"
    REINSTATE = "reinstate"
    UNDO = "undo"
    START_BREAK = "start_break"
    END_BREAK = "end_break"
    SWITCH_AGENCY = "switch_agency"
    CLOSE = "close"
    CALL_CHOSEN = "call_chosen"
    WALK_IN = "walk_in"
    ISSUE_FOR = "issue_for"
    NEXT_STEP = "next_step"
    NOTE = "note"
    CANCEL = "cancel"


class Panel(StrEnum):
    """What stands in front of the ticket and asks for one more thing."""

    NONE = "none"
    HOLD = "hold"
    TRANSFER = "transfer"
    BREAK = "break"
    OUTCOME = "outcome"
    NOTE = "note"
    CHOSEN = "chosen"
    CANCEL = "cancel"
    WALK_IN = "walk_in"
    ISSUE_FOR = "issue_for"
    NEXT_STEP = "next_step"


class Listing(StrEnum):
    WAITING = "waiting"
    HELD = "held"
    MISSED = "missed"
    PAPERS = "papers"
    """Papers that did not come out; at information counters alone."""


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What the officer wants with which ticket: two equal intents are one wish, tried twice."""

    deed: Deed
    counter: int
    officer: int | None
    about: int | None
    """Id of the ticket that was at the counter when it was wanted."""
    code: str | None = None
    reason: str | None = None
    minutes: int | None = None
    target: Target | None = None
    agency: str | None = None
    outcome: str | None = None
    missing: tuple[int, ...] = ()
    """Places of the requirements that were not brought."""
    wants_slip: bool = False
    """The visitor gets them on paper; nothing of it is written."""
    text: str = field(default="", repr=False)
    """A note: it stands on the screen alone."""
    is_anyway: bool = False
    """Also where nobody is just now."""
    service: str | None = None
    priority: Priority | None = None
    language: str = DEFAULT_LANGUAGE


@dataclass(frozen=True, kw_only=True)
class Unsure:
    """An intent whose answer was lost: it may be written or not, so it is repeated under the same request id."""

    intent: Intent
    request_id: str


@dataclass(frozen=True, kw_only=True)
class UndoOffer:
    code: str
    deed: Deed


@dataclass(frozen=True, kw_only=True)
class DeskState:
    """The whole screen. `view` is the last one that could be read, also while the database is lost."""

    page: Page = Page.STARTING
    trouble: Trouble | None = None
    """Why the first page cannot go on."""
    mall: Mall | None = None
    hall: Hall | None = None
    counter: int | None = None
    officer: int | None = None
    view: DeskView | None = None
    is_lost: bool = False
    is_stale: bool = False
    """Something may have been written that `view` does not show yet."""
    pending: Intent | None = None
    settling: frozenset[Deed] = frozenset()
    """Not again this moment: the second half of a double click."""
    unsure: Unsure | None = None
    refusal: Trouble | None = None
    nobody_waiting: bool = False
    undo: UndoOffer | None = None
    panel: Panel = Panel.NONE
    asked: str | None = None
    """Code of the ticket that the panel asks about, where it is not the one at the counter."""
    given: Issued | None = None
    """The number that was given here a moment ago."""
    wants_administrator: bool = False
    """Nobody has a PIN in this hall, and PINs are wanted: the first administrator is made here."""
    listing: Listing = Listing.WAITING

    @property
    def active(self) -> Ticket | None:
        return None if self.view is None else self.view.active

    @property
    def is_on_break(self) -> bool:
        return self.view is not None and self.view.counter.state is CounterState.BREAK


ON_TICKET: Final = frozenset(
    {
        Deed.FINISH_AND_NEXT,
        Deed.FINISH,
        Deed.RECALL,
        Deed.START,
        Deed.NO_SHOW,
        Deed.HOLD,
        Deed.TRANSFER,
        Deed.RELEASE,
    }
)
PANEL_DEEDS: Final = {
    Panel.HOLD: Deed.HOLD,
    Panel.TRANSFER: Deed.TRANSFER,
    Panel.BREAK: Deed.START_BREAK,
    Panel.OUTCOME: Deed.FINISH,
    Panel.NOTE: Deed.NOTE,
    Panel.CHOSEN: Deed.CALL_CHOSEN,
    Panel.CANCEL: Deed.CANCEL,
    Panel.WALK_IN: Deed.WALK_IN,
    Panel.ISSUE_FOR: Deed.ISSUE_FOR,
    Panel.NEXT_STEP: Deed.NEXT_STEP,
}
"""What each panel is for."""
ABOUT_TICKET: Final = frozenset({Panel.HOLD, Panel.TRANSFER, Panel.OUTCOME, Panel.NOTE, Panel.NEXT_STEP})
"""Panels that are over when another ticket, or none, is at the counter."""
WHILE_FREE: Final = frozenset({Panel.BREAK, Panel.CHOSEN, Panel.WALK_IN})
"""Panels that are over when somebody is called to the counter."""
KEEPS_PANEL: Final = frozenset({Reason.TARGET_CLOSED, Reason.IDENTITY_NUMBER, Reason.BAD_INPUT})
"""Refusals that are answered in the panel itself: what was typed there is not lost."""
UNDOABLE: Final = frozenset({Deed.FINISH, Deed.NO_SHOW, Deed.TRANSFER})
ANNOUNCEMENT_PATIENCE: Final = timedelta(minutes=5)
_CALLING: Final = frozenset({Deed.CALL_NEXT, Deed.FINISH_AND_NEXT, Deed.RESUME, Deed.CALL_CHOSEN, Deed.WALK_IN})


def sense(state: DeskState) -> frozenset[Deed]:
    """Return the deeds that make sense for what the screen shows, busy or not."""
    if state.page is Page.CHOOSE:
        return frozenset({Deed.OPEN}) if state.counter is not None and has_officer(state) else frozenset()
    view = state.view
    if state.page is not Page.DESK or view is None:
        return frozenset()
    match view.counter.state:
        case CounterState.CLOSED:
            return frozenset()
        case CounterState.BREAK:
            return frozenset({Deed.END_BREAK, Deed.CLOSE})
        case CounterState.OPEN:
            pass
    found = _sense_at_work(state, view) | {Deed.ISSUE_FOR, Deed.CANCEL}
    found |= {Deed.CALL_CHOSEN, Deed.WALK_IN} if view.active is None else {Deed.NOTE, Deed.NEXT_STEP}
    return found | ({Deed.SWITCH_AGENCY} if is_shared(view) else set())


def agencies_here(view: DeskView) -> tuple[str, ...]:
    """Return the letters of the agencies that share the counter, whichever it works for now."""
    return view.mall.agencies_at(view.mall.counter(view.record.number))


def is_shared(view: DeskView) -> bool:
    """Say whether the counter's queues belong to more than one agency."""
    return len(agencies_here(view)) > 1


def _sense_at_work(state: DeskState, view: DeskView) -> frozenset[Deed]:
    if view.active is None:
        found = {Deed.CALL_NEXT, Deed.RESUME, Deed.REINSTATE, Deed.START_BREAK, Deed.CLOSE}
        return frozenset(found | ({Deed.UNDO} if state.undo else set()))
    if view.active.state is TicketState.SERVING:
        return frozenset({Deed.FINISH_AND_NEXT, Deed.FINISH, Deed.HOLD, Deed.TRANSFER, Deed.REINSTATE})
    return ON_TICKET | {Deed.REINSTATE, Deed.CLOSE}


def allowed(state: DeskState) -> frozenset[Deed]:
    """Return the deeds that may be done now."""
    if state.pending is not None:
        return frozenset()
    found = sense(state) - state.settling
    if state.is_stale:
        # What the screen shows may be over. Only the wish whose answer was lost may be repeated: that is safe.
        return found & {state.unsure.intent.deed} if state.unsure is not None else frozenset()
    if state.is_lost:
        # The lists are of a while ago; nobody is picked out of them.
        return found - {Deed.RESUME, Deed.REINSTATE, Deed.CALL_CHOSEN, Deed.CANCEL}
    return found


def settling_after(deed: Deed) -> frozenset[Deed]:
    """Return what a second press right after `deed` must not do: end the ticket that has only just come."""
    match deed:
        case _ if deed in _CALLING:
            return _CALLING | ON_TICKET
        case Deed.START:
            return frozenset({Deed.START, Deed.FINISH, Deed.FINISH_AND_NEXT})
        case Deed.OPEN | Deed.END_BREAK:
            return frozenset({Deed.CALL_NEXT, Deed.START_BREAK, Deed.CLOSE})
        case Deed.START_BREAK:
            return frozenset({Deed.END_BREAK})
        case Deed.CLOSE:
            return frozenset({Deed.OPEN})
        case _:
            return frozenset({deed})


def intent(state: DeskState, deed: Deed, **more: object) -> Intent:
    """Return the wish for a deed on what the screen shows."""
    if state.counter is None:
        raise ValueError("no counter is chosen")
    about = None if state.active is None else state.active.id
    wish = Intent(deed=deed, counter=state.counter, officer=state.officer, about=about)
    return replace(wish, **more)  # type: ignore[arg-type]


def has_officer(state: DeskState) -> bool:
    """Say whether somebody is chosen; in a hall without any officer the local administrator stands in."""
    return state.officer is not None or (state.hall is not None and not state.hall.officers)


def is_being_announced(view: DeskView | None) -> bool:
    """Say whether the call of the active ticket still waits for its voice: no event will tell when it is spoken.

    Not for ever: in a hall without a display nobody will speak it.
    """
    if view is None or view.active is None or view.active.called_at is None:
        return False
    is_waiting = view.active_announced in (AnnouncementState.QUEUED, AnnouncementState.SPEAKING)
    return is_waiting and view.now - view.active.called_at < ANNOUNCEMENT_PATIENCE


def works_for(view: DeskView, language: str) -> str:
    """Return the short name of the agency a counter works for now, or of all whose queues it has."""
    if view.counter.agency is None:
        return agencies_of(view.mall, view.mall.counter(view.record.number), language)
    return view.mall.agency(view.counter.agency).short.in_language(language)


def agencies_of(mall: Mall, counter: Counter, language: str) -> str:
    """Return the short names of the agencies a counter serves, each once: "Kejari · BNN"."""
    letters = dict.fromkeys(mall.queue(code).agency for code in counter.own)
    return " · ".join(mall.agency(letter).short.in_language(language) for letter in letters)


def service_name(mall: Mall, code: str, language: str) -> str:
    """Return a service's name, or its code when the mall has dropped it meanwhile."""
    found = next((one for one in mall.services if one.code == code), None)
    return code if found is None else found.name.in_language(language)
