"""Companions and lost papers at a counter: who sees what, one effect for every click, and what is heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from antrean import assistance, desk, front, papers, roster
from antrean.desk import Desk
from antrean.devices.printer import Condition, PrinterCondition, PrintResult
from antrean.devices.voice_play import Cut, Piece, Played
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import AssistanceState, EventKind, PrintState, Role
from antrean.settings import PrinterSettings
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.copies import Copies
from counter.duty import Standing, in_order
from counter.duty_presenter import look
from counter.ring import Ring
from counter.state import Listing
from counter.window import CounterWindow
from tests.apps.counter_rig import OFFICER, OTHER, Rig
from tests.helpers import hall

INFORMATION = 1
PLAIN = 3


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """The example mall with two officers and nobody else."""
    return counter_halls[0].again()


class Ear:
    """A loudspeaker that remembers."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.is_broken = False

    def probe(self) -> Played:
        return Played(seconds=0, audible=True)

    def play(self, pieces: Sequence[Piece], cut: Cut | None = None) -> Played:
        if self.is_broken:
            raise OSError("the sound device is gone")
        self.heard += [piece.text for piece in pieces]
        return Played(seconds=0, audible=not self.is_broken)


@dataclass
class Desktop:
    """A printer beside the officer that does what the test says."""

    settings: PrinterSettings = field(default_factory=lambda: PrinterSettings(kind="file"))
    state: PrintState = PrintState.PRINTED
    printed: list[bytes] = field(default_factory=list)

    def print(self, data: bytes) -> PrintResult:
        self.printed.append(data)
        return PrintResult(state=self.state, sentence="", condition=self.look())

    def look(self) -> Condition:
        return Condition(kind=PrinterCondition.OK, sentence="It answers.")


def ask(store: Store, device: str = "Kiosk 1") -> int:
    return assistance.ask(store, device=device, request_id=hall.request()).id


def lose(store: Store, state: PrintState = PrintState.FAILED) -> str:
    """Take a number whose paper does not come out."""
    ticket = hall.issue(store, "ktp", device="Kiosk 1")
    front.note_print_result(store, ticket.id, state)
    return ticket.code


def follow(rig: Rig) -> Rig:
    """Bring what the log has new to the counter, as the feed does."""
    with rig.store.read() as unit:
        epoch = unit.head.epoch
    batch = rig.store.events_after(rig.cursor, epoch)
    rig.cursor = batch.newest
    rig.presenter.on_batch(batch)
    rig.duty.on_batch(batch)
    return rig.run()


def shown(rig: Rig) -> list[tuple[str, Standing]]:
    return [(call.device, standing) for call, standing in in_order(rig.duty.state)]


class TestWhoSees:
    def test_the_information_counter(self, store: Store) -> None:
        rig = Rig(store, counter=INFORMATION).open()
        ask(store)
        assert shown(follow(rig)) == [("Kiosk 1", Standing.ASKING)]

    def test_not_a_plain_counter(self, store: Store) -> None:
        rig = Rig(store, counter=PLAIN).open()
        ask(store)
        lose(store)
        follow(rig)
        assert shown(rig) == []
        assert rig.duty.state.papers == ()

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
    def test_a_supervisor_anywhere_sees_the_calls_and_not_the_papers(self, store: Store, role: Role) -> None:
        hall.officer(store, "Wulan", role)
        rig = Rig(store, counter=PLAIN, officer="Wulan").open()
        ask(store)
        lose(store)
        assert shown(follow(rig)) == [("Kiosk 1", Standing.ASKING)]
        assert rig.duty.state.papers == ()

    def test_not_a_technician(self, store: Store) -> None:
        hall.officer(store, "Tono", Role.TECHNICIAN)
        ask(store)
        assert shown(follow(Rig(store, counter=PLAIN, officer="Tono").open())) == []

    def test_who_sits_down_later_sees_what_is_open(self, store: Store) -> None:
        ask(store)
        lose(store)
        rig = Rig(store, counter=INFORMATION).open()
        assert shown(rig) == [("Kiosk 1", Standing.ASKING)]
        assert [one.ticket.code for one in rig.duty.state.papers] == ["CA-001"]
        rig.presenter.close_counter()
        rig.run()
        assert (shown(rig), rig.duty.state.calls, rig.duty.state.papers) == ([], (), ())

    def test_a_look_that_comes_late_is_not_for_who_sits_there_now(self, store: Store) -> None:
        rig = Rig(store, counter=INFORMATION).open()
        ask(store)
        lose(store)
        before, calls = rig.duty.state.post, rig.duty.state.calls
        assert before is not None
        assert calls == ()
        late = look(store, with_papers=True)
        for post in (
            replace(before, counter=PLAIN, is_information=False, is_watching=False),
            replace(before, counter=PLAIN, is_information=False),
        ):
            rig.duty._change(post=post)
            rig.duty._on_look(before, late)
            assert (rig.duty.state.calls, rig.duty.state.papers) == ((), ())
        rig.duty._change(post=replace(before, is_open=False))
        rig.duty._on_look(before, late)
        assert (len(rig.duty.state.calls), len(rig.duty.state.papers)) == (1, 1)

    def test_what_is_not_ours_is_not_read_for(self, store: Store) -> None:
        rig = follow(Rig(store, counter=INFORMATION).open())
        hall.issue(store, "ktp")
        with store.read() as unit:
            epoch = unit.head.epoch
        rig.duty.on_batch(store.events_after(rig.cursor, epoch))
        assert rig.jobs.waiting == 0


