"""What stands above the reach of a seated visitor: where one is, what a page tells and who comes; nothing to touch."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.ui.dress import apply_spacing, spaced, theme_of
from antrean.ui.widgets import FitLabel, Icon, Panel
from kiosk.offered import hall_closed
from kiosk.pages.companion_line import companion_words
from kiosk.pages.page_words import priority_words, services_words
from kiosk.pages.reasons import whole_reason
from kiosk.pages.search_words import search_words
from kiosk.state import KioskState, Page

_CENTER = Qt.AlignmentFlag.AlignHCenter


class UpperPanel(Panel):
    """Shown in low reach; everything to touch stands below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="header", parent=parent)
        self.setObjectName("upper_panel")
        self._column = spaced(QVBoxLayout(self), gap="none")
        self._words = Panel()
        self._column.addWidget(self._words, 1)
        self._lines = column = spaced(QVBoxLayout(self._words), gap="l", margins=("xxl", "xl"))
        self._held: QWidget | None = None
        self._mall = FitLabel(role="title", tone="header_muted", lines=3, shrink=1.0, align=_CENTER)
        self._mall.setObjectName("upper_mall")
        self._heading = FitLabel(role="place", tone="header", lines=6, align=_CENTER)
        self._heading.setObjectName("upper_heading")
        self._note = FitLabel(role="subtitle", tone="header_muted", lines=8, shrink=1.0, align=_CENTER)
        self._note.setObjectName("upper_note")
        self._companion = FitLabel(role="title", tone="header", lines=4, shrink=1.0, align=_CENTER)
        self._companion.setObjectName("upper_companion")
        self._hint = Icon("chevron_down_light", color="header_muted", extent="icon_l")
        column.addStretch(1)
        column.addWidget(self._mall)
        column.addWidget(self._heading)
        column.addWidget(self._note)
        column.addWidget(self._companion)
        column.addStretch(1)
        column.addWidget(self._hint, 0, _CENTER)

    def show_state(self, state: KioskState) -> None:
        """Show where the visitor is."""
        is_alone = self._held is None
        self._mall.setText(self._name(state))
        words = self._heading_words(state)
        # The largest role is large enough without the visitor's own factor, and long words fit into the other one.
        self._heading.set_role("place" if state.access.text_scale == 1 else "clock")
        self._heading.setText(words)
        self._heading.setVisible(bool(words) and is_alone)
        is_looking = state.page is Page.SEARCH and not state.hits
        note = self._notes(state)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        # A long sentence has their room.
        self._mall.setVisible((is_alone and not is_looking) or state.page is Page.SERVICE)
        self._hint.setVisible(is_alone and not is_looking)
        self._companion.setText("" if state.companion is None else companion_words(state.companion))
        self._companion.setVisible(state.companion is not None)
        self._words.setVisible(is_alone or state.companion is not None or state.page is Page.SERVICE)

    def hold(self, held: QWidget | None) -> None:
        """Take in what a page wants read here, instead of the heading; None gives the room back."""
        if held is self._held:
            return
        # What a page has taken back is no longer here.
        if self._held is not None and self._held.parentWidget() is self:
            self._column.removeWidget(self._held)
            self._held.hide()
        self._held = held
        if held is not None:
            self._column.addWidget(held, 1)
            held.show()
        self._column.setStretchFactor(self._words, 0 if held is not None else 1)
        spaced(self._lines, gap="l", margins=("xxl", "xl") if held is None else ("xxl", "m", "xxl", "none"))
        apply_spacing(self, theme_of(self))

    @staticmethod
    def _notes(state: KioskState) -> str:
        """Return what stands under the heading."""
        if state.page is Page.SEARCH and not state.hits:
            return search_words(state)[1]
        if state.page is Page.SERVICES:
            return services_words(state)
        if state.page is Page.PRIORITY:
            return priority_words()[1]
        closed = None if state.offer is None or state.page is not Page.AGENCIES else hall_closed(state.offer)
        return "" if closed is None or state.offer is None else whole_reason(closed, state.offer, state.language)

    @staticmethod
    def _name(state: KioskState) -> str:
        """Return whose page it is."""
        if state.offer is None:
            return "Antrean"
        mall, language = state.offer.mall, state.language
        if state.page is Page.SERVICE and state.agency is not None:
            return mall.agency(state.agency).short.in_language(language)
        return mall.name.in_language(language)

    def _heading_words(self, state: KioskState) -> str:
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
            case Page.PRIORITY:
                return priority_words()[0]
            case _:
                return ""
