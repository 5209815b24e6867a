"""One visitor's number: asked for once, printed, taken back; and what became of its paper."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject

from antrean import front
from antrean.devices.printer import Condition, PrinterCondition, PrintResult
from antrean.errors import AntreanError, Reason, Refused, Unavailable
from antrean.front import Issued
from antrean.mall_record import Mall
from antrean.model import EventKind, PrintState, Ticket, TicketState
from antrean.receipt import Slip
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Crashed, Runner
from kiosk import paper
from kiosk.stage import Stage, as_error
from kiosk.state import Given, Notice, cancel_seconds, is_away
from kiosk.wish import Wish, take_back, withdraw

_log = logging.getLogger(__name__)


class PaperWay(Protocol):
    """What the kiosk needs of kiosk.paper.Paper."""

    result_came: Any
    condition_changed: Any

    def print(self, ticket: int, slip: Slip) -> None: ...


class Numbers(QObject):
    """Gives numbers and has them printed; `refresh` has the hall read again."""

    def __init__(
        self,
        *,
        stage: Stage,
        store: Store,
        jobs: Runner,
        paper: PaperWay | None,
        name: str,
        status_url: str,
        most_a_minute: int | None,
        new_request: Callable[[], str],
        refresh: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._store = store
        self._jobs = jobs
        self._paper = paper
        self._name = name
        self._status_url = status_url
        self._most_a_minute = most_a_minute
        self._new_request = new_request
        self._refresh = refresh
        self._wish: Wish | None = None
        self._orphans: list[str] = []
        self._unnoted: dict[int, PrintResult] = {}
        self._on_its_way: dict[int, dict[str, str]] = {}
        self._gave_up_prints = False
        stage.leaving.connect(self.leave)
        if paper is not None:
            paper.result_came.connect(self._on_paper)
            paper.condition_changed.connect(self._on_condition)

    def take(self, service: str) -> None:
        """Give a number of a service: at most one for one wish, however often it is touched."""
        state = self._stage.state
        if state.trouble is not None:
            self._stage.set(notice=Notice(error=state.trouble, service=service))
            self._refresh()
            return
        wish = self._wish
        if wish is None or not wish.is_for(service, state.priority, state.language):
            self.leave()
            wish = Wish(service=service, priority=state.priority, language=state.language, request=self._new_request())
            self._wish = wish
        self._stage.set(busy_service=service, notice=None)
        self._jobs.run(
            lambda: wish.ask(
                self._store,
                device=self._name,
                wants_paper=state.wants_paper,
                most_a_minute=self._most_a_minute,
            ),
            lambda result: self._on_issued(wish, result),
        )

    def cancel(self) -> None:
        """Take the number on the screen back, as long as that is offered."""
        given = self._stage.state.given
        if given is None or given.is_cancelling or given.cancel_left_s <= 0 or given.called_to is not None:
            return
        self._stage.set(given=replace(given, is_cancelling=True), notice=None)
        self._jobs.run(lambda: take_back(self._store, given), lambda result: self._on_cancelled(given, result))

    def print_again(self) -> None:
        """Print the paper that did not come out.

        It is marked as a copy: a printer that ran empty in the middle may finish the first one with its new roll.
        """
        given, offer = self._stage.state.given, self._stage.state.offer
        if given is None or offer is None or self._paper is None or not given.may_print_again:
            return
        self._stage.set(given=replace(given, paper=PrintState.PENDING, may_print_again=False))
        self._print(offer.mall, given.issued, is_copy=True)

    def print_copy(self, issued: Issued) -> bool:
        """Print a second paper of a ticket; say whether there is a printer for it."""
        offer = self._stage.state.offer
        if self._paper is None or offer is None:
            return False
        self._print(offer.mall, issued, is_copy=True)
        return True

    def unwritten(self) -> int:
        """Return how many results of papers and numbers to take back wait for a database that answers."""
        return len(self._unnoted) + len(self._orphans)

    def leave(self) -> None:
        """Leave a wish of which it is not known whether it became a number: that one is taken back if it may be."""
        if self._wish is not None:
            self._orphans.append(self._wish.request)
            self._wish = None
            if not is_away(self._stage.state.trouble):
                self._refresh()

    def follow(self, batch: EventBatch) -> None:
        """Notice a call of the number on the screen."""
        given = self._stage.state.given
        if given is None:
            return
        for event in batch.events:
            if event.ticket == given.issued.ticket.id and event.kind is EventKind.CALLED:
                given = replace(given, called_to=event.counter)
        self._stage.set(given=given)

    def settle(self) -> None:
        """Do what had to wait for the hall."""
        if not self._gave_up_prints:
            self._gave_up_prints = True
            self._jobs.run(lambda: front.give_up_prints(self._store, device=self._name), self._on_given_up)
        for ticket, result in self._unnoted.items():
            self._note(ticket, result)
        orphans, self._orphans = self._orphans, []
        for request in orphans:
            self._jobs.run(partial(withdraw, self._store, request), partial(self._on_orphan, request))

    def _on_issued(self, wish: Wish, result: Issued | AntreanError | Crashed) -> None:
        if wish is not self._wish:
            # The kiosk went back to its start meanwhile: the number is taken back, not shown to the next visitor.
            return
        if not isinstance(result, Issued):
            if isinstance(result, Refused):
                # Nothing was written, so nothing is left to repeat.
                self._wish = None
            self._stage.set(busy_service=None, notice=Notice(error=as_error(result), service=wish.service))
            self._refresh()
            return
        self._wish = None
        self._stage.quiet.touch()
        offer = self._stage.state.offer
        assert offer is not None
        given = Given(
            issued=result,
            request=wish.request,
            paper=result.ticket.print_state,
            cancel_left_s=cancel_seconds(offer),
        )
        # The paper takes longest, so it begins before the page is made.
        self._print(offer.mall, result, request=wish.request)
        self._stage.set(busy_service=None, notice=None, given=given)

    def _on_paper(self, ticket: int, result: PrintResult) -> None:
        failed = result.state is PrintState.FAILED
        _log.log(
            logging.WARNING if failed else logging.INFO,
            "paper %s",
            paper.sentence(result),
            extra={"facts": self._on_its_way.pop(ticket, {})},
        )
        self._unnoted[ticket] = result
        self._note(ticket, result)
        state = self._stage.state
        given = state.given
        if given is not None and given.issued.ticket.id == ticket:
            # From here on the visitor has something new to do, so the time counts from here.
            self._stage.quiet.touch()
            given = replace(given, paper=result.state)
        printer_fails = failed or (state.printer_fails and result.state is not PrintState.PRINTED)
        self._stage.set(given=_offered_again(given, state.printer), printer_fails=printer_fails)

    def _on_condition(self, condition: Condition) -> None:
        state = self._stage.state
        # Only a printer that says so is well again; one that says nothing has to print first.
        is_well = condition.kind in (PrinterCondition.OK, PrinterCondition.NEAR_END)
        self._stage.set(
            printer=condition,
            printer_fails=state.printer_fails and not is_well,
            given=_offered_again(state.given, condition),
        )

    def _print(self, mall: Mall, issued: Issued, *, request: str = "", is_copy: bool = False) -> None:
        if self._paper is not None:
            self._on_its_way[issued.ticket.id] = {"code": issued.ticket.code, "request": request}
            slip = front.slip(mall, issued, status_url=self._status_url, is_copy=is_copy)
            self._paper.print(issued.ticket.id, slip)

    def _note(self, ticket: int, result: PrintResult) -> None:
        def on_noted(done: object) -> None:
            # Printed again meanwhile: the newer result is still to be written.
            if not isinstance(done, Unavailable) and self._unnoted.get(ticket) is result:
                del self._unnoted[ticket]

        self._jobs.run(
            lambda: front.note_print_result(self._store, ticket, result.state, is_silent=result.is_silent),
            on_noted,
            key=f"paper {ticket} {result.state}",
        )

    def _on_cancelled(self, asked: Given, result: Ticket | AntreanError | Crashed) -> None:
        given = self._stage.state.given
        if given is None or given.request != asked.request:
            return
        if not isinstance(result, Ticket):
            error = as_error(result)
            # A rule said no for good; a lost connection may be tried again.
            left = 0 if isinstance(error, Refused) else given.cancel_left_s
            self._stage.set(given=replace(given, is_cancelling=False, cancel_left_s=left), notice=Notice(error=error))
        elif result.state is TicketState.CANCELLED:
            self._stage.start_again(cancelled=result.code)
        else:
            self._stage.set(given=replace(given, is_cancelling=False, called_to=result.counter))

    def _on_orphan(self, request: str, result: Ticket | AntreanError | Crashed) -> None:
        match result:
            case Ticket(code=code):
                _log.info("%s was taken back: its visitor never saw it", code)
            case Refused(reason=Reason.UNKNOWN_TICKET):
                pass
            case Unavailable():
                # Tried again with the next look at the hall, until a rule says that it is too late.
                self._orphans.append(request)
            case _:
                _log.warning("a number that its visitor never saw may wait in the queue: %s", as_error(result))

    def _on_given_up(self, result: tuple[str, ...] | AntreanError | Crashed) -> None:
        # Tried again later, it may take a paper of this moment for one of before: its own result corrects that.
        self._gave_up_prints = not isinstance(result, Unavailable)
        if isinstance(result, tuple) and result:
            _log.warning("it is not known whether these papers came out: %s", ", ".join(result))


def _offered_again(given: Given | None, printer: Condition | None) -> Given | None:
    """Return the number with its paper offered again: it surely did not come out, and the printer is well now."""
    if given is None:
        return None
    may = given.paper is PrintState.FAILED and printer is not None and printer.kind.may_print
    return replace(given, may_print_again=may)
