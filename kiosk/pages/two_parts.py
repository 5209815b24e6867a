"""A page of two parts: what is read, and what is touched. For who sits low the first stands above the reach."""

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.ui.dress import apply_spacing, spaced, theme_of
from antrean.ui.widgets import Panel
from kiosk.pages.turner import Turner

_ALONE = ("xl", "m")
_ABOVE_WHAT_IS_TOUCHED = ("xl", "m", "xl", "none")


class TwoParts(Panel):
    """Fill `reading` with what is read and `touching` with buttons; `set_touched` names them and the page turner.

    What else is touched goes into `foot`, below the buttons or beside them.
    """

    def __init__(self, *, name: str, fill: str, parent: QWidget | None = None) -> None:
        super().__init__(fill=fill, parent=parent)
        self.setObjectName(name)
        self._is_lifted = False
        self._turner: Turner | None = None
        self._buttons: tuple[QWidget, ...] = ()
        self.page = spaced(QVBoxLayout(self), gap="none")
        self._read = Panel(fill=fill)
        self.reading = spaced(QVBoxLayout(self._read), gap="m", margins=_ABOVE_WHAT_IS_TOUCHED)
        self._touch = Panel()
        self.touching = spaced(QVBoxLayout(self._touch), gap="m", margins=_ALONE)
        self.page.addWidget(self._read, 1)
        self.foot = spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom), gap="none")
        self.foot.addWidget(self._touch, 1)
        self.page.addLayout(self.foot)

    def set_touched(self, turner: Turner, *buttons: QWidget) -> None:
        """Say what turns the sheets of what is read, which never goes along, and which buttons there are."""
        self._turner, self._buttons = turner, buttons

    def lift(self, is_lifted: bool) -> QWidget | None:
        """Take the reading part out of the page, or back; return it while it is to stand elsewhere."""
        if is_lifted != self._is_lifted:
            self._is_lifted = is_lifted
            spaced(self.reading, gap="m", margins=_ALONE if is_lifted else _ABOVE_WHAT_IS_TOUCHED)
            for button in self._buttons:
                policy = button.sizePolicy()
                # Where there is nothing to turn they have the turner's room.
                policy.setVerticalPolicy(QSizePolicy.Policy.Expanding if is_lifted else QSizePolicy.Policy.Fixed)
                button.setSizePolicy(policy)
            if self._turner is not None:
                self._turner.stand_in(self.touching if is_lifted else None)
            if not is_lifted:
                self.page.insertWidget(0, self._read, 1)
                self._read.show()
            apply_spacing(self._read, theme_of(self))
        return self._read if is_lifted else None

    def height_at(self, width: int) -> int:
        """Return the height it needs while the reading part stands elsewhere.

        It is the same whether there is something to turn or not: what is read would have other room otherwise, and
        then there might be nothing to turn any more.
        """
        whole = (
            self.page.totalHeightForWidth(width)
            if self.page.hasHeightForWidth()
            else self.page.totalSizeHint().height()
        )
        return whole + (self._turner.room() if self._turner is not None and self._turner.isHidden() else 0)
