"""The question whether somebody is still there, over the lower edge of any page; what is above stays readable."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon
from kiosk.state import KioskState


class WarningSheet(Card):
    """Signals `extended` and `done`; hidden while there is nothing to warn of."""

    extended = Signal()
    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(fill="warn", corner="l", parent=parent)
        self.setObjectName("warning_sheet")
        column = spaced(QVBoxLayout(self), gap="m", margins=("xl", "l"))
        words = spaced(QHBoxLayout(), gap="m")
        words.addWidget(Icon("clock", color="on_warn_soft"))
        self._text = FitLabel(role="title", tone="on_warn", lines=3)
        self._text.setObjectName("warning_text")
        words.addWidget(self._text, 1)
        column.addLayout(words)
        buttons = spaced(QHBoxLayout(), gap="l")
        self._done = BigButton(name="warning_done", fill="outline", extent="l")
        self._extend = BigButton(name="warning_extend", fill="primary", extent="l")
        buttons.addWidget(self._done, 1)
        buttons.addWidget(self._extend, 1)
        column.addLayout(buttons)
        self._extend.clicked.connect(self.extended)
        self._done.clicked.connect(self.done)
        self.hide()

    @property
    def first_control(self) -> QWidget:
        """Where the focus begins for who uses keys."""
        return self._done if self._extend.isHidden() else self._extend

    def show_state(self, state: KioskState) -> None:
        """Ask, or be gone."""
        if state.closing_in_s is None:
            self.hide()
            return
        self._text.setText(
            self.tr("Are you still there? This screen goes back to its start in {seconds} seconds.").format(
                seconds=state.closing_in_s
            )
        )
        self._extend.setText(self.tr("More time"))
        self._extend.setVisible(state.extensions_left > 0)
        self._extend.setAccessibleDescription(self.tr("Gives you the whole time again."))
        self._done.setText(self.tr("Finish"))
        self._done.setAccessibleDescription(self.tr("Goes back to the start of this screen."))
        self.setAccessibleName(self._text.text())
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Stand at the lower edge of the window."""
        parent = self.parentWidget()
        if parent is not None:
            height = min(parent.height(), self.heightForWidth(parent.width()))
            self.setGeometry(0, parent.height() - height, parent.width(), height)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # Its parts have found their size, which they do when they are first seen.
            self.place()
        return super().event(event)
