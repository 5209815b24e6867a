"""The kiosk in a process of its own, and visitors who touch it: when each touched, and how long its screen stood."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from antrean.clock import HallClock
from antrean.devices.printer import open_printer
from antrean.settings import KioskSettings, PrinterSettings
from antrean.ui.app import loop, make_application
from antrean.ui.feed import FeedThread
from antrean.ui.jobs import Jobs
from antrean.ui.language import Language
from bench.hall import connect
from kiosk.paper import Paper
from kiosk.presenter import KioskPresenter
from kiosk.state import Page
from kiosk.window import KioskWindow

TICK_MS: Final = 5
"""How often the screen's thread is asked whether it is free; the visitors act on the same beat."""

Wait = Callable[[], bool]


@dataclass(frozen=True, kw_only=True)
class Plan:
    url: str
    port: int
    agencies: tuple[str, ...]
    """Whose numbers are taken, in turns."""
    services: tuple[str, ...]
    """Those that may be taken; of an agency, the first that is to be seen."""
    tickets: int
    warm: int
    """Numbers before the ones that count."""
    awaits_paper: bool
    """Each visitor waits until it is known what became of the paper; else leaves as soon as the number is there."""
    reply_timeout_ms: int
    patience_s: float


@dataclass(kw_only=True)
class Seen:
    """What one run of visitors saw; all in seconds."""

    touches: list[float] = field(default_factory=list)
    """When each button of a number was touched."""
    shown: list[float] = field(default_factory=list)
    """How long after that the number was on the screen."""
    blocked: list[tuple[float, float, str]] = field(default_factory=list)
    """How late the screen's thread was at each beat, how much of that it was computing, and what was asked last."""


def visit(link: Connection, plan: Plan, folder: Path) -> None:
    """Run the kiosk with its visitors and send what was Seen; None when they did not come to their end."""
    application = make_application(name="kiosk", log_folder=folder, level=logging.ERROR)
    store = connect(plan.url)
    settings = PrinterSettings(kind="network", host="127.0.0.1", port=plan.port, reply_timeout_ms=plan.reply_timeout_ms)
    paper, jobs, feed = Paper(open_printer(settings)), Jobs(), FeedThread(store)
    presenter = KioskPresenter(
        store=store, jobs=jobs, clock=HallClock(), paper=paper, name="bench", settings=KioskSettings()
    )
    feed.batch_arrived.connect(presenter.on_batch)
    window = KioskWindow(presenter=presenter, language=Language(application), settle_ms=0)
    visitors = _Visitors(application, window, presenter, paper, plan)
    presenter.refresh()
    feed.start(cursor=0, epoch="")
    window.show()
    QTimer.singleShot(round(plan.patience_s * 1000), application.quit)
    loop(application)
    link.send(visitors.seen if visitors.is_done else None)
    feed.stop()
    paper.close()
    jobs.close()
    store.close()


class _Visitors(QObject):
    """Acts on each beat as soon as what it waits for is there, and notes how late the beat was."""

    def __init__(
        self, application: QApplication, window: QWidget, presenter: KioskPresenter, paper: Paper, plan: Plan
    ) -> None:
        super().__init__(window)
        self.seen = Seen()
        self.is_done = False
        self._application = application
        self._window = window
        self._presenter = presenter
        self._plan = plan
        self._papers = 0
        paper.result_came.connect(self._on_paper)
        self._doing = ""
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self._script = self._act()
        self._waits: Wait = next(self._script)
        beat = QTimer(self)
        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.setInterval(TICK_MS)
        beat.timeout.connect(self._on_beat)
        beat.start()

    def _on_beat(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        late = max(0.0, now - self._last - TICK_MS / 1000)
        self.seen.blocked.append((late, min(late, computed - self._computed), self._doing))
        self._last, self._computed = now, computed
        if not self._waits():
            return
        try:
            self._waits = next(self._script)
        except StopIteration:
            # A touch that failed ends the script too; the log says why.
            self.is_done = len(self.seen.shown) == self._plan.tickets
            self._application.quit()

    def _act(self) -> Iterator[Wait]:
        """Touch one thing after another; yield what has to be there before the next touch."""
        yield self._page(Page.AGENCIES)
        for turn in range(self._plan.warm + self._plan.tickets):
            if turn == self._plan.warm:
                # The pages are made, the fonts and the printing library are loaded.
                self.seen, self._papers = Seen(), 0
            self._doing = "agency chosen"
            self._touch(self._button(f"agency_{self._plan.agencies[turn % len(self._plan.agencies)]}"))
            yield self._page(Page.SERVICES)
            self._doing = "number wanted"
            number = self._button(*(f"take_{service}" for service in self._plan.services))
            self.seen.touches.append(time.perf_counter())
            self._touch(number)
            yield self._page(Page.ISSUED)
            self.seen.shown.append(time.perf_counter() - self.seen.touches[-1])
            if self._plan.awaits_paper:
                yield lambda: self._papers >= len(self.seen.touches)
            self._doing = "number shown"
            # The page is painted before its visitor leaves.
            yield lambda: True
            self._doing = "left"
            self._touch(self._button("done"))
            yield self._page(Page.AGENCIES)

    def _page(self, page: Page) -> Wait:
        return lambda: self._presenter.state.page is page

    def _button(self, *names: str) -> QAbstractButton:
        """Return the first of these buttons that is to be seen."""
        for name in names:
            for found in self._window.findChildren(QAbstractButton, name):
                if found.isVisible() and found.isEnabled():
                    return found
        raise RuntimeError(f"the kiosk shows no {names[0]}")

    def _touch(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _on_paper(self, ticket: int, result: object) -> None:
        self._papers += 1
