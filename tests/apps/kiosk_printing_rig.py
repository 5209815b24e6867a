"""A kiosk for tests that really prints: real threads, a real window, and a printer on a TCP port that has moods."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from antrean.clock import HallClock
from antrean.devices.escpos_reader import Sheet, read
from antrean.devices.printer import PrintResult, open_printer
from antrean.model import Event, EventKind
from antrean.settings import KioskSettings, PrinterSettings
from antrean.store.store import Store
from antrean.ui.jobs import Jobs
from antrean.ui.language import Language
from kiosk.devices import Devices
from kiosk.paper import Paper
from kiosk.presenter import KioskPresenter
from kiosk.state import KioskState, Page
from kiosk.window import KioskWindow
from tests.helpers import hall, qt
from tests.helpers.printer_moods import MoodyPrinter

NAME = "kiosk-7"
AGENCY, SERVICE = "K", "skck"
TEST_PAGE = "UJI CETAK ANTREAN"


@dataclass
class Kiosk:
    """The kiosk as main wires it, on a hall that the test reads past it."""

    store: Store
    qtbot: QtBot
    settings: PrinterSettings
    spare: PrinterSettings | None = None
    language: Language | None = None
    speaks: tuple[str, ...] = ("en",)
    """English alone, so that texts can be compared."""
    results: list[PrintResult] = field(default_factory=list)
    tests: list[PrintResult] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.jobs = Jobs()
        self.paper = Paper(open_printer(self.settings), spare=None if self.spare is None else open_printer(self.spare))
        self.presenter = KioskPresenter(
            store=self.store,
            jobs=self.jobs,
            clock=HallClock(),
            paper=self.paper,
            name=NAME,
            settings=KioskSettings(),
            languages=self.speaks,
        )
        # After the presenter, so that what the test waits for has been told to the screen.
        self.paper.result_came.connect(lambda ticket, result: self.results.append(result))
        self.paper.tested.connect(self.tests.append)
        self.window = KioskWindow(presenter=self.presenter, language=self.language, settle_ms=0)
        self.devices = Devices(self.paper, self.window)

    def begin(self, show: Callable[[QWidget], QWidget]) -> "Kiosk":
        """Show the window with the hall on it and the printer asked how it is."""
        self.presenter.refresh()
        show(self.window)
        self.await_page(Page.AGENCIES)
        self.until(lambda: self.state.printer is not None)
        return self

    def close(self) -> None:
        """End the threads; what they still say is not shown, since the language of a screen is everybody's."""
        self.presenter.state_changed.disconnect()
        self.paper.close()
        self.jobs.close()

    @property
    def state(self) -> KioskState:
        return self.presenter.state

    def until(self, look: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(look)

    def await_page(self, page: Page) -> None:
        self.until(lambda: self.state.page is page)

    # The visitor.

    def press(self, name: str, *, times: int = 1) -> None:
        """Press where the button stands: what lies over it gets the press, as with a finger."""
        target = next(one for one in self.window.findChildren(QAbstractButton, name) if one.isVisible())
        at = target.mapTo(self.window, target.rect().center())
        hit = self.window.childAt(at)
        assert hit is not None
        for _ in range(times):
            QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(self.window, at))

    def tap(self, *, times: int = 1) -> None:
        """Go to the agency and touch the button of a number."""
        self.press(f"agency_{AGENCY}")
        self.press(f"take_{SERVICE}", times=times)

    def take(self) -> str:
        """Take a number, wait until it is known what became of its paper, and return its code."""
        before = len(self.results)
        self.tap()
        self.until(lambda: len(self.results) > before)
        self.await_page(Page.ISSUED)
        self.await_notes()
        return self.code

    @property
    def code(self) -> str:
        assert self.state.given is not None
        return self.state.given.issued.ticket.code

    def sees(self, name: str) -> bool:
        """Say whether something of this name is to be seen."""
        return any(one.objectName() == name for one in qt.seen(self.window))

    def reads(self, name: str) -> str:
        label = self.window.findChild(QLabel, name)
        assert isinstance(label, QLabel), name
        return label.text()

    # The printer and the database.

    def look(self, is_well: bool) -> None:
        """Have the printer asked how it is, and wait until the screen knows."""
        self.paper.look()
        self.until(lambda: self.state.printer is not None and self.state.printer.kind.may_print is is_well)

    def print_test(self) -> None:
        """Print a test page: whatever was printed before lies under it."""
        self.paper.test()
        before = len(self.tests)
        self.until(lambda: len(self.tests) > before)

    def await_notes(self) -> None:
        """Wait until everything that was to be written is written."""
        done: list[object] = []
        self.jobs.run(lambda: None, done.append)
        self.until(lambda: bool(done))

    def facts(self) -> list[tuple[EventKind, Event]]:
        """Return what the log says of tickets."""
        return [(one.kind, one) for one in hall.log(self.store) if one.ticket is not None]

    def print_states(self) -> list[str]:
        return [row[0] for row in hall.rows(self.store, "SELECT print_state FROM tickets ORDER BY id")]


def sheets(printer: MoodyPrinter, count: int) -> list[Sheet]:
    """Return the first papers since the printer's mood changed."""
    return [read(paper) for paper in printer.tickets(count)]
