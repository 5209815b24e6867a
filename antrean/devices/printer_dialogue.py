"""The conversation with a printer that can answer: ask its state, send one ticket, wait for the proof of printing.

The status bytes are those of Epson's ESC/POS reference, which other makes copy. DLE EOT is answered at once, also by
a printer that is offline. GS r waits in line behind the ticket, so its answer says that the ticket was printed:
that a write succeeded says only that some buffer had room.
"""

import contextlib
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Final, Protocol

from antrean.devices.printer_condition import Condition, PrinterCondition
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
    is_heard: bool = False
    """Anything at all was said."""
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
        self.is_heard = False

    def _sort(self, received: bytes) -> None:
        self.is_heard = True
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
    """Print one ticket on a connected wire and say what is known of it and of the printer.

    `send_s` and `reply_s` limit the sending and the wait for the proof. A printer that answers nothing, or nothing
    that can be understood, still gets the ticket: cheap ones print well and say nothing, and the visitor is better
    served by a doubt.
    """
    answers = _Answers(wire)
    status_s = min(_STATUS_S, reply_s / 4)
    try:
        _hear_out(answers)
        before = _ask_state(answers, name, status_s)
    except LineDown as down:
        return _failed(f"The {name} broke the connection before the ticket was sent: {down.why}.")
    if before is not None and before.kind.is_trouble:
        return failed(before.sentence, before)
    answers.forget()
    try:
        sent = wire.send(data + PROOF, send_s)
    except LineDown as down:
        return _broken(name, down.why, sent=down.sent)
    if sent < len(data) + len(PROOF):
        if sent == 0:
            return _failed(f"The {name} took nothing within {send_s:.2g} s: switch it off and on.")
        return _doubted(f"The {name} took only a part of the ticket within {send_s:.2g} s: look at the paper.")
    try:
        proof = answers.wait(answers.proofs, reply_s)
    except LineDown as down:
        return _broken(name, down.why, sent=sent)
    if proof is None:
        return _unproven(answers, name, reply_s, status_s if before is not None else 0.0)
    return _proven(answers, name, proof, status_s if before is not None else 0.0)


def look(wire: Wire, *, name: str, reply_s: float) -> Condition:
    """Ask a printer on a connected wire how it is; nothing is printed."""
    answers = _Answers(wire)
    try:
        _hear_out(answers)
        state = _ask_state(answers, name, min(_STATUS_S, reply_s / 4))
    except LineDown as down:
        return _gone(f"The {name} broke the connection when it was asked how it is: {down.why}.")
    return state or _mute(answers, name)


def _hear_out(answers: _Answers) -> None:
    """Let go of what was said before this conversation."""
    answers.wire.receive(0)
    answers.forget()


def _unproven(answers: _Answers, name: str, reply_s: float, status_s: float) -> PrintResult:
    # A printer that stops in the middle no longer works on GS r, but still answers DLE EOT.
    try:
        after = _ask_state(answers, name, status_s) if status_s else None
    except LineDown as down:
        return _broken(name, down.why, sent=1)
    if after is not None and after.kind is PrinterCondition.NO_PAPER:
        return failed(f"The {name} ran out of paper during the ticket: put in a new roll.", after)
    if after is not None and after.kind.is_trouble:
        return unknown(f"{after.sentence} Look whether the ticket came out.", after)
    sentence = f"The {name} took the ticket but did not confirm it within {reply_s:.2g} s: look whether it came out."
    if status_s and after is None:
        # It did answer before the ticket.
        return unknown(sentence, _gone(f"The {name} no longer answers: look at its paper, then switch it off and on."))
    return unknown(sentence, after or _mute(answers, name))


def _proven(answers: _Answers, name: str, proof: int, status_s: float) -> PrintResult:
    if proof & 0x0C:
        sentence = f"The {name} ran out of paper during the ticket: put in a new roll."
        return failed(sentence, Condition(kind=PrinterCondition.NO_PAPER, sentence=sentence))
    after = None
    # What the printer does from here on changes nothing about this ticket.
    with contextlib.suppress(LineDown):
        after = _ask_state(answers, name, status_s) if status_s else None
    if after is None or after.kind is PrinterCondition.OK:
        after = _near_end(name) if proof & 0x03 else Condition(kind=PrinterCondition.OK, sentence=_well(name))
    if after.kind is PrinterCondition.OK:
        return printed("Printed.", after)
    return printed(f"Printed. {after.sentence}", after)


def _broken(name: str, why: str, *, sent: int) -> PrintResult:
    if sent == 0:
        return _failed(f"The {name} broke the connection and took nothing of the ticket: {why}.")
    return _doubted(f"The {name} broke the connection during the ticket ({why}): look whether it came out.")


def _failed(sentence: str) -> PrintResult:
    return failed(sentence, _gone(sentence))


def _doubted(sentence: str) -> PrintResult:
    return unknown(sentence, _gone(sentence))


def _gone(sentence: str) -> Condition:
    return Condition(kind=PrinterCondition.OFFLINE, sentence=sentence)


def _well(name: str) -> str:
    return f"The {name} is ready."


def _near_end(name: str) -> Condition:
    sentence = f"The roll of the {name} is nearly used up: have a new one ready."
    return Condition(kind=PrinterCondition.NEAR_END, sentence=sentence)


def _mute(answers: _Answers, name: str) -> Condition:
    """Return how a printer is that gave no answer that can be understood."""
    if answers.is_heard:
        sentence = f"What the {name} answers is not ESC/POS: check its make, its speed and its cable."
        return Condition(kind=PrinterCondition.ERROR, sentence=sentence)
    sentence = f"The {name} does not say how it is: some never do, others need to be switched off and on."
    return Condition(kind=PrinterCondition.SILENT, sentence=sentence)


def _ask_state(answers: _Answers, name: str, seconds: float) -> Condition | None:
    """Return how the printer says it is, or None when it does not answer."""
    state = _ask(answers, _PRINTER, seconds)
    if state is None:
        return None
    offline = _ask(answers, _OFFLINE, seconds) or 0
    paper = _ask(answers, _PAPER, seconds) or 0
    is_empty = bool(paper & 0x60 or offline & 0x20)
    if offline & 0x04:
        # Named first, since the sensor below an open cover sees no paper either.
        todo = "put in a new roll and close it" if is_empty else "close it"
        return Condition(kind=PrinterCondition.COVER_OPEN, sentence=f"The {name} has its cover open: {todo}.")
    if is_empty:
        return Condition(kind=PrinterCondition.NO_PAPER, sentence=f"The {name} is out of paper: put in a new roll.")
    if offline & 0x40:
        cause = _error(_ask(answers, _ERROR, seconds) or 0)
        return Condition(kind=PrinterCondition.ERROR, sentence=f"The {name} {cause}.")
    if state & 0x08:
        return _gone(f"The {name} is offline: wait until it is ready, or switch it off and on.")
    if paper & 0x0C:
        return _near_end(name)
    return Condition(kind=PrinterCondition.OK, sentence=_well(name))


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
