"""The page of a zone's display: its counters one by one, pictures beside them, what is to be known below."""

from datetime import datetime

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from display.foot import Foot
from display.picture_view import PictureView
from display.slides import Slides
from display.state import DisplayState
from display.zone_board import ZoneBoard


class RowsPage(QWidget):
    """Stands in the place of the large call and the list."""

    def __init__(self, slides: Slides | None, *, is_still: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = ZoneBoard()
        self._board.set_still(is_still)
        # The breaks stand in the rows themselves.
        self._foot = Foot(has_breaks=False)
        page = spaced(QVBoxLayout(self), gap="m", margins=("xl", "s", "xl", "none"))
        self._beside = spaced(QBoxLayout(QBoxLayout.Direction.LeftToRight), gap="l")
        self._beside.addWidget(self._board, 3)
        if slides is not None:
            self._beside.addWidget(PictureView(slides), 1)
        page.addLayout(self._beside, 1)
        page.addWidget(self._foot)

    def show_state(self, state: DisplayState, now: datetime, *, is_new: bool) -> None:
        """Show a state; `now` is in the mall's zone, `is_new` says that a call has just come."""
        called = None if state.big is None else (state.big.counter, state.big.code)
        self._board.show_rows(state.rows, state.language, called=called, is_new=is_new)
        self._foot.show_state(state, now)

    def set_tall(self, is_tall: bool) -> None:
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.TopToBottom if is_tall else directions.LeftToRight)

    def dress(self) -> None:
        """Take the heights that the window's theme gives."""
        self._foot.dress()
