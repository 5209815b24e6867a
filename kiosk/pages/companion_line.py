"""What a visitor is told of the companion that was called, and the way to take the call back."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from antrean.model import AssistanceState
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, FitLabel, Icon, Panel
from kiosk.state import Companion

translate = QCoreApplication.translate


def companion_words(companion: Companion) -> str:
    """Return how things stand with a call."""
    if companion.state is not AssistanceState.ACCEPTED:
        return translate("companion", "A companion has been called …")
    if companion.counter is None:
        return translate("companion", "An officer is on the way to you.")
    return translate("companion", "The officer of counter {counter} is on the way to you.").format(
        counter=companion.counter
    )


class CompanionLine(Panel):
    """That somebody was called or comes, and how to take the call back."""

    withdrawn = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setObjectName("companion_line")
        row = spaced(QHBoxLayout(self), gap="m")
        self._text = FitLabel(role="strong", lines=4, shrink=1.0)
        self._text.setObjectName("companion_text")
        self._icon = Icon("companion", color="link")
        self._withdraw = BigButton(name="companion_withdraw", fill="outline", extent="m", icon="close")
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._withdraw)
        self._withdraw.clicked.connect(self.withdrawn)

    def show_companion(self, companion: Companion | None) -> None:
        if companion is None:
            return
        self._text.setText(companion_words(companion))
        self._withdraw.setText(self.tr("Cancel the call"))
        self._withdraw.setAccessibleDescription(self.tr("Nobody has to come any more."))
        self._withdraw.set_allowed(companion.call > 0)

    def height_at(self, width: int) -> int:
        """Return the height its sentence needs at a width."""
        layout = self.layout()
        assert layout is not None
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