class TestGoing:
    def test_i_go_and_i_am_back(self, store: Store) -> None:
        rig = Rig(store, counter=INFORMATION).open()
        call = ask(store)
        follow(rig).duty.accept(call)
        rig.run()
        assert shown(rig) == [("Kiosk 1", Standing.MINE)]
        found = assistance.of_device(store, "Kiosk 1")
        assert found is not None
        assert found.officer is not None
        assert (found.counter, found.officer.name) == (INFORMATION, OFFICER)
        rig.duty.end(call)
        rig.run()
        assert shown(rig) == []
        assert assistance.open_calls(store) == ()

    def test_a_second_click_does_not_end_what_the_first_began(self, store: Store, qtbot: QtBot) -> None:
        rig = Rig(store, counter=INFORMATION, settle_ms=50).open()
        call = ask(store)
        follow(rig).duty.accept(call)
        rig.duty.accept(call)
        rig.run().duty.end(call)
        rig.run()
        assert shown(rig) == [("Kiosk 1", Standing.MINE)]
        qtbot.waitUntil(lambda: rig.duty.state.settling is None)
        rig.duty.end(call)
        assert shown(rig.run()) == []

    def test_another_officer_was_quicker(self, store: Store) -> None:
        rig = Rig(store, counter=INFORMATION).open()
        call = ask(store)
        follow(rig)
        seven = hall.open_counter(store, 7, OTHER)
        assistance.accept(store, call, desk=seven, request_id=hall.request())
        rig.duty.accept(call)
        rig.run()
        refusal = rig.duty.state.refusal
        assert isinstance(refusal, Refused)
        assert refusal.reason is Reason.ASSISTANCE_TAKEN
        assert shown(rig) == [("Kiosk 1", Standing.ELSEWHERE)]
        assistance.end(store, call, desk=seven, request_id=hall.request())
        follow(rig)
        assert (shown(rig), rig.duty.state.refusal) == ([], None)

    def test_mine_first_then_those_that_wait(self, store: Store) -> None:
        rig = Rig(store, counter=INFORMATION).open()
        seven = hall.open_counter(store, 7, OTHER)
        calls = [ask(store, f"Kiosk {number}") for number in (1, 2, 3)]
        assistance.accept(store, calls[0], desk=seven, request_id=hall.request())
        follow(rig).duty.accept(calls[2])
        rig.run()
        assert shown(rig) == [
            ("Kiosk 3", Standing.MINE),
            ("Kiosk 2", Standing.ASKING),
            ("Kiosk 1", Standing.ELSEWHERE),
        ]

    def test_a_lost_answer_is_asked_for_again_under_the_same_request(self, store: Store) -> None:
        rig = Rig(store, counter=INFORMATION).open()
        call = ask(store)
        follow(rig)
        rig.line.loses_answers = True
        rig.duty.accept(call)
        rig.run()
        assert isinstance(rig.duty.state.refusal, Unavailable)
        rig.line.loses_answers = rig.line.is_down = False
        rig.duty.accept(call)
        rig.run()
        assert (shown(rig), rig.duty.state.refusal) == ([("Kiosk 1", Standing.MINE)], None)
        assert rig.count(EventKind.ASSISTANCE_ACCEPTED) == 1

    def test_nobody_goes_from_a_break(self, store: Store) -> None:
        rig = Rig(store, counter=INFORMATION).open()
        call = ask(store)
        follow(rig).presenter.start_break("meal")
        rig.run().duty.accept(call)
        rig.run()
        found = assistance.of_device(store, "Kiosk 1")
        assert found is not None
        assert found.state is AssistanceState.ASKED


