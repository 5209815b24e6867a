"""The table of states and actions: complete, closed, and the same as its diagram."""

import re

import pytest

from antrean import lifecycle
from antrean.errors import Reason, Refused
from antrean.lifecycle import TRANSITIONS, Action
from antrean.model import ACTIVE_STATES, UNFINISHED_STATES, TicketState

S = TicketState
ENDS = {S.DONE, S.CANCELLED, S.EXPIRED}

# DESIGN section 4, typed once more by hand: a slip in the table is a difference here.
DESIGN = {
    Action.ISSUE: {None: {S.WAITING}},
    Action.CALL: {S.WAITING: {S.CALLED}},
    Action.RECALL: {S.CALLED: {S.CALLED}},
    Action.START: {S.CALLED: {S.SERVING}},
    Action.FINISH: {S.CALLED: {S.DONE}, S.SERVING: {S.DONE}},
    Action.NO_SHOW: {S.CALLED: {S.NO_SHOW}},
    Action.REINSTATE: {S.NO_SHOW: {S.WAITING}},
    Action.HOLD: {S.CALLED: {S.HELD}, S.SERVING: {S.HELD}},
    Action.RESUME: {S.HELD: {S.CALLED}},
    Action.TRANSFER: {S.CALLED: {S.WAITING}, S.SERVING: {S.WAITING}},
    Action.RELEASE: {S.CALLED: {S.WAITING}},
    Action.CANCEL: {S.WAITING: {S.CANCELLED}, S.HELD: {S.CANCELLED}, S.NO_SHOW: {S.CANCELLED}},
    Action.UNDO_FINISH: {S.DONE: {S.SERVING}},
    Action.UNDO_NO_SHOW: {S.NO_SHOW: {S.CALLED}},
    Action.UNDO_TRANSFER: {S.WAITING: {S.CALLED, S.SERVING}},
    Action.EXPIRE: {
        S.WAITING: {S.EXPIRED}, S.CALLED: {S.EXPIRED}, S.HELD: {S.EXPIRED}, S.NO_SHOW: {S.EXPIRED}, S.SERVING: {S.DONE},
    },
}  # fmt: skip


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", [None, *S])
def test_every_pair_does_what_the_design_says(state: TicketState | None, action: Action) -> None:
    targets = DESIGN[action].get(state)
    if targets is None:
        with pytest.raises(Refused) as caught:
            lifecycle.next_state(state, action)
        assert caught.value.reason is Reason.WRONG_STATE
        assert caught.value.details == {"state": state and state.value, "action": action.value}
        assert caught.value.sentence.endswith(".")
        return
    for target in targets:
        assert lifecycle.next_state(state, action, former=target) is target


def test_an_undone_transfer_needs_to_know_what_was() -> None:
    for former in (None, S.WAITING, S.DONE):
        with pytest.raises(ValueError, match="former state"):
            lifecycle.next_state(S.WAITING, Action.UNDO_TRANSFER, former=former)


def test_every_state_can_be_reached_and_every_unfinished_one_left() -> None:
    reached = {target for targets in TRANSITIONS.values() for target in targets}
    assert reached == set(S)
    left = {state for (state, action) in TRANSITIONS if action is not Action.EXPIRE}
    assert left >= UNFINISHED_STATES


def test_closing_ends_whatever_is_unfinished() -> None:
    for state in UNFINISHED_STATES:
        assert lifecycle.next_state(state, Action.EXPIRE) in ENDS
    assert set(S) - UNFINISHED_STATES == ENDS
    assert ACTIVE_STATES < UNFINISHED_STATES


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        TRANSITIONS[S.DONE, Action.CALL] = (S.CALLED,)  # type: ignore[index]


def test_the_diagram_is_the_table() -> None:
    arrows = re.findall(r"^    (\S+) --> (\S+): (\S+)$", lifecycle.diagram(), re.MULTILINE)
    wanted = [
        ("[*]" if state is None else state.value, target.value, action.value)
        for (state, action), targets in TRANSITIONS.items()
        for target in targets
    ]
    assert arrows == wanted
    assert {end.value for end in ENDS} == set(re.findall(r"(\S+) --> \[\*\]", lifecycle.diagram()))
