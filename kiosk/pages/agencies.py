"""The start: the search, the standards, and all agencies by zone with who waits there and what is closed."""

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui import dates
from antrean.ui.dress import Dressed, set_look, spaced, theme_of
from antrean.ui.widgets import CardButton, FitLabel, Icon, Panel
from kiosk.offered import Closed, hall_closed
from kiosk.pages.agency_hall import AgencyHall
from kiosk.pages.reach import is_low, is_upright
from kiosk.pages.reasons import whole_reason
from kiosk.pages.word_button import WordButton
from kiosk.state import KioskState


class AgenciesPage(Panel):
    """Signals `agency_chosen(letter)`, `search_opened`, `standards_opened` and `turned(sheet)`."""

    agency_chosen = Signal(str)
    search_opened = Signal()
    standards_opened = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_agencies")
        page = spaced(QVBoxLayout(self), gap="m", margins=("xl", "m"))
        self._heading = FitLabel(role="heading", lines=4, shrink=1.0)
        self._heading.setObjectName("agencies_heading")
        page.addWidget(self._heading)
        self._closed = _ClosedLine()
        page.addWidget(self._closed)
        self._ways = _OtherWays()
        page.addWidget(self._ways)
        self._hall = AgencyHall()
        page.addWidget(self._hall, 1)
        self._ways.search_opened.connect(self.search_opened)
        self._ways.standards_opened.connect(self.standards_opened)
        self._hall.agency_chosen.connect(self.agency_chosen)
        self._hall.turned.connect(self.turned)

    def show_state(self, state: KioskState) -> None:
        """Show the hall as last read."""
        offer = state.offer
        if offer is None:
            return
        closed = hall_closed(offer)
        if closed is None:
            greeting = dates.greeting(offer.now.astimezone(offer.mall.zone_info), state.language)
            self._heading.setText(self.tr("{greeting}. Which agency do you need?").format(greeting=greeting))
        else:
            self._heading.setText(self.tr("No numbers are given at the moment"))
        # Above the reach the same stands large; on a low screen large cards need the room more.
        is_tight = not is_upright(self) and state.access.text_scale > 1
        self._heading.setVisible(not is_low(self, state.access) and not is_tight)
        self._closed.show_state(closed, state)
        self._ways.show_texts(is_short=is_low(self, state.access) and state.access.text_scale > 1)
        self._hall.show_state(state)


class _ClosedLine(Panel):
    """Why the whole hall gives no number, and from when again; hidden while it does."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hall_closed")
        row = spaced(QHBoxLayout(self), gap="m")
        row.addWidget(Icon("clock", color="warn"))
        self._text = FitLabel(role="strong", tone="warn", lines=6, shrink=1.0)
        self._text.setObjectName("hall_closed_text")
        row.addWidget(self._text, 1)

    def show_state(self, closed: Closed | None, state: KioskState) -> None:
        # Above the reach the same stands large.
        self.setVisible(closed is not None and not is_low(self, state.access))
        if closed is not None and state.offer is not None:
            self._text.setText(whole_reason(closed, state.offer, state.language))


class _OtherWays(QWidget, Dressed):
    """What looks like the field of the search and opens it, and the way to the standards of service."""

    search_opened = Signal()
    standards_opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._search = _SearchButton(self)
        self._standards = WordButton(name="standards_open", icon="standards", fill="quiet", parent=self)
        self._search.clicked.connect(self.search_opened)
        self._standards.clicked.connect(self.standards_opened)

    def show_texts(self, *, is_short: bool) -> None:
        self._search.show_texts()
        self._standards.setText(self.tr("Standards") if is_short else self.tr("Service standards"))
        self._standards.setAccessibleDescription(self.tr("What this mall promises, and how to complain."))
        self._place()

    def _place(self) -> None:
        if self.width() < 1:
            return
        gap = theme_of(self).space("m")
        wide = self._standards.least_width(is_stacked=False)
        high = max(self._search.needed_height(), self._standards.height_at(wide, is_stacked=False))
        if self.minimumHeight() != high or self.maximumHeight() != high:
            self.setFixedHeight(high)
        self._search.setGeometry(QRect(0, 0, self.width() - wide - gap, high))
        self._standards.setGeometry(QRect(self.width() - wide, 0, wide, high))

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.Polish):
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class _SearchButton(CardButton):
    """Looks like the field it opens."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(name="search_open", parent=parent)
        set_look(self, extent="s", field="true")
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "none"))
        row.addWidget(Icon("search", color="muted"))
        self._text = FitLabel(role="body", tone="muted", shrink=1.0)
        row.addWidget(self._text, 1)

    def show_texts(self) -> None:
        """Say what one may search for, in as many words as fit."""
        self.setAccessibleName(self.tr("Search for a service"))
        self.setAccessibleDescription(self._long())
        self._fit()

    def needed_height(self) -> int:
        """Return the height that its text and a finger need."""
        theme = theme_of(self)
        finger = theme.px("button_height") + 2 * theme.px("hairline")
        return max(finger, self._text.sizeHint().height() + 2 * theme.space("s"))

    def _long(self) -> str:
        return self.tr("Search for a service: KTP, paspor, SIM …")

    def _fit(self) -> None:
        theme = theme_of(self)
        room = self.width() - theme.px("icon") - theme.space("m") - 2 * theme.space("l") - 2 * theme.px("hairline")
        self._text.setText(self._long())
        if self._text.sizeHint().width() > room > 0:
            self._text.setText(self.tr("Search"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
