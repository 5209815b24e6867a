"""The counter's window in a process of its own, and the officer who clicks in it: how long each number took to come."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from antrean.clock import HallClock
from antrean.model import TicketState
from antrean.ui.app import loop, make_application
from antrean.ui.feed import EventBatch, FeedThread
from antrean.ui.jobs import Jobs
from antrean.ui.language import Language
from bench.actor import Actor, Late, Wait
from bench.hall import connect
from counter.arrival_presenter import ArrivalPresenter
from counter.duty_presenter import DutyPresenter
from counter.presenter import CounterPresenter
from counter.supervisor.presenter import SupervisorPresenter
from counter.window import CounterWindow
from counter.window_presenter import WindowPresenter


@dataclass(frozen=True, kw_only=True)
class Plan:
    url: str
    counter: int
    officer: str
    calls: int
    warm: int
    """Calls before the ones that count."""
    pause_s: float
    """How long each visitor is served."""
    patience_s: float


@dataclass(kw_only=True)
class Seen:
    """What the officer saw; times in seconds."""

    shown: list[float] = field(default_factory=list)
    """How long after each click the new number was on the window."""
    clicked_at: list[float] = field(default_factory=list)
    """When each of these clicks was, by time.perf_counter, which all processes of a PC share."""
    blocked: list[Late] = field(default_factory=list)
    first: int = 0
    """The newest event when the window began to follow the log."""
    events: list[int] = field(default_factory=list)
    """The events that came after it, in the order in which they came."""


def serve(link: Connection, plan: Plan, folder: Path) -> None:
    """Run the counter with its officer and send what was Seen; None when they did not come to their end."""
    application = make_application(name="counter", log_folder=folder, level=logging.ERROR)
    store = connect(plan.url)
    clock, jobs, feed = HallClock(), Jobs(), FeedThread(store)
    arrival = ArrivalPresenter(store=store, jobs=jobs, device="bench")
    presenter = CounterPresenter(
        store=store,
        jobs=jobs,
        clock=clock,
        arrival=arrival,
        counter=plan.counter,
        officer=plan.officer,
        settle_ms=0,
    )
    duty = DutyPresenter(store=store, jobs=jobs, desk=presenter)
    watch = SupervisorPresenter(store=store, jobs=jobs, clock=clock, desk=presenter, device="bench")
    for follower in (presenter, duty, watch):
        feed.batch_arrived.connect(follower.on_batch)
    window = CounterWindow(
        presenter=presenter,
        duty=duty,
        arrival=arrival,
        looks=WindowPresenter(desk=presenter, jobs=jobs),
        watch=watch,
        clock=clock,
        language=Language(application),
    )
    officer = _Officer(application, window, presenter, plan)
    feed.batch_arrived.connect(officer.on_batch)
    presenter.begin()
    feed.start(cursor=0, epoch="")
    window.show()
    QTimer.singleShot(round(plan.patience_s * 1000), application.quit)
    loop(application)
    feed.stop()
    link.send(officer.seen if officer.is_done else None)
    jobs.close()
    store.close()


class _Officer(Actor):
    """Calls one visitor after another, begins each service, and calls the next."""

    def __init__(
        self, application: QApplication, window: CounterWindow, presenter: CounterPresenter, plan: Plan
    ) -> None:
        self.seen = Seen()
        self._presenter = presenter
        self._plan = plan
        self._buttons = window.desk_page.ticket
        self._before = ""
        self._shown_at: float | None = None
        found = window.findChild(QLabel, "active_code")
        assert isinstance(found, QLabel)
        self._code = found
        super().__init__(application, window)
        self._code.installEventFilter(self)

    def on_batch(self, batch: EventBatch) -> None:
        if not self.seen.first:
            # From nowhere: the first batch only says where the log is.
            self.seen.first = batch.newest
        self.seen.events += [event.id for event in batch.events]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._shown_at is None and self._is_new():
            # By then it has painted.
            QTimer.singleShot(0, self, self._note)
        return False

    def _is_new(self) -> bool:
        return self._code.text() not in ("", self._before)

    def _note(self) -> None:
        if self._shown_at is None:
            self._shown_at = time.perf_counter()

    def _is_complete(self) -> bool:
        return len(self.seen.shown) == self._plan.calls

    def _act(self) -> Iterator[Wait]:
        for turn in range(self._plan.warm + self._plan.calls):
            if turn == self._plan.warm:
                # The pages are made and the fonts are loaded.
                self.blocked.clear()
                self.seen.blocked = self.blocked
                self.seen.shown.clear()
                self.seen.clicked_at.clear()
            yield self._may_call
            self.doing = "next called"
            self._before, self._shown_at = self._code.text(), None
            clicked = time.perf_counter()
            self.touch(self._buttons.call_next)
            yield lambda: self._shown_at is not None
            assert self._shown_at is not None
            self.seen.shown.append(self._shown_at - clicked)
            self.seen.clicked_at.append(clicked)
            self.doing = "number shown"
            yield self._buttons.start.isEnabled
            self.doing = "service begun"
            self.touch(self._buttons.start)
            yield self._is_serving
            end = time.perf_counter() + self._plan.pause_s
            yield lambda end=end: time.perf_counter() >= end  # type: ignore[misc]

    def _may_call(self) -> bool:
        # Before the desk is read the button stands ready behind the first page.
        return self._presenter.state.view is not None and self._buttons.call_next.isEnabled()

    def _is_serving(self) -> bool:
        active = self._presenter.state.active
        return active is not None and active.state is TicketState.SERVING
