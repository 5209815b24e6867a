"""Whose turn it is on the big panel: each new call gets its own, while its voice speaks or for some seconds; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    # For the annotations alone: the store's libraries are loaded after the first picture.
    from antrean.board import BoardCall

LEAST_S: Final = 4.0
"""A call stands large at least so long while others wait for their turn: enough to find it and read it twice."""

MOST_S: Final = 30.0
"""No voice holds the panel longer than this: a sentence in two languages with its chime takes half of it."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The call on the big panel and those that wait for it, in the order of their events.

    Seconds are those of one steady clock (time.monotonic).
    """

    shown: "BoardCall | None" = None
    since_s: float = float("-inf")
    waiting: "tuple[BoardCall, ...]" = ()
    speaking: int | None = None
    """Id of the event whose sentence the voice says now."""
    turn: int = 0
    """Rises with every call that comes onto the panel: its colour pulses then."""


EMPTY: Final = Stage()


def begin(calls: "Sequence[BoardCall]") -> Stage:
    """Return the stage of a display that has just been started: the newest call stands there, nothing is replayed."""
    return Stage(shown=calls[0] if calls else None)


def follow(stage: Stage, calls: "Sequence[BoardCall]", *, seen: int, late: datetime, now_s: float) -> Stage:
    """Return the stage after the board changed; `calls` are the board's, newest first.

    Calls of events after `seen` get a turn, unless they were made before `late`: after an outage nobody
    is sent to a counter where somebody else sits by now. Calls that left the board lose theirs.
    """
    on_board = {call.event for call in calls}
    fresh = [call for call in calls if call.event > seen and call.at >= late]
    waiting = [call for call in stage.waiting if call.event in on_board] + fresh
    shown = stage.shown
    if shown is not None:
        current = next((call for call in calls if call.ticket == shown.ticket), None)
        if current is None or current.counter != shown.counter:
            shown = None
    stage = replace(stage, shown=shown, waiting=_in_order(waiting))
    if shown is None:
        return _next(stage, now_s) if stage.waiting else replace(stage, shown=_settled(calls))
    return advance(stage, now_s)


def speak(stage: Stage, calls: "Sequence[BoardCall]", event: int, now_s: float) -> Stage:
    """Return the stage when the voice begins a call: the panel shows what is heard."""
    if stage.shown is not None and stage.shown.event == event:
        return replace(stage, speaking=event, since_s=now_s)
    call = next((call for call in (*stage.waiting, *calls) if call.event == event), None)
    if call is None:
        return stage
    waiting = [one for one in stage.waiting if one.event != event]
    if stage.shown is not None and wait_s(replace(stage, waiting=(call,)), now_s):
        waiting.append(stage.shown)
    return replace(stage, shown=call, since_s=now_s, waiting=_in_order(waiting), speaking=event, turn=stage.turn + 1)


def hush(stage: Stage, event: int, now_s: float) -> Stage:
    """Return the stage when the voice has ended a call."""
    if stage.speaking != event:
        return stage
    return advance(replace(stage, speaking=None), now_s)


def advance(stage: Stage, now_s: float) -> Stage:
    """Return the stage with the next call on the panel, if one waits and the present one had its turn."""
    return _next(stage, now_s) if wait_s(stage, now_s) == 0 else stage


def wait_s(stage: Stage, now_s: float) -> float | None:
    """Return in how many seconds `advance` changes something; None when nothing waits."""
    if not stage.waiting:
        return None
    is_heard = stage.shown is not None and stage.speaking == stage.shown.event
    return max(0.0, stage.since_s + (MOST_S if is_heard else LEAST_S) - now_s)


def _next(stage: Stage, now_s: float) -> Stage:
    return replace(stage, shown=stage.waiting[0], waiting=stage.waiting[1:], since_s=now_s, turn=stage.turn + 1)


def _settled(calls: "Sequence[BoardCall]") -> "BoardCall | None":
    return calls[0] if calls else None


def _in_order(calls: "Sequence[BoardCall]") -> "tuple[BoardCall, ...]":
    return tuple(sorted(calls, key=lambda call: call.event))
