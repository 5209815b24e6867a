"""A companion for a visitor at a kiosk: asked once, accepted by one, over for all."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from antrean import assistance, closing
from antrean.desk import Desk
from antrean.errors import Reason, Refused
from antrean.model import AssistanceState, EventKind
from antrean.store.store import Store
from tests.helpers import hall

ASSISTANCE = (EventKind.ASSISTANCE_ASKED, EventKind.ASSISTANCE_ACCEPTED, EventKind.ASSISTANCE_ENDED)


def ask(store: Store, device: str = "Kiosk 1") -> assistance.Call:
    return assistance.ask(store, device=device, request_id=hall.request())


def kinds(store: Store) -> list[EventKind]:
    return [event.kind for event in hall.log(store) if event.kind in ASSISTANCE]


class TestAsking:
    def test_a_kiosk_rings_once_however_often_it_asks(self, store: Store) -> None:
        first = ask(store)
        assert ask(store) == first
        assert assistance.open_calls(store) == (first,)
        assert (first.device, first.state, first.officer) == ("Kiosk 1", AssistanceState.ASKED, None)
        assert kinds(store) == [EventKind.ASSISTANCE_ASKED]
        assert hall.log(store)[-1].body == {"device": "Kiosk 1"}

    def test_two_kiosks_ring_on_their_own(self, store: Store) -> None:
        one, two = ask(store), ask(store, "Kiosk 2")
        assert assistance.open_calls(store) == (one, two)
        assert assistance.of_device(store, "Kiosk 2") == two
        assert assistance.of_device(store, "Kiosk 3") is None

    def test_a_call_of_a_day_that_never_was_is_over(self, store: Store) -> None:
        """A server's clock that stood at tomorrow and was put right left a call there."""
        hall.set_clock(store, "2026-11-24 08:05")
        wrong = ask(store)
        hall.set_clock(store, hall.MONDAY)
        right = ask(store)
        assert assistance.open_calls(store) == (right,)
        assert right.id != wrong.id
        assert kinds(store) == [
            EventKind.ASSISTANCE_ASKED,
            EventKind.ASSISTANCE_ENDED,
            EventKind.ASSISTANCE_ASKED,
        ]

    def test_after_the_end_it_rings_anew(self, store: Store) -> None:
        first = ask(store)
        assistance.withdraw(store, first.id, device="Kiosk 1", request_id=hall.request())
        assert ask(store).id != first.id

    @pytest.mark.parametrize("device", ["", "x" * 65, "a\nb"])
    def test_a_name_that_the_log_cannot_keep(self, store: Store, device: str) -> None:
        assert hall.refused(assistance.ask, store, device=device) is Reason.BAD_INPUT

    def test_repeated_it_is_one_call(self, store: Store) -> None:
        first = assistance.ask(store, device="Kiosk 1", request_id="r")
        assistance.withdraw(store, first.id, device="Kiosk 1", request_id="w")
        assert assistance.ask(store, device="Kiosk 1", request_id="r") == first
        assert assistance.open_calls(store) == ()


