"""The kiosk's window: its header, its pages, and a shield that keeps a touch from choosing what just appeared."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.language import Language
from antrean.ui.theme import Kind
from antrean.ui.widgets import Banner
from antrean.ui.window import ThemedWindow
from kiosk.pages.agencies import AgenciesPage
from kiosk.pages.header import Header
from kiosk.pages.issued import IssuedPage
from kiosk.pages.priority import PriorityPage
from kiosk.pages.services import ServicesPage
from kiosk.pages.waiting import WaitingPage
from kiosk.presenter import KioskPresenter
from kiosk.state import KioskState, Page
from kiosk.wiring import connect

PAGES: Final[dict[Page, Callable[[KioskPresenter], Any]]] = {
    Page.WAITING: lambda presenter: WaitingPage(),
    Page.AGENCIES: lambda presenter: AgenciesPage(),
    Page.SERVICES: lambda presenter: ServicesPage(),
    Page.PRIORITY: lambda presenter: PriorityPage(),
    Page.ISSUED: lambda presenter: IssuedPage(status_url=presenter.status_url),
}
"""How each page is made; its signals are connected by their names."""

SETTLE_MS = 300
"""So long after a page changed a touch counts for nothing: the finger was on its way to what stood there before."""


class KioskWindow(ThemedWindow):
    """Shows what the presenter says; `settle_ms=0` leaves the shield out."""

    def __init__(
        self,
        *,
        presenter: KioskPresenter,
        language: Language | None = None,
        width: int = 1080,
        height: int = 1920,
        settle_ms: int = SETTLE_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind=Kind.KIOSK, width=width, height=height, parent=parent)
        self.setObjectName("kiosk")
        self._presenter = presenter
        self._language = language
        self._settle_ms = settle_ms
        self._header = Header(clock=presenter.clock)
        self._banner = Banner()
        self._stack = QStackedWidget()
        self._pages = {page: make(presenter) for page, make in PAGES.items()}
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = spaced(QVBoxLayout(self), gap="none")
        column.addWidget(self._header)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        self._shield = QWidget(self)
        self._shield.setObjectName("settling")
        self._shield.hide()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._shield.hide)
        self._place = presenter.state.place
        self._connect()
        self.show_state(presenter.state)

    def _connect(self) -> None:
        self._presenter.state_changed.connect(self.show_state)
        for part in (self._header, *self._pages.values()):
            connect(part, self._presenter)
            moved = getattr(part, "moved", None)
            if moved is not None:
                moved.connect(self._settle)

    @property
    def is_settling(self) -> bool:
        """Say whether touches count for nothing just now."""
        return self._settled.isActive()

    def show_state(self, state: KioskState) -> None:
        """Show a state; the same one twice changes nothing."""
        if self._language is not None and self._language.code != state.language:
            # Its LanguageChange comes later and once more; the texts are right at once.
            self._language.set(state.language)
        self._show(state)

    def _show(self, state: KioskState) -> None:
        has_moved = state.place != self._place
        self._place = state.place
        had_banner = not self._banner.isHidden()
        self._header.show_state(state)
        self._show_banner(state)
        if has_moved or had_banner == self._banner.isHidden():
            self._settle()
        page = self._pages.get(state.page, self._pages[Page.AGENCIES])
        page.show_state(state)
        self._stack.setCurrentWidget(page)
        if has_moved:
            # Else Qt would give the focus, and its ring, to whatever comes next; Tab begins at the top.
            self.setFocus()

    def _show_banner(self, state: KioskState) -> None:
        if state.page is Page.WAITING:
            self._banner.clear()
        elif state.trouble is not None:
            self._banner.show_trouble(
                self.tr(
                    "The queue is not connected just now, so no number can be given. Numbers already taken stay valid."
                )
                + " "
                + self.tr("We keep trying.")
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

    def _settle(self) -> None:
        if self._settle_ms <= 0:
            return
        self._shield.setGeometry(self.rect())
        self._shield.raise_()
        self._shield.show()
        self._settled.start(self._settle_ms)

    def focusNextPrevChild(self, is_forward: bool) -> bool:
        self._presenter.touch()
        return super().focusNextPrevChild(is_forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._presenter.touch()
        if event.isAutoRepeat() or self.is_settling:
            return
        match event.key():
            case Qt.Key.Key_Escape:
                self._presenter.back()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                focused = self.focusWidget()
                if isinstance(focused, QAbstractButton) and focused.isEnabled():
                    focused.click()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._presenter.touch()
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shield.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self._presenter.state)
