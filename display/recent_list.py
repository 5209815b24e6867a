"""The list of the last calls: as many rows as the room holds, newest on top."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import Card, FitLabel, ZoneMark
from display.state import CallView

MOST_ROWS: Final = 8


class RecentRow(Card):
    """One call: number and counter, the agency below them; the zone by its colour and its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="off", parent=parent)
        self._call: CallView | None = None
        self._code = FitLabel(role="number", is_number=True)
        self._agency = FitLabel(role="small", lines=2, shrink=0.5)
        self._counter = FitLabel(role="title", tone="accent", is_number=True, align=Qt.AlignmentFlag.AlignRight)
        self._mark = ZoneMark(color="")
        self._mark.hide()
        page = spaced(QVBoxLayout(self), gap="none", margins=("l", "s"))
        first = spaced(QHBoxLayout(), gap="m")
        first.addWidget(self._code, 1)
        first.addWidget(self._counter)
        page.addLayout(first, 3)
        # The whole width: the longest names are longer than any column beside the counter.
        second = spaced(QHBoxLayout(), gap="s")
        second.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self._agency, 1)
        page.addLayout(second, 2)

    def show_call(self, call: CallView | None) -> None:
        """Show a call, or an empty row."""
        if call != self._call:
            self._call = call
            self._say()

    def text(self) -> str:
        """Return the row as one line."""
        return f"{self._code.text()} | {self._counter.text()} | {self._agency.text()}" if self._call else ""

    def _say(self) -> None:
        call = self._call
        if call is None:
            for label in (self._code, self._agency, self._counter):
                label.setText("")
            self._mark.hide()
            self.set_fill("off")
            self.set_stripe(None)
            self.setAccessibleName("")
            return
        self._code.setText(call.code)
        self._agency.setText(
            self.tr("{agency} · priority").format(agency=call.agency) if call.is_priority else call.agency
        )
        self._counter.setText(self.tr("Counter {number}").format(number=call.counter))
        self.set_fill("row_accent" if call.is_next else "row")
        self._mark.set_zone(color=call.zone.color, number=call.zone.number)
        self._mark.show()
        self.set_stripe(call.zone.color)
        self.setAccessibleName(self.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


class RecentList(QWidget):
    """Rows of one height from the top down, empty ones too; what does not fit is not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recent_list")
        self._calls: tuple[CallView, ...] = ()
        self._title = FitLabel(role="section")
        self._rows = [RecentRow(self) for _ in range(MOST_ROWS)]
        self._title.setParent(self)
        for at, row in enumerate(self._rows):
            row.setObjectName(f"recent_{at + 1}")
            row.hide()
        self._say()

    def show_calls(self, calls: tuple[CallView, ...]) -> None:
        """Show the newest of some calls, newest first."""
        self._calls = calls
        self._place()

    def text(self) -> str:
        """Return the rows that are to be seen, a line each."""
        return "\n".join(row.text() for row in self._rows if not row.isHidden() and row.text())

    def rows_that_fit(self) -> int:
        """Return how many rows the present height holds."""
        theme = theme_of(self)
        gap = theme.space("m")
        room = self.height() - self._title_height() + gap
        return max(1, min(MOST_ROWS, room // (theme.px("row_height") + gap)))

    def _title_height(self) -> int:
        return self._title.sizeHint().height() + theme_of(self).space("s")

    def _place(self) -> None:
        count, top = self.rows_that_fit(), self._title_height()
        gap = theme_of(self).space("m")
        self._title.setGeometry(0, 0, self.width(), self._title.sizeHint().height())
        step = (self.height() - top + gap) / count
        for at, row in enumerate(self._rows):
            if at < count:
                row.setGeometry(QRect(0, top + round(at * step), self.width(), round(step - gap)))
            row.show_call(self._calls[at] if at < min(count, len(self._calls)) else None)
            row.setVisible(at < count)
        self.setAccessibleName(f"{self._title.text()}: {self.text().replace(chr(10), '; ')}")

    def _say(self) -> None:
        self._title.setText(self.tr("Latest calls"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._place()
