"""Where sound goes: a loudspeaker, a folder of wav files, or nowhere at the same pace."""

import contextlib
import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from antrean.devices import voice_sound
from antrean.devices.voice_sound import Pcm
from antrean.errors import Reason, Refused
from antrean.settings import VoiceSettings

BACKENDS: Final = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "PULSEAUDIO", "ALSA", "SNDIO", "AUDIO4", "OSS")
"""Sound systems of miniaudio in the order they are tried.

Not JACK, which is tried first otherwise and is for studios, and not NULL, which plays into nothing and says it did.
PulseAudio (and PipeWire in its place) before ALSA: the latter's PulseAudio plug-in starts late and stutters.
"""

_PERIOD_MS: Final = 100
_PERIODS: Final = 12
"""What a device may hold ahead: a PC that is busy for a second must not be heard to stutter.

All of it is handed over when the sound begins, so a call is neither heard nor over any later.
"""

_AHEAD_MS: Final = _PERIOD_MS * _PERIODS

_PULSE_AHEAD: Final = "PULSE_LATENCY_MSEC"
"""Where PulseAudio's own library reads what to hold ahead; miniaudio asks it for one period alone.

Not more than 1.4 s: the library takes 64 KiB at first and would wait forever for the rest of a larger beginning.
"""

_TAIL_S: Final = _AHEAD_MS / 1_000 + 0.2
"""Silence after the sound, longer than all periods a device holds back: closing it would cut those off."""

_STALL_S: Final = 4.0
"""A device that is this much later than the sound lasts has been unplugged; opening may rightly take two seconds."""

_log = logging.getLogger(__name__)


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

    def play(self, pieces: Sequence[Piece], cut: Cut | None = None) -> Played:
        """Play one announcement and return when it has been heard, or cut."""


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


def player_for(settings: VoiceSettings, *, fast: bool = False) -> Player:
    """Return the player for these settings; `fast` keeps no time where nothing is heard."""
    sink = sink_of(settings)
    pace = _no_wait if fast else _wait
    if sink.device:
        return DevicePlayer(name=settings.device, pace=pace)
    if sink.folder is not None:
        return FolderPlayer(folder=sink.folder, pace=pace)
    return SilentPlayer(pace=pace)


class SilentPlayer:
    """Keeps time and plays nothing."""

    def __init__(self, *, pace: Pace) -> None:
        self._pace = pace

    def probe(self) -> Played:
        return Played(seconds=0, audible=True)

    def play(self, pieces: Sequence[Piece], cut: Cut | None = None) -> Played:
        total = sum(voice_sound.seconds(piece.pcm) for piece in pieces)
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

    def play(self, pieces: Sequence[Piece], cut: Cut | None = None) -> Played:
        total, trouble = 0.0, ""
        cut = cut or Cut()
        for piece in pieces:
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


class DevicePlayer:
    """Plays on the sound device whose name contains `name`, or on the default one, looked up anew each time.

    So a loudspeaker plugged in while the hall is open is heard from the next call on.
    """

    def __init__(self, *, name: str, pace: Pace) -> None:
        self._name = name.strip()
        self._pace = pace

    def probe(self) -> Played:
        try:
            with _open_device(self._name):
                return Played(seconds=0, audible=True)
        except _NoDeviceError as error:
            return Played(seconds=0, audible=False, trouble=str(error))

    def play(self, pieces: Sequence[Piece], cut: Cut | None = None) -> Played:
        began = time.monotonic()
        cut = cut or Cut()
        pcm = voice_sound.silence(0)
        for piece in pieces:
            pcm.extend(piece.pcm)
        length = voice_sound.seconds(pcm)
        try:
            with _open_device(self._name) as device:
                _play_through(device, pcm, cut, lead_s=pieces[0].lead_s if pieces else 0.0)
        except _NoDeviceError as error:
            # The calls keep their rhythm: the screen shows each one as long as it would have been spoken.
            self._pace(max(0.0, began + length - time.monotonic()), cut)
            return Played(seconds=time.monotonic() - began, audible=False, trouble=str(error))
        return Played(seconds=time.monotonic() - began, audible=True)


