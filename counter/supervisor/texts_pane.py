"""What was announced today in words of one's own, and what became of it; to announce, and to take back."""

from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout

from antrean.speaking import AnnouncementState
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton
from antrean.watch import HallView
from antrean.wording import AnnouncementKind
from counter.supervisor import ask_words, words
from counter.supervisor.asks import AskAnnounce
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Pane, Table
from counter.supervisor.state import Text, WatchState, is_allowed, texts
from counter.supervisor.wishes import Withdraw


class TextsPane(Pane):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="texts_pane", **given)
        columns = (Column(share=2), Column(share=10, lines=2), Column(share=5, lines=2), Column(share=4, lines=2))
        self.table = Table(name="texts_list", columns=columns)
        self.table.view.selectionModel().currentChanged.connect(self._on_chosen)
        self.announce = BigButton(name="ask_announce", fill="primary", extent="m")
        self.announce.clicked.connect(lambda: self._presenter.ask(AskAnnounce()))
        self.withdraw = BigButton(name="withdraw", fill="outline", extent="m")
        self.withdraw.clicked.connect(self._on_withdraw)
        buttons = spaced(QHBoxLayout(), gap="s")
        buttons.addWidget(self.announce, 1)
        buttons.addWidget(self.withdraw, 1)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(buttons)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        found = texts(state)
        self.table.show_lines(
            [self._text(view, one, language) for one in found],
            headings=(self.tr("Time"), self.tr("Text"), self.tr("What became of it"), self.tr("By whom")),
            name=self.tr("Announcements"),
            empty="" if state.said is None else self.tr("Nothing was announced today."),
        )
        self.announce.setText(self.tr("Announce something …"))
        self.tell(self.tr("Asks first; nothing is said yet"), self.announce)
        self.tell(self.tr("for the chosen announcement"), self.withdraw)
        self.announce.set_allowed(not state.is_lost and state.pending is None)
        event = self._chosen()
        chosen = next((one for one in found if one.said.event == event), None)
        self.withdraw.setText(self.tr("Take it back"))
        wish = None if event is None else Withdraw(event=event)
        is_there = chosen is not None and not chosen.is_back
        self.withdraw.set_allowed(is_there and wish is not None and is_allowed(state, wish))
        self.withdraw.set_busy(wish is not None and state.pending == wish)

    def take_focus(self) -> None:
        self.announce.setFocus()

    def _text(self, view: HallView, one: Text, language: str) -> Line:
        said = one.said
        is_emergency = said.kind is AnnouncementKind.EMERGENCY
        text = said.text or self.tr("(the text is gone with its day)")
        if is_emergency:
            text = self.tr("Emergency: {text}").format(text=text)
        why = {AnnouncementState.MISSED: said.why}
        states = [(area, *ask_words.announced(how, why.get(how))) for area, how in one.states]
        # One area needs no name.
        became = states[0][1] if len(states) == 1 else " · ".join(f"{area}: {word}" for area, word, _, _ in states)
        same = {(icon, tone) for _, _, icon, tone in states}
        icon, tone = same.pop() if len(same) == 1 else ("info", "ink")
        return Line(
            key=str(said.event),
            cells=(
                Cell(text=words.at(said.queued_at, view.mall, language), tone="muted"),
                Cell(
                    text=text,
                    icon="urgent" if is_emergency else "",
                    tone="muted" if one.is_back else "ink",
                    said=f"{text} · {said.text_en}" if said.text_en else "",
                ),
                Cell(text=became, icon=icon, tone=tone),
                Cell(text=said.officer or "", tone="muted"),
            ),
            ground="off" if one.is_back else "row",
        )

    def _chosen(self) -> int | None:
        line = self.table.model.line(self.table.view.currentIndex())
        return None if line is None else int(line.key)

    def _on_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self.again()

    def _on_withdraw(self) -> None:
        if (event := self._chosen()) is not None:
            self._presenter.do(Withdraw(event=event))