class TestRinging:
    @pytest.fixture
    def ear(self) -> Ear:
        return Ear()

    def rig(self, store: Store, ear: Ear, counter: int = INFORMATION) -> Rig:
        return Rig(store, counter=counter, ring=Ring(ear)).open()

    def heard(self, rig: Rig, ear: Ear) -> int:
        assert rig.ring is not None
        rig.ring.close()
        return len(ear.heard)

    def test_once_for_each_new_call(self, store: Store, ear: Ear) -> None:
        rig = self.rig(store, ear)
        call = ask(store)
        follow(rig)
        assert self.heard(rig, ear) == 1
        follow(rig)
        assert self.heard(rig, ear) == 1
        ask(store, "Kiosk 2")
        follow(rig)
        assert self.heard(rig, ear) == 2
        rig.duty.accept(call)
        follow(rig.run())
        assert self.heard(rig, ear) == 2

    def test_again_while_nobody_comes_and_not_for_ever(self, store: Store, ear: Ear) -> None:
        rig = self.rig(store, ear)
        ask(store)
        follow(rig)
        assert self.heard(rig, ear) == 1
        rig.duty._on_ring()
        assert self.heard(rig, ear) == 2
        hall.advance_clock(store, 301)
        rig.duty.refresh()
        rig.run().duty._on_ring()
        assert self.heard(rig, ear) == 2
        assert shown(rig) == [("Kiosk 1", Standing.ASKING)]

    def test_not_at_a_supervisors_plain_counter(self, store: Store, ear: Ear) -> None:
        hall.officer(store, "Wulan", Role.SUPERVISOR)
        rig = Rig(store, counter=PLAIN, officer="Wulan", ring=Ring(ear)).open()
        ask(store)
        assert shown(follow(rig)) == [("Kiosk 1", Standing.ASKING)]
        assert self.heard(rig, ear) == 0

    def test_a_sound_device_that_fails_is_logged_and_no_more(
        self, store: Store, ear: Ear, caplog: pytest.LogCaptureFixture
    ) -> None:
        ear.is_broken = True
        rig = self.rig(store, ear)
        ask(store)
        follow(rig)
        assert self.heard(rig, ear) == 0
        assert "could not ring" in caplog.text
        assert shown(rig) == [("Kiosk 1", Standing.ASKING)]


