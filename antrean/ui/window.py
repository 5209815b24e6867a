"""Windows and dialogs that find their theme from the window's size and dress everything inside."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from antrean.ui.dress import Dressed, apply_spacing
from antrean.ui.theme import Kind, Scheme, Theme


class ThemedWindow(QWidget):
    """The base of the three main windows.

    `theme` is the present look. It changes with the window's size, with `set_scheme` (high contrast) and
    with `set_text_scale` (large print); `theme_changed` follows, for what paints itself.
    """

    theme_changed = Signal()

    def __init__(
        self, *, kind: Kind | str, width: int, height: int, scheme: Scheme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Without this Qt would give the first button the focus, and its ring, at start.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._kind = Kind(kind)
        self._scheme = scheme
        self._text_scale = 1.0
        self._finger = 0
        self._sheeted: Theme | None = None
        self.theme = Theme.fit(self._kind, width, height, scheme=scheme)
        self.resize(width, height)
        self._retheme()
        self.installEventFilter(_DressOnce(self))

    def set_scheme(self, scheme: Scheme | None) -> None:
        """Take another colour scheme; None is the kind's own."""
        self._scheme = scheme
        self._retheme()

    def set_text_scale(self, text_scale: float) -> None:
        """Make all text larger or smaller; 1.0 is normal."""
        self._text_scale = text_scale
        self._retheme()

    def set_finger(self, finger: int) -> None:
        """Let no button be lower than so many device-independent pixels, within reason."""
        self._finger = finger
        self._retheme()

    def _retheme(self) -> None:
        theme = Theme.fit(
            self._kind,
            self.width(),
            self.height(),
            scheme=self._scheme,
            text_scale=self._text_scale,
            finger=self._finger,
        )
        if theme == self._sheeted:
            return
        self.theme = theme
        self._sheeted = theme
        palette = self.palette()
        for role, color in _PALETTE.items():
            palette.setColor(role, QColor(theme.color(color)))
        self.setPalette(palette)
        self.setStyleSheet(theme.style_sheet())
        if not self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            # Qt has read the first sheet of a window for its palette, and before the window is seen it goes on with
            # that one, unless it is told to forget what it read.
            self.setAttribute(Qt.WidgetAttribute.WA_StyleSheet)
            self.style().unpolish(self)
        apply_spacing(self, theme)
        self.theme_changed.emit()

    def dress(self) -> None:
        """Give the contents their gaps, once they are there and before they are seen."""
        if (layout := self.layout()) is not None:
            # Contents must never push the window: a larger window means larger units, which push again.
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        apply_spacing(self, self.theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._retheme()


class _DressOnce(QObject):
    """Dresses a window when Qt polishes it, and is gone then.

    An `event()` of the window's own would do the same and cost a fifth of the display's time: each picture of a
    movement is an event of the window, and each would be handed to Python and back.
    """

    def __init__(self, window: ThemedWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            self._window.removeEventFilter(self)
            self._window.dress()
            self.deleteLater()
        return False


class ThemedDialog(QDialog, Dressed):
    """A dialog in the look of the window it belongs to: give it that window as parent, and its layouts `spaced()` gaps.

    `open()` it, never `exec()`: a nested event loop would run slots in the middle of others.
    """

    def __init__(self, parent: QWidget, *, title: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        return super().event(event)


_PALETTE = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "quiet",
    QPalette.ColorRole.ButtonText: "on_quiet",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.PlaceholderText: "muted",
}
