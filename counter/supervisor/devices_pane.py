"""Kiosks, counters and displays: which of them answer, since when not, and what their printers and voices need."""

from PySide6.QtWidgets import QWidget

from antrean import presence
from antrean.clock import Clock
from antrean.presence import Device
from antrean.ui.dates import short_date
from antrean.watch import HallView
from counter.supervisor import words
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Pane, Table
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import Standing, WatchState, devices


class DevicesPane(Pane):
    def __init__(self, *, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(name="devices_pane", presenter=presenter, clock=clock, parent=parent)
        columns = (
            Column(share=4, lines=2),
            Column(share=3),
            Column(share=4),
            Column(share=5, lines=2),
            Column(share=2),
            Column(share=3),
        )
        self.table = Table(name="devices_list", columns=columns)
        self._column.addWidget(self.table, 1)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self.table.show_lines(
            [self._device(view, device, how, language) for device, how in devices(view)],
            headings=(
                self.tr("Name"),
                self.tr("What it is"),
                self.tr("How it is"),
                self.tr("Printer and voice"),
                self.tr("Version"),
                self.tr("Last heard of"),
            ),
            name=self.tr("Devices"),
            empty=self.tr("No device has told of itself yet."),
        )

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _device(self, view: HallView, device: Device, how: Standing, language: str) -> Line:
        state, icon, tone = words.standing(how)
        is_missed = how is Standing.MISSED
        return Line(
            key=f"{device.kind.value} {device.name}",
            cells=(
                Cell(text=device.name, role="strong", tone="on_bad_soft" if is_missed else "ink"),
                Cell(text=self._kind(device), tone="on_bad_soft" if is_missed else "muted"),
                Cell(text=state, tone="on_bad_soft" if is_missed else tone, icon=icon, role="strong"),
                Cell(
                    text=self._parts(device) if how in (Standing.WELL, Standing.TROUBLED) else "",
                    tone="bad" if how is Standing.TROUBLED else "muted",
                ),
                Cell(text=device.version, tone="on_bad_soft" if is_missed else "muted"),
                Cell(text=self._seen(view, device, how, language), tone="on_bad_soft" if is_missed else "muted"),
            ),
            ground="bad_soft" if is_missed else "off" if how in (Standing.ENDED, Standing.AWAY) else "row",
        )

    def _kind(self, device: Device) -> str:
        kind = words.device_kind(device.kind)
        number = device.body.get("counter")
        return self.tr("{kind} {number}").format(kind=kind, number=number) if isinstance(number, int) else kind

    def _parts(self, device: Device) -> str:
        """Return how its printers and its voice are: only what is wrong, where something is."""
        wrong = [words.printer(trouble.condition) for trouble in presence.printer_troubles(device)]
        trouble = presence.voice_trouble(device)
        if trouble is not None:
            wrong.append(words.voice(trouble.condition))
        if presence.database_trouble(device) is not None:
            wrong.insert(0, self.tr("Database file damaged: restore a backup"))
        if wrong:
            return " · ".join(dict.fromkeys(wrong))
        well = []
        for part, say in ((presence.PRINTERS[0], words.printer), (presence.VOICE, words.voice)):
            told = device.body.get(part)
            if isinstance(told, dict) and isinstance(told.get("condition"), str):
                well.append(say(told["condition"]))
        return " · ".join(well)

    def _seen(self, view: HallView, device: Device, how: Standing, language: str) -> str:
        if how in (Standing.WELL, Standing.TROUBLED):
            return self.tr("just now")
        if how is Standing.MISSED:
            return self.tr("{time} ago").format(time=words.ago(device.age))
        if how is Standing.AWAY:
            return short_date(device.seen_at.astimezone(view.mall.zone_info).date(), language)
        return words.at(device.seen_at, view.mall, language)