class TestPapers:
    @pytest.fixture
    def printer(self) -> Desktop:
        return Desktop()

    def print_here(self, rig: Rig, qtbot: QtBot, code: str) -> None:
        assert rig.copies is not None
        with qtbot.waitSignal(rig.copies.result_came):
            rig.duty.print_here(code)
            rig.run()
        rig.run()

    @pytest.fixture
    def rig(self, store: Store, printer: Desktop) -> Rig:
        lose(store)
        lose(store, PrintState.UNKNOWN)
        rig = Rig(store, counter=INFORMATION, copies=Copies(printer))
        return rig.open()

    def test_a_copy_comes_out_here(self, rig: Rig, printer: Desktop, qtbot: QtBot) -> None:
        assert [one.ticket.code for one in rig.duty.state.papers] == ["CA-002", "CA-001"]
        self.print_here(rig, qtbot, "CA-001")
        assert [one.ticket.code for one in rig.duty.state.papers] == ["CA-002"]
        assert hall.ticket(rig.store, "CA-001").print_state is PrintState.PRINTED
        (data,) = printer.printed
        assert b"SALINAN" in data
        (fact,) = [one for one in rig.facts() if one.kind is EventKind.REPRINTED]
        assert (fact.body["by"], fact.body["device"], fact.body["code"]) == ("staff", "counter-1", "CA-001")
        assert rig.copies is not None
        assert rig.copies.told() == {"condition": "ok", "sentence": "It answers."}

    @pytest.mark.parametrize("state", [PrintState.FAILED, PrintState.UNKNOWN])
    def test_a_copy_that_does_not_come_out_stays_in_the_list(
        self, rig: Rig, printer: Desktop, qtbot: QtBot, state: PrintState
    ) -> None:
        printer.state = state
        self.print_here(rig, qtbot, "CA-001")
        assert [one.ticket.code for one in rig.duty.state.papers] == ["CA-002", "CA-001"]
        now = rig.duty.state
        assert (now.unprinted, now.doubtful) == (("CA-001", None) if state is PrintState.FAILED else (None, "CA-001"))
        assert now.printing == frozenset()

    def test_two_clicks_are_one_copy(self, rig: Rig, printer: Desktop, qtbot: QtBot) -> None:
        assert rig.copies is not None
        with qtbot.waitSignal(rig.copies.result_came):
            rig.duty.print_here("CA-001")
            rig.duty.print_here("CA-001")
            rig.run().duty.print_here("CA-001")
            rig.duty.settle("CA-001")
            rig.run()
        rig.run()
        assert len(printer.printed) == rig.count(EventKind.REPRINTED) == 1
        assert hall.ticket(rig.store, "CA-001").print_state is PrintState.PRINTED

    def test_who_was_told_leaves_the_list(self, rig: Rig, printer: Desktop) -> None:
        rig.duty.settle("CA-002")
        rig.run()
        assert [one.ticket.code for one in rig.duty.state.papers] == ["CA-001"]
        assert hall.ticket(rig.store, "CA-002").print_state is PrintState.NOT_WANTED
        assert printer.printed == []

    def test_a_hall_that_is_away_is_told(self, rig: Rig) -> None:
        rig.line.is_down = True
        rig.duty.settle("CA-002")
        rig.run()
        assert isinstance(rig.duty.state.paper_refusal, Unavailable)
        assert len(rig.duty.state.papers) == 2
        rig.line.is_down = False
        rig.duty.settle("CA-002")
        rig.run()
        assert (rig.duty.state.paper_refusal, len(rig.duty.state.papers)) == (None, 1)

    def test_the_same_code_on_another_day_is_another_wish(self, rig: Rig) -> None:
        rig.line.loses_answers = True
        rig.duty.settle("CA-002")
        rig.run()
        assert isinstance(rig.duty.state.paper_refusal, Unavailable)
        rig.line.loses_answers = rig.line.is_down = False
        hall.set_clock(rig.store, "2026-11-24 08:30")
        hall.open_counter(rig.store, 4)
        lose(rig.store)
        assert lose(rig.store) == "CA-002"
        follow(rig).refresh()
        rig.presenter.open_counter()
        follow(rig.run())
        rig.duty.settle("CA-002")
        rig.run()
        assert hall.ticket(rig.store, "CA-002").print_state is PrintState.NOT_WANTED

    def test_without_a_printer_nothing_is_printed(self, store: Store) -> None:
        lose(store)
        rig = Rig(store, counter=INFORMATION).open()
        rig.duty.print_here("CA-001")
        assert rig.jobs.waiting == 0
        assert not rig.duty.state.has_printer

    def test_what_was_served_needs_no_paper(self, rig: Rig) -> None:
        four = hall.open_counter(rig.store, 4)
        hall.serve(rig.store, four)
        desk.finish(rig.store, four, request_id=hall.request())
        follow(rig)
        assert [one.ticket.code for one in rig.duty.state.papers] == ["CA-002"]


