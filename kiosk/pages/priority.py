"""Who needs to be served first: friendly pictures, several may apply, no proof asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.model import Priority
from antrean.ui import messages
from antrean.ui.dress import set_look, spaced, theme_of
from antrean.ui.widgets import BigButton, CardButton, FitLabel, Icon, Panel
from kiosk.pages.page_words import priority_words
from kiosk.pages.reach import is_low
from kiosk.state import KIOSK_PRIORITIES, KioskState

_ICONS = {
    Priority.ELDERLY: "elderly",
    Priority.DISABILITY: "disability",
    Priority.PREGNANT: "pregnant",
    Priority.WITH_INFANT: "infant",
}
_CENTER = Qt.AlignmentFlag.AlignHCenter


class PriorityPage(Panel):
    """Signals `priority_toggled(Priority)`, `priority_confirmed` and `priority_cleared`."""

    priority_toggled = Signal(object)
    priority_confirmed = Signal()
    priority_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_priority")
        self._is_large = False
        self._is_asked_above = False
        column = spaced(QVBoxLayout(self), gap="m", margins=("xl", "m"))
        self._heading = FitLabel(role="heading", lines=3, shrink=1.0)
        self._heading.setObjectName("priority_heading")
        self._note = FitLabel(role="body", tone="muted", lines=6, shrink=1.0)
        self._note.setObjectName("priority_note")
        column.addWidget(self._heading)
        column.addWidget(self._note)
        self._cards = [_KindCard(kind) for kind in KIOSK_PRIORITIES]
        grid_box = Panel()
        self._grid = spaced(QGridLayout(grid_box), gap="m")
        for card in self._cards:
            card.clicked.connect(lambda _=False, kind=card.kind: self.priority_toggled.emit(kind))
        self._columns = 0
        # Now, so that the cards come before the buttons for the Tab key.
        self._set_columns(2)
        column.addWidget(grid_box, 1)
        buttons = spaced(QHBoxLayout(), gap="m")
        self._close = BigButton(name="priority_none", fill="outline", extent="l")
        self._confirm = BigButton(name="priority_confirm", fill="accent", extent="l")
        for button, clicked in ((self._close, self.priority_cleared), (self._confirm, self.priority_confirmed)):
            buttons.addWidget(button, 1)
            button.clicked.connect(clicked)
        column.addLayout(buttons)

    @property
    def first_control(self) -> QWidget:
        """What the keys reach first."""
        return self._cards[0]

    def show_state(self, state: KioskState) -> None:
        """Show which kinds are chosen."""
        self._is_large = state.access.text_scale > 1
        # Above the reach the same stands large.
        self._is_asked_above = is_low(self, state.access)
        for label, text in zip((self._heading, self._note), priority_words(), strict=True):
            label.setText(text)
        for button in (self._close, self._confirm):
            set_look(button, extent="m" if self._is_large else "l")
        has_chosen = bool(state.priorities)
        # With large text both do not fit side by side, and who has chosen can take the choice back by a touch.
        self._close.setVisible(not (has_chosen and self._is_large))
        self._confirm.setVisible(has_chosen)
        self._confirm.setText(self.tr("Go on"))
        self._confirm.setAccessibleDescription(self.tr("With what is chosen."))
        self._close.setText(self.tr("Go on without priority"))
        self._close.setAccessibleDescription(self.tr("Nobody has to answer."))
        for card in self._cards:
            card.show_state(card.kind in state.priorities)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_flat = self.width() > self.height()
        for label in (self._heading, self._note):
            # On a low screen large choices need their room more.
            label.setVisible(not self._is_asked_above and not (is_flat and self._is_large))
        # Four pictures side by side need more than twice the width of what they are high.
        is_tight = self._is_large or (is_flat and self.width() < 2 * self.height())
        is_wide = self.width() > 2 * self.height()
        is_split = self._is_large and not is_wide and self.height() < self._height_of_one_column()
        if self._is_large:
            self._set_columns(2 if is_wide or is_split else 1)
        else:
            self._set_columns(2 if is_tight or not is_flat else 4)
        for card in self._cards:
            # Half of a narrow screen is for the words alone.
            card.set_flat(is_tight, is_low=self._is_asked_above and self._is_large, has_picture=not is_split)

    def _height_of_one_column(self) -> int:
        """Return the height at which all choices and the button below them have room for a finger."""
        theme = theme_of(self)
        finger, choices = theme.px("button_height") + 2 * theme.px("hairline"), len(self._cards) + 1
        return choices * (finger + theme.space("m")) + theme.space("m")

    def _set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for at in range(len(self._cards)):
            self._grid.setRowStretch(at, 1 if at < -(-len(self._cards) // columns) else 0)
            self._grid.setColumnStretch(at, 1 if at < columns else 0)


class _KindCard(CardButton):
    """One kind of priority as a picture with its name, and a tick when it is chosen."""

    def __init__(self, kind: Priority) -> None:
        super().__init__(name=f"priority_{kind}")
        self.kind = kind
        set_look(self, extent="s")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._box = spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom, self), gap="m", margins=("m", "s"))
        self._icon = Icon(_ICONS[kind], color="link", extent="picture")
        self._small = Icon(_ICONS[kind], color="link")
        self._name = FitLabel(role="subtitle", lines=6, shrink=1.0, align=_CENTER)
        self._tick = Icon("checkbox", color="link")
        self._is_flat, self._has_picture = False, True
        self._box.addStretch(1)
        for icon in (self._icon, self._small):
            self._box.addWidget(icon, 0, Qt.AlignmentFlag.AlignCenter)
        self._box.addWidget(self._name)
        self._box.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignCenter)
        self._box.addStretch(1)

    def nextCheckState(self) -> None:
        """A touch asks; the state answers."""

    def set_flat(self, is_flat: bool, *, is_low: bool, has_picture: bool) -> None:
        """Lie flat, with a picture as large as there is room or none, or stand high."""
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if is_flat else QBoxLayout.Direction.TopToBottom)
        self._is_flat, self._has_picture = is_flat, has_picture
        self._make_room()
        self._name.set_role("subtitle" if not is_flat else "caption" if is_low else "card")

    def _make_room(self) -> None:
        is_large = not self._is_flat or (self._has_picture and self._has_room())
        self._icon.setVisible(is_large)
        self._small.setVisible(self._has_picture and not is_large)

    def _has_room(self) -> bool:
        """Say whether the large picture and the name stand side by side."""
        theme = theme_of(self)
        picture = theme.px("picture")
        beside = picture + theme.px("icon") + 2 * theme.space("m") + 2 * theme.space("m")
        width = self.width() - beside
        return self.height() >= picture + 2 * theme.space("s") and self._name.longest_word() <= width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def show_state(self, is_chosen: bool) -> None:
        name = messages.priority_word(self.kind)
        self.setChecked(is_chosen)
        set_look(self, chosen="true" if is_chosen else "false")
        self._tick.set_icon("checkbox_on" if is_chosen else "checkbox")
        self._name.setText(name)
        self.setAccessibleName(f"{name}. {self.tr('Chosen')}" if is_chosen else name)
        self.setAccessibleDescription(self.tr("Several may apply."))
