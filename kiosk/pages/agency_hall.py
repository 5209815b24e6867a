"""The cards of all agencies: under the headings of their zones, or four large ones at a time."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from antrean.model import Zone
from antrean.ui.dress import Dressed, apply_spacing, spaced, theme_of
from antrean.ui.widgets import FitLabel, Panel, ZoneMark
from kiosk.arrange import Box, Measures, Sheet, arrange
from kiosk.offered import AgencyView, agencies_by_zone
from kiosk.pages.agency_card import AgencyCard, Form
from kiosk.pages.turner import Turner
from kiosk.state import KioskState

CHOICES = (4, 2, 1)
"""So many large cards at a time: four, and fewer only where their texts need the room of two."""

_KNOWN = 24
"""So many arrangements are kept: those of the last figures, with a banner above and without."""

_WIDE = 2.2
"""A large card reads best so many times wider than high."""


class AgencyHall(QWidget, Dressed):
    """Signals `agency_chosen(letter)` and `turned(sheet)`; on as many sheets as the texts need at their full size."""

    agency_chosen = Signal(str)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zones: list[ZoneHeading] = []
        self._cards: list[list[AgencyCard]] = []
        self._known: OrderedDict[object, _Arranged] = OrderedDict()
        self._is_easy = False
        self._turn = 0
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    @property
    def first_control(self) -> QWidget | None:
        """Where the focus begins for who uses keys."""
        return next((card for cards in self._cards for card in cards if not card.isHidden()), None)

    def show_state(self, state: KioskState) -> None:
        """Show every agency; cards are kept while the mall has the same ones."""
        if state.offer is None:
            return
        groups = agencies_by_zone(state.offer)
        wanted = [[view.agency.code for view in views] for _, views in groups]
        if wanted != [[card.agency for card in cards] for cards in self._cards]:
            self._rebuild(groups)
        self._is_easy = state.access.is_easy
        for heading, cards, (zone, views) in zip(self._zones, self._cards, groups, strict=True):
            heading.show_state(zone, state.language)
            for card, view in zip(cards, views, strict=True):
                card.show_state(view, state.offer, state.language)
        self._turn = state.turn
        self._place()

    def _rebuild(self, groups: Sequence[tuple[Zone, Sequence[AgencyView]]]) -> None:
        for old in [*self._zones, *[card for cards in self._cards for card in cards]]:
            old.hide()
            old.deleteLater()
        self._known.clear()
        self._zones = [ZoneHeading(zone, self) for zone, _ in groups]
        self._cards = [[AgencyCard(view.agency.code, self) for view in views] for _, views in groups]
        for card in self._all_cards():
            card.clicked.connect(lambda _=False, code=card.agency: self.agency_chosen.emit(code))
            # New ones come last for the Tab key, so what stands below them follows again.
            self._turner.follow(card)
        apply_spacing(self, theme_of(self))

    def _place(self) -> None:
        if not self._cards or self.width() < 1 or self.height() < 1:
            return
        sheets = self._take_up().sheets
        self._turner.show_state(turn=self._turn, sheets=len(sheets))
        self._show(sheets[min(self._turn, len(sheets) - 1)])

    def _take_up(self) -> "_Arranged":
        """Return how everything stands; found anew only where a text needs other room than it did the last times.

        Figures change with every visitor, and hardly ever need other room. A banner above comes and goes.
        """
        texts = tuple(card.texts() for card in self._all_cards())
        headings = tuple(heading.text() for heading in self._zones)
        key = (self.width(), self.height(), theme_of(self), self._is_easy, texts, headings)
        known = self._known.get(key)
        if known is not None:
            for card in self._all_cards():
                card.set_form(known.form[0], has_zone=known.form[1])
            if known.needs == self._needs(known.sheets):
                self._known.move_to_end(key)
                return known
        arrange_in = self._by_fours if self._is_easy else self._by_zones
        sheets = arrange_in(self.height())
        if len(sheets) > 1:
            sheets = arrange_in(self.height() - self._turner.room())
        found = _Arranged(sheets=sheets, form=self._cards[0][0].form, needs=self._needs(sheets))
        self._known[key] = found
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)
        return found

    def _needs(self, sheets: tuple[Sheet, ...]) -> list[tuple[int, ...]]:
        """Return what each heading and card needs where it stands: all that decides where that is."""
        boxes = {(group, item): box for sheet in sheets for group, item, box in sheet.cards}
        headings = [(heading.least_width(), heading.needed_height(self.width())) for heading in self._zones]
        return headings + [
            (
                card.least_width(),
                card.needed_height(boxes[group, item].width, with_summary=True),
                card.needed_height(boxes[group, item].width, with_summary=False),
            )
            for group, cards in enumerate(self._cards)
            for item, card in enumerate(cards)
        ]

    def _all_cards(self) -> list[AgencyCard]:
        return [card for cards in self._cards for card in cards]

    def _by_zones(self, height: int) -> tuple[Sheet, ...]:
        """Return sheets with the summaries, but without them where that saves turning."""
        self._set_form(Form.PLAIN, has_zone=False)
        with_summary, without = (self._zoned(height, with_summary=one) for one in (True, False))
        sheets = with_summary if len(with_summary) <= len(without) else without
        lowest = max(box.y + box.height for sheet in sheets for _, _, box in sheet.cards)
        # Large texts on a small screen leave no room for headings: the zone stands on each card then.
        return sheets if lowest <= height else self._by_fours(height)

    def _zoned(self, height: int, *, with_summary: bool) -> tuple[Sheet, ...]:
        theme = theme_of(self)
        cards = self._all_cards()

        @cache
        def needed(group: int, item: int, width: int) -> int:
            # The arrangement asks for each card again with every number of sheets it tries.
            return self._cards[group][item].needed_height(width, with_summary=with_summary)

        return arrange(
            [len(group) for group in self._cards],
            width=self.width(),
            height=height,
            measures=Measures(
                gap=theme.space("m"),
                heading=max(heading.needed_height(self.width()) for heading in self._zones),
                least_width=min(self.width(), max(theme.px("card_width"), *(card.least_width() for card in cards))),
                # Large texts may need a row of their own for each card.
                most_width=self.width() if theme.text_scale > 1 else theme.px("card_width_most"),
                least_height=theme.px("button_height"),
                most_height=theme.px("card_height_most"),
                needed_height=needed,
                heading_widths=tuple(heading.least_width() for heading in self._zones),
            ),
        )

    def _by_fours(self, height: int) -> tuple[Sheet, ...]:
        """Return sheets of four large cards in the order of the zones."""
        places = [(group, item) for group, cards in enumerate(self._cards) for item in range(len(cards))]
        boxes = self._boxes(height)
        sheets = [places[first : first + len(boxes)] for first in range(0, len(places), len(boxes))]
        return tuple(
            Sheet(
                headings=(),
                cards=tuple((group, item, box) for (group, item), box in zip(sheet, boxes, strict=False)),
            )
            for sheet in sheets
        )

    def _boxes(self, height: int) -> list[Box]:
        """Return the places of as many large cards as their texts allow, and give the cards their form."""
        small = (Form.PLAIN, Form.BRIEF)
        forms = (Form.LARGE, Form.MIDDLE, *small) if self._is_easy else small
        for choices in CHOICES:
            best: tuple[float, Form, list[Box]] | None = None
            for form in forms:
                self._set_form(form, has_zone=True)
                for columns in (one for one in (1, 2, 4) if one <= choices):
                    fits, reads, boxes = self._grid(choices, columns, height)
                    if fits and (best is None or reads > best[0]):
                        best = reads, form, boxes
            if best is not None:
                self._set_form(best[1], has_zone=True)
                return best[2]
        return self._grid(1, 1, height)[2]

    def _set_form(self, form: Form, *, has_zone: bool) -> None:
        for card in self._all_cards():
            card.set_form(form, has_zone=has_zone)

    def _grid(self, choices: int, columns: int, height: int) -> tuple[bool, float, list[Box]]:
        """Return whether all texts fit in so many columns, how well that reads, and the places."""
        gap, rows = theme_of(self).space("m"), ceil(choices / columns)
        wide = (self.width() - gap * (columns - 1)) // columns
        high = (height - gap * (rows - 1)) // rows
        cards = self._all_cards()
        fits = all(
            card.least_width() <= wide and card.needed_height(wide, with_summary=False) <= high for card in cards
        )
        boxes = [
            Box(x=at % columns * (wide + gap), y=at // columns * (high + gap), width=wide, height=high)
            for at in range(choices)
        ]
        return fits, min(high, wide / _WIDE), boxes

    def _show(self, sheet: Sheet) -> None:
        headings = dict(sheet.headings)
        for at, heading in enumerate(self._zones):
            _put(heading, headings.get(at))
        boxes = {(group, item): box for group, item, box in sheet.cards}
        for group, cards in enumerate(self._cards):
            for item, card in enumerate(cards):
                _put(card, boxes.get((group, item)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for card in self._all_cards():
                card.forget()

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


def _put(widget: QWidget, box: Box | None) -> None:
    if box is None:
        widget.hide()
        return
    widget.setGeometry(box.x, box.y, box.width, box.height)
    widget.show()


@dataclass(frozen=True, kw_only=True)
class _Arranged:
    """How all cards stand, their form, and the room that each one needed there."""

    sheets: tuple[Sheet, ...]
    form: tuple[Form, bool]
    needs: list[tuple[int, ...]]


class ZoneHeading(Panel):
    """A zone's mark in its colour with its number, and its name."""

    def __init__(self, zone: Zone, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        row = spaced(QHBoxLayout(self), gap="s")
        self._mark = ZoneMark(color=zone.color, number=zone.position)
        self._name = FitLabel(role="section", lines=3, shrink=1.0)
        row.addWidget(self._mark)
        row.addWidget(self._name, 1)

    def show_state(self, zone: Zone, language: str) -> None:
        self._mark.set_zone(color=zone.color, number=zone.position)
        self._name.setText(
            self.tr("Zone {number} · {name}").format(number=zone.position, name=zone.name.in_language(language))
        )

    def text(self) -> str:
        return self._name.text()

    def least_width(self) -> int:
        """Return the width of the name in one line."""
        return self._before() + self._name.sizeHint().width()

    def needed_height(self, width: int) -> int:
        """Return the height of the name at a width."""
        return max(self._mark.sizeHint().height(), self._name.heightForWidth(width - self._before()))

    def _before(self) -> int:
        return self._mark.sizeHint().width() + theme_of(self).space("s")