class TestWindow:
    @pytest.fixture
    def rig(self, store: Store) -> Rig:
        return Rig(store, counter=INFORMATION, copies=Copies(Desktop()))

    @pytest.fixture
    def window(self, rig: Rig, english: Language, show: Callable[[QWidget], QWidget]) -> CounterWindow:
        window = rig.window(english)
        rig.open()
        show(window)
        window.activateWindow()
        return window

    def find(self, window: QWidget, name: str) -> QWidget:
        found = window.findChild(QWidget, name)
        assert found is not None, name
        return found

    def text(self, window: QWidget, name: str) -> str:
        found = self.find(window, name)
        assert isinstance(found, QLabel | QAbstractButton)
        return found.text()

    def test_the_strip_comes_and_goes(self, window: CounterWindow, rig: Rig) -> None:
        assert not window.assistance.isVisible()
        ask(rig.store)
        follow(rig)
        assert window.assistance.isVisible()
        assert self.text(window, "assistance_text_0") == "Kiosk 1: a visitor asks for a companion"
        button = self.find(window, "assistance_0")
        assert button.accessibleName() == "I am coming: Kiosk 1"
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        rig.run()
        assert self.text(window, "assistance_text_0") == "Kiosk 1: you are on your way to the visitor"
        assert button.accessibleName() == "Done: Kiosk 1"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        rig.run()
        assert not window.assistance.isVisible()

    def test_the_key_does_what_the_button_does(self, window: CounterWindow, rig: Rig) -> None:
        call = ask(rig.store)
        follow(rig)
        QTest.keyClick(window, Qt.Key.Key_F2)
        rig.run()
        (found,) = rig.duty.state.calls
        assert (found.id, found.state) == (call, AssistanceState.ACCEPTED)

    def test_it_takes_no_focus(self, window: CounterWindow, rig: Rig) -> None:
        tab = self.find(window, "tab_held")
        tab.setFocus()
        ask(rig.store)
        follow(rig)
        assert tab.hasFocus()

    def test_more_calls_than_rows_are_counted(self, window: CounterWindow, rig: Rig) -> None:
        for number in range(1, 5):
            ask(rig.store, f"Kiosk {number}")
        follow(rig)
        assert self.text(window, "assistance_text_1") == "Kiosk 2: a visitor asks for a companion"
        assert self.text(window, "assistance_more") == "and 2 more"

    def test_who_was_quicker_is_named(self, window: CounterWindow, rig: Rig) -> None:
        call = ask(rig.store)
        follow(rig)
        seven = hall.open_counter(rig.store, 7, OTHER)
        assistance.accept(rig.store, call, desk=seven, request_id=hall.request())
        rig.duty.accept(call)
        rig.run()
        assert self.text(window, "assistance_text_0") == "Kiosk 1: Budi from counter 7 is on the way"
        assert not self.find(window, "assistance_refusal").isVisible()

    def test_a_click_that_did_not_work_is_told(self, window: CounterWindow, rig: Rig) -> None:
        call = ask(rig.store)
        follow(rig)
        assistance.withdraw(rig.store, call, device="Kiosk 1", request_id=hall.request())
        rig.duty.accept(call)
        rig.jobs.run_next()
        assert self.text(window, "assistance_refusal") == "This call for assistance is over."
        assert not window.assistance.isHidden()

    def test_the_papers_have_a_tab_of_their_own(self, window: CounterWindow, rig: Rig, qtbot: QtBot) -> None:
        lose(rig.store)
        lose(rig.store, PrintState.UNKNOWN)
        follow(rig)
        tab = self.find(window, "tab_papers")
        assert isinstance(tab, QAbstractButton)
        assert (tab.isVisible(), tab.text()) == (True, "Papers that did not come out: 2")
        QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
        view = self.find(window, "papers_list")
        assert isinstance(view, QListView)
        assert view.isVisible()
        said = [view.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
        assert said[0].startswith("CA-002 · ")
        assert "Kiosk 1, perhaps" in said[0]
        assert "perhaps" not in said[1]
        print_here, settle = self.find(window, "print_here"), self.find(window, "settle_paper")
        assert not print_here.isEnabled()
        view.setCurrentIndex(view.model().index(1, 0))
        assert self.text(window, "print_here") == "Print CA-001 here"
        assert rig.copies is not None
        with qtbot.waitSignal(rig.copies.result_came):
            QTest.mouseClick(print_here, Qt.MouseButton.LeftButton)
            rig.run()
        rig.run()
        assert [one.ticket.code for one in papers.pending(rig.store)] == ["CA-002"]
        QTest.mouseClick(settle, Qt.MouseButton.LeftButton)
        rig.run()
        assert papers.pending(rig.store) == ()
        assert not print_here.isVisible()

    def test_other_counters_have_no_such_tab(self, store: Store, english: Language) -> None:
        rig = Rig(store, counter=PLAIN)
        window = rig.window(english)
        rig.open()
        rig.presenter.show_listing(Listing.PAPERS)
        assert self.find(window, "tab_papers").isHidden()
        assert window.desk_page.lists._stack.currentWidget() is not self.find(window, "papers_panel")
        window.deleteLater()


def test_the_deed_of_a_desk_that_is_somebody_elses_is_refused(store: Store) -> None:
    """The counter was taken over meanwhile: nothing is written in the other's name."""
    rig = Rig(store, counter=INFORMATION).open()
    call = ask(store)
    follow(rig)
    roster.close_counter(store, Desk(counter=INFORMATION), request_id=hall.request())
    hall.open_counter(store, INFORMATION, OTHER)
    rig.duty.accept(call)
    rig.jobs.run_next()
    assert rig.count(EventKind.ASSISTANCE_ACCEPTED) == 0
