"""One service alone, with everything a visitor should know before taking its number."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import Card
from kiosk.offered import ServiceView
from kiosk.pages import service_words
from kiosk.pages.fact_sheets import Fact, FactSheets
from kiosk.pages.priority_bar import PriorityBar
from kiosk.pages.reach import is_upright
from kiosk.pages.take_button import TakeButton
from kiosk.pages.two_parts import TwoParts
from kiosk.state import KioskState, is_away, service_of


class ServicePage(TwoParts):
    """Signals `taken(service)`, `turned(sheet)`, `priority_opened` and `priority_cleared`."""

    taken = Signal(str)
    turned = Signal(int)
    priority_opened = Signal()
    priority_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="page_service", fill="bg", parent=parent)
        self._service = ""
        card = Card()
        card.setObjectName("service_alone")
        inside = spaced(QVBoxLayout(card), gap="none", margins=("l", "m"))
        self._facts = FactSheets()
        self._facts.turned.connect(self.turned)
        inside.addWidget(self._facts)
        self._card = card
        self.reading.addWidget(card, 1)
        self._take = TakeButton()
        self._take.clicked.connect(lambda: self.taken.emit(self._service))
        self.touching.addWidget(self._take)
        self.set_touched(self._facts.turner, self._take)
        self._bar = PriorityBar(name="service_priority")
        self._bar.opened.connect(self.priority_opened)
        self._bar.cleared.connect(self.priority_cleared)
        self.foot.addWidget(self._bar, 1)
        # The number first: who knows what it needs does not go through all of it.
        QWidget.setTabOrder(self._take, self._facts.turner.follow(self._take))
        self._bar.follow(self._facts.turner.follow(self._take))

    @property
    def first_control(self) -> QWidget:
        """What the keys reach first."""
        return self._take

    def made_ahead(self) -> Iterator[None]:
        """Make what the first visitor will need, a piece at a time."""
        return self._facts.made_ahead()

    def show_state(self, state: KioskState) -> None:
        """Show the one service."""
        view = service_of(state)
        if view is None:
            return
        self._service = view.service.code
        self._card.setAccessibleName(view.service.name.in_language(state.language))
        self._facts.show_facts(self._words(view, state), turn=state.turn)
        self._take.show_state(view, state)
        # On a wide screen large texts need the height: the question, one button then, stands beside the other one.
        is_beside = state.access.text_scale > 1 and not is_upright(self)
        self.foot.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
        # While no number can be taken there is nobody to ask; the window's banner says why.
        self._bar.show_state(state, is_offered=view.closed is None and not is_away(state.trouble))

    def _words(self, view: ServiceView, state: KioskState) -> list[Fact]:
        language = state.language
        facts = [Fact(name="service_name", text=view.service.name.in_language(language), role="title")]
        if closed := service_words.closed(view, state):
            facts.append(Fact(name="service_closed", text=closed, icon="clock", role="strong", tone="warn"))
        trouble = service_words.trouble(view, state)
        if trouble and not is_away(state.trouble):
            facts.append(Fact(name="service_trouble", text=trouble, icon="warning", role="strong", tone="bad"))
        fee = Fact(
            name="service_fee",
            text=service_words.fee(view, language),
            icon="fee",
            role="strong",
            tone="good" if view.service.is_free else "ink",
        )
        if view.closed is None:
            facts.append(Fact(name="service_waiting", text=service_words.waiting(view), icon="people", role="strong"))
        if left := service_words.few_left(view):
            facts.append(Fact(name="service_left", text=left, icon="ticket", role="strong", tone="warn"))
        facts.append(fee)
        for at, text in enumerate(service_words.limits(view, language)):
            facts.append(Fact(name=f"service_limit_{at}", text=text, icon="warning", tone="warn"))
        bring = service_words.bring(view, language)
        if bring:
            facts.append(Fact(name="service_bring", text=self.tr("Did you bring?"), role="section", tone="muted"))
        for at, text in enumerate(bring):
            facts.append(Fact(name=f"service_bring_{at}", text=text, icon="checkbox"))
        facts.append(Fact(name="service_where", text=self.tr("Where and when"), role="section", tone="muted"))
        where = " · ".join(filter(None, (service_words.zone(view, language), service_words.counters(view, language))))
        facts.append(Fact(name="service_zone", text=where, zone=(view.zone.color, view.zone.position)))
        if ready := view.service.completion.in_language(language):
            text = self.tr("Ready: {time}").format(time=ready)
            facts.append(Fact(name="service_ready", text=text, icon="hourglass"))
        return facts
