"""The questions before a number is changed: which priority, which queue, and why."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex

from antrean.model import Priority
from antrean.ui import messages
from antrean.watch import HallView
from counter.state import service_name
from counter.supervisor import ask_words, words
from counter.supervisor.asking import AskPanel, Options
from counter.supervisor.asks import AskPriority, AskQueue, WhyChanged
from counter.supervisor.finding import FoundTable
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.state import WatchState, queue_now, ticket_of
from counter.supervisor.wishes import ChangePriority, ChangeQueue

_NONE: Final = "none"


class PriorityPanel(AskPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="change_priority", **given)
        self._kind = Options(name="priority", keys=(_NONE, *Priority), least_u=280)
        self._why = Options(name="why_priority", keys=(WhyChanged.NEED, WhyChanged.MISTAKE, WhyChanged.OTHER))
        for part in (self._kind, self._why):
            part.changed.connect(self.again)
            self.body.addWidget(part)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        self._kind.choose(None)
        self._why.choose(None)
        self._kind.take_focus()

    def ask(self, state: WatchState, language: str) -> None:
        asked = state.asked
        if not isinstance(asked, AskPriority):
            return
        ticket = ticket_of(state, asked.code)
        hint = self.tr("The number and the place in line are kept.")
        if ticket is not None:
            now = (
                self.tr("It is a priority number now.")
                if ticket.is_priority
                else self.tr("It is a regular number now.")
            )
            hint = f"{now} {hint}"
        self.say(
            self.tr("{code}: which priority?").format(code=asked.code),
            hint,
            self.tr("Change {code}").format(code=asked.code),
        )
        kinds = {kind.value: messages.priority_word(kind) for kind in Priority}
        chosen = self.tr("chosen")
        self._kind.show_texts(self.tr("Who is it?"), {_NONE: self.tr("No priority")} | kinds, chosen=chosen)
        self._why.show_texts(
            self.tr("Why?"), {one.value: ask_words.why_changed(one) for one in WhyChanged}, chosen=chosen
        )

    def wish(self, state: WatchState) -> ChangePriority | None:
        asked, kind, why = state.asked, self._kind.value, self._why.value
        if not isinstance(asked, AskPriority) or kind is None or why is None:
            return None
        return ChangePriority(code=asked.code, kind=None if kind == _NONE else Priority(kind), reason=why)


class QueuePanel(AskPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="change_queue", **given)
        columns = (Column(share=5), Column(share=8), Column(share=3), Column(share=3))
        self._found = FoundTable(name="queues_to", columns=columns)
        self._found.changed.connect(self.again)
        keys = (WhyChanged.SERVICE, WhyChanged.BALANCE, WhyChanged.MISTAKE, WhyChanged.OTHER)
        self._why = Options(name="why_queue", keys=keys)
        self._why.changed.connect(self.again)
        self.body.addWidget(self._found, 1)
        self.body.addWidget(self._why)

    def begin(self, state: WatchState) -> None:
        self._found.field.clear()
        self._found.table.view.setCurrentIndex(QModelIndex())
        self._why.choose(None)
        self._found.field.setFocus()

    def ask(self, state: WatchState, language: str) -> None:
        view, asked = state.view, state.asked
        if view is None or not isinstance(asked, AskQueue):
            return
        ticket = ticket_of(state, asked.code)
        here = "" if ticket is None else words.queue(view.mall, ticket.queue, language)
        hint = self.tr("The number, the place in line and the waiting time are kept: nobody queues twice.")
        if here:
            hint = self.tr("It waits in {queue}.").format(queue=here) + f" {hint}"
        own = "" if ticket is None else ticket.queue
        self._found.show_lines(
            self._lines(view, own, language),
            headings=(self.tr("Queue"), self.tr("Services"), self.tr("Waiting"), self.tr("Open counters")),
            name=self.tr("Which queue?"),
            find=self.tr("Find a queue or a service"),
            empty=self.tr("No queue of that name."),
        )
        to = self._found.chosen()
        self.say(
            self.tr("{code}: which queue?").format(code=asked.code),
            hint,
            self.tr("Let {code} wait in {queue}").format(code=asked.code, queue=to)
            if to
            else self.tr("Choose a queue"),
        )
        reasons = {one.value: ask_words.why_changed(one) for one in WhyChanged}
        self._why.show_texts(self.tr("Why?"), reasons, chosen=self.tr("chosen"))

    def wish(self, state: WatchState) -> ChangeQueue | None:
        asked, queue, why = state.asked, self._found.chosen(), self._why.value
        if not isinstance(asked, AskQueue) or queue is None or why is None:
            return None
        return ChangeQueue(code=asked.code, queue=queue, reason=why)

    def _lines(self, view: HallView, own: str, language: str) -> list[Line]:
        mall = view.mall
        agency = next((one.agency for one in mall.queues if one.code == own), "")
        lines = []
        # Those of the same agency first: most often the number was taken for the wrong service there.
        for queue in sorted(mall.queues, key=lambda one: one.agency != agency):
            if queue.code == own or not mall.counters_of(queue.code):
                continue
            services = [service_name(mall, one.code, language) for one in mall.services if one.queue == queue.code]
            text = self.tr("Priority") if queue.is_priority else " · ".join(services)
            now = queue_now(view, queue.code)
            waiting = "" if now is None else str(now.waiting)
            open_counters = "" if now is None else ", ".join(map(str, now.open_counters)) or self.tr("none")
            lines.append(
                Line(
                    key=queue.code,
                    cells=(
                        Cell(text=words.queue(mall, queue.code, language), role="strong"),
                        Cell(text=text, tone="muted"),
                        Cell(text=waiting, said=self.tr("waiting: {count}").format(count=waiting)),
                        Cell(
                            text=open_counters,
                            tone="muted",
                            said=self.tr("open counters: {counters}").format(counters=open_counters),
                        ),
                    ),
                )
            )
        return lines
