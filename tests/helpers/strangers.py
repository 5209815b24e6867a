"""Other programs' windows on the screen of an app (`python -m tests.helpers.strangers drag FILE | front SECONDS`).

`drag` is a small one in the corner that a file and texts can be dragged out of; it asks no window manager, so that it
is there also over a kiosk that fills the screen. `front` wants to be in front, again and again.
"""

import signal
import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

LASTS_MS = 4_000
AGAIN_MS = 150


class Source(QLabel):
    """What is dragged out of it is a link to a file, a plain text and a rich one at once."""

    def __init__(self, path: str) -> None:
        super().__init__("drag me")
        self._path = path
        self.setWindowFlags(
            Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.X11BypassWindowManagerHint
            | Qt.WindowType.WindowStaysOnTopHint
        )
        self.setGeometry(0, 0, 60, 40)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._path)])
        data.setText(f"file://{self._path}")
        data.setHtml("<h1>KA-999</h1>")
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
        self.close()


def thief() -> QWidget:
    """Make a window that takes the focus as often as it can."""
    window = QWidget()
    window.setGeometry(40, 40, 500, 300)
    again = QTimer(window)
    again.timeout.connect(window.raise_)
    again.timeout.connect(window.activateWindow)
    again.start(AGAIN_MS)
    return window


def main(what: str, more: str) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QApplication([what])
    window: QWidget = Source(more) if what == "drag" else thief()
    window.show()
    QTimer.singleShot(LASTS_MS if what == "drag" else round(float(more) * 1000), application.quit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
