"""Small marks that say how things stand: pills, the zone's mark, the banner of a trouble, plain icons."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from antrean.ui.dress import set_look, spaced, theme_of
from antrean.ui.theme import readable_on
from antrean.ui.widgets.buttons import BigButton, icon_pixmap
from antrean.ui.widgets.cards import Panel
from antrean.ui.widgets.text import FitLabel


class Icon(QWidget):
    """An icon of assets/icons in a colour of the theme; `extent` is a length of the theme (icon, icon_l, mark)."""

    def __init__(self, icon: str, *, color: str = "ink", extent: str = "icon", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._color = color
        self._extent = extent
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, color: str | None = None) -> None:
        if (icon, color or self._color) != (self._icon_name, self._color):
            self._icon_name = icon
            self._color = color or self._color
            self.update()

    def sizeHint(self) -> QSize:
        size = theme_of(self).px(self._extent)
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        size = min(self.width(), self.height())
        pixmap = icon_pixmap(self._icon_name, theme.color(self._color), size, self.devicePixelRatioF())
        QPainter(self).drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, pixmap)


class StatusPill(FitLabel):
    """One or two words on a rounded ground: "Buka". `tone`: good warn bad muted primary dark."""

    has_box = True

    def __init__(self, text: str = "", *, tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(text, role="caption", tone=tone, align=Qt.AlignmentFlag.AlignHCenter, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_status(self, text: str, tone: str) -> None:
        self.setText(text)
        self.set_tone(tone)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme_of(self).px("pill_height"))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), super().minimumSizeHint().width()), hint.height())


class ZoneMark(QWidget):
    """A tile in the zone's colour with its number in it, so that the colour is never the only sign.

    `color` comes from the mall file as #RRGGBB.
    """

    def __init__(self, *, color: str, number: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = color
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_zone(self, *, color: str, number: int | None) -> None:
        if (color, number) != (self._color, self._number):
            self._color, self._number = color, number
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        size = theme.px("mark") if self._number is None else round(theme.text("caption").size * 1.6)
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._color))
        corner = min(self.width(), self.height()) / 4
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        if self._number is not None:
            style = theme.text("caption")
            font = self.font()
            font.setPixelSize(style.size)
            font.setWeight(font.Weight.Bold)
            painter.setFont(font)
            painter.setPen(QColor(readable_on(self._color)))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class Banner(Panel):
    """The line at the top that tells of a trouble; hidden while there is none.

    `lines` is how many it may have before its text shrinks. `show_trouble` takes the sentence; with `retry` a button
    asks again (signal `retry_clicked`).
    """

    retry_clicked = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 2) -> None:
        super().__init__(parent=parent)
        self.setObjectName("banner")
        self._icon = Icon("warning", color="on_bad_soft")
        self._label = FitLabel(role="strong", lines=lines)
        self._label.setObjectName("banner_text")
        self._retry = BigButton(self.tr("Try again"), name="banner_retry", fill="dark", extent="s")
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "xs"))
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addWidget(self._retry)
        self._retry.clicked.connect(self.retry_clicked)
        self.hide()

    def show_trouble(self, sentence: str, *, tone: str = "bad", retry: bool = False) -> None:
        """Show a sentence; `tone` is bad, warn or good."""
        if (sentence, tone, retry) == (self._label.text(), self.property("tone"), not self._retry.isHidden()):
            self.show()
            return
        self._label.setText(sentence)
        self._icon.set_icon("check" if tone == "good" else "warning", f"on_{tone}_soft")
        self._retry.setVisible(retry)
        set_look(self, tone=tone)
        self._label.style().unpolish(self._label)
        self._label.style().polish(self._label)
        self.setAccessibleName(sentence)
        self.show()

    def clear(self) -> None:
        self.hide()

    def sentence(self) -> str:
        """Return what it says, or nothing while it is hidden."""
        return "" if self.isHidden() else self._label.text()

    def set_busy(self, is_busy: bool) -> None:
        """Show that a retry is on its way."""
        self._retry.set_busy(is_busy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retry.setText(self.tr("Try again"))
