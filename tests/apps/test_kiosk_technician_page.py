"""The hidden page: in by the PIN alone, what it tells, what it does to lost papers, and how the kiosk ends."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from antrean import front, pin
from antrean.devices.printer import Condition, PrinterCondition, PrintResult
from antrean.devices.voice_options import FAST_VARIABLE
from antrean.errors import Refused, Unavailable
from antrean.model import EventKind, PrintState
from antrean.settings import KioskSettings, PrinterSettings, Settings, VoiceSettings
from antrean.store.store import Store
from antrean.ui.language import Language
from kiosk import main, workbench
from kiosk.pages.touch_test import ACROSS, DOWN, TouchTest
from kiosk.paper import Paper
from kiosk.state import Page
from kiosk.technician import lock_s
from kiosk.window import KioskWindow
from kiosk.workbench import QUIT, RESTART, PcBench
from tests.apps.kiosk_rig import NAME, FakeBench, Rig
from tests.helpers import hall
from tests.helpers.frail import LOST

Show = Callable[[QWidget], QWidget]


class Hall:
    """A kiosk with a bench, seen through its window."""

    def __init__(self, store: Store, show: Show, language: Language) -> None:
        self.bench = FakeBench(store)
        self.rig = Rig(store, bench=self.bench).begin()
        made = KioskWindow(presenter=self.rig.presenter, language=language, width=1080, height=1920, settle_ms=0)
        if self.rig.state.language != "en":
            self.rig.presenter.switch_language()
        self.window = show(made)

    def go_in(self) -> "Hall":
        self.rig.presenter.technicians.open()
        self.rig.presenter.technicians.enter("2468")
        self.rig.run()
        if self.rig.state.language != "en":
            self.rig.presenter.switch_language()
        assert self.rig.state.page is Page.TECHNICIAN
        return self

    def click(self, name: str) -> "Hall":
        button = self.window.findChild(QAbstractButton, name)
        assert button is not None, name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rig.run()
        return self

    def text(self, name: str) -> str:
        label = self.window.findChild(QLabel, name)
        assert label is not None, name
        return label.text()

    def type(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.windowHandle(), key)  # type: ignore[call-overload]
        self.rig.run()


@pytest.fixture
def kiosk(example_store: Store, show: Show, english: Language) -> Hall:
    return Hall(example_store, show, english)


def lose(store: Store, state: PrintState) -> str:
    ticket = hall.issue(store, "skck", device=NAME)
    front.note_print_result(store, ticket.id, state)
    return ticket.code


# The PIN.


def test_the_pad_opens_the_page(kiosk: Hall) -> None:
    kiosk.rig.presenter.technicians.open()
    for name in ("pin_2", "pin_4", "pin_9", "pin_erase", "pin_6", "pin_8"):
        kiosk.click(name)
    assert kiosk.text("pin_dots") == "••••"
    kiosk.click("pin_ok")
    assert kiosk.rig.state.page is Page.TECHNICIAN


def test_digits_of_a_keyboard_and_enter_do_the_same(kiosk: Hall) -> None:
    kiosk.rig.presenter.technicians.open()
    for key in (Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_7, Qt.Key.Key_Backspace, Qt.Key.Key_6, Qt.Key.Key_8):
        kiosk.type(key)
    kiosk.type(Qt.Key.Key_Return)
    assert kiosk.rig.state.page is Page.TECHNICIAN


def test_a_wrong_pin_says_so_and_too_many_wait(kiosk: Hall) -> None:
    kiosk.rig.presenter.technicians.open()
    kiosk.click("pin_1").click("pin_ok")
    if kiosk.rig.state.language != "en":
        kiosk.rig.presenter.switch_language()
    assert kiosk.text("pin_message") == "This PIN is wrong."
    kiosk.click("pin_1").click("pin_ok").click("pin_1").click("pin_ok")
    assert kiosk.text("pin_message") == "Wrong too often. Wait 30 seconds."
    kiosk.click("pin_2")
    assert kiosk.rig.state.technician is not None
    assert kiosk.rig.state.technician.typed == 0
    kiosk.rig.wait(10)
    assert kiosk.text("pin_message") == "Wrong too often. Wait 20 seconds."


def try_wrong(kiosk: Hall, times: int) -> int:
    """Type a wrong PIN so often, waiting as long as must be; return the seconds to wait after the last one."""
    for _ in range(times):
        assert kiosk.rig.state.technician is not None
        kiosk.rig.seconds.now += kiosk.rig.state.technician.locked_s
        kiosk.rig.presenter.done()
        kiosk.rig.presenter.technicians.open()
        kiosk.click("pin_1").click("pin_ok")
    assert kiosk.rig.state.technician is not None
    return kiosk.rig.state.technician.locked_s


def test_the_waits_grow_with_every_further_wrong_pin_and_a_right_one_ends_them(kiosk: Hall) -> None:
    kiosk.rig.presenter.technicians.open()
    assert try_wrong(kiosk, 3) == 30
    assert [try_wrong(kiosk, 1) for _ in range(6)] == [60, 120, 240, 480, 900, 900]
    kiosk.rig.seconds.now += 900
    kiosk.rig.presenter.done()
    kiosk.go_in()
    kiosk.click("technician_leave")
    kiosk.rig.presenter.technicians.open()
    assert try_wrong(kiosk, 2) == 0
    assert lock_s(10**9) == 900


def test_the_wait_is_over_when_its_time_is_though_nobody_stood_there(kiosk: Hall) -> None:
    kiosk.rig.presenter.technicians.open()
    try_wrong(kiosk, 3)
    kiosk.rig.presenter.done()
    # A kiosk at rest counts no seconds.
    kiosk.rig.seconds.now += 20
    kiosk.rig.presenter.technicians.open()
    assert kiosk.rig.state.technician is not None
    assert kiosk.rig.state.technician.locked_s == 10
    kiosk.rig.presenter.done()
    kiosk.rig.seconds.now += 10
    kiosk.go_in()


def test_who_leaves_before_the_answer_has_tried_and_opens_nothing_for_the_next(kiosk: Hall) -> None:
    technicians = kiosk.rig.presenter.technicians
    for digits in ("1111", "1111", "1111"):
        technicians.open()
        technicians.enter(digits)
        kiosk.rig.presenter.done()
        kiosk.rig.run()
    technicians.open()
    assert kiosk.rig.state.technician is not None
    assert kiosk.rig.state.technician.locked_s == 30
    kiosk.rig.presenter.done()
    kiosk.rig.seconds.now += 30
    technicians.open()
    technicians.enter("2468")
    kiosk.rig.presenter.done()
    technicians.open()
    kiosk.rig.run()
    assert kiosk.rig.state.page is Page.PIN


def test_no_more_digits_are_taken_than_a_pin_has(kiosk: Hall) -> None:
    kiosk.rig.presenter.technicians.open()
    for _ in range(pin.LONGEST + 3):
        kiosk.click("pin_5")
    assert kiosk.text("pin_dots") == "•" * pin.LONGEST


def test_digits_of_one_who_left_are_not_the_next_ones(kiosk: Hall) -> None:
    kiosk.rig.presenter.technicians.open()
    kiosk.click("pin_2").click("pin_4")
    kiosk.rig.presenter.back()
    kiosk.rig.presenter.technicians.open()
    kiosk.click("pin_6").click("pin_8").click("pin_ok")
    assert kiosk.rig.state.page is Page.PIN


def test_without_a_pin_the_page_stays_shut_and_says_how_to_make_one(kiosk: Hall) -> None:
    kiosk.bench.has_pin = False
    kiosk.rig.presenter.technicians.open()
    assert "antrean kiosk pin" in kiosk.text("pin_message")
    pad = kiosk.window.findChild(QAbstractButton, "pin_1")
    assert pad is not None
    assert not pad.isVisible()
    kiosk.type(Qt.Key.Key_2)
    assert kiosk.rig.state.technician is not None
    assert kiosk.rig.state.technician.typed == 0


def test_the_mark_opens_the_pin_only_when_it_is_held(kiosk: Hall) -> None:
    mark = kiosk.window.findChild(QWidget, "mall_mark")
    assert mark is not None
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert kiosk.rig.state.page is Page.AGENCIES
    mark.held.emit()  # type: ignore[attr-defined]
    assert kiosk.rig.state.page is Page.PIN


# The page.


def test_the_page_tells_how_all_parts_are(kiosk: Hall) -> None:
    assert kiosk.rig.paper is not None
    kiosk.rig.paper.condition_changed.emit(Condition(kind=PrinterCondition.NO_PAPER, sentence="No paper."))
    kiosk.go_in()
    assert kiosk.text("technician_devices_0").startswith("Out of paper. Put in a new roll")
    assert kiosk.text("technician_hall_0") == "PostgreSQL, antrean @ 192.168.10.5:5432"
    assert kiosk.text("technician_hall_1") == "Answers in 4 ms; its tables fit."
    assert kiosk.text("technician_hall_5") == "Antrean 1.0"
    assert kiosk.text("papers_none") == "None today: all papers came out."


def test_the_page_is_there_without_a_database(kiosk: Hall) -> None:
    kiosk.rig.line.is_down = True
    kiosk.rig.presenter.on_lost(Unavailable("database", LOST))
    kiosk.bench.store = None
    kiosk.bench.found = replace(kiosk.bench.found, trouble=LOST, answer_ms=None)
    kiosk.go_in()
    assert kiosk.text("technician_hall_1") == LOST
    assert kiosk.text("papers_none") == "Not known while the database does not answer."
    assert kiosk.click("test_print").text("technician_report") == "The page was printed."


def test_what_is_found_is_looked_at_again(kiosk: Hall) -> None:
    kiosk.go_in()
    kiosk.bench.found = replace(kiosk.bench.found, answer_ms=77)
    kiosk.rig.wait(5).run()
    assert kiosk.text("technician_hall_1") == "Answers in 77 ms; its tables fit."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("test_print", "The page was printed."),
        ("test_spare", "The page was printed on the spare printer."),
        ("test_sound", "The sentence was played."),
    ],
)
def test_each_test_says_what_became_of_it(kiosk: Hall, name: str, said: str) -> None:
    assert kiosk.go_in().click(name).text("technician_report") == said


def test_a_lost_paper_is_printed_as_a_copy_and_is_gone_from_the_list(kiosk: Hall, example_store: Store) -> None:
    code = lose(example_store, PrintState.UNKNOWN)
    kiosk.go_in().click(f"paper_print_{code}")
    assert kiosk.rig.paper is not None
    assert [slip.is_copy for _, slip in kiosk.rig.paper.slips] == [True]
    kiosk.rig.paper.report(PrintState.PRINTED)
    kiosk.rig.run().wait(5).run()
    assert kiosk.text("papers_none") == "None today: all papers came out."
    assert kiosk.rig.count(EventKind.REPRINTED) == 1


def test_who_was_told_needs_no_paper(kiosk: Hall, example_store: Store) -> None:
    code = lose(example_store, PrintState.FAILED)
    kiosk.go_in().click(f"paper_settle_{code}")
    assert kiosk.rig.column("print_state") == [PrintState.NOT_WANTED.value]
    assert kiosk.text("papers_none") == "None today: all papers came out."


def test_many_lost_papers_turn_their_sheets(kiosk: Hall, example_store: Store) -> None:
    codes = [lose(example_store, PrintState.UNKNOWN) for _ in range(12)]
    kiosk.go_in()

    def shown() -> set[str]:
        buttons = (kiosk.window.findChild(QAbstractButton, f"paper_print_{code}") for code in codes)
        return {one.objectName().rpartition("_")[2] for one in buttons if one is not None and one.isVisible()}

    sheets = []
    while sum(map(len, sheets)) < len(codes):
        kiosk.rig.presenter.turn_to(len(sheets))
        sheets.append(shown())
        assert sheets[-1]
    assert len(sheets) > 1
    assert set.union(*sheets) == set(codes), "each paper stands on just one sheet"


def test_the_touch_test_ends_well_when_every_field_was_reached(kiosk: Hall) -> None:
    kiosk.go_in().click("test_touch")
    test = kiosk.window.findChild(TouchTest)
    assert test is not None
    assert (test.isVisible(), test.missing) == (True, ACROSS * DOWN)
    for column in range(ACROSS):
        for row in range(DOWN):
            # A corner of the field: the button to leave stands in the middle of some.
            corner = test.box(column, row).topLeft().toPoint() + QPoint(3, 3)
            QTest.mousePress(test, Qt.MouseButton.LeftButton, pos=corner)
            QTest.mouseRelease(test, Qt.MouseButton.LeftButton, pos=corner)
    assert test.missing == 0
    assert kiosk.text("touch_words") == "All fields were reached. The touch screen is well."
    kiosk.click("touch_leave")
    assert not test.isVisible()


@pytest.mark.parametrize("name", ["restart", "quit"])
def test_the_kiosk_ends_by_its_buttons(kiosk: Hall, name: str) -> None:
    kiosk.go_in().click(f"technician_{name}")
    assert kiosk.bench.done == [name]


def test_the_page_is_left_by_its_button_and_by_itself(kiosk: Hall) -> None:
    kiosk.go_in().click("technician_leave")
    assert kiosk.rig.state.page is Page.AGENCIES
    kiosk.go_in().rig.wait(300)
    assert kiosk.rig.state.page is Page.AGENCIES


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1920, 1080), (1280, 720), (768, 1366)])
def test_nothing_is_cut_at_any_size(
    example_store: Store, show: Show, english: Language, width: int, height: int, language: str
) -> None:
    from tests.helpers import qt

    for _ in range(3):
        lose(example_store, PrintState.UNKNOWN)
    rig = Rig(example_store, bench=FakeBench(example_store)).begin()
    window = show(KioskWindow(presenter=rig.presenter, language=english, width=width, height=height, settle_ms=0))
    rig.presenter.technicians.open()
    if rig.state.language != language:
        rig.presenter.switch_language()
    QTest.qWait(1)
    assert (qt.cut_texts(window), qt.outside(window)) == ([], [])
    rig.presenter.technicians.enter("2468")
    rig.run()
    if rig.state.language != language:
        rig.presenter.switch_language()
    QTest.qWait(1)
    assert rig.state.page is Page.TECHNICIAN
    assert (qt.cut_texts(window), qt.outside(window)) == ([], [])


# The workbench of a real PC.


class QuickPrinter:
    """Answers at once with what the test wants."""

    def __init__(self, result: PrintResult) -> None:
        self.settings = PrinterSettings(kind="file", look_every_s=0)
        self.result = result

    def print(self, data: bytes) -> PrintResult:
        return self.result

    def look(self) -> Condition:
        return Condition(kind=PrinterCondition.OK, sentence="Well.")


def bench_on(store: Store, *, settings: Settings | None = None, paper: Paper | None = None, **more: Any) -> PcBench:
    known = {"settings_file": None, "name": NAME, "end": lambda code: None} | more
    return PcBench(settings=settings or Settings(), store=store, paper=paper, **known)


def test_the_workbench_knows_the_pin_of_the_settings(example_store: Store) -> None:
    bench = bench_on(example_store, settings=Settings(kiosk=KioskSettings(pin=pin.kept("4711"))))
    assert (bench.has_pin, bench.is_pin("4711"), bench.is_pin("4712")) == (True, True, False)
    shut = bench_on(example_store)
    assert (shut.has_pin, shut.is_pin("")) == (False, False)


def test_a_pin_in_plain_digits_keeps_the_kiosk_from_starting(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="antrean kiosk pin"):
        main.run(Settings(kiosk=KioskSettings(pin="4711")), database_url=f"sqlite:///{tmp_path / 'hall.db'}")


def test_the_workbench_finds_the_database_and_never_its_password(example_store: Store) -> None:
    code = lose(example_store, PrintState.FAILED)
    hall.issue(example_store, "skck", device="another kiosk")
    found = bench_on(example_store, settings_file=Path("antrean.toml")).inspect()
    assert (found.engine, found.trouble, found.settings_file) == ("SQLite", "", "antrean.toml")
    assert found.answer_ms is not None
    assert [paper.ticket.code for paper in found.papers] == [code]
    away = Store("postgresql://antrean:geheim@127.0.0.1:9/hall", new_day=lambda unit: None)
    lost = bench_on(away).inspect()
    away.close()
    assert (lost.engine, lost.address, lost.answer_ms) == ("PostgreSQL", "hall @ 127.0.0.1:9", None)
    assert lost.trouble
    assert "geheim" not in repr(lost)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (PrintResult(state=PrintState.PRINTED, sentence="Fine."), "The test page was printed. Is all of it readable?"),
        (
            PrintResult(
                state=PrintState.FAILED,
                sentence="No paper.",
                condition=Condition(kind=PrinterCondition.NO_PAPER, sentence="No paper."),
            ),
            "The page did not come out. Out of paper. Put in a new roll of paper and close the cover.",
        ),
        (
            PrintResult(state=PrintState.UNKNOWN, sentence="It went quiet."),
            "The page was sent; the printer does not say whether it came out. It went quiet.",
        ),
    ],
)
def test_the_workbench_says_what_became_of_the_test_page(
    example_store: Store, english: Language, result: PrintResult, said: str
) -> None:
    paper = Paper(QuickPrinter(result))
    try:
        assert bench_on(example_store, paper=paper).test_print() == said
    finally:
        paper.close()


def test_the_workbench_without_devices_says_so(example_store: Store, english: Language) -> None:
    bench = bench_on(example_store, settings=Settings(voice=VoiceSettings(enabled=False)))
    assert bench.test_print() == "This kiosk has no printer."
    assert bench.test_sound() == "The voice is switched off in the settings."


def test_the_workbench_plays_a_sentence(
    example_store: Store, english: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FAST_VARIABLE, "1")
    bench = bench_on(example_store, settings=Settings(voice=VoiceSettings(sink=f"folder:{tmp_path}")))
    assert bench.test_sound() == "The sentence was played. Did you hear it?"
    assert list(tmp_path.glob("*.wav"))


def test_a_voice_that_fails_is_told_in_the_language_of_the_screen(
    example_store: Store, english: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Unavailable("voice", "No voice library was found.")

    monkeypatch.setattr(workbench.Voice, "speak", fail)
    english.set("id")
    bench = bench_on(example_store, settings=Settings(voice=VoiceSettings(sink="none")))
    assert bench.test_sound() == "Suara tidak berfungsi. (No voice library was found)"


def test_restart_and_quit_end_the_loop_with_codes_of_their_own(example_store: Store) -> None:
    ended: list[int] = []
    bench = bench_on(example_store, end=ended.append)
    bench.restart()
    bench.quit()
    assert ended == [RESTART, QUIT]


def test_a_kiosk_begins_anew_with_the_options_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(sys, "orig_argv", ["python", "/opt/bin/antrean", "kiosk", "--full-screen"])
    monkeypatch.setattr(workbench.logging, "shutdown", lambda: None)
    if sys.platform == "win32":
        monkeypatch.setattr(workbench.subprocess, "Popen", lambda command: run.append((command[0], command)))
    else:
        monkeypatch.setattr(os, "execv", lambda program, command: run.append((program, command)))
    workbench.begin_anew()
    assert run == [(sys.executable, [sys.executable, "/opt/bin/antrean", "kiosk", "--full-screen"])]
