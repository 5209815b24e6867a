"""The kiosk's mouth: says one text after the other in a thread of its own, and stops in the middle when told to."""

import collections
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from antrean.devices.voice import Spoken, Stop, Voice, VoiceKind, VoiceState
from antrean.errors import AntreanError, Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence

WARNING = "warning"
"""The sound of the question whether somebody is still there."""

_log = logging.getLogger(__name__)


class Tongue(Protocol):
    """What a speaker needs of antrean.devices.voice.Voice."""

    def speak(
        self,
        sentences: Sequence[Sentence],
        *,
        chime: bool,
        again: bool = False,
        sound: str = "",
        volume: float = 1.0,
        stop: Stop | None = None,
    ) -> Spoken: ...

    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One text, or a sound, or both; `volume` is 0 to 1."""

    sentences: tuple[Sentence, ...] = ()
    sound: str = ""
    volume: float = 1.0
    stop: Stop = field(default_factory=Stop, compare=False)


class Speaker(QObject):
    """Starts thread and voice with the first word; `failed(error)` comes when something could not be heard.

    `open_voice` gets what to call when the voice learns how it is, from any thread.
    """

    failed = Signal(object)

    def __init__(
        self, open_voice: Callable[[Callable[[VoiceState], None]], Tongue], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_voice = open_voice
        self._changed = threading.Condition()
        self._line: collections.deque[Saying] = collections.deque()
        self._now: Saying | None = None
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._voice: Tongue | None = None

    @staticmethod
    def of(settings: VoiceSettings, parent: QObject | None = None) -> "Speaker":
        """Return a speaker of this PC's voice, without the hall's recordings: they say calls, not pages."""
        plain = replace(settings, clips="")
        return Speaker(lambda on_state: Voice(plain, on_state=on_state), parent)

    def say(self, saying: Saying, *, cuts: bool = True) -> None:
        """Say it now, or after what is being said; returns at once."""
        with self._changed:
            if self._is_closing:
                return
            if cuts:
                self._hush()
            self._line.append(saying)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="guidance", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def be_quiet(self) -> None:
        """Stop in the middle of a word and forget what was to come."""
        with self._changed:
            self._hush()

    def close(self) -> None:
        """End the voice's child process with the app. Safe to call twice."""
        with self._changed:
            self._is_closing = True
            self._hush()
            voice, thread = self._voice, self._thread
            self._changed.notify_all()
        if voice is not None:
            voice.close()
        if thread is not None:
            thread.join()

    def _hush(self) -> None:
        self._line.clear()
        if self._now is not None:
            self._now.stop.set()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._now = None
                while not self._line and not self._is_closing:
                    self._changed.wait()
                if self._is_closing:
                    return
                self._now = saying = self._line.popleft()
            self._say(saying)

    def _say(self, saying: Saying) -> None:
        try:
            voice = self._opened()
            if voice is None:
                return
            spoken = voice.speak(
                saying.sentences, chime=False, again=True, sound=saying.sound, volume=saying.volume, stop=saying.stop
            )
        except AntreanError as error:
            self._fail(saying, error)
        except Exception as error:  # noqa: BLE001 - a visitor who hears nothing must still be told
            _log.exception("the voice guidance could not speak")
            self._fail(saying, Unavailable("voice", f"The voice guidance has a bug: {error}."))
        else:
            if not spoken.audible and not spoken.is_cut:
                self._fail(saying, Unavailable("voice", "There is no working sound device."))

    def _opened(self) -> Tongue | None:
        if self._voice is None:
            voice = self._open_voice(self._on_state)
            with self._changed:
                self._voice = voice
                is_late = self._is_closing
            if is_late:
                voice.close()
                return None
        return self._voice

    def _on_state(self, state: VoiceState) -> None:
        # Without a loudspeaker a text takes its whole time before anybody learns that it was not heard.
        if state.kind in (VoiceKind.NO_DEVICE, VoiceKind.OFF):
            self.failed.emit(Unavailable("voice", state.sentence))

    def _fail(self, saying: Saying, error: AntreanError) -> None:
        if self._is_closing or saying.stop.is_set:
            return
        _log.warning("not heard: %s", error.sentence)
        self.failed.emit(error)
