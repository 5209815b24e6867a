"""The number: very large, who is before it, where it will be called, what became of its paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.model import PrintState
from antrean.receipt import counters_text, qr_text
from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Line, Panel, StatusPill, ZoneMark
from kiosk.pages.qr import QrCode
from kiosk.state import Given, KioskState

_CENTER = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


class IssuedPage(Panel):
    """Signals `done` and `cancelled`."""

    done = Signal()
    cancelled = Signal()

    def __init__(self, *, status_url: str, parent: QWidget | None = None) -> None:
        super().__init__(fill="header", parent=parent)
        self.setObjectName("page_issued")
        page = spaced(QVBoxLayout(self), gap="l", margins=("xxl", "l"))
        self._heading = FitLabel(role="heading", tone="header", lines=2, align=_CENTER)
        self._heading.setObjectName("issued_heading")
        page.addStretch(1)
        page.addWidget(self._heading)
        self._card = _NumberCard(status_url)
        page.addWidget(self._card, 12)
        self._trouble = FitLabel(role="strong", tone="header", lines=3, align=_CENTER)
        self._trouble.setObjectName("issued_trouble")
        page.addWidget(self._trouble)
        page.addStretch(1)
        buttons = spaced(QHBoxLayout(), gap="l")
        self._cancel = BigButton(name="cancel", fill="header", extent="l")
        self._done = BigButton(name="done", fill="accent", extent="l")
        buttons.addWidget(self._cancel, 1)
        buttons.addWidget(self._done, 1)
        page.addLayout(buttons)
        self._done.clicked.connect(self.done)
        self._cancel.clicked.connect(self.cancelled)

    def show_state(self, state: KioskState) -> None:
        """Show the number that was given."""
        given = state.given
        if given is None or state.offer is None:
            return
        self._heading.setText(self._headline(given))
        self._card.show_state(given, state)
        said = state.notice is not None
        self._trouble.setText(messages.sentence(state.notice.error) if state.notice is not None else "")
        self._trouble.setVisible(said)
        can_cancel = given.called_to is None and (given.cancel_left_s > 0 or given.is_cancelling)
        self._cancel.setVisible(can_cancel)
        self._cancel.set_busy(given.is_cancelling)
        self._cancel.setText(self.tr("Cancel this number ({seconds})").format(seconds=given.cancel_left_s))
        self._done.setText(self.tr("Done"))

    def _headline(self, given: Given) -> str:
        if given.called_to is not None:
            return self.tr("You are already called")
        match given.paper:
            case PrintState.PENDING:
                return self.tr("Your number is being printed")
            case PrintState.PRINTED:
                return self.tr("Please take your number")
            case PrintState.FAILED:
                return self.tr("No paper came out. Your number is valid all the same.")
            case PrintState.UNKNOWN | PrintState.NOT_WANTED:
                return self.tr("This is your number")


class _NumberCard(Card):
    """What the paper says, on the screen."""

    def __init__(self, status_url: str) -> None:
        super().__init__(corner="xl")
        self._status_url = status_url
        self._box = spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom, self), gap="xxl", margins=("xxl", "xl"))
        self._box.addWidget(self._number_part(), 1)
        self._box.addWidget(self._facts_part(), 1)

    def _number_part(self) -> QWidget:
        part = Panel()
        column = spaced(QVBoxLayout(part), gap="s")
        self._agency = FitLabel(role="subtitle", tone="muted", align=_CENTER)
        self._service = FitLabel(role="title", lines=2, align=_CENTER)
        self._code = FitLabel(role="hero", is_number=True, align=_CENTER)
        self._code.setObjectName("issued_code")
        self._priority = StatusPill(tone="dark")
        self._priority.setObjectName("issued_priority")
        column.addStretch(1)
        column.addWidget(self._agency)
        column.addWidget(self._service)
        column.addWidget(self._code, 6)
        column.addWidget(self._priority, 0, _CENTER)
        column.addStretch(1)
        return part

    def _facts_part(self) -> QWidget:
        part = Panel()
        column = spaced(QVBoxLayout(part), gap="m")
        self._line = Line()
        column.addWidget(self._line)
        # Beside the number they stand in the middle, under it they follow the line at once.
        self._lift = Panel()
        self._lift.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        column.addWidget(self._lift, 1)
        self._ahead = _Fact("issued_ahead")
        self._counter = _Fact("issued_counters")
        self._zone = _Fact("issued_zone")
        for fact in (self._ahead, self._counter, self._zone):
            column.addWidget(fact)
        column.addStretch(1)
        help_row = spaced(QHBoxLayout(), gap="l")
        self._qr = QrCode()
        self._qr.setObjectName("issued_qr")
        self._todo = _ToDo()
        help_row.addWidget(self._qr)
        help_row.addWidget(self._todo, 1)
        column.addLayout(help_row)
        self._rule = FitLabel(role="small", lines=3, align=_CENTER)
        column.addWidget(self._rule)
        column.addStretch(1)
        return part

    def show_state(self, given: Given, state: KioskState) -> None:
        offer, ticket, language = state.offer, given.issued.ticket, state.language
        assert offer is not None
        service = offer.mall.service(ticket.service)
        agency = offer.mall.agency(service.agency)
        zone = offer.mall.zone(agency.zone)
        self._agency.setText(agency.short.in_language(language))
        self._service.setText(service.name.in_language(language))
        self._code.setText(ticket.code)
        self._priority.setText(self.tr("Priority number"))
        self._priority.setVisible(ticket.is_priority)
        people = given.issued.people_ahead
        count = self.tr("1 person") if people == 1 else self.tr("{count} people").format(count=people)
        self._ahead.show_state(self.tr("Before you"), self.tr("Nobody") if people == 0 else count)
        counters = (given.called_to,) if given.called_to is not None else given.issued.counters
        self._counter.show_state(self.tr("Counter"), counters_text(counters, language))
        self._counter.setVisible(bool(counters))
        zone_words = f"{zone.position} · {zone.color_name.in_language(language)}"
        self._zone.show_state(self.tr("Zone"), zone_words, color=zone.color, number=zone.position)
        has_no_paper = given.paper in (PrintState.FAILED, PrintState.UNKNOWN, PrintState.NOT_WANTED)
        self._qr.set_text(qr_text(ticket.secret, self._status_url))
        self._qr.setAccessibleName(self.tr("QR code of number {code}").format(code=ticket.code))
        self._qr.setVisible(has_no_paper)
        self._todo.setVisible(has_no_paper)
        self._todo.show_state(given.paper)
        self._rule.setText(self.tr("Listen for the call and watch the screen. A number is called three times."))
        self._rule.setVisible(given.called_to is None)
        self._ahead.setVisible(given.called_to is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() > 1.3 * self.height()
        self._line.setVisible(not is_wide)
        self._lift.setVisible(is_wide)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)


class _Fact(Panel):
    """A word at the left, what it is at the right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        row = spaced(QHBoxLayout(self), gap="m")
        self._word = FitLabel(role="title", tone="muted")
        self._value = FitLabel(role="title", align=_RIGHT)
        self._value.setObjectName(name)
        row.addWidget(self._word)
        row.addWidget(self._value, 1)
        self._row = row
        self._mark: ZoneMark | None = None

    def show_state(self, word: str, value: str, *, color: str | None = None, number: int | None = None) -> None:
        self._word.setText(word)
        self._value.setText(value)
        if color is not None:
            if self._mark is None:
                self._mark = ZoneMark(color=color)
                self._row.insertWidget(1, self._mark)
            self._mark.set_zone(color=color, number=None)


class _ToDo(Panel):
    """What to do without a paper."""

    def __init__(self) -> None:
        super().__init__()
        column = spaced(QVBoxLayout(self), gap="s")
        self._first = FitLabel(role="strong", lines=4)
        self._first.setObjectName("issued_todo")
        self._second = FitLabel(role="body", lines=4)
        column.addStretch()
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addStretch()

    def show_state(self, paper: PrintState) -> None:
        if paper is PrintState.UNKNOWN:
            self._first.setText(self.tr("If no paper comes out, take a photo of this number."))
        else:
            self._first.setText(self.tr("Take a photo of this number or write it down."))
        self._second.setText(self.tr("The information desk can print it for you."))
