"""The kiosk's way to paper: each mood of a printer, what is known of it, and the next ticket when it is well again."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTranslator
from pytestqt.qtbot import QtBot

from antrean import receipt
from antrean.devices.escpos_reader import read
from antrean.devices.printer import Condition, Printer, PrinterCondition, PrintResult, open_printer
from antrean.errors import Refused
from antrean.model import PrintState
from antrean.receipt import Slip
from antrean.receipt_words import words
from antrean.settings import PrinterSettings
from antrean.ui import printer_words
from kiosk import ticket_words
from kiosk.paper import Paper
from tests.helpers import translations
from tests.helpers.fake_printer import Mood
from tests.helpers.printer_moods import MATRIX, REFUSING, Expected, MoodyPrinter

SLIP = Slip(
    mall_name="Mal Pelayanan Publik Kota Sejahtera",
    place="Kota Sejahtera",
    agency="Polres",
    service="SKCK (baru / perpanjang)",
    code="KA-014",
    is_priority=False,
    people_ahead=10,
    counters=(19, 20),
    zone="3 · merah",
    requirements=("KTP-el", "KK"),
    fee="Rp30.000",
    issued_at=datetime(2026, 11, 23, 8, 41, tzinfo=ZoneInfo("Asia/Jakarta")),
    qr_text="AQ1:7kq2m9",
    qr_is_for_kiosk=True,
    is_copy=False,
)


@dataclass
class Told:
    """A paper way and everything it said, in order."""

    way: Paper
    results: list[tuple[int, PrintResult]] = field(default_factory=list)
    tests: list[PrintResult] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    spares: list[Condition] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.way.result_came.connect(lambda ticket, result: self.results.append((ticket, result)))
        self.way.tested.connect(self.tests.append)
        self.way.condition_changed.connect(self.conditions.append)
        self.way.spare_changed.connect(self.spares.append)


@pytest.fixture
def printer() -> Iterator[MoodyPrinter]:
    with MoodyPrinter() as moody:
        yield moody


@pytest.fixture
def spare() -> Iterator[MoodyPrinter]:
    with MoodyPrinter() as moody:
        yield moody


@pytest.fixture
def ways() -> Iterator[list[Paper]]:
    """Papers to close at the end, whatever became of the test."""
    made: list[Paper] = []
    yield made
    for way in made:
        way.close()


def tell(ways: list[Paper], first: Printer, other: Printer | None = None, *, short: bool = False) -> Told:
    ways.append(Paper(first, spare=other, short=short))
    return Told(ways[-1])


def printed(qtbot: QtBot, told: Told, ticket: int, slip: Slip = SLIP) -> PrintResult:
    """Print one ticket and wait for its result."""
    before = len(told.results)
    told.way.print(ticket, slip)
    qtbot.waitUntil(lambda: len(told.results) > before)
    assert told.results[-1][0] == ticket
    return told.results[-1][1]


@pytest.mark.parametrize("expected", MATRIX, ids=lambda one: one.mood)
def test_each_mood_is_known_and_the_next_ticket_comes_when_it_is_over(
    qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter, expected: Expected
) -> None:
    told = tell(ways, open_printer(printer.settings))
    qtbot.waitUntil(lambda: [one.kind for one in told.conditions] == [PrinterCondition.OK])
    printer.become(expected.mood)
    result = printed(qtbot, told, 1)
    assert result.state is expected.state, result
    assert expected.words in result.sentence
    assert result.condition is not None
    assert result.condition.kind is expected.kind
    assert told.conditions[-1] == result.condition
    if expected.is_sent and expected.mood != Mood.SLOW:
        assert printer.tickets(1)[0]
    printer.become(Mood.HEALTHY)
    again = printed(qtbot, told, 2)
    assert again.state is PrintState.PRINTED
    assert "KA-014" in read(printer.tickets(1)[0]).texts
    assert told.conditions[-1].kind is PrinterCondition.OK
    assert [ticket for ticket, _ in told.results] == [1, 2]


def test_a_printer_that_is_well_again_is_noticed_without_a_ticket(
    qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter
) -> None:
    printer.become(Mood.PAPER_OUT)
    told = tell(ways, open_printer(printer.settings))
    assert printed(qtbot, told, 1).state is PrintState.FAILED
    printer.become(Mood.HEALTHY)
    qtbot.waitUntil(lambda: told.conditions[-1].kind is PrinterCondition.OK)
    assert [one.kind for one in told.conditions] == [PrinterCondition.NO_PAPER, PrinterCondition.OK]


def test_only_a_printer_that_fell_silent_is_in_trouble(qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter) -> None:
    printer.become(Mood.SILENT)
    told = tell(ways, open_printer(printer.settings))
    never = printed(qtbot, told, 1)
    assert never.is_silent
    assert [one.kind for one in told.conditions] == [PrinterCondition.SILENT]
    printer.become(Mood.HEALTHY)
    printed(qtbot, told, 2)
    printer.become(Mood.SILENT)
    fell = printed(qtbot, told, 3)
    assert (fell.state, fell.is_silent) == (PrintState.UNKNOWN, False)
    assert told.conditions[-1].kind is PrinterCondition.OFFLINE
    assert "This one said how it is before." in told.conditions[-1].sentence


def test_a_look_can_be_asked_for(qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter) -> None:
    told = tell(ways, open_printer(printer.settings))
    qtbot.waitUntil(lambda: len(told.conditions) == 1)
    printer.become(Mood.COVER_OPEN)
    told.way.look()
    qtbot.waitUntil(lambda: told.conditions[-1].kind is PrinterCondition.COVER_OPEN)


@pytest.mark.parametrize("mood", [REFUSING, Mood.PAPER_OUT, Mood.RUNS_OUT])
def test_a_ticket_that_surely_failed_comes_out_of_the_spare_printer(
    qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter, spare: MoodyPrinter, mood: str
) -> None:
    printer.become(mood)
    told = tell(ways, open_printer(printer.settings), open_printer(replace(spare.settings, paper_mm=58)))
    result = printed(qtbot, told, 1)
    assert (result.state, result.is_spare) == (PrintState.PRINTED, True)
    assert "The spare printer: Printed." in result.sentence
    sheet = read(spare.tickets(1)[0])
    assert "KA-014" in sheet.texts
    # Laid out for the roll of the spare printer, not broken from lines of the other.
    assert "MAL PELAYANAN PUBLIK" in sheet.texts
    assert not told.conditions[-1].kind.may_print
    assert told.spares[-1].kind is PrinterCondition.OK


@pytest.mark.parametrize("mood", [Mood.SILENT, Mood.HALF_WAY, Mood.GARBAGE])
def test_a_doubtful_ticket_is_never_printed_twice(
    qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter, spare: MoodyPrinter, mood: str
) -> None:
    printer.become(mood)
    told = tell(ways, open_printer(printer.settings), open_printer(spare.settings))
    result = printed(qtbot, told, 1)
    assert (result.state, result.is_spare) == (PrintState.UNKNOWN, False)
    told.way.test(spare=True)
    qtbot.waitUntil(lambda: len(told.tests) == 1)
    # The first paper of the spare printer is the test page that was asked for.
    assert "UJI CETAK ANTREAN" in read(spare.tickets(1)[0]).texts


def test_both_printers_that_fail_are_told(qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter) -> None:
    printer.become(Mood.PAPER_OUT)
    told = tell(ways, open_printer(printer.settings), open_printer(PrinterSettings(kind="network")))
    result = printed(qtbot, told, 1)
    assert result.state is PrintState.FAILED
    assert "out of paper" in result.sentence
    assert "The spare printer: [spare_printer] host is empty" in result.sentence


def test_a_test_page_stays_on_the_printer_that_is_tested(
    qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter, spare: MoodyPrinter
) -> None:
    printer.become(Mood.PAPER_OUT)
    told = tell(ways, open_printer(printer.settings), open_printer(spare.settings))
    told.way.test()
    qtbot.waitUntil(lambda: len(told.tests) == 1)
    assert (told.tests[0].state, told.tests[0].is_spare) == (PrintState.FAILED, False)
    assert told.results == []


def test_a_spare_printer_that_is_not_there_is_told(qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter) -> None:
    told = tell(ways, open_printer(printer.settings))
    told.way.test(spare=True)
    qtbot.waitUntil(lambda: len(told.tests) == 1)
    assert (told.tests[0].state, told.tests[0].sentence) == (PrintState.FAILED, "There is no spare printer.")


def test_a_short_ticket_and_a_copy(qtbot: QtBot, ways: list[Paper], printer: MoodyPrinter) -> None:
    told = tell(ways, open_printer(printer.settings), short=True)
    printed(qtbot, told, 1, replace(SLIP, is_copy=True))
    texts = read(printer.tickets(1)[0]).texts
    assert " SALINAN " in texts
    assert not any("MAL PELAYANAN PUBLIK" in text for text in texts)


def test_a_profile_that_does_not_exist_is_refused_at_once(ways: list[Paper], printer: MoodyPrinter) -> None:
    for first, other in (("TM-1", None), ("", "TM-1")):
        with pytest.raises(Refused, match="TM-1"):
            tell(
                ways,
                open_printer(replace(printer.settings, profile=first)),
                None if other is None else open_printer(replace(printer.settings, profile=other)),
            )


@pytest.mark.parametrize("kind", PrinterCondition)
def test_staff_read_what_is_wrong_and_what_to_do(kind: PrinterCondition) -> None:
    assert printer_words.what_is_wrong(kind)
    assert bool(printer_words.what_to_do(kind)) == (kind not in (PrinterCondition.OK, PrinterCondition.NONE))


def test_words_that_a_translation_lacks_stay_english() -> None:
    found = ticket_words.words(QTranslator(), "id")
    assert found.days[0].lower() == "senin"
    assert found.honest == words("en").honest
    assert "called 3 times" in found.missed(3, 4)


def test_a_third_language_needs_only_its_translation(tmp_path: Path) -> None:
    ts = tmp_path / "antrean_jv.ts"
    ts.write_text(
        "<TS version='2.1' language='jv'><context><name>ticket</name>"
        "<message><source>Queue number</source><translation>Nomer antrean</translation></message>"
        "<message><source>COPY</source><translation>SALINAN</translation></message>"
        "</context></TS>",
        encoding="utf-8",
    )
    translations.build(ts)
    translator = QTranslator()
    assert translator.load(str(ts.with_suffix(".qm")))
    slip = replace(SLIP, language="jv", is_copy=True, words=ticket_words.words(translator, "jv"))
    texts = [line.text for line in receipt.lines(slip, 48) if isinstance(line, receipt.Text)]
    assert texts[0] == " SALINAN "
    assert "Nomer antrean" in texts


def test_a_language_with_its_own_words_needs_no_translation() -> None:
    assert ticket_words.of("id") is None
    assert ticket_words.of("en") is None
    # No file of it is built, so the ticket reads Indonesian.
    assert ticket_words.of("xx") is None
