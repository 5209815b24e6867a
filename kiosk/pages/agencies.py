"""The start: all agencies by zone, how many wait there, and which of them give no number and why."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.model import Zone
from antrean.ui import dates, messages
from antrean.ui.dress import Dressed, apply_spacing, spaced, theme_of
from antrean.ui.widgets import CardButton, FitLabel, Icon, Panel, ZoneMark
from kiosk.arrange import Box, Measures, Sheet, arrange
from kiosk.offered import AgencyView, Closed, agencies_by_zone, hall_closed, today
from kiosk.pages.turner import Turner
from kiosk.state import KioskState

MANY_WAITING = 10
"""From so many people on the figure is red, as a hint; the figure itself is what counts."""


class AgenciesPage(Panel):
    """Signals `agency_chosen(letter)` and `turned(sheet)`."""

    agency_chosen = Signal(str)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_agencies")
        page = spaced(QVBoxLayout(self), gap="m", margins=("xl", "l"))
        self._heading = FitLabel(role="heading", lines=2)
        self._heading.setObjectName("agencies_heading")
        page.addWidget(self._heading)
        self._closed = _ClosedLine()
        page.addWidget(self._closed)
        self._hall = AgencyHall()
        self._hall.agency_chosen.connect(self.agency_chosen)
        page.addWidget(self._hall, 1)
        self._hall.turned.connect(self.turned)

    def show_state(self, state: KioskState) -> None:
        """Show the hall as last read."""
        offer = state.offer
        if offer is None:
            return
        closed = hall_closed(offer)
        if closed is None:
            greeting = dates.greeting(offer.now.astimezone(offer.mall.zone_info), state.language)
            self._heading.setText(self.tr("{greeting}. Which agency do you need?").format(greeting=greeting))
        else:
            self._heading.setText(self.tr("No numbers are given at the moment"))
        self._closed.show_state(closed, state)
        self._hall.show_state(state)


class _ClosedLine(Panel):
    """Why the whole hall gives no number, and from when again; hidden while it does."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hall_closed")
        row = spaced(QHBoxLayout(self), gap="m")
        row.addWidget(Icon("clock", color="warn"))
        self._text = FitLabel(role="strong", tone="warn", lines=3)
        self._text.setObjectName("hall_closed_text")
        row.addWidget(self._text, 1)

    def show_state(self, closed: Closed | None, state: KioskState) -> None:
        self.setVisible(closed is not None)
        if closed is None or state.offer is None:
            return
        why = messages.brief(closed.reason)
        if closed.note is not None:
            why = f"{why} ({closed.note.in_language(state.language)})"
        again = messages.opens_again(closed.opens_at, today(state.offer))
        self._text.setText(f"{why}. {again}".strip())