class TestAccepting:
    def test_the_kiosk_learns_who_comes(self, store: Store, four: Desk) -> None:
        accepted = assistance.accept(store, ask(store).id, desk=four, request_id=hall.request())
        assert accepted.officer is not None
        assert (accepted.state, accepted.counter, accepted.officer.id) == (AssistanceState.ACCEPTED, 4, four.officer)
        assert assistance.of_device(store, "Kiosk 1") == accepted
        event = hall.log(store)[-1]
        assert (event.kind, event.counter, event.officer) == (EventKind.ASSISTANCE_ACCEPTED, 4, four.officer)
        assert event.body == {"device": "Kiosk 1"}

    def test_the_second_officer_is_told_who_was_first(self, store: Store, two: Desk, four: Desk) -> None:
        call = ask(store)
        first = assistance.accept(store, call.id, desk=two, request_id=hall.request())
        before = hall.contents(store)
        with pytest.raises(Refused) as refused:
            assistance.accept(store, call.id, desk=four, request_id=hall.request())
        assert refused.value.reason is Reason.ASSISTANCE_TAKEN
        assert first.officer is not None
        assert refused.value.details == {"device": "Kiosk 1", "counter": 2, "officer": first.officer.name}
        assert hall.contents(store) == before

    def test_accepting_twice_changes_nothing(self, store: Store, four: Desk) -> None:
        call = ask(store)
        first = assistance.accept(store, call.id, desk=four, request_id=hall.request())
        assert assistance.accept(store, call.id, desk=four, request_id=hall.request()) == first
        assert kinds(store).count(EventKind.ASSISTANCE_ACCEPTED) == 1

    def test_of_two_at_once_one_goes(self, store: Store, two: Desk, four: Desk) -> None:
        call = ask(store)

        def accept(desk: Desk) -> object:
            try:
                return assistance.accept(store, call.id, desk=desk, request_id=hall.request()).counter
            except Refused as error:
                return error.reason

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(accept, (two, four)))
        now = assistance.of_device(store, "Kiosk 1")
        assert now is not None
        assert sorted(map(str, answers)) == sorted([str(now.counter), Reason.ASSISTANCE_TAKEN.value])

    def test_not_when_it_is_over(self, store: Store, four: Desk) -> None:
        call = ask(store)
        assistance.withdraw(store, call.id, device="Kiosk 1", request_id=hall.request())
        assert hall.refused(assistance.accept, store, call.id, desk=four) is Reason.ASSISTANCE_OVER

    @pytest.mark.parametrize("call", [0, -1, 7, 2**70])
    def test_not_what_nobody_asked(self, store: Store, four: Desk, call: int) -> None:
        assert hall.refused(assistance.accept, store, call, desk=four) is Reason.UNKNOWN_ASSISTANCE
        assert hall.refused(assistance.end, store, call, desk=four) is Reason.UNKNOWN_ASSISTANCE

    def test_not_from_a_closed_counter(self, store: Store) -> None:
        call = ask(store)
        assert hall.refused(assistance.accept, store, call.id, desk=Desk(counter=4)) is Reason.COUNTER_CLOSED
        assert hall.refused(assistance.end, store, call.id, desk=Desk(counter=4)) is Reason.COUNTER_CLOSED


class TestEnding:
    def test_by_the_officer(self, store: Store, four: Desk) -> None:
        call = ask(store)
        assistance.accept(store, call.id, desk=four, request_id=hall.request())
        ended = assistance.end(store, call.id, desk=four, request_id=hall.request())
        assert (ended.state, ended.counter, ended.ended_at) == (AssistanceState.ENDED, 4, hall.now(store))
        assert assistance.of_device(store, "Kiosk 1") is None
        event = hall.log(store)[-1]
        assert (event.kind, event.counter, event.body) == (
            EventKind.ASSISTANCE_ENDED, 4, {"device": "Kiosk 1", "by": "desk"},
        )  # fmt: skip

    def test_by_the_visitor_at_the_same_kiosk_only(self, store: Store) -> None:
        call = ask(store)
        assert hall.refused(assistance.withdraw, store, call.id, device="Kiosk 2") is Reason.UNKNOWN_ASSISTANCE
        ended = assistance.withdraw(store, call.id, device="Kiosk 1", request_id=hall.request())
        assert ended.state is AssistanceState.ENDED
        assert hall.log(store)[-1].body == {"device": "Kiosk 1", "by": "visitor"}

    def test_a_second_end_is_the_same(self, store: Store, four: Desk) -> None:
        call = ask(store)
        ended = assistance.withdraw(store, call.id, device="Kiosk 1", request_id=hall.request())
        assert assistance.end(store, call.id, desk=four, request_id=hall.request()) == ended
        assert kinds(store).count(EventKind.ASSISTANCE_ENDED) == 1

    def test_closing_ends_what_is_open(self, store: Store) -> None:
        call = ask(store)
        closing.close_today(store, request_id="c")
        assert assistance.open_calls(store) == ()
        assert hall.log(store)[-1].body == {"device": "Kiosk 1", "by": "closing"}
        row = hall.rows(store, f"SELECT state FROM assistance WHERE id = {call.id}")[0]
        assert row.state == "ended"

    def test_the_next_day_nobody_is_called_to_yesterday(self, store: Store) -> None:
        yesterday = ask(store)
        hall.set_clock(store, "2026-11-24 08:40")
        assert assistance.open_calls(store) == ()
        assert assistance.of_device(store, "Kiosk 1") is None
        today = ask(store)
        assert today.id != yesterday.id
        ended = [event for event in hall.log(store) if event.kind is EventKind.ASSISTANCE_ENDED]
        assert [event.service_day.isoformat() for event in ended] == ["2026-11-23"]
