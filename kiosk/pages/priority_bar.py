"""The line that asks everybody in words who needs to be served first, or tells what was chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.widgets import FitLabel, Icon, Panel
from kiosk.pages.word_button import WordButton
from kiosk.state import KioskState

_LINES = 6


class PriorityBar(Panel):
    """Signals `opened` and `cleared`. With large text the button alone asks: the words would take the whole screen."""

    opened = Signal()
    cleared = Signal()

    def __init__(self, *, name: str = "priority", parent: QWidget | None = None) -> None:
        super().__init__(fill="accent_soft", bar="footer", parent=parent)
        row = spaced(QHBoxLayout(self), gap="l", margins=("xl", "s"))
        self._icon = Icon("heart", color="on_accent_soft")
        self._text = FitLabel(role="strong", tone="on_accent_soft", lines=_LINES, shrink=1.0)
        self._text.setObjectName(f"{name}_text")
        self._open = WordButton(name="priority_open", icon="heart", fill="dark", role="button_small")
        self._clear = WordButton(name="priority_clear", icon="close", fill="outline", role="button_small")
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._open)
        row.addWidget(self._clear)
        self._row = row
        self._open.clicked.connect(self.opened)
        self._clear.clicked.connect(self.cleared)

    def follow(self, before: QWidget) -> None:
        """Come after a widget for the Tab key."""
        QWidget.setTabOrder(before, self._open)
        QWidget.setTabOrder(self._open, self._clear)

    def show_state(self, state: KioskState, *, is_offered: bool) -> None:
        """Show the question where numbers are given, or what was answered."""
        # Where questions come one by one, this one comes as a page of its own before the number.
        is_asked_later = state.access.asks_step_by_step and not state.asked_priority and state.priority is None
        self.setVisible(is_offered and not is_asked_later)
        chosen, is_large = state.priority, state.access.text_scale > 1
        self._open.setText(self.tr("Priority number"))
        self._clear.setText(self.tr("Without priority"))
        question = self.tr(
            "Aged 60 or over, disability, pregnant or nursing, with a small child? You are served first."
        )
        self._open.setAccessibleDescription(question)
        self._clear.setAccessibleDescription(self.tr("Takes the priority back."))
        for button in (self._open, self._clear):
            button.setEnabled(not state.is_busy)
        self._open.setVisible(chosen is None)
        self._clear.setVisible(chosen is not None)
        self._icon.setVisible(chosen is not None and not is_large)
        self._text.setVisible(chosen is not None or not is_large)
        self._row.setStretchFactor(self._open, 1 if is_large else 0)
        if chosen is None:
            self._text.setText(question)
        elif is_large:
            self._text.setText(messages.priority_word(chosen))
        else:
            self._text.setText(
                self.tr("Your number will be a priority number: {kind}").format(kind=messages.priority_word(chosen))
            )
