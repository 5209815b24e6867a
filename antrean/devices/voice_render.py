"""Turns one sentence into sound with pyttsx3 and eSpeak NG; runs only inside the voice's own process.

pyttsx3 2.99 loses or cuts about one sentence in a hundred when used as its manual says; the order of
calls in `_utter` and the checks after it are what brings that to none in thousands.
"""

import ctypes
import gc
import logging
import os
import re
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Final, Literal

from antrean.devices import voice_loudness, voice_sound
from antrean.devices.voice_engine import Memory
from antrean.devices.voice_sound import Pcm
from antrean.errors import Unavailable
from antrean.wording import Sentence

Library = Literal["auto", "system", "bundled"]
"""Which eSpeak NG: the system's, the one of the wheel espeakng-loader, or the first that loads."""

VOICES: Final = {"id": ("id", "poz/id"), "en": ("en", "gmw/en", "en-us", "gmw/en-us")}
"""Names under which eSpeak NG knows the voice of a language, best first."""

LANGUAGE_NAMES: Final = {"id": "Indonesian", "en": "English"}

_INNER_MARK: Final = re.compile(r"[,.;:!?]\s")
"""Where the engine pauses within a sentence."""

_UTTER_TIMEOUT_S: Final = 10.0
_SETTLE_S: Final = 1.0
_LONGEST_DATA_PATH: Final = 150
"""eSpeak NG 1.52 keeps its data path in a buffer of 160 characters."""

_log = logging.getLogger(__name__)


class Doubtful(Unavailable):
    """The engine gave no usable sound twice: this process should not be trusted any more."""

    def __init__(self, sentence: str) -> None:
        super().__init__("voice", sentence)


class Renderer:
    """One eSpeak NG in this process. Not for several threads: eSpeak has one state per process."""

    def __init__(self, *, rate: int, library: Library = "auto") -> None:
        """Load the library; raise Unavailable when there is none. `rate` is in words per minute."""
        self.library = _load_library(library)
        self._rate = rate
        self._engine: Any = _new_engine()
        self._voices: dict[str, str] = {}
        self._memory = Memory()

    def render(self, sentence: Sentence, *, breath_s: float = 0.0) -> Pcm:
        """Return the sentence as sound, trimmed and levelled; raise Unavailable (no such voice) or Doubtful."""
        voice = self._voice(sentence.language)
        key = (self.library, voice, self._rate, breath_s, sentence.text)
        known = self._memory.get(key)
        if known is None:
            known = voice_loudness.levelled(self._checked(sentence.text, voice))
            marks = len(_INNER_MARK.findall(sentence.text))
            known = voice_sound.with_longer_pauses(known, count=marks, more_s=breath_s)
            self._memory.put(key, known)
        return known

    def voices(self) -> list[str]:
        """Return the languages that the engine speaks, by its own names."""
        found = (voice.languages for voice in self._engine.proxy._driver.getProperty("voices"))
        names = {_plain(language) for languages in found for language in languages}
        return sorted(name for name in names if name)

    def _checked(self, text: str, voice: str) -> Pcm:
        for attempt in (1, 2):
            pcm = voice_sound.trimmed(_utter(self._engine, text, voice, self._rate))
            if is_plausible(pcm, text, self._rate):
                return pcm
            _log.warning(
                "attempt %d gave %.2f s of sound for %d words", attempt, voice_sound.seconds(pcm), _words(text)
            )
            self._renew()
        raise Doubtful("The voice engine gave no sound for a sentence, twice; it is started afresh.")

    def _renew(self) -> None:
        # The old one must be gone before: on its way out it takes away the callback that sound arrives by.
        self._engine = None
        gc.collect()
        self._engine = _new_engine()

    def _voice(self, language: str) -> str:
        if language not in self._voices:
            self._voices[language] = self._find_voice(language)
        return self._voices[language]

    def _find_voice(self, language: str) -> str:
        # Of other languages eSpeak knows the voice by the code itself ("jv", "su"), where it has one.
        for name in VOICES.get(language, (language,)):
            try:
                self._engine.proxy._driver.setProperty("voice", name)
            except ValueError:
                continue
            return name
        called = LANGUAGE_NAMES.get(language, language)
        raise Unavailable("voice", f"The voice engine has no {called} voice; install the package espeak-ng-data.")


