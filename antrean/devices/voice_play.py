"""What is played, and where no loudspeaker is: a folder of wav files, or nowhere at the same pace."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from antrean.devices import voice_sound
from antrean.devices.voice_sound import Pcm
from antrean.errors import Reason, Refused
from antrean.settings import VoiceSettings


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One sentence as it is heard, with the chime and the pauses that belong to it."""

    language: str
    text: str
    pcm: Pcm
    chime_s: float
    """Where the chime ends and the pause before the words begins; 0 without a chime."""
    lead_s: float = 0.0
    """So much at its beginning is not meant to be heard: silence, or the noise that wakes an amplifier."""
    is_opening: bool = False
    """It is what is heard before the first sentence, and has no words."""


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return sentences as they are heard one by one, the first of them with the opening before it."""
    made: list[Piece] = []
    opening: Piece | None = None
    for piece in pieces:
        if piece.is_opening:
            opening = piece
        elif opening is not None:
            pcm, chime_s, lead_s = opening.pcm + piece.pcm, opening.chime_s, opening.lead_s
            made.append(replace(piece, pcm=pcm, chime_s=chime_s, lead_s=lead_s))
            opening = None
        else:
            made.append(piece)
    return made


@dataclass(frozen=True, kw_only=True)
class Played:
    """How an announcement went. `trouble` is a sentence for the technician, or empty."""

    seconds: float
    audible: bool
    trouble: str = ""


class Cut:
    """Lets another thread end a sound in the middle."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self.is_asked = False
        """Somebody wants silence; before the sound began it never does."""

    def ask(self) -> None:
        """Want silence now; whoever waits is woken."""
        self.is_asked = True
        self._over.set()

    def end(self) -> None:
        """Say that the sound is over by itself."""
        self._over.set()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is over; say whether it is."""
        return self._over.wait(seconds)


Pace = Callable[[float, Cut], None]
"""Lets seconds pass as if they were heard, unless they are cut."""


class Player(Protocol):
    def probe(self) -> Played:
        """Return whether sound would be heard now, without making any."""

    def play(self, pieces: Iterable[Piece], cut: Cut | None = None) -> Played:
        """Play one announcement and return when it has been heard, or cut.

        The pieces may still be in the making; what their making raises is raised, and nothing more is heard.
        """


@dataclass(frozen=True, kw_only=True)
class Sink:
    """The setting `voice.sink`, read. `folder` is set for wav files; `device` says whether there is a loudspeaker."""

    device: bool
    folder: Path | None = None


def sink_of(settings: VoiceSettings) -> Sink:
    """Read `voice.sink`; raise Refused(bad_input) when it is none of device, none and folder:PATH."""
    match settings.sink.partition(":"):
        case ("device", "", ""):
            return Sink(device=True)
        case ("none", "", ""):
            return Sink(device=False)
        case ("folder", ":", path) if path.strip():
            return Sink(device=False, folder=Path(path.strip()))
        case _:
            raise Refused(
                Reason.BAD_INPUT,
                f"voice.sink must be device, none or folder:PATH, not {settings.sink!r}.",
                key="voice.sink",
            )


class SilentPlayer:
    """Keeps time and plays nothing."""

    def __init__(self, *, pace: Pace) -> None:
        self._pace = pace

    def probe(self) -> Played:
        return Played(seconds=0, audible=True)

    def play(self, pieces: Iterable[Piece], cut: Cut | None = None) -> Played:
        total = sum(voice_sound.seconds(piece.pcm) for piece in joined(pieces))
        self._pace(total, cut or Cut())
        return Played(seconds=total, audible=True)


class FolderPlayer:
    """Writes what would be heard: one numbered wav file per sentence and a line in index.jsonl when it is over."""

    INDEX: Final = "index.jsonl"

    def __init__(self, *, folder: Path, pace: Pace) -> None:
        self._folder = folder
        self._pace = pace
        self._free_from = 0.0

    def probe(self) -> Played:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return Played(seconds=0, audible=False, trouble=self._sentence(error))
        return Played(seconds=0, audible=True)

    def play(self, pieces: Iterable[Piece], cut: Cut | None = None) -> Played:
        total, trouble = 0.0, ""
        cut = cut or Cut()
        for piece in joined(pieces):
            if cut.is_asked:
                break
            length = voice_sound.seconds(piece.pcm)
            # At full speed the times are those the sound would have had: one after the other, never overlapping.
            start = max(time.monotonic(), self._free_from)
            self._free_from = start + length
            try:
                total += self._write(piece, start, length, cut)
            except OSError as error:
                trouble = self._sentence(error)
                self._pace(length, cut)
                total += length
        return Played(seconds=total, audible=not trouble, trouble=trouble)

    def _write(self, piece: Piece, start: float, length: float, cut: Cut) -> float:
        """Write what is heard of a piece, and return how long that is."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{self._next_number():04d}_{piece.language}.wav"
        voice_sound.write_wav(self._folder / name, piece.pcm)
        self._pace(length, cut)
        if cut.is_asked:
            length = min(length, time.monotonic() - start)
            self._free_from = start + length
            voice_sound.write_wav(self._folder / name, piece.pcm[: round(length * voice_sound.RATE)])
        line: dict[str, object] = {
            "file": name,
            "language": piece.language,
            "text": piece.text,
            "start": round(start, 4),
            "end": round(start + length, 4),
            "chime_s": round(piece.chime_s, 4),
        }
        with (self._folder / self.INDEX).open("a", encoding="utf-8") as index:
            if cut.is_asked:
                line["cut"] = True
            index.write(json.dumps(line, ensure_ascii=False) + "\n")
        return length

    def _next_number(self) -> int:
        taken = (re.match(r"(\d{4,})_", path.name) for path in self._folder.glob("*.wav"))
        return max((int(found[1]) for found in taken if found), default=0) + 1

    def _sentence(self, error: OSError) -> str:
        return f"The sound folder {self._folder} cannot be written: {error.strerror or error}."


def wait(seconds: float, cut: Cut) -> None:
    """Let seconds pass as they do."""
    cut.wait(seconds)


def no_wait(seconds: float, cut: Cut) -> None:
    """Let none pass: for tests of whole apps."""
    del seconds, cut
