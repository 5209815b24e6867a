"""Answers side by side, as many in a row as are whole there, the rest below."""

from PySide6.QtWidgets import QWidget

from antrean.ui.dress import theme_of
from antrean.ui.widgets import BigButton, WrapGrid


class OptionGrid(WrapGrid):
    """Cells of equal width, in which the longest answer need not become smaller; one that is chosen may get a tick."""

    def __init__(
        self, parent: QWidget, *, least_cell_u: float = 0, most_columns: int = 0, has_ticks: bool = False
    ) -> None:
        super().__init__(parent, least_cell_u=least_cell_u)
        self._most_columns = most_columns
        self._has_ticks = has_ticks

    def columns_for(self, width: int) -> int:
        """Return how many answers stand in a row of this width."""
        buttons = [item.widget() for item in (self.itemAt(at) for at in range(self.count())) if item is not None]
        shown = [one for one in buttons if isinstance(one, BigButton) and not one.isHidden()]
        widest = max(map(self._whole, shown), default=1)
        gap = max(0, self.spacing())
        columns = min((width + gap) // (widest + gap), self._most_columns or len(buttons))
        if self._least_cell_u:
            columns = min(columns, super().columns_for(width))
        return max(1, columns)

    def _whole(self, button: BigButton) -> int:
        width = button.sizeHint().width()
        if self._has_ticks and not button.has_icon():
            # A choice must not move the answers.
            theme = theme_of(button)
            width += theme.px("icon") + theme.space("s")
        return width
