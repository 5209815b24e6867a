"""Every queue of the hall by zone: who waits, how long against the target, and who serves it."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from antrean.clock import Clock
from antrean.mall_record import Mall
from antrean.watch import QueueNow, ZoneNow
from counter.supervisor import words
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Choices, Pane, Table
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import WatchState, moment, queues_shown

_SOME, _ALL = "some", "all"


class QueuesPane(Pane):
    def __init__(self, *, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(name="queues_pane", presenter=presenter, clock=clock, parent=parent)
        self._choices = Choices(name="queues", keys=(_SOME, _ALL))
        self._choices.chosen.connect(lambda key: presenter.show_all_queues(key == _ALL))
        self.table = Table(
            name="queues_list", columns=(Column(share=5), Column(share=4), Column(share=4), Column(share=4))
        )
        self._column.addWidget(self._choices)
        self._column.addWidget(self.table, 1)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self._choices.show_texts(
            {_SOME: self.tr("With people waiting"), _ALL: self.tr("All queues")},
            _ALL if state.shows_all_queues else _SOME,
            on_text=self.tr("shown below"),
        )
        now = moment(state, self._clock.now())
        lines: list[Line] = []
        for zone, queues in queues_shown(state):
            lines.append(self._zone(zone, language))
            lines += [self._queue(view.mall, one, now, language) for one in queues]
        self.table.show_lines(
            lines,
            headings=(self.tr("Queue"), self.tr("Waiting"), self.tr("Longest wait"), self.tr("Open counters")),
            name=self.tr("Queues"),
            empty=self.tr("Nobody is waiting now."),
        )

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _zone(self, zone: ZoneNow, language: str) -> Line:
        text = self.tr("Zone {number} · {name}").format(
            number=zone.zone.position, name=zone.zone.name.in_language(language)
        )
        return Line(key=f"zone {zone.zone.code}", cells=(Cell(text=text, role="strong"),), is_heading=True)

    def _queue(self, mall: Mall, one: QueueNow, now: datetime, language: str) -> Line:
        is_late = one.late_from is not None and one.late_from <= now
        waiting = self.tr("nobody")
        if one.waiting:
            waiting = str(one.waiting)
            if one.priority_waiting and not one.queue.is_priority:
                waiting = self.tr("{count}, of them {priority} priority").format(
                    count=one.waiting, priority=one.priority_waiting
                )
        wait = target = ""
        if one.waiting_since is not None:
            wait = words.lasted(now - one.waiting_since)
            if one.target_minutes is not None:
                target = self.tr("{time} of {target}").format(time=wait, target=one.target_minutes)
        serving = self.tr("none of {all}").format(all=len(one.counters))
        if one.open_counters:
            serving = self.tr("{count} of {all}: {numbers}").format(
                count=len(one.open_counters),
                all=len(one.counters),
                numbers=", ".join(str(number) for number in one.open_counters),
            )
        is_alone = bool(one.waiting) and not one.open_counters
        return Line(
            key=one.queue.code,
            cells=(
                Cell(text=words.queue(mall, one.queue.code, language), role="strong"),
                Cell(
                    text=waiting,
                    tone="ink" if one.waiting else "muted",
                    said=self.tr("waiting: {count}").format(count=waiting),
                ),
                Cell(
                    text=target or wait,
                    tone="bad" if is_late else "muted",
                    role="strong" if is_late else "body",
                    icon="warning" if is_late else "",
                    said=self._said(wait, one.target_minutes, is_late=is_late),
                ),
                Cell(
                    text=serving,
                    tone="bad" if is_alone else "ink" if one.open_counters else "muted",
                    icon="warning" if is_alone else "",
                    said=self.tr("open counters: {counters}").format(counters=serving),
                ),
            ),
        )

    def _said(self, wait: str, target: int | None, *, is_late: bool) -> str:
        if not wait:
            return ""
        said = self.tr("longest wait: {time}").format(time=wait)
        if target is not None:
            said += ", " + self.tr("target: {minutes} min").format(minutes=target)
        late = self.tr("over the target")
        return f"{said}, {late}" if is_late else said
