"""The order in which Tab goes through a window, walked without harm to what is walked over."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget


def after(start: QWidget, window: QWidget) -> Iterator[QWidget]:
    """Yield everything that comes after a widget in Tab's order, up to its window."""
    widget = start.nextInFocusChain()
    while widget is not None and widget is not window:
        following = widget.nextInFocusChain()
        _own(widget)
        yield widget
        widget = following
    _own(window)


def _own(widget: QWidget) -> None:
    """Give a widget back to its parent: PySide takes the one that named it for its owner.

    When that one is deleted, PySide would call everything behind it deleted too, down to the sockets of the window.
    Qt itself knows better and does nothing here.
    """
    parent = widget.parentWidget()
    if parent is None:
        widget.setParent(None)
    else:
        widget.setParent(parent)
