"""The strip below the calls: no more numbers today, who missed a call and where to report, counters on a break."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from antrean.errors import Reason
from antrean.ui.dates import clock_time, day_and_time
from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import Card, FitLabel, Icon
from display.side import BreakView, MissedView
from display.state import DisplayState
from display.turning import Turning

MOST_MISSED: Final = 24
"""More would come by too seldom; the newest are the likeliest to be still in the hall."""


@dataclass(frozen=True, kw_only=True)
class _Page:
    icon: str
    heading: str
    text: str


class Strip(QWidget):
    """One sentence at a time; it takes no room while there is nothing to say."""

    def __init__(self, *, has_breaks: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._has_breaks = has_breaks
        self._shown: tuple[DisplayState, datetime] | None = None
        self._pages: list[_Page] = []
        self._turning = Turning(self)
        self._turning.turned.connect(self._turn)
        self._card = Card(fill="warn", corner="m")
        self._icon = Icon("info", color="on_warn_soft")
        self._heading = FitLabel(role="strong", tone="on_warn", lines=2, shrink=0.5)
        self._heading.setObjectName("strip_heading")
        self._text = FitLabel(role="strong", tone="on_warn", lines=2, shrink=0.5)
        self._text.setObjectName("strip_text")
        around = spaced(QHBoxLayout(self), gap="none")
        around.addWidget(self._card)
        row = spaced(QHBoxLayout(self._card), gap="m", margins=("l", "xs"))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._heading, 2)
        row.addWidget(self._text, 3)
        self.hide()

    def show_state(self, state: DisplayState, now: datetime) -> None:
        """Show what there is to say; `now` is in the mall's zone."""
        self._shown = (state, now)
        self._say()

    def pages(self) -> list[str]:
        """Return everything it says in its turn, a line each."""
        return [" ".join(part for part in (page.heading, page.text) if part) for page in self._pages]

    def _say(self) -> None:
        if self._shown is None:
            return
        state, now = self._shown
        pages = [*self._closed(state, now), *self._missed(state.missed, state.missed_calls)]
        if self._has_breaks:
            pages += self._breaks(state.breaks, state.language)
        self._pages = pages
        self._turning.set_pages(len(pages))
        self.setVisible(bool(pages))
        self._turn()

    def _turn(self) -> None:
        if not self._pages:
            return
        page = self._pages[self._turning.page]
        self._icon.set_icon(page.icon)
        self._heading.setText(page.heading)
        self._text.setText(page.text)
        self._text.setVisible(bool(page.text))
        self.setAccessibleName(" ".join(part for part in (page.heading, page.text) if part))

    def _closed(self, state: DisplayState, now: datetime) -> list[_Page]:
        match state.why_closed:
            case None:
                return []
            case Reason.PAST_CUTOFF | Reason.CLOSED_FOR_TODAY:
                said = self.tr("Queue numbers are no longer given today. Whoever holds one is still served.")
            case _ if state.opens_at is not None:
                when = day_and_time(state.opens_at, state.language, now.date())
                if state.why_closed is Reason.ON_BREAK:
                    said = self.tr("Break. Queue numbers are given again from {when}.").format(when=when)
                else:
                    said = self.tr("Queue numbers are given again from {when}.").format(when=when)
            case _:
                return []
        return [_Page(icon="info", heading=said, text="")]

    def _missed(self, missed: Sequence[MissedView], calls: int) -> list[_Page]:
        found = []
        for was_called_often in (True, False):
            some = [one for one in missed[:MOST_MISSED] if one.was_called_often is was_called_often]
            heading = (
                self.tr("Called {count} times, please report:").format(count=calls)
                if was_called_often and calls > 1
                else self.tr("Already called, please report:")
            )
            items = [self.tr("{code} counter {number}").format(code=one.code, number=one.counter) for one in some]
            found += [_Page(icon="warning", heading=heading, text=text) for text in self._joined(items)]
        return found

    def _breaks(self, breaks: Sequence[BreakView], language: str) -> list[_Page]:
        items = [
            self.tr("counter {number}").format(number=one.counter)
            if one.back_at is None
            else self.tr("counter {number} until {time}").format(
                number=one.counter, time=clock_time(one.back_at, language)
            )
            for one in breaks
        ]
        return [_Page(icon="pause", heading=self.tr("On a break:"), text=text) for text in self._joined(items)]

    def _joined(self, items: Sequence[str]) -> list[str]:
        """Put as many items on a page as can be read from afar."""
        each = max(2, self.width() // theme_of(self).px("strip_item") - 1)
        return ["  ·  ".join(items[at : at + each]) for at in range(0, len(items), each)]

    def dress(self) -> None:
        """Take the height that the theme gives, once it is known or has changed."""
        self.setFixedHeight(theme_of(self).px("strip_height"))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._say()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turning.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._turning.set_seen(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
