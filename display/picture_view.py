"""A place beside the board where the pictures stand, whole and with round corners."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from antrean.ui.dress import theme_of
from display.slides import Slides

_BACKGROUND = 0.65
"""How far a picture steps back while a call is new."""


class PictureView(QWidget):
    """Shows what `slides` has; without any picture it takes no room."""

    def __init__(self, slides: Slides, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture_view")
        self._slides = slides
        self._fitted: dict[int, tuple[QSize, QPixmap]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        slides.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        self.setVisible(self._slides.pixmap is not None)
        self.update()

    def _draw(self, painter: QPainter, pixmap: QPixmap, share: float) -> None:
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        fitted = self._fit(pixmap, room)
        width, height = fitted.width() / ratio, fitted.height() / ratio
        box = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        corner = theme_of(self).px("radius_l")
        path = QPainterPath()
        path.addRoundedRect(box, corner, corner)
        painter.setOpacity(share)
        painter.setClipPath(path)
        painter.drawPixmap(box, fitted, QRectF(fitted.rect()))
        painter.setClipping(False)

    def _fit(self, pixmap: QPixmap, room: QSize) -> QPixmap:
        """Return a picture in the size it has here; both of a fade are kept, or each frame would scale them anew."""
        known = self._fitted.get(pixmap.cacheKey())
        if known is None or known[0] != room:
            aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            is_there = pixmap.size() == pixmap.size().scaled(room, aspect)
            known = room, pixmap if is_there else pixmap.scaled(room, aspect, smooth)
            shown = {one.cacheKey() for one in (self._slides.pixmap, self._slides.before) if one is not None}
            self._fitted = {key: kept for key, kept in self._fitted.items() if key in shown}
            self._fitted[pixmap.cacheKey()] = known
        return known[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        share = self._slides.share
        if self._slides.before is not None:
            self._draw(painter, self._slides.before, 1 - share)
        if self._slides.pixmap is not None:
            self._draw(painter, self._slides.pixmap, share)
        if self._slides.is_held():
            painter.setOpacity(_BACKGROUND)
            painter.fillRect(self.rect(), QColor(theme_of(self).color("bg")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._slides.make_room(self.size() * self.devicePixelRatioF())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._slides.make_room(self.size() * self.devicePixelRatioF())
