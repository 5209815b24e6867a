"""A ticket held under the scanner: what became of its number, and its paper once more."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from antrean import front, papers
from antrean.devices.printer import PrintResult
from antrean.errors import AntreanError, Reason, Refused, Unavailable
from antrean.front import Issued
from antrean.model import PrintState, Ticket
from antrean.papers import ReprintBy
from antrean.store.store import Store
from antrean.ui.jobs import Crashed, Runner
from kiosk.numbers import PaperWay
from kiosk.scanner import secret_of
from kiosk.stage import Stage, as_error
from kiosk.state import Found


class Reading(QObject):
    """Keeps `found` of the stage; `print_copy` has a second paper printed."""

    def __init__(
        self,
        *,
        stage: Stage,
        store: Store,
        jobs: Runner,
        paper: PaperWay | None,
        name: str,
        status_url: str,
        new_request: Callable[[], str],
        print_copy: Callable[[Issued], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._store = store
        self._jobs = jobs
        self._name = name
        self._status_url = status_url
        self._new_request = new_request
        self._secret = ""
        self._is_wanted = False
        self._unsure: dict[int, str] = {}
        stage.leaving.connect(self._leave)
        if paper is not None:
            paper.result_came.connect(self._on_paper)
        self._print_copy = print_copy

    def scanned(self, text: str) -> None:
        """Look up the ticket behind a code and show it; an unknown code gets a sentence."""
        secret = secret_of(text, self._status_url)
        if secret is None:
            self._stage.set(found=Found(error=_unknown()))
            return
        self._secret, self._is_wanted = secret, True
        self._look()

    def follow(self) -> None:
        """Look again: the line has moved."""
        found = self._stage.state.found
        if found is not None and found.issued is not None:
            self._look()

    def _leave(self) -> None:
        self._secret, self._is_wanted = "", False

    def _look(self) -> None:
        secret = self._secret
        self._jobs.run(lambda: self._find(secret), self._on_found, lane="read", key="scan")

    def _find(self, secret: str) -> Found:
        issued = front.find(self._store, secret)
        if issued is None:
            return Found(error=_unknown())
        with self._store.read() as unit:
            is_today = issued.ticket.service_day == unit.service_day
            may_reprint = papers.may_reprint(unit, issued.ticket)
        return Found(issued=issued, is_another_day=not is_today, may_reprint=may_reprint)

    def reprint(self) -> None:
        """Print the ticket on the screen once more, marked as a copy."""
        found = self._stage.state.found
        if found is None or found.issued is None or not found.may_reprint or found.is_printing:
            return
        ticket = found.issued.ticket
        # While nobody knows whether it was written it is the same wish: the one copy is not used up for nothing.
        request = self._unsure[ticket.id] = self._unsure.get(ticket.id) or self._new_request()
        self._stage.set(found=replace(found, is_printing=True, error=None))
        self._jobs.run(lambda: self._ask(ticket.code, request), lambda result: self._on_reprint(ticket, result))

    def _ask(self, code: str, request: str) -> Issued:
        return front.reprint(self._store, code, request_id=request, device=self._name, by=ReprintBy.VISITOR)

    def _on_found(self, result: Found | AntreanError | Crashed) -> None:
        before, state = self._stage.state.found, self._stage.state
        if before is None and not self._is_wanted:
            # Another look for somebody who has left the page meanwhile.
            return
        self._is_wanted = False
        if not isinstance(result, Found):
            self._stage.set(found=Found(error=as_error(result)))
            return
        is_asked = result.issued is not None and not result.is_another_day and result.issued.ticket.id in self._unsure
        result = replace(result, may_reprint=(result.may_reprint or is_asked) and state.wants_paper)
        if before is not None and _same(before, result):
            result = replace(
                result, is_printing=before.is_printing, is_reprinted=before.is_reprinted, error=before.error
            )
        self._stage.set(found=result)

    def _on_reprint(self, ticket: Ticket, result: Issued | AntreanError | Crashed) -> None:
        if not isinstance(result, Unavailable | Crashed):
            self._unsure.pop(ticket.id, None)
        if isinstance(result, Issued):
            # It is written down as printed again, so it comes, whoever stands there now.
            self._print_copy(result)
        found = self._stage.state.found
        if found is None or found.issued is None or found.issued.ticket.id != ticket.id:
            return
        if isinstance(result, Issued):
            self._stage.set(found=replace(found, is_printing=False, may_reprint=False, is_reprinted=True))
        else:
            self._stage.set(found=replace(found, is_printing=False, error=as_error(result)))

    def _on_paper(self, ticket: int, result: PrintResult) -> None:
        found = self._stage.state.found
        is_this = found is not None and found.issued is not None and found.issued.ticket.id == ticket
        if found is not None and is_this and found.is_reprinted and result.state is PrintState.FAILED:
            error = Unavailable("printer", result.sentence)
            self._stage.set(found=replace(found, is_reprinted=False, error=error))


def _unknown() -> Refused:
    return Refused(Reason.UNKNOWN_TICKET, "This code belongs to no ticket of this hall.")


def _same(one: Found, other: Found) -> bool:
    return one.issued is not None and other.issued is not None and one.issued.ticket.id == other.issued.ticket.id
