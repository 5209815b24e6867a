"""Whether this PC has all it needs, and in words what to do about what it lacks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from antrean import __version__, assets
from antrean.devices.printer_condition import of_spare
from antrean.errors import AntreanError
from antrean.settings import PrinterSettings, Settings

_CLOCK_TOLERANCE_S = 30
_SCREEN_S = 20


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at; `sentence` says how it is, and what to do when it is not well."""

    what: str
    ok: bool
    sentence: str

    def plain(self) -> dict[str, Any]:
        return {"what": self.what, "ok": self.ok, "sentence": self.sentence}

    def line(self) -> str:
        return f"{'ok  ' if self.ok else 'FAIL'}  {self.what:<9} {self.sentence}"


def examine(settings: Callable[[], Settings], database_url: Callable[[], str], *, data_folder: Path) -> list[Finding]:
    """Look at everything; what fails does not keep the rest from being looked at."""
    findings = [
        Finding(what="program", ok=True, sentence=f"Antrean {__version__}, Python {sys.version.split()[0]}."),
        _windows(),
        _screen(),
    ]
    try:
        known = settings()
    except AntreanError as error:
        return [*findings, Finding(what="settings", ok=False, sentence=error.sentence)]
    findings += _looked("settings", lambda: [_settings(known)])
    findings += _database(database_url, known)
    findings += _looked("disk", lambda: [_disk(database_url(), data_folder)])
    findings += _looked("printer", lambda: _printer(known.printer, "printer"))
    if known.spare_printer.kind != "none":
        spare = _looked("spare", lambda: _printer(known.spare_printer, "spare"))
        findings += [replace(one, sentence=of_spare(one.sentence)) for one in spare]
    findings += _looked("voice", lambda: [_voice(known)])
    if known.voice.enabled and known.voice.sink == "device":
        findings += _looked("sound", lambda: [_sound(known)])
    findings.append(_logs())
    # One mistake in the settings is found again by each part that needs them.
    told = {one.sentence: one for one in reversed(findings)}
    return [one for one in findings if told[one.sentence] is one]


def _logs() -> Finding:
    import platformdirs

    wanted = Path(platformdirs.user_log_dir("antrean", appauthor=False))
    folder = _nearest(wanted)
    if os.access(folder, os.W_OK) and folder.is_dir():
        return Finding(what="logs", ok=True, sentence=f"In {wanted}.")
    return Finding(
        what="logs",
        ok=False,
        sentence=f"No log can be written in {wanted}: {folder} is not this user's to write. Do: chown it to the user of"
        " the apps.",
    )


def _nearest(path: Path) -> Path:
    """Return the path itself, or the nearest folder above it, that is there and may be seen by this user."""
    for one in (path, *path.parents):
        try:
            if one.exists():
                return one
        except OSError:
            continue
    return Path(path.anchor)


