"""The sentences at the bottom for those whom movement troubles: one after the other, each standing still."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import FitLabel, Panel
from display.turning import Turning


class StillText(QWidget):
    """Takes the place of the running text (`ticker.Ticker`): the same sentences, a page each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ticker")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sentences: tuple[str, ...] = ()
        self._turning = Turning(self)
        self._turning.turned.connect(self._show)
        self._label = FitLabel(role="body", tone="on_dark", lines=2, shrink=0.4, align=Qt.AlignmentFlag.AlignHCenter)
        self._label.setObjectName("still_text")
        ground = Panel(fill="dark")
        around = spaced(QHBoxLayout(self), gap="none")
        around.addWidget(ground)
        row = spaced(QHBoxLayout(ground), gap="none", margins=("xl", "xs"))
        row.addWidget(self._label)

    def set_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show other sentences; the same ones go on where they are."""
        if sentences != self._sentences:
            self._sentences = sentences
            self._turning.set_pages(len(sentences))
            self.setAccessibleName(self.text())
            self._show()

    def text(self) -> str:
        return " • ".join(self._sentences)

    def is_running(self) -> bool:
        """Say whether anything moves: never."""
        return False

    def redraw(self) -> None:
        """Take the size that the theme gives."""
        self.setFixedHeight(theme_of(self).px("bar_height"))

    def _show(self) -> None:
        self._label.setText(self._sentences[self._turning.page] if self._sentences else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()
        self._turning.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._turning.set_seen(False)
