"""What an announcement is made of, and how it is put together: pre-roll, chime, sentences and their pauses."""

import logging
import random
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from antrean import assets, wording
from antrean.chimes import CHIME, SOUNDS, WARNING
from antrean.devices import voice_sound
from antrean.devices.voice_engine import Engine
from antrean.devices.voice_play import Cut, Piece
from antrean.devices.voice_render import Doubtful
from antrean.devices.voice_sound import Pcm
from antrean.errors import AntreanError, Unavailable
from antrean.wording import Sentence

BETWEEN_CALLS_S: Final = 0.15
"""Silence before a call that follows another at once, and before what has no chime."""

AFTER_CHIME_S: Final = 0.25
BETWEEN_LANGUAGES_S: Final = 0.5
LAST_S: Final = 0.1

LONGEST_PAUSE_S: Final = 60.0
LONGEST_BREATH_S: Final = 2.0

NO_WORDS: Final = "zxx"
"""The language of a sound without words (ISO 639)."""

_NOISE_LEVEL: Final = 10 ** (-50 / 20)
"""Of full scale, -50 dB: enough for an amplifier that listens for a signal, too little for anybody in a hall."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One announcement as the app wants it; limits hold whatever the message says."""

    sentences: tuple[Sentence, ...]
    sound: str = ""
    volume: float = 1.0
    breath_s: float = 0.0
    """Silence at commas and full stops, beyond that of the engine."""

    @staticmethod
    def read(message: Mapping[str, Any]) -> "Wanted":
        """Read a message; raise KeyError, TypeError or ValueError for what is none."""
        sound = str(message.get("sound") or (CHIME if message["chime"] else ""))
        if sound and sound not in SOUNDS:
            raise KeyError(sound)
        return Wanted(
            # Cleaned here too, whoever wrote them: what is left cannot be markup for the engine nor unwritable in the
            # index.
            sentences=tuple(
                Sentence(
                    language=each["language"], text=wording.clean(each["text"]), pause_s=_pause(each.get("pause_s"))
                )
                for each in message["sentences"]
            ),
            sound=sound,
            volume=_between(0.0, float(message.get("volume", 1.0)), 1.0),
            breath_s=_between(0.0, float(message.get("breath_s", 0.0)), LONGEST_BREATH_S),
        )


class Composer:
    """Puts announcements together; keeps the chimes it has read."""

    def __init__(self, *, volume: float, preroll_s: float) -> None:
        self._volume = volume
        self._noise = noise(preroll_s)
        self._sounds: dict[str, Pcm] = {}

    def compose(
        self,
        wanted: Wanted,
        engine: Callable[[], Engine],
        *,
        troubles: list[AntreanError],
        is_idle: bool = True,
        cut: Cut | None = None,
    ) -> Iterator[Piece]:
        """Yield an announcement piece by piece, so that its chime is heard while its words are rendered.

        What went wrong with single sentences is put into `troubles`; raises Unavailable when none of them could be
        rendered: half a call is better than none. A sound alone needs no engine. What is cut while it is rendered
        ends. `is_idle` says that the loudspeaker has been silent, so that its amplifier may sleep.
        """
        volume = self._volume * wanted.volume
        before = self._before(wanted.sound, is_idle=is_idle)
        lead_s = voice_sound.seconds(before)
        if not wanted.sentences and wanted.sound not in ("", CHIME):
            pcm = voice_sound.scaled(before + self.sound(wanted.sound) + voice_sound.silence(LAST_S), volume)
            length = voice_sound.seconds(pcm)
            yield Piece(language=NO_WORDS, text=wanted.sound, pcm=pcm, chime_s=length, lead_s=lead_s)
            return
        speech = engine()
        if not wanted.sentences:
            raise Unavailable("voice", "There is nothing to speak.", retry=False)
        chime_s = 0.0
        if wanted.sound:
            before += self.sound(wanted.sound)
            chime_s = voice_sound.seconds(before)
            before += voice_sound.silence(AFTER_CHIME_S)
        opening = voice_sound.scaled(before, volume)
        yield Piece(language="", text="", pcm=opening, chime_s=chime_s, lead_s=lead_s, is_opening=True)
        is_first = True
        for sentence in wanted.sentences:
            if cut is not None and cut.is_asked:
                return
            try:
                said = speech.render(sentence, breath_s=wanted.breath_s)
            except Doubtful:
                raise
            except Unavailable as error:
                troubles.append(error)
                continue
            between_s = BETWEEN_LANGUAGES_S if sentence.pause_s is None else sentence.pause_s
            pcm = voice_sound.silence(0.0 if is_first else between_s) + said + voice_sound.silence(LAST_S)
            is_first = False
            pcm = voice_sound.scaled(pcm, volume)
            yield Piece(language=sentence.language, text=sentence.text, pcm=pcm, chime_s=0.0)
        if is_first:
            raise troubles[0]

    def sound(self, name: str) -> Pcm:
        """Return a chime; one that cannot be read is silence, and logged."""
        if name not in self._sounds:
            try:
                self._sounds[name] = voice_sound.read_wav(assets.path("sounds", SOUNDS[name]))
            except (OSError, ValueError) as error:
                _log.warning("the sound %s is not heard: %s", name, error)
                self._sounds[name] = voice_sound.silence(0)
        return self._sounds[name]

    def _before(self, sound: str, *, is_idle: bool) -> Pcm:
        # Who listens to the voice guidance at a kiosk has headphones or stands beside it: no noise there.
        if sound in ("", WARNING) or not is_idle:
            return voice_sound.silence(BETWEEN_CALLS_S)
        return self._noise[:]


def noise(seconds: float) -> Pcm:
    """Return faint noise of -50 dB that fades in: silence would not wake an amplifier that looks for a signal."""
    # Always the same: what is heard should not depend on chance.
    drawn = random.Random(1)
    total = round(seconds * voice_sound.RATE)
    level = _NOISE_LEVEL * voice_sound.FULL_SCALE
    fade = max(1, min(total, voice_sound.RATE // 50))
    return array("h", (round(drawn.gauss(0, level) * min(1.0, at / fade)) for at in range(total)))


def _pause(given: float | None) -> float | None:
    return None if given is None else _between(0.0, float(given), LONGEST_PAUSE_S)


def _between(least: float, value: float, most: float) -> float:
    # Not-a-number compares false with everything and becomes the least.
    return min(value, most) if value > least else least
