"""What stands in a hall where nobody is called now: a calm welcome, when numbers are given, or what is amiss."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.ui.dates import day_and_time, greeting
from antrean.ui.dress import spaced
from antrean.ui.messages import sentence
from antrean.ui.widgets import Card, FitLabel
from display.state import DisplayState, Page


class Welcome(Card):
    """A greeting of the hour, the mall, and one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="surface", corner="xl", parent=parent)
        self.setObjectName("welcome")
        centred = Qt.AlignmentFlag.AlignHCenter
        self._greeting = FitLabel(role="place", tone="accent", align=centred, shrink=0.4)
        self._greeting.setObjectName("greeting")
        self._mall = FitLabel(role="title", align=centred, shrink=0.5)
        self._sentence = FitLabel(role="body", tone="muted", lines=4, align=centred, shrink=0.6)
        self._sentence.setObjectName("welcome_sentence")
        page = spaced(QVBoxLayout(self), gap="l", margins=("xxl", "xl"))
        page.addStretch(3)
        page.addWidget(self._greeting)
        page.addWidget(self._mall)
        page.addWidget(self._sentence)
        page.addStretch(4)
        self._shown: tuple[DisplayState, datetime] | None = None

    def show_state(self, state: DisplayState, now: datetime) -> None:
        """Say what fits the state; `now` is in the mall's zone."""
        self._shown = (state, now)
        is_known = bool(state.mall_name)
        self._greeting.setText(greeting(now, state.language) if is_known else self.tr("Welcome"))
        self._mall.setText(state.mall_name)
        self._mall.setVisible(is_known)
        text = self._words(state, now)
        self._sentence.setText(text)
        self.setAccessibleName(text)

    def _words(self, state: DisplayState, now: datetime) -> str:
        if state.trouble is not None:
            return sentence(state.trouble)
        if state.page is Page.STARTING:
            return ""
        if state.opens_at is None:
            return self.tr("Please take a queue number at the kiosk. Your call appears and is heard here.")
        when = day_and_time(state.opens_at, state.language, now.date())
        opening = self.tr("Queue numbers are given again from {when}.").format(when=when)
        if state.closed_note:
            return self.tr("Closed today: {holiday}.").format(holiday=state.closed_note) + "\n" + opening
        return opening

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._shown is not None:
            self.show_state(*self._shown)
