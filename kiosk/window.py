"""The kiosk's window: its bars and pages, how the visitor wants them, and a shield against touches that came late."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from antrean.model import PrintState
from antrean.ui import messages
from antrean.ui.dress import apply_spacing, spaced
from antrean.ui.language import Language
from antrean.ui.theme import Kind, Scheme
from antrean.ui.widgets import Banner
from antrean.ui.window import ThemedWindow
from kiosk import chain, desk_words
from kiosk.access import LOW_SHARE
from kiosk.hold import Hold
from kiosk.keys import Keys
from kiosk.pages.access_bar import AccessBar
from kiosk.pages.agencies import AgenciesPage
from kiosk.pages.closed import ClosedPage
from kiosk.pages.found import FoundPage
from kiosk.pages.header import Header
from kiosk.pages.issued import IssuedPage
from kiosk.pages.pin import PinPage
from kiosk.pages.priority import PriorityPage
from kiosk.pages.search import SearchPage
from kiosk.pages.service import ServicePage
from kiosk.pages.services import ServicesPage
from kiosk.pages.standards import StandardsPage
from kiosk.pages.technician import TechnicianPage
from kiosk.pages.two_parts import TwoParts
from kiosk.pages.upper import UpperPanel
from kiosk.pages.waiting import WaitingPage
from kiosk.pages.warning_sheet import WarningSheet
from kiosk.paint_later import PaintLater
from kiosk.presenter import KioskPresenter
from kiosk.shield import SETTLE_MS, Shield
from kiosk.state import KioskState, Page
from kiosk.touches import Touches
from kiosk.wiring import connect

PAGES: Final[dict[Page, Callable[[KioskPresenter], Any]]] = {
    Page.WAITING: lambda presenter: WaitingPage(),
    Page.CLOSED: lambda presenter: ClosedPage(),
    Page.AGENCIES: lambda presenter: AgenciesPage(),
    Page.SEARCH: lambda presenter: SearchPage(),
    Page.SERVICES: lambda presenter: ServicesPage(),
    Page.SERVICE: lambda presenter: ServicePage(),
    Page.PRIORITY: lambda presenter: PriorityPage(),
    Page.ISSUED: lambda presenter: IssuedPage(status_url=presenter.status_url),
    Page.FOUND: lambda presenter: FoundPage(),
    Page.STANDARDS: lambda presenter: StandardsPage(),
    Page.PIN: lambda presenter: PinPage(),
    Page.TECHNICIAN: lambda presenter: TechnicianPage(clock=presenter.clock),
}
"""How each page is made; its signals are connected by their names."""


BANNER_LINES: Final = 7
"""Large texts on a small screen need them; plain ones are one or two."""


class KioskWindow(ThemedWindow):
    """Shows what the presenter says; `settle_ms=0` leaves the shield out, `finger` is the least height of buttons."""

    def __init__(
        self,
        *,
        presenter: KioskPresenter,
        language: Language | None = None,
        width: int = 1080,
        height: int = 1920,
        settle_ms: int = SETTLE_MS,
        finger: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind=Kind.KIOSK, width=width, height=height, parent=parent)
        self.set_finger(finger)
        self.setObjectName("kiosk")
        self._presenter = presenter
        self._language = language
        self._is_locked = False
        self._is_low = False
        self._upper = UpperPanel()
        self._header = Header(clock=presenter.clock)
        self._banner = Banner(lines=BANNER_LINES)
        self._access_bar = AccessBar()
        self._stack = _Pages()
        self._pages: dict[Page, Any] = {}
        column = spaced(QVBoxLayout(self), gap="none")
        column.addWidget(self._upper)
        column.addWidget(self._header)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self._access_bar)
        self._warning = WarningSheet(self)
        self._shield = Shield(self, lasts_ms=settle_ms)
        self._place = presenter.state.place
        self._keys = Keys(
            window=self, presenter=presenter, controls=self._controls, is_settling=lambda: self.is_settling
        )
        self._touches = Touches(self)
        self._paper: PrintState | None = None
        self._later = PaintLater(self)
        self._watched: object = None
        self._bar_end: QWidget | None = None
        self._connect()
        self.show_state(presenter.state)

    def _connect(self) -> None:
        self._presenter.state_changed.connect(self.show_state)
        for part in (self._header, self._access_bar, self._warning):
            self._connect_part(part)

    def _connect_part(self, part: QWidget) -> None:
        connect(part, self._presenter)
        moved = getattr(part, "moved", None)
        if moved is not None:
            moved.connect(self._shield.raise_over_all)

    def _page(self, which: Page) -> Any:
        """Return a page, made when it is first wanted: each one there is costs time at every change of the look."""
        which = which if which in PAGES else Page.AGENCIES
        if which not in self._pages:
            page = self._pages[which] = PAGES[which](self._presenter)
            self._stack.addWidget(page)
            apply_spacing(page, self.theme)
            self._connect_part(page)
        return self._pages[which]

    def made_ahead(self) -> Iterator[None]:
        """Make the pages of every visitor's way, a piece at a time; else the first visitor waits for each of them."""
        for which in (Page.SERVICES, Page.SERVICE, Page.ISSUED):
            page = self._page(which)
            yield
            yield from page.made_ahead()

    @property
    def is_settling(self) -> bool:
        """Say whether touches count for nothing just now."""
        return not self._shield.isHidden()

    def lock(self, *, hide_pointer: bool) -> None:
        """Stay in front, whatever a visitor presses: no frame, no closing, and no pointer where that is wanted.

        While a technician is at work the desktop may be used.
        """
        self._is_locked = True
        hold = Hold(self, is_free=self._is_technicians)
        self._presenter.state_changed.connect(hold.look)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        if hide_pointer:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def _is_technicians(self) -> bool:
        return self._presenter.state.page is Page.TECHNICIAN

    def show_state(self, state: KioskState) -> None:
        """Show a state; the same one twice changes nothing."""
        if self._language is not None and self._language.code != state.language:
            # Its LanguageChange comes later and once more; the texts are right at once.
            self._language.set(state.language)
        self._show(state)

    def _show(self, state: KioskState) -> None:
        was_low = self._is_low
        self._show_access(state)
        page = self._page(state.page)
        self._show_upper(page, state)
        has_moved = state.place != self._place or was_low != self._is_low
        has_only_turned = has_moved and was_low == self._is_low and state.place[:-1] == self._place[:-1]
        self._place = state.place
        before = self._over_the_page()
        self._header.show_state(state)
        self._access_bar.show_state(state)
        self._show_banner(state)
        self._share_height()
        self._warning.show_state(state)
        if has_moved or before != self._over_the_page():
            self._shield.raise_over_all()
        if self._is_told_of_paper(state) or has_moved:
            self._later.hold()
        page.show_state(state)
        self._stack.setCurrentWidget(page)
        self._stack.updateGeometry()
        self._put_bar_last(page)
        is_asked = before[1] != self._over_the_page()[1]
        if (has_moved and not (has_only_turned and self._focus_is_seen())) or (is_asked and self._keys.in_use):
            self._focus_anew()

    def _is_told_of_paper(self, state: KioskState) -> bool:
        """Say whether it has just become known what became of the paper, which changes the whole page."""
        before, self._paper = self._paper, None if state.given is None else state.given.paper
        return before is not None and self._paper not in (None, before)

    def _over_the_page(self) -> tuple[bool, bool]:
        """Say whether the banner and the question are there: they move or cover what a finger may be on its way to."""
        return not self._banner.isHidden(), not self._warning.isHidden()

    def _show_access(self, state: KioskState) -> None:
        access = state.access
        # Each change dresses the whole window anew, so nothing is set that is so already.
        scheme = Scheme.CONTRAST if access.is_contrast else None
        if (self.theme.scheme is Scheme.CONTRAST) != access.is_contrast:
            self.set_scheme(scheme)
        if self.theme.text_scale != access.text_scale:
            self.set_text_scale(access.text_scale)
        self._is_low = access.is_low and self.height() > self.width()

    def _show_upper(self, page: QWidget, state: KioskState) -> None:
        """Let what is read stand above the reach, and what is touched below take no more than it needs."""
        held = page.lift(self._is_low) if isinstance(page, TwoParts) else None
        self._upper.hold(held)
        self._upper.setVisible(self._is_low)
        if self._is_low:
            self._upper.show_state(state)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.setStretchFactor(self._upper, 1 if held is not None else 0)
        self._stack.set_whole(held is None)

    def _share_height(self) -> None:
        """Leave the lower part of an upright screen to what is touched; a banner only says something."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        is_above = column.indexOf(self._banner) < column.indexOf(self._upper)
        if is_above != self._is_low:
            column.removeWidget(self._banner)
            column.insertWidget(0 if self._is_low else column.indexOf(self._header) + 1, self._banner)
        if self._is_low:
            room = self.height() - round(self.height() * LOW_SHARE)
            said = 0 if self._banner.isHidden() else self._banner.heightForWidth(self.width())
            self._upper.setMinimumHeight(max(0, room - said))
            self._upper.setMaximumHeight(max(0, room - said) if self._stack.is_whole else self.height())

    def _show_banner(self, state: KioskState) -> None:
        if state.page is Page.WAITING:
            self._banner.clear()
        elif state.trouble is not None:
            self._banner.show_trouble(
                self.tr(
                    "The queue is not connected just now, so no number can be given. Numbers already taken stay valid."
                )
                + " "
                + desk_words.numbers_on_paper(state)
            )
        elif state.cancelled is not None:
            self._banner.show_trouble(
                self.tr("Number {code} was cancelled. Its paper is no longer valid.").format(code=state.cancelled),
                tone="good",
            )
        elif state.printer_fails and state.page is not Page.ISSUED:
            self._banner.show_trouble(
                self.tr("The printer needs help. Numbers are given all the same and shown on the screen."), tone="warn"
            )
        elif state.notice is not None and state.notice.service is None and state.page is not Page.ISSUED:
            self._banner.show_trouble(messages.sentence(state.notice.error))
        else:
            self._banner.clear()

    def _put_bar_last(self, page: QWidget) -> None:
        """Let Tab come to the access bar after the page: what a page has made anew stands behind it otherwise."""
        if self._bar_end is not None and not self._has_after(self._bar_end, page):
            return
        order = self._focus_chain()
        bar = [one for one in order if self._access_bar.isAncestorOf(one)]
        last = max((at for at, one in enumerate(order) if page.isAncestorOf(one)), default=-1)
        self._bar_end = bar[-1] if bar else None
        if not bar or last < order.index(bar[0]):
            return
        before = order[last]
        for one in bar:
            QWidget.setTabOrder(before, one)
            before = one

    def _has_after(self, widget: QWidget, page: QWidget) -> bool:
        """Say whether Tab comes to a part of a page after a widget; far quicker than going through the whole chain."""
        behind = list(chain.after(widget, self))
        return any(page.isAncestorOf(one) and one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in behind)

    def _focus_chain(self) -> list[QWidget]:
        """Return everything that Tab may ever come to, in its order."""
        return [one for one in chain.after(self, self) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _controls(self) -> list[QWidget]:
        """Return what may have the focus now, in the order of Tab, the page before the bars around it."""
        root: QWidget = self if self._warning.isHidden() else self._warning
        found = [one for one in self._focus_chain() if one.isVisible() and one.isEnabled() and root.isAncestorOf(one)]
        page: QWidget | None = self._stack.currentWidget()
        return sorted(found, key=lambda one: page is None or not page.isAncestorOf(one))

    def _focus_is_seen(self) -> bool:
        focused = self.focusWidget()
        return self._keys.in_use and focused in self._controls()

    def _focus_anew(self) -> None:
        """Begin at the top: with the first control where keys are used, else without a ring before the first Tab."""
        self.setFocus()
        if not self._keys.in_use:
            return
        if not self._warning.isHidden():
            self._warning.first_control.setFocus(Qt.FocusReason.TabFocusReason)
            return
        first = getattr(self._stack.currentWidget(), "first_control", None)
        if isinstance(first, QWidget) and first.isVisible() and first.isEnabled():
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._keys.focus_first()

    def focusNextPrevChild(self, is_forward: bool) -> bool:
        self._keys.in_use = True
        if self._warning.isHidden():
            self._presenter.touch()
            return super().focusNextPrevChild(is_forward)
        # The question is answered before anything else is chosen.
        controls, focused = self._controls(), self.focusWidget()
        at = controls.index(focused) if focused in controls else -1
        controls[(at + (1 if is_forward else -1)) % len(controls)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.handle(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keys.in_use = False
        self._presenter.touch()
        super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        # A change of flags gives the window a new handle.
        if handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self._keys)
            handle.installEventFilter(self._touches)

    def closeEvent(self, event: QCloseEvent) -> None:
        # The system's request to end the app closes too, and is not spontaneous: Alt+F4 is.
        if self._is_locked and event.spontaneous():
            event.ignore()
        else:
            super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shield.setGeometry(self.rect())
        self._show_access(self._presenter.state)
        self._share_height()
        self._warning.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self._presenter.state)


class _Pages(QStackedWidget):
    """Gives each page the room there is, or what it needs: a page that is not to be seen has no say in it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_whole = True

    def set_whole(self, is_whole: bool) -> None:
        """Take all the room there is, or no more than the page needs while a part of it stands elsewhere."""
        if is_whole != self.is_whole:
            self.is_whole = is_whole
            policy = self.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Expanding if is_whole else QSizePolicy.Policy.Fixed)
            self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        if self.is_whole or not isinstance(page, TwoParts):
            return super().sizeHint()
        return QSize(self.width(), page.height_at(self.width()))

    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        # A page that was not to be seen while its parts changed has told nobody.
        if (
            event.type() == QEvent.Type.LayoutRequest
            and not self.is_whole
            and self.height() != self.sizeHint().height()
        ):
            self.updateGeometry()
        return is_done

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        return False
