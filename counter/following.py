"""What a look at the desk, or a deed that was done, changes on the screen; no Qt."""

from collections.abc import Mapping
from typing import Any

from antrean.desk import NobodyWaiting
from antrean.desk_tickets import Issued
from antrean.desk_view import DeskView
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import CounterState
from counter.state import (
    ABOUT_TICKET,
    UNDOABLE,
    WHILE_FREE,
    Deed,
    DeskState,
    Intent,
    Listing,
    Page,
    Panel,
    UndoOffer,
    Unsure,
)


def after_deed(state: DeskState, wish: Intent, answer: object, view: DeskView | None) -> Mapping[str, Any]:
    """Return what changes after a deed succeeded with this answer; `view` is the desk as it was read right after."""
    offer = None
    if wish.deed in UNDOABLE and state.active is not None:
        offer = UndoOffer(code=state.active.code, deed=wish.deed)
    changes: dict[str, Any] = {
        # Until the desk can be read again, nobody knows which ticket the next click would mean.
        "is_stale": view is None,
        "pending": None,
        "unsure": None,
        "refusal": None,
        "undo": offer,
        "panel": Panel.NONE,
        "asked": None,
        "given": answer if isinstance(answer, Issued) else None,
        "nobody_waiting": isinstance(answer, NobodyWaiting),
    }
    if wish.deed is Deed.OPEN:
        changes |= {"page": Page.DESK, "listing": Listing.WAITING}
    elif wish.deed is Deed.CLOSE:
        changes |= {"page": Page.CHOOSE, "view": None, "is_stale": False}
    return changes


def after_look(state: DeskState, view: DeskView) -> Mapping[str, Any]:
    """Return what changes when the desk was read and its officer still sits there (`objection`)."""
    assert view.counter.officer is not None
    is_same = state.active is not None and view.active is not None and state.active.id == view.active.id
    is_taken = view.active is not None or view.counter.state is not CounterState.OPEN
    is_over = (state.panel in ABOUT_TICKET and not is_same) or (state.panel in WHILE_FREE and is_taken)
    return {
        "view": view,
        "mall": view.mall,
        "officer": view.counter.officer.id,
        "is_lost": False,
        "is_stale": False,
        "unsure": None if state.unsure is not None and is_settled(state.unsure, view) else state.unsure,
        "refusal": None if state.is_lost and isinstance(state.refusal, Unavailable) else state.refusal,
        "panel": Panel.NONE if is_over else state.panel,
        "undo": None if view.active is not None else state.undo,
        "nobody_waiting": state.nobody_waiting and not view.waiting and view.active is None,
    }


def after_leaving(why: Refused | None) -> Mapping[str, Any]:
    """Return what changes when there is no desk any more, and why; None: the mall itself has to be read first."""
    return {
        "page": Page.STARTING if why is None else Page.CHOOSE,
        "view": None,
        "unsure": None,
        "undo": None,
        "is_stale": False,
        "panel": Panel.NONE,
        "refusal": why,
    }


def is_settled(unsure: Unsure, view: DeskView) -> bool:
    """Say whether a view shows that the unsure wish is over: another ticket, or none, is at the counter now."""
    about = None if view.active is None else view.active.id
    is_there = unsure.intent.deed is Deed.OPEN and view.counter.state is CounterState.OPEN
    is_back = unsure.intent.deed is Deed.END_BREAK and view.counter.state is CounterState.OPEN
    is_away = unsure.intent.deed is Deed.START_BREAK and view.counter.state is CounterState.BREAK
    return about != unsure.intent.about or is_there or is_back or is_away


def is_older(view: DeskView, than: DeskView | None) -> bool:
    """Say whether a view was read before another one: reads may overtake each other."""
    return than is not None and view.epoch == than.epoch and view.newest < than.newest


def objection(state: DeskState, view: DeskView) -> Refused | None:
    """Return why the officer no longer sits at this counter, or None."""
    now = view.counter
    if now.state is CounterState.CLOSED or now.officer is None:
        return Refused(Reason.COUNTER_CLOSED, f"Counter {now.number} is closed.", counter=now.number)
    if state.officer is not None and now.officer.id != state.officer:
        return Refused(
            Reason.COUNTER_TAKEN,
            f"{now.officer.name} is signed in at counter {now.number}.",
            counter=now.number,
            officer=now.officer.name,
        )
    return None
