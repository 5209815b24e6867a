"""A fresh example hall for showing: prepared by the real use cases, seen through the three real apps."""

import contextlib
import dataclasses
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import IO, Final

from antrean import assets, closing, desk, desk_view, front, hours, mall, mall_file, roster, signing
from antrean.errors import Refused
from antrean.mall_record import Mall
from antrean.model import Priority, Role, Service
from antrean.store import schema
from antrean.store.store import Store

STARTS_AT: Final = time(8, 40)
NO_PINS: Final = "Nobody needs a PIN here: the demo's hall is loaded with pins = false, whatever its mall file says."
_PLACES: Final = {"kiosk": "left", "counter": "top-right", "display": "bottom-right"}
_MONDAY: Final = 0
_SETTINGS: Final = """\
[printer]
kind = "file"
path = {printer}

[kiosk]
name = "kiosk-demo"

[counter]
number = {counter}

[display]
name = "display-demo"

[voice]
sink = {sink}
"""


@dataclass(frozen=True, kw_only=True)
class DemoHall:
    """A prepared hall: where it lies, and the service and counter whose path is shown."""

    url: str
    settings: Path
    printer: Path
    mall: Mall
    service: str
    counter: int
    officer: str
    starts: datetime


def has_screen() -> bool:
    """Say whether windows can be shown to somebody here."""
    if sys.platform in ("win32", "darwin"):
        return True
    forced = os.environ.get("QT_QPA_PLATFORM", "")
    return not forced.startswith(("offscreen", "minimal")) and bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def prepare(folder: Path, *, file: Path | None = None, printer: Path, sink: str = "device") -> DemoHall:
    """Make a hall in an empty folder: the mall, officers, open counters and visitors of the last half hour.

    Its clock then stands at 08.40 on the coming Monday, so that the demo works at any hour. Nobody needs a PIN there.
    """
    record = _without_pins(mall_file.read(file or assets.path("malls", "kota_sejahtera.toml")))
    url = f"sqlite:///{folder / 'antrean.db'}"
    schema.upgrade(url)
    store = Store(url, new_day=closing.close_older_days)
    try:
        mall.load(store, record)
        starts = _coming_monday(record)
        mall.set_clock(store, starts - timedelta(minutes=30))
        for number in (one.number for one in record.counters):
            signing.add(store, None, f"Petugas {number}", Role.OFFICER, request_id=_request())
        shown = _shown_service(record)
        counter = record.counters_of(shown.queue)[0]
        _visitors(store, record, without=shown.agency, starts=starts)
        _staff(store, record, without=counter)
        mall.set_clock(store, starts)
    finally:
        store.close()
    settings = folder / "antrean.toml"
    text = _SETTINGS.format(printer=json.dumps(str(printer)), counter=counter, sink=json.dumps(sink))
    settings.write_text(text, encoding="utf-8")
    return DemoHall(
        url=url,
        settings=settings,
        printer=printer,
        mall=record,
        service=shown.code,
        counter=counter,
        officer=f"Petugas {counter}",
        starts=starts,
    )


def more_visitors(hall: DemoHall) -> None:
    """Let six more visitors take a number of the shown service, the last of them with priority."""
    store = Store(hall.url, new_day=closing.close_older_days)
    try:
        for kind in (None, None, None, None, None, Priority.ELDERLY):
            front.issue(store, hall.service, request_id=_request(), device="demo", priority=kind, wants_paper=False)
    finally:
        store.close()


