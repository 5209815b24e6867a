"""What the questions in front of the hall are made of: a card with its confirmation, and answers to choose from."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Panel
from counter.option_grid import OptionGrid
from counter.scroll_body import ScrollBody
from counter.shortcuts import Key
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import WatchState, is_allowed
from counter.supervisor.wishes import Wish
from counter.tab_order import lead_tab


class Options(Panel):
    """A heading and the answers below it, of which one is chosen."""

    changed = Signal()

    def __init__(self, *, name: str, keys: Sequence[str], least_u: float = 235, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = FitLabel(role="strong")
        self._buttons = {key: BigButton(name=f"{name}_{key}", fill="outline", extent="s") for key in keys}
        self.value: str | None = None
        cells = Panel()
        grid = spaced(OptionGrid(cells, least_cell_u=least_u, has_ticks=True), gap="xs")
        for key, button in self._buttons.items():
            button.clicked.connect(partial(self.choose, key))
            grid.addWidget(button)
        column = spaced(QVBoxLayout(self), gap="xs")
        column.addWidget(self._title)
        column.addWidget(cells)

    def choose(self, key: str | None) -> None:
        """Take an answer, or none."""
        if key != self.value:
            self.value = key
            self._render()
            self.changed.emit()

    def show_texts(self, title: str, texts: Mapping[str, str], *, chosen: str) -> None:
        """Set the words; `chosen` is what a screen reader says of the answer that is."""
        self._title.setText(title)
        self._chosen_word = chosen
        for key, button in self._buttons.items():
            button.setText(texts[key])
            button.setAccessibleName(f"{title} {texts[key]}")
        self._render()

    def offer(self, keys: Collection[str]) -> None:
        """Show some of the answers only."""
        for key, button in self._buttons.items():
            button.setVisible(key in keys)

    def take_focus(self) -> None:
        next(iter(self._buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _render(self) -> None:
        for key, button in self._buttons.items():
            is_chosen = key == self.value
            button.set_fill("dark" if is_chosen else "outline")
            # A sign beside the colour.
            button.set_icon("check" if is_chosen else None)
            button.setAccessibleDescription(self._chosen_word if is_chosen else self.tr("not chosen"))

    _chosen_word = ""


class Field(Panel):
    """A heading and one line to type below it."""

    def __init__(self, *, name: str, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = FitLabel(role="strong")
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setMaxLength(longest)
        column = spaced(QVBoxLayout(self), gap="xs")
        column.addWidget(self._title)
        column.addWidget(self.line)

    def show_texts(self, title: str, placeholder: str = "") -> None:
        self._title.setText(title)
        self.line.setAccessibleName(title)
        self.line.setAccessibleDescription(placeholder or self.tr("One line"))
        self.line.setPlaceholderText(placeholder)

    def text(self) -> str:
        return " ".join(self.line.text().split())


class AskPanel(Card):
    """A question with its answer; `wish` is what the answer means, None while something is missing."""

    def __init__(
        self, *, name: str, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self._presenter = presenter
        self._clock = clock
        self._language = ""
        self._question = FitLabel(role="title", lines=2)
        self._question.setObjectName(f"{name}_question")
        self._hint = FitLabel(role="body", tone="muted", lines=3)
        scroll = ScrollBody(gap="m")
        self.body = scroll.column
        self._back = BigButton(name=f"{name}_back", fill="quiet", extent="m")
        self._back.set_key_cap(Key.BACK.cap)
        self._back.clicked.connect(presenter.close_panel)
        self.confirm = BigButton(name=f"{name}_confirm", fill="primary", extent="m")
        self.confirm.clicked.connect(self._on_confirm)
        footer = spaced(QHBoxLayout(), gap="s")
        footer.addWidget(self._back, 1)
        footer.addWidget(self.confirm, 2)
        column = spaced(QVBoxLayout(self), gap="m", margins="l")
        column.addWidget(self._question)
        column.addWidget(self._hint)
        column.addWidget(scroll, 1)
        column.addLayout(footer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        lead_tab(self)

    def begin(self, state: WatchState) -> None:
        """Be asked anew: nothing is chosen, and the focus is where the answer begins."""

    def leave(self) -> None:
        """Be asked no more."""

    def show_state(self, state: WatchState, language: str) -> None:
        """Say what is asked, and whether the answer may be given now."""
        self._language = language
        self._back.setText(self.tr("Back"))
        self.ask(state, language)
        wish = self.wish(state)
        self.confirm.set_allowed(wish is not None and is_allowed(state, wish))
        self.confirm.set_busy(state.pending is not None and state.pending == wish)

    def ask(self, state: WatchState, language: str) -> None:
        """Set the words of the question and its answers."""
        raise NotImplementedError

    def wish(self, state: WatchState) -> Wish | None:
        raise NotImplementedError

    def say(self, question: str, hint: str, confirm: str) -> None:
        self._question.setText(question)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.confirm.setText(confirm)
        self.confirm.setAccessibleDescription(hint or question)

    def again(self) -> None:
        """Follow what has just been chosen or typed."""
        if self._presenter.state.asked is not None:
            self.show_state(self._presenter.state, self._language)

    def _on_confirm(self) -> None:
        wish = self.wish(self._presenter.state)
        if wish is not None:
            self._presenter.do(wish)
