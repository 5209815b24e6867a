"""One service on its agency's page: how many wait, where, what it costs, what to bring, and the touch for a number."""

from enum import StrEnum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.ui.dress import set_look, spaced, theme_of
from antrean.ui.widgets import Card, CardButton, FitLabel, Icon, StatusPill
from antrean.ui.widgets.letters import whole_advance
from kiosk.offered import ServiceView, today
from kiosk.pages import service_words
from kiosk.pages.flow import Flow
from kiosk.pages.marked_list import MarkedList
from kiosk.pages.take_button import TakeButton
from kiosk.state import KioskState

SHORT_FEE = 26
"""A fee of at most so many letters stands beside the number of people; a longer one gets lines of its own."""

_NO_LIMIT = (1 << 24) - 1
_LINES = 12


class _Facts(QWidget):
    """How many wait, which counters, what is left of the quota and what it costs: on as few lines as it takes."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = FitLabel(role="strong", tone="good", shrink=1.0)
        self._counters = FitLabel(role="body", tone="muted", lines=2, shrink=1.0)
        self._left = FitLabel(role="strong", tone="warn", shrink=1.0)
        self._free = StatusPill(tone="good")
        self._free.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fee = FitLabel(role="body", shrink=1.0)
        self._long_fee = FitLabel(role="body", lines=_LINES, shrink=1.0)
        self.flow = flow = spaced(Flow(self), gap="m")
        for label in (self._waiting, self._counters, self._left, self._free, self._fee, self._long_fee):
            flow.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, view: ServiceView, language: str) -> None:
        self._waiting.setText(service_words.waiting(view))
        self._waiting.setVisible(view.closed is None)
        counters = service_words.counters(view, language)
        self._counters.setText(counters)
        self._counters.setVisible(bool(counters))
        left = service_words.few_left(view)
        self._left.setText(left)
        self._left.setVisible(bool(left))
        fee, is_free = service_words.fee(view, language), view.service.is_free
        is_short = len(fee) <= SHORT_FEE
        self._free.setText(fee if is_short else service_words.free())
        self._free.setVisible(is_free)
        self._fee.setText(fee)
        self._fee.setVisible(is_short and not is_free)
        self._long_fee.setText(fee)
        self._long_fee.setVisible(not is_short)


class Form(StrEnum):
    """How a card stands."""

    HIGH = "high"
    """With each thing to bring on a line of its own, and a wide button below."""
    FLAT = "flat"
    """With the button at the side."""
    SMALL = "small"
    """Flat, in smaller letters."""


class ServiceCard(Card):
    """Signal `taken(service code)`."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.service = ""
        self._form = Form.HIGH
        self._formed: object = None
        self._said: object = None
        self._heights: dict[int, int] = {}
        self._looks: object = None
        self._box = spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom, self), gap="m", margins=("l", "m"))
        self._texts = texts = spaced(QVBoxLayout(), gap="xs")
        self._name = FitLabel(role="title", lines=_LINES, shrink=1.0)
        self._facts = _Facts()
        self._bring = FitLabel(role="caption", tone="muted", lines=2, shrink=1.0)
        self._items = MarkedList(mark="checkbox")
        self._limits = MarkedList(mark="warning", color="warn")
        self._trouble = FitLabel(role="strong", tone="bad", lines=_LINES, shrink=1.0)
        texts.addStretch(1)
        for part in (self._name, self._facts, self._bring, self._items, self._limits, self._trouble):
            texts.addWidget(part)
        texts.addStretch(1)
        self._box.addLayout(texts, 1)
        self._take = TakeButton()
        self._take.clicked.connect(lambda: self.taken.emit(self.service))
        self._box.addWidget(self._take)
        self._closed = _ClosedNote()
        self._box.addWidget(self._closed)
        self._labels = self.findChildren(FitLabel)

    @property
    def last(self) -> QWidget:
        """The one thing on it that can be touched."""
        return self._take

    def set_form(self, form: Form) -> None:
        """Stand high or lie flat."""
        if (form, theme_of(self)) == self._formed:
            return
        self._formed = (form, theme_of(self))
        self._form = form
        self._looks = None
        is_high, is_small = form is Form.HIGH, form is Form.SMALL
        direction = QBoxLayout.Direction.TopToBottom if is_high else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        # Names of high cards side by side begin at one height; beside a button the texts stand in the middle.
        self._texts.setStretch(0, 0 if is_high else 1)
        self._name.set_role("title" if is_high else "card" if is_small else "subtitle")
        for marked in (self._items, self._limits):
            marked.set_way(role="small" if is_small else "body", is_flowing=not is_high)
        self._bring.setVisible(is_high and bool(self._items.texts()))
        self._closed.set_roomy(is_high)
        side = 0 if is_high else theme_of(self).px("take_width")
        for part in (self._take, self._closed):
            part.setMinimumWidth(side)
            # The largest Qt allows is what a widget has before anybody limits it.
            part.setMaximumWidth(side or _NO_LIMIT)
        self._forget_sizes()

    def height_for(self, width: int) -> int:
        """Return the height its texts need at a width."""
        looks = (theme_of(self), self.looks())
        if looks != self._looks:
            self._looks = looks
            self._heights.clear()
        if width not in self._heights:
            # What is hidden tells its layout nothing of its new texts.
            self._texts.invalidate()
            self._box.invalidate()
            self._heights[width] = self._box.totalHeightForWidth(width)
        return self._heights[width]

    @property
    def form(self) -> Form:
        return self._form

    def looks(self) -> list[int]:
        """Return numbers that change with its texts and their fonts."""
        return [label.look() for label in self._labels]

    def set_right(self) -> None:
        """Lay everything on it out at once."""
        self._box.activate()
        # A part that stays as large as it was is not told that what stands in it has changed.
        self._facts.flow.activate()
        self._closed.row.activate()

    def show_state(self, view: ServiceView, state: KioskState) -> None:
        """Show the service in the visitor's language; the same once more costs nothing."""
        notice = state.notice if state.notice is not None and state.notice.service == view.service.code else None
        is_busy = state.busy_service == view.service.code
        day = None if state.offer is None else today(state.offer)
        said = (view, state.language, state.trouble, notice, state.priority, is_busy, day)
        if said != self._said:
            self._said = said
            self._looks = None
            self._say(view, state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._said = None

    def _say(self, view: ServiceView, state: KioskState) -> None:
        language = state.language
        self._stand_for(view.service.code)
        name = view.service.name.in_language(language)
        self._name.setText(name)
        self.setAccessibleName(name)
        self._facts.show_state(view, language)
        self._bring.setText(self.tr("Did you bring?"))
        self._items.set_texts(service_words.bring(view, language))
        self._items.setAccessibleName(self.tr("Did you bring?"))
        self._items.setVisible(bool(self._items.texts()))
        self._bring.setVisible(self._form is Form.HIGH and bool(self._items.texts()))
        self._limits.set_texts(service_words.limits(view, language))
        self._limits.setAccessibleName(self.tr("Not done here"))
        self._limits.setVisible(bool(self._limits.texts()))
        trouble = service_words.trouble(view, state)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._take.show_state(view, state)
        self._closed.show_state(service_words.closed(view, state), brief=service_words.why_closed(view, state))
        self._forget_sizes()

    def _forget_sizes(self) -> None:
        """Let the layout ask parts anew how high they are: it hears of what stands in them only later."""
        self._facts.updateGeometry()
        self._closed.updateGeometry()

    def _stand_for(self, service: str) -> None:
        if service == self.service:
            return
        self.service = service
        for part, name in (
            (self, "service"),
            (self._items, "bring"),
            (self._limits, "limits"),
            (self._trouble, "trouble"),
            (self._closed.label, "closed"),
        ):
            part.setObjectName(f"{name}_{service}")


class _ClosedNote(Card):
    """Stands where the button would be: why there is none, and from when again.

    In little room it says so in few words: a whole sentence would have small letters there.
    """

    def __init__(self) -> None:
        super().__init__(fill="warn", corner="m")
        self._is_roomy = True
        self._sentence, self._brief = "", ""
        self.row = row = spaced(QHBoxLayout(self), gap="m", margins=("m", "s"))
        self._icon = Icon("clock", color="on_warn_soft")
        self._text = FitLabel(role="strong", tone="on_warn", lines=_LINES, shrink=1.0)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)

    @property
    def label(self) -> QWidget:
        return self._text

    def set_roomy(self, is_roomy: bool) -> None:
        self._is_roomy = is_roomy
        self._follow()

    def show_state(self, sentence: str, *, brief: str) -> None:
        self._sentence, self._brief = sentence, brief
        self._text.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        self._follow()

    def _follow(self) -> None:
        self._text.setText(self._sentence if self._is_roomy else self._brief)
        self._icon.setVisible(self._is_roomy)


