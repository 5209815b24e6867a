"""The number that was just given: who is before it, where it will be called, what became of its paper."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from antrean.model import PrintState
from antrean.receipt import qr_text
from antrean.ui import messages
from antrean.ui.dress import set_look, spaced
from antrean.ui.widgets import BigButton, FitLabel
from kiosk.pages.button_rows import ButtonRows
from kiosk.pages.fact_sheets import Fact
from kiosk.pages.number_sheet import NumberSheet, Places
from kiosk.pages.service_words import people
from kiosk.pages.two_parts import TwoParts
from kiosk.state import Given, KioskState

_NO_PAPER = (PrintState.FAILED, PrintState.UNKNOWN, PrintState.NOT_WANTED)


class IssuedPage(TwoParts):
    """Signals `done`, `cancelled`, `print_again_clicked` and `turned(sheet)`."""

    done = Signal()
    cancelled = Signal()
    print_again_clicked = Signal()
    turned = Signal(int)

    def __init__(self, *, status_url: str, parent: QWidget | None = None) -> None:
        super().__init__(name="page_issued", fill="header", parent=parent)
        self._status_url = status_url
        self._heading = FitLabel(
            role="heading", tone="header", lines=4, shrink=1.0, align=Qt.AlignmentFlag.AlignHCenter
        )
        self._heading.setObjectName("issued_heading")
        self.reading.addWidget(self._heading)
        self._sheet = NumberSheet(prefix="issued")
        self._sheet.turned.connect(self.turned)
        self.reading.addWidget(self._sheet, 1)
        buttons = spaced(ButtonRows(), gap="m")
        self._cancel = BigButton(name="cancel", fill="header", extent="l")
        self._again = BigButton(name="print_again", fill="header", extent="l")
        self._done = BigButton(name="done", fill="accent", extent="l")
        for button, clicked in (
            (self._cancel, self.cancelled),
            (self._again, self.print_again_clicked),
            (self._done, self.done),
        ):
            buttons.addWidget(button)
            button.clicked.connect(clicked)
        self.touching.addLayout(buttons)
        self.set_touched(self._sheet.turner, self._cancel, self._again, self._done)
        QWidget.setTabOrder(self._sheet.turner.follow(self._done), self._cancel)
        QWidget.setTabOrder(self._cancel, self._again)
        QWidget.setTabOrder(self._again, self._done)

    @property
    def first_control(self) -> QWidget:
        """What the keys reach first: the harmless one."""
        return self._done

    def made_ahead(self) -> Iterator[None]:
        """Make what the first visitor will need, a piece at a time."""
        return self._sheet.made_ahead()

    def show_state(self, state: KioskState) -> None:
        """Show the number that was given."""
        given = state.given
        if given is None or state.offer is None:
            return
        is_large = state.access.text_scale > 1
        code = given.issued.ticket.code
        self._heading.set_role("subtitle" if is_large else "heading")
        self._heading.setText(self._headline(given))
        has_no_paper = given.paper in _NO_PAPER
        self._sheet.show_number(
            code,
            qr=qr_text(given.issued.ticket.secret, self._status_url) if has_no_paper else "",
            qr_name=self.tr("QR code of number {code}").format(code=code),
            facts=self._facts(given, state),
            turn=state.turn,
        )
        for button in (self._cancel, self._again, self._done):
            set_look(button, extent="m" if is_large else "l")
        can_cancel = given.called_to is None and (given.cancel_left_s > 0 or given.is_cancelling)
        self._cancel.setVisible(can_cancel)
        self._cancel.set_busy(given.is_cancelling)
        self._cancel.setText(self.tr("Cancel ({seconds})").format(seconds=given.cancel_left_s))
        self._cancel.setAccessibleDescription(
            self.tr("Takes number {code} back; you have a few seconds for it.").format(code=code)
        )
        self._again.setText(self.tr("Print again"))
        self._again.setAccessibleDescription(self.tr("The printer is ready again."))
        self._again.setVisible(given.may_print_again)
        self._done.setText(self.tr("Done"))
        self._done.setAccessibleDescription(self.tr("Your number stays valid."))

    def _headline(self, given: Given) -> str:
        if given.called_to is not None:
            return self.tr("You are already called: please go to counter {counter}").format(counter=given.called_to)
        match given.paper:
            case PrintState.PENDING:
                return self.tr("Your number is being printed")
            case PrintState.PRINTED:
                return self.tr("Please take your number")
            case PrintState.FAILED:
                return self.tr("No paper came out. Your number is valid all the same.")
            case PrintState.UNKNOWN | PrintState.NOT_WANTED:
                return self.tr("This is your number")

    def _facts(self, given: Given, state: KioskState) -> list[Fact]:
        offer, ticket = state.offer, given.issued.ticket
        assert offer is not None
        places = Places(offer.mall, ticket, state.language)
        facts: list[Fact] = []
        if state.notice is not None:
            sentence = messages.sentence(state.notice.error)
            facts.append(Fact(name="issued_trouble", text=sentence, icon="warning", role="strong", tone="bad"))
        if given.called_to is None:
            ahead = people(given.issued.people_ahead)
            facts.append(
                Fact(name="issued_ahead", word=self.tr("Before you"), text=ahead, icon="people", role="strong")
            )
        counters = (given.called_to,) if given.called_to is not None else given.issued.counters
        if counters:
            facts.append(places.counters("issued", self.tr("Counter"), counters))
        facts.append(places.zone("issued", self.tr("Zone")))
        if ticket.is_priority:
            facts.append(
                Fact(name="issued_priority", text=self.tr("Priority number"), icon="heart", role="strong", tone="good")
            )
        facts += self._todo(given)
        facts.append(places.service("issued"))
        if given.called_to is None:
            rule = self.tr("Listen for the call and watch the screen. A number is called {calls} times.").format(
                calls=offer.mall.rules.calls_before_no_show
            )
            facts.append(Fact(name="issued_rule", text=rule, icon="info"))
        return facts

    def _todo(self, given: Given) -> list[Fact]:
        if given.paper not in _NO_PAPER:
            return []
        if given.may_print_again:
            first = self.tr("The printer is ready again: touch “Print again”, or take a photo of this screen.")
        elif given.paper is PrintState.UNKNOWN:
            first = self.tr("If no paper comes out, take a photo of this number.")
        else:
            first = self.tr("Take a photo of this number or write it down.")
        return [
            Fact(name="issued_todo", text=first, icon="warning", role="strong", tone="warn"),
            Fact(name="issued_desk", text=self.tr("The information desk can print it for you."), icon="printer"),
        ]
