"""One service: how many wait, where, what it costs, what to bring, and the one touch that gives a number."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.receipt import counters_text
from antrean.ui import messages
from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, StatusPill
from kiosk.offered import ServiceView, today
from kiosk.state import KioskState

SHORT_FEE = 26
"""A fee of at most so many letters stands beside the number of people; a longer one gets lines of its own."""


class ServiceCard(Card):
    """Signal `taken(service code)`. Roomy it stands high with a wide button below, else flat with it at the side."""

    taken = Signal(str)

    def __init__(self, service: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.service = service
        self.setObjectName(f"service_{service}")
        self._is_roomy = True
        self._box = spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom, self), gap="m", margins=("l", "m"))
        self._texts = texts = spaced(QVBoxLayout(), gap="xs")
        self._name = FitLabel(role="title", lines=2)
        self._waiting = FitLabel(role="strong")
        self._counters = FitLabel(role="body", tone="muted")
        self._left = FitLabel(role="strong", tone="warn")
        self._free = StatusPill(tone="good")
        self._free.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fee = FitLabel(role="body")
        self._long_fee = FitLabel(role="body", lines=3)
        self._bring = FitLabel(role="caption", tone="muted")
        self._items = FitLabel(role="body", lines=4)
        self._trouble = FitLabel(role="strong", tone="bad", lines=3)
        facts = spaced(QHBoxLayout(), gap="m")
        for label in (self._waiting, self._counters, self._left, self._free, self._fee):
            facts.addWidget(label)
        facts.addStretch()
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addLayout(facts)
        for label in (self._long_fee, self._bring, self._items, self._trouble):
            texts.addWidget(label)
        texts.addStretch(1)
        self._trouble.setObjectName(f"trouble_{service}")
        self._box.addLayout(texts, 1)
        self._take = BigButton(name=f"take_{service}", fill="primary", extent="l")
        self._take.clicked.connect(lambda: self.taken.emit(self.service))
        self._box.addWidget(self._take)
        self._closed = _ClosedNote(service)
        self._box.addWidget(self._closed)

    @property
    def button(self) -> BigButton:
        """The one thing on it that can be touched."""
        return self._take

    def set_roomy(self, is_roomy: bool) -> None:
        """Stand high or lie flat."""
        self._is_roomy = is_roomy
        direction = QBoxLayout.Direction.TopToBottom if is_roomy else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        # Names of high cards side by side begin at one height; beside a button the texts stand in the middle.
        self._texts.setStretch(0, 0 if is_roomy else 1)
        self._name.set_role("title" if is_roomy else "subtitle")
        self._items.set_role("body" if is_roomy else "small")
        self._bring.setVisible(is_roomy and bool(self._items.text()))
        self._closed.set_roomy(is_roomy)
        side = 0 if is_roomy else theme_of(self).px("take_width")
        for part in (self._take, self._closed):
            part.setMinimumWidth(side)
            # The largest Qt allows is what a widget has before anybody limits it.
            part.setMaximumWidth(side or _NO_LIMIT)

    def height_for(self, width: int) -> int:
        """Return the height its texts need at a width."""
        return self._box.totalHeightForWidth(width)

    def show_state(self, view: ServiceView, state: KioskState) -> None:
        """Show the service in the visitor's language."""
        service, language = view.service, state.language
        self._name.setText(service.name.in_language(language))
        self._render_people(view, language)
        self._render_fee(view, language)
        self._bring.setText(self.tr("Did you bring?"))
        self._items.setText(" · ".join(one.in_language(language) for one in service.requirements))
        self._items.setVisible(bool(service.requirements))
        self._bring.setVisible(self._is_roomy and bool(service.requirements))
        why_not = state.trouble_at(service.code)
        self._trouble.setText("" if why_not is None else messages.sentence(why_not))
        self._trouble.setVisible(why_not is not None and view.closed is None)
        self._take.setVisible(view.closed is None)
        self._closed.setVisible(view.closed is not None)
        if view.closed is not None and state.offer is not None:
            self._closed.show_state(view, today(state.offer))
            return
        is_busy = state.busy_service == service.code
        self._take.set_fill("primary" if state.priority is None else "accent")
        self._take.setText(self.tr("One moment …") if is_busy else self.tr("Take a number"))
        self._take.set_note("" if state.priority is None or is_busy else self.tr("as a priority number"))
        self._take.setAccessibleDescription(service.name.in_language(language))
        self._take.set_busy(is_busy)
        self._take.set_allowed(state.trouble is None)

    def _render_people(self, view: ServiceView, language: str) -> None:
        if view.waiting:
            self._waiting.setText(self.tr("{count} waiting").format(count=view.waiting))
        else:
            self._waiting.setText(self.tr("Nobody waiting"))
        self._waiting.set_tone("good")
        self._waiting.setVisible(view.closed is None)
        counters = counters_text(view.counters, language)
        self._counters.setText(self.tr("Counter {counters}").format(counters=counters))
        self._counters.setVisible(bool(counters))
        self._left.setText(self.tr("{count} left").format(count=view.few_left))
        self._left.setVisible(view.few_left is not None and view.closed is None)

    def _render_fee(self, view: ServiceView, language: str) -> None:
        fee = view.service.fee.in_language(language)
        is_short = len(fee) <= SHORT_FEE
        is_free = view.service.is_free
        # "Gratis (iuran sesuai kelas)" says more than the one word and stays whole.
        is_plain = view.service.fee.indonesian.casefold() == "gratis"
        self._free.setText(fee if is_short and not is_plain else self.tr("Free"))
        self._free.setVisible(is_free)
        self._fee.setText(fee)
        self._fee.setVisible(is_short and not is_free)
        self._long_fee.setText(fee)
        self._long_fee.setVisible(not is_short)


_NO_LIMIT = (1 << 24) - 1


class _ClosedNote(Card):
    """Stands where the button would be: why there is none, and from when again."""

    def __init__(self, service: str) -> None:
        super().__init__(fill="warn", corner="m")
        row = spaced(QHBoxLayout(self), gap="m", margins=("m", "s"))
        self._icon = Icon("clock", color="on_warn_soft")
        self._text = FitLabel(role="strong", tone="on_warn", lines=6)
        self._text.setObjectName(f"closed_{service}")
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)

    def set_roomy(self, is_roomy: bool) -> None:
        self._icon.setVisible(is_roomy)
        self._text.set_role("strong" if is_roomy else "caption")

    def show_state(self, view: ServiceView, day: date) -> None:
        if view.closed is not None:
            self._text.setText(messages.sentence(view.closed.as_refusal(), today=day))
