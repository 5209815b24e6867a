"""The compact bar: the counter as a small window over the agency's own program, by the same presenter."""

from typing import Final, assert_never

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.desk_view import DeskView
from antrean.model import TicketState
from antrean.ui.dress import set_look, spaced
from antrean.ui.messages import state_word
from antrean.ui.theme import Kind
from antrean.ui.widgets import BigButton, Card, FitLabel, Panel
from antrean.ui.window import ThemedWindow
from counter import words
from counter.bar_state import IN_WINDOW, ONLY_IN_WINDOW, Cause, Said, said
from counter.duty_presenter import DutyPresenter
from counter.pace import Pace
from counter.presenter import CounterPresenter
from counter.service_clock import ServiceClock
from counter.shortcuts import Key, bind
from counter.state import Deed, DeskState, allowed
from counter.steady_focus import SteadyFocus
from counter.window_presenter import WindowPresenter

WIDTH: Final = 360
HEIGHT: Final = 120
"""In device-independent pixels: what fits beside every other program at 96 dpi."""


class CounterBar(ThemedWindow):
    """Number, clock and the deeds of every minute; for all else it opens the full window."""

    def __init__(
        self,
        *,
        presenter: CounterPresenter,
        duty: DutyPresenter,
        looks: WindowPresenter,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind=Kind.BAR, width=WIDTH, height=HEIGHT, parent=parent)
        self.setObjectName("counter_bar")
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self.setFixedSize(WIDTH, HEIGHT)
        self._presenter = presenter
        self._duty = duty
        self._looks = looks
        self._clock = clock
        self._focus = SteadyFocus()
        self._build()
        presenter.state_changed.connect(self._on_changed)
        duty.state_changed.connect(self._on_changed)
        looks.state_changed.connect(self._on_looks)
        self._on_looks()

    def show_state(self, state: DeskState) -> None:
        said_now = said(state, self._duty.state)
        # People start to wait: the ground says it beside the words, and nothing moves.
        self._frame.set_fill("accent_soft" if self._looks.state.hints.waiting_since is not None else None)
        view = state.view
        ticket = state.active
        for button in (self._open, self._open_wide):
            button.setAccessibleName(self.tr("Open the window"))
            button.setAccessibleDescription(Key.BACK.cap)
            button.setToolTip(f"{self.tr('Open the window')} · {Key.BACK.cap}")
        self._open.set_fill("accent" if said_now.cause in IN_WINDOW else "quiet")
        self._open_wide.setText(self.tr("Open the window"))
        number = self.tr("Counter") if view is None else self.tr("Counter {number}").format(number=view.record.number)
        self.setWindowTitle(number if ticket is None else f"{ticket.code} · {number}")
        self._code.setVisible(ticket is not None)
        self._code.setText("" if ticket is None else ticket.code)
        self._code.setAccessibleName("" if ticket is None else self.tr("Number {code}").format(code=ticket.code))
        if view is not None:
            self._render_service(state, view)
        self._render_sentence(state, said_now)
        self._render_buttons(state, is_only_window=said_now.cause in ONLY_IN_WINDOW)

    def _build(self) -> None:
        do = self._presenter
        self._code = FitLabel(role="number", is_number=True)
        self._code.setObjectName("bar_code")
        self._code.setMaximumWidth(self.theme.px("number_width"))
        self._status = FitLabel(role="strong", shrink=0.5)
        self._status.setObjectName("bar_state")
        self._elapsed = ServiceClock(clock=self._clock, role="clock")
        self._elapsed.setObjectName("bar_clock")
        self._elapsed.pace_changed.connect(self._on_pace)
        self._facts = FitLabel(role="small", tone="muted")
        self._facts.setObjectName("bar_facts")
        self._sentence = FitLabel(role="body", lines=3)
        self._sentence.setObjectName("bar_sentence")
        self.call_next = self._button("bar_call_next", "primary", Key.CALL_NEXT)
        self.call_next.clicked.connect(do.call_next)
        self.recall = self._button("bar_recall", "outline", Key.RECALL)
        self.recall.clicked.connect(do.recall)
        self.start = self._button("bar_start", "outline", Key.START)
        self.start.clicked.connect(do.start)
        self.finish = self._button("bar_finish", "outline", Key.FINISH)
        self.finish.clicked.connect(do.finish)
        self.undo = BigButton(name="bar_undo", fill="quiet", extent="s", icon="undo")
        self.undo.clicked.connect(do.undo)
        self._open = BigButton(name="bar_open", extent="s", icon="enlarge")
        self._open.clicked.connect(self._looks.open)
        self._open_wide = BigButton(name="bar_open_wide", fill="accent", extent="m", icon="enlarge")
        self._open_wide.clicked.connect(self._looks.open)
        for fixed in (self.undo, self._open):
            fixed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._service = Panel()
        service = spaced(QVBoxLayout(self._service), gap="none")
        first = spaced(QHBoxLayout(), gap="s")
        first.addWidget(self._status)
        first.addWidget(self._elapsed)
        first.addStretch(1)
        service.addStretch(1)
        service.addLayout(first)
        service.addWidget(self._facts)
        service.addStretch(1)
        frame = self._frame = Card(corner="s")
        # The programs below are white, too.
        set_look(frame, edge="strong")
        outer = spaced(QVBoxLayout(self), gap="none")
        outer.addWidget(frame)
        column = spaced(QVBoxLayout(frame), gap="xs", margins=("s", "xs"))
        above = Panel()
        # The buttons stay where they are, whatever is said above them.
        above.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        top = spaced(QHBoxLayout(above), gap="s")
        top.addWidget(self._code)
        top.addWidget(self._service, 1)
        top.addWidget(self._sentence, 1)
        top.addWidget(self.undo)
        top.addWidget(self._open)
        column.addWidget(above, 1)
        buttons = spaced(QHBoxLayout(), gap="xs")
        for button, share in ((self.call_next, 4), (self.recall, 3), (self.start, 3), (self.finish, 3)):
            buttons.addWidget(button, share)
        buttons.addWidget(self._open_wide, 1)
        column.addLayout(buttons)
        bind(
            self,
            {
                Key.CALL_NEXT: (self.call_next,),
                Key.RECALL: (self.recall,),
                Key.START: (self.start,),
                Key.FINISH: (self.finish,),
                Key.UNDO: (self.undo,),
                Key.BACK: (self._open, self._open_wide),
                Key.BAR: (self._open, self._open_wide),
            },
        )

    @staticmethod
    def _button(name: str, fill: str, key: Key) -> BigButton:
        return BigButton(name=name, fill=fill, extent="m", note=key.cap)

    def _render_service(self, state: DeskState, view: DeskView) -> None:
        ticket = view.active
        self._elapsed.show_ticket(ticket, view.mall)
        self._elapsed.setVisible(ticket is not None)
        if ticket is None:
            self._status.setText(self.tr("Ready · {count} waiting").format(count=len(view.waiting)))
            self._status.set_tone("ink")
            after = view.next_in_line
            text = self.tr("Nobody is waiting now.")
            if after is not None:
                text = self.tr("Next: {code}, {why}").format(code=after.code, why=words.because(after.because))
            self._facts.setText(text)
            self._facts.set_tone("muted")
        else:
            self._status.setText(state_word(ticket.state))
            self._status.set_tone("good" if ticket.state is TicketState.SERVING else "link")
            self._on_pace()

    def _on_pace(self) -> None:
        """Say in words what the colour of the clock says."""
        pace = self._elapsed.pace()
        view, ticket = self._presenter.state.view, self._presenter.state.active
        if view is None or ticket is None:
            return
        if ticket.state is TicketState.CALLED and view.active_unspoken is not None:
            # There is room for one thing, and the officer may have to call out.
            text, tone = words.short_unspoken(view.active_unspoken)
            self._facts.setText(text)
            self._facts.set_tone(tone)
            return
        text = self.tr("since the call") if pace is None else words.short_pace(pace, self._elapsed.goal_minutes())
        self._facts.setText(text)
        self._facts.set_tone("muted" if pace in (None, Pace.CALM) else "warn" if pace is Pace.NEAR else "bad")

    def _render_sentence(self, state: DeskState, said_now: Said) -> None:
        text = self._text_of(state, said_now)
        self._service.setVisible(not text)
        self._sentence.setVisible(bool(text))
        self._sentence.setText(text)
        self._sentence.set_tone("bad" if said_now.cause in (Cause.REFUSED, Cause.LOST) else "ink")
        if said_now.cause is Cause.REFUSED:
            self._shorten()
        self.undo.setVisible(said_now.cause is Cause.UNDO)
        self.undo.setText(self.tr("Undo"))
        self.undo.setToolTip(Key.UNDO.cap)
        self.undo.setAccessibleDescription(Key.UNDO.cap)

    def _shorten(self) -> None:
        """Say where the whole sentence is, if it does not fit here."""
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        layout.activate()
        if self._sentence.fitted().is_cut:
            self._sentence.setText(self.tr("That did not work. Open the window to see why."))

    def _text_of(self, state: DeskState, said_now: Said) -> str:
        match said_now.cause:
            case None:
                return ""
            case Cause.NOBODY_SITS:
                return (
                    self.tr("Nobody sits at this counter.") if state.refusal is None else words.refusal(state.refusal)
                )
            case Cause.LOST:
                return self.tr("Not connected; we keep trying.")
            case Cause.REFUSED:
                return "" if state.refusal is None else words.refusal(state.refusal)
            case Cause.ASKED:
                return self.tr("A question waits for an answer.")
            case Cause.ON_BREAK:
                return self.tr("On a break")
            case Cause.COMPANION:
                device = "" if said_now.call is None else said_now.call.device
                return self.tr("{device}: a visitor asks for a companion").format(device=device)
            case Cause.UNDO:
                return "" if state.undo is None else words.undone(state.undo.deed, state.undo.code)
            case Cause.NOBODY_WAITS:
                return self.tr("Nobody is waiting for this counter.")
            case _:
                assert_never(said_now.cause)

    def _render_buttons(self, state: DeskState, *, is_only_window: bool) -> None:
        is_here = state.active is not None
        may = allowed(state)
        doing = None if state.pending is None else state.pending.deed
        next_deed = Deed.FINISH_AND_NEXT if is_here else Deed.CALL_NEXT
        for button, deed, text, whole in (
            (self.call_next, next_deed, self.tr("Next"), words.next_deed(is_here=is_here)),
            (self.recall, Deed.RECALL, self.tr("Again"), self.tr("Call again")),
            (self.start, Deed.START, self.tr("Start"), self.tr("Start service")),
            (self.finish, Deed.FINISH, self.tr("Finish"), self.tr("Finish")),
        ):
            button.setText(text)
            button.setAccessibleName(whole)
            button.setToolTip(whole)
            self._focus.allow(button, deed in may, is_busy=deed is doing)
            button.setVisible(not is_only_window)
        self.undo.set_allowed(Deed.UNDO in may)
        self._open.setVisible(not is_only_window)
        self._open_wide.setVisible(is_only_window)

    def _on_changed(self) -> None:
        self.show_state(self._presenter.state)

    def _on_looks(self) -> None:
        habits = self._looks.state.habits
        self.set_scheme(habits.scheme)
        self.set_text_scale(habits.text_percent / 100)
        self.show_state(self._presenter.state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now it is known which sentence fits.
        self._on_changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._looks.open()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_open"):
            self.show_state(self._presenter.state)
