"""How the services of an agency stand on the screen: as cards, flat cards or tiles, on as few sheets as it takes."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from antrean.mall_record import Mall
from antrean.ui.dress import Dressed, apply_spacing, theme_of
from kiosk.offered import ServiceView, today
from kiosk.pages.service_card import Form, ServiceCard, ServiceTile
from kiosk.pages.turner import Turner
from kiosk.state import KioskState, services_of

MANY_SERVICES = 4
"""Few agencies have more."""

EASY_CHOICES = 4
"""Mode mudah shows no more than so many choices at a time."""


class _Deck(StrEnum):
    """What stands for a service: made when it is first wanted, and told of other services at the next agency."""

    CARDS = "cards"
    SHORT = "short"
    """Few words, with the button for a number."""
    TILES = "tiles"
    """Few words, which lead to the service's own page."""


_Entry = ServiceCard | ServiceTile
_Rows = list[list[tuple[_Entry, int]]]

_KNOWN = 64
"""So many ways to stand are kept: every agency's, with and without a banner above, and for some lengths of figures."""


@dataclass(frozen=True, kw_only=True)
class _Way:
    """How the services of an agency stood, and how high each of them was then."""

    deck: _Deck
    columns: int
    form: Form | None
    heights: list[int]


def _shape(view: ServiceView, language: str) -> object:
    """Return what is written of a service, apart from which figures it is."""
    closed = view.closed
    note = None if closed is None or closed.note is None else closed.note.in_language(language)
    why = None if closed is None else (closed.reason, closed.opens_at, note)
    return view.service.code, _digits(view.waiting), view.counters, _digits(view.few_left), why


def _digits(figure: int | None) -> int:
    return len(str(figure)) if figure else 0


