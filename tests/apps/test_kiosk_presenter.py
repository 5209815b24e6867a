"""The kiosk without its face: one number for one wish, whatever the line, the printer and the finger do."""

import shutil
from pathlib import Path

import pytest

from antrean.errors import Reason, Refused, Unavailable
from antrean.model import EventKind, PrintState, Priority
from antrean.settings import KioskSettings
from antrean.store.store import Store
from kiosk.state import Page, is_at_rest
from tests.apps.kiosk_rig import NAME, Rig
from tests.helpers import hall


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


def test_one_touch_gives_the_number_and_prints_it(rig: Rig) -> None:
    rig.at("K").take("skck")

    assert rig.state.page is Page.ISSUED
    assert rig.code == "KA-001"
    assert rig.count(EventKind.ISSUED) == 1
    assert rig.paper is not None
    [(ticket, slip)] = rig.paper.slips
    assert (slip.code, slip.agency, slip.people_ahead, slip.counters) == ("KA-001", "Kepolisian Resor", 0, (19, 20))
    assert rig.column("device") == [NAME]
    assert rig.column("print_state") == ["pending"]
    assert rig.state.given is not None
    assert rig.state.given.issued.ticket.id == ticket


def test_touches_that_follow_at_once_give_no_second_number(rig: Rig) -> None:
    rig.at("K")
    for _ in range(4):
        rig.presenter.take("skck")
    rig.presenter.take("sim")
    rig.run()
    # The finger that comes down once more when the number is already there.
    rig.take("skck")

    assert rig.count(EventKind.ISSUED) == 1
    assert rig.code == "KA-001"


def test_a_lost_answer_is_asked_for_again_and_is_the_same_number(rig: Rig) -> None:
    rig.at("K")
    rig.line.loses_next_answer = True
    rig.take("skck")
    assert rig.state.page is Page.SERVICES
    assert rig.state.notice is not None
    assert rig.state.notice.service == "skck"
    assert isinstance(rig.state.notice.error, Unavailable)

    rig.take("skck")

    assert rig.code == "KA-001"
    assert rig.count(EventKind.ISSUED) == 1
    assert rig.paper is not None
    assert len(rig.paper.slips) == 1


def test_a_number_whose_answer_was_lost_is_taken_back_when_the_visitor_wants_another_one(rig: Rig) -> None:
    rig.at("K")
    rig.line.loses_next_answer = True
    rig.take("skck")

    rig.take("sim")

    assert rig.code == "KB-001"
    assert rig.column("state") == ["cancelled", "waiting"]


def test_a_number_whose_answer_was_lost_is_taken_back_when_the_visitor_leaves(rig: Rig) -> None:
    rig.at("K")
    rig.line.loses_next_answer = True
    rig.take("skck")

    rig.presenter.back()
    rig.run()

    assert rig.column("state") == ["cancelled"]
    assert is_at_rest(rig.state)


def test_nothing_is_asked_while_the_hall_is_away_and_the_touch_says_why(rig: Rig) -> None:
    rig.at("K")
    rig.presenter.on_lost(Unavailable("database", "The line is cut."))
    rig.presenter.take("skck")

    assert rig.state.trouble is not None
    assert rig.state.notice is not None
    assert (rig.state.notice.service, rig.state.is_busy) == ("skck", False)

    # The touch had the hall looked at again, and it is back: only now a touch gives a number.
    rig.run()
    assert (rig.state.trouble, rig.state.notice, rig.count(EventKind.ISSUED)) == (None, None, 0)
    rig.take("skck")
    assert rig.code == "KA-001"


def test_the_kiosk_starts_before_its_database_and_goes_on_when_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "late.db"
    store = hall.connect(f"sqlite:///{path}")
    rig = Rig(store).begin()
    assert rig.state.page is Page.WAITING
    assert isinstance(rig.state.trouble, Unavailable)

    shutil.copyfile(hall.prepared(), path)
    rig.begin()
    assert (rig.state.page, rig.state.trouble) == (Page.AGENCIES, None)
    store.close()


def test_a_hall_without_a_mall_is_waited_for(tmp_path: Path) -> None:
    from antrean.store import schema

    url = f"sqlite:///{tmp_path / 'empty.db'}"
    schema.upgrade(url)
    store = hall.connect(url)
    rig = Rig(store).begin()
    assert rig.state.page is Page.WAITING
    assert isinstance(rig.state.trouble, Refused)
    assert rig.state.trouble.reason is Reason.NO_MALL
    store.close()


def test_a_quota_that_ends_between_look_and_touch_is_a_notice_and_a_new_look(rig: Rig) -> None:
    rig.at("G")
    for _ in range(20):
        hall.issue(rig.store, "paspor-ganti")
    rig.take("paspor-ganti")

    assert rig.state.page is Page.SERVICES
    assert rig.state.notice is not None
    assert isinstance(rig.state.notice.error, Refused)
    assert rig.state.notice.error.reason is Reason.QUOTA_USED_UP
    assert rig.state.offer is not None
    left = {one.service.code: one.quota_left for one in rig.state.offer.services}
    assert left["paspor-ganti"] == 0


