"""What a supervisor wishes of the hall from the counter app: what is asked, done once, refused, and said of it."""

from datetime import timedelta

import pytest

from antrean import desk, front, overrides, roster
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import CounterState, EventKind, Officer, Priority, Role, TicketState
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.supervisor import ask_words
from counter.supervisor.asks import AskCloseCounter, AskCloseDay, AskCloseService, AskPriority, AskQueue
from counter.supervisor.state import Listing, Part, WatchState, changeable, ticket_of
from counter.supervisor.wishes import (
    ChangePriority,
    ChangeQueue,
    CloseCounter,
    CloseDay,
    CloseService,
    ReopenService,
    Wish,
)
from tests.apps.counter_rig import Rig
from tests.apps.supervisor_window import CHIEF, LATE
from tests.helpers import hall

CLOSE_KTP = CloseService(service="ktp", reason="Blangko habis", reopens_at=None)


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """Half past eight, three people wait for one queue, and a supervisor is known."""
    store = counter_halls[1].again()
    hall.officer(store, CHIEF, Role.SUPERVISOR)
    hall.set_clock(store, LATE)
    return store


@pytest.fixture
def rig(store: Store) -> Rig:
    """The supervisor sits at counter 19 and looks at the hall."""
    rig = Rig(store, counter=19, officer=CHIEF).open()
    rig.watch.toggle()
    return rig.run()


def state(rig: Rig) -> WatchState:
    return rig.watch.state


def do(rig: Rig, wish: Wish) -> WatchState:
    rig.watch.do(wish)
    return rig.run().watch.state


def refusal(rig: Rig) -> Reason:
    found = rig.watch.state.refusal
    assert isinstance(found, Refused)
    return found.reason


def said(rig: Rig, english: Language) -> str:
    now = rig.watch.state
    assert now.done is not None
    assert now.view is not None
    return ask_words.done(now.done, now.view.mall, english.code)


class TestAsking:
    def test_one_thing_at_a_time_and_back_leads_out_step_by_step(self, rig: Rig) -> None:
        rig.watch.ask(AskPriority(code="CA-001"))
        rig.watch.ask(AskQueue(code="CA-002"))
        assert state(rig).asked == AskPriority(code="CA-001")
        rig.watch.back()
        assert state(rig).asked is None
        assert state(rig).is_shown
        rig.watch.back()
        assert not state(rig).is_shown

    def test_nothing_is_asked_before_the_hall_was_read(self, store: Store) -> None:
        rig = Rig(store, counter=19, officer=CHIEF).open()
        rig.watch.toggle()
        rig.watch.ask(AskCloseDay())
        assert state(rig).asked is None

    def test_what_was_done_closes_the_question_and_what_was_refused_does_not(self, rig: Rig) -> None:
        rig.watch.ask(AskCloseService(service="ktp"))
        do(rig, CloseService(service="ktp", reason="3171234567890123", reopens_at=None))
        assert refusal(rig) is Reason.BAD_INPUT
        assert state(rig).asked is not None
        do(rig, CLOSE_KTP)
        assert state(rig).asked is None
        assert state(rig).refusal is None

    def test_what_was_said_goes_with_the_next_step(self, rig: Rig) -> None:
        do(rig, CLOSE_KTP)
        assert state(rig).done is not None
        rig.watch.show_part(Part.SERVICES)
        assert state(rig).done is None

    def test_a_lost_answer_is_asked_for_under_the_same_request(self, rig: Rig) -> None:
        rig.watch.ask(AskCloseService(service="ktp"))
        rig.line.loses_answers = True
        now = do(rig, CLOSE_KTP)
        assert isinstance(now.refusal, Unavailable)
        assert now.asked is not None
        rig.line.loses_answers = rig.line.is_down = False
        # The hall is read again and shows it; the question still stands, and the answer to it is the same wish.
        rig.watch.refresh()
        assert rig.run().watch.state.unsure is not None
        do(rig, CLOSE_KTP)
        assert rig.count(EventKind.SERVICE_CLOSED) == 1
        assert hall.rows(rig.store, "SELECT count(*) FROM requests WHERE action = 'close_service'") == [(1,)]
        assert state(rig).unsure is None

    def test_another_answer_is_another_wish(self, rig: Rig) -> None:
        rig.watch.ask(AskCloseService(service="ktp"))
        rig.line.loses_answers = True
        do(rig, CLOSE_KTP)
        rig.line.loses_answers = rig.line.is_down = False
        rig.watch.refresh()
        rig.run()
        do(rig, CloseService(service="ktp", reason="Sistem sedang gangguan", reopens_at=None))
        assert rig.count(EventKind.SERVICE_CLOSED) == 2

    def test_while_the_database_is_lost_only_what_was_asked_already(self, rig: Rig) -> None:
        rig.watch.ask(AskCloseService(service="ktp"))
        rig.line.is_down = True
        do(rig, CLOSE_KTP)
        assert rig.watch.state.is_lost
        rig.watch.do(ReopenService(service="ktp"))
        assert rig.jobs.waiting == 0
        rig.watch.do(CLOSE_KTP)
        assert rig.jobs.waiting == 1