class _NoDeviceError(Exception):
    pass


def _play_through(device: Any, pcm: Pcm, cut: Cut, *, lead_s: float) -> None:
    """Return when all of it was heard; a cut returns at once, and closing the device drops what it holds ahead."""
    import miniaudio

    samples = _samples(pcm, cut, lead=round(lead_s * voice_sound.RATE))
    next(samples)
    try:
        device.start(samples)
    except miniaudio.MiniaudioError as error:
        raise _NoDeviceError(f"The sound device does not start: {error}.") from error
    if not cut.wait(voice_sound.seconds(pcm) + _TAIL_S + _STALL_S):
        raise _NoDeviceError("The sound device stopped taking sound; is the loudspeaker still plugged in?")


def _samples(pcm: Pcm, over: Cut, *, lead: int = 0) -> Generator[bytes, int, None]:
    """Yield as many frames as the device asks for, then silence; end `over` once all sound has left the device.

    The first `lead` samples are not meant to be heard.
    """
    wanted = yield b""
    # A device may take its first period at once and pause before the second; that period must not hold any sound.
    data = memoryview(bytes(2 * max(0, wanted - lead)) + pcm.tobytes())
    position, tail = 0, round(_TAIL_S * voice_sound.RATE)
    while tail > 0:
        chunk = bytes(data[position : position + 2 * wanted])
        position += len(chunk)
        missing = 2 * wanted - len(chunk)
        tail -= missing // 2
        wanted = yield chunk + bytes(missing)
    over.end()
    while True:
        wanted = yield bytes(2 * wanted)


def _open_device(name: str) -> Any:
    import miniaudio

    os.environ[_PULSE_AHEAD] = str(_AHEAD_MS)
    found: list[str] = []
    troubles: list[str] = []
    enabled = set(miniaudio.get_enabled_backends())
    for backend in (miniaudio.Backend[word] for word in BACKENDS):
        if backend not in enabled:
            continue
        try:
            playbacks = _devices_of(backend)
            wanted = next((each for each in playbacks if name.casefold() in each["name"].casefold()), None)
            found += [each["name"] for each in playbacks]
            if wanted is None:
                continue
            return miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=voice_sound.RATE,
                buffersize_msec=_PERIOD_MS,
                callback_periods=_PERIODS,
                device_id=wanted["id"] if name else None,
                backends=[backend],
                app_name="Antrean",
            )
        except miniaudio.MiniaudioError as error:
            troubles.append(f"{backend.name}: {error}")
    _log.info("no sound device; %s", "; ".join(troubles))
    if name and not any(name.casefold() in each.casefold() for each in found):
        listed = f"; there are: {', '.join(found[:6])}" if found else ""
        raise _NoDeviceError(f"No sound device has {name!r} in its name{listed}.")
    raise _NoDeviceError("There is no working sound device; plug in a loudspeaker or set voice.sink to none.")


def loudspeakers() -> list[tuple[str, str]]:
    """Return the sound system and the name of every loudspeaker of this PC."""
    import miniaudio

    found: list[tuple[str, str]] = []
    enabled = set(miniaudio.get_enabled_backends())
    for backend in (miniaudio.Backend[word] for word in BACKENDS):
        if backend in enabled:
            with contextlib.suppress(miniaudio.MiniaudioError):
                found += [(backend.name, each["name"]) for each in _devices_of(backend)]
    return found


def _devices_of(backend: Any) -> list[dict[str, Any]]:
    import miniaudio

    class Names(miniaudio.Devices):  # type: ignore[misc]
        # The library fails for all devices when one of them cannot tell its formats, which ALSA plug-ins never can.
        def _get_info(self, device_type: Any, device_info: Any) -> dict[str, Any]:
            return {}

    listed: list[dict[str, Any]] = Names([backend]).get_playbacks()
    return listed


def _wait(seconds: float, cut: Cut) -> None:
    cut.wait(seconds)


def _no_wait(seconds: float, cut: Cut) -> None:
    del seconds, cut
