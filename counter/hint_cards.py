"""The cards over the ticket that ask for nothing: people start to wait, and a word on how to meet the first one."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel
from counter.shortcuts import Key
from counter.state import DeskState
from counter.window_presenter import WindowPresenter


class HintCards(Panel):
    """Hidden while there is nothing to tell. No card takes the focus, and none has to be answered."""

    def __init__(self, *, looks: WindowPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("hint_cards")
        self._looks = looks
        self._greeting = Card(fill="good", corner="m")
        self._greeting.setObjectName("greeting")
        self._words = FitLabel(role="strong", tone="on_good")
        self._words.setObjectName("greeting_words")
        self.close_greeting = BigButton(name="greeting_close", extent="s", icon="close")
        self.close_greeting.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.close_greeting.clicked.connect(looks.dismiss_greeting)
        row = spaced(QHBoxLayout(self._greeting), gap="s", margins=("m", "xs"))
        row.addWidget(Icon("heart", color="on_good_soft"))
        row.addWidget(self._words, 1)
        row.addWidget(self.close_greeting)
        self._waiting = Card(fill="accent_soft", corner="m")
        self._waiting.setObjectName("people_wait")
        self._people = FitLabel(role="strong", tone="on_accent_soft", lines=2)
        self._people.setObjectName("people_wait_words")
        row = spaced(QHBoxLayout(self._waiting), gap="s", margins=("m", "s"))
        row.addWidget(Icon("people", color="on_accent_soft"))
        row.addWidget(self._people, 1)
        column = spaced(QVBoxLayout(self), gap="s")
        column.addWidget(self._greeting)
        column.addWidget(self._waiting)

    def show_state(self, state: DeskState, language: str) -> None:
        looks = self._looks.state
        self._words.setText(self.tr("Salam · Senyum · Sapa: greet, smile, speak first"))
        self.close_greeting.setAccessibleName(self.tr("Put this card away"))
        self.close_greeting.setAccessibleDescription(Key.BACK.cap)
        self.close_greeting.setToolTip(f"{self.tr('Put this card away')} · {Key.BACK.cap}")
        self._greeting.setVisible(looks.shows_greeting)
        self._show_waiting(state, language)
        self.setVisible(looks.shows_greeting or looks.hints.waiting_since is not None)

    def _show_waiting(self, state: DeskState, language: str) -> None:
        since, view = self._looks.state.hints.waiting_since, state.view
        was_hidden = self._waiting.isHidden()
        self._waiting.setVisible(since is not None)
        if since is None or view is None:
            return
        time = clock_time(since.astimezone(view.mall.zone_info), language)
        text = self.tr("People are waiting since {time}: {count}").format(time=time, count=len(view.waiting))
        self._people.setText(text)
        self._waiting.setAccessibleName(text)
        if was_hidden:
            # Said by a screen reader wherever the focus is, which stays there.
            QAccessible.updateAccessibility(QAccessibleEvent(self._waiting, QAccessible.Event.Alert))
