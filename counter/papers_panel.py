"""The list of papers that did not come out, at the information counters: print them here, or say it was told."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.mall_record import Mall
from antrean.model import PrintState
from antrean.papers import Paper
from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, FitLabel, Panel
from counter import words
from counter.duty import DutyState, may_settle
from counter.duty_presenter import DutyPresenter
from counter.queue_model import QueueModel, RowDelegate, list_view
from counter.rows import Row
from counter.state import service_name


class PapersList(Panel):
    """One row per valid number whose visitor may have no paper; the newest first."""

    def __init__(self, *, presenter: DutyPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("papers_panel")
        self._presenter = presenter
        self.model = QueueModel(clock=clock, parent=self)
        self.view = list_view("papers_list")
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self._empty = FitLabel(role="body", tone="muted", lines=3)
        self._notice = FitLabel(role="small", tone="bad", lines=3)
        self._notice.setObjectName("papers_notice")
        self.print_here = BigButton(name="print_here", fill="outline", extent="m", icon="printer")
        self.settle = BigButton(name="settle_paper", fill="outline", extent="m", icon="check")
        column = spaced(QVBoxLayout(self), gap="s")
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        column.addWidget(self._notice)
        column.addWidget(self.print_here)
        column.addWidget(self.settle)
        self.print_here.clicked.connect(self._on_print)
        self.settle.clicked.connect(self._on_settle)
        self.view.selectionModel().currentChanged.connect(self._on_chosen)

    def show_state(self, state: DutyState, mall: Mall, language: str) -> None:
        said = self.tr("Papers that did not come out")
        self.view.setAccessibleName(said)
        for part in (self.view, self.print_here, self.settle):
            part.setAccessibleDescription(self.tr("for the chosen paper"))
        self.model.set_rows([self._row(one, mall, language) for one in state.papers])
        self._empty.setText(self.tr("All papers came out."))
        self._empty.setVisible(not state.papers)
        self.view.setVisible(bool(state.papers))
        notice = self._words(state)
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        self._render_buttons(state)

    def chosen(self) -> Row | None:
        """Return the chosen row, or the only one there is."""
        rows = self.model.rows()
        return rows[0] if len(rows) == 1 else self.model.row(self.view.currentIndex())

    def _render_buttons(self, state: DutyState) -> None:
        row = self.chosen()
        code = "" if row is None else row.code
        may = row is not None and may_settle(state, code)
        is_busy = state.busy is not None and state.busy.code == code
        self.print_here.setVisible(state.has_printer and bool(state.papers))
        self.settle.setVisible(bool(state.papers))
        self.print_here.setText(
            self.tr("Print {code} here").format(code=code) if row else self.tr("Choose a number to print")
        )
        self.settle.setText(
            self.tr("{code} was told or has the paper").format(code=code) if row else self.tr("Choose a number")
        )
        _allow(self.print_here, may, is_busy=is_busy or code in state.printing)
        _allow(self.settle, may, is_busy=False)

    def _row(self, paper: Paper, mall: Mall, language: str) -> Row:
        ticket = paper.ticket
        is_sure = ticket.print_state is PrintState.FAILED
        return Row(
            key=ticket.id,
            code=ticket.code,
            text=service_name(mall, ticket.service, language),
            mark=paper.device if is_sure else self.tr("{device}, perhaps").format(device=paper.device),
            at=clock_time(ticket.issued_at.astimezone(mall.zone_info), language),
            is_accented=is_sure,
        )

    def _words(self, state: DutyState) -> str:
        if state.paper_refusal is not None:
            return words.refusal(state.paper_refusal)
        if state.unprinted is not None:
            return self.tr("{code} did not come out here either. Look at this printer.").format(code=state.unprinted)
        if state.doubtful is not None:
            return self.tr("Look whether {code} came out here, and hand it over.").format(code=state.doubtful)
        return ""

    def _on_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self._render_buttons(self._presenter.state)

    def _on_print(self) -> None:
        if (row := self.chosen()) is not None:
            self._presenter.print_here(row.code)

    def _on_settle(self) -> None:
        if (row := self.chosen()) is not None:
            self._presenter.settle(row.code)


def _allow(button: BigButton, is_allowed: bool, *, is_busy: bool) -> None:
    button.set_allowed(is_allowed)
    button.set_busy(is_busy)
