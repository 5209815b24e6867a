"""The technician's page: tests, how printer, voice, screen and database are, papers in doubt, restart and quit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.devices.printer import Condition, PrinterCondition
from antrean.ui import printer_words
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Panel
from kiosk.inspection import Inspection
from kiosk.pages.lost_papers import LostPapers
from kiosk.pages.touch_test import TouchTest
from kiosk.state import KioskState, Technician


class TechnicianPage(Panel):
    """Everything a technician needs without a keyboard; its signals are named as the presenter's wires."""

    print_tested = Signal()
    spare_tested = Signal()
    sound_tested = Signal()
    paper_printed = Signal(str)
    paper_settled = Signal(str)
    turned = Signal(int)
    touched = Signal()
    restart_clicked = Signal()
    quit_clicked = Signal()
    technician_left = Signal()

    def __init__(self, *, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_technician")
        self._clock = clock
        self._tests = _Tests()
        self._devices = _Facts("technician_devices")
        self._hall = _Facts("technician_hall")
        self._papers = LostPapers()
        self._restart = BigButton(name="technician_restart", fill="outline", extent="m", icon="undo")
        self._quit = BigButton(name="technician_quit", fill="outline", extent="m", icon="close")
        self._leave = BigButton(name="technician_leave", fill="dark", extent="m", icon="back")
        first, second = (spaced(QVBoxLayout(), gap="m") for _ in range(2))
        first.addWidget(self._tests)
        first.addWidget(self._devices, 1)
        second.addWidget(self._hall)
        second.addWidget(self._papers, 1)
        self._halves = spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom), gap="m")
        self._halves.addLayout(first)
        self._halves.addLayout(second)
        ends = spaced(QHBoxLayout(), gap="m")
        for button in (self._leave, self._restart, self._quit):
            ends.addWidget(button, 1)
        page = spaced(QVBoxLayout(self), gap="m", margins=("xl", "m"))
        page.addLayout(self._halves, 1)
        page.addLayout(ends)
        self._touch = TouchTest(self)
        self._connect()

    def _connect(self) -> None:
        self._tests.print_tested.connect(self.print_tested)
        self._tests.spare_tested.connect(self.spare_tested)
        self._tests.sound_tested.connect(self.sound_tested)
        self._tests.touch_tested.connect(self._touch.begin)
        self._touch.touched.connect(self.touched)
        self._papers.printed.connect(self.paper_printed)
        self._papers.settled.connect(self.paper_settled)
        self._papers.turned.connect(self.turned)
        self._restart.clicked.connect(self.restart_clicked)
        self._quit.clicked.connect(self.quit_clicked)
        self._leave.clicked.connect(self.technician_left)

    def show_state(self, state: KioskState) -> None:
        """Show what is known of this PC now."""
        technician = state.technician
        if technician is None or not technician.is_inside:
            self._touch.hide()
            return
        found = technician.inspection
        self._tests.show_tests(technician, found)
        self._devices.show_lines(self.tr("Devices"), self._device_lines(state, found))
        self._hall.show_lines(self.tr("Database and program"), self._hall_lines(state, found))
        papers = None if found is None or found.trouble else found.papers
        self._papers.show_papers(papers, turn=state.turn, can_print=found is not None and found.has_printer)
        self._touch.show_words()
        self._restart.setText(self.tr("Restart"))
        self._restart.setAccessibleDescription(self.tr("Ends the kiosk and begins it anew."))
        self._quit.setText(self.tr("Quit"))
        self._quit.setAccessibleDescription(self.tr("Ends the kiosk; it stays off."))
        self._leave.setText(self.tr("Leave"))
        self._leave.setAccessibleDescription(self.tr("Goes back to the visitors' page."))

    def _device_lines(self, state: KioskState, found: Inspection | None) -> list[tuple[str, str]]:
        if found is None:
            return []
        lines = [(self.tr("Printer"), self._printer(state.printer, has_one=found.has_printer))]
        if found.has_spare:
            lines.append((self.tr("Spare printer"), self._printer(found.spare, has_one=True)))
        voice = self.tr("On; the sound test tells more.") if found.has_voice else self.tr("Off in the settings")
        return [*lines, (self.tr("Voice"), voice), (self.tr("Screen"), self._screen(found.screen_width_mm))]

    def _printer(self, condition: Condition | None, *, has_one: bool) -> str:
        if not has_one:
            return printer_words.what_is_wrong(PrinterCondition.NONE)
        if condition is None:
            return self.tr("Not asked yet")
        what, do = printer_words.what_is_wrong(condition.kind), printer_words.what_to_do(condition.kind)
        return f"{what}. {do}" if do else what

    def _screen(self, told_mm: int) -> str:
        screen = self.screen()
        size, ratio = screen.geometry().size(), screen.devicePixelRatio()
        pixels = f"{round(size.width() * ratio)} × {round(size.height() * ratio)}"
        if told_mm:
            return self.tr("{pixels}, {mm} mm wide as the settings say").format(pixels=pixels, mm=told_mm)
        measured = round(screen.physicalSize().width())
        return self.tr("{pixels}, {mm} mm wide as the screen says").format(pixels=pixels, mm=measured)

    def _hall_lines(self, state: KioskState, found: Inspection | None) -> list[tuple[str, str]]:
        if found is None:
            return [(self.tr("Database"), self.tr("One moment …"))]
        answer = found.trouble or self.tr("Answers in {ms} ms; its tables fit.").format(ms=found.answer_ms)
        lines = [
            (self.tr("Database"), f"{found.engine}, {found.address}"),
            (self.tr("State"), answer),
            (self.tr("Tables"), self.tr("version {version}").format(version=found.schema)),
            (self.tr("Last read"), self._age(state)),
            (self.tr("Still to write"), self._waiting(state)),
            (self.tr("Program"), f"Antrean {found.version}"),
        ]
        return [*lines, (self.tr("Settings"), found.settings_file or self.tr("no file, all at its default"))]

    def _age(self, state: KioskState) -> str:
        if state.offer is None:
            return self.tr("never since the start")
        seconds = max(0, round((self._clock.now() - state.offer.now).total_seconds()))
        return self.tr("{seconds} seconds ago").format(seconds=seconds)

    def _waiting(self, state: KioskState) -> str:
        technician = state.technician
        count = 0 if technician is None else technician.unwritten
        return self.tr("nothing") if not count else self.tr("{count} requests").format(count=count)

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() > self.height()
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self._halves.setStretch(0, 1 if is_wide else 0)
        self._halves.setStretch(1, 1)
        self._touch.setGeometry(self.rect())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class _Tests(Card):
    """The tests and what became of the last one."""

    print_tested = Signal()
    spare_tested = Signal()
    sound_tested = Signal()
    touch_tested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("technician_tests")
        self._print = BigButton(name="test_print", fill="primary", extent="m", icon="printer")
        self._spare = BigButton(name="test_spare", fill="primary", extent="m", icon="printer")
        self._sound = BigButton(name="test_sound", fill="primary", extent="m", icon="speaker")
        self._touch = BigButton(name="test_touch", fill="primary", extent="m", icon="check")
        self._report = FitLabel(role="body", lines=3)
        self._report.setObjectName("technician_report")
        column = spaced(QVBoxLayout(self), gap="m", margins="card")
        for pair in (
            ((self._print, self.print_tested), (self._spare, self.spare_tested)),
            ((self._sound, self.sound_tested), (self._touch, self.touch_tested)),
        ):
            row = spaced(QHBoxLayout(), gap="m")
            for button, signal in pair:
                row.addWidget(button, 1)
                button.clicked.connect(signal)
            column.addLayout(row)
        column.addWidget(self._report)

    def show_tests(self, technician: Technician, found: Inspection | None) -> None:
        self._print.setText(self.tr("Test page"))
        self._spare.setText(self.tr("Spare test page"))
        self._sound.setText(self.tr("Sound test"))
        self._touch.setText(self.tr("Touch test"))
        self._print.setVisible(found is not None and found.has_printer)
        self._spare.setVisible(found is not None and found.has_printer and found.has_spare)
        for button, does in (
            (self._print, self.tr("Prints a page and says what became of it.")),
            (self._spare, self.tr("Prints a page and says what became of it.")),
            (self._sound, self.tr("Speaks a sentence.")),
            (self._touch, self.tr("Shows where the screen feels a finger.")),
        ):
            button.setAccessibleDescription(does)
        for button in (self._print, self._spare, self._sound):
            button.set_allowed(not technician.is_testing)
        if technician.is_testing:
            self._report.setText(self.tr("The test is running …"))
        else:
            self._report.setText(technician.report or self.tr("What became of a test stands here."))


class _Facts(Card):
    """A title and lines of what is so."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._title = FitLabel(role="section", tone="muted")
        self._grid = spaced(QGridLayout(), gap="m")
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[FitLabel, FitLabel]] = []
        column = spaced(QVBoxLayout(self), gap="s", margins="card")
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        self._title.setText(title)
        while len(self._labels) < len(lines):
            row = len(self._labels)
            what, value = FitLabel(role="small", tone="muted"), FitLabel(role="body", lines=3)
            value.setObjectName(f"{self._name}_{row}")
            self._grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._labels.append((what, value))
        for at, labels in enumerate(self._labels):
            for label, text in zip(labels, lines[at] if at < len(lines) else ("", ""), strict=True):
                label.setText(text)
                label.setVisible(at < len(lines))
