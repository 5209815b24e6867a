"""A real kiosk and a printer in every mood: what visitors see, what staff are told, what the database knows."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from antrean import papers
from antrean.devices.printer import PrinterCondition
from antrean.model import EventKind, PrintState
from antrean.store.store import Store
from antrean.ui import printer_words
from antrean.ui.language import Language
from kiosk.state import Page
from tests.apps.kiosk_printing_rig import NAME, TEST_PAGE, Kiosk, sheets
from tests.helpers import hall, qt
from tests.helpers.fake_printer import Mood
from tests.helpers.printer_moods import MATRIX, REFUSING, Expected, MoodyPrinter

Start = Callable[..., Kiosk]

TAKE_IT = "Please take your number"
SAID = {
    PrintState.PRINTED: TAKE_IT,
    PrintState.FAILED: "No paper came out. Your number is valid all the same.",
    PrintState.UNKNOWN: "If no paper comes out, take a photo of this number.",
}
BANNER = "The printer needs help. Numbers are given all the same and shown on the screen."
SURELY_NOT = (REFUSING, Mood.PAPER_OUT, Mood.RUNS_OUT, Mood.COVER_OPEN)
DOUBTFUL = (Mood.HALF_WAY, Mood.GARBAGE)


@pytest.fixture
def printer() -> Iterator[MoodyPrinter]:
    with MoodyPrinter() as moody:
        yield moody


@pytest.fixture
def spare() -> Iterator[MoodyPrinter]:
    with MoodyPrinter() as moody:
        yield moody


@pytest.fixture
def start(
    qtbot: QtBot,
    show: Callable[[QWidget], QWidget],
    english: Language,
    example_store: Store,
    printer: MoodyPrinter,
    spare: MoodyPrinter,
) -> Iterator[Start]:
    """Start kiosks on the hall; their threads end with the test, before its printers."""
    started: list[Kiosk] = []

    def do(*, has_spare: bool = False, reply_ms: int | None = None, speaks: tuple[str, ...] = ("en",)) -> Kiosk:
        settings = printer.settings if reply_ms is None else replace(printer.settings, reply_timeout_ms=reply_ms)
        kiosk = Kiosk(
            store=example_store,
            qtbot=qtbot,
            settings=settings,
            spare=spare.settings if has_spare else None,
            language=english,
            speaks=speaks,
        )
        started.append(kiosk)
        return kiosk.begin(show)

    yield do
    for kiosk in started:
        kiosk.close()


def listed(store: Store) -> list[tuple[str, str]]:
    """Return what staff have in their list of papers."""
    return [(one.ticket.code, one.device) for one in papers.pending(store)]


def qr_on_screen(kiosk: Kiosk) -> list[str]:
    found = zxingcpp.read_barcodes(qt.image(kiosk.window), formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
    return [one.text for one in found]


# The matrix.


@pytest.mark.parametrize("expected", MATRIX, ids=lambda one: one.mood)
def test_what_visitors_staff_and_the_database_know_in_each_mood(
    start: Start, printer: MoodyPrinter, expected: Expected
) -> None:
    kiosk = start()
    printer.become(expected.mood)
    code = kiosk.take()

    # The visitor has the number whatever the printer does, and without sure paper the code to photograph.
    has_paper = expected.state is PrintState.PRINTED
    said = set(qt.texts(kiosk.window))
    assert code in said
    assert said & set(SAID.values()) == {SAID[expected.state]}
    secret = hall.ticket(kiosk.store, code).secret
    assert kiosk.sees("issued_qr") is not has_paper
    assert qr_on_screen(kiosk) == ([] if has_paper else [f"AQ1:{secret}"])
    assert not kiosk.sees("print_again")

    # Staff have a small sign on the screen, and the technician the words for it.
    assert kiosk.state.printer is not None
    assert kiosk.state.printer.kind is expected.kind
    assert expected.words in kiosk.results[-1].sentence
    told = kiosk.devices.tell()["printer"]
    assert told == {"condition": expected.kind.value, "sentence": kiosk.state.printer.sentence}
    is_well = expected.kind is PrinterCondition.OK
    assert kiosk.state.needs_staff is kiosk.sees("staff_sign") is not is_well
    assert bool(printer_words.what_to_do(expected.kind)) is not is_well

    # The database: one number, one result.
    assert kiosk.print_states() == [expected.state.value]
    (given, _), (noted, result) = kiosk.facts()
    assert (given, noted) == (EventKind.ISSUED, EventKind.PRINT_RESULT)
    assert (result.body["code"], result.body["paper"]) == (code, expected.state.value)
    assert listed(kiosk.store) == ([] if has_paper else [(code, NAME)])

    # The next visitor reads of it only where no paper came out, and never which part is empty.
    kiosk.press("done")
    kiosk.await_page(Page.AGENCIES)
    assert (BANNER in qt.texts(kiosk.window)) is (expected.state is PrintState.FAILED)
    assert kiosk.sees("staff_sign") is not is_well


def test_a_number_is_followed_from_its_paper_to_its_request_in_the_log(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    kiosk = start()
    code = kiosk.take()
    told: dict[str, dict[str, object]] = {one.message: getattr(one, "facts", {}) for one in caplog.records}
    paper = told["paper printed: Printed."]
    assert paper == {"code": code, "request": told["issue"]["request"]}


def test_a_printer_that_never_says_anything_prints_and_troubles_nobody(start: Start, printer: MoodyPrinter) -> None:
    printer.become(Mood.SILENT)
    kiosk = start()
    code = kiosk.take()
    assert SAID[PrintState.UNKNOWN] in qt.texts(kiosk.window)
    assert kiosk.sees("issued_qr")
    assert kiosk.state.printer is not None
    assert kiosk.state.printer.kind is PrinterCondition.SILENT
    assert not kiosk.sees("staff_sign")
    assert kiosk.print_states() == ["unknown"]
    assert listed(kiosk.store) == []
    assert code in sheets(printer, 1)[0].texts


# When it is well again.


@pytest.mark.parametrize("mood", SURELY_NOT)
def test_who_still_stands_there_is_offered_the_paper_and_gets_one_copy(
    start: Start, printer: MoodyPrinter, mood: str
) -> None:
    kiosk = start(speaks=("id",))
    printer.become(mood)
    code = kiosk.take()
    assert not kiosk.sees("print_again")
    printer.become(Mood.HEALTHY)
    kiosk.look(is_well=True)
    # It waits for the visitor's wish: nothing has come out yet.
    assert len(kiosk.results) == 1
    kiosk.until(lambda: kiosk.sees("print_again"))
    kiosk.press("print_again", times=2)
    kiosk.until(lambda: len(kiosk.results) == 2)
    kiosk.await_notes()
    assert kiosk.reads("issued_heading") == "Silakan ambil nomor Anda"
    assert not kiosk.sees("issued_qr")
    assert not kiosk.sees("print_again")
    kiosk.print_test()
    copy, after = sheets(printer, 2)
    assert {code, " SALINAN "} <= set(copy.texts)
    assert TEST_PAGE in after.texts
    assert kiosk.print_states() == ["printed"]
    assert [kind for kind, _ in kiosk.facts()] == [EventKind.ISSUED, *[EventKind.PRINT_RESULT] * 2]
    assert listed(kiosk.store) == []
    assert not kiosk.sees("staff_sign")


def test_the_paper_of_who_has_gone_is_left_to_staff(start: Start, printer: MoodyPrinter) -> None:
    kiosk = start()
    printer.become(Mood.PAPER_OUT)
    code = kiosk.take()
    kiosk.press("done")
    kiosk.await_page(Page.AGENCIES)
    printer.become(Mood.HEALTHY)
    kiosk.look(is_well=True)
    assert BANNER not in qt.texts(kiosk.window)
    kiosk.print_test()
    assert TEST_PAGE in sheets(printer, 1)[0].texts
    assert listed(kiosk.store) == [(code, NAME)]
    # The next visitor is offered nothing of it.
    another = kiosk.take()
    assert kiosk.reads("issued_heading") == TAKE_IT
    assert not kiosk.sees("print_again")
    assert listed(kiosk.store) == [(code, NAME)]
    assert another != code


@pytest.mark.parametrize("mood", DOUBTFUL)
def test_a_doubtful_paper_is_never_offered_nor_printed_again_by_itself(
    start: Start, printer: MoodyPrinter, mood: str
) -> None:
    kiosk = start()
    printer.become(mood)
    code = kiosk.take()
    printer.become(Mood.HEALTHY)
    kiosk.look(is_well=True)
    assert SAID[PrintState.UNKNOWN] in qt.texts(kiosk.window)
    assert not kiosk.sees("print_again")
    kiosk.print_test()
    assert TEST_PAGE in sheets(printer, 1)[0].texts
    assert listed(kiosk.store) == [(code, NAME)]


@pytest.mark.parametrize("mood", [REFUSING, Mood.RUNS_OUT])
def test_the_spare_printer_takes_over_and_only_staff_notice(
    start: Start, printer: MoodyPrinter, spare: MoodyPrinter, mood: str
) -> None:
    kiosk = start(has_spare=True)
    printer.become(mood)
    code = kiosk.take()
    assert kiosk.reads("issued_heading") == TAKE_IT
    assert not kiosk.sees("issued_qr")
    (paper,) = sheets(spare, 1)
    assert code in paper.texts
    assert " SALINAN " not in paper.texts
    assert kiosk.print_states() == ["printed"]
    assert listed(kiosk.store) == []
    kiosk.press("done")
    kiosk.await_page(Page.AGENCIES)
    assert BANNER not in qt.texts(kiosk.window)
    assert kiosk.sees("staff_sign")
    assert kiosk.devices.tell()["spare_printer"]["condition"] == PrinterCondition.OK.value


def test_a_doubtful_paper_does_not_come_out_of_the_spare_printer_too(
    start: Start, printer: MoodyPrinter, spare: MoodyPrinter
) -> None:
    kiosk = start(has_spare=True)
    printer.become(Mood.HALF_WAY)
    kiosk.take()
    kiosk.paper.test(spare=True)
    kiosk.until(lambda: len(kiosk.tests) == 1)
    assert TEST_PAGE in sheets(spare, 1)[0].texts
    assert kiosk.print_states() == ["unknown"]


# Starts, ends and hasty fingers.


def test_a_kiosk_that_starts_leaves_its_own_unfinished_papers_to_staff(
    start: Start, printer: MoodyPrinter, example_store: Store
) -> None:
    own = hall.issue(example_store, "skck", device=NAME)
    other = hall.issue(example_store, "skck", device="kiosk-8")
    kiosk = start()
    kiosk.await_notes()
    assert kiosk.print_states() == ["unknown", "pending"]
    assert listed(example_store) == [(own.code, NAME)]
    kiosk.print_test()
    assert TEST_PAGE in sheets(printer, 1)[0].texts
    assert hall.ticket(example_store, other.code).print_state is PrintState.PENDING


def test_a_kiosk_that_died_at_the_printer_never_prints_that_ticket_again(start: Start, printer: MoodyPrinter) -> None:
    kiosk = start(reply_ms=20_000)
    printer.become(Mood.SLOW)
    kiosk.tap()
    kiosk.await_page(Page.ISSUED)
    code = kiosk.code
    kiosk.jobs.close()
    assert kiosk.print_states() == ["pending"]
    printer.become(Mood.HEALTHY)
    again = start()
    again.await_notes()
    assert kiosk.print_states() == ["unknown"]
    assert listed(kiosk.store) == [(code, NAME)]
    again.print_test()
    assert TEST_PAGE in sheets(printer, 1)[0].texts


def test_two_quick_taps_are_one_number_and_one_paper(start: Start, printer: MoodyPrinter) -> None:
    kiosk = start()
    kiosk.tap(times=2)
    kiosk.until(lambda: len(kiosk.results) == 1)
    kiosk.await_notes()
    assert kiosk.print_states() == ["printed"]
    assert [kind for kind, _ in kiosk.facts()] == [EventKind.ISSUED, EventKind.PRINT_RESULT]
    kiosk.print_test()
    ticket, after = sheets(printer, 2)
    assert kiosk.code in ticket.texts
    assert TEST_PAGE in after.texts


def test_a_printer_that_hangs_holds_up_nobody_on_the_screen(
    start: Start, printer: MoodyPrinter, record_property: Callable[[str, object], None]
) -> None:
    kiosk = start(reply_ms=20_000)
    gaps: list[int] = []
    since = QElapsedTimer()
    timer = QTimer(kiosk.window)
    timer.setInterval(20)
    timer.timeout.connect(lambda: gaps.append(since.restart()))
    printer.become(Mood.SLOW)
    since.start()
    timer.start()
    codes = []
    for _ in range(3):
        kiosk.tap()
        kiosk.await_page(Page.ISSUED)
        codes.append(kiosk.code)
        assert kiosk.reads("issued_heading") == "Your number is being printed"
        kiosk.press("done")
        kiosk.await_page(Page.AGENCIES)
    timer.stop()
    record_property("longest_gap_ms", max(gaps))
    # Three visitors came and went while the printer still thought about the first one's paper.
    assert kiosk.results == []
    assert kiosk.print_states() == ["pending"] * 3
    assert len(set(codes)) == 3
    printer.wake()
    kiosk.until(lambda: len(kiosk.results) == 3)
    kiosk.await_notes()
    assert kiosk.print_states() == ["printed"] * 3
    assert [code in sheet.texts for code, sheet in zip(codes, sheets(printer, 3), strict=True)] == [True] * 3
    assert kiosk.state.page is Page.AGENCIES
