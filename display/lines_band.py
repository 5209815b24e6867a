"""The band with who waits where: some agencies at a time, how many people and about how long."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.errors import Reason
from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import Card, FitLabel, ZoneMark
from display.side import LineView
from display.turning import Turning


class LineCell(Card):
    """One agency: its zone's mark, its name, and below how long its line is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="row", parent=parent)
        self._line: LineView | None = None
        self._language = "id"
        self._mark = ZoneMark(color="")
        self._agency = FitLabel(role="strong", lines=2, shrink=0.45)
        self._waiting = FitLabel(role="small", tone="ink", lines=2, shrink=0.7)
        row = spaced(QHBoxLayout(self), gap="s", margins=("m", "xs"))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        words = spaced(QVBoxLayout(), gap="none")
        words.addWidget(self._agency, 4)
        words.addWidget(self._waiting, 5)
        row.addLayout(words, 1)
        self._say()

    def show_line(self, line: LineView | None, language: str) -> None:
        """Show an agency, or an empty cell."""
        if (line, language) != (self._line, self._language):
            self._line, self._language = line, language
            self._say()

    def text(self) -> str:
        return f"{self._agency.text()}: {self._waiting.text()}" if self._line else ""

    def _say(self) -> None:
        line = self._line
        self.set_fill("row" if line else "off")
        self._mark.setVisible(line is not None)
        self._agency.setText(line.agency if line else "")
        self._waiting.setText(self._words(line) if line else "")
        if line is not None:
            self._mark.set_zone(color=line.zone.color, number=line.zone.number)
        self.setAccessibleName(self.text())

    def _words(self, line: LineView) -> str:
        people = self.tr("1 waiting") if line.waiting == 1 else self.tr("{count} waiting").format(count=line.waiting)
        parts = [people]
        if line.waiting and line.minutes:
            parts.append(self.tr("about {minutes} min").format(minutes=line.minutes))
        if line.why_closed is not None:
            closed = self._closed(line.why_closed)
            if line.opens_at is not None:
                closed = self.tr("{why}, again {time}").format(
                    why=closed, time=clock_time(line.opens_at, self._language)
                )
            parts = [*parts, closed] if line.waiting else [closed]
        return " · ".join(parts)

    def _closed(self, why: Reason) -> str:
        match why:
            case Reason.NOT_STAFFED:
                return self.tr("no officer yet")
            case Reason.QUOTA_USED_UP:
                return self.tr("today's numbers used up")
            case Reason.HALL_FULL:
                return self.tr("full until closing")
            case Reason.CLOSED_BY_STAFF | Reason.ON_BREAK:
                return self.tr("no numbers just now")
            case _:
                return self.tr("no more numbers today")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


MOST_CELLS: Final = 6
_LETTERS: Final = 18
"""So many letters of the smallest text fit into a cell with what is around them."""


class LinesBand(QWidget):
    """Cells of one width side by side; where there are more agencies, they turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lines_band")
        self._lines: tuple[LineView, ...] = ()
        self._language = "id"
        self._title = FitLabel(role="section", parent=self)
        self._at = FitLabel(role="small", align=Qt.AlignmentFlag.AlignRight, parent=self)
        self._cells = [LineCell(self) for _ in range(MOST_CELLS)]
        self._turning = Turning(self)
        self._turning.turned.connect(self._place)
        self._say()
        self.hide()

    def show_lines(self, lines: tuple[LineView, ...] | None, language: str) -> None:
        """Show the lines of the agencies; None takes no room."""
        self.setVisible(lines is not None)
        self._lines, self._language = lines or (), language
        self._place()

    def text(self) -> str:
        """Return the cells that are to be seen, a line each."""
        return "\n".join(cell.text() for cell in self._cells if not cell.isHidden() and cell.text())

    def cells_that_fit(self) -> int:
        """Return how many cells the present width holds."""
        theme = theme_of(self)
        # In a small window the letters stop becoming smaller before the cells do.
        least = max(theme.px("line_width"), _LETTERS * theme.smallest_text)
        return max(1, min(MOST_CELLS, self.width() // least))

    def dress(self) -> None:
        """Take the height that the theme gives, once it is known or has changed."""
        theme = theme_of(self)
        self.setFixedHeight(theme.px("line_height") + self._title_height())
        self._place()

    def _title_height(self) -> int:
        return self._title.sizeHint().height() + theme_of(self).space("xs")

    def _place(self) -> None:
        count, gap = self.cells_that_fit(), theme_of(self).space("m")
        self._turning.set_pages(-(-len(self._lines) // count))
        top, title = self._title_height(), self._title.sizeHint().height()
        self._title.setGeometry(0, 0, self.width() * 3 // 4, title)
        self._at.setGeometry(self.width() * 3 // 4, 0, self.width() - self.width() * 3 // 4, title)
        pages = self._turning.pages
        self._at.setText(f"{self._turning.page + 1}/{pages}" if pages > 1 else "")
        self._title.setText(self._words())
        step = (self.width() + gap) / count
        first = self._turning.page * count
        for at, cell in enumerate(self._cells):
            if at < count:
                cell.setGeometry(QRect(round(at * step), top, round(step - gap), max(0, self.height() - top)))
            shown = self._lines[first + at : first + at + 1]
            cell.show_line(shown[0] if at < count and shown else None, self._language)
            cell.setVisible(at < count)
        self.setAccessibleName(f"{self._title.text()}: {self.text().replace(chr(10), '; ')}")

    def _words(self) -> str:
        return self.tr("Waiting for a call") if self._lines else self.tr("Nobody is waiting now.")

    def _say(self) -> None:
        self._title.setText(self._words())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turning.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._turning.set_seen(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._place()
