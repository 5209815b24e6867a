"""What an eye and a screen reader meet on a window with lists, fields to type in and parts that scroll."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from antrean.ui.widgets import BigButton
from tests.helpers.sight import Sight, Written

_CONTROLS: Final = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractSpinBox, QAbstractItemView)


class DeskSight(Sight):
    """As `Sight`, and it knows that what has been scrolled away is not on the screen, and not lost either."""

    @cached_property
    def controls(self) -> list[QWidget]:
        """Everything that can be pressed, chosen from or typed into, now or at another time."""
        return [
            one
            for one in self.seen
            if isinstance(one, _CONTROLS) and not isinstance(one.parentWidget(), QAbstractSpinBox)
        ]

    @cached_property
    def written(self) -> list[Written]:
        """Every text with its whole room, scrolled away or not."""
        return [*super()._written(), *self._more_written()]

    @cached_property
    def texts(self) -> list[Written]:
        """Every text that is on the screen, with the room it has there; not what an edge cuts that scrolls."""
        shown = ((one, one.box.intersected(self._clip(one.widget))) for one in self.written)
        return [
            replace(one, box=box) for one, box in shown if not box.isEmpty() and box.height() > 0.8 * one.box.height()
        ]

    def _more_written(self) -> Iterator[Written]:
        """Yield what is written beside labels and the titles of buttons: notes, and the words in an empty field."""
        for widget in self.seen:
            at = self.place(widget)
            if isinstance(widget, BigButton) and widget.note():
                note = widget.fitted_note()
                box = widget.note_box().toRect().translated(at.topLeft())
                yield Written(widget, widget.note(), note.size, note.size, note.is_cut, box)
            elif isinstance(widget, QLineEdit) and widget.placeholderText() and not widget.text():
                needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
                # Qt leaves two pixels at each side of what is typed.
                room = widget.contentsRect().width() - 4 - widget.textMargins().left() - widget.textMargins().right()
                size = widget.font().pixelSize()
                yield Written(widget, widget.placeholderText(), size, size, needed > room, at)

    def cut(self) -> list[str]:
        """Return the texts that are not there as a whole."""
        found = [one.text for one in self.written if one.is_cut]
        ticks = (one for one in self.seen if isinstance(one, QCheckBox))
        return found + [one.text() for one in ticks if one.sizeHint().width() > one.width() and one.text() not in found]

    def outside(self) -> list[str]:
        """Return the controls and texts that stick out of what holds them, or of the window where nothing scrolls."""
        found = []
        for widget in dict.fromkeys((*self.controls, *(one.widget for one in self.written))):
            parent = widget.parentWidget()
            is_held = parent is None or parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
            place, clip = self.place(widget), self._clip(widget)
            across = clip.left() - 1 <= place.left() and place.right() <= clip.right() + 1
            if not is_held or not (across if self._scroller(widget) else clip.contains(place)):
                found.append(widget.objectName() or type(widget).__name__)
        return found

    def deaf(self) -> list[str]:
        """Return the controls that can be used and that Tab does not visit."""
        reached = set(self.tab_order)
        return [
            one.objectName() or type(one).__name__ for one in self.controls if one.isEnabled() and one not in reached
        ]

    def jumps(self, *, tolerance: int) -> list[tuple[str, str]]:
        """Return the steps of Tab against the way of reading; into and out of what scrolls counts its own place."""
        found = []
        for one, other in pairwise(self.tab_order):
            here, there = self.place(one), self.place(other)
            if self._scroller(one) is not self._scroller(other):
                here, there = self._stands(one), self._stands(other)
            is_below = there.top() >= min(here.top() + tolerance, here.bottom() - tolerance)
            is_beside = there.left() >= here.right() - tolerance
            if not (is_below or is_beside or here.contains(there)):
                found.append((one.objectName(), other.objectName()))
        return found

    def _stands(self, widget: QWidget) -> QRect:
        area = self._scroller(widget)
        return self.place(widget if area is None else area)

    @staticmethod
    def _scroller(widget: QWidget) -> QScrollArea | None:
        """Return the innermost area that scrolls a widget."""
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _clip(self, widget: QWidget) -> QRect:
        """Return the part of the window in which a widget can be seen at all."""
        clip, area = self.window.rect(), self._scroller(widget)
        while area is not None:
            clip = clip.intersected(self.place(area.viewport()))
            area = self._scroller(area)
        return clip
