"""What an eye, a finger and a screen reader meet on a window: overlaps, contrast, sizes, roles, and where keys lead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Final

from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from antrean.ui.theme import contrast
from antrean.ui.widgets import BigButton, FitLabel
from kiosk.arrange import Box
from kiosk.focus import Direction, nearest
from kiosk.pages.word_button import WordButton
from tests.helpers import qt

_ROLES: Final = (
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.List,
)
_SAID: Final = {"name": QAccessible.Text.Name, "description": QAccessible.Text.Description}
_LEAST_PIXELS = 3
"""So many pixels of one colour are a stroke of a letter; fewer may be a corner."""


@dataclass(frozen=True)
class Written:
    """A text on the screen, as it was really laid out."""

    widget: QWidget
    text: str
    size: int
    """Pixel size of its letters."""
    full: int
    """The size that its role has."""
    is_cut: bool
    box: QRect
    """The room of its letters in the window's coordinates."""


class Sight:
    """One look at a window: everything is measured once, so look again after a change.

    `over` is a part that stands over the rest, such as a question: what lies below is not measured.
    """

    def __init__(self, window: QWidget, *, over: QWidget | None = None) -> None:
        self.window = window
        self._root = window if over is None else over
        self._hidden_below = window.rect() if over is None else window.rect().adjusted(0, 0, 0, -over.height())
        self._is_over = over is not None

    @cached_property
    def seen(self) -> list[QWidget]:
        """Every widget that is to be seen and that nothing stands over."""
        widgets = qt.seen(self.window)
        return [one for one in widgets if self._is_free(one)] if self._is_over else widgets

    def _is_free(self, widget: QWidget) -> bool:
        return self._root.isAncestorOf(widget) or self._hidden_below.contains(self.place(widget))

    def place(self, widget: QWidget) -> QRect:
        """Return where a widget stands in the window."""
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

    @cached_property
    def controls(self) -> list[QWidget]:
        """Everything that can be pressed or typed into, now or at another time."""
        return [one for one in self.seen if isinstance(one, QAbstractButton | QLineEdit)]

    @cached_property
    def tab_order(self) -> list[QWidget]:
        """What Tab visits, in its order."""
        able = {
            one
            for one in self.controls
            if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not self._is_over or self._root.isAncestorOf(one)
        }
        order: list[QWidget] = []
        widget = self.window.nextInFocusChain()
        while widget is not self.window and len(order) < len(able):
            if widget in able:
                order.append(widget)
            widget = widget.nextInFocusChain()
        return order

    @cached_property
    def texts(self) -> list[Written]:
        """Every text, as it was really laid out."""
        return list(self._written())

    def _written(self) -> Iterator[Written]:
        for widget in self.seen:
            if not isinstance(widget, QLabel | QAbstractButton) or not widget.text().strip():
                continue
            at = self.place(widget)
            if isinstance(widget, FitLabel | BigButton):
                fitted = widget.fitted()
                inner = widget.contentsRect() if isinstance(widget, FitLabel) else widget.text_box().toRect()
                font = widget.words_font() if isinstance(widget, WordButton) else widget.font()
                full, box = font.pixelSize(), inner.translated(at.topLeft())
                yield Written(widget, widget.text(), fitted.size, full, fitted.is_cut, box)
            else:
                needed = widget.fontMetrics().horizontalAdvance(widget.text())
                size = widget.font().pixelSize()
                yield Written(widget, widget.text(), size, size, needed > at.width(), at)

    def cut(self) -> list[str]:
        """Return the texts that are not there as a whole."""
        return [one.text for one in self.texts if one.is_cut]

    def overlaps(self) -> list[str]:
        """Return the texts that stand in each other."""
        found = []
        ordered = sorted(self.texts, key=lambda one: one.box.top())
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 :]:
                if other.box.top() >= one.box.bottom():
                    break
                # A shared line of pixels is a rounding.
                shared = one.box.intersected(other.box)
                if shared.width() > 1 and shared.height() > 1 and not _holds(one.widget, other.widget):
                    found.append(f"{one.text!r} and {other.text!r}")
        return found

    def outside(self) -> list[str]:
        """Return the controls and texts that are not wholly inside the window and inside what holds them."""
        found = []
        for widget in (*self.controls, *(one.widget for one in self.texts)):
            parent = widget.parentWidget()
            is_held = parent is None or parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
            if not is_held or not self.window.rect().contains(self.place(widget)):
                found.append(_name(widget))
        return found

    def unsaid(self) -> list[str]:
        """Return the controls that a screen reader cannot say: without a name, a role or a description."""
        found = []
        for widget in self.controls:
            interface = QAccessible.queryAccessibleInterface(widget)
            missing = [name for name, part in _SAID.items() if not interface.text(part).strip()]
            if interface.role() not in _ROLES:
                missing.append(f"role but {interface.role().name}")
            if missing:
                found.append(f"{_name(widget)}: no {', no '.join(missing)}")
        return found

    def small(self, *, least_mm: float, width_mm: float, besides: Sequence[QWidget] = ()) -> list[str]:
        """Return the controls narrower or lower than so many millimetres on a screen of this width."""
        mm = width_mm / self.window.width()
        sizes = [(one, min(one.width(), one.height()) * mm) for one in self.controls if one not in besides]
        return [f"{_name(one)}: {size:.1f} mm" for one, size in sizes if size < least_mm - mm / 2]

    def pale(self, *, least: float) -> list[str]:
        """Return the texts whose painted letters differ too little from their ground (WCAG 2.2, 1.4.3)."""
        picture = qt.image(self.window)
        found = []
        for text in self.texts:
            box = text.box.intersected(self.window.rect())
            ratio = painted_contrast(picture.crop((box.left(), box.top(), box.right() + 1, box.bottom() + 1)))
            if ratio < least:
                found.append(f"{text.text!r}: {ratio:.1f}")
        return found

    def jumps(self, *, tolerance: int) -> list[tuple[str, str]]:
        """Return the steps of Tab against the way of reading: neither down, nor to the right, nor to a next column.

        From a card to a button on it is with the way of reading.
        """
        found = []
        for one, other in pairwise(self.tab_order):
            here, there = self.place(one), self.place(other)
            is_below = there.top() >= min(here.top() + tolerance, here.bottom() - tolerance)
            is_beside = there.left() >= here.right() - tolerance
            if not (is_below or is_beside or here.contains(there)):
                found.append((_name(one), _name(other)))
        return found

    def traps(self) -> list[str]:
        """Return the controls that arrow keys do not reach from the first one, or that do not lead back to it."""
        boxes = [_box(self.place(one)) for one in self.tab_order]
        ways = [_ways(boxes, at) for at in range(len(boxes))]
        back = [{here for here, there in enumerate(ways) if at in there} for at in range(len(ways))]
        reached, returned = _reached(ways), _reached(back)
        found = [f"no way to {_name(one)}" for at, one in enumerate(self.tab_order) if at not in reached]
        return found + [f"no way from {_name(one)}" for at, one in enumerate(self.tab_order) if at not in returned]


