"""What must be true of an app whatever hands did, looked at while they do it and afterwards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from antrean.devices import escpos_reader
from antrean.devices.escpos_sheet import CutMark
from antrean.model import EventKind, PrintState
from antrean.numbering import ticket_code
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.apps import App

_CODE: Final = re.compile(r"\b[A-Z]{2}-\d{3}\b")
_BAD: Final = re.compile(r" (WARNING|ERROR|CRITICAL) |Traceback|QtWarning")
_EXPECTED: Final = ("control channel open", "asked to end by signal")
COPIES: Final = ("SALINAN", "COPY")


@dataclass
class Watch:
    """Looks at one app; what is wrong is kept as sentences in `faults`, each once."""

    app: App
    windows: tuple[str, ...] | None
    """The names of those that may be open; None where menus and dialogs may be."""
    faults: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    megabytes: list[float] = field(default_factory=list)
    _read: int = 0

    def blame(self, fault: str) -> None:
        if fault not in self.faults:
            self.faults.append(fault)

    def look(self, during: str) -> None:
        """See that the app lives, that nothing but its own window is open, and that its log is calm."""
        if (code := self.app.process.poll()) is not None:
            raise AssertionError(f"the app ended with {code} after {during}:\n{self.app.log()[-3000:]}")
        open_now = self.app.see.windows()
        if self.windows is not None and (extra := [one for one in open_now if one not in self.windows]):
            self.blame(f"{extra} open after {during}")
        log = self.app.log()
        for line in log[self._read :].splitlines():
            if _BAD.search(line) and not any(one in line for one in _EXPECTED):
                self.blame(f"log, about {during}: {line[:300]}")
        self._read = len(log)

    def weigh(self) -> None:
        """Note how much memory the app holds."""
        said = Path(f"/proc/{self.app.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", said)
        assert found is not None
        self.megabytes.append(int(found[1]) / 1024)


def numbers(store: Store, shown: set[str], papers: Sequence[bytes]) -> list[str]:
    """Return what is wrong with what was shown and printed at a kiosk."""
    rows = hall.rows(store, "SELECT series, number, secret, print_state FROM tickets ORDER BY id")
    codes = {ticket_code(series, number): (secret, state) for series, number, secret, state in rows}
    faults = list(checks.check(store).problems)
    if len(codes) != len(rows):
        faults.append("A number was given twice.")
    faults += [f"{code} was shown and is not in the queue." for code in shown - codes.keys()]
    first: dict[str, int] = dict.fromkeys(codes, 0)
    secrets = {secret: code for code, (secret, _) in codes.items()}
    for paper in papers:
        sheet = escpos_reader.read(paper)
        printed = {found for text in sheet.texts for found in _CODE.findall(text)}
        faults += [f"{code} was printed and is not in the queue." for code in printed - codes.keys()]
        whose = [secrets.get(one.data.removeprefix("AQ1:"), "") for one in sheet.qr_codes]
        faults += [f"A paper with {sorted(printed)} has the code of {one or 'nobody'}." for one in set(whose) - printed]
        is_copy = any(word in text for word in COPIES for text in sheet.texts)
        if not is_copy and any(isinstance(item, CutMark) for item in sheet.items):
            for code in whose:
                first[code] = first.get(code, 0) + 1
    faults += [f"{code} came out {times} times, not as a copy." for code, times in first.items() if times > 1]
    faults += [
        f"{code} is noted as printed and did not come out."
        for code, (_, state) in codes.items()
        if state == PrintState.PRINTED.value and not first[code]
    ]
    return faults


def pace(store: Store, most: int) -> list[str]:
    """Return where more numbers were given within a minute than a kiosk may give."""
    times: list[datetime] = [fact.at for fact in hall.log(store) if fact.kind is EventKind.ISSUED]
    return [
        f"{most + 1} numbers from {begin:%H:%M:%S} to {end:%H:%M:%S}"
        for begin, end in zip(times, times[most:], strict=False)
        if end - begin < timedelta(minutes=1)
    ]


def serve_all(store: Store, desks: Sequence[hall.Desk]) -> None:
    """Call and finish whoever waits, so that a long run does not fill the hall until closing time."""
    from antrean import desk

    for who in desks:
        while isinstance(desk.call_next(store, who, request_id=hall.request()), desk.Called):
            desk.finish(store, who, request_id=hall.request())
