"""The question before a service is closed for today: why, in words for visitors, and from when on it is open again."""

from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QAbstractSpinBox, QTimeEdit

from antrean.overrides import REASON_LENGTH
from counter.state import service_name
from counter.supervisor import ask_words, asks, words
from counter.supervisor.asking import AskPanel, Field, Options
from counter.supervisor.asks import AskCloseService, Reopens, WhyClosed
from counter.supervisor.state import WatchState
from counter.supervisor.wishes import CloseService


class CloseServicePanel(AskPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="close_service", **given)
        self._why = Options(name="why_closed", keys=tuple(WhyClosed))
        self._why.changed.connect(self._on_why)
        self._reason = Field(name="public_reason", longest=REASON_LENGTH)
        self._reason.line.textChanged.connect(self.again)
        self._reopens = Options(name="reopens", keys=tuple(Reopens))
        self._reopens.changed.connect(self.again)
        self._at = QTimeEdit()
        self._at.setObjectName("reopens_time")
        self._at.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._at.timeChanged.connect(self.again)
        for part in (self._why, self._reason, self._reopens, self._at):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        self._why.choose(None)
        self._reason.line.clear()
        self._reopens.choose(Reopens.NOT_TODAY)
        self._why.take_focus()
        if state.view is not None:
            now = self._clock.now().astimezone(state.view.mall.zone_info)
            later = asks.reopening(Reopens.HOUR, now)
            assert later is not None
            self._at.setTime(QTime(later.hour, later.minute))

    def ask(self, state: WatchState, language: str) -> None:
        view, asked = state.view, state.asked
        if view is None or not isinstance(asked, AskCloseService):
            return
        name = service_name(view.mall, asked.service, language)
        wish = self.wish(state)
        until = None if wish is None else wish.reopens_at
        confirm = self.tr("Close it for today")
        if until is not None:
            confirm = self.tr("Close it until {time}").format(time=words.at(until, view.mall, language))
        self.say(
            self.tr("Close {service}: why?").format(service=name),
            self.tr("The kiosk gives no numbers of it and says why. Whoever holds a number is served."),
            confirm,
        )
        chosen = self.tr("chosen")
        self._why.show_texts(
            self.tr("Why?"), {one.value: ask_words.why_closed(one) for one in WhyClosed}, chosen=chosen
        )
        self._reason.show_texts(
            self.tr("What visitors read, at most {count} signs").format(count=REASON_LENGTH),
            self.tr("Choose above or type; no names, nothing about a person"),
        )
        now = self._clock.now().astimezone(view.mall.zone_info)
        texts = {}
        for one in Reopens:
            at = asks.reopening(one, now)
            time = "" if at is None or one is Reopens.AT else words.at(at, view.mall, language)
            texts[one.value] = ask_words.reopens(one, time)
        self._reopens.show_texts(self.tr("From when on are there numbers again?"), texts, chosen=chosen)
        self._at.setAccessibleName(self.tr("Time"))
        self._at.setAccessibleDescription(self.tr("When there are numbers again, as hours and minutes"))
        self._at.setDisplayFormat("HH:mm" if language == "en" else "HH.mm")
        self._at.setVisible(self._reopens.value == Reopens.AT)

    def wish(self, state: WatchState) -> CloseService | None:
        view, asked, reason = state.view, state.asked, self._reason.text()
        if view is None or not isinstance(asked, AskCloseService) or not reason or self._reopens.value is None:
            return None
        now = self._clock.now().astimezone(view.mall.zone_info)
        at = self._at.time()
        reopens_at = asks.reopening(Reopens(self._reopens.value), now, at.hour(), at.minute())
        if not asks.is_later_today(reopens_at, now):
            return None
        return CloseService(service=asked.service, reason=reason, reopens_at=reopens_at)

    def _on_why(self) -> None:
        view = self._presenter.state.view
        if view is not None and self._why.value is not None:
            self._reason.line.setText(asks.public_reason(WhyClosed(self._why.value), view.mall.languages))
        self.again()
