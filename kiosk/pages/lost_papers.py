"""The papers of this kiosk that may not have come out: print a copy, or note that the visitor was told."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.model import PrintState
from antrean.papers import Paper
from antrean.ui.dress import Dressed, apply_spacing, spaced, theme_of
from antrean.ui.widgets import BigButton, Card, FitLabel, Panel
from kiosk.pages.turner import Turner

_MOST: Final = 8
"""Rows on one sheet, however high the screen is."""


class LostPapers(Card):
    """Signals `printed(code)`, `settled(code)` and `turned(sheet)`."""

    printed = Signal(str)
    settled = Signal(str)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("technician_papers")
        self._title = FitLabel(role="section", tone="muted")
        self._none = FitLabel(role="body", lines=3)
        self._none.setObjectName("papers_none")
        self._rows = _Rows()
        self._rows.printed.connect(self.printed)
        self._rows.settled.connect(self.settled)
        self._rows.turned.connect(self.turned)
        column = spaced(QVBoxLayout(self), gap="s", margins="card")
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addWidget(self._rows, 1)

    def show_papers(self, papers: Sequence[Paper] | None, *, turn: int, can_print: bool) -> None:
        """Show the papers; None while it is not known which there are."""
        self._title.setText(self.tr("Papers that may not have come out"))
        if papers is None:
            self._none.setText(self.tr("Not known while the database does not answer."))
        else:
            self._none.setText(self.tr("None today: all papers came out."))
        self._none.setVisible(not papers)
        self._rows.show_papers(papers or (), turn=turn, can_print=can_print)


class _Rows(QWidget, Dressed):
    printed = Signal(str)
    settled = Signal(str)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        self._turn = 0
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    def show_papers(self, papers: Sequence[Paper], *, turn: int, can_print: bool) -> None:
        while len(self._rows) > len(papers):
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(papers):
            row = _Row(self)
            row.printed.connect(self.printed)
            row.settled.connect(self.settled)
            apply_spacing(row, theme_of(self))
            self._rows.append(row)
        for row, paper in zip(self._rows, papers, strict=True):
            row.show_paper(paper, can_print=can_print)
        self._turn = turn
        self._arrange()

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self._rows or self.width() <= 0:
            self._turner.show_state(turn=0, sheets=1)
            return
        gap = theme_of(self).space("s")
        height = max(row.sizeHint().height() for row in self._rows)
        fitting = min(_MOST, self._fitting(self.height(), height, gap))
        if len(self._rows) > fitting:
            fitting = min(_MOST, self._fitting(self.height() - self._turner.room(), height, gap))
        sheets = -(-len(self._rows) // fitting)
        shown = min(self._turn, sheets - 1)
        self._turner.show_state(turn=shown, sheets=sheets)
        for at, row in enumerate(self._rows):
            is_here = at // fitting == shown
            row.setVisible(is_here)
            if is_here:
                row.setGeometry(0, at % fitting * (height + gap), self.width(), height)

    @staticmethod
    def _fitting(room: int, height: int, gap: int) -> int:
        return max(1, (room + gap) // (height + gap))


class _Row(Panel):
    printed = Signal(str)
    settled = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._code = ""
        self._number = FitLabel(role="strong")
        self._state = FitLabel(role="small", tone="muted", lines=2)
        self._print = BigButton(name="paper_print", fill="primary", extent="s")
        self._print.clicked.connect(lambda: self.printed.emit(self._code))
        self._settle = BigButton(name="paper_settle", fill="outline", extent="s")
        self._settle.clicked.connect(lambda: self.settled.emit(self._code))
        names = spaced(QVBoxLayout(), gap="none")
        names.addWidget(self._number)
        names.addWidget(self._state)
        row = spaced(QHBoxLayout(self), gap="s")
        row.addLayout(names, 2)
        row.addWidget(self._print, 2)
        row.addWidget(self._settle, 2)

    def show_paper(self, paper: Paper, *, can_print: bool) -> None:
        self._code = code = paper.ticket.code
        self._number.setText(code)
        is_sure = paper.ticket.print_state is PrintState.FAILED
        self._state.setText(self.tr("did not come out") if is_sure else self.tr("perhaps did not come out"))
        self._print.setObjectName(f"paper_print_{code}")
        self._print.setText(self.tr("Print a copy"))
        self._print.setAccessibleDescription(code)
        self._print.setVisible(can_print)
        self._settle.setObjectName(f"paper_settle_{code}")
        self._settle.setText(self.tr("Was told"))
        self._settle.setAccessibleDescription(self.tr("{code}: the visitor knows and goes on.").format(code=code))
