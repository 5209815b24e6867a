"""The whole path without a screen: real windows, real clicks, paper, voice, and what came of it."""

import json
import shutil
import tempfile
import threading
import time
import wave
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

from antrean import demo, wording
from antrean.control_client import ControlClient
from antrean.demo import DemoHall
from antrean.devices import escpos_picture, escpos_reader, escpos_render, escpos_text
from antrean.errors import AntreanError, Unavailable
from antrean.settings import PrinterSettings

SCREENS: Final = {"kiosk": (1080, 1920), "counter": (1280, 800), "display": (1920, 1080)}
_PATIENCE_S: Final = 30.0
_AUDIBLE: Final = 500
"""Mean absolute sample of a 16-bit recording, above which it is no silence."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One promise of the path, and whether it was kept."""

    name: str
    ok: bool
    found: str


def walk(out: Path, *, file: Path | None = None) -> dict[str, Any]:
    """Take two numbers, print, call and speak them offscreen; leave pictures, paper and sound in `out`.

    Returns the summary, which is also written to summary.json; its "ok" says whether ticket, call, screen and
    sound were all there. Raises Unavailable when an app does not start or a window does not do what it should.
    """
    out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with demo.ended_cleanly(), tempfile.TemporaryDirectory(prefix="antrean-") as name, ExitStack() as stack:
        folder = Path(name)
        sound = folder / "sound"
        hall = demo.prepare(folder, file=file, printer=folder / "printer.bin", sink=f"folder:{sound}")
        apps = {app: _start(stack, hall, folder, app) for app in SCREENS}
        steps = _visit(hall, apps, out, sound)
        for app in apps.values():
            app.quit()
    summary = {
        "ok": all(step.ok for step in steps),
        "mall": str(hall.mall.name),
        "pins": hall.mall.rules.pins,
        "hall_clock_started_at": hall.starts.isoformat(),
        "seconds": round(time.monotonic() - began, 1),
        "steps": [{"name": step.name, "ok": step.ok, "found": step.found} for step in steps],
        "files": sorted(path.name for path in out.iterdir()),
    }
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return summary


