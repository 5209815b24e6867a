"""The promise of the mall (maklumat pelayanan) and the six public components of its service standards."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.mall_record import Mall
from antrean.ui.dress import Dressed, apply_spacing, spaced, theme_of
from antrean.ui.widgets import Card, FitLabel
from kiosk.pages.turner import Turner
from kiosk.pages.two_parts import TwoParts
from kiosk.state import KioskState

_LINES: Final = 40
"""More lines than any text of the mall file can take: these texts wrap, they never shrink."""

_WIDE: Final = 1.2
"""From this share of width to height on the texts stand in two columns: shorter lines are read more easily."""


class StandardsPage(TwoParts):
    """Signals `turned(sheet)`; the header leads back."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="page_standards", fill="bg", parent=parent)
        self._heading = FitLabel(role="heading", lines=2)
        self._heading.setObjectName("standards_heading")
        self.reading.addWidget(self._heading)
        self._sheets = TextSheets()
        self._sheets.turned.connect(self.turned)
        self.reading.addWidget(self._sheets, 1)
        self.set_touched(self._sheets.turner)

    def show_state(self, state: KioskState) -> None:
        """Show what the mall promises, in the visitor's language."""
        if state.offer is None:
            return
        self._heading.setText(self.tr("What we promise"))
        self._sheets.show_texts(self._texts(state.offer.mall, state.language), turn=state.turn)

    def _texts(self, mall: Mall, language: str) -> list[tuple[str, str]]:
        """Return title and text of each part; law and habit of the six components: DOMAIN "Standar pelayanan"."""
        standards = mall.standards
        complaints = [standards.complaints.in_language(language), standards.complaint_contact.in_language(language)]
        of_service = self.tr("It is written with each service on this kiosk.")
        texts = [
            (self.tr("Our pledge"), mall.maklumat.in_language(language)),
            (self.tr("1 · What to bring"), of_service),
            (self.tr("2 · How it goes"), standards.procedure.in_language(language)),
            (self.tr("3 · How long it takes"), of_service),
            (self.tr("4 · What it costs"), of_service + " " + self.tr("Nobody may ask for more than that.")),
            (self.tr("5 · What you receive"), standards.products.in_language(language)),
            (self.tr("6 · Complaints and suggestions"), "\n".join(filter(None, complaints))),
        ]
        return [(title, text) for title, text in texts if text]


class TextSheets(QWidget, Dressed):
    """Titled texts at their full size, on as many sheets as they need."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[_TextCard] = []
        self._turn = 0
        self._is_arranging = False
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    @property
    def turner(self) -> Turner:
        return self._turner

    def show_texts(self, texts: Sequence[tuple[str, str]], *, turn: int) -> None:
        """Show the sheet `turn` of these texts."""
        while len(self._cards) > len(texts):
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        while len(self._cards) < len(texts):
            card = _TextCard(self)
            apply_spacing(card, theme_of(self))
            self._cards.append(card)
        for number, (card, (title, text)) in enumerate(zip(self._cards, texts, strict=True)):
            card.setObjectName(f"standards_text_{number}")
            card.show_text(title, text)
        self._turn = turn
        self._arrange()

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        # Showing the turner lays the whole window out at once, in the middle of this.
        if not self._cards or self.width() <= 0 or self._is_arranging:
            return
        self._is_arranging = True
        self._arrange_anew()
        self._is_arranging = False

    def _arrange_anew(self) -> None:
        gap = theme_of(self).space("m")
        columns = 2 if self.width() > self.height() * _WIDE else 1
        width, heights = self._measured(columns)
        alone, turned = self._turner.rooms()
        if columns > 1 and max(heights) > turned:
            # Large letters need the whole width.
            columns = 1
            width, heights = self._measured(columns)
        sheets = fill(heights, room=alone, gap=gap, columns=columns)
        if len(sheets) > 1:
            sheets = fill(heights, room=turned, gap=gap, columns=columns)
        shown = min(self._turn, len(sheets) - 1)
        self._turner.show_state(turn=shown, sheets=len(sheets))
        here = dict(sheets[shown])
        for at, card in enumerate(self._cards):
            card.setVisible(at in here)
            if at in here:
                column, top = here[at]
                card.setGeometry(column * (width + gap), top, width, heights[at])
        # What does not fit even alone is cut by its box: no mall text is as long as that.
        self._turner.raise_()

    def _measured(self, columns: int) -> tuple[int, list[int]]:
        """Return the width of a column, and the height of each text in it."""
        gap = theme_of(self).space("m")
        width = (self.width() - gap * (columns - 1)) // columns
        return width, [card.height_at(width) for card in self._cards]


def fill(
    heights: Sequence[int], *, room: int, gap: int, columns: int, headings: Collection[int] = ()
) -> list[list[tuple[int, tuple[int, int]]]]:
    """Set texts one under the other: each sheet is a list of (text, (column, top)); a text never breaks.

    A heading stands over the text that follows it, never alone at the end of a column, where both fit into one.
    """
    sheets: list[list[tuple[int, tuple[int, int]]]] = [[]]
    column = top = 0
    for at, height in enumerate(heights):
        block = height
        if at in headings and at + 1 < len(heights) and height + gap + heights[at + 1] <= room:
            block += gap + heights[at + 1]
        if top and top + block > room:
            column, top = column + 1, 0
        if column == columns:
            sheets.append([])
            column = 0
        sheets[-1].append((at, (column, top)))
        top += height + gap
    return sheets


class _TextCard(Card):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        column = spaced(QVBoxLayout(self), gap="xs", margins="card")
        self._title = FitLabel(role="section", tone="muted", lines=3, shrink=1.0)
        self._text = FitLabel(role="body", lines=_LINES, shrink=1.0, align=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._title)
        column.addWidget(self._text, 1)

    def show_text(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def height_at(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width)
