"""A number on the screen: very large, with its code to photograph where that helps, and the facts about it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from antrean.mall_record import Mall
from antrean.model import Ticket
from antrean.receipt import counters_text
from antrean.ui.dress import spaced
from antrean.ui.widgets import Card, FitLabel, Panel
from kiosk.pages.fact_sheets import Fact, FactSheets
from kiosk.pages.qr import QrCode
from kiosk.pages.turner import Turner

_WIDE = 1.3
"""From this share of width to height on, the facts stand beside the number."""


class NumberSheet(Card):
    """`prefix` begins the names of its parts: issued_code, issued_qr …; signal `turned(sheet)`."""

    turned = Signal(int)

    def __init__(self, *, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(corner="xl", parent=parent)
        self._prefix = prefix
        self._box = spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom, self), gap="xl", margins=("xl", "m"))
        part = Panel()
        column = spaced(QVBoxLayout(part), gap="s")
        self._code = FitLabel(role="hero", is_number=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._code.setObjectName(f"{prefix}_code")
        self._qr = QrCode()
        self._qr.setObjectName(f"{prefix}_qr")
        column.addWidget(self._code, 2)
        column.addWidget(self._qr, 3)
        self._part = part
        self._facts = FactSheets(columns=1)
        self._facts.set_centered(True)
        self._facts.turned.connect(self.turned)
        self._box.addWidget(part, 1)
        self._box.addWidget(self._facts, 1)

    @property
    def turner(self) -> Turner:
        """The buttons for the next facts."""
        return self._facts.turner

    def made_ahead(self) -> Iterator[None]:
        """Make what its facts need, a piece at a time."""
        return self._facts.made_ahead()

    def show_number(self, code: str, *, qr: str, qr_name: str, facts: Sequence[Fact], turn: int) -> None:
        """Show a number; `qr` is empty where there is no need of one."""
        self._code.setText(code)
        self._code.setVisible(bool(code))
        self._qr.set_text(qr)
        self._qr.setAccessibleName(qr_name)
        self._qr.setVisible(bool(qr))
        self._part.setVisible(bool(qr) or bool(code))
        self._facts.show_facts(facts, turn=turn)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        is_wide = self.width() > _WIDE * self.height()
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self._box.setStretch(0, 2 if is_wide else 3)
        self._box.setStretch(1, 3 if is_wide else 4)


class Places:
    """The facts about where and when a ticket is served, in the visitor's language."""

    def __init__(self, mall: Mall, ticket: Ticket, language: str) -> None:
        self._service = mall.service(ticket.service)
        self._agency = mall.agency(self._service.agency)
        self._zone = mall.zone(self._agency.zone)
        self._language = language

    def service(self, prefix: str) -> Fact:
        """Return which service of which agency it is for."""
        agency, service = (one.in_language(self._language) for one in (self._agency.short, self._service.name))
        return Fact(name=f"{prefix}_service", text=f"{agency} · {service}", role="strong", icon="ticket")

    def zone(self, prefix: str, word: str) -> Fact:
        """Return its zone, with the colour's mark and name."""
        text = f"{self._zone.position} · {self._zone.color_name.in_language(self._language)}"
        mark = (self._zone.color, self._zone.position)
        return Fact(name=f"{prefix}_zone", word=word, text=text, role="strong", zone=mark)

    def counters(self, prefix: str, word: str, counters: tuple[int, ...]) -> Fact:
        """Return which counters may call it."""
        text = counters_text(counters, self._language)
        return Fact(name=f"{prefix}_counters", word=word, text=text, role="strong", icon="speaker")
