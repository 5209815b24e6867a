"""The test of the touch screen: fields all over the page that turn when a finger reaches them."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import BigButton, FitLabel, Panel

ACROSS: Final = 6
DOWN: Final = 8
"""Fields along the shorter and the longer side."""


class TouchTest(Panel):
    """Lies over its parent while it runs. Signals `touched()` at every press."""

    touched = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("touch_test")
        self._page = parent
        self._hit: set[tuple[int, int]] = set()
        self._words = FitLabel(role="title", lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        self._words.setObjectName("touch_words")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._leave = BigButton(name="touch_leave", fill="dark", extent="l", icon="close")
        self._leave.clicked.connect(self.hide)
        column = spaced(QVBoxLayout(self), gap="m", margins="xxl")
        column.addStretch(2)
        column.addWidget(self._words)
        column.addStretch(1)
        column.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.hide()

    @property
    def missing(self) -> int:
        """How many fields no finger has reached yet."""
        across, down = self._fields()
        return across * down - len(self._hit)

    def begin(self) -> None:
        """Show all fields untouched."""
        self._hit.clear()
        self.setGeometry(self._page.rect())
        self.show_words()
        self.show()
        self.raise_()

    def show_words(self) -> None:
        """Say what to do, in the present language."""
        self._leave.setText(self.tr("End of the test"))
        if self.missing:
            self._words.setText(self.tr("Touch or wipe over every field: {count} left.").format(count=self.missing))
        else:
            self._words.setText(self.tr("All fields were reached. The touch screen is well."))

    def box(self, column: int, row: int) -> QRectF:
        """Return a field's place."""
        across, down = self._fields()
        width, height = self.width() / across, self.height() / down
        return QRectF(column * width, row * height, width, height)

    def _fields(self) -> tuple[int, int]:
        return (ACROSS, DOWN) if self.height() > self.width() else (DOWN, ACROSS)

    def _reach(self, point: QPointF) -> None:
        across, down = self._fields()
        column, row = int(point.x() * across / self.width()), int(point.y() * down / self.height())
        if 0 <= column < across and 0 <= row < down:
            self._hit.add((column, row))
            self.show_words()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        self._reach(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._reach(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset, corner = theme.space("xs"), theme.px("radius_s")
        across, down = self._fields()
        for column in range(across):
            for row in range(down):
                is_hit = (column, row) in self._hit
                painter.setPen(QColor(theme.color("good" if is_hit else "line_strong")))
                painter.setBrush(QColor(theme.color("good_soft" if is_hit else "surface")))
                box = self.box(column, row).adjusted(inset, inset, -inset, -inset)
                painter.drawRoundedRect(box, corner, corner)
