"""The board of a zone: a row for each of its counters, with the number that is there now."""

from typing import Final, assert_never

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.model import CounterState
from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import Card, FitLabel, StatusPill, ZoneMark
from display.pulse import Pulse
from display.side import RowView
from display.turning import Turning

MOST_ROWS: Final = 24
"""On one page, in two columns on a wide screen."""


class CounterRow(Card):
    """One counter: its number, the number there now, the agency, and whether it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="off", parent=parent)
        self._row: RowView | None = None
        self._language = "id"
        self._is_called = False
        self.pulse = Pulse(self, corner="radius_l")
        self._mark = ZoneMark(color="")
        self._counter = FitLabel(role="title", is_number=True)
        self._code = FitLabel(role="place", is_number=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._agency = FitLabel(role="small", lines=2, shrink=0.5)
        self._pill = StatusPill()
        self._pill.set_role("small")
        line = spaced(QHBoxLayout(self), gap="m", margins=("l", "xs"))
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._counter, 5)
        line.addWidget(self._code, 7)
        words = spaced(QVBoxLayout(), gap="xs")
        words.addStretch(1)
        words.addWidget(self._agency)
        words.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        line.addLayout(words, 8)

    def show_row(self, row: RowView | None, language: str, *, is_called: bool) -> None:
        """Show a counter, or an empty row; `is_called` lifts it above the others."""
        if (row, language, is_called) != (self._row, self._language, self._is_called):
            self._row, self._language, self._is_called = row, language, is_called
            self._say()

    def text(self) -> str:
        """Return the row as one line."""
        parts = (self._counter.text(), self._code.text(), self._agency.text(), self._pill.text())
        return " | ".join(parts) if self._row else ""

    def row(self) -> RowView | None:
        return self._row

    def _say(self) -> None:
        row = self._row
        self._mark.setVisible(row is not None)
        self._pill.setVisible(row is not None)
        if row is None:
            for label in (self._counter, self._code, self._agency):
                label.setText("")
            self.set_fill("off")
            self.set_stripe(None)
            self.setAccessibleName("")
            return
        is_shut = row.state is not CounterState.OPEN and not row.code
        self.set_fill("accent" if self._is_called else "off" if is_shut else "row")
        ink = "on_accent" if self._is_called else "muted" if is_shut else "ink"
        self._mark.set_zone(color=row.zone.color, number=row.zone.number)
        self._counter.set_tone(ink if self._is_called or is_shut else "accent")
        self._counter.setText(self.tr("Counter {number}").format(number=row.counter))
        self._code.set_tone(ink)
        self._code.setText(row.code)
        self._agency.set_tone("on_accent_muted" if self._is_called else "muted")
        self._agency.setText(self._named(row))
        text, tone = self._state_words(row)
        self._pill.set_status(text, "dark" if self._is_called else tone)
        self.set_stripe(row.zone.color)
        self.setAccessibleName(self.text())

    def _named(self, row: RowView) -> str:
        return self.tr("{agency} · priority").format(agency=row.agency) if row.is_priority else row.agency

    def _state_words(self, row: RowView) -> tuple[str, str]:
        if row.code and not row.is_served and row.call_count > 1:
            return self.tr("Call no. {count}").format(count=row.call_count), "warn"
        match row.state:
            case CounterState.OPEN:
                if row.code and row.is_served:
                    return self.tr("Serving"), "good"
                return (self.tr("Please come"), "warn") if row.code else (self.tr("Open"), "good")
            case CounterState.BREAK:
                if row.back_at is None:
                    return self.tr("Break"), "warn"
                return self.tr("Break until {time}").format(time=clock_time(row.back_at, self._language)), "warn"
            case CounterState.CLOSED:
                return self.tr("Closed"), "muted"
            case _:
                assert_never(row.state)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.pulse.paint(QPainter(self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


class ZoneBoard(QWidget):
    """Rows of one height, in two columns where the screen is wide; what does not fit comes in its turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("zone_board")
        self._rows: tuple[RowView, ...] = ()
        self._language = "id"
        self._called: tuple[int, str] | None = None
        self._is_still = False
        self._shown = [CounterRow(self) for _ in range(MOST_ROWS)]
        self._at = FitLabel(role="small", align=Qt.AlignmentFlag.AlignRight, parent=self)
        self._turning = Turning(self)
        self._turning.turned.connect(self._place)
        for at, row in enumerate(self._shown):
            row.setObjectName(f"counter_row_{at + 1}")
            row.hide()

    def set_still(self, is_still: bool) -> None:
        for row in self._shown:
            row.pulse.set_still(is_still)

    def show_rows(
        self, rows: tuple[RowView, ...], language: str, *, called: tuple[int, str] | None, is_new: bool
    ) -> None:
        """Show some counters; `called` is counter and number of the call of the moment, `is_new` lets it pulse."""
        self._rows, self._language, self._called = rows, language, called
        if is_new and called is not None:
            numbers = [row.counter for row in rows]
            if called[0] in numbers:
                self._turning.set_pages(self._pages())
                self._turning.show_page(numbers.index(called[0]) // self.rows_that_fit())
        self._place()
        for row in self._shown:
            here = row.row()
            if here is None or (here.counter, here.code) != called:
                row.pulse.stop()
            elif is_new:
                row.pulse.start()

    def text(self) -> str:
        """Return the rows that are to be seen, a line each."""
        return "\n".join(row.text() for row in self._shown if not row.isHidden() and row.text())

    def rows_that_fit(self) -> int:
        """Return how many rows the present room holds, in all columns together."""
        theme = theme_of(self)
        gap = theme.space("m")
        down = max(1, (self.height() + gap) // (theme.px("zone_row") + gap))
        return min(MOST_ROWS, down * self._columns())

    def _columns(self) -> int:
        least = theme_of(self).px("zone_row_width")
        return 2 if len(self._rows) > 1 and self.width() >= 2 * least else 1

    def _pages(self) -> int:
        return -(-len(self._rows) // self.rows_that_fit())

    def _place(self) -> None:
        theme = theme_of(self)
        gap, columns = theme.space("m"), self._columns()
        self._turning.set_pages(self._pages())
        pages = self._turning.pages
        foot = self._at.sizeHint().height() if pages > 1 else 0
        self._at.setText(f"{self._turning.page + 1}/{pages}" if pages > 1 else "")
        self._at.setGeometry(0, self.height() - foot, self.width(), foot)
        fit = self.rows_that_fit()
        first = self._turning.page * fit
        here = self._rows[first : first + fit]
        count = min(fit, len(self._rows))
        down = max(1, -(-count // columns))
        # A few rows are not blown up to fill the screen.
        step_y = min((self.height() - foot + gap) / down, theme.px("zone_row_most") + gap)
        step_x = (self.width() + gap) / columns
        for at, row in enumerate(self._shown):
            column, line = divmod(at, down)
            if at < count:
                row.setGeometry(
                    QRect(round(column * step_x), round(line * step_y), round(step_x - gap), round(step_y - gap))
                )
            one = here[at] if at < len(here) else None
            is_called = one is not None and (one.counter, one.code) == self._called
            row.show_row(one, self._language, is_called=is_called)
            row.setVisible(at < count and one is not None)
        self.setAccessibleName(self.text().replace("\n", "; "))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turning.set_seen(True)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._turning.set_seen(False)
        for row in self._shown:
            row.pulse.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._place()
