"""What the kiosk does: reads the hall, gives numbers, has them printed, and goes back to its start."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from antrean import front
from antrean.clock import HallClock
from antrean.devices.printer import PrintResult
from antrean.errors import AntreanError, Reason, Refused, Unavailable
from antrean.front import Issued, Offer
from antrean.model import EventKind, PrintState, Priority, Ticket, TicketState
from antrean.receipt import Slip
from antrean.settings import KioskSettings
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Crashed, Runner
from kiosk import paper
from kiosk.idle import Quiet
from kiosk.state import (
    Given,
    KioskState,
    Notice,
    Page,
    cancel_seconds,
    fresh,
    is_away,
    quiet_limit_s,
    with_offer,
)
from kiosk.wish import Wish, take_back, withdraw

_log = logging.getLogger(__name__)

RETRY_MS = 2_000
_MINUTE_CHANGES_NOTHING = frozenset({EventKind.PRINT_RESULT, EventKind.REPRINTED, EventKind.OFFICER_ADDED})


class PaperWay(Protocol):
    """What the presenter needs of kiosk.paper.Paper."""

    result_came: Any

    def print(self, ticket: int, slip: Slip) -> None: ...


class KioskPresenter(QObject):
    """The kiosk without its face. Methods are named after what the visitor or the hall does."""

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        store: Store,
        jobs: Runner,
        clock: HallClock,
        paper: PaperWay | None,
        name: str,
        settings: KioskSettings,
        status_url: str = "",
        quiet: Quiet | None = None,
        new_request: Callable[[], str] = lambda: uuid.uuid4().hex,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._paper = paper
        self._name = name
        self._settings = settings
        self._status_url = status_url
        self._new_request = new_request
        self._state = KioskState(wants_paper=paper is not None)
        self._wish: Wish | None = None
        self._orphans: list[str] = []
        self._unnoted: dict[int, PrintState] = {}
        self._knows_schema = False
        self._gave_up_prints = False
        self._quiet = quiet or Quiet(parent=self)
        self._quiet.ticked.connect(self.tick)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.refresh)
        if paper is not None:
            paper.result_came.connect(self._on_paper)

    @property
    def state(self) -> KioskState:
        return self._state

    @property
    def clock(self) -> HallClock:
        return self._clock

    @property
    def status_url(self) -> str:
        return self._status_url

    # What the hall does.

    def refresh(self) -> None:
        """Read the hall again; many wishes at once are one read."""
        self._jobs.run(self._read_offer, self._on_offer, key="offer", lane="read")

    def on_batch(self, batch: EventBatch) -> None:
        """Follow the hall's clock, notice a call of the number on the screen, read what is offered again."""
        self._clock.follow(batch.now)
        given = self._state.given
        if given is not None:
            for event in batch.events:
                if event.ticket == given.issued.ticket.id and event.kind is EventKind.CALLED:
                    given = replace(given, called_to=event.counter)
            self._set(given=given)
        if not batch.events or any(event.kind not in _MINUTE_CHANGES_NOTHING for event in batch.events):
            self.refresh()

    def on_lost(self, error: Unavailable) -> None:
        """Say that the hall is away; what was read last stays on the screen."""
        self._knows_schema = False
        self._set(trouble=error)

    def on_bug(self) -> None:
        """Go back to a calm start after a bug on the screen; the log has it already."""
        self._start_again()
        self.refresh()

    # What the visitor does.

    def touch(self) -> None:
        """Notice that somebody is there."""
        self._quiet.touch()

    def choose_agency(self, agency: str) -> None:
        """Open the services of an agency, also of a closed one: they say why and from when again."""
        self.touch()
        if self._state.page is Page.AGENCIES:
            self._set(agency=agency, turn=0, notice=None, cancelled=None)

    def back(self) -> None:
        """Go one step back."""
        self.touch()
        if self._state.is_busy:
            return
        if self._state.page is Page.ISSUED:
            self.done()
        elif self._state.is_choosing_priority:
            self._set(is_choosing_priority=False)
        elif self._state.page is Page.SERVICES:
            self._leave_wish()
            self._set(agency=None, turn=0, priority=None, notice=None)

    def turn_to(self, sheet: int) -> None:
        """Show another sheet of a page that does not fit on one screen."""
        self.touch()
        self._set(turn=max(0, sheet))

    def switch_language(self) -> None:
        """Speak the next language; the ticket will too."""
        self.touch()
        languages = self._state.languages
        here = languages.index(self._state.language) if self._state.language in languages else 0
        self._set(language=languages[(here + 1) % len(languages)])

    def open_priority(self) -> None:
        """Ask who needs to be served first."""
        self.touch()
        if self._state.page is Page.SERVICES and not self._state.is_busy:
            self._set(is_choosing_priority=True, notice=None)

    def choose_priority(self, priority: Priority) -> None:
        """Make the next number a priority number."""
        self.touch()
        if self._state.is_choosing_priority:
            self._set(is_choosing_priority=False, priority=priority, notice=None)

    def clear_priority(self) -> None:
        """Take the choice of priority back."""
        self.touch()
        if not self._state.is_busy:
            self._set(priority=None)

    def take(self, service: str) -> None:
        """Give a number of a service: at most one for one wish, however often it is touched."""
        self.touch()
        state = self._state
        if state.page is not Page.SERVICES or state.is_busy or state.is_choosing_priority:
            return
        if state.trouble is not None:
            self._set(notice=Notice(error=state.trouble, service=service))
            self.refresh()
            return
        wish = self._wish
        if wish is None or not wish.is_for(service, state.priority, state.language):
            self._leave_wish()
            wish = Wish(service=service, priority=state.priority, language=state.language, request=self._new_request())
            self._wish = wish
        self._set(busy_service=service, notice=None)
        self._jobs.run(
            lambda: wish.ask(self._store, device=self._name, wants_paper=state.wants_paper),
            lambda result: self._on_issued(wish, result),
        )

    def cancel(self) -> None:
        """Take the number on the screen back, as long as that is offered."""
        self.touch()
        given = self._state.given
        if given is None or given.is_cancelling or given.cancel_left_s <= 0 or given.called_to is not None:
            return
        self._set(given=replace(given, is_cancelling=True), notice=None)
        self._jobs.run(lambda: take_back(self._store, given), lambda result: self._on_cancelled(given, result))

    def done(self) -> None:
        """Leave the number and start for the next visitor."""
        self.touch()
        if self._state.page is Page.ISSUED and not self._state.is_busy:
            self._start_again()

    def tick(self) -> None:
        """Count the seconds: how long a number may be taken back, and when it is quiet enough to start again."""
        given = self._state.given
        if given is not None and given.cancel_left_s > 0 and not given.is_cancelling:
            self._set(given=replace(given, cancel_left_s=given.cancel_left_s - 1))
        limit = quiet_limit_s(self._state, self._settings)
        if limit is not None and not self._state.is_busy and self._quiet.seconds() >= limit:
            self._start_again()

    # How it is done.

    def _read_offer(self) -> Offer:
        if not self._knows_schema:
            self._store.check_schema()
            self._knows_schema = True
        return front.offer(self._store)

    def _on_offer(self, result: Offer | AntreanError | Crashed) -> None:
        if not isinstance(result, Offer):
            self._set(trouble=_as_error(result))
            self._retry.start()
            return
        self._clock.follow(result.now)
        self._retry.stop()
        before = self._state
        after = with_offer(before, result)
        if after.agency != before.agency:
            self._leave_wish()
        self._replace(replace(after, notice=None) if before.trouble is not None else after)
        self._settle()

    def _settle(self) -> None:
        """Do what had to wait for the hall."""
        if not self._gave_up_prints:
            self._gave_up_prints = True
            self._jobs.run(lambda: front.give_up_prints(self._store, device=self._name), self._on_given_up)
        for ticket, state in self._unnoted.items():
            self._note(ticket, state)
        orphans, self._orphans = self._orphans, []
        for request in orphans:
            self._jobs.run(partial(withdraw, self._store, request), self._on_orphan)

    def _on_issued(self, wish: Wish, result: Issued | AntreanError | Crashed) -> None:
        if wish is not self._wish:
            # The kiosk went back to its start meanwhile: the number is taken back, not shown to the next visitor.
            return
        if not isinstance(result, Issued):
            error = _as_error(result)
            if isinstance(result, Refused):
                # Nothing was written, so nothing is left to repeat.
                self._wish = None
            self._set(busy_service=None, notice=Notice(error=error, service=wish.service))
            self.refresh()
            return
        self._wish = None
        self._quiet.touch()
        offer = self._state.offer
        assert offer is not None
        given = Given(
            issued=result,
            request=wish.request,
            paper=result.ticket.print_state,
            cancel_left_s=cancel_seconds(offer),
        )
        self._set(busy_service=None, notice=None, given=given)
        if self._paper is not None:
            self._paper.print(result.ticket.id, front.slip(offer.mall, result, status_url=self._status_url))

    def _on_paper(self, ticket: int, result: PrintResult) -> None:
        failed = result.state is PrintState.FAILED
        _log.log(logging.WARNING if failed else logging.INFO, "paper %s", paper.sentence(result))
        self._unnoted[ticket] = result.state
        self._note(ticket, result.state)
        given = self._state.given
        if given is not None and given.issued.ticket.id == ticket:
            # From here on the visitor has something new to do, so the time counts from here.
            self._quiet.touch()
            given = replace(given, paper=result.state)
        printer_fails = failed or (self._state.printer_fails and result.state is not PrintState.PRINTED)
        self._set(given=given, printer_fails=printer_fails)

    def _note(self, ticket: int, state: PrintState) -> None:
        def on_noted(result: object) -> None:
            if not isinstance(result, Unavailable):
                self._unnoted.pop(ticket, None)

        self._jobs.run(
            lambda: front.note_print_result(self._store, ticket, state), on_noted, key=f"paper {ticket} {state}"
        )

    def _on_cancelled(self, asked: Given, result: Ticket | AntreanError | Crashed) -> None:
        given = self._state.given
        if given is None or given.request != asked.request:
            return
        if not isinstance(result, Ticket):
            error = _as_error(result)
            # A rule said no for good; a lost connection may be tried again.
            left = 0 if isinstance(error, Refused) else given.cancel_left_s
            self._set(given=replace(given, is_cancelling=False, cancel_left_s=left), notice=Notice(error=error))
        elif result.state is TicketState.CANCELLED:
            self._start_again(cancelled=result.code)
        else:
            self._set(given=replace(given, is_cancelling=False, called_to=result.counter))

    def _leave_wish(self) -> None:
        """Leave a wish of which it is not known whether it became a number: that one is taken back if it may be."""
        if self._wish is not None:
            self._orphans.append(self._wish.request)
            self._wish = None
            if not is_away(self._state.trouble):
                self.refresh()

    def _on_orphan(self, result: Ticket | AntreanError | Crashed) -> None:
        match result:
            case Ticket(code=code):
                _log.info("%s was taken back: its visitor never saw it", code)
            case Refused(reason=Reason.UNKNOWN_TICKET):
                pass
            case _:
                _log.warning("a number that its visitor never saw may wait in the queue: %s", _as_error(result))

    @staticmethod
    def _on_given_up(result: tuple[str, ...] | AntreanError | Crashed) -> None:
        if isinstance(result, tuple) and result:
            _log.warning("it is not known whether these papers came out: %s", ", ".join(result))

    def _start_again(self, cancelled: str | None = None) -> None:
        self._leave_wish()
        self._replace(replace(fresh(self._state), cancelled=cancelled))

    def _set(self, **changes: Any) -> None:
        self._replace(replace(self._state, **changes))

    def _replace(self, state: KioskState) -> None:
        if state == self._state:
            return
        self._state = state
        self._quiet.watch(quiet_limit_s(state, self._settings) is not None)
        self.state_changed.emit(state)


def _as_error(result: AntreanError | Crashed) -> AntreanError:
    if isinstance(result, Crashed):
        return Unavailable("screen", f"The kiosk has a bug: {result.error}.")
    return result