def _plain(language: object) -> str:
    # Some versions of pyttsx3 give bytes that begin with eSpeak's priority.
    name = language.decode("ascii", errors="ignore") if isinstance(language, bytes) else str(language)
    return name.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\t")


def is_plausible(pcm: Pcm, text: str, rate: int) -> bool:
    """Say whether this much sound can be this text: nobody speaks three times as fast as told."""
    shortest = _words(text) * 60 / rate / 3
    return voice_sound.seconds(pcm) >= max(shortest, 0.1) and voice_sound.loudest(pcm) > voice_sound.FULL_SCALE // 20


def _words(text: str) -> int:
    return len(text.split())


def _utter(engine: Any, text: str, voice: str, rate: int) -> Pcm:
    """Speak into a file and read it back; empty when pyttsx3 lost it."""
    from pyttsx3.drivers import _espeak

    driver = engine.proxy._driver
    # Straight on the driver: a queued property would be a command that runAndWait cancels together with the speech,
    # and an unknown voice would be swallowed and spoken in English.
    driver.setProperty("voice", voice)
    driver.setProperty("rate", rate)
    settled = time.monotonic() + _SETTLE_S
    pause = threading.Event()
    while _espeak.IsPlaying() and time.monotonic() < settled:
        pause.wait(0.001)
    finished = threading.Event()
    subscription = engine.connect("finished-utterance", lambda **_: finished.set())
    try:
        with tempfile.TemporaryDirectory(prefix="antrean-voice-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "sentence.wav"
            engine.save_to_file(text, str(path))
            engine.runAndWait()
            # runAndWait returns long before the sound is written, whatever its name says.
            if not finished.wait(_UTTER_TIMEOUT_S):
                return voice_sound.silence(0)
            try:
                return voice_sound.read_wav(path)
            except (OSError, ValueError) as error:
                _log.warning("%s", error)
                return voice_sound.silence(0)
    except OSError as error:
        raise Unavailable("voice", f"The voice has no room for its temporary files: {error}.") from error
    finally:
        engine.disconnect(subscription)


def _new_engine() -> Any:
    import pyttsx3
    from pyttsx3.engine import Engine

    del pyttsx3  # its init() would hand out the engine that is in doubt
    return Engine("espeak")


def _load_library(wanted: Library) -> str:
    """Make pyttsx3's eSpeak driver importable and return which library it uses."""
    if wanted != "bundled":
        try:
            import pyttsx3.drivers.espeak  # noqa: F401
        except (RuntimeError, OSError, AttributeError) as error:
            if wanted == "system":
                raise Unavailable(
                    "voice", "There is no eSpeak NG on this PC; install the package espeak-ng.", retry=False
                ) from error
            _log.info("no eSpeak NG of the system (%s), trying the one of espeakng-loader", error)
        else:
            return "system"
    _load_bundled()
    return "bundled"


def _load_bundled() -> None:
    try:
        import espeakng_loader
    except ImportError as error:
        raise Unavailable(
            "voice",
            "There is no eSpeak NG on this PC; install the package espeak-ng, or espeakng-loader with pip.",
            retry=False,
        ) from error
    data = str(espeakng_loader.get_data_path())
    if len(data) > _LONGEST_DATA_PATH:
        raise Unavailable(
            "voice", f"The program lies too deep in folders for eSpeak NG, whose data is at {data}.", retry=False
        )
    # Without it eSpeak looks for its data in the system, finds none and calls exit().
    os.environ["ESPEAK_DATA_PATH"] = data
    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise Unavailable(
            "voice", f"The eSpeak NG of espeakng-loader cannot be loaded: {error}.", retry=False
        ) from error
    # pyttsx3 looks under fixed names only, so it is handed the library for the time of its import.
    loader, original = ctypes.cdll, ctypes.cdll.LoadLibrary
    loader.LoadLibrary = lambda name: library if "espeak" in str(name) else original(name)  # type: ignore[method-assign]
    try:
        for name in [name for name in sys.modules if name.startswith("pyttsx3.drivers.")]:
            del sys.modules[name]
        import pyttsx3.drivers.espeak  # noqa: F401
    finally:
        loader.LoadLibrary = original  # type: ignore[method-assign]
