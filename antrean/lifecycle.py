"""Which action takes a ticket from which state to which: one table and the look-up."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from antrean.errors import Reason, Refused
from antrean.model import TicketState


class Action(StrEnum):
    ISSUE = "issue"
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    REINSTATE = "reinstate"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    RELEASE = "release"
    CANCEL = "cancel"
    UNDO_FINISH = "undo_finish"
    UNDO_NO_SHOW = "undo_no_show"
    UNDO_TRANSFER = "undo_transfer"
    EXPIRE = "expire"


S = TicketState
TRANSITIONS: Mapping[tuple[TicketState | None, Action], tuple[TicketState, ...]] = MappingProxyType(
    {
        (None, Action.ISSUE): (S.WAITING,),
        (S.WAITING, Action.CALL): (S.CALLED,),
        (S.CALLED, Action.RECALL): (S.CALLED,),
        (S.CALLED, Action.START): (S.SERVING,),
        (S.CALLED, Action.FINISH): (S.DONE,),
        (S.SERVING, Action.FINISH): (S.DONE,),
        (S.CALLED, Action.NO_SHOW): (S.NO_SHOW,),
        (S.NO_SHOW, Action.REINSTATE): (S.WAITING,),
        (S.CALLED, Action.HOLD): (S.HELD,),
        (S.SERVING, Action.HOLD): (S.HELD,),
        (S.HELD, Action.RESUME): (S.CALLED,),
        (S.CALLED, Action.TRANSFER): (S.WAITING,),
        (S.SERVING, Action.TRANSFER): (S.WAITING,),
        (S.CALLED, Action.RELEASE): (S.WAITING,),
        (S.WAITING, Action.CANCEL): (S.CANCELLED,),
        (S.HELD, Action.CANCEL): (S.CANCELLED,),
        (S.NO_SHOW, Action.CANCEL): (S.CANCELLED,),
        (S.DONE, Action.UNDO_FINISH): (S.SERVING,),
        (S.NO_SHOW, Action.UNDO_NO_SHOW): (S.CALLED,),
        # Back to what it was: the only row with a choice, made by `former`.
        (S.WAITING, Action.UNDO_TRANSFER): (S.CALLED, S.SERVING),
        (S.WAITING, Action.EXPIRE): (S.EXPIRED,),
        (S.CALLED, Action.EXPIRE): (S.EXPIRED,),
        (S.HELD, Action.EXPIRE): (S.EXPIRED,),
        (S.NO_SHOW, Action.EXPIRE): (S.EXPIRED,),
        # Somebody is being served at closing: that is a finished service, outcome not recorded.
        (S.SERVING, Action.EXPIRE): (S.DONE,),
    }
)


def next_state(state: TicketState | None, action: Action, *, former: TicketState | None = None) -> TicketState:
    """Return the state after `action`; raise Refused(wrong_state) when the table has no such row.

    `former` is the state before a transfer and is needed by its undo alone.
    """
    targets = TRANSITIONS.get((state, action))
    if targets is None:
        have = "not issued" if state is None else state.value.replace("_", " ")
        raise Refused(
            Reason.WRONG_STATE,
            f"The ticket is {have}, so it cannot be changed by “{action.value.replace('_', ' ')}”.",
            state=None if state is None else state.value,
            action=action.value,
        )
    if len(targets) == 1:
        return targets[0]
    if former not in targets:
        raise ValueError(f"{action} needs the former state, got {former}")
    return former


def diagram() -> str:
    """Return the table as a Mermaid state diagram for the docs."""
    lines = ["stateDiagram-v2"]
    for (state, action), targets in TRANSITIONS.items():
        start = "[*]" if state is None else state.value
        lines += [f"    {start} --> {target.value}: {action.value}" for target in targets]
    ends = (TicketState.DONE, TicketState.CANCELLED, TicketState.EXPIRED)
    lines += [f"    {end.value} --> [*]" for end in ends]
    return "\n".join(lines) + "\n"
