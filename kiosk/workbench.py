"""What a technician does with this PC: prove the PIN, print, play, look at all parts, begin anew and end."""

import dataclasses
import logging
import os
import queue
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt

from antrean import __version__, papers, pin
from antrean.devices.printer import Condition, PrintResult
from antrean.devices.voice import Voice
from antrean.errors import AntreanError, Unavailable
from antrean.model import PrintState
from antrean.settings import Settings
from antrean.store import schema
from antrean.store.store import Store
from antrean.ui import database_words, printer_words
from antrean.wording import Sentence
from kiosk.inspection import Inspection
from kiosk.paper import Paper

QUIT: Final = 5
"""Exit code of a kiosk that a technician ended: the one end after which the system must not start it again."""

RESTART: Final = 6
"""What the event loop ends with when the kiosk is to begin anew; nobody outside sees it."""

PRINT_S: Final = 60.0
"""Longest wait for a test page: tickets before it are printed first."""

SAMPLE: Final = (
    Sentence(language="id", text="Uji suara. Nomor antrean, A, satu, dua, tiga."),
    Sentence(language="en", text="Sound test."),
)

translate = QCoreApplication.translate
_log = logging.getLogger(__name__)


class PcBench:
    """The workbench of a real kiosk. `end` ends the event loop with a code; all else may be called off its thread."""

    def __init__(
        self,
        *,
        settings: Settings,
        settings_file: Path | None,
        store: Store,
        paper: Paper | None,
        name: str,
        end: Callable[[int], object],
    ) -> None:
        self._settings = settings
        self._settings_file = settings_file
        self._store = store
        self._paper = paper
        self._name = name
        self._end = end
        self._spare: Condition | None = None
        self._tested: queue.SimpleQueue[PrintResult] = queue.SimpleQueue()
        if paper is not None:
            # On the printing thread: whoever waits for the page waits on another one.
            paper.tested.connect(self._tested.put, Qt.ConnectionType.DirectConnection)
            paper.spare_changed.connect(self._on_spare)

    @property
    def has_pin(self) -> bool:
        return bool(self._settings.kiosk.pin)

    def is_pin(self, digits: str) -> bool:
        """Say whether this is the PIN; takes some tenths of a second, right or wrong."""
        return pin.is_right(digits, self._settings.kiosk.pin)

    def test_print(self) -> str:
        """Print a test page and say what became of it."""
        return self._print(is_spare=False)

    def test_spare(self) -> str:
        """The same on the spare printer."""
        return self._print(is_spare=True)

    def test_sound(self) -> str:
        """Play a sentence as loud as the guidance speaks, and say what became of it."""
        if not self._settings.voice.enabled:
            return translate("bench", "The voice is switched off in the settings.")
        loud = dataclasses.replace(self._settings.voice, volume=self._settings.kiosk.guidance_volume)
        voice = Voice(loud)
        try:
            spoken = voice.speak(SAMPLE, chime=True)
            trouble = voice.state.sentence
        except Unavailable as error:
            # What the voice itself says of it is the technician's clue; it comes from another process.
            return " ".join([translate("bench", "The voice does not work."), f"({error.sentence.rstrip('.')})"])
        finally:
            voice.close()
        if spoken.audible:
            return translate("bench", "The sentence was played. Did you hear it?")
        return " ".join([translate("bench", "There is no loudspeaker."), trouble]).strip()

    def inspect(self) -> Inspection:
        """Look at everything; what cannot be reached is said, never raised."""
        url = self._store.url
        is_file = url.get_backend_name() == "sqlite"
        host = f"{url.host or 'localhost'}{'' if url.port is None else f':{url.port}'}"
        found = Inspection(
            version=__version__,
            settings_file="" if self._settings_file is None else str(self._settings_file),
            engine="SQLite" if is_file else "PostgreSQL",
            address=str(url.database) if is_file else f"{url.database} @ {host}",
            schema=schema.HEAD,
            has_printer=self._settings.printer.kind != "none",
            has_spare=self._settings.spare_printer.kind != "none",
            spare=self._spare,
            has_voice=self._settings.voice.enabled,
            screen_width_mm=self._settings.kiosk.screen_width_mm,
        )
        try:
            begin = time.monotonic()
            self._store.check_schema()
            took = round((time.monotonic() - begin) * 1000)
            return dataclasses.replace(found, answer_ms=took, papers=papers.pending(self._store, self._name))
        except AntreanError as error:
            return dataclasses.replace(found, trouble=database_words.what_is_wrong(error))

    def restart(self) -> None:
        """End the event loop, for `begin_anew` to follow."""
        _log.info("a technician begins the kiosk anew")
        self._end(RESTART)

    def quit(self) -> None:
        _log.info("a technician ended the kiosk")
        self._end(QUIT)

    def _print(self, *, is_spare: bool) -> str:
        if self._paper is None:
            return translate("bench", "This kiosk has no printer.")
        while not self._tested.empty():
            self._tested.get()
        self._paper.test(spare=is_spare)
        try:
            result = self._tested.get(timeout=PRINT_S)
        except queue.Empty:
            raise Unavailable("printer", translate("bench", "The printer did not answer in time.")) from None
        return _said(result)

    def _on_spare(self, condition: Condition) -> None:
        self._spare = condition


def _said(result: PrintResult) -> str:
    match result.state:
        case PrintState.PRINTED:
            return translate("bench", "The test page was printed. Is all of it readable?")
        case PrintState.UNKNOWN:
            said = translate("bench", "The page was sent; the printer does not say whether it came out.")
        case _:
            said = translate("bench", "The page did not come out.")
    kind = None if result.condition is None else result.condition.kind
    if kind is not None and kind.is_trouble:
        return " ".join([said, f"{printer_words.what_is_wrong(kind)}.", printer_words.what_to_do(kind)]).strip()
    return " ".join([said, result.sentence]).strip()


def begin_anew() -> int:
    """Run this program again with the same options, when all it held is closed; return the exit code of this one.

    The new program takes the old one's place, so that whoever watches over this process keeps it. Windows has no
    such call: there it starts beside, and this one ends.
    """
    command = [sys.executable, *sys.orig_argv[1:]]
    logging.shutdown()
    if sys.platform == "win32":
        subprocess.Popen(command)
        return 0
    return os.execv(sys.executable, command)
