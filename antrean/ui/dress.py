"""How a widget gets its look by name: role, tone, fill and the gaps of its layout, all from the window's theme."""

from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget

from antrean.ui.theme import Kind, Theme

_GAP = "antreanGap"
_MARGINS = "antreanMargins"
_POLISHED = Qt.WidgetAttribute.WA_WState_Polished

_FALLBACK = Theme(kind=Kind.COUNTER, scheme=Theme.fit(Kind.COUNTER, 0, 0).scheme, u=1.0)
"""For a widget that stands in no themed window, as in a test of it alone."""

AnyLayout = TypeVar("AnyLayout", bound=QLayout)


def theme_of(widget: QWidget) -> Theme:
    """Return the theme of the window this widget stands in."""
    # Layouts ask for it thousands of times; only a dialog's theme is further up than its own window.
    theme = getattr(widget.window(), "theme", None)
    if isinstance(theme, Theme):
        return theme
    parent: QWidget | None = widget.window().parentWidget()
    while parent is not None:
        theme = getattr(parent, "theme", None)
        if isinstance(theme, Theme):
            return theme
        parent = parent.parentWidget()
    return _FALLBACK


def spaced(layout: AnyLayout, *, gap: str = "m", margins: str | tuple[str, ...] = "none") -> AnyLayout:
    """Give a layout its gaps by name (none xs s m l xl xxl) and return it; they follow the window's size.

    `margins` is one name for all sides, (across, down), or (left, top, right, bottom).
    It takes effect when the widget is first shown inside a ThemedWindow and at every change of its theme.
    """
    layout.setProperty(_GAP, gap)
    layout.setProperty(_MARGINS, " ".join((margins,) if isinstance(margins, str) else margins))
    layout.setContentsMargins(0, 0, 0, 0)
    return layout


def set_look(widget: QWidget, **properties: str | bool | None) -> None:
    """Set what the style sheet asks for (role=, tone=, fill=, extent=, …); restyles only when something changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed and widget.testAttribute(_POLISHED):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.updateGeometry()
        widget.update()


def apply_spacing(root: QObject, theme: Theme) -> None:
    """Set the named gaps of every layout under a widget."""
    for layout in root.findChildren(QLayout):
        _apply_to(layout, theme)


def _apply_to(layout: QLayout, theme: Theme) -> None:
    gap = layout.property(_GAP)
    if gap is None:
        return
    space = theme.space(gap)
    if isinstance(layout, QGridLayout):
        layout.setHorizontalSpacing(space)
        layout.setVerticalSpacing(space)
    elif isinstance(layout, QBoxLayout) or layout.spacing() != space:
        layout.setSpacing(space)
    names = layout.property(_MARGINS).split()
    sides = [theme.space(name) for name in names]
    match sides:
        case [every]:
            layout.setContentsMargins(every, every, every, every)
        case [across, down]:
            layout.setContentsMargins(across, down, across, down)
        case [left, top, right, bottom]:
            layout.setContentsMargins(left, top, right, bottom)
        case _:
            raise ValueError(f"margins need one, two or four names, not {names!r}")


class Dressed:
    """Mix-in for a container: dresses what was added to it since the window took its theme.

    A card made while the window is already open gets its polish when it is first shown;
    by then it has its parents, so it can find the theme.
    """

    def dress_on(self: Any, event: QEvent) -> None:
        if event.type() == QEvent.Type.Polish:
            apply_spacing(self, theme_of(self))