class TestServices:
    def test_closed_with_a_reason_that_the_kiosk_shows_and_opened_again(
        self, rig: Rig, store: Store, english: Language
    ) -> None:
        hall.open_counter(store, 3)
        at = hall.now(store) + timedelta(minutes=30)
        do(rig, CloseService(service="ktp", reason="Blangko habis (materials used up)", reopens_at=at))
        assert said(rig, english) == (
            "Identity card: registration or printing (new, lost, damaged) is closed until 09:01."
        )
        view = state(rig).view
        assert view is not None
        assert [(one.service, one.officer.name) for one in view.closed] == [("ktp", CHIEF)]
        assert hall.refused(front.issue, store, "ktp", device="kiosk-1") is Reason.CLOSED_BY_STAFF
        do(rig, ReopenService(service="ktp"))
        assert said(rig, english).endswith("gives numbers again.")
        hall.issue(store)

    def test_of_another_agency_it_is_refused(self, store: Store) -> None:
        other = hall.person(store, Role.SUPERVISOR, "K")
        rig = Rig(store, counter=None, officer=None).begin()
        rig.watch.show(_officer(store, other))
        do(rig.run(), CLOSE_KTP)
        assert refusal(rig) is Reason.NOT_PERMITTED
        assert hall.refused(overrides.close_service, store, other, "ktp", reason="x") is Reason.NOT_PERMITTED


class TestNumbers:
    def test_who_waits_is_read_where_it_is_shown(self, rig: Rig) -> None:
        assert state(rig).waiting is None
        rig.watch.show_part(Part.NUMBERS)
        rig.run()
        assert [one.code for one in changeable(state(rig))] == ["CA-001", "CA-002", "CA-003"]
        rig.watch.show_listing(Listing.CHOSEN)
        assert changeable(state(rig)) == ()

    def test_priority(self, rig: Rig, english: Language) -> None:
        rig.watch.show_part(Part.NUMBERS)
        rig.run().watch.ask(AskPriority(code="CA-002"))
        do(rig, ChangePriority(code="CA-002", kind=Priority.ELDERLY, reason="need_seen"))
        assert said(rig, english) == "CA-002 is a priority number in CP · Civil Registry: Aged 60 or over."
        found = ticket_of(state(rig), "CA-002")
        assert found is not None
        assert found.is_priority
        do(rig, ChangePriority(code="CA-002", kind=None, reason="taken_by_mistake"))
        assert said(rig, english) == "CA-002 is a regular number in CA · Civil Registry."
        assert [event.body["reason"] for event in rig.facts() if event.kind is EventKind.PRIORITY_CHANGED] == [
            *("need_seen", "taken_by_mistake"),
        ]

    def test_queue(self, rig: Rig, english: Language) -> None:
        rig.watch.show_part(Part.NUMBERS)
        rig.run()
        do(rig, ChangeQueue(code="CA-002", queue="CB", reason="wrong_service"))
        assert said(rig, english) == "CA-002 waits in CB · Civil Registry."
        found = ticket_of(state(rig), "CA-002")
        assert found is not None
        assert found.queue == "CB"

    def test_one_that_was_called_meanwhile_is_refused(self, rig: Rig, store: Store) -> None:
        rig.watch.show_part(Part.NUMBERS)
        rig.run().watch.ask(AskQueue(code="CA-001"))
        hall.call(store, hall.open_counter(store, 3))
        do(rig, ChangeQueue(code="CA-001", queue="CB", reason="wrong_service"))
        assert refusal(rig) is Reason.WRONG_STATE
        assert state(rig).asked == AskQueue(code="CA-001")