class ServiceTile(CardButton):
    """A service in a few words, which leads to its page; with `has_take` its button for a number stands beside them.

    Signals `chosen(service code)` and `taken(service code)`.
    """

    chosen = Signal(str)
    taken = Signal(str)

    def __init__(self, *, has_take: bool, parent: QWidget | None = None) -> None:
        super().__init__(name="open", parent=parent)
        self.service = ""
        set_look(self, extent="s")
        self._has_take = has_take
        margins = ("l", "s")
        row = spaced(QHBoxLayout(self), gap="m", margins=margins)
        texts = spaced(QVBoxLayout(), gap="xs")
        self._name = FitLabel(role="card" if has_take else "subtitle", lines=_LINES, shrink=1.0)
        self._waiting = FitLabel(role="strong", tone="good", lines=_LINES, shrink=1.0)
        self._fee = FitLabel(role="strong", lines=_LINES, shrink=1.0)
        self._more = FitLabel(role="caption", tone="muted", lines=_LINES, shrink=1.0)
        texts.addStretch(1)
        for part in (self._name, self._waiting, self._fee, self._more):
            texts.addWidget(part)
        texts.addStretch(1)
        row.addLayout(texts, 1)
        self._row = row
        self._icon = Icon("next", color="muted")
        row.addWidget(self._icon)
        self._take = TakeButton()
        self._take.clicked.connect(lambda: self.taken.emit(self.service))
        row.addWidget(self._take)
        self.clicked.connect(lambda: self.chosen.emit(self.service))
        self._labels = self.findChildren(FitLabel)

    @property
    def last(self) -> QWidget:
        """The last thing on it for the Tab key."""
        return self._take if self._has_take else self

    def looks(self) -> list[int]:
        """Return numbers that change with its texts and their fonts."""
        return [label.look() for label in self._labels]

    def least_width(self) -> int:
        """Return the width at which its longest word still stands on one line."""
        font = self._name.font()
        longest = max((whole_advance(word, font) for word in self._name.text().split()), default=0)
        beside = self._take.width() if self._has_take else 0
        theme = theme_of(self)
        return longest + beside + theme.px("icon") + 2 * (theme.space("l") + theme.space("m"))

    def height_for(self, width: int) -> int:
        """Return the height its texts need at a width."""
        self._row.invalidate()
        theme = theme_of(self)
        return max(self._row.totalHeightForWidth(width), theme.px("button_height") + 2 * theme.px("hairline"))

    def set_right(self) -> None:
        """Lay everything on it out at once."""
        self._row.activate()

    def show_state(self, view: ServiceView, state: KioskState) -> None:
        """Show the service in the visitor's language."""
        language = state.language
        self._stand_for(view.service.code)
        name, fee = view.service.name.in_language(language), service_words.fee(view, language)
        if view.closed is not None:
            status, tone = service_words.why_closed(view, state), "warn"
        else:
            status, tone = service_words.waiting(view), "good"
        # While the hall is away the button says so; on a tile that is enough beside the banner.
        trouble = "" if state.trouble is not None else service_words.trouble(view, state)
        if trouble:
            status, tone = trouble, "bad"
        self._name.setText(name)
        self._name.set_tone("muted" if view.closed else None)
        is_large = state.access.text_scale > 1
        self._name.set_role("card" if self._has_take or is_large else "subtitle")
        if is_large and len(fee) > SHORT_FEE:
            # The page of the service tells it, at a size at which the tile has no room for it.
            fee = ""
        # One line where that is enough; the reason of a closed service is long enough alone.
        if view.closed is None and not trouble and fee:
            status, fee = f"{status} · {fee}", ""
        self._waiting.setText(status)
        self._waiting.set_tone(tone)
        self._fee.setText(fee)
        self._fee.setVisible(bool(fee) and not is_large)
        more = self.tr("What to bring and where") if self._has_take else ""
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.set_off(view.closed is not None)
        self.set_stripe(view.zone.color)
        self.setAccessibleName(". ".join(part for part in (name, status, fee) if part))
        self.setAccessibleDescription(self.tr("Opens this service."))
        self._take.show_state(view, state)
        if not self._has_take:
            self._take.hide()
        self._take.setFixedWidth(theme_of(self).px("take_width"))

    def _stand_for(self, service: str) -> None:
        if service != self.service:
            self.service = service
            self.setObjectName(f"open_{service}")
            # A finger that went down on another service must not choose this one when it goes up.
            self.setDown(False)
