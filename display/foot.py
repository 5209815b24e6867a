"""What stands below the calls: the strip with what is to be known, and who waits where."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from display.lines_band import LinesBand
from display.state import DisplayState
from display.strip import Strip


class Foot(QWidget):
    """Both, one above the other; a supervisor's announcement takes the room of the lines."""

    def __init__(self, *, has_breaks: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = Strip(has_breaks=has_breaks)
        self.lines = LinesBand()
        page = spaced(QVBoxLayout(self), gap="s")
        page.addWidget(self.strip)
        page.addWidget(self.lines)

    def show_state(self, state: DisplayState, now: datetime) -> None:
        """Show what belongs to a state; `now` is in the mall's zone."""
        self.strip.show_state(state, now)
        self.lines.show_lines(None if state.notice is not None else state.lines, state.language)

    def dress(self) -> None:
        """Take the heights that the window's theme gives."""
        self.strip.dress()
        self.lines.dress()
