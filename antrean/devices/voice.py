"""The voice as the apps know it: say this, wait until it has been heard, or tell why not."""

import contextlib
import itertools
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from antrean.devices.voice_options import options
from antrean.devices.voice_process import Gone, VoiceProcess
from antrean.errors import Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence

_log = logging.getLogger(__name__)


class VoiceKind(StrEnum):
    OK = "ok"
    NO_DEVICE = "no_device"
    FAILING = "failing"
    OFF = "off"


@dataclass(frozen=True, kw_only=True)
class VoiceState:
    """How the voice is. `sentence` says to a technician what to do, in English; it is empty when all is well."""

    kind: VoiceKind
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What became of an announcement: how long it took, and whether a loudspeaker (or a folder) had it."""

    seconds: float
    audible: bool
    is_cut: bool = False
    """It was stopped before its end."""


class Stop:
    """Ends one announcement, from any thread, before it begins or in the middle of a word."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._then: Callable[[], None] | None = None
        self.is_set = False

    def set(self) -> None:
        """Want silence; returns at once, and a second time does nothing."""
        with self._lock:
            then, self._then, self.is_set = self._then, None, True
        if then is not None:
            then()

    def when_set(self, then: Callable[[], None] | None) -> None:
        """Do something as soon as silence is wanted, which may be now; None forgets it."""
        with self._lock:
            self._then = None if self.is_set else then
            is_now = self.is_set
        if is_now and then is not None:
            then()


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long the watchdog waits for each step, in seconds, before the child process is replaced."""

    start_s: float = 20.0
    """From an announcement to a child process that is ready, its restart included."""
    render_s: float = 30.0
    margin_s: float = 10.0
    """More than the announcement's own length: opening a device, and the worker's own wait for a stalled one."""
    close_s: float = 2.0
    backoff_first_s: float = 0.5
    backoff_most_s: float = 10.0


class Voice:
    """Speaks through a child process that it watches, replaces when in doubt and never leaves behind.

    `on_state` is called from other threads than the caller's, whenever the state has changed.
    """

    def __init__(
        self,
        settings: VoiceSettings,
        *,
        on_state: Callable[[VoiceState], None] | None = None,
        patience: Patience | None = None,
        fast: bool = False,
    ) -> None:
        """Start the child process without waiting for it; raise Refused(bad_input) for settings that cannot be."""
        self._options = options(settings, fast=fast)
        self._patience = patience or Patience()
        self._on_state = on_state
        self._numbers = itertools.count(1)
        self._one_at_a_time = threading.Lock()
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._process: VoiceProcess | None = None
        self._failures = 0
        self._supervisor: threading.Thread | None = None
        if not settings.enabled:
            self._state = VoiceState(kind=VoiceKind.OFF, sentence="The voice is switched off in the settings.")
            return
        self._state = VoiceState(kind=VoiceKind.OK)
        self._supervisor = threading.Thread(target=self._supervise, name="voice", daemon=True)
        self._supervisor.start()

    @property
    def state(self) -> VoiceState:
        return self._state

    def speak(
        self,
        sentences: Sequence[Sentence],
        *,
        chime: bool,
        again: bool = False,
        sound: str = "",
        volume: float = 1.0,
        breath_s: float = 0.0,
        stop: Stop | None = None,
    ) -> Spoken:
        """Speak the sentences one after the other and return when they have been heard.

        Without a sound device it keeps the time they would take and returns `audible=False`. Raises
        Unavailable("voice") when they could not be spoken or were cut off; with `again` they are then
        said once more from the beginning before it gives up. Call it from one thread, never the GUI's.

        `sound` (of chimes.SOUNDS) is heard in place of the chime, also without any sentence; `volume` (0 to 1) is that
        of this announcement, times that of the settings; `breath_s` is more silence than usual at commas and full
        stops. `stop` ends it, which is no failure.
        """
        wanted: dict[str, object] = {
            "chime": chime,
            "sound": sound,
            "volume": volume,
            "breath_s": breath_s,
            "sentences": [
                {"language": each.language, "text": each.text, "pause_s": each.pause_s} for each in sentences
            ],
        }
        stop = stop or Stop()
        with self._one_at_a_time:
            try:
                return self._speak(wanted, stop)
            except _Stopped:
                return Spoken(seconds=0, audible=True, is_cut=True)
            except Unavailable as error:
                if not again or not error.retry or self._closing.is_set():
                    raise
                _log.warning("said once more: %s", error.sentence)
                try:
                    return self._speak(wanted, stop)
                except _Stopped:
                    return Spoken(seconds=0, audible=True, is_cut=True)
            finally:
                stop.when_set(None)

    def close(self) -> None:
        """End the child process, in the middle of a word if need be. Safe to call twice."""
        with self._changed:
            self._closing.set()
            process = self._process
            self._changed.notify_all()
        if process is not None:
            process.close(self._patience.close_s)
        if self._supervisor is not None and self._supervisor is not threading.current_thread():
            self._supervisor.join()

    def _speak(self, wanted: Mapping[str, object], stop: Stop) -> Spoken:
        if self._supervisor is None:
            raise Unavailable("voice", self._state.sentence, retry=False)
        number = next(self._numbers)
        stop.when_set(lambda: self._silence(number))
        process = self._ready_process(stop)
        try:
            process.send({"op": "speak", "id": number, **wanted})
            answer = self._answer(process, number)
        except Gone:
            raise self._closed_or("The voice process ended in the middle of a sentence; it is started again.") from None
        except TimeoutError:
            process.kill()
            raise self._closed_or("The voice process fell silent; it is started again.") from None
        if answer["event"] == "failed":
            if answer["leaving"]:
                process.kill()
            self._set_state(VoiceKind.FAILING, answer["trouble"])
            raise Unavailable("voice", answer["trouble"], retry=bool(answer["retry"]))
        self._failures = 0
        self._note(audible=answer["audible"], trouble=answer["trouble"], sound_trouble=answer["sound_trouble"])
        return Spoken(seconds=answer["seconds"], audible=answer["audible"], is_cut=answer["cut"])

    def _silence(self, number: int) -> None:
        """Tell the child to end an announcement, be it that it has not heard of it yet."""
        with self._changed:
            process = self._process
            self._changed.notify_all()
        if process is not None:
            with contextlib.suppress(Gone):
                process.send({"op": "stop", "id": number})

    def _answer(self, process: VoiceProcess, number: int) -> Mapping[str, Any]:
        """Return the last answer to an announcement; raise TimeoutError or Gone."""
        deadline = time.monotonic() + self._patience.render_s
        while True:
            answer = process.receive(deadline)
            if answer.get("id") != number:
                continue
            if answer["event"] != "playing":
                return answer
            deadline = time.monotonic() + answer["seconds"] + self._patience.margin_s

    def _ready_process(self, stop: Stop) -> VoiceProcess:
        deadline = time.monotonic() + self._patience.start_s
        with self._changed:
            while not self._closing.is_set():
                if stop.is_set:
                    raise _Stopped
                process = self._process
                if process is not None and process.is_ready and not process.is_gone:
                    return process
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            mute = self._process
        if mute is not None:
            mute.kill()
        raise self._closed_or(self._state.sentence or "The voice process does not start.")

    def _supervise(self) -> None:
        """Keep a child process running until closing."""
        library = "auto"
        while True:
            try:
                process = self._start(library)
            except OSError as error:
                self._set_state(VoiceKind.FAILING, f"The voice process cannot be started: {error}.")
            else:
                if process is None:
                    return
                code = process.wait()
                with self._changed:
                    self._process = None
                if self._closing.is_set():
                    return
                words = process.last_words()
                _log.warning("the voice process ended with %d: %s", code, words)
                said = f" It said: {words}" if words else ""
                self._set_state(
                    VoiceKind.FAILING, f"The voice process ended (exit code {code}) and is started again.{said}"
                )
                # An eSpeak NG whose data are missing ends the whole process; the bundled one may still speak.
                library = "auto" if process.is_ready or library == "bundled" else "bundled"
            pause = min(self._patience.backoff_first_s * 2**self._failures, self._patience.backoff_most_s)
            self._failures = min(self._failures + 1, 16)
            self._closing.wait(pause)

    def _start(self, library: str) -> VoiceProcess | None:
        """Start a child process; return None when the voice is closing. Raises OSError."""
        with self._changed:
            if self._closing.is_set():
                return None
            self._process = VoiceProcess([*self._options, f"--library={library}"], on_ready=self._on_ready)
            return self._process

    def _on_ready(self, process: VoiceProcess, message: Mapping[str, Any]) -> None:
        _log.info("voice process %d is ready: %s", process.pid, dict(message))
        self._note(audible=message["audible"], trouble=message["trouble"], sound_trouble=message["sound_trouble"])
        with self._changed:
            self._changed.notify_all()

    def _note(self, *, audible: bool, trouble: str, sound_trouble: str) -> None:
        if trouble:
            self._set_state(VoiceKind.FAILING, trouble)
        elif not audible:
            self._set_state(VoiceKind.NO_DEVICE, sound_trouble)
        else:
            self._set_state(VoiceKind.OK, "")

    def _set_state(self, kind: VoiceKind, sentence: str) -> None:
        state = VoiceState(kind=kind, sentence=sentence)
        if state == self._state:
            return
        self._state = state
        if self._on_state is not None and not self._closing.is_set():
            self._on_state(state)

    def _closed_or(self, sentence: str) -> Unavailable:
        if self._closing.is_set():
            return Unavailable("voice", "The voice is closed.", retry=False)
        return Unavailable("voice", sentence)


class _Stopped(Exception):
    """Silence was wanted before anything could be said."""


def check(settings: VoiceSettings) -> None:
    """Raise Refused(bad_input) for settings that cannot be, without starting anything."""
    options(settings, fast=False)