def test_priority_is_one_more_touch_and_can_be_taken_back(rig: Rig) -> None:
    rig.at("K")
    rig.presenter.open_priority()
    rig.take("skck")
    assert rig.count(EventKind.ISSUED) == 0, "the list of services is not to be seen now"
    rig.prefer(Priority.PREGNANT)
    rig.presenter.clear_priority()
    rig.take("skck")
    assert rig.code == "KA-001"
    rig.presenter.done()

    rig.at("K")
    rig.presenter.open_priority()
    rig.prefer(Priority.ELDERLY)
    rig.take("skck")
    assert rig.code == "KP-001"
    assert rig.column("priority") == [None, "elderly"]
    assert rig.paper is not None
    assert rig.paper.slips[-1][1].is_priority

    rig.presenter.done()
    assert rig.state.priority is None, "the next visitor begins without"


def test_the_ticket_speaks_the_language_of_the_screen(rig: Rig) -> None:
    rig.presenter.switch_language()
    rig.at("K").take("skck")
    assert rig.column("language") == ["en"]
    assert rig.paper is not None
    assert rig.paper.slips[0][1].agency == "City Police"
    rig.presenter.done()
    assert rig.state.language == "id"


def test_back_goes_one_step_and_not_while_a_number_is_on_its_way(rig: Rig) -> None:
    rig.at("K")
    rig.presenter.open_priority()
    rig.presenter.back()
    assert (rig.state.is_choosing_priority, rig.state.agency) == (False, "K")
    rig.presenter.take("skck")
    rig.presenter.back()
    assert rig.state.agency == "K"
    rig.run()
    assert rig.state.page is Page.ISSUED
    rig.presenter.back()
    assert is_at_rest(rig.state)


def test_quiet_time_starts_again_and_a_touch_prolongs_it(rig: Rig) -> None:
    rig.presenter.switch_language()
    rig.at("K")
    rig.presenter.open_priority()
    rig.prefer(Priority.ELDERLY)
    rig.wait(59)
    rig.presenter.touch()
    rig.wait(59)
    assert rig.state.agency == "K"
    rig.wait(1)
    assert is_at_rest(rig.state)
    assert (rig.state.language, rig.state.priority) == ("id", None)


def test_a_kiosk_at_rest_wakes_for_nothing(rig: Rig) -> None:
    assert not rig.quiet.is_watching
    rig.at("K")
    assert rig.quiet.is_watching
    rig.presenter.back()
    assert not rig.quiet.is_watching


def test_quiet_time_waits_for_a_number_that_is_on_its_way(rig: Rig) -> None:
    rig.at("K")
    rig.presenter.take("skck")
    rig.wait(200)
    rig.run()
    assert rig.code == "KA-001"


@pytest.mark.parametrize(
    ("paper", "stays_s"),
    [(PrintState.PRINTED, 30), (PrintState.FAILED, 60), (PrintState.UNKNOWN, 60)],
)
def test_a_number_without_paper_stays_longer(rig: Rig, paper: PrintState, stays_s: int) -> None:
    rig.at("K").take("skck")
    assert rig.paper is not None
    rig.paper.report(paper)
    rig.run()
    assert rig.column("print_state") == [paper.value]
    rig.wait(stays_s - 1)
    assert rig.state.given is not None
    assert rig.state.given.paper is paper
    rig.wait(1)
    assert is_at_rest(rig.state)


def test_a_kiosk_without_a_printer_gives_numbers_on_the_screen(example_store: Store) -> None:
    rig = Rig(example_store, has_printer=False).begin()
    rig.at("K").take("skck")
    assert rig.column("print_state") == ["not_wanted"]
    assert rig.state.given is not None
    assert rig.state.given.paper is PrintState.NOT_WANTED


def test_a_failing_printer_is_told_until_a_paper_comes_out(rig: Rig) -> None:
    assert rig.paper is not None
    for state, fails in ((PrintState.FAILED, True), (PrintState.UNKNOWN, True), (PrintState.PRINTED, False)):
        rig.at("K").take("skck")
        rig.paper.report(state)
        rig.presenter.done()
        rig.run()
        assert rig.state.printer_fails is fails


def test_a_paper_that_the_hall_cannot_be_told_of_is_told_later(rig: Rig) -> None:
    rig.at("K").take("skck")
    assert rig.paper is not None
    rig.line.is_down = True
    rig.paper.report(PrintState.PRINTED)
    rig.run()
    assert rig.column("print_state") == ["pending"]
    rig.line.is_down = False
    rig.begin()
    assert rig.column("print_state") == ["printed"]
    assert rig.count(EventKind.PRINT_RESULT) == 1


