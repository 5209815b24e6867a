"""What holds other things: panels, cards, cards that can be touched, and a grid that wraps."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLayout, QLayoutItem, QSizePolicy, QStyle, QStyleOption, QWidget

from antrean.ui.dress import Dressed, set_look, theme_of


def paint_box(widget: QWidget, painter: QPainter, *, is_down: bool = False) -> None:
    """Draw the background and border that the style sheet gives a widget."""
    option = QStyleOption()
    option.initFrom(widget)
    if is_down:
        option.state |= QStyle.StateFlag.State_Sunken
    widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, widget)


def paint_focus(widget: QWidget, painter: QPainter, radius: str) -> None:
    """Draw the focus ring: dark outside, light inside, so that it shows on every ground."""
    theme = theme_of(widget)
    width = theme.px("focus")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = theme.px(radius)
    for step, name in enumerate(("focus_outer", "focus_inner")):
        pen = painter.pen()
        pen.setColor(QColor(theme.color(name)))
        pen.setWidthF(width)
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        inset = width / 2 + step * width
        ring = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, max(1.0, corner - inset), max(1.0, corner - inset))


def paint_stripe(widget: QWidget, painter: QPainter, color: QColor) -> None:
    """Draw the zone's stripe on the left edge."""
    theme = theme_of(widget)
    width = theme.px("stripe")
    inset = theme.px("radius_s")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(0, inset, width, max(1, widget.height() - 2 * inset)), width / 2, width / 2)


class Panel(QFrame, Dressed):
    """A plain part of a window. `fill`: bg surface header accent_soft quiet; `bar`: header footer (fixed height)."""

    def __init__(self, *, fill: str | None = None, bar: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, fill=fill, bar=bar)

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        return super().event(event)


class Card(QFrame, Dressed):
    """A rounded box. `fill`: row row_accent accent accent_soft header quiet good warn bad; `corner`: s m l xl.

    `stripe` is the colour of a zone, as #RRGGBB from the mall file.
    """

    def __init__(
        self,
        *,
        fill: str | None = None,
        corner: str | None = None,
        stripe: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stripe = stripe
        set_look(self, fill=fill, corner=corner)

    def set_fill(self, fill: str | None) -> None:
        set_look(self, fill=fill)

    def set_stripe(self, color: str | None) -> None:
        if color != self._stripe:
            self._stripe = color
            self.update()

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._stripe:
            painter = QPainter(self)
            paint_stripe(self, painter, QColor(self._stripe))


class CardButton(QAbstractButton, Dressed):
    """A whole card that is one button: put labels in its layout, they let the touch through.

    Set `setAccessibleName` to what a screen reader should say. `set_off(True)` greys it while it can still be
    touched, for a card that answers with the reason why it is closed.
    """

    def __init__(self, *, name: str, stripe: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stripe = stripe
        self._is_off = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_off(self, is_off: bool) -> None:
        self._is_off = is_off
        set_look(self, off="true" if is_off else "false")

    def set_stripe(self, color: str | None) -> None:
        if color != self._stripe:
            self._stripe = color
            self.update()

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        return super().event(event)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(self, painter, is_down=self.isDown())
        if self._stripe:
            color = QColor(self._stripe)
            color.setAlphaF(0.4 if self._is_off or not self.isEnabled() else 1.0)
            paint_stripe(self, painter, color)
        if self.hasFocus():
            paint_focus(self, painter, "radius_m")


class WrapGrid(QLayout):
    """Cells of equal width, as many in a row as fit at the least width, the rest below; rows share one height.

    `columns` fixes the number of columns. Give it gaps with `spaced()`, like any layout.
    """

    def __init__(self, parent: QWidget | None = None, *, least_cell_u: float = 240, columns: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._least_cell_u = least_cell_u
        self._columns = columns

    def set_columns(self, columns: int) -> None:
        """Fix the number of columns; 0 lets the width decide."""
        if columns != self._columns:
            self._columns = columns
            self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), is_trial=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, is_trial=False)

    def columns_for(self, width: int) -> int:
        """Return how many cells stand in a row of this width."""
        if self._columns:
            return self._columns
        owner = self.parentWidget()
        least = max(1, round(self._least_cell_u * (theme_of(owner).u if owner else 1.0)))
        return max(1, (width + self.spacing()) // (least + self.spacing()))

    def _place(self, rect: QRect, *, is_trial: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        gap = max(0, self.spacing())
        shown = [item for item in self._items if not item.isEmpty()]
        columns = self.columns_for(inner.width())
        cell = (inner.width() - gap * (columns - 1)) / columns
        y = inner.top()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(
                max(item.minimumSize().height(), item.heightForWidth(round(cell)))
                if item.hasHeightForWidth()
                else item.sizeHint().height()
                for item in row
            )
            if not is_trial:
                for at, item in enumerate(row):
                    x = inner.left() + round(at * (cell + gap))
                    item.setGeometry(QRect(QPoint(x, y), QSize(round(cell), height)))
            y += height + gap
        return (y - gap if shown else y) - rect.top() + margins.bottom()
