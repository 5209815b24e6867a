"""The quiet hints beside the work: people start to wait at an idle counter, and how to meet the first one; no Qt."""

from dataclasses import dataclass
from datetime import datetime

from antrean.model import CounterState
from counter.state import DeskState, Page


@dataclass(frozen=True, kw_only=True)
class Hints:
    waiting_since: datetime | None = None
    """The hall's time at which people began to wait at this idle counter; None while there is nothing to tell."""
    is_greeting: bool = False
    """The first visitor of a shift, or after a break, is still to come."""


def follow(hints: Hints, before: DeskState, after: DeskState) -> Hints:
    """Return the hints after the desk went from one state to the next."""
    return Hints(waiting_since=_waiting_since(hints, before, after), is_greeting=_is_greeting(hints, before, after))


def _waiting_since(hints: Hints, before: DeskState, after: DeskState) -> datetime | None:
    view = after.view
    if after.page is not Page.DESK or view is None or not view.is_idle_while_people_wait:
        return None
    if hints.waiting_since is not None:
        return hints.waiting_since
    was_quiet = before.view is not None and before.view.is_idle and before.view.next_in_line is None
    return view.now if was_quiet else None


def _is_greeting(hints: Hints, before: DeskState, after: DeskState) -> bool:
    if after.page is not Page.DESK or after.active is not None or after.is_on_break:
        return False
    # A program that ended and was started again takes the shift up as it stands: that is no new one.
    has_begun = before.page not in (Page.DESK, Page.STARTING)
    is_back = before.is_on_break and after.view is not None and after.view.counter.state is CounterState.OPEN
    return hints.is_greeting or has_begun or is_back
