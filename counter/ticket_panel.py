"""The visitor at the counter: the number very large, what is known, how long it takes, and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.desk_view import DeskView
from antrean.model import Ticket, TicketState
from antrean.ui.dress import spaced
from antrean.ui.messages import state_word
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel, StatusPill
from counter import words
from counter.pace import Pace
from counter.presenter import CounterPresenter
from counter.service_clock import ServiceClock
from counter.shortcuts import Key
from counter.state import Deed, DeskState, allowed, service_name
from counter.state import Panel as Asked
from counter.steady_focus import SteadyFocus


class TicketPanel(Panel):
    """The left side of the desk: the card of the ticket and the big button below it."""

    def __init__(self, *, presenter: CounterPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self._clock = clock
        self._focus = SteadyFocus()
        column = spaced(QVBoxLayout(self), gap="m")
        self._card = Card()
        column.addWidget(self._card, 1)
        self._build_buttons()
        inside = spaced(QVBoxLayout(self._card), gap="s", margins=("l", "l"))
        inside.addLayout(self._build_top())
        self._code = FitLabel(role="hero", is_number=True)
        self._code.setObjectName("active_code")
        # The number gets what room there is, up to its own size.
        self._code.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.addWidget(self._code)
        self._service = FitLabel(role="title", lines=2)
        self._service.setObjectName("active_service")
        inside.addWidget(self._service)
        inside.addLayout(self._build_facts())
        self._story = FitLabel(role="strong", tone="warn", lines=3)
        self._story.setObjectName("active_story")
        inside.addWidget(self._story)
        inside.addLayout(self._build_voice())
        inside.addWidget(self._build_nobody(), 1)
        self._room = QWidget()
        inside.addWidget(self._room, 1)
        inside.addWidget(self._build_notice())
        inside.addLayout(self._row(self.start, self.finish, self.release))
        inside.addLayout(self._row(self.recall, self.no_show, self.hold, self.transfer))
        # Last, as Tab goes: the card's own buttons come before it.
        column.addWidget(self.call_next)

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self._render_ticket(view, language)
        self._render_notice(state)
        self._render_buttons(state)

    def _build_buttons(self) -> None:
        do = self._presenter
        self.call_next = BigButton(name="call_next", fill="primary", extent="l")
        self.call_next.clicked.connect(do.call_next)
        self.start = BigButton(name="start", fill="outline", extent="m")
        self.start.clicked.connect(do.start)
        self.finish = BigButton(name="finish", fill="outline", extent="m")
        self.finish.clicked.connect(do.finish)
        self.release = BigButton(name="release", fill="outline", extent="m")
        self.release.clicked.connect(do.release)
        self.recall = BigButton(name="recall", fill="outline", extent="m")
        self.recall.clicked.connect(do.recall)
        self.no_show = BigButton(name="no_show", fill="outline", extent="m")
        self.no_show.clicked.connect(do.no_show)
        self.hold = BigButton(name="hold", fill="outline", extent="m")
        self.hold.clicked.connect(lambda: do.show_panel(Asked.HOLD))
        self.transfer = BigButton(name="transfer", fill="outline", extent="m")
        self.transfer.clicked.connect(lambda: do.show_panel(Asked.TRANSFER))
        for button, key in (
            (self.start, Key.START),
            (self.finish, Key.FINISH),
            (self.release, Key.RELEASE),
            (self.recall, Key.RECALL),
            (self.no_show, Key.NO_SHOW),
            (self.hold, Key.HOLD),
            (self.transfer, Key.TRANSFER),
        ):
            button.set_key_cap(key.cap)

    def _build_top(self) -> QHBoxLayout:
        self._status = FitLabel(role="strong")
        self._status.setObjectName("active_state")
        self._elapsed = ServiceClock(clock=self._clock)
        self._elapsed.setObjectName("service_clock")
        self._elapsed.pace_changed.connect(self._render_target)
        self._target = FitLabel(role="body", tone="muted")
        self._target.setObjectName("service_target")
        row = spaced(QHBoxLayout(), gap="s")
        row.addWidget(self._status)
        row.addStretch(1)
        row.addWidget(self._elapsed)
        row.addWidget(self._target)
        return row

    def _build_facts(self) -> QHBoxLayout:
        self._priority = StatusPill(tone="warn")
        self._priority.setObjectName("active_priority")
        self._facts = FitLabel(role="body", tone="muted", lines=2)
        self._facts.setObjectName("active_facts")
        row = spaced(QHBoxLayout(), gap="s")
        row.addWidget(self._priority)
        row.addWidget(self._facts, 1)
        return row

    def _build_voice(self) -> QHBoxLayout:
        self._voice_icon = Icon("speaker", color="muted")
        self._voice = FitLabel(role="small")
        self._voice.setObjectName("announced")
        row = spaced(QHBoxLayout(), gap="xs")
        row.addWidget(self._voice_icon)
        row.addWidget(self._voice, 1)
        return row

    def _build_nobody(self) -> QWidget:
        self._nobody = Panel()
        self._nobody_title = FitLabel(role="heading", lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        self._nobody_next = FitLabel(role="body", tone="muted", lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        column = spaced(QVBoxLayout(self._nobody), gap="s")
        column.addStretch(1)
        column.addWidget(Icon("people", color="muted", extent="icon_l"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._nobody_title)
        column.addWidget(self._nobody_next)
        column.addStretch(1)
        return self._nobody

    def _build_notice(self) -> QWidget:
        self._refusal = FitLabel(role="strong", tone="bad", lines=2)
        self._refusal.setObjectName("refusal")
        self._note = FitLabel(role="body", lines=2)
        self._note.setObjectName("note")
        self.undo = BigButton(name="undo", fill="quiet", extent="s", icon="undo")
        self.undo.set_key_cap(Key.UNDO.cap)
        self.undo.clicked.connect(self._presenter.undo)
        self._notice = Card(fill="quiet", corner="m")
        self._notice_icon = Icon("warning", color="bad")
        row = spaced(QHBoxLayout(self._notice), gap="s", margins=("m", "s"))
        row.addWidget(self._notice_icon)
        row.addWidget(self._refusal, 1)
        row.addWidget(self._note, 1)
        row.addWidget(self.undo)
        return self._notice

    @staticmethod
    def _row(*buttons: BigButton) -> QHBoxLayout:
        row = spaced(QHBoxLayout(), gap="s")
        for button in buttons:
            row.addWidget(button, 1)
        return row

    def _render_ticket(self, view: DeskView, language: str) -> None:
        ticket = view.active
        about_ticket = (self._code, self._service, self._facts, self._target, self._room)
        for part in about_ticket:
            part.setVisible(ticket is not None)
        self._nobody.setVisible(ticket is None)
        if ticket is None:
            self._render_nobody(view, language)
            return
        is_serving = ticket.state is TicketState.SERVING
        self._status.setText(state_word(ticket.state))
        self._status.set_tone("good" if is_serving else "link")
        self._code.setText(ticket.code)
        self._code.setAccessibleName(self.tr("Number {code}").format(code=ticket.code))
        self._service.setText(service_name(view.mall, ticket.service, language))
        self._priority.setVisible(ticket.is_priority)
        self._priority.setText(words.priority(view.active_priority))
        self._facts.setText(self._facts_of(view, ticket))
        story = self._story_of(view)
        self._story.setText(story)
        self._story.setVisible(bool(story))
        self._elapsed.show_ticket(ticket, view.mall)
        self._render_target()
        # Who is being served has come, whatever the loudspeaker did.
        is_called = ticket.state is TicketState.CALLED
        said = words.announcement(view.active_announced, view.active_unspoken) if is_called else None
        self._voice.setVisible(said is not None)
        self._voice_icon.setVisible(said is not None)
        if said is not None:
            self._voice.setText(said[0])
            self._voice_icon.set_icon(*said[1:])

    def _render_nobody(self, view: DeskView, language: str) -> None:
        self._status.setText(self.tr("Ready for the next visitor"))
        self._status.set_tone("muted")
        self._elapsed.show_ticket(None, view.mall)
        for label in (self._code, self._service, self._facts):
            label.setText("")
        for part in (self._priority, self._story, self._voice, self._voice_icon):
            part.hide()
        self._nobody_title.setText(self.tr("Nobody is at this counter"))
        first = view.waiting[0].ticket if view.waiting else None
        text = self.tr("Nobody is waiting now.")
        if first is not None:
            service = service_name(view.mall, first.service, language)
            text = self.tr("Next is {code} · {service}").format(code=first.code, service=service)
        self._nobody_next.setText(text)

    def _render_target(self) -> None:
        """Say in words what the colour of the clock says."""
        pace = self._elapsed.pace()
        text = self.tr("since the call") if pace is None else words.pace(pace, self._elapsed.goal_minutes())
        self._target.setText(text)
        self._target.set_tone("muted" if pace in (None, Pace.CALM) else "warn" if pace is Pace.NEAR else "bad")

    def _story_of(self, view: DeskView) -> str:
        """Return what the officer is to know before the first word: where from and why, a note, a long wait."""
        told = []
        if (sent := view.transferred_from) is not None:
            text = self.tr("Sent here from counter {number}").format(number=sent.counter)
            why = words.send_reason(sent.reason)
            told.append(f"{text}: {why}." if why else f"{text}.")
        told += [f"“{note.text}”" for note in view.active_notes]
        if view.is_over_target and view.waited_s is not None and view.active is not None:
            waited = round(view.waited_s / 60)
            told.append(self.tr("Please say sorry for the wait of {minutes} minutes.").format(minutes=waited))
        return " ".join(told)

    def _facts_of(self, view: DeskView, ticket: Ticket) -> str:
        waited = 0 if view.waited_s is None else int(view.waited_s // 60)
        facts = [
            self.tr("Waited {minutes} min").format(minutes=waited),
            self.tr("called {count}×").format(count=ticket.call_count),
            words.language(ticket.language),
        ]
        if ticket.is_chosen:
            facts.append(self.tr("called out of turn"))
        return " · ".join(facts)

    def _render_notice(self, state: DeskState) -> None:
        # In a panel the refusal stands where it can be answered.
        is_told = state.panel is not Asked.NONE
        refusal = "" if state.refusal is None or is_told else words.refusal(state.refusal)
        note = ""
        if not refusal and state.undo is not None:
            note = words.undone(state.undo.deed, state.undo.code)
        elif not refusal and state.given is not None:
            given = state.given
            where = ", ".join(str(number) for number in given.counters[:4])
            note = self.tr("{code} was given: counter {numbers}, {count} ahead.").format(
                code=given.ticket.code, numbers=where, count=given.people_ahead
            )
        elif not refusal and state.nobody_waiting:
            note = self.tr("Nobody is waiting for this counter.")
        self._notice.set_fill("bad" if refusal else "quiet")
        self._notice.setVisible(bool(refusal or note))
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        self._notice_icon.setVisible(bool(refusal))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.undo.setVisible(bool(note) and state.undo is not None)

    def _render_buttons(self, state: DeskState) -> None:
        self.start.setText(self.tr("Start service"))
        self.finish.setText(self.tr("Finish"))
        self.release.setText(self.tr("Take the call back"))
        self.recall.setText(self.tr("Call again"))
        self.no_show.setText(self.tr("Did not come"))
        self.hold.setText(self.tr("Put on hold"))
        self.transfer.setText(self.tr("Send on …"))
        self.undo.setText(self.tr("Undo"))
        is_here = state.active is not None
        self.call_next.setText(words.next_deed(is_here=is_here))
        self.call_next.set_note(f"{Key.CALL_NEXT.cap} · {self._next_of(state)}")
        is_called = is_here and state.active is not None and state.active.state is TicketState.CALLED
        self.start.set_fill("accent" if is_called else "outline")
        may = allowed(state)
        doing = None if state.pending is None else state.pending.deed
        for deed, button in (
            (Deed.FINISH_AND_NEXT if is_here else Deed.CALL_NEXT, self.call_next),
            (Deed.START, self.start),
            (Deed.FINISH, self.finish),
            (Deed.RELEASE, self.release),
            (Deed.RECALL, self.recall),
            (Deed.NO_SHOW, self.no_show),
            (Deed.HOLD, self.hold),
            (Deed.TRANSFER, self.transfer),
            (Deed.UNDO, self.undo),
        ):
            self._focus.allow(button, deed in may, is_busy=deed is doing)

    def _next_of(self, state: DeskState) -> str:
        view = state.view
        if view is None or view.next_in_line is None:
            return self.tr("nobody is waiting now")
        return self.tr("next is {code}, {why}").format(
            code=view.next_in_line.code, why=words.because(view.next_in_line.because)
        )
