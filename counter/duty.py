"""What some counters look after beside their own queue: visitors who ask for a companion, and lost papers; no Qt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from antrean.assistance import Call
from antrean.desk_view import DeskView
from antrean.errors import Reason, Refused
from antrean.model import AssistanceState, CounterState, Role
from antrean.papers import Paper
from counter.state import DeskState, Page, Trouble

RINGS_FOR: Final = timedelta(minutes=5)
"""So long a call is rung for; after that nobody is there to hear it, and the banner stays."""

_WATCHING: Final = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


class Standing(StrEnum):
    """A call for a companion as one officer sees it."""

    MINE = "mine"
    ASKING = "asking"
    ELSEWHERE = "elsewhere"
    """Another officer is on the way."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """Where the officer sits, as far as it matters here."""

    counter: int
    officer: int | None
    is_information: bool
    """An information counter: it rings here, and the papers are here."""
    is_watching: bool
    """Shown the calls for a companion: an information counter, a supervisor, an administrator."""
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Busy:
    """What is on its way to the database: a call for a companion, or a ticket's paper."""

    call: int | None = None
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class DutyState:
    post: Post | None = None
    now: datetime | None = None
    """The hall's time of the look."""
    calls: tuple[Call, ...] = ()
    papers: tuple[Paper, ...] = ()
    has_printer: bool = False
    busy: Busy | None = None
    settling: int | None = None
    """The call whose row has just changed: a second click there was meant for what stood there before."""
    printing: frozenset[str] = frozenset()
    """Codes whose copy is at this PC's printer."""
    refusal: Trouble | None = None
    """Why a companion cannot go."""
    paper_refusal: Trouble | None = None
    unprinted: str | None = None
    """Code of the copy that did not come out here either."""
    doubtful: str | None = None
    """Code of the copy of which this printer does not say whether it came out."""


def post_of(state: DeskState) -> Post | None:
    """Return where the officer sits now; None before and after the shift."""
    view = state.view
    if state.page is not Page.DESK or view is None or state.counter is None:
        return None
    return Post(
        counter=state.counter,
        officer=state.officer,
        is_information=view.record.is_information,
        is_watching=view.record.is_information or _is_supervising(view),
        is_open=view.counter.state is CounterState.OPEN,
    )


def standing(call: Call, officer: int | None) -> Standing:
    """Return how a call stands for an officer."""
    if call.state is AssistanceState.ASKED:
        return Standing.ASKING
    return Standing.MINE if call.officer is not None and call.officer.id == officer else Standing.ELSEWHERE


def in_order(state: DutyState) -> tuple[tuple[Call, Standing], ...]:
    """Return the calls to show: the officer's own, then those nobody goes to yet, then the others."""
    if state.post is None or not state.post.is_watching:
        return ()
    order = list(Standing)
    found = [(call, standing(call, state.post.officer)) for call in state.calls]
    return tuple(sorted(found, key=lambda one: order.index(one[1])))


def may_act_on(state: DutyState, call: Call) -> bool:
    """Say whether the button of a call can be clicked."""
    is_free = state.busy is None and state.settling != call.id
    return is_free and state.post is not None and state.post.is_open


def may_settle(state: DutyState, code: str) -> bool:
    """Say whether a paper can be printed or crossed out now."""
    is_free = state.busy is None and code not in state.printing
    return is_free and state.post is not None and state.post.is_open


def is_taken(state: DutyState) -> bool:
    """Say whether the refusal is that another officer goes already, whom the calls name."""
    is_said = isinstance(state.refusal, Refused) and state.refusal.reason is Reason.ASSISTANCE_TAKEN
    return is_said and any(one is Standing.ELSEWHERE for _, one in in_order(state))


def rings(state: DutyState) -> bool:
    """Say whether it is to ring at this counter."""
    if state.post is None or not state.post.is_information or state.now is None:
        return False
    now = state.now
    return any(call.state is AssistanceState.ASKED and now - call.asked_at < RINGS_FOR for call in state.calls)


def _is_supervising(view: DeskView) -> bool:
    return view.counter.officer is not None and view.counter.officer.role in _WATCHING
