"""A printer on a wire on which it can answer: connect, print one ticket or ask how it is, hang up."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass

from antrean.devices.printer_condition import Condition, Unreached
from antrean.devices.printer_dialogue import Wire, converse, look
from antrean.devices.printer_result import PrintResult, unreached
from antrean.settings import PrinterSettings


@dataclass(frozen=True, kw_only=True)
class WiredPrinter(ABC):
    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Connect, print one ticket, wait for the proof, hang up."""
        limit_s = self._limit_s(data)
        try:
            with self._connected() as (wire, name):
                return converse(wire, data, name=name, send_s=limit_s, reply_s=limit_s)
        except Unreached as why:
            return unreached(why.condition)

    def look(self) -> Condition:
        """Connect, ask how the printer is, hang up."""
        try:
            with self._connected() as (wire, name):
                return look(wire, name=name, reply_s=self._reply_s)
        except Unreached as why:
            return why.condition

    @abstractmethod
    def _connected(self) -> AbstractContextManager[tuple[Wire, str]]:
        """Hold the wire, with what the printer is called in a sentence; raise Unreached."""

    def _limit_s(self, data: bytes) -> float:
        """Return how long the sending of a ticket, and the wait for its proof, may take in seconds."""
        return self._reply_s

    @property
    def _reply_s(self) -> float:
        return self.settings.reply_timeout_ms / 1000
