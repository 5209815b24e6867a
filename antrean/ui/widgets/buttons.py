"""The large button: one or two lines, an icon, a busy state that cannot be clicked twice."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from antrean import assets
from antrean.ui.dress import set_look, theme_of
from antrean.ui.widgets.cards import paint_box, paint_focus
from antrean.ui.widgets.letters import Fitted, fit, letters, sized, whole_advance
from antrean.ui.widgets.text import draw_fitted

_ICONS: Final = 256


@lru_cache(_ICONS)
def icon_pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon of assets/icons in one colour, `size` device-independent pixels square; to be drawn only."""
    svg = assets.path("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(svg.encode()).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class BigButton(QAbstractButton):
    """A button for a finger or a key.

    `fill`: quiet primary accent accent_soft dark outline header header_plain; `extent`: s m l (height and text).
    `set_note` is the small second line, `set_key_cap` the name of its key at the right of the text.
    While `set_busy(True)` it is disabled and says so; the first click is the only one.
    """

    def __init__(
        self,
        text: str = "",
        *,
        name: str,
        fill: str = "quiet",
        extent: str | None = None,
        note: str = "",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._note = note
        self._icon_name = icon
        self._key_cap = ""
        self._is_busy = False
        self._is_allowed = True
        self.setObjectName(name)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._radius = {"s": "radius_s", "l": "radius_l"}.get(extent or "", "radius_m")
        set_look(self, fill=fill, extent=extent)

    def set_fill(self, fill: str) -> None:
        set_look(self, fill=fill)

    def set_note(self, note: str) -> None:
        """Set the second line; empty for none."""
        if note != self._note:
            self._note = note
            self._tell()

    def note(self) -> str:
        return self._note

    def set_key_cap(self, key: str) -> None:
        """Show the name of the key that does the same, e.g. "F6"."""
        if key != self._key_cap:
            self._key_cap = key
            self._tell()

    def set_icon(self, name: str | None) -> None:
        """Show an icon of assets/icons before the text."""
        if name != self._icon_name:
            self._icon_name = name
            self.updateGeometry()
            self.update()

    def has_icon(self) -> bool:
        return self._icon_name is not None

    def set_busy(self, is_busy: bool) -> None:
        """While busy it cannot be clicked and is drawn waiting; `set_allowed` keeps what comes after."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            set_look(self, busy="true" if is_busy else "false")
            self._follow()

    def is_busy(self) -> bool:
        return self._is_busy

    def set_allowed(self, is_allowed: bool) -> None:
        """Say whether the action makes sense now; it can be clicked when allowed and not busy."""
        if is_allowed != self._is_allowed:
            self._is_allowed = is_allowed
            self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._is_allowed and not self._is_busy)
        self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(", ".join(part for part in (self._note, self._key_cap) if part))
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            # The default accessible name of a button is its text; keep it explicit, so that tests can ask for it.
            self.setAccessibleName(text)
            self.updateGeometry()

    def _note_font(self) -> QFont:
        style = theme_of(self).text("button_note")
        return sized(self.font(), style.size, weight=style.weight)

    def _cap_font(self) -> QFont:
        style = theme_of(self).text("caption")
        return sized(self.font(), style.size, weight=style.weight)

    def _side(self) -> tuple[int, int]:
        """Return the room of the icon before the text and of the key's name behind it."""
        theme = theme_of(self)
        gap = theme.space("s")
        icon = theme.px("icon") + gap if self._icon_name else 0
        cap = 0
        if self._key_cap:
            cap = whole_advance(self._key_cap, self._cap_font()) + 2 * theme.px("key_padding") + gap
        return icon, cap

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        theme = theme_of(self)
        font = self.font()
        width = whole_advance(self.text(), font)
        height = letters(font).whole_height
        if self._note:
            note_font = self._note_font()
            width = max(width, whole_advance(self._note, note_font))
            height += letters(note_font).whole_height
        # The box of the style sheet: padding and least height.
        icon, cap = self._side()
        width += icon + cap + 2 * theme.px("button_padding")
        least = {"s": "button_height_s", "l": "button_height_l"}.get(str(self.property("extent")), "button_height")
        return QSize(width, max(height + 2 * theme.space("xs"), theme.px(least)))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), 2 * hint.height()), hint.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(self, painter, is_down=self.isDown())
        theme = theme_of(self)
        # Every rule of the style sheet sets `color`; it reaches the palette for the present state.
        color = self._ink()
        painter.setPen(color)
        behind = self._side()[1]
        title_room, note_room = self._rooms()
        title = self.fitted()
        width = self._width_of(title, self.font())
        draw_fitted(painter, title_room, title, self.font(), Qt.AlignmentFlag.AlignCenter)
        if self._note:
            draw_fitted(painter, note_room, self.fitted_note(), self._note_font(), _CENTER)
        middle = title_room.center().x()
        if self._icon_name:
            size = theme.px("icon")
            # Alone it stands in the middle of the button.
            left = middle - width / 2 - theme.space("s") - size if self.text() else (self.width() - size) / 2
            top = title_room.center().y() - size / 2
            pixmap = icon_pixmap(self._icon_name, color.name(), size, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(top), pixmap)
        if self._key_cap:
            self._paint_cap(painter, middle + width / 2 + theme.space("s"), behind - theme.space("s"))
        if self.hasFocus():
            paint_focus(self, painter, self._radius)

    def _paint_cap(self, painter: QPainter, left: float, width: int) -> None:
        theme = theme_of(self)
        font = self._cap_font()
        height = letters(font).whole_height + theme.space("xs")
        cap = QRectF(left, (self.height() - height) / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # On a light button the cap is a little darker than its ground, on a dark one a little lighter.
        ink = self._ink()
        ground = QColor(ink)
        ground.setAlphaF(0.08)
        painter.setBrush(ground)
        painter.drawRoundedRect(cap, theme.space("xs"), theme.space("xs"))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(cap, _CENTER, self._key_cap)

    def fitted(self) -> Fitted:
        """Return how the text lies in the room it has now."""
        return self._fit(self.text(), self.font(), self._rooms()[0])

    def fitted_note(self) -> Fitted:
        """Return how the second line lies in the room it has now."""
        return self._fit(self._note, self._note_font(), self._rooms()[1])

    def note_box(self) -> QRectF:
        """Return the room of the second line."""
        return self._rooms()[1]

    def text_box(self) -> QRectF:
        """Return the room of the text, without the note, the icon and the key's name."""
        return self._rooms()[0]

    def _rooms(self) -> tuple[QRectF, QRectF]:
        """Return the rooms of the text and of the note."""
        theme = theme_of(self)
        padding = theme.px("button_padding") if self.width() > 6 * theme.px("button_padding") else theme.space("xs")
        before, behind = self._side()
        return self._split(QRectF(self.rect()).adjusted(padding + before, 0, -padding - behind, 0))

    def _ink(self) -> QColor:
        return self.palette().color(self.foregroundRole())

    def _split(self, room: QRectF) -> tuple[QRectF, QRectF]:
        if not self._note:
            return room, QRectF()
        title = letters(self.font()).whole_height
        note = letters(self._note_font()).whole_height
        top = room.top() + max(0.0, (room.height() - title - note) / 2)
        return QRectF(room.left(), top, room.width(), title), QRectF(room.left(), top + title, room.width(), note)

    def _fit(self, text: str, font: QFont, room: QRectF) -> Fitted:
        # Large print is large where there is room for it; it is no reason to leave a part of a text out.
        least = font.pixelSize() * 0.6 / max(1.0, theme_of(self).text_scale)
        return fit(
            text,
            font,
            width=room.width(),
            height=room.height(),
            largest=font.pixelSize(),
            smallest=max(1, round(least)),
        )

    @staticmethod
    def _width_of(fitted: Fitted, font: QFont) -> float:
        return whole_advance(fitted.lines[0], sized(font, fitted.size))


_CENTER = Qt.AlignmentFlag.AlignCenter
