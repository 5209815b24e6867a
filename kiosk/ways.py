"""The ways between the pages: into an agency, to one service, to the standards, one step back, and home."""

from typing import Final

from PySide6.QtCore import QObject

from kiosk.asking import Asking
from kiosk.finding import Finding
from kiosk.numbers import Numbers
from kiosk.stage import Stage
from kiosk.state import Page

_NOTHING_OPEN: Final[dict[str, object]] = {
    "agency": None,
    "service": None,
    "turn": 0,
    "list_turn": 0,
    "is_reading_standards": False,
    "found": None,
    "notice": None,
    "cancelled": None,
}


class Ways(QObject):
    """Keeps `agency`, `service` and what lies over them."""

    def __init__(
        self, *, stage: Stage, numbers: Numbers, finding: Finding, asking: Asking, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._numbers = numbers
        self._finding = finding
        self._asking = asking

    def choose_agency(self, agency: str) -> None:
        """Open the services of an agency."""
        if self._stage.state.page is Page.AGENCIES:
            self._stage.set(agency=agency, turn=0, notice=None, cancelled=None)

    def choose_service(self, service: str) -> None:
        """Open one service alone; the list it was chosen from stays behind it."""
        state = self._stage.state
        if state.offer is None or state.is_busy or state.page not in (Page.AGENCIES, Page.SERVICES, Page.SEARCH):
            return
        agency = next((one.service.agency for one in state.offer.services if one.service.code == service), None)
        if agency is None:
            # The mall was loaded anew while the finger was on its way.
            return
        self._stage.set(service=service, agency=agency, list_turn=state.turn, turn=0, notice=None, cancelled=None)

    def open_standards(self) -> None:
        """Show the promise and the standards of service."""
        state = self._stage.state
        if state.page in (Page.AGENCIES, Page.SERVICES, Page.SERVICE, Page.CLOSED) and not state.is_busy:
            self._stage.set(is_reading_standards=True, list_turn=state.turn, turn=0, notice=None)

    def home(self) -> None:
        """Go to the first page; language, modes and priority stay with the visitor."""
        state = self._stage.state
        if state.is_busy or state.technician is not None:
            return
        if state.page is Page.ISSUED:
            self._stage.start_again()
            return
        self._numbers.leave()
        if state.is_choosing_priority:
            self._asking.leave()
        if state.is_searching:
            self._finding.close()
        self._stage.set(**_NOTHING_OPEN)

    def back(self) -> None:
        """Go one step back."""
        state = self._stage.state
        if state.is_busy:
            return
        match state.page:
            case Page.PIN | Page.TECHNICIAN | Page.ISSUED:
                self._stage.start_again()
            case Page.FOUND:
                self._stage.set(found=None)
            case Page.STANDARDS:
                self._stage.set(is_reading_standards=False, turn=state.list_turn)
            case Page.PRIORITY:
                self._asking.leave()
            case Page.SERVICE:
                self._numbers.leave()
                # What a search found lies behind it, or the services of its agency.
                agency = None if state.is_searching else state.agency
                self._stage.set(service=None, agency=agency, turn=state.list_turn, notice=None)
            case Page.SEARCH:
                self._finding.close()
            case Page.SERVICES:
                self._numbers.leave()
                self._stage.set(agency=None, turn=0, notice=None)
            case Page.AGENCIES:
                self._stage.set(is_awake=False)
            case Page.WAITING | Page.CLOSED:
                pass
