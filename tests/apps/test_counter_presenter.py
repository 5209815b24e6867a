"""The counter's presenter on a real hall: one deed per click, nothing twice, and back by itself after every trouble."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from antrean import announcing, desk, mall, mall_file, roster
from antrean.desk import Desk, Target
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import CounterState, Priority, TicketState
from antrean.store import schema
from antrean.store.feed import EventBatch
from antrean.store.store import Store
from antrean.ui.jobs import Crashed
from counter.state import Deed, Listing, Page, Panel, allowed
from tests.apps.counter_rig import OFFICER, OTHER, Rig
from tests.helpers import hall


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """The large example mall on Monday, 08:05, with two officers and nobody else."""
    return counter_halls[0].again()


@pytest.fixture
def busy_store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """The same with three people waiting for a KTP."""
    return counter_halls[1].again()


@pytest.fixture
def rig(busy_store: Store) -> Rig:
    """An open counter 3 with Rina, and three people waiting."""
    return Rig(busy_store).open()


def _batch(store: Store) -> EventBatch:
    with store.read() as unit:
        epoch = unit.head.epoch
    return store.events_after(0, epoch)


def test_counter_and_officer_of_the_settings_are_chosen_and_wait_for_the_click(store: Store) -> None:
    rig = Rig(store).begin()
    state = rig.presenter.state
    assert (state.page, state.counter) == (Page.CHOOSE, 3)
    assert state.officer == hall.officer(store, OFFICER)
    assert allowed(state) == {Deed.OPEN}
    assert rig.count("counter_opened") == 0


def test_nothing_can_be_opened_before_both_are_chosen(store: Store) -> None:
    rig = Rig(store, counter=None, officer=None).begin()
    rig.presenter.open_counter()
    assert rig.jobs.waiting == 0
    rig.presenter.choose_counter(4)
    assert allowed(rig.presenter.state) == frozenset()
    rig.presenter.choose_officer(hall.officer(store, OTHER))
    rig.presenter.open_counter()
    rig.run()
    assert rig.presenter.state.page is Page.DESK
    assert rig.presenter.state.view is not None
    assert rig.presenter.state.view.counter.number == 4


@pytest.mark.parametrize(
    ("counter", "officer", "reason"), [(99, OFFICER, Reason.UNKNOWN_COUNTER), (3, "Nobody", Reason.UNKNOWN_OFFICER)]
)
def test_an_unknown_choice_of_the_command_line_is_told(
    store: Store, counter: int, officer: str, reason: Reason
) -> None:
    state = Rig(store, counter=counter, officer=officer).begin().presenter.state
    assert state.page is Page.CHOOSE
    assert isinstance(state.refusal, Refused)
    assert state.refusal.reason is reason


def test_a_hall_without_officers_is_opened_by_the_local_administrator(store: Store) -> None:
    hall.without_pins(store)
    hall.execute(store, "UPDATE officers SET retired = 1")
    rig = Rig(store, officer=None).open()
    assert rig.presenter.state.view is not None
    assert rig.presenter.state.view.counter.officer is not None
    assert rig.presenter.state.view.counter.officer.name == roster.LOCAL_ADMINISTRATOR


def test_a_counter_of_somebody_else_stays_closed_to_us(store: Store) -> None:
    hall.open_counter(store, 3, OTHER)
    rig = Rig(store).open()
    state = rig.presenter.state
    assert state.page is Page.CHOOSE
    assert isinstance(state.refusal, Refused)
    assert state.refusal.reason is Reason.COUNTER_TAKEN


def test_a_shift_that_is_still_open_is_taken_up_with_its_ticket(busy_store: Store) -> None:
    code = hall.serve(busy_store, hall.open_counter(busy_store, 3, OFFICER)).code
    rig = Rig(busy_store).begin()
    state = rig.presenter.state
    assert (state.page, rig.active) == (Page.DESK, code)
    assert state.active is not None
    assert state.active.state is TicketState.SERVING
    assert rig.count("counter_opened") == 1


def test_who_sits_at_the_counter_of_the_settings_is_offered_after_a_crash(store: Store) -> None:
    hall.open_counter(store, 3, OTHER)
    state = Rig(store, officer=None).begin().presenter.state
    assert state.officer == hall.officer(store, OTHER)


def test_an_officer_with_an_open_counter_gets_it_back(store: Store) -> None:
    hall.open_counter(store, 5, OTHER)
    rig = Rig(store).begin()
    rig.presenter.choose_officer(hall.officer(store, OTHER))
    assert rig.presenter.state.counter == 5


def test_passing_over_an_officer_with_an_open_counter_keeps_the_chosen_one(store: Store) -> None:
    hall.open_counter(store, 5, OTHER)
    rig = Rig(store, counter=None, officer=None).begin()
    rig.presenter.choose_counter(3)
    rig.presenter.choose_officer(hall.officer(store, OTHER))
    rig.presenter.choose_officer(hall.officer(store, OFFICER))
    assert rig.presenter.state.counter == 3


def test_calling_twice_before_the_answer_calls_once(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.presenter.call_next()
    assert rig.jobs.waiting == 1
    rig.run()
    assert rig.active == "CA-001"
    assert rig.count("called") == 1


def test_the_second_half_of_a_double_click_is_not_heard(busy_store: Store, qtbot: QtBot) -> None:
    rig = Rig(busy_store, settle_ms=40).open()
    qtbot.waitUntil(lambda: not rig.presenter.state.settling)
    rig.presenter.call_next()
    rig.run()
    rig.presenter.call_next()
    rig.presenter.finish()
    rig.presenter.no_show()
    assert rig.jobs.waiting == 0
    assert rig.active == "CA-001"
    qtbot.waitUntil(lambda: not rig.presenter.state.settling)
    rig.presenter.call_next()
    rig.run()
    assert rig.active == "CA-002"


def test_an_answer_of_nobody_waiting_is_a_note_and_no_refusal(store: Store) -> None:
    rig = Rig(store).open()
    rig.presenter.call_next()
    rig.run()
    assert rig.presenter.state.nobody_waiting
    assert rig.presenter.state.refusal is None
    hall.issue(store)
    rig.refresh()
    assert not rig.presenter.state.nobody_waiting


def test_the_whole_way_of_one_visitor(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.start()
    rig.run()
    assert rig.presenter.state.active is not None
    assert rig.presenter.state.active.state is TicketState.SERVING
    rig.presenter.call_next()
    rig.run()
    assert rig.active == "CA-002"
    assert rig.presenter.state.undo is None
    rig.presenter.finish()
    rig.run()
    assert rig.active is None
    view = rig.presenter.state.view
    assert view is not None
    assert (view.served, len(view.waiting)) == (2, 1)


def test_a_refusal_is_told_and_goes_with_the_next_success(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.recall()
    rig.run()
    refusal = rig.presenter.state.refusal
    assert isinstance(refusal, Refused)
    assert refusal.reason is Reason.RECALL_TOO_SOON
    rig.presenter.start()
    rig.run()
    assert rig.presenter.state.refusal is None


def test_what_makes_no_sense_is_not_even_asked(rig: Rig) -> None:
    rig.presenter.recall()
    rig.presenter.finish()
    rig.presenter.hold("documents_missing")
    rig.presenter.undo()
    assert rig.jobs.waiting == 0


def test_hold_and_resume(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.show_panel(Panel.HOLD)
    assert rig.presenter.state.panel is Panel.HOLD
    rig.presenter.hold("documents_missing")
    rig.run()
    assert rig.presenter.state.panel is Panel.NONE
    view = rig.presenter.state.view
    assert view is not None
    assert [one.ticket.code for one in view.held] == ["CA-001"]
    rig.presenter.resume("CA-001")
    rig.run()
    assert rig.active == "CA-001"


def test_a_wrong_call_goes_back_to_its_place(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.release()
    rig.run()
    view = rig.presenter.state.view
    assert view is not None
    assert view.active is None
    assert view.waiting[0].ticket.code == "CA-001"


def test_transfer_to_a_counter_can_be_taken_back(rig: Rig) -> None:
    hall.open_counter(rig.store, 5, OTHER)
    rig.presenter.call_next()
    rig.run()
    rig.presenter.show_panel(Panel.TRANSFER)
    rig.run()
    rig.presenter.transfer(Target(counter=5))
    rig.run()
    state = rig.presenter.state
    assert state.undo is not None
    assert (rig.active, state.undo.code, state.panel) == (None, "CA-001", Panel.NONE)
    rig.presenter.undo()
    rig.run()
    assert rig.active == "CA-001"
    assert rig.presenter.state.undo is None


def test_an_undo_that_comes_too_late_is_refused(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.no_show()
    rig.run()
    hall.advance_clock(rig.store, 10)
    rig.presenter.undo()
    rig.run()
    assert isinstance(rig.presenter.state.refusal, Refused)
    assert rig.presenter.state.refusal.reason is Reason.TOO_LATE


def test_nothing_can_be_undone_once_somebody_is_here(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.finish()
    rig.run()
    assert rig.presenter.state.undo is not None
    desk.call_next(rig.store, Desk(counter=3), request_id=hall.request())
    rig.refresh()
    assert rig.presenter.state.undo is None


def test_who_missed_the_call_comes_back_into_line(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.no_show()
    rig.run()
    rig.presenter.show_listing(Listing.MISSED)
    rig.presenter.reinstate("CA-001")
    rig.run()
    view = rig.presenter.state.view
    assert view is not None
    assert view.missed == ()
    assert "CA-001" in [row.ticket.code for row in view.waiting]
    assert rig.presenter.state.undo is None


def test_a_break_and_back(rig: Rig) -> None:
    rig.presenter.start_break("meal")
    rig.run()
    assert rig.presenter.state.is_on_break
    assert allowed(rig.presenter.state) == {Deed.END_BREAK, Deed.CLOSE}
    rig.presenter.end_break()
    rig.run()
    assert not rig.presenter.state.is_on_break
    assert Deed.CALL_NEXT in allowed(rig.presenter.state)


def test_closing_leads_back_to_the_choice(rig: Rig) -> None:
    rig.presenter.close_counter()
    rig.run()
    state = rig.presenter.state
    assert (state.page, state.view, state.refusal) == (Page.CHOOSE, None, None)
    assert state.hall is not None
    assert state.hall.counters[2].state is CounterState.CLOSED


def test_a_click_after_a_lost_answer_does_nothing_twice(rig: Rig) -> None:
    rig.line.loses_answers = True
    rig.presenter.call_next()
    rig.run()
    state = rig.presenter.state
    assert isinstance(state.refusal, Unavailable)
    assert state.is_lost
    # What is shown may be over: only the same wish may be repeated.
    assert allowed(state) == {Deed.CALL_NEXT}
    rig.line.loses_answers = rig.line.is_down = False
    rig.presenter.call_next()
    rig.run()
    assert rig.active == "CA-001"
    assert rig.count("called") == 1
    assert rig.presenter.state.refusal is None
    assert not rig.presenter.state.is_lost


def test_a_lost_finish_and_next_never_finishes_the_one_it_called(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.line.loses_answers = True
    rig.presenter.call_next()
    rig.run()
    rig.line.loses_answers = rig.line.is_down = False
    rig.presenter.finish()
    assert rig.jobs.waiting == 0
    rig.presenter.call_next()
    rig.run()
    assert rig.active == "CA-002"
    assert (rig.count("called"), rig.count("finished")) == (2, 1)


def test_a_lost_answer_that_shows_in_the_next_look_is_settled(rig: Rig) -> None:
    rig.line.loses_answers = True
    rig.presenter.call_next()
    rig.run()
    rig.line.loses_answers = rig.line.is_down = False
    rig.refresh()
    state = rig.presenter.state
    assert (rig.active, state.unsure, state.refusal, state.is_stale) == ("CA-001", None, None, False)
    rig.presenter.call_next()
    rig.run()
    assert rig.active == "CA-002"


def test_while_the_database_is_lost_the_last_lists_stay_and_nobody_is_picked_from_them(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.no_show()
    rig.run()
    rig.line.is_down = True
    rig.presenter.on_lost(Unavailable("database", "gone"))
    state = rig.presenter.state
    assert state.is_lost
    assert state.view is not None
    assert len(state.view.waiting) == 2
    rig.presenter.reinstate("CA-001")
    assert rig.jobs.waiting == 0
    rig.line.is_down = False
    rig.presenter.on_restored()
    rig.run()
    assert not rig.presenter.state.is_lost


def test_it_tries_again_by_itself(rig: Rig, qtbot: QtBot) -> None:
    rig.presenter._retry.pause_ms = 10
    rig.line.is_down = True
    rig.refresh()
    assert rig.presenter.state.is_lost
    rig.line.is_down = False
    qtbot.waitUntil(lambda: rig.jobs.waiting > 0)
    rig.run()
    assert not rig.presenter.state.is_lost


def test_a_hall_without_database_is_waited_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'later.db'}"
    store = hall.connect(url)
    rig = Rig(store).begin()
    assert rig.presenter.state.page is Page.STARTING
    assert isinstance(rig.presenter.state.trouble, Unavailable)
    schema.upgrade(url)
    rig.refresh()
    assert isinstance(rig.presenter.state.trouble, Refused)
    assert rig.presenter.state.trouble.reason is Reason.NO_MALL
    mall.load(store, mall_file.read(hall.MALLS / "mini.toml"))
    rig.refresh()
    assert (rig.presenter.state.page, rig.presenter.state.trouble) == (Page.CHOOSE, None)
    store.close()


def test_a_counter_closed_elsewhere_leads_back_to_the_choice(rig: Rig) -> None:
    roster.close_counter(rig.store, Desk(counter=3), request_id=hall.request())
    rig.presenter.on_batch(_batch(rig.store))
    rig.run()
    state = rig.presenter.state
    assert state.page is Page.CHOOSE
    assert isinstance(state.refusal, Refused)
    assert state.refusal.reason is Reason.COUNTER_CLOSED


def test_a_counter_taken_over_elsewhere_is_seen_at_the_next_click(rig: Rig) -> None:
    roster.close_counter(rig.store, Desk(counter=3), request_id=hall.request())
    hall.open_counter(rig.store, 3, OTHER)
    rig.presenter.call_next()
    rig.run()
    state = rig.presenter.state
    assert state.page is Page.CHOOSE
    assert isinstance(state.refusal, Refused)
    assert state.refusal.reason is Reason.COUNTER_TAKEN
    assert rig.count("called") == 0


def test_a_screen_that_is_behind_heals_at_a_refusal(rig: Rig) -> None:
    desk.call_next(rig.store, Desk(counter=3), request_id=hall.request())
    rig.presenter.call_next()
    rig.run()
    assert isinstance(rig.presenter.state.refusal, Refused)
    assert rig.presenter.state.refusal.reason is Reason.COUNTER_BUSY
    assert rig.active == "CA-001"


def test_a_batch_of_what_is_shown_already_asks_for_nothing(rig: Rig) -> None:
    rig.presenter.on_batch(_batch(rig.store))
    assert rig.jobs.waiting == 0
    hall.issue(rig.store)
    rig.presenter.on_batch(_batch(rig.store))
    assert rig.jobs.waiting == 1
    rig.run()
    assert rig.presenter.state.view is not None
    assert len(rig.presenter.state.view.waiting) == 4


def test_a_look_from_before_the_write_is_not_shown_after_it(rig: Rig) -> None:
    rig.presenter.refresh()
    before = rig.presenter.state.view
    rig.presenter.call_next()
    # The older look is answered last.
    rig.jobs.run_next()
    rig.run()
    assert rig.active == "CA-001"
    assert before is not None
    rig.presenter._take_view(before)
    assert rig.active == "CA-001"


def test_a_panel_closes_when_its_ticket_goes_elsewhere(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    rig.presenter.show_panel(Panel.HOLD)
    desk.release(rig.store, Desk(counter=3), request_id=hall.request())
    rig.refresh()
    assert rig.presenter.state.panel is Panel.NONE


def test_it_looks_for_the_voice_only_while_the_call_waits_for_it(rig: Rig, qtbot: QtBot) -> None:
    look = rig.presenter._announcement_look
    look.setInterval(10)
    assert not look.isActive()
    rig.presenter.call_next()
    rig.run()
    assert look.isActive()
    speaker = announcing.Speaker(holder="a", device="a", zones=("Z1",))
    announcing.hold_leases(rig.store, speaker, late_after_s=120)
    turn = announcing.next_announcement(rig.store, speaker)
    assert turn is not None
    announcing.note_result(rig.store, speaker, turn.announcement, spoken=True)
    qtbot.waitUntil(lambda: rig.jobs.waiting > 0)
    rig.run()
    assert not look.isActive()


def test_without_any_display_it_stops_looking_for_the_voice(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()
    hall.advance_clock(rig.store, 6 * 60)
    rig.refresh()
    assert not rig.presenter._announcement_look.isActive()


def test_a_bug_in_a_deed_leaves_the_desk_usable(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(desk, "call_next", broken)
        rig.presenter.call_next()
        rig.run()
    assert isinstance(rig.presenter.state.refusal, Crashed)
    rig.presenter.call_next()
    rig.run()
    assert rig.active == "CA-001"


def test_the_kind_of_priority_is_known_to_the_officer(store: Store) -> None:
    hall.issue(store, priority=Priority.PREGNANT)
    rig = Rig(store).open()
    rig.presenter.call_next()
    rig.run()
    assert rig.presenter.state.view is not None
    assert rig.presenter.state.view.active_priority is Priority.PREGNANT
