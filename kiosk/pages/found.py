"""What became of a number whose paper was scanned: its place in line, where to go, and its paper once more."""

from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from antrean.front import Issued
from antrean.model import TicketState
from antrean.ui import messages
from antrean.ui.dress import set_look, spaced
from antrean.ui.widgets import BigButton, FitLabel
from kiosk.pages.button_rows import ButtonRows
from kiosk.pages.fact_sheets import Fact
from kiosk.pages.number_sheet import NumberSheet, Places
from kiosk.pages.service_words import people
from kiosk.pages.two_parts import TwoParts
from kiosk.state import Found, KioskState


class FoundPage(TwoParts):
    """Signals `done`, `reprint_clicked` and `turned(sheet)`; the header leads back."""

    done = Signal()
    reprint_clicked = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="page_found", fill="header", parent=parent)
        self._heading = FitLabel(
            role="heading", tone="header", lines=4, shrink=1.0, align=Qt.AlignmentFlag.AlignHCenter
        )
        self._heading.setObjectName("found_heading")
        self.reading.addWidget(self._heading)
        self._sheet = NumberSheet(prefix="found")
        self._sheet.turned.connect(self.turned)
        self.reading.addWidget(self._sheet, 1)
        buttons = spaced(ButtonRows(), gap="m")
        self._reprint = BigButton(name="found_reprint", fill="header", extent="l")
        self._done = BigButton(name="found_done", fill="accent", extent="l")
        buttons.addWidget(self._reprint)
        buttons.addWidget(self._done)
        self.touching.addLayout(buttons)
        self.set_touched(self._sheet.turner, self._reprint, self._done)
        self._reprint.clicked.connect(self.reprint_clicked)
        self._done.clicked.connect(self.done)
        QWidget.setTabOrder(self._sheet.turner.follow(self._done), self._reprint)
        QWidget.setTabOrder(self._reprint, self._done)

    @property
    def first_control(self) -> QWidget:
        """What the keys reach first: the harmless one."""
        return self._done

    def show_state(self, state: KioskState) -> None:
        """Show the scanned ticket."""
        found = state.found
        if found is None or state.offer is None:
            return
        is_large = state.access.text_scale > 1
        self._heading.set_role("subtitle" if is_large else "heading")
        self._heading.setText(self._headline(found))
        self._sheet.show_number(
            "" if found.issued is None else found.issued.ticket.code,
            qr="",
            qr_name="",
            facts=self._facts(found, state),
            turn=state.turn,
        )
        for button in (self._reprint, self._done):
            set_look(button, extent="m" if is_large else "l")
        self._reprint.setVisible(found.may_reprint or found.is_printing)
        self._reprint.setText(self.tr("One moment …") if found.is_printing else self.tr("Print once more"))
        self._reprint.set_busy(found.is_printing)
        self._reprint.setAccessibleDescription(self.tr("Prints a copy of this number."))
        self._done.setText(self.tr("Done"))
        self._done.setAccessibleDescription(self.tr("Goes back to the start."))

    def _headline(self, found: Found) -> str:
        if found.issued is None:
            return self.tr("This code was not found")
        if found.is_another_day:
            return self.tr("This number is from another day")
        ticket = found.issued.ticket
        match ticket.state:
            case TicketState.WAITING:
                return self.tr("Your number is waiting in line")
            case TicketState.CALLED if ticket.counter is not None:
                return self.tr("You are called: please go to counter {counter}").format(counter=ticket.counter)
            case TicketState.CALLED:
                return self.tr("You are called")
            case TicketState.SERVING:
                return self.tr("Your number is being served")
            case TicketState.HELD:
                return self.tr("Your number is kept for you")
            case TicketState.NO_SHOW:
                return self.tr("Your number was called, and nobody came")
            case TicketState.DONE:
                return self.tr("Your number was served")
            case TicketState.CANCELLED:
                return self.tr("Your number was cancelled")
            case TicketState.EXPIRED:
                return self.tr("Your number is no longer valid")
            case _:
                assert_never(ticket.state)

    def _facts(self, found: Found, state: KioskState) -> list[Fact]:
        facts: list[Fact] = []
        if found.error is not None:
            sentence = messages.sentence(found.error)
            facts.append(Fact(name="found_trouble", text=sentence, icon="warning", role="strong", tone="bad"))
        if found.is_reprinted:
            facts.append(
                Fact(
                    name="found_reprinted",
                    text=self.tr("A copy is being printed. Please take it."),
                    icon="printer",
                    role="strong",
                    tone="good",
                )
            )
        if found.issued is None:
            ask = self.tr("Hold the code of a paper of this hall before the scanner, or ask the information desk.")
            return [*facts, Fact(name="found_todo", text=ask, icon="info", role="strong")]
        if todo := self._todo(found, found.issued):
            facts.append(Fact(name="found_todo", text=todo, icon="info", role="strong", tone="warn"))
        return facts + self._places(found, found.issued, state)

    def _places(self, found: Found, issued: Issued, state: KioskState) -> list[Fact]:
        assert state.offer is not None
        ticket = issued.ticket
        places = Places(state.offer.mall, ticket, state.language)
        facts: list[Fact] = []
        is_waiting = ticket.state is TicketState.WAITING and not found.is_another_day
        if is_waiting:
            ahead = people(issued.people_ahead)
            facts.append(Fact(name="found_ahead", word=self.tr("Before you"), text=ahead, icon="people", role="strong"))
        has_counter = ticket.counter is not None and ticket.state in _AT_A_COUNTER
        counters = (ticket.counter,) if has_counter and ticket.counter is not None else issued.counters
        if counters and ticket.state not in _OVER and not found.is_another_day:
            facts.append(places.counters("found", self.tr("Counter"), counters))
            facts.append(places.zone("found", self.tr("Zone")))
        facts.append(places.service("found"))
        if is_waiting:
            listen = self.tr("Listen for the call and watch the screen.")
            facts.append(Fact(name="found_rule", text=listen, icon="speaker"))
        return facts

    def _todo(self, found: Found, issued: Issued) -> str:
        """Return what to do now, empty where the headline says it all."""
        ticket = issued.ticket
        if found.is_another_day:
            return self.tr("Numbers are valid on their day only. Please take a new one.")
        match ticket.state:
            case TicketState.HELD:
                return self.tr("You need no new number: please go back to the counter when you are ready.")
            case TicketState.NO_SHOW:
                return self.tr("Please tell the counter that you are here now: you need no new number.")
            case TicketState.CANCELLED | TicketState.EXPIRED:
                return self.tr("Please take a new number if you still need the service.")
            case TicketState.DONE:
                return self.tr("If something is missing, please ask the information desk.")
            case TicketState.WAITING | TicketState.CALLED | TicketState.SERVING:
                return ""
            case _:
                assert_never(ticket.state)


_AT_A_COUNTER = (TicketState.CALLED, TicketState.SERVING, TicketState.HELD, TicketState.NO_SHOW)
_OVER = (TicketState.DONE, TicketState.CANCELLED, TicketState.EXPIRED)