def _start(stack: ExitStack, hall: DemoHall, folder: Path, app: str) -> ControlClient:
    width, height = SCREENS[app]
    screen = {"name": app, "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    screens = folder / f"{app}.json"
    screens.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}), encoding="utf-8")
    environment = {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        # The recording is the same; nobody is here to wait for its end.
        "ANTREAN_VOICE_FAST": "1",
    }
    channel = folder / app
    options = ["--full-screen", "--control", str(channel)]
    if app == "counter":
        options += ["--counter", str(hall.counter), "--officer", hall.officer]
    log = stack.enter_context((folder / f"{app}.log").open("wb"))
    process = stack.enter_context(demo.running(hall, app, environment, *options, log=log))
    try:
        return stack.enter_context(ControlClient(str(channel), timeout_s=_PATIENCE_S))
    except Unavailable as error:
        code = process.poll()
        ended = "" if code is None else f" It ended with exit code {code}."
        said = (folder / f"{app}.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise Unavailable("demo", f"The {app} did not start.{ended} {' '.join(said)}".rstrip()) from error


def _visit(hall: DemoHall, apps: Mapping[str, ControlClient], out: Path, sound: Path) -> list[Step]:
    kiosk, counter, display = apps["kiosk"], apps["counter"], apps["display"]
    service = hall.mall.service(hall.service)
    paper = _Paper(hall.printer)

    counter.wait("open_counter", timeout_ms=20_000)
    counter.click("open_counter")
    counter.wait("call_next", timeout_ms=15_000)
    kiosk.wait(f"agency_{service.agency}", timeout_ms=20_000)
    kiosk.grab(out / "kiosk_agencies.png")
    code = _take(kiosk, hall, out)
    ticket = paper.next_ticket()
    (out / "ticket.bin").write_bytes(ticket)
    printed = _read_back(ticket, out)

    _call(counter, code)
    # Others come meanwhile, so that there is somebody to see in the list and a priority visitor to let go first.
    demo.more_visitors(hall)
    priority = hall.mall.queue_for(service, is_priority=True).code
    _until(lambda: _first(counter.rows("waiting_list"), priority), "the new visitors were not on the counter's list")
    counter.wait("call_next", enabled=True, timeout_ms=15_000)
    counter.grab(out / "counter.png")
    display.wait("current_code", text=code, timeout_ms=20_000)
    shown = display.text("current_code")
    display.grab(out / "display.png")
    indonesian = _recording(sound, code, "id", out / "announcement_id.wav")

    # Somebody who reads English, right after the first visitor.
    _settled(kiosk)
    kiosk.click("done")
    kiosk.wait(f"agency_{service.agency}")
    _settled(kiosk)
    kiosk.click("language_switch")
    english_code = _take(kiosk, hall, None)
    paper.next_ticket()
    _call_up_to(counter, english_code)
    english = _recording(sound, english_code, "en", out / "announcement_en.wav")

    return [
        Step(
            name="ticket",
            ok=code in printed,
            found=f"{code} on the screen and on the paper" if code in printed else printed,
        ),
        Step(name="call", ok=counter.text("active_code") == english_code, found=f"{code}, then {english_code}, called"),
        Step(name="screen", ok=shown == code, found=f"the display showed {shown}"),
        indonesian,
        english,
    ]


def _take(kiosk: ControlClient, hall: DemoHall, out: Path | None) -> str:
    """Take a number at the kiosk by real clicks and return its code."""
    agency = hall.mall.service(hall.service).agency
    kiosk.wait(f"agency_{agency}", enabled=True)
    _settled(kiosk)
    kiosk.click(f"agency_{agency}")
    kiosk.wait(f"take_{hall.service}", enabled=True)
    _settled(kiosk)
    if out is not None:
        kiosk.grab(out / "kiosk_services.png")
    kiosk.click(f"take_{hall.service}")
    kiosk.wait("issued_code", timeout_ms=15_000)
    if out is not None:
        kiosk.grab(out / "kiosk_issued.png")
    return kiosk.text("issued_code")


def _call(counter: ControlClient, code: str) -> None:
    counter.wait("call_next", enabled=True, timeout_ms=15_000)
    counter.click("call_next")
    counter.wait("active_code", text=code, timeout_ms=15_000)


def _call_up_to(counter: ControlClient, code: str) -> None:
    """Serve whoever is before this visitor, too."""
    for _ in range(20):
        before = counter.text("active_code")
        counter.wait("call_next", enabled=True, timeout_ms=15_000)
        counter.click("call_next")
        _until(partial(_other, counter, before), f"nobody was called after {before}")
        if counter.text("active_code") == code:
            return
    raise Unavailable("demo", f"The demo stopped: {code} was not called.")


def _other(counter: ControlClient, before: str) -> str | None:
    now = counter.text("active_code")
    return now if now != before else None


def _first(rows: Sequence[str], beginning: str) -> str | None:
    return next((row for row in rows if beginning in row), None)


def _settled(kiosk: ControlClient) -> None:
    # The kiosk takes no press for a moment after a page has changed, so that nobody hits what has just appeared.
    kiosk.wait("settling", visible=False)


class _Paper:
    """The tickets that came out of the printer, one by one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0

    def next_ticket(self) -> bytes:
        """Wait for the next ticket's bytes."""

        def look() -> bytes | None:
            data = self._path.read_bytes()[self._read :] if self._path.exists() else b""
            return data or None

        found = _until(look, "no ticket came out of the printer")
        self._read += len(found)
        return found


def _read_back(data: bytes, out: Path) -> str:
    """Read the printer's bytes with the project's own reader; leave picture and text, return the text."""
    paper = escpos_render.paper(PrinterSettings())
    sheet = escpos_reader.read(data)
    escpos_picture.save(sheet, paper.dots, out / "ticket.png")
    text = escpos_text.plain(sheet, paper.columns)
    (out / "ticket.txt").write_text(text, encoding="utf-8")
    return text


def _recording(sound: Path, code: str, language: str, to: Path) -> Step:
    """Wait for the sentence about a ticket in a language, keep its recording and hear whether it is silent."""

    def look() -> Path | None:
        index = sound / "index.jsonl"
        if not index.exists():
            return None
        for line in index.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["language"] == language and speaks_of(row["text"], code, language):
                return sound / str(row["file"])
        return None

    name = f"sound_{language}"
    try:
        found = _until(look, f"{code} was not spoken in {language!r}")
    except AntreanError as error:
        return Step(name=name, ok=False, found=error.sentence)
    shutil.copyfile(found, to)
    loudness, seconds = heard(to)
    return Step(name=name, ok=loudness > _AUDIBLE, found=f"{seconds:.1f} s about {code}, mean level {loudness:.0f}")


def speaks_of(text: str, code: str, language: str) -> bool:
    """Say whether a sentence reads this code in any of the three ways."""
    return any(wording.read_code(code, language, reading) in text for reading in get_args(wording.Reading))


def heard(path: Path) -> tuple[float, float]:
    """Return the mean absolute sample and the length in seconds of a 16-bit recording."""
    with wave.open(str(path)) as recording:
        samples = array("h", recording.readframes(recording.getnframes()))
        seconds = recording.getnframes() / recording.getframerate()
    return (sum(map(abs, samples)) / len(samples) if samples else 0.0), seconds


def _until(look: Callable[[], T | None], otherwise: str) -> T:
    end = time.monotonic() + _PATIENCE_S
    pause = threading.Event()
    while (found := look()) is None:
        if time.monotonic() > end:
            raise Unavailable("demo", f"The demo stopped: {otherwise}.")
        pause.wait(0.05)
    return found
