"""Questions a test asks of any window: does a text leave its box, has everything a name, where does Tab go; its end."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QWidget

from antrean.ui.widgets import BigButton, FitLabel

_INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)


def seen(window: QWidget) -> list[QWidget]:
    """Return every widget of a window that is to be seen."""
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def texts(window: QWidget) -> list[str]:
    """Return every text of labels and buttons that is to be seen, in no order."""
    return [widget.text() for widget in seen(window) if isinstance(widget, QLabel | QAbstractButton) and widget.text()]


def cut_texts(window: QWidget) -> list[str]:
    """Return the texts that had to be cut because their box is too small."""
    return [one.text() for one in seen(window) if isinstance(one, FitLabel | BigButton) and one.fitted().is_cut]


def outside(window: QWidget) -> list[str]:
    """Return the names or texts of labels and buttons that stick out of their parent."""
    found = []
    for widget in seen(window):
        parent = widget.parentWidget()
        if not isinstance(widget, QLabel | QAbstractButton) or not _is_ours(widget) or parent is None:
            continue
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            found.append(widget.objectName() or widget.text())
    return found


def unnamed(window: QWidget) -> list[str]:
    """Return the interactive widgets that a screen reader could not name."""
    return [
        widget.objectName() or type(widget).__name__
        for widget in seen(window)
        if isinstance(widget, _INTERACTIVE) and _is_ours(widget) and not widget.accessibleName()
        if not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def focus_order(window: QWidget) -> list[str]:
    """Return the object names that Tab visits, from the first one on."""
    order = []
    widget = window.nextInFocusChain()
    while widget is not window:
        reachable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if reachable and widget.isVisible() and widget.isEnabled() and _is_ours(widget):
            order.append(widget.objectName())
        widget = widget.nextInFocusChain()
    return order


def picture(window: QWidget, path: Path) -> Path:
    """Paint a window into a PNG file."""
    assert window.grab().save(str(path), "PNG"), path
    return path


def image(window: QWidget) -> Image.Image:
    """Return a window as a picture that others than Qt can read."""
    found = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(found.constBits())
    return Image.frombytes("RGB", (found.width(), found.height()), data, "raw", "RGB", found.bytesPerLine())


def end(window: QWidget) -> None:
    """Close a window and delete it at once: one that only waits to be deleted still hears timers and signals."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _is_ours(widget: QWidget) -> bool:
    """Say whether we made it: not a scroll bar's arrow, not the line edit inside a spin box."""
    parent = widget.parentWidget()
    return not widget.objectName().startswith("qt_") and not isinstance(parent, QLineEdit | QComboBox)
