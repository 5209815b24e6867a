"""The whole content of a hall display: it wanders by some pixels a minute, so that nothing burns into the screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from antrean.ui.dress import theme_of
from antrean.ui.wander import PLACES


class Wandering(QWidget):
    """Holds everything of a window and is a step larger than it on every side, so that its grounds reach every edge.

    The header, the names and the lines of a board stand at the same place ten hours a day. Moving them as a whole
    changes no size: nothing is laid out anew, and the screen is painted once. At an edge up to two steps of it are not
    seen: what stands there keeps a margin that is wider.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = 0

    def fill(self, window: QSize) -> None:
        """Take the size of a window, and the steps that go with it."""
        self.resize(window + self._step() * 2)
        self._settle()

    def move_on(self) -> None:
        """Stand somewhere else."""
        self._place = (self._place + 1) % len(PLACES)
        self._settle()

    def _settle(self) -> None:
        step = self._step()
        across, down = PLACES[self._place]
        self.move((across - 1) * step.width(), (down - 2) * step.height())

    def _step(self) -> QSize:
        # The margin beside all that is written is wide; above the header and below the last line it is narrow.
        theme = theme_of(self)
        return QSize(theme.space("s"), max(1, theme.space("xs") // 2))
