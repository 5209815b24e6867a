"""The services of one agency, and a line that asks whether somebody needs to be served first."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.widgets import Card, FitLabel, Icon, Panel
from kiosk.offered import agency_closed, today
from kiosk.pages import reasons
from kiosk.pages.page_words import services_words
from kiosk.pages.priority_bar import PriorityBar
from kiosk.pages.reach import is_low
from kiosk.pages.service_cards import MANY_SERVICES, ServiceCards
from kiosk.state import KioskState, services_of

_LINES = 6


class ServicesPage(Panel):
    """Signals `taken(service)`, `service_chosen(service)`, `turned(sheet)`, `moved`, `priority_opened/_cleared`."""

    taken = Signal(str)
    service_chosen = Signal(str)
    turned = Signal(int)
    moved = Signal()
    priority_opened = Signal()
    priority_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_services")
        page = spaced(QVBoxLayout(self), gap="none")
        self._list = Panel()
        page.addWidget(self._list, 1)
        column = spaced(QVBoxLayout(self._list), gap="m", margins=("xl", "m"))
        self._heading = FitLabel(role="heading", lines=4, shrink=1.0)
        self._heading.setObjectName("services_heading")
        self._may_hide_heading = False
        self._is_heading_spare = False
        self._is_low = False
        column.addWidget(self._heading)
        self._closed = _AgencyClosed()
        column.addWidget(self._closed)
        self._cards = ServiceCards()
        self._cards.taken.connect(self.taken)
        self._cards.chosen.connect(self.service_chosen)
        column.addWidget(self._cards, 1)
        self._cards.turned.connect(self.turned)
        self._cards.moved.connect(self.moved)
        self._bar = PriorityBar()
        self._bar.opened.connect(self.priority_opened)
        self._bar.cleared.connect(self.priority_cleared)
        self._cards.rebuilt.connect(self._bar.follow)
        page.addWidget(self._bar)

    def made_ahead(self) -> Iterator[None]:
        """Make what the first visitor will need, a piece at a time."""
        return self._cards.made_ahead()

    def show_state(self, state: KioskState) -> None:
        """Show the services of the chosen agency."""
        if state.offer is None or state.agency is None:
            return
        closed, is_short = agency_closed(state.offer, state.agency), state.access.is_roomy
        self._heading.setText(services_words(state))
        # Above the reach the same stands large.
        self._is_low = is_low(self, state.access)
        self._may_hide_heading = closed is None and len(services_of(state)) > MANY_SERVICES
        # What is large needs the room more; the header names the agency already.
        self._is_heading_spare = state.access.text_scale > 1
        self._make_room()
        self._closed.show_state(state)
        self._cards.show_state(state)
        # A tile leads to the service's own page, where the number is taken and the question is asked.
        self._bar.show_state(state, is_offered=closed is None and not is_short)

    def _make_room(self) -> None:
        # On a screen that is not high, many services need its place more.
        is_wide = self.width() > self.height()
        is_spare = is_wide and (self._may_hide_heading or self._is_heading_spare)
        self._heading.setVisible(not is_spare and not self._is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


class _AgencyClosed(Card):
    """Why the agency gives no number, and from when again."""

    def __init__(self) -> None:
        super().__init__(fill="warn", corner="m")
        self.setObjectName("agency_closed")
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "m"))
        row.addWidget(Icon("clock", color="on_warn_soft"))
        self._text = FitLabel(role="strong", tone="on_warn", lines=_LINES, shrink=1.0)
        self._text.setObjectName("agency_closed_text")
        row.addWidget(self._text, 1)

    def show_state(self, state: KioskState) -> None:
        closed = agency_closed(state.offer, state.agency) if state.offer is not None and state.agency else None
        # With large text each tile says it itself.
        self.setVisible(closed is not None and state.access.text_scale == 1)
        if closed is None or state.offer is None:
            return
        why = reasons.reason(closed, state.language)
        again = messages.opens_again(closed.opens_at, today(state.offer))
        self._text.setText(f"{why}. {again}".strip())
