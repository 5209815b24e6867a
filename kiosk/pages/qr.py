"""A QR code on the screen, for a number that has no paper."""

import qrcode
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
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
        self._matrix: list[list[bool]] = []
        # As large as there is room: a cheap phone has to read it over somebody's shoulder.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        """Take another text."""
        if text == self._text:
            return
        self._text = text
        self._matrix = []
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
        if not self._matrix:
            # Only now: most numbers have their paper, and the choice of a mask takes longer than the page.
            code = qrcode.QRCode(border=QUIET_ZONE, error_correction=ERROR_CORRECT_M)
            code.add_data(self._text)
            self._matrix = code.get_matrix()
        painter = QPainter(self)
        # Whole pixels per module, or the edges blur.
        step = max(1, min(self.width(), self.height()) // len(self._matrix))
        size = step * len(self._matrix)
        left, top = (self.width() - size) // 2, (self.height() - size) // 2
        painter.fillRect(QRectF(left, top, size, size), Qt.GlobalColor.white)
        for y, row in enumerate(self._matrix):
            for x, is_dark in enumerate(row):
                if is_dark:
                    painter.fillRect(QRectF(left + x * step, top + y * step, step, step), Qt.GlobalColor.black)
