"""What the compact bar has to say beside the number, and when only the full window can help; no Qt."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from antrean.assistance import Call
from counter.duty import DutyState, Standing, in_order
from counter.state import DeskState, Page, Panel


class Cause(StrEnum):
    """Why the bar says a sentence instead of how the service stands."""

    NOBODY_SITS = "nobody_sits"
    """Counter and officer have to be chosen."""
    LOST = "lost"
    REFUSED = "refused"
    ASKED = "asked"
    """A question is open in the full window."""
    ON_BREAK = "on_break"
    COMPANION = "companion"
    """A visitor at a kiosk asks for a companion."""
    UNDO = "undo"
    NOBODY_WAITS = "nobody_waits"
    """The next was to be called, and there is none."""


ONLY_IN_WINDOW: Final = frozenset({Cause.NOBODY_SITS, Cause.ASKED, Cause.ON_BREAK})
"""Nothing can be done in the bar then but to open the window."""
IN_WINDOW: Final = ONLY_IN_WINDOW | {Cause.LOST, Cause.REFUSED, Cause.COMPANION}
"""The window knows more, or is where the answer is given."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """The one thing that the bar says in words, if there is any."""

    cause: Cause | None = None
    call: Call | None = None


def said(state: DeskState, duty: DutyState) -> Said:
    """Return what matters most now."""
    if state.page is not Page.DESK or state.view is None:
        return Said(cause=Cause.NOBODY_SITS)
    if state.panel is not Panel.NONE:
        return Said(cause=Cause.ASKED)
    if state.refusal is not None:
        return Said(cause=Cause.REFUSED)
    if state.is_lost:
        return Said(cause=Cause.LOST)
    asking = next((call for call, how in in_order(duty) if how is Standing.ASKING), None)
    if asking is not None:
        return Said(cause=Cause.COMPANION, call=asking)
    if state.is_on_break:
        return Said(cause=Cause.ON_BREAK)
    if state.undo is not None:
        return Said(cause=Cause.UNDO)
    if state.nobody_waiting:
        return Said(cause=Cause.NOBODY_WAITS)
    return Said()
