"""Buttons that cannot be used for a moment, and keep the focus all the same."""

from PySide6.QtCore import Qt

from antrean.ui.widgets import BigButton


class SteadyFocus:
    """Takes the focus from a button that is disabled and gives it back when it can be used again.

    Qt hands it to whatever comes next, where the second press of a key would do something else.
    """

    def __init__(self) -> None:
        self._lost: BigButton | None = None

    def allow(self, button: BigButton, is_allowed: bool, *, is_busy: bool = False) -> None:
        """Say whether a button makes sense now and whether what it does is on its way."""
        if button.hasFocus() and not is_allowed:
            self._lost = button
            button.window().setFocus(Qt.FocusReason.OtherFocusReason)
        button.set_allowed(is_allowed)
        button.set_busy(is_busy)
        if is_allowed and self._lost is button:
            self._lost = None
            if button.window().hasFocus():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
