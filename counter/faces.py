"""Which of its two faces the counter shows: the full window or the compact bar, and where each stands."""

from PySide6.QtCore import QObject, QRect, Qt, Slot
from PySide6.QtWidgets import QApplication

from counter import habits
from counter.bar import HEIGHT, WIDTH, CounterBar
from counter.habits import Area, Place
from counter.window import CounterWindow
from counter.window_presenter import WindowPresenter


class Faces(QObject):
    """Shows one face and hides the other; both are of one presenter, so nothing is done twice.

    `remembers_place` is off where somebody else says where the window stands: the full screen, the demo.
    """

    def __init__(
        self,
        *,
        window: CounterWindow,
        bar: CounterBar,
        looks: WindowPresenter,
        remembers_place: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._bar = bar
        self._looks = looks
        self._is_bar = False
        if remembers_place:
            self._put_back()
            window.placed.connect(self._on_placed)
        looks.state_changed.connect(self.follow)
        looks.alerted.connect(self._on_alerted)

    @Slot()
    def follow(self) -> None:
        """Show the face that is wanted now."""
        state = self._looks.state
        if state.shows_bar == self._is_bar:
            if self._is_bar:
                self._put_bar()
            return
        self._is_bar = state.shows_bar
        if self._is_bar:
            self._put_bar()
            # First the one, then the other: an app without any window would end.
            self._bar.show()
            self._bar.activateWindow()
            self._window.hide()
        else:
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()
            self._bar.hide()

    def _on_alerted(self) -> None:
        """Mark the face that is shown in the task bar, without taking the focus."""
        QApplication.alert(self._bar if self._is_bar else self._window)

    def _put_bar(self) -> None:
        screen = _area(self._window.screen().availableGeometry())
        gap = self._bar.theme.space("s")
        at = habits.in_corner(self._looks.state.habits.corner, screen, width=WIDTH, height=HEIGHT, gap=gap)
        self._bar.move(*at)

    def _put_back(self) -> None:
        place = self._looks.state.habits.place
        if place is None:
            return
        primary = QApplication.primaryScreen()
        screens = sorted(QApplication.screens(), key=lambda one: one is not primary)
        area = habits.visible(place.area, [_area(one.availableGeometry()) for one in screens])
        self._window.setGeometry(QRect(area.x, area.y, area.width, area.height))
        if place.is_maximized:
            self._window.setWindowState(Qt.WindowState.WindowMaximized)

    def _on_placed(self) -> None:
        window = self._window
        is_maximized = window.isMaximized()
        rect = window.normalGeometry() if is_maximized else window.geometry()
        if rect.isValid():
            self._looks.note_place(Place(area=_area(rect), is_maximized=is_maximized))


def _area(rect: QRect) -> Area:
    return Area(x=rect.x(), y=rect.y(), width=rect.width(), height=rect.height())
