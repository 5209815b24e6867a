"""The voice of a person: recorded words joined to sentences, the engine for what nobody has recorded."""

import logging
import os
import stat
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, assert_never

from antrean import clips
from antrean.clips import Clip, Part, Pause, Spoken
from antrean.devices import voice_recording, voice_sound
from antrean.devices.voice_engine import Engine, Memory
from antrean.devices.voice_recording import Unfit
from antrean.devices.voice_sound import Pcm
from antrean.errors import Unavailable
from antrean.wording import Sentence

BETWEEN_WORDS_S: Final = 0.03
PAUSES_S: Final = {"comma": 0.22, "stop": 0.42}
"""What eSpeak NG leaves at 140 words per minute."""

LEAST_RECORDED: Final = 0.5
"""Of the words. What somebody typed shares a few words with the recordings; two voices in turn are not understood."""

SUFFIX: Final = ".wav"

MOST_FILES: Final = 5_000
"""A folder with more was not meant; a mall needs about a hundred for each language."""

_log = logging.getLogger(__name__)


class ClipEngine:
    """Speaks from a folder with a subfolder for each language. Files that come, go or change are heard from then on."""

    def __init__(self, folder: Path, engine: Callable[[], Engine]) -> None:
        self._folder = folder
        self._engine = engine
        self._memory = Memory()
        self._told: set[str] = set()

    @property
    def library(self) -> str:
        try:
            return f"clips and {self._engine().library}"
        except Unavailable:
            return "clips"

    def render(self, sentence: Sentence, *, breath_s: float = 0.0) -> Pcm:
        """Return the sentence; raise Unavailable or Doubtful when the engine is needed and cannot."""
        files = self._files(sentence.language)
        while True:
            parts = clips.cut(sentence.text, files.keys())
            if clips.recorded_part(parts) < LEAST_RECORDED:
                return self._engine().render(sentence, breath_s=breath_s)
            try:
                return self._joined(parts, files, sentence.language, breath_s)
            except _Unusable as error:
                # Its words are said by the engine, or by shorter recordings.
                files = {name: path for name, path in files.items() if name != error.name}

    def _joined(self, parts: tuple[Part, ...], files: Mapping[str, Path], language: str, breath_s: float) -> Pcm:
        made = array("h")
        for part in parts:
            match part:
                case Pause(kind):
                    made += voice_sound.silence(PAUSES_S[kind] + breath_s - BETWEEN_WORDS_S)
                    continue
                case Clip(name):
                    pcm = self._clip(name, files[name])
                case Spoken(text):
                    pcm = self._engine().render(Sentence(language=language, text=text))
                case _:
                    assert_never(part)
            made += pcm + voice_sound.silence(BETWEEN_WORDS_S)
        return made[: len(made) - round(BETWEEN_WORDS_S * voice_sound.RATE)]

    def _clip(self, name: str, path: Path) -> Pcm:
        try:
            found = path.stat()
            key = (path, found.st_mtime_ns, found.st_size)
            pcm = self._memory.get(key)
            if pcm is None:
                pcm = voice_recording.read(path)
                self._memory.put(key, pcm)
        except Unfit as error:
            self._tell(f"{path} {error}")
            raise _Unusable(name) from error
        except OSError as error:
            self._tell(f"{path} cannot be read: {error.strerror or error}.")
            raise _Unusable(name) from error
        return pcm

    def _files(self, language: str) -> dict[str, Path]:
        try:
            return files_of(self._folder / language)
        except OSError as error:
            self._tell(f"No recorded words for {language}: {self._folder / language}: {error.strerror or error}.")
            return {}

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            _log.warning("%s", sentence)


class _Unusable(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def files_of(folder: Path) -> dict[str, Path]:
    """Return what a language's folder holds, by name without suffix; raise OSError when it cannot be listed.

    Whether a file can be read is not looked at, only that it is one: a pipe would hold the hall up for ever.
    """
    found: dict[str, Path] = {}
    with os.scandir(folder) as entries:
        for count, entry in enumerate(entries):
            if count >= MOST_FILES:
                break
            name, suffix = os.path.splitext(entry.name)  # noqa: PTH122 - no path is made of what is no recording
            if suffix.lower() == SUFFIX and _is_file(entry):
                found[name.lower()] = Path(entry.path)
    return found


def _is_file(entry: "os.DirEntry[str]") -> bool:
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False
