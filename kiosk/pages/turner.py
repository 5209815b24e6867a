"""The two buttons that turn the sheets of a page that does not fit on one screen: large, so that nobody has to drag."""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import BigButton, FitLabel, Panel
from antrean.ui.widgets.letters import advance


class Turner(Panel):
    """Stands at the lower edge of its parent while one sheet is not enough; `turned(sheet)` names the sheet to show."""

    turned = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._parent = parent
        self._sheets = 1
        self._turn = 0
        self._has_icons = True
        self._is_apart = False
        row = spaced(QHBoxLayout(self), gap="m")
        self._before = BigButton(name="sheet_before", fill="outline", extent="m", icon="back")
        self._where = FitLabel(role="body", shrink=1.0, align=Qt.AlignmentFlag.AlignHCenter)
        self._next = BigButton(name="sheet_next", fill="dark", extent="m", icon="next")
        row.addWidget(self._before, 1)
        row.addWidget(self._where, 1)
        row.addWidget(self._next, 1)
        for button in (self._before, self._next):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        self._before.clicked.connect(lambda: self.turned.emit(self._shown() - 1))
        self._next.clicked.connect(lambda: self.turned.emit(self._shown() + 1))
        self.hide()

    def follow(self, before: QWidget) -> QWidget:
        """Come after a widget for the Tab key; return the last one of the two buttons."""
        QWidget.setTabOrder(before, self._before)
        QWidget.setTabOrder(self._before, self._next)
        return self._next

    def stand_in(self, layout: QBoxLayout | None) -> None:
        """Stand first in a layout elsewhere, or again at the lower edge of the parent."""
        is_shown = not self.isHidden()
        self._is_apart = layout is not None
        if layout is None:
            self.setParent(self._parent)
        else:
            layout.insertWidget(0, self)
        self.setVisible(is_shown)

    @property
    def is_apart(self) -> bool:
        return self._is_apart

    def rooms(self) -> tuple[int, int]:
        """Return the heights that its parent has for one sheet alone, and for each of several."""
        height = self._parent.height()
        return height, height - (0 if self._is_apart else self.room())

    def room(self) -> int:
        """Return how much of its parent's height it takes, with the gap above."""
        return self.sizeHint().height() + theme_of(self).space("m")

    def show_state(self, *, turn: int, sheets: int, words: tuple[str, str] = ("", "")) -> None:
        """Show where the visitor is, or nothing where one sheet is all there is.

        `words` stand on the buttons instead of their plain ones.
        """
        self._turn, self._sheets = turn, sheets
        self.setVisible(sheets > 1)
        if sheets == 1:
            return
        shown = self._shown()
        height = self.sizeHint().height()
        if not self._is_apart:
            self.setGeometry(0, self._parent.height() - height, self._parent.width(), height)
        self._before.setText(words[0] or self.tr("Previous"))
        self._next.setText(words[1] or self.tr("Next"))
        self._before.setVisible(shown > 0)
        self._next.setVisible(shown < sheets - 1)
        self._before.setAccessibleDescription(self.tr("Shows the sheet before this one."))
        self._next.setAccessibleDescription(self.tr("Shows the sheet after this one."))
        self._name_sheet(shown + 1, sheets)

    def _name_sheet(self, page: int, pages: int) -> None:
        """Say where the visitor is, with as many words and pictures as stand side by side."""
        theme, buttons = theme_of(self), (self._before, self._next)
        picture = theme.px("icon") + theme.space("s")
        words = [button.sizeHint().width() - (picture if self._has_icons else 0) for button in buttons]
        room = self._parent.width() - sum(words) - 2 * theme.space("m")
        self._where.ensurePolished()
        # Measured, not tried: each change of a text asks for another layout, and that asks here again.
        font = self._where.font()
        in_short = f"{page}/{pages}"
        for where, has_icons in (
            (self.tr("Page {page} of {pages}").format(page=page, pages=pages), True),
            (in_short, True),
            (in_short, False),
        ):
            if ceil(advance(where, font)) + 1 + (2 * picture if has_icons else 0) <= room:
                break
        self._where.setText(where)
        self._show_icons(has_icons)
        for button, width in zip(buttons, words, strict=True):
            button.setMinimumWidth(width + (picture if has_icons else 0))
        self._where.setMinimumWidth(self._where.sizeHint().width())

    def _show_icons(self, has_icons: bool) -> None:
        if has_icons != self._has_icons:
            self._has_icons = has_icons
            for button, icon in ((self._before, "back"), (self._next, "next")):
                button.set_icon(icon if has_icons else None)

    def _shown(self) -> int:
        return min(self._turn, self._sheets - 1)
