"""The services of one agency, and a line that asks whether somebody needs to be served first."""

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui import messages
from antrean.ui.dress import Dressed, apply_spacing, spaced, theme_of
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel
from kiosk.offered import agency_closed, today
from kiosk.pages.service_card import ServiceCard
from kiosk.pages.turner import Turner
from kiosk.state import KioskState, services_of

MANY_SERVICES = 4


class ServicesPage(Panel):
    """Signals `taken(service)`, `turned(sheet)`, `moved`, `priority_opened` and `priority_cleared`."""

    taken = Signal(str)
    turned = Signal(int)
    moved = Signal()
    priority_opened = Signal()
    priority_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_services")
        page = spaced(QVBoxLayout(self), gap="none")
        self._list = Panel()
        page.addWidget(self._list, 1)
        column = spaced(QVBoxLayout(self._list), gap="m", margins=("xl", "m"))
        self._heading = FitLabel(role="heading")
        self._heading.setObjectName("services_heading")
        self._may_hide_heading = False
        column.addWidget(self._heading)
        self._closed = _AgencyClosed()
        column.addWidget(self._closed)
        self._cards = ServiceCards()
        self._cards.taken.connect(self.taken)
        column.addWidget(self._cards, 1)
        self._cards.turned.connect(self.turned)
        self._cards.moved.connect(self.moved)
        self._bar = _PriorityBar()
        self._bar.opened.connect(self.priority_opened)
        self._bar.cleared.connect(self.priority_cleared)
        self._cards.rebuilt.connect(self._bar.follow)
        page.addWidget(self._bar)

    def show_state(self, state: KioskState) -> None:
        """Show the services of the chosen agency."""
        if state.offer is None or state.agency is None:
            return
        closed = agency_closed(state.offer, state.agency)
        if closed is not None:
            self._heading.setText(self.tr("No numbers here at the moment"))
        elif state.wants_paper and not state.printer_fails:
            self._heading.setText(self.tr("Choose a service. Your number is printed at once."))
        else:
            self._heading.setText(self.tr("Choose a service. Your number is shown at once."))
        self._may_hide_heading = closed is None and len(services_of(state)) > MANY_SERVICES
        self._make_room()
        self._closed.show_state(state)
        self._cards.show_state(state)
        self._bar.setVisible(closed is None)
        self._bar.show_state(state)

    def _make_room(self) -> None:
        # On a screen that is not high, many services need its place more.
        self._heading.setVisible(not (self._may_hide_heading and self.width() > self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


class _AgencyClosed(Card):
    """Why the agency gives no number, and from when again."""

    def __init__(self) -> None:
        super().__init__(fill="warn", corner="m")
        self.setObjectName("agency_closed")
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "m"))
        row.addWidget(Icon("clock", color="on_warn_soft"))
        self._text = FitLabel(role="strong", tone="on_warn", lines=3)
        self._text.setObjectName("agency_closed_text")
        row.addWidget(self._text, 1)

    def show_state(self, state: KioskState) -> None:
        closed = agency_closed(state.offer, state.agency) if state.offer is not None and state.agency else None
        self.setVisible(closed is not None)
        if closed is None or state.offer is None:
            return
        why = messages.brief(closed.reason)
        if closed.note is not None:
            why = f"{why} ({closed.note.in_language(state.language)})"
        again = messages.opens_again(closed.opens_at, today(state.offer))
        self._text.setText(f"{why}. {again}".strip())


class _PriorityBar(Panel):
    """The question at the bottom, or what was chosen and how to take it back."""

    opened = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__(fill="accent_soft", bar="footer")
        row = spaced(QHBoxLayout(self), gap="l", margins=("xl", "s"))
        self._icon = Icon("heart", color="on_accent_soft")
        self._text = FitLabel(role="strong", tone="on_accent_soft", lines=2)
        self._text.setObjectName("priority_text")
        self._open = BigButton(name="priority_open", fill="dark", extent="m")
        self._clear = BigButton(name="priority_clear", fill="outline", extent="m", icon="close")
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._open)
        row.addWidget(self._clear)
        self._open.clicked.connect(self.opened)
        self._clear.clicked.connect(self.cleared)

    def follow(self, before: QWidget) -> None:
        """Come after a widget for the Tab key."""
        QWidget.setTabOrder(before, self._open)
        QWidget.setTabOrder(self._open, self._clear)

    def show_state(self, state: KioskState) -> None:
        self._open.setText(self.tr("Priority number"))
        self._clear.setText(self.tr("Without priority"))
        self._open.setVisible(state.priority is None)
        self._clear.setVisible(state.priority is not None)
        self._icon.setVisible(state.priority is not None)
        if state.priority is None:
            self._text.setText(
                self.tr("Aged 60 or over, disability, pregnant or nursing, with a small child? You are served first.")
            )
        else:
            self._text.setText(
                self.tr("Your number will be a priority number: {kind}").format(
                    kind=messages.priority_word(state.priority)
                )
            )


