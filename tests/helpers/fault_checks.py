"""Whether a hall kept its promises while its programs were killed: what people saw and held against the database."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from antrean.devices import escpos_reader
from antrean.devices.escpos_sheet import CutMark
from antrean.model import EventKind, PrintState, Ticket
from antrean.numbering import ticket_code
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall

_DIGITS: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_CODE: Final = re.compile(r"\bA[AP]-\d{3}\b")
_LEAVES: Final = {
    EventKind.FINISHED,
    EventKind.NO_SHOW,
    EventKind.HELD,
    EventKind.TRANSFERRED,
    EventKind.RELEASED,
    EventKind.CANCELLED,
    EventKind.EXPIRED,
}


@dataclass
class Witness:
    """What people saw, held and did during a day; `repeats` may have been heard twice and why is known."""

    shown: list[str] = field(default_factory=list)
    presses: int = 0
    voice_kills: int = 0
    heard_twice: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)


def code_in(spoken: str) -> str:
    """Return the code that a sentence in Indonesian names, empty where it names none of the smallest mall."""
    words = re.findall(r"\w+", spoken.lower())
    for at, word in enumerate(words[:-4]):
        if word == "a" and words[at + 1] in ("a", "p") and all(one in _DIGITS for one in words[at + 2 : at + 5]):
            digits = "".join(str(_DIGITS.index(one)) for one in words[at + 2 : at + 5])
            return f"A{words[at + 1].upper()}-{digits}"
    return ""


def look_through(store: Store, witness: Witness, papers: Sequence[bytes], heard: Sequence[dict[str, Any]]) -> list[str]:
    """Return every broken promise as a sentence; what is worth telling besides goes into the witness."""
    tickets = _tickets(store)
    faults = list(checks.check(store).problems)
    faults += _numbers(tickets, witness.shown)
    faults += _papers(tickets, papers)
    faults += _calls(store, witness.presses)
    faults += _voice(store, witness, heard)
    return faults


def _tickets(store: Store) -> dict[str, Ticket]:
    codes = [ticket_code(*row) for row in hall.rows(store, "SELECT series, number FROM tickets ORDER BY id")]
    return {code: hall.ticket(store, code) for code in codes}


def _numbers(tickets: dict[str, Ticket], shown: Sequence[str]) -> list[str]:
    faults = [f"{code} was shown and is not in the queue." for code in shown if code not in tickets]
    faults += [f"{code} was shown to {times} visitors." for code, times in Counter(shown).items() if times > 1]
    numbers = sorted(one.number for one in tickets.values() if one.series == "AA")
    if numbers != list(range(1, len(numbers) + 1)):
        faults.append(f"The numbers have gaps: {numbers}.")
    return faults


def _papers(tickets: dict[str, Ticket], papers: Sequence[bytes]) -> list[str]:
    faults, whole = [], Counter[str]()
    secrets = {one.secret: code for code, one in tickets.items()}
    for paper in papers:
        sheet = escpos_reader.read(paper)
        codes = [secrets.get(one.data.removeprefix("AQ1:"), "") for one in sheet.qr_codes]
        printed = {found for text in sheet.texts for found in _CODE.findall(text)}
        faults += [f"{code} was printed and is not in the queue." for code in printed - tickets.keys()]
        for code in codes:
            if code not in printed:
                faults.append(f"A paper with {sorted(printed)} has the QR code of {code or 'nobody'}.")
            elif any(isinstance(item, CutMark) for item in sheet.items):
                whole[code] += 1
    faults += [f"{code} came out {times} times." for code, times in whole.items() if times > 1]
    faults += [
        f"{code} is noted as printed and did not come out."
        for code, one in tickets.items()
        if one.print_state is PrintState.PRINTED and not whole[code]
    ]
    return faults


def _calls(store: Store, presses: int) -> list[str]:
    faults, here = [], dict[int, int]()
    calls = 0
    for fact in hall.log(store):
        if fact.ticket is None or fact.counter is None:
            continue
        if fact.kind is EventKind.CALLED:
            calls += fact.counter == 1
            if fact.ticket in here:
                faults.append(f"Ticket {fact.ticket} was called at {fact.counter} while at {here[fact.ticket]}.")
            if fact.counter in here.values():
                faults.append(f"Counter {fact.counter} called ticket {fact.ticket} while it had another.")
            here[fact.ticket] = fact.counter
        elif fact.kind in _LEAVES:
            here.pop(fact.ticket, None)
    if calls > presses:
        faults.append(f"Counter 1 called {calls} times and its officer {presses} times.")
    return faults


def _voice(store: Store, witness: Witness, heard: Sequence[dict[str, Any]]) -> list[str]:
    rows = hall.rows(
        store,
        "SELECT e.id, t.series, t.number, a.state FROM events e JOIN tickets t ON t.id = e.ticket"
        " LEFT JOIN announcements a ON a.event = e.id WHERE e.kind IN ('called', 'recalled') ORDER BY e.id",
    )
    faults = [f"Call {event} has no line to be spoken." for event, *_, state in rows if state is None]
    faults += [f"Call {event} is still {state}." for event, *_, state in rows if state in ("queued", "speaking")]
    witness.ends += Counter(state for *_, state in rows)
    spoken = Counter(ticket_code(series, number) for _, series, number, state in rows if state == "spoken")
    whole = Counter(code_in(line["text"]) for line in heard if not line.get("cut"))
    faults += [f"{code} is noted as spoken and was not heard." for code, times in spoken.items() if whole[code] < times]
    for code in whole.keys() - {""}:
        more = whole[code] - spoken[code]
        witness.heard_twice += [code] * max(0, more)
    if len(witness.heard_twice) > witness.voice_kills:
        faults.append(f"Heard again without a kill of the voice or its display: {witness.heard_twice}.")
    # Who was given back and called again has another turn than at first.
    calls = Counter(ticket_code(series, number) for _, series, number, _ in rows)
    once = [code for code in calls if calls[code] == 1 and spoken[code]]
    first = [code for code in dict.fromkeys(code_in(line["text"]) for line in heard) if code in once]
    if first != once:
        faults.append(f"Spoken out of turn: {first}, called {once}.")
    return faults
