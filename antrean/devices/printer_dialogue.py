"""The conversation with a printer that can answer: ask its state, send one ticket, wait for the proof of printing.

The status bytes are those of Epson's ESC/POS reference, which other makes copy. DLE EOT is answered at once, also by
a printer that is offline. GS r waits in line behind the ticket, so its answer says that the ticket was printed:
that a write succeeded says only that some buffer had room.
"""

import time
from collections import deque
from dataclasses import dataclass, field
from typing import Final, Protocol

from antrean.devices.printer_result import PrintResult, failed, printed, unknown

PROOF: Final = b"\x1dr\x01"
"""GS r 1: send the state of the paper, after everything before it has been printed."""

_STATUS_S: Final = 1.0
_PRINTER, _OFFLINE, _ERROR, _PAPER = 1, 2, 3, 4


class LineDown(Exception):
    """The connection broke after `sent` bytes of what was being sent."""

    def __init__(self, why: str, *, sent: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.sent = sent


class Wire(Protocol):
    """A connection to a printer on which every wait has a limit."""

    def send(self, data: bytes, seconds: float) -> int:
        """Send what is taken within the time and return how many bytes that was; raise LineDown."""
        ...

    def receive(self, seconds: float) -> bytes:
        """Return what arrives first; b"" when the time is up or nothing can ever come; raise LineDown."""
        ...


@dataclass
class _Answers:
    """Sorts the printer's bytes: answers to DLE EOT, answers to GS r, and all else it may say unasked."""

    wire: Wire
    realtime: deque[int] = field(default_factory=deque)
    proofs: deque[int] = field(default_factory=deque)
    _block_left: int = 0

    def wait(self, answers: deque[int], seconds: float) -> int | None:
        """Return the next answer of a kind, or None; it may come in pieces and among others."""
        until = time.monotonic() + seconds
        while not answers:
            received = self.wire.receive(max(0.0, until - time.monotonic()))
            if not received:
                return None
            self._sort(received)
            if time.monotonic() > until and not answers:
                return None
        return answers.popleft()

    def forget(self) -> None:
        """Drop what was said before now: an answer to an older question must not pass for a newer one."""
        self.realtime.clear()
        self.proofs.clear()

    def _sort(self, received: bytes) -> None:
        for byte in received:
            if self._block_left:
                self._block_left -= 1
            elif byte & 0x93 == 0x12:
                self.realtime.append(byte)
            elif byte & 0x93 == 0x10:
                # An automatic status, four bytes, which another program may have switched on.
                self._block_left = 3
            elif byte & 0x90 == 0x00:
                self.proofs.append(byte)


def converse(wire: Wire, data: bytes, *, name: str, send_s: float, reply_s: float) -> PrintResult:
    """Print one ticket on a connected wire and say what is known of it.

    `send_s` and `reply_s` limit the sending and the wait for the proof. A printer that answers nothing still
    gets the ticket: cheap ones print well and say nothing, and the visitor is better served by a doubt.
    """
    answers = _Answers(wire)
    status_s = min(_STATUS_S, reply_s / 4)
    try:
        wire.receive(0)
        answers.forget()
        trouble, answering = _trouble(answers, status_s)
    except LineDown as down:
        return failed(f"The {name} broke the connection before the ticket was sent: {down.why}.")
    if trouble:
        return failed(f"The {name} {trouble}.")
    answers.forget()
    try:
        sent = wire.send(data + PROOF, send_s)
    except LineDown as down:
        return _broken(name, down.why, sent=down.sent)
    if sent < len(data) + len(PROOF):
        if sent == 0:
            return failed(f"The {name} took nothing within {send_s:.2g} s: switch it off and on.")
        return unknown(f"The {name} took only a part of the ticket within {send_s:.2g} s: look at the paper.")
    try:
        return _proof(answers, name, reply_s, status_s if answering else 0.0)
    except LineDown as down:
        return _broken(name, down.why, sent=sent)


def _proof(answers: _Answers, name: str, reply_s: float, status_s: float) -> PrintResult:
    proof = answers.wait(answers.proofs, reply_s)
    if proof is None:
        # A printer that stops in the middle no longer works on GS r, but still answers DLE EOT.
        trouble, _ = _trouble(answers, status_s) if status_s else ("", False)
        if trouble == _NO_PAPER:
            return failed(f"The {name} ran out of paper during the ticket: put in a new roll.")
        doubt = f"took the ticket but did not confirm it within {reply_s:.2g} s"
        return unknown(f"The {name} {trouble or doubt}: look whether the ticket came out.")
    if proof & 0x0C:
        return failed(f"The {name} ran out of paper during the ticket: put in a new roll.")
    if proof & 0x03:
        return printed(f"Printed; the roll of the {name} is nearly used up.")
    return printed("Printed.")


def _broken(name: str, why: str, *, sent: int) -> PrintResult:
    if sent == 0:
        return failed(f"The {name} broke the connection and took nothing of the ticket: {why}.")
    return unknown(f"The {name} broke the connection during the ticket ({why}): look whether it came out.")


_NO_PAPER: Final = "is out of paper: put in a new roll"


def _trouble(answers: _Answers, seconds: float) -> tuple[str, bool]:
    """Return why the printer cannot print ("" when it can or does not say), and whether it answers at all."""
    state = _ask(answers, _PRINTER, seconds)
    if state is None:
        return "", False
    offline = _ask(answers, _OFFLINE, seconds) or 0
    paper = _ask(answers, _PAPER, seconds) or 0
    if paper & 0x60 or offline & 0x20:
        return _NO_PAPER, True
    if offline & 0x04:
        return "has its cover open: close it", True
    if offline & 0x40:
        return _error(_ask(answers, _ERROR, seconds) or 0), True
    if state & 0x08:
        return "is offline: wait until it is ready, or switch it off and on", True
    return "", True


def _error(cause: int) -> str:
    if cause & 0x08:
        return "has a jam at its cutter: remove the paper there, then switch it off and on"
    if cause & 0x40:
        return "rests because its print head is too hot: try again in a minute"
    return "reports an error: switch it off and on, and call the technician when that does not help"


def _ask(answers: _Answers, question: int, seconds: float) -> int | None:
    answers.realtime.clear()
    answers.wire.send(bytes((0x10, 0x04, question)), seconds)
    return answers.wait(answers.realtime, seconds)