class ServiceCards(QWidget, Dressed):
    """Large cards where they fit, flat ones where not, tiles where even that is too much, and sheets at last.

    Signals `taken(service)`, `chosen(service)`, `turned(sheet)`, `moved` when a card stands elsewhere than the
    finger expects it, and `rebuilt(last widget)` for what the Tab key reaches next.
    """

    taken = Signal(str)
    chosen = Signal(str)
    turned = Signal(int)
    moved = Signal()
    rebuilt = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: KioskState | None = None
        self._views: tuple[ServiceView, ...] = ()
        self._decks: dict[_Deck, list[_Entry]] = {deck: [] for deck in _Deck}
        self._told: set[_Deck] = set()
        self._shown: Sequence[_Entry] = ()
        self._deck = _Deck.CARDS
        self._fitted: object = None
        self._mall: Mall | None = None
        self._known: OrderedDict[object, _Way] = OrderedDict()
        self._is_short = False
        self._is_easy = False
        self._columns = 1
        self._places: dict[str, QRect] = {}
        self._turn = 0
        self._placed: object = None
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    def show_state(self, state: KioskState) -> None:
        """Show the chosen agency's services."""
        self._state = state
        self._views = services_of(state)
        self._told.clear()
        self._is_short, self._is_easy = state.access.is_roomy, state.access.is_easy
        self._turn = state.turn
        self._fit()

    def made_ahead(self) -> Iterator[None]:
        """Make the cards that most agencies need, one at a time."""
        while len(self._decks[_Deck.CARDS]) < MANY_SERVICES:
            self._make(_Deck.CARDS, 1)
            yield

    def _entries(self, deck: _Deck) -> Sequence[Any]:
        """Return one entry for each service, which says what there is to say now."""
        made, count = self._decks[deck], len(self._views)
        if len(made) < count:
            self._make(deck, count - len(made))
        entries = made[:count]
        if deck not in self._told and self._state is not None:
            self._told.add(deck)
            for entry, view in zip(entries, self._views, strict=True):
                entry.show_state(view, self._state)
        return entries

    def _make(self, deck: _Deck, count: int) -> None:
        theme, made = theme_of(self), self._decks[deck]
        for _ in range(count):
            entry: _Entry
            if deck is _Deck.CARDS:
                entry = ServiceCard(self)
            else:
                entry = ServiceTile(has_take=deck is _Deck.SHORT, parent=self)
                entry.chosen.connect(self.chosen)
            entry.taken.connect(self.taken)
            entry.hide()
            apply_spacing(entry, theme)
            made.append(entry)
        # New ones come last for the Tab key, so what stands below them follows again.
        self.rebuilt.emit(self._turner.follow(made[-1].last))

    def _fit(self) -> None:
        """Choose how the services stand; measuring changes them, so this happens only where texts or room do."""
        if self._state is None or not self._views or self.width() < 1:
            self._put_away()
            return
        state = self._state
        said = (state.language, state.trouble, state.notice, state.priority, state.access)
        facts = (self.size(), theme_of(self), self._views, said, today(state.offer) if state.offer else None)
        if facts == self._fitted:
            self._take_up(self._deck)
            self._place()
            return
        self._fitted = facts
        texts = tuple(_shape(view, state.language) for view in self._views)
        shape = (self.size().toTuple(), theme_of(self), said, texts)
        if not self._stands_as_before(shape):
            self._find_way()
            self._keep(shape)
        self._place()

    def _find_way(self) -> None:
        columns = 2 if self.width() > self.height() and len(self._views) > 1 else 1
        if self._is_short:
            self._fit_tiles(columns)
        else:
            # Beside its button each text needs at least as much room again.
            is_narrow = self.width() < 4 * theme_of(self).px("take_width")
            self._fit_cards(1 if is_narrow else columns)

    def _stands_as_before(self, shape: object) -> bool:
        """Take up the way that services of this shape stood in, and say whether they still need the same room.

        Only figures differ from the last time, which hardly ever takes another line.
        """
        mall = None if self._state is None or self._state.offer is None else self._state.offer.mall
        if mall is not self._mall:
            self._mall = mall
            self._known.clear()
        known = self._known.get(shape)
        if known is None:
            return False
        self._known.move_to_end(shape)
        self._columns = known.columns
        entries = self._take_up(known.deck)
        if known.form is not None:
            for card in entries:
                card.set_form(known.form)
        return known.heights == self._heights()

    def _keep(self, shape: object) -> None:
        form = self._shown[0].form if isinstance(self._shown[0], ServiceCard) else None
        self._known[shape] = _Way(deck=self._deck, columns=self._columns, form=form, heights=self._heights())
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)

    def _heights(self) -> list[int]:
        width = self._card_width()
        return [entry.height_for(width) for entry in self._shown]

    def _fit_cards(self, columns: int) -> None:
        self._columns = columns
        cards = self._take_up(_Deck.CARDS)
        for form in Form:
            for card in cards:
                card.set_form(form)
            if len(self._sheets(self.height())) == 1:
                return
        self._take_up(_Deck.SHORT)
        if len(self._sheets(self.height())) == 1:
            return
        # Even few words need several sheets: then each says all it has to say, where that takes no more of them.
        room, width = self.height() - self._turner.room(), self._card_width()
        few = len(self._sheets(room))
        if max(card.height_for(width) for card in cards) <= room:
            self._take_up(_Deck.CARDS)
            if len(self._sheets(room)) > few:
                self._take_up(_Deck.SHORT)

    def _fit_tiles(self, columns: int) -> None:
        tiles = self._take_up(_Deck.TILES)
        room = self.height() - self._turner.room()

        def cost(tried: int) -> tuple[bool, int]:
            self._columns = tried
            sheets = self._sheets(room)
            is_too_narrow = any(tile.least_width() > self._card_width() for tile in tiles)
            is_too_high = any(row[0][1] > room for rows in sheets for row in rows)
            return is_too_narrow or is_too_high, len(sheets)

        other = 3 - columns if len(tiles) > 1 else columns
        self._columns = min((columns, other), key=cost)

    def _take_up(self, deck: _Deck) -> Sequence[Any]:
        """Show this deck and no other, and return its entries."""
        entries = self._entries(deck)
        self._put_away(but=entries)
        self._deck, self._shown = deck, entries
        return entries

    def _put_away(self, *, but: Sequence[_Entry] = ()) -> None:
        for entry in self._shown:
            if entry not in but:
                entry.hide()
        self._shown = ()

    def _place(self) -> None:
        if not self._shown or self.width() < 1:
            return
        sheets = self._sheets(self.height())
        if len(sheets) > 1:
            sheets = self._sheets(self.height() - self._turner.room())
        self._turner.show_state(turn=self._turn, sheets=len(sheets))
        rows = sheets[min(self._turn, len(sheets) - 1)]
        room = self.height() - (self._turner.room() if len(sheets) > 1 else 0)
        self._show(rows, spare=self._spare(rows, room, len(sheets)))
        self._placed = self._wanted()

    def _spare(self, rows: _Rows, room: int, sheets: int) -> int:
        """Return by how much each row may be higher than its texts need: cards breathe where there is room."""
        theme = theme_of(self)
        needed = sum(row[0][1] for row in rows) + theme.space("m") * (len(rows) - 1)
        most = theme.space("xl") if sheets == 1 else 0
        if self._is_short:
            most = theme.px("card_height_most")
        return max(0, min(most, (room - needed) // len(rows)))

    def _sheets(self, room: int) -> list[_Rows]:
        """Return sheets of rows of (card, height of its row)."""
        columns, gap, width = self._columns, theme_of(self).space("m"), self._card_width()
        most = EASY_CHOICES if self._is_easy else len(self._shown)
        sheets: list[_Rows] = [[]]
        used = 0
        for first in range(0, len(self._shown), columns):
            row = self._shown[first : first + columns]
            height = max(card.height_for(width) for card in row)
            is_full = sum(len(one) for one in sheets[-1]) + len(row) > most
            if sheets[-1] and (used + height > room or is_full):
                sheets.append([])
                used = 0
            sheets[-1].append([(card, height) for card in row])
            used += height + gap
        return sheets

    def _card_width(self) -> int:
        return (self.width() - theme_of(self).space("m") * (self._columns - 1)) // self._columns

    def _show(self, rows: _Rows, *, spare: int) -> None:
        gap, width = theme_of(self).space("m"), self._card_width()
        places: dict[str, QRect] = {}
        y = 0
        for row in rows:
            height = row[0][1] + spare
            for at, (card, _) in enumerate(row):
                places[card.service] = QRect(at * (width + gap), y, width, min(height, self.height() - y))
            y += height + gap
        for card in self._shown:
            if card.service in places:
                card.setGeometry(places[card.service])
            card.setVisible(card.service in places)
            # Trying how it may stand has moved its texts: they are set right before anybody sees them.
            card.set_right()
        if places != self._places:
            self._places = places
            self.moved.emit()

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() == QEvent.Type.LayoutRequest and self._placed != self._wanted():
            self._place()
        return super().event(event)

    def _wanted(self) -> object:
        """Return what may change beside the state: measuring asks for a layout, and that would measure again."""
        return self.size(), theme_of(self), [entry.looks() for entry in self._shown]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
