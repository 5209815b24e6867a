"""A QR code on the screen, for a number that has no paper."""

import qrcode
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from qrcode.constants import ERROR_CORRECT_M

from antrean.ui.dress import theme_of

QUIET_ZONE = 4
"""Empty modules around the code that every reader needs (ISO/IEC 18004, 9.1)."""


class QrCode(QWidget):
    """Paints its text as a QR, dark on light in every theme: many readers know nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._picture = QImage()
        # As large as there is room: a cheap phone has to read it over somebody's shoulder.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        """Take another text."""
        if text == self._text:
            return
        self._text = text
        self._picture = QImage()
        self.update()

    def sizeHint(self) -> QSize:
        size = theme_of(self).px("qr")
        return QSize(size, size)

    def minimumSizeHint(self) -> QSize:
        size = theme_of(self).px("qr") // 2
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        if self._picture.isNull():
            # Only now: most numbers have their paper, and the choice of a mask takes longer than the page.
            self._picture = _drawn(self._text)
        # Whole pixels per module, or the edges blur.
        modules = self._picture.width()
        size = max(1, min(self.width(), self.height()) // modules) * modules
        place = QRect((self.width() - size) // 2, (self.height() - size) // 2, size, size)
        QPainter(self).drawImage(place, self._picture)


def _drawn(text: str) -> QImage:
    """Return the code as a picture with one pixel for each module."""
    code = qrcode.QRCode(border=QUIET_ZONE, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    matrix = code.get_matrix()
    picture = QImage(len(matrix), len(matrix), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    for y, row in enumerate(matrix):
        for x, is_dark in enumerate(row):
            if is_dark:
                painter.fillRect(x, y, 1, 1, Qt.GlobalColor.black)
    painter.end()
    return picture
