"""What scrolls when a small screen or large print leaves it too little room."""

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLayoutItem, QScrollArea, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import Panel


class _Inside(Panel):
    """Asks for no more than it needs: a list in it becomes shorter before anything has to be scrolled."""

    def heightForWidth(self, width: int) -> int:
        column = self.layout()
        items = [] if column is None else [column.itemAt(at) for at in range(column.count())]
        heights = [_least(item, width) for item in items if item is not None and not item.isEmpty()]
        # Qt's own minimum takes texts for lower than it then lays them out.
        return sum(heights) + max(0, len(heights) - 1) * (0 if column is None else column.spacing())


def _least(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.minimumSize().height()


class ScrollBody(QScrollArea):
    """A column, `column`, that is as wide as its room and scrolls up and down alone.

    Whatever gets the focus is brought into sight. With `is_read` Tab stops here too and the arrows scroll: for a page
    that is read and has nothing to press.
    """

    def __init__(self, *, gap: str = "s", is_read: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_read else Qt.FocusPolicy.NoFocus)
        inside = _Inside()
        self.column = spaced(QVBoxLayout(inside), gap=gap)
        self.setWidget(inside)
        self._followed: QObject | None = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.window().windowHandle()
        if handle is not self._followed:
            self._followed = handle
            handle.focusObjectChanged.connect(self._on_focus)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        return super().sizeHint() if inside is None else inside.sizeHint()

    def _on_focus(self, focused: QObject | None) -> None:
        inside = self.widget()
        if isinstance(focused, QWidget) and inside is not None and inside.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)