class ServiceCards(QWidget, Dressed):
    """The cards of the services: large where they fit, flat where not, on several sheets where even that is too much.

    Signals `taken(service)`, `turned(sheet)`, `moved` when a card stands elsewhere than the finger expects it, and
    `rebuilt(last widget)` for what the Tab key reaches next.
    """

    taken = Signal(str)
    turned = Signal(int)
    moved = Signal()
    rebuilt = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[ServiceCard] = []
        self._columns = 1
        self._places: dict[str, QRect] = {}
        self._turn = 0
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    def show_state(self, state: KioskState) -> None:
        """Show the chosen agency's services."""
        views = services_of(state)
        wanted = [view.service.code for view in views]
        if wanted != [card.service for card in self._cards]:
            for old in self._cards:
                old.hide()
                old.deleteLater()
            self._cards = [ServiceCard(code, self) for code in wanted]
            for card in self._cards:
                card.taken.connect(self.taken)
            if self._cards:
                # New ones come last for the Tab key, so what stands below them follows again.
                self.rebuilt.emit(self._turner.follow(self._cards[-1].button))
            apply_spacing(self, theme_of(self))
        for card, view in zip(self._cards, views, strict=True):
            card.show_state(view, state)
        self._turn = state.turn
        self._fit()

    def _fit(self) -> None:
        """Choose how the cards stand; measuring changes them, so this happens only where their texts or room do."""
        if not self._cards or self.width() < 1:
            return
        for columns, is_roomy in self._ways(self.width() > self.height()):
            self._columns = columns
            for card in self._cards:
                card.set_roomy(is_roomy)
            if len(self._sheets(self.height())) == 1:
                break
        self._place()

    def _place(self) -> None:
        if not self._cards or self.width() < 1:
            return
        sheets = self._sheets(self.height())
        if len(sheets) > 1:
            sheets = self._sheets(self.height() - self._turner.room())
        self._turner.show_state(turn=self._turn, sheets=len(sheets))
        rows = sheets[min(self._turn, len(sheets) - 1)]
        self._show(rows, spare=self._spare(rows) if len(sheets) == 1 else 0)

    def _spare(self, rows: list[list[tuple[ServiceCard, int]]]) -> int:
        """Return by how much each row may be higher than its texts need: cards breathe where there is room."""
        theme = theme_of(self)
        needed = sum(row[0][1] for row in rows) + theme.space("m") * (len(rows) - 1)
        return max(0, min(theme.space("xl"), (self.height() - needed) // len(rows)))

    def _ways(self, is_wide: bool) -> list[tuple[int, bool]]:
        columns = 2 if is_wide and len(self._cards) > 1 else 1
        return [(columns, True), (columns, False)]

    def _sheets(self, room: int) -> list[list[list[tuple[ServiceCard, int]]]]:
        """Return sheets of rows of (card, height of its row)."""
        columns, gap, width = self._columns, theme_of(self).space("m"), self._card_width()
        sheets: list[list[list[tuple[ServiceCard, int]]]] = [[]]
        used = 0
        for first in range(0, len(self._cards), columns):
            row = self._cards[first : first + columns]
            height = max(card.height_for(width) for card in row)
            if sheets[-1] and used + height > room:
                sheets.append([])
                used = 0
            sheets[-1].append([(card, height) for card in row])
            used += height + gap
        return sheets

    def _card_width(self) -> int:
        return (self.width() - theme_of(self).space("m") * (self._columns - 1)) // self._columns

    def _show(self, rows: list[list[tuple[ServiceCard, int]]], *, spare: int) -> None:
        gap, width = theme_of(self).space("m"), self._card_width()
        places: dict[str, QRect] = {}
        y = 0
        for row in rows:
            height = row[0][1] + spare
            for at, (card, _) in enumerate(row):
                places[card.service] = QRect(at * (width + gap), y, width, min(height, self.height() - y))
            y += height + gap
        for card in self._cards:
            if card.service in places:
                card.setGeometry(places[card.service])
            card.setVisible(card.service in places)
        if places != self._places:
            self._places = places
            self.moved.emit()

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
