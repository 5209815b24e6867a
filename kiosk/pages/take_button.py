"""The button that gives a number of one service: it says when it cannot, and for whom the number will be."""

from PySide6.QtWidgets import QWidget

from antrean.ui.widgets import BigButton
from kiosk.offered import ServiceView
from kiosk.pages import service_words
from kiosk.state import KioskState


class TakeButton(BigButton):
    """Named `take_<service>`; hidden where the service is closed: a reason stands in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="take", fill="primary", extent="l", parent=parent)

    def show_state(self, view: ServiceView, state: KioskState) -> None:
        """Show whether a number may be taken."""
        name = view.service.name.in_language(state.language)
        words, note = service_words.take(view, state)
        if self.objectName() != f"take_{view.service.code}":
            self.setObjectName(f"take_{view.service.code}")
            # A finger that went down on another service must not take a number of this one when it goes up.
            self.setDown(False)
        self.set_fill("primary" if state.priority is None else "accent")
        self.setText(words)
        self.set_note(note)
        self.setAccessibleName(f"{words}: {name}")
        self.setAccessibleDescription(note or service_words.waiting(view))
        self.set_busy(state.busy_service == view.service.code)
        self.set_allowed(state.trouble is None)
        self.setVisible(view.closed is None)