def windows(*, file: Path | None = None) -> int:
    """Show the three windows of a fresh hall until they are closed; return the exit code."""
    with ended_cleanly(), tempfile.TemporaryDirectory(prefix="antrean-demo-") as path, ExitStack() as stack:
        folder = Path(path)
        hall = prepare(folder, file=file, printer=folder / "printer.bin")
        _say(
            f"{hall.mall.name}, {hall.mall.place}: a fresh hall; its clock starts on {hall.starts:%A %d %B %Y, %H.%M}.",
            NO_PINS,
            f"The printer writes to {hall.printer}.",
            f"Open counter {hall.counter}, take a number at the kiosk, call next. Close the windows to end the demo.",
        )
        who = {"counter": ("--counter", str(hall.counter), "--officer", hall.officer)}
        apps = [
            stack.enter_context(running(hall, app, {}, "--place", place, *who.get(app, ())))
            for app, place in _PLACES.items()
        ]
        for name, app in zip(_PLACES, apps, strict=True):
            if code := app.wait():
                _say(f"The {name} ended with code {code}; its log is on the screen above.")
        return max(max(app.returncode, 0) for app in apps)


@contextmanager
def ended_cleanly() -> Iterator[None]:
    """Let SIGTERM unwind the block, so that the three apps and the folder go with it."""

    def leave(number: int, frame: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def running(
    hall: DemoHall, app: str, environment: Mapping[str, str], *options: str, log: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of the apps in a process of its own; it ends with the block."""
    command = [sys.executable, "-m", "antrean", app, "--database", hall.url, "--settings", str(hall.settings)]
    process = subprocess.Popen(
        [*command, *options], env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _without_pins(record: Mall) -> Mall:
    return dataclasses.replace(record, rules=dataclasses.replace(record.rules, pins=False))


def _request() -> str:
    return uuid.uuid4().hex


def _coming_monday(record: Mall) -> datetime:
    """Return 08.40 of the next Monday, today included, on which the mall has no holiday."""
    day = datetime.now(record.zone_info).date()
    day += timedelta(days=(_MONDAY - day.weekday()) % 7)
    while (period := hours.period_of(record.hours, day)) is not None and period.is_holiday:
        day += timedelta(days=7)
    return datetime.combine(day, STARTS_AT, tzinfo=record.zone_info)


def _shown_service(record: Mall) -> Service:
    """Return the service whose path is shown: the police's SKCK of the example, else the first one."""
    return next((one for one in record.services if one.code == "skck"), record.services[0])


def _visitors(store: Store, record: Mall, *, without: str, starts: datetime) -> None:
    """Let visitors of the last half hour take numbers and some be served, all agencies but the shown one.

    Always the same ones: a demo that differs each time cannot be talked about.
    """
    dice = random.Random(40)
    opened = [one for one in record.counters if not any(code.startswith(without) for code in one.own)]
    opened = [one for one in opened if dice.random() < 0.6]
    for counter in opened:
        _open(store, counter.number)
    services = [one for one in record.services if one.agency != without]
    for minute in range(24):
        mall.set_clock(store, starts - timedelta(minutes=30 - minute))
        for service in dice.choices(services, k=3 if services else 0):
            priority = dice.choice(list(Priority)) if dice.random() < 0.09 else None
            with contextlib.suppress(Refused):  # not every agency is here on a Monday
                front.issue(store, service.code, request_id=_request(), device="demo", priority=priority)
        for counter in dice.sample(opened, k=min(2, len(opened))):
            _serve(store, desk.Desk(counter=counter.number))


def _staff(store: Store, record: Mall, *, without: int) -> None:
    """Let somebody sit in every agency, else it gives no numbers; the shown counter is left for whoever looks on."""
    staffed = {one.number for one in roster.hall(store).counters if one.officer is not None}
    for agency in record.agencies:
        own = [
            number
            for queue in record.queues
            if queue.agency == agency.code
            for number in record.counters_of(queue.code)
        ]
        free = [number for number in own if number != without]
        if free and staffed.isdisjoint(own):
            _open(store, free[0])
            staffed.add(free[0])


def _open(store: Store, counter: int) -> None:
    officer = roster.find_officer(store, f"Petugas {counter}")
    roster.open_counter(store, counter, officer.id, request_id=_request())


def _serve(store: Store, at: desk.Desk) -> None:
    view = desk_view.read(store, at.counter)
    if view.active is None:
        desk.call_next(store, at, request_id=_request())
    else:
        desk.finish_and_call_next(store, at, request_id=_request())
