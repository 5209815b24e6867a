"""The bar at the bottom of every visitor's page: how the screen should be, and somebody who helps."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from antrean.ui.dress import Dressed, theme_of
from antrean.ui.widgets import Panel
from kiosk.access import LOUDEST, TEXT_SCALES, Access
from kiosk.pages.companion_line import CompanionLine
from kiosk.pages.reach import is_low, is_upright
from kiosk.pages.word_button import WordButton
from kiosk.state import KioskState, Page

WITHOUT_BAR: Final = (Page.WAITING, Page.CLOSED, Page.PIN, Page.TECHNICIAN)
"""Pages on which nobody is served."""

MOST_ROWS = 4

_Rows = tuple[bool, int, list[tuple[WordButton, QRect]]]


class AccessBar(QWidget, Dressed):
    """The switches in as few rows as their words need; the words never shrink.

    Signals `text_size_clicked`, `contrast_clicked`, `low_clicked`, `easy_clicked`, `spoken_clicked`, `louder_clicked`,
    `companion_called`, `companion_withdrawn`, and `moved` when other switches stand under the finger.
    """

    text_size_clicked = Signal()
    contrast_clicked = Signal()
    low_clicked = Signal()
    easy_clicked = Signal()
    spoken_clicked = Signal()
    louder_clicked = Signal()
    companion_called = Signal()
    companion_withdrawn = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("access_bar")
        self._ground = Panel(fill="surface", parent=self)
        self._news = CompanionLine(self)
        self._size = WordButton(name="access_text", icon="text_size", is_switch=True, parent=self)
        self._contrast = WordButton(name="access_contrast", icon="contrast", is_switch=True, parent=self)
        self._low = WordButton(name="access_low", icon="reach", is_switch=True, parent=self)
        self._easy = WordButton(name="access_easy", icon="easy", is_switch=True, parent=self)
        self._spoken = WordButton(name="access_spoken", icon="speaker", is_switch=True, parent=self)
        self._volume = WordButton(name="access_volume", icon="speaker", parent=self)
        self._companion = WordButton(name="companion_call", icon="companion", fill="accent_soft", parent=self)
        self._more = WordButton(name="access_more", icon="menu", parent=self)
        self._is_tight = False
        self._is_turned = False
        self._buttons = (
            self._size,
            self._contrast,
            self._low,
            self._easy,
            self._spoken,
            self._volume,
            self._companion,
        )
        self._known: tuple[object, _Rows] | None = None
        self._is_called = False
        self._is_speaking = False
        self._has_news = False
        for button, signal in zip(
            self._buttons[:-1],
            (
                self.text_size_clicked,
                self.contrast_clicked,
                self.low_clicked,
                self.easy_clicked,
                self.spoken_clicked,
                self.louder_clicked,
            ),
            strict=True,
        ):
            button.clicked.connect(signal)
        self._more.clicked.connect(self._on_more)
        self._companion.clicked.connect(self._on_companion)
        self._news.withdrawn.connect(self.companion_withdrawn)

    def show_state(self, state: KioskState) -> None:
        """Show which switches are on and whether somebody comes."""
        self.setVisible(state.page not in WITHOUT_BAR)
        access = state.access
        self._show_words(access)
        self._size.set_on(access.text_scale > 1)
        self._contrast.set_on(access.is_contrast)
        self._low.set_on(access.is_low)
        self._easy.set_on(access.is_easy)
        self._spoken.set_on(access.is_spoken)
        self._is_speaking = access.is_spoken
        # Above the reach the same stands large, and the bar's own button takes the call back.
        self._is_called = state.companion is not None
        self._has_news = self._is_called and not is_low(self, access)
        self._news.show_companion(state.companion)
        self._companion.set_allowed(state.companion is None or state.companion.call > 0)
        self._show_companion()
        # The largest text in the lower part of the screen: two rows of switches would leave no room to choose.
        self._is_tight = is_low(self, access) and access.text_scale == TEXT_SCALES[-1]
        self._is_turned = self._is_turned and self._is_tight
        self._more.setText(self.tr("More"))
        self._more.setAccessibleDescription(self.tr("Shows the other switches."))
        self.fit()

    def _on_more(self) -> None:
        self._is_turned = not self._is_turned
        self.fit()
        self.moved.emit()

    def _show_words(self, access: Access) -> None:
        scale = f"{access.text_scale:g}×"
        if access.text_scale > 1:
            self._size.setText(self.tr("Text {scale}").format(scale=scale))
        else:
            self._size.setText(self.tr("Text size"))
        self._contrast.setText(self.tr("Contrast"))
        self._low.setText(self.tr("Low reach"))
        self._easy.setText(self.tr("Easy mode"))
        self._spoken.setText(self.tr("Voice"))
        self._volume.setText(self.tr("Volume {step}/{steps}").format(step=access.volume, steps=LOUDEST))
        on, off = self.tr("is on"), self.tr("is off")
        for button, does, is_on in (
            (self._contrast, self.tr("Stronger colours, easier to read."), access.is_contrast),
            (self._low, self.tr("Everything to touch comes down, for who sits or is small."), access.is_low),
            (self._easy, self.tr("Four large choices at a time, one question after the other."), access.is_easy),
            (self._spoken, self.tr("The screen is read aloud."), access.is_spoken),
        ):
            button.setAccessibleDescription(f"{on if is_on else off}. {does}")
        self._size.setAccessibleDescription(
            self.tr("Now {scale}. Makes all texts larger, after the largest normal again.").format(scale=scale)
        )
        self._volume.setAccessibleDescription(self.tr("Speaks louder, after the loudest softly again."))

    def _show_companion(self) -> None:
        if self._is_called:
            self._companion.setText(self.tr("Cancel the call"))
            self._companion.setAccessibleDescription(self.tr("Nobody has to come any more."))
        else:
            self._companion.setText(self.tr("Call a companion"))
            self._companion.setAccessibleDescription(self.tr("Rings for somebody who helps at this screen."))

    def _on_companion(self) -> None:
        (self.companion_withdrawn if self._is_called else self.companion_called).emit()

    def fit(self) -> None:
        """Take the height that the words need at this width."""
        wanted = dict.fromkeys(self._buttons, True)
        wanted |= {
            self._low: is_upright(self),
            self._volume: self._is_speaking,
            self._companion: not self._has_news,
            self._more: self._is_tight,
        }
        if self._is_tight:
            first = (self._size, self._low, self._companion, self._more)
            wanted = {
                button: is_on and (button is self._more or (button in first) is not self._is_turned)
                for button, is_on in wanted.items()
            }
        for button, is_on in wanted.items():
            button.setVisible(is_on)
        self._news.setVisible(self._has_news)
        if self.width() < 1:
            return
        places, height = self._arranged(self.width())
        if self.maximumHeight() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)
        self._ground.setGeometry(0, 0, self.width(), height)
        for button, box in places:
            button.setGeometry(box)

    def _arranged(self, width: int) -> tuple[list[tuple[WordButton, QRect]], int]:
        theme = theme_of(self)
        edge, gap, side = theme.space("s"), theme.space("s"), theme.space("m")
        top = edge
        if self._has_news:
            news = self._news.height_at(width - 2 * side)
            self._news.setGeometry(side, top, width - 2 * side, news)
            top += news + gap
        shown = [button for button in (*self._buttons, self._more) if not button.isHidden()]
        is_stacked, height, boxes = self._rows(shown, width - 2 * side)
        for button in shown:
            button.set_stacked(is_stacked)
        return [(button, box.translated(side, top)) for button, box in boxes], top + height + edge

    def _rows(self, shown: list[WordButton], room: int) -> _Rows:
        """Return whether icons stand above words, and height and places; found anew only when something differs."""
        theme = theme_of(self)
        facts = (room, theme, [(button, button.text(), button.font().key()) for button in shown])
        if self._known is None or self._known[0] != facts:
            self._known = facts, self._best_rows(shown, room)
        return self._known[1]

    def _best_rows(self, shown: list[WordButton], room: int) -> _Rows:
        theme = theme_of(self)
        gap = theme.space("s")
        ways = [(rows, is_stacked) for rows in range(1, MOST_ROWS + 1) for is_stacked in (True, False)]
        tried = [
            (is_stacked, self._in_rows(shown, rows, room, gap, is_stacked=is_stacked)) for rows, is_stacked in ways
        ]
        fitting = [(is_stacked, found) for is_stacked, found in tried if found is not None]
        if fitting:
            # Icons above their words read best; beside them they may save a whole row.
            is_stacked, (height, boxes) = min(fitting, key=lambda way: way[1][0] + (0 if way[0] else theme.space("l")))
        else:
            is_stacked, (height, boxes) = False, _column(shown, room, gap)
        return is_stacked, height, boxes

    @staticmethod
    def _in_rows(
        buttons: list[WordButton], rows: int, width: int, gap: int, *, is_stacked: bool
    ) -> tuple[int, list[tuple[WordButton, QRect]]] | None:
        """Return height and places in so many rows, None where the words do not fit."""
        places: list[tuple[WordButton, QRect]] = []
        per_row = -(-len(buttons) // rows)
        y = 0
        for first in range(0, len(buttons), per_row):
            row = buttons[first : first + per_row]
            least = [button.least_width(is_stacked=is_stacked) for button in row]
            room = width - gap * (len(row) - 1)
            if sum(least) > room:
                return None
            # Equal widths where all words fit into them, else what is over shared alike.
            share = room // len(row)
            spare = (room - sum(least)) // len(row)
            widths = [share if max(least) <= share else one + spare for one in least]
            height = max(
                button.height_at(wide, is_stacked=is_stacked) for button, wide in zip(row, widths, strict=True)
            )
            x = 0
            for button, wide in zip(row, widths, strict=True):
                places.append((button, QRect(x, y, wide, height)))
                x += wide + gap
            y += height + gap
        return y - gap, places

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutRequest, QEvent.Type.Polish):
            self.fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def _column(buttons: list[WordButton], width: int, gap: int) -> tuple[int, list[tuple[WordButton, QRect]]]:
    """Return height and places one below the other."""
    height = max(button.height_at(width, is_stacked=False) for button in buttons)
    places = [(button, QRect(0, at * (height + gap), width, height)) for at, button in enumerate(buttons)]
    return len(buttons) * (height + gap) - gap, places
