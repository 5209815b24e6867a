"""What this kiosk tells of itself with every sign of life: its printers and its screen, never its visitors."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from antrean.devices.printer import Condition
from kiosk.paper import Paper


class Devices(QObject):
    """Remembers how the printers are; `changed` comes when staff should hear of it at once."""

    changed = Signal()

    def __init__(self, paper: Paper | None, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._printers: dict[str, Condition] = {}
        if paper is not None:
            paper.condition_changed.connect(lambda condition: self._on_condition("printer", condition))
            paper.spare_changed.connect(lambda condition: self._on_condition("spare_printer", condition))

    def tell(self) -> dict[str, Any]:
        """Return the body of a heartbeat, as presence.beat describes it."""
        body: dict[str, Any] = {"screen": f"{self._window.width()}x{self._window.height()}"}
        for name, condition in self._printers.items():
            body[name] = {"condition": condition.kind.value, "sentence": condition.sentence}
        return body

    def _on_condition(self, name: str, condition: Condition) -> None:
        self._printers[name] = condition
        self.changed.emit()