def test_a_restart_gives_up_its_own_papers_of_which_nobody_heard(rig: Rig) -> None:
    rig.at("K").take("skck")
    hall.issue(rig.store, "sim", device="another kiosk")
    again = rig.another()
    again.refresh()
    rig.run()
    assert rig.column("print_state") == ["unknown", "pending"]


def test_a_number_can_be_taken_back_while_that_is_offered(rig: Rig) -> None:
    rig.at("K").take("skck")
    rig.run()
    assert rig.state.given is not None
    assert rig.state.given.cancel_left_s == 12
    rig.presenter.cancel()
    rig.presenter.cancel()
    assert rig.jobs.waiting == 1
    rig.run()
    assert rig.column("state") == ["cancelled"]
    assert (rig.state.page, rig.state.cancelled) == (Page.AGENCIES, "KA-001")
    rig.at("C")
    assert rig.state.cancelled is None


def test_after_twelve_seconds_it_is_no_longer_offered(rig: Rig) -> None:
    rig.at("K").take("skck")
    rig.wait(12)
    assert rig.state.given is not None
    assert rig.state.given.cancel_left_s == 0
    rig.presenter.cancel()
    rig.run()
    assert rig.column("state") == ["waiting"]


def test_who_is_already_called_is_sent_to_the_counter_instead(rig: Rig) -> None:
    desk = hall.open_counter(rig.store, 19)
    rig.at("K").take("skck")
    hall.call(rig.store, desk)
    rig.presenter.cancel()
    rig.run()
    assert rig.column("state") == ["called"]
    assert rig.state.given is not None
    assert (rig.state.given.called_to, rig.state.given.is_cancelling) == (19, False)


def test_a_call_that_comes_while_the_number_is_shown_is_shown_too(rig: Rig) -> None:
    desk = hall.open_counter(rig.store, 19)
    rig.at("K").take("skck")
    hall.call(rig.store, desk)
    rig.hear()
    assert rig.state.given is not None
    assert rig.state.given.called_to == 19


def test_a_cancellation_that_fails_can_be_tried_again(rig: Rig) -> None:
    rig.at("K").take("skck")
    rig.line.is_down = True
    rig.presenter.cancel()
    rig.run()
    assert rig.state.given is not None
    assert not rig.state.given.is_cancelling
    assert rig.state.notice is not None
    rig.line.is_down = False
    rig.presenter.cancel()
    rig.run()
    assert rig.column("state") == ["cancelled"]


def test_a_cancellation_that_comes_too_late_says_so_and_is_not_offered_again(rig: Rig) -> None:
    rig.at("K").take("skck")
    hall.advance_clock(rig.store, 30)
    rig.presenter.cancel()
    rig.run()
    assert rig.column("state") == ["waiting"]
    assert rig.state.given is not None
    assert rig.state.given.cancel_left_s == 0
    assert rig.state.notice is not None
    assert isinstance(rig.state.notice.error, Refused)
    assert rig.state.notice.error.reason is Reason.TOO_LATE


def test_facts_of_the_hall_are_one_read_however_many_come(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    for _ in range(5):
        rig.presenter.refresh()
    assert rig.jobs.waiting == 1
    rig.run()
    assert rig.state.offer is not None
    assert rig.state.offer.waiting_by_queue == {"KA": 1}


def test_the_paper_of_another_kiosk_is_no_reason_to_read_the_hall(rig: Rig) -> None:
    from antrean import front

    ticket = hall.issue(rig.store, "skck")
    front.note_print_result(rig.store, ticket.id, PrintState.PRINTED)
    newest = hall.log(rig.store)[-1]
    assert newest.kind is EventKind.PRINT_RESULT
    with rig.store.read() as unit:
        from antrean.store.feed import EventBatch

        batch = EventBatch(epoch=unit.head.epoch, events=(newest,), newest=newest.id, now=unit.now)
    rig.presenter.on_batch(batch)
    assert rig.jobs.waiting == 0


def test_a_closed_agency_can_be_opened_but_gives_no_number(rig: Rig) -> None:
    hall.set_clock(rig.store, "2026-11-23 15:45")
    rig.begin()
    rig.at("K").take("skck")
    assert rig.state.page is Page.SERVICES
    assert rig.count(EventKind.ISSUED) == 0
    assert rig.state.notice is not None


def test_a_bug_on_the_screen_ends_in_a_calm_start(rig: Rig) -> None:
    rig.at("K")
    rig.presenter.take("skck")
    rig.presenter.on_bug()
    rig.run()
    assert is_at_rest(rig.state)
    assert rig.column("state") == ["cancelled"], "nobody is there to see this number"


def test_settings_decide_how_long_it_stays_quiet(example_store: Store) -> None:
    rig = Rig(example_store, settings=KioskSettings(idle_s=5)).begin()
    rig.at("K").wait(5)
    assert is_at_rest(rig.state)