class TestCounters:
    def test_of_an_officer_who_went_away(self, rig: Rig, store: Store, english: Language) -> None:
        here = hall.open_counter(store, 3)
        hall.serve(store, here)
        rig.watch.ask(AskCloseCounter(number=3))
        rig.run()
        do(rig, CloseCounter(number=3))
        assert said(rig, english) == "Counter 3 is closed."
        assert hall.ticket(store, "CA-001").state is TicketState.HELD
        view = state(rig).view
        assert view is not None
        (held,) = view.held
        assert held.reason == "officer_left"

    def test_ones_own_leaves_the_page_open(self, rig: Rig) -> None:
        do(rig, CloseCounter(number=19))
        rig.refresh()
        assert state(rig).is_shown
        assert rig.watch.at_desk is None
        # From now on nobody at the desk decides how long.
        rig.refresh()
        assert state(rig).is_shown


class TestTheDay:
    def test_who_still_holds_a_number_is_listed_first(self, rig: Rig) -> None:
        assert state(rig).left is None
        rig.watch.ask(AskCloseDay())
        rig.run()
        left = state(rig).left
        assert left is not None
        assert [one.code for one in left] == ["CA-001", "CA-002", "CA-003"]
        rig.watch.back()
        assert state(rig).left is None

    def test_without_a_reason_it_is_refused_while_somebody_does(self, rig: Rig) -> None:
        rig.watch.ask(AskCloseDay())
        do(rig.run(), CloseDay(reason=None))
        assert refusal(rig) is Reason.PEOPLE_WAITING
        assert rig.count(EventKind.DAY_CLOSED) == 0

    def test_with_one_it_is_closed_and_what_came_of_it_is_seen(self, rig: Rig, english: Language) -> None:
        rig.watch.ask(AskCloseDay())
        do(rig.run(), CloseDay(reason="power_cut"))
        rig.refresh()
        assert rig.count(EventKind.DAY_CLOSED) == 1
        assert said(rig, english).startswith("The day is closed. Numbers expired: 3, counters closed: 1. Anchor, ")
        assert state(rig).view is not None
        assert state(rig).view.figures.waiting == 0  # type: ignore[union-attr]

    def test_an_empty_hall_needs_no_reason(self, rig: Rig, store: Store) -> None:
        here = hall.open_counter(store, 3)
        for _ in range(3):
            hall.serve(store, here)
            desk.finish(store, here, request_id=hall.request())
        rig.watch.ask(AskCloseDay())
        assert rig.run().watch.state.left == ()
        do(rig, CloseDay(reason=None))
        assert {one.state for one in roster.hall(store).counters} == {CounterState.CLOSED}

    def test_a_supervisor_of_one_agency_may_not(self, store: Store) -> None:
        rig = Rig(store, counter=None, officer=None).begin()
        rig.watch.show(_officer(store, hall.person(store, Role.SUPERVISOR, "C")))
        rig.run().watch.ask(AskCloseDay())
        do(rig.run(), CloseDay(reason="power_cut"))
        assert refusal(rig) is Reason.NOT_PERMITTED


def _officer(store: Store, number: int) -> Officer:
    return next(one for one in roster.hall(store).officers if one.id == number)


def test_a_technician_looks_and_changes_nothing(store: Store) -> None:
    rig = Rig(store, counter=None, officer=None).begin()
    rig.watch.show(_officer(store, hall.person(store, Role.TECHNICIAN)))
    before = hall.newest(rig.run().store)
    for wish in (
        CLOSE_KTP,
        ReopenService(service="ktp"),
        ChangePriority(code="CA-001", kind=None, reason="other"),
        ChangeQueue(code="CA-001", queue="CB", reason="other"),
        CloseCounter(number=3),
        CloseDay(reason="power_cut"),
    ):
        do(rig, wish)
        assert refusal(rig) is Reason.NOT_PERMITTED, wish
    assert hall.newest(store) == before