def painted_contrast(picture: Image.Image) -> float:
    """Return the contrast of the letters in a picture to their ground.

    The ground is the commonest colour; smoothed edges lie between the two, so the letters are what differs most.
    """
    colors = picture.getcolors(picture.width * picture.height) or []
    ground = max(colors)[1]
    return max((_contrast(ground, color) for count, color in colors if count >= _LEAST_PIXELS), default=1.0)


@cache
def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the contrast of two colours of a picture; the same edges come again in every letter."""
    return contrast("#{:02X}{:02X}{:02X}".format(*one), "#{:02X}{:02X}{:02X}".format(*other))


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return widget.objectName() or text or type(widget).__name__


def _holds(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _box(rect: QRect) -> Box:
    return Box(x=rect.x(), y=rect.y(), width=rect.width(), height=rect.height())


def _ways(boxes: Sequence[Box], at: int) -> set[int]:
    """Return where the four arrow keys lead from one control."""
    others = [other for other in range(len(boxes)) if other != at]
    there = [boxes[other] for other in others]
    steps = (nearest(boxes[at], there, direction) for direction in Direction)
    return {others[step] for step in steps if step is not None}


def _reached(ways: Sequence[set[int]]) -> set[int]:
    known, new = set[int](), {0} if ways else set[int]()
    while new:
        known |= new
        new = set[int]().union(*(ways[at] for at in new)) - known
    return known
