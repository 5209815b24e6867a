"""Whether a page stands in the lower part of an upright screen, within the reach of who sits."""

from PySide6.QtWidgets import QWidget

from kiosk.access import Access


def is_upright(widget: QWidget) -> bool:
    """Say whether the screen is higher than wide."""
    window = widget.window()
    return window.height() > window.width()


def is_low(widget: QWidget, access: Access) -> bool:
    """Say whether everything to touch stands low; on a wide screen nothing is out of reach."""
    return access.is_low and is_upright(widget)
