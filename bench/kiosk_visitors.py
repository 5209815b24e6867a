"""The kiosk in a process of its own, and visitors who touch it: when each touched, and how long its screen stood."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from antrean.clock import HallClock
from antrean.devices.printer import open_printer
from antrean.settings import KioskSettings, PrinterSettings
from antrean.ui.app import loop, make_application
from antrean.ui.feed import FeedThread
from antrean.ui.jobs import Jobs
from antrean.ui.language import Language
from bench.actor import Actor, Late, Wait
from bench.hall import connect
from kiosk.paper import Paper
from kiosk.presenter import KioskPresenter
from kiosk.state import Page
from kiosk.window import KioskWindow


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
    blocked: list[Late] = field(default_factory=list)


def visit(link: Connection, plan: Plan, folder: Path) -> None:
    """Run the kiosk with its visitors and send what was Seen; None when they did not come to their end."""
    application = make_application(name="kiosk", log_folder=folder, level=logging.ERROR)
    store = connect(plan.url)
    settings = PrinterSettings(kind="network", host="127.0.0.1", port=plan.port, reply_timeout_ms=plan.reply_timeout_ms)
    paper, jobs, feed = Paper(open_printer(settings)), Jobs(), FeedThread(store)
    presenter = KioskPresenter(
        store=store, jobs=jobs, clock=HallClock(), paper=paper, name="bench", settings=KioskSettings(numbers_a_minute=0)
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


class _Visitors(Actor):
    """One visitor after another takes a number."""

    def __init__(
        self, application: QApplication, window: QWidget, presenter: KioskPresenter, paper: Paper, plan: Plan
    ) -> None:
        self.seen = Seen()
        self._window = window
        self._presenter = presenter
        self._plan = plan
        self._papers = 0
        super().__init__(application, window)
        paper.result_came.connect(self._on_paper)

    def _is_complete(self) -> bool:
        return len(self.seen.shown) == self._plan.tickets

    def _act(self) -> Iterator[Wait]:
        yield self._page(Page.AGENCIES)
        for turn in range(self._plan.warm + self._plan.tickets):
            if turn == self._plan.warm:
                # The pages are made, the fonts and the printing library are loaded.
                self.blocked.clear()
                self.seen, self._papers = Seen(blocked=self.blocked), 0
            self.doing = "agency chosen"
            self.touch(self._button(f"agency_{self._plan.agencies[turn % len(self._plan.agencies)]}"))
            yield self._page(Page.SERVICES)
            self.doing = "number wanted"
            number = self._button(*(f"take_{service}" for service in self._plan.services))
            self.seen.touches.append(time.perf_counter())
            self.touch(number)
            yield self._page(Page.ISSUED)
            self.seen.shown.append(time.perf_counter() - self.seen.touches[-1])
            if self._plan.awaits_paper:
                yield lambda: self._papers >= len(self.seen.touches)
            self.doing = "number shown"
            # The page is painted before its visitor leaves.
            yield lambda: True
            self.doing = "left"
            self.touch(self._button("done"))
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

    def _on_paper(self, ticket: int, result: object) -> None:
        self._papers += 1
