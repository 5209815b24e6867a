"""What stands above the reach of a seated visitor: where one is, the number and who comes; nothing to touch."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import FitLabel, Icon, Panel
from kiosk.offered import hall_closed
from kiosk.pages.companion_line import companion_words
from kiosk.pages.search_words import search_words
from kiosk.state import KioskState, Page

_CENTER = Qt.AlignmentFlag.AlignHCenter


class UpperPanel(Panel):
    """Shown in low reach; everything to touch stands below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="header", parent=parent)
        self.setObjectName("upper_panel")
        column = spaced(QVBoxLayout(self), gap="l", margins=("xxl", "xl"))
        self._mall = FitLabel(role="title", tone="header_muted", lines=3, shrink=1.0, align=_CENTER)
        self._mall.setObjectName("upper_mall")
        self._heading = FitLabel(role="place", tone="header", lines=6, align=_CENTER)
        self._heading.setObjectName("upper_heading")
        self._number = FitLabel(role="hero", tone="header", is_number=True, align=_CENTER)
        self._number.setObjectName("upper_number")
        self._note = FitLabel(role="subtitle", tone="header_muted", lines=8, shrink=1.0, align=_CENTER)
        self._note.setObjectName("upper_note")
        self._companion = FitLabel(role="title", tone="header", lines=4, shrink=1.0, align=_CENTER)
        self._companion.setObjectName("upper_companion")
        self._hint = Icon("chevron_down_light", color="header_muted", extent="icon_l")
        column.addStretch(1)
        column.addWidget(self._mall)
        column.addWidget(self._heading)
        column.addWidget(self._note)
        column.addWidget(self._number, 4)
        column.addWidget(self._companion)
        column.addStretch(1)
        column.addWidget(self._hint, 0, _CENTER)

    def show_state(self, state: KioskState) -> None:
        """Show where the visitor is."""
        offer, language = state.offer, state.language
        self._mall.setText("Antrean" if offer is None else offer.mall.name.in_language(language))
        code = self._code(state)
        self._number.setText(code)
        self._number.setVisible(bool(code))
        words = self._words(state)
        # The largest role is large enough without the visitor's own factor, and long words fit into the other one.
        self._heading.set_role("place" if state.access.text_scale == 1 else "clock")
        self._heading.setText(words)
        self._heading.setVisible(bool(words))
        is_looking = state.page is Page.SEARCH and not state.hits
        self._note.setText(search_words(state)[1] if is_looking else "")
        self._note.setVisible(is_looking)
        # A long sentence has their room.
        self._mall.setVisible(not is_looking)
        self._hint.setVisible(not is_looking)
        self._companion.setText("" if state.companion is None else companion_words(state.companion))
        self._companion.setVisible(state.companion is not None)

    @staticmethod
    def _code(state: KioskState) -> str:
        if state.page is Page.ISSUED and state.given is not None:
            return state.given.issued.ticket.code
        if state.page is Page.FOUND and state.found is not None and state.found.issued is not None:
            return state.found.issued.ticket.code
        return ""

    def _words(self, state: KioskState) -> str:
        mall, language = None if state.offer is None else state.offer.mall, state.language
        match state.page:
            case Page.WAITING | Page.CLOSED | Page.PIN | Page.TECHNICIAN:
                return ""
            case Page.AGENCIES if state.offer is not None and hall_closed(state.offer) is not None:
                return self.tr("No numbers are given at the moment")
            case Page.AGENCIES:
                return self.tr("Which agency do you need?")
            case Page.SEARCH if not state.hits:
                return search_words(state)[0]
            case Page.SEARCH:
                return self.tr("What do you need?")
            case Page.SERVICES if mall is not None and state.agency is not None:
                return mall.agency(state.agency).short.in_language(language)
            case Page.SERVICE if mall is not None and state.service is not None:
                return mall.service(state.service).name.in_language(language)
            case Page.PRIORITY:
                return self.tr("Who needs to be served first?")
            case Page.ISSUED:
                return self.tr("This is your number")
            case Page.FOUND:
                return self.tr("Your ticket")
            case Page.STANDARDS:
                return self.tr("What we promise")
            case _:
                return ""
