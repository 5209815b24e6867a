"""The questions before somebody else's counter is closed, and before the day ends: who still holds a number."""

from typing import Any

from antrean.ui.messages import state_word
from counter.state import service_name
from counter.supervisor import ask_words
from counter.supervisor.asking import AskPanel, Field, Options
from counter.supervisor.asks import AskCloseCounter, AskCloseDay, WhyDayClosed
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Table
from counter.supervisor.state import WatchState, counter_of
from counter.supervisor.wishes import CloseCounter, CloseDay

_LONGEST_REASON = 80


class CloseCounterPanel(AskPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="close_for", **given)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        self._back.setFocus()

    def ask(self, state: WatchState, language: str) -> None:
        asked = state.asked
        if not isinstance(asked, AskCloseCounter):
            return
        seen = counter_of(state, asked.number)
        officer = None if seen is None else seen.now.officer
        question = self.tr("Close counter {number}?").format(number=asked.number)
        if officer is not None:
            question = self.tr("Close counter {number}, where {officer} sits?").format(
                number=asked.number, officer=officer.name
            )
        hint = self.tr("For an officer who went away. Nobody is at this counter then.")
        if seen is not None and seen.active is not None:
            hint += " " + self.tr(
                "A number that is called there goes back to its place; one that is served is put on hold, so that"
                " another counter can go on with it: {code}."
            ).format(code=seen.active.code)
        self.say(question, hint, self.tr("Close counter {number}").format(number=asked.number))

    def wish(self, state: WatchState) -> CloseCounter | None:
        asked = state.asked
        return CloseCounter(number=asked.number) if isinstance(asked, AskCloseCounter) else None


class CloseDayPanel(AskPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="close_day", **given)
        columns = (Column(share=3), Column(share=8), Column(share=4), Column(share=3))
        self._left = Table(name="left_list", columns=columns)
        self._why = Options(name="why_day", keys=tuple(WhyDayClosed))
        self._why.changed.connect(self._on_why)
        self._reason = Field(name="day_reason", longest=_LONGEST_REASON)
        self._reason.line.textChanged.connect(self.again)
        self.body.addWidget(self._left, 100)
        self.body.addWidget(self._why)
        self.body.addWidget(self._reason)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        self._why.choose(None)
        self._reason.line.clear()
        self._back.setFocus()

    def ask(self, state: WatchState, language: str) -> None:
        view, left = state.view, state.left
        if view is None:
            return
        question = self.tr("Close the day?")
        hint = self.tr("One moment, please: the numbers are being read.")
        confirm = self.tr("Close the day")
        if left is not None and left:
            question = self.tr("Who still holds a number: {count}").format(count=len(left))
            hint = self.tr(
                "They count on being served. Serve them, or tell them first: their numbers expire, and that cannot be"
                " taken back."
            )
            confirm = self.tr("Close the day all the same")
        elif left is not None:
            hint = self.tr("Nobody holds a number any more. All counters close.")
        self.say(question, hint, confirm)
        self._left.show_lines(
            [] if left is None else [self._line(state, at, language) for at in range(len(left))],
            headings=(self.tr("Number"), self.tr("Service"), self.tr("How it is"), self.tr("Where")),
            name=self.tr("Who still holds a number"),
            empty="",
        )
        self._left.setVisible(bool(left))
        reasons = {one.value: ask_words.why_day_closed(one) for one in WhyDayClosed}
        self._why.show_texts(self.tr("Why?"), reasons, chosen=self.tr("chosen"))
        self._reason.show_texts(self.tr("Another reason, nothing about a person"))
        for part in (self._why, self._reason):
            part.setVisible(bool(left))

    def wish(self, state: WatchState) -> CloseDay | None:
        if state.left is None or not isinstance(state.asked, AskCloseDay):
            return None
        if not state.left:
            return CloseDay(reason=None)
        reason = self._reason.text() or self._why.value
        return CloseDay(reason=reason) if reason else None

    def _line(self, state: WatchState, at: int, language: str) -> Line:
        assert state.left is not None
        assert state.view is not None
        ticket = state.left[at]
        where = "" if ticket.counter is None else self.tr("counter {number}").format(number=ticket.counter)
        return Line(
            key=str(ticket.id),
            cells=(
                Cell(text=ticket.code, role="strong"),
                Cell(text=service_name(state.view.mall, ticket.service, language), tone="muted"),
                Cell(text=state_word(ticket.state)),
                Cell(text=where, tone="muted"),
            ),
        )

    def _on_why(self) -> None:
        if self._why.value is not None:
            self._reason.line.clear()
        self.again()
