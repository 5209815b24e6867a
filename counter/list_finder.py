"""The line over the lists: what they are searched for, and in which order they stand."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QSizePolicy, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Panel
from counter import words
from counter.shortcuts import Key
from counter.window_presenter import WindowPresenter
from counter.window_state import WindowState


class ListFinder(Panel):
    """Typed words narrow the lists; whoever types in a list types here. `left` when the search is over."""

    left = Signal()

    def __init__(self, *, looks: WindowPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._looks = looks
        self.field = QLineEdit()
        self.field.setObjectName("list_find")
        self.field.setMaxLength(60)
        self.field.textChanged.connect(looks.seek)
        self.field.returnPressed.connect(self.left)
        self.clear = BigButton(name="list_clear", extent="s", icon="close")
        self.clear.clicked.connect(self._on_clear)
        self.sort = BigButton(name="list_sort", fill="quiet", extent="s", icon="sort")
        self.sort.clicked.connect(looks.change_sort)
        for button in (self.clear, self.sort):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = spaced(QHBoxLayout(self), gap="xs")
        row.addWidget(self.field, 1)
        row.addWidget(self.clear)
        row.addWidget(self.sort)

    def show_state(self, state: WindowState) -> None:
        if self.field.text() != state.sought:
            self.field.setText(state.sought)
        said = self.tr("Find a number or a service")
        self.field.setPlaceholderText(self.tr("Find"))
        self.field.setToolTip(f"{said} · {Key.FIND.cap}")
        self.field.setAccessibleName(said)
        self.field.setAccessibleDescription(Key.FIND.cap)
        self.clear.setVisible(bool(state.sought))
        self.clear.setAccessibleName(self.tr("Show all"))
        self.clear.setAccessibleDescription(Key.BACK.cap)
        self.clear.setToolTip(f"{self.tr('Show all')} · {Key.BACK.cap}")
        order = words.sort(state.habits.sort)
        self.sort.setText(order)
        self.sort.setAccessibleName(self.tr("Order of the lists: {order}").format(order=order))
        self.sort.setAccessibleDescription(Key.SORT.cap)
        self.sort.setToolTip(f"{Key.SORT.text} · {Key.SORT.cap}")

    def take_focus(self) -> None:
        """Let somebody type, if the lists are to be seen."""
        if self.field.isVisible():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()

    def listen_to(self, view: QListView) -> None:
        """Take what is typed while a list has the focus."""
        view.installEventFilter(self)

    def _on_clear(self) -> None:
        self._looks.seek("")
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        text = event.text()
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held != Qt.KeyboardModifier.NoModifier or not text.strip() or not text.isprintable():
            return False
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setText(self.field.text() + text)
        return True
