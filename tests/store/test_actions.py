"""Every state × every action of a counter, through the use cases: what `lifecycle.TRANSITIONS` says, no more."""

from collections.abc import Callable

import pytest

from antrean import closing, desk
from antrean.desk import Desk, Target
from antrean.errors import Reason, Refused
from antrean.lifecycle import TRANSITIONS, Action
from antrean.model import ACTIVE_STATES, TicketState
from antrean.store.store import Store
from tests.helpers import hall

S = TicketState
A = Action


class Hall:
    """Counters 2 and 4, both calling from queue CA, 2 from CB too, and one ticket brought into any state."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.open()

    def open(self) -> None:
        self.two = hall.open_counter(self.store, 2)
        self.four = hall.open_counter(self.store, 4)

    def bring(self, state: str) -> str:
        """Issue a ticket, bring it into a state at counter 4, and return its code."""
        code = hall.issue(self.store, "ktp").code
        for step in _WAY[state]:
            _DO[step](self, self.four, code)
        if A.EXPIRE in _WAY[state]:
            self.open()
        return code

    def at(self, action: Action) -> Desk:
        """A chosen ticket is asked for at a free counter, so that it is its own state that decides."""
        return self.two if action in _OF_A_CHOSEN_TICKET else self.four

    def do(self, action: Action, code: str) -> None:
        _DO[action](self, self.at(action), code)

    def clear(self) -> None:
        """Leave nothing behind for the next ticket."""
        closing.close_today(self.store, force_reason="next_test", request_id=hall.request())
        self.open()


_Step = Callable[[Hall, Desk, str], object]
_DO: dict[Action, _Step] = {
    A.CALL: lambda h, at, code: desk.call(h.store, at, code, reason="chosen", request_id=hall.request()),
    A.RECALL: lambda h, at, code: desk.recall(h.store, at, request_id=hall.request()),
    A.START: lambda h, at, code: desk.start(h.store, at, request_id=hall.request()),
    A.FINISH: lambda h, at, code: desk.finish(h.store, at, request_id=hall.request()),
    A.NO_SHOW: lambda h, at, code: desk.no_show(h.store, at, request_id=hall.request()),
    A.HOLD: lambda h, at, code: desk.hold(h.store, at, reason="copies_needed", request_id=hall.request()),
    A.RESUME: lambda h, at, code: desk.resume(h.store, at, code, request_id=hall.request()),
    A.TRANSFER: lambda h, at, code: desk.transfer(h.store, at, Target(queue="CB"), request_id=hall.request()),
    A.RELEASE: lambda h, at, code: desk.release(h.store, at, request_id=hall.request()),
    A.REINSTATE: lambda h, at, code: desk.reinstate(h.store, at, code, request_id=hall.request()),
    A.CANCEL: lambda h, at, code: desk.cancel(h.store, at, code, request_id=hall.request()),
    A.UNDO_FINISH: lambda h, at, code: desk.undo(h.store, at, code, request_id=hall.request()),
    A.EXPIRE: lambda h, at, code: closing.close_today(h.store, force_reason="fire_drill", request_id=hall.request()),
}
_WAY: dict[str, tuple[Action, ...]] = {
    "waiting": (),
    "called": (A.CALL,),
    "serving": (A.CALL, A.START),
    "held": (A.CALL, A.HOLD),
    "no_show": (A.CALL, A.NO_SHOW),
    "done": (A.CALL, A.FINISH),
    "cancelled": (A.CANCEL,),
    "expired": (A.EXPIRE,),
    "sent on": (A.CALL, A.START, A.TRANSFER),
}
_STATE = {name: S.WAITING if name == "sent on" else S(name) for name in _WAY}
_OF_THE_COUNTERS_TICKET = {A.RECALL, A.START, A.FINISH, A.NO_SHOW, A.HOLD, A.TRANSFER, A.RELEASE}
_OF_A_CHOSEN_TICKET = {A.CALL, A.RESUME, A.REINSTATE, A.CANCEL}
# One button undoes whatever came last.
_UNDONE = {"done": S.SERVING, "no_show": S.CALLED, "sent on": S.SERVING}


def expected(name: str, action: Action) -> TicketState | Reason:
    """Return the state an action must lead to, or why it must be refused; read off the table alone."""
    state = _STATE[name]
    if action is A.UNDO_FINISH:
        return _UNDONE.get(name, Reason.COUNTER_BUSY if state in ACTIVE_STATES else Reason.WRONG_STATE)
    if action is A.EXPIRE:
        return TRANSITIONS.get((state, action), (state,))[0]
    if action in _OF_THE_COUNTERS_TICKET and state not in ACTIVE_STATES:
        return Reason.NO_ACTIVE_TICKET
    if (state, action) not in TRANSITIONS:
        return Reason.WRONG_STATE
    return TRANSITIONS[state, action][0]


def test_the_walk_leaves_no_action_out() -> None:
    walked = {*_DO, A.ISSUE, A.UNDO_NO_SHOW, A.UNDO_TRANSFER}
    assert walked == set(Action)
    assert set(_STATE.values()) == set(TicketState)


@pytest.mark.parametrize("name", _WAY)
def test_every_action_on_a_ticket_that_is(store: Store, name: str) -> None:
    there = Hall(store)
    code = there.bring(name)
    assert hall.ticket(store, code).state is _STATE[name]
    before = hall.contents(store)
    for action in _DO:
        wanted = expected(name, action)
        if isinstance(wanted, Reason):
            with pytest.raises(Refused) as refused:
                there.do(action, code)
            assert refused.value.reason is wanted, action
            assert refused.value.sentence.endswith("."), action
            assert hall.contents(store) == before, action
    for action in _DO:
        wanted = expected(name, action)
        if isinstance(wanted, Reason):
            continue
        if action is A.RECALL:
            hall.advance_clock(store, 10)
        newest = hall.newest(store)
        there.do(action, code)
        after = hall.ticket(store, code)
        assert after.state is wanted, action
        if wanted in ACTIVE_STATES:
            assert after.counter == there.at(action).counter, action
        ended = name in {"done", "cancelled", "expired"} and action is A.EXPIRE
        assert any(event.ticket == after.id for event in hall.log(store, newest)) != ended, action
        there.clear()
        code = there.bring(name)
