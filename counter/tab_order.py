"""Tab goes as one reads, whatever was made first."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def lead_tab(widget: QWidget) -> None:
    """Let Tab visit everything in a widget in the order of its layouts."""
    for one, other in pairwise(list(_within(widget))):
        QWidget.setTabOrder(one, other)


def _within(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if layout is not None:
        yield from _along(layout)
    elif inside is not None:
        yield from _within(inside)


def _along(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = None if item is None else item.widget()
        inner = None if item is None else item.layout()
        if widget is not None:
            yield from _within(widget)
        elif inner is not None:
            yield from _along(inner)
