"""A kiosk whose hall can be read while nothing can be written: what has to wait is done later."""

import pytest

from antrean.model import PrintState, TicketState
from antrean.store.store import Store
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


def test_a_number_that_its_visitor_never_saw_is_taken_back_when_writes_work_again(rig: Rig) -> None:
    rig.line.loses_next_answer = True
    rig.at("K").take("skck")
    rig.presenter.home()
    rig.line.is_locked = True
    rig.begin()
    assert rig.column("state") == [TicketState.WAITING]
    rig.line.is_locked = False
    rig.begin()
    assert rig.column("state") == [TicketState.CANCELLED]


def test_when_it_is_too_late_to_take_it_back_nobody_tries_any_more(rig: Rig) -> None:
    rig.line.loses_next_answer = True
    rig.at("K").take("skck")
    rig.presenter.home()
    rig.line.is_locked = True
    rig.begin()
    rig.line.is_locked = False
    hall.advance_clock(rig.store, 20)
    rig.begin()
    assert rig.column("state") == [TicketState.WAITING]
    assert rig.presenter.technicians._unwritten() == 0


def test_papers_of_before_a_restart_are_given_up_when_writes_work_again(rig: Rig) -> None:
    rig.at("K").take("skck")
    rig.line.is_locked = True
    again = rig.another()
    again.refresh()
    rig.run()
    assert rig.column("print_state") == ["pending"]
    rig.line.is_locked = False
    again.refresh()
    rig.run()
    assert rig.column("print_state") == ["unknown"]


def test_the_newest_result_of_a_paper_is_the_one_that_is_written_in_the_end(rig: Rig) -> None:
    rig.at("K").take("skck")
    assert rig.paper is not None
    rig.paper.report(PrintState.FAILED)
    rig.paper.report(PrintState.PRINTED)
    rig.jobs.run_next()
    rig.line.is_locked = True
    rig.run()
    assert rig.column("print_state") == ["failed"]
    rig.line.is_locked = False
    rig.begin()
    assert rig.column("print_state") == ["printed"]


def test_a_companion_that_cannot_be_looked_for_is_no_news_for_anybody(rig: Rig) -> None:
    rig.presenter.call_companion()
    rig.run()
    rig.line.is_down = True
    rig.hear()
    assert rig.state.notice is None
    assert rig.state.companion is not None