def _looked(what: str, look: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return look()
    except AntreanError as error:
        return [Finding(what=what, ok=False, sentence=error.sentence)]


def _windows() -> Finding:
    # Qt is looked for, not started: without a screen it would end the program.
    import importlib.util

    if importlib.util.find_spec("PySide6") is None:
        return Finding(what="windows", ok=False, sentence="PySide6 is not installed; run ./dev setup.")
    if not list(assets.path("fonts").glob("*.ttf")):
        return Finding(what="windows", ok=False, sentence="The bundled fonts are missing; install Antrean again.")
    if not assets.path("i18n", "antrean_id.qm").exists():
        return Finding(what="windows", ok=False, sentence="The translations are not built; run ./dev setup.")
    return Finding(what="windows", ok=True, sentence="Qt, fonts and translations are there.")


def _settings(known: Settings) -> Finding:
    """Look at what an app refuses when it starts."""
    from antrean import pin

    pin.check_kept(known.kiosk.pin)
    return Finding(what="settings", ok=True, sentence="Read.")


def _database(database_url: Callable[[], str], known: Settings) -> list[Finding]:
    from antrean import closing, presence
    from antrean.store import schema
    from antrean.store.engine import describe
    from antrean.store.store import Store

    try:
        store = Store(database_url(), new_day=closing.close_older_days)
    except AntreanError as error:
        return [Finding(what="database", ok=False, sentence=error.sentence)]
    try:
        store.check_schema()
        with store.read() as unit:
            now, mall = unit.now, unit.mall
        unwritten = presence.unwritten(store)
        revision = schema.revision_of(store.url)
        devices = _devices(store)
    except AntreanError as error:
        return [Finding(what="database", ok=False, sentence=error.sentence)]
    finally:
        store.close()
    off = round((now - datetime.now(UTC)).total_seconds())
    where = describe(store.url)
    answers = f"{where[:1].upper()}{where[1:]} answers; its schema fits."
    lags = (
        ""
        if revision == schema.HEAD
        else (
            f"{where[:1].upper()}{where[1:]} is of the next version already ({revision}, this program has"
            f" {schema.HEAD}). All works on for now; update this PC."
        )
    )
    return [
        Finding(what="database", ok=not unwritten and not lags, sentence=unwritten or lags or answers),
        _mall(mall, known),
        Finding(
            what="clock",
            ok=abs(off) <= _CLOCK_TOLERANCE_S,
            sentence="This PC agrees with the hall's clock."
            if abs(off) <= _CLOCK_TOLERANCE_S
            else f"The hall's clock is {_long(abs(off))} {'ahead of' if off > 0 else 'behind'} this PC's; set this PC's"
            " time (a demo hall is always away).",
        ),
        *devices,
    ]


def _mall(mall: Any, known: Settings) -> Finding:
    """Look whether what this PC's settings name is in the mall."""
    strange = []
    number = known.counter.number
    if number and all(one.number != number for one in mall.counters):
        strange.append(f"[counter] number is {number}, and the mall has no such counter.")
    zones = {one.code for one in mall.zones}
    strange += [
        f"[display] zones names {code}, and the mall has no such zone."
        for code in known.display.zones
        if code not in zones
    ]
    fine = f"{mall.name}, {mall.place}: {len(mall.counters)} counters."
    return Finding(what="mall", ok=not strange, sentence=" ".join(strange) or fine)


def _devices(store: Any) -> list[Finding]:
    """Look at what the apps of the hall last told of themselves and of their printers."""
    from antrean import presence

    alive = [one for one in presence.devices(store) if presence.is_alive(one)]
    missing = presence.missing(store)
    if missing:
        named = ", ".join(f"{_device(one)} for {_long(one.age.total_seconds())}" for one in missing)
        sentence = f"Nothing heard of {named}; look whether the PC runs and reaches the database."
    else:
        sentence = f"{len(alive)} of the hall's apps run, none is missed."
    troubles = [f"{_device(one)}: {told}" for one in alive if (told := presence.printer_trouble(one))]
    unheard = [f"{_device(one)}: {mute.sentence}" for one in alive if (mute := presence.voice_trouble(one))]
    return [
        Finding(what="devices", ok=not missing, sentence=sentence),
        _versions(alive),
        Finding(
            what="printers", ok=not troubles, sentence=" ".join(troubles) or "No app tells of a printer's trouble."
        ),
        Finding(what="voices", ok=not unheard, sentence=" ".join(unheard) or "No display tells of a voice in trouble."),
    ]


def _versions(alive: list[Any]) -> Finding:
    """Name the PCs that run another version than this one: all are meant to be updated on the same day."""
    others = [f"{_device(one)} runs {one.version}" for one in alive if one.version != __version__]
    if not others:
        return Finding(what="versions", ok=True, sentence=f"Every app that runs is {__version__}.")
    return Finding(
        what="versions",
        ok=False,
        sentence=f"{', '.join(others)}; this PC has {__version__}. Update those that lag behind.",
    )


_ROOM: Final = 1_000_000_000
"""A day of a thousand visitors takes about 5 MB of a SQLite file; a full disk stops the hall."""


def _disk(url: str, data_folder: Path) -> Finding:
    from antrean.store.engine import parse_url

    parsed = parse_url(url)
    is_file = parsed.get_backend_name() == "sqlite"
    folder = Path(parsed.database or "").absolute().parent if is_file else data_folder
    folder = _nearest(folder)
    free = shutil.disk_usage(folder).free
    sentence = f"{free / 1e9:.1f} GB free in {folder}."
    if free < _ROOM:
        return Finding(what="disk", ok=False, sentence=f"Only {sentence} Make room before the hall opens.")
    return Finding(what="disk", ok=True, sentence=sentence)


def _screen() -> Finding:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Finding(
            what="screen", ok=True, sentence="No screen in this session; commands work, the apps need one (DISPLAY)."
        )
    # In a process of its own: Qt ends a program that cannot open its screen.
    try:
        looked = subprocess.run(
            [sys.executable, "-m", "antrean.ui.screen"], capture_output=True, text=True, timeout=_SCREEN_S, check=False
        )
        trouble = looked.stderr.strip().splitlines()[-1:] if looked.returncode else []
    except subprocess.TimeoutExpired:
        trouble = [f"This session's screen did not answer for {_SCREEN_S} seconds; sign out and in again."]
    if trouble:
        return Finding(what="screen", ok=False, sentence=trouble[0])
    return Finding(what="screen", ok=True, sentence="This session has a screen.")


def _long(seconds: float) -> str:
    for unit, length, most in (("s", 1, 120), ("min", 60, 7_200), ("h", 3_600, 172_800)):
        if seconds < most:
            return f"{round(seconds / length)} {unit}"
    return f"{round(seconds / 86_400)} days"


def _device(device: Any) -> str:
    return f"{device.kind.value} “{device.name}”"


def _printer(settings: PrinterSettings, what: str) -> list[Finding]:
    from antrean.devices import escpos_logo, escpos_render, printer

    if settings.kind == "none":
        return [Finding(what=what, ok=True, sentence="None in the settings ([printer] kind).")]
    paper = escpos_render.paper(settings)
    condition = printer.open_printer(settings).look()
    width = f"Its paper is {paper.columns} letters wide; “antrean kiosk --print-test” prints a page."
    sentence = f"{condition.sentence} {width}" if condition.kind.may_print else condition.sentence
    found = [Finding(what=what, ok=condition.kind.may_print, sentence=sentence)]
    try:
        escpos_logo.check(settings, paper.dots)
    except AntreanError as error:
        found.append(Finding(what="logo", ok=False, sentence=f"{error.sentence} Tickets come without it."))
    return found


def _voice(settings: Settings) -> Finding:
    import tempfile
    from pathlib import Path

    from antrean.devices import voice_batch
    from antrean.wording import Sentence

    if not settings.voice.enabled:
        return Finding(what="voice", ok=True, sentence="Switched off in the settings.")
    with tempfile.TemporaryDirectory() as folder:
        voice_batch.render_to_wav(Sentence(language="id", text="Uji suara."), Path(folder) / "test.wav", settings.voice)
    recordings = settings.voice.clips
    if recordings and not Path(recordings).is_dir():
        return Finding(
            what="voice",
            ok=False,
            sentence=f"There are no recorded words in {recordings} (voice.clips); the engine speaks.",
        )
    return Finding(what="voice", ok=True, sentence="Indonesian speech can be made.")


def _sound(settings: Settings) -> Finding:
    """Look for a loudspeaker: a display needs one, counters and kiosks without voice guidance do not."""
    from antrean.devices import voice_batch

    found = voice_batch.inventory(settings.voice)
    if found.device_trouble:
        is_named = bool(settings.voice.device)
        return Finding(
            what="sound", ok=not is_named, sentence=f"{found.device_trouble} A display here would be silent."
        )
    # Beside a sound server ALSA lists its own plug-ins, a dozen that are no loudspeakers.
    served = [name for system, name in found.devices if system != "ALSA"]
    names = served or [name for _, name in found.devices]
    return Finding(what="sound", ok=True, sentence=f"Loudspeakers: {', '.join(names)}.")