class AgencyHall(QWidget, Dressed):
    """The cards of all agencies, in as many columns as read best on this screen."""

    agency_chosen = Signal(str)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zones: list[ZoneHeading] = []
        self._cards: list[list[AgencyCard]] = []
        self._sheets: tuple[Sheet, ...] = ()
        self._layout_key: object = None
        self._turn = 0
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    def show_state(self, state: KioskState) -> None:
        """Show every agency; cards are kept while the mall has the same ones."""
        if state.offer is None:
            return
        groups = agencies_by_zone(state.offer)
        wanted = [[view.agency.code for view in views] for _, views in groups]
        if wanted != [[card.agency for card in cards] for cards in self._cards]:
            self._rebuild(groups)
        for heading, cards, (zone, views) in zip(self._zones, self._cards, groups, strict=True):
            heading.show_state(zone, state.language)
            for card, view in zip(cards, views, strict=True):
                card.show_state(view, state.language)
        self._turn = state.turn
        self._place()

    def _rebuild(self, groups: Sequence[tuple[Zone, Sequence[AgencyView]]]) -> None:
        for old in [*self._zones, *[card for cards in self._cards for card in cards]]:
            old.hide()
            old.deleteLater()
        self._zones = [ZoneHeading(zone, self) for zone, _ in groups]
        self._cards = [[AgencyCard(view.agency.code, self) for view in views] for _, views in groups]
        for card in (card for cards in self._cards for card in cards):
            card.clicked.connect(lambda _=False, code=card.agency: self.agency_chosen.emit(code))
            # New ones come last for the Tab key, so what stands below them follows again.
            self._turner.follow(card)
        apply_spacing(self, theme_of(self))
        self._layout_key = None

    def _place(self) -> None:
        theme = theme_of(self)
        key = (self.width(), self.height(), theme, [len(cards) for cards in self._cards])
        if not self._cards or self.width() < 1:
            return
        if key != self._layout_key:
            self._layout_key = key
            self._sheets = self._arranged(self.height())
            if len(self._sheets) > 1:
                self._sheets = self._arranged(self.height() - self._turner.room())
        self._turner.show_state(turn=self._turn, sheets=len(self._sheets))
        self._show(self._sheets[min(self._turn, len(self._sheets) - 1)])

    def _arranged(self, height: int) -> tuple[Sheet, ...]:
        theme = theme_of(self)
        return arrange(
            [len(cards) for cards in self._cards],
            width=self.width(),
            height=height,
            measures=Measures(
                gap=theme.space("m"),
                heading=round(theme.text("section").size * 1.5),
                least_width=theme.px("card_width"),
                most_width=theme.px("card_width_most"),
                least_height=theme.px("card_height"),
                most_height=theme.px("card_height_most"),
            ),
        )

    def _show(self, sheet: Sheet) -> None:
        headings = dict(sheet.headings)
        for at, heading in enumerate(self._zones):
            _put(heading, headings.get(at))
        boxes = {(group, item): box for group, item, box in sheet.cards}
        for group, cards in enumerate(self._cards):
            for item, card in enumerate(cards):
                _put(card, boxes.get((group, item)))

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


class ZoneHeading(Panel):
    """A zone's mark in its colour with its number, and its name."""

    def __init__(self, zone: Zone, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        row = spaced(QHBoxLayout(self), gap="s")
        self._mark = ZoneMark(color=zone.color, number=zone.position)
        self._name = FitLabel(role="section")
        row.addWidget(self._mark)
        row.addWidget(self._name, 1)

    def show_state(self, zone: Zone, language: str) -> None:
        self._mark.set_zone(color=zone.color, number=zone.position)
        self._name.setText(
            self.tr("Zone {number} · {name}").format(number=zone.position, name=zone.name.in_language(language))
        )


class AgencyCard(CardButton):
    """One agency: its short name, what it does, how many wait or why it gives no number."""

    def __init__(self, agency: str, parent: QWidget | None = None) -> None:
        super().__init__(name=f"agency_{agency}", parent=parent)
        self.agency = agency
        self._is_closed = False
        column = spaced(QVBoxLayout(self), gap="xs", margins=("card", "m", "s", "m"))
        self._name = FitLabel(role="card", lines=2)
        self._summary = FitLabel(role="small", lines=2)
        self._status = FitLabel(role="caption", lines=2)
        column.addWidget(self._name)
        column.addWidget(self._summary)
        column.addStretch()
        column.addWidget(self._status)

    def show_state(self, view: AgencyView, language: str) -> None:
        name = view.agency.short.in_language(language)
        self._name.setText(name)
        self._name.set_tone("muted" if view.closed else None)
        self._summary.setText(view.agency.summary.in_language(language))
        if view.closed is not None:
            status, tone = messages.brief(view.closed.reason), "warn"
        elif view.waiting == 0:
            status, tone = self.tr("Nobody waiting"), "good"
        else:
            status = self.tr("{count} waiting").format(count=view.waiting)
            tone = "bad" if view.waiting >= MANY_WAITING else "good"
        self._status.setText(status)
        self._status.set_tone(tone)
        self._is_closed = view.closed is not None
        self._make_room()
        self.set_off(self._is_closed)
        self.set_stripe(view.zone.color)
        self.setAccessibleName(f"{name}. {status}")
        self.setAccessibleDescription(view.agency.name.in_language(language))

    def _make_room(self) -> None:
        # On a low card the reason needs the place more.
        is_low = self.height() < theme_of(self).px("card_height_low")
        self._summary.setVisible(not (self._is_closed and is_low))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
