"""One recorded word: reading a wav file of any common shape, whoever made it, and whether it is fit to be heard."""

import stat
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from antrean.devices import voice_loudness, voice_sound
from antrean.devices.voice_sound import RATE, Pcm

MOST_BYTES: Final = 12 * 1024 * 1024
"""Thirty seconds in stereo at 48 kHz and 24 bit are less."""

LONGEST_S: Final = 30.0
RATES: Final = range(8_000, 192_001)

QUIETEST_LUFS: Final = voice_loudness.TARGET_LUFS - voice_loudness.MOST_GAIN_DB

_CLIPPED_FROM: Final = 32_700
_CLIPPED_RUN: Final = 4
"""So many samples at the edge in a row are a wave whose top was cut off; a single one is only loud."""

_QUIET_PART: Final = 50
"""Ends more than 34 dB below the loudest swing are not speech but the room it was recorded in."""

_KEEP_BEFORE_S: Final = 0.01
_KEEP_AFTER_S: Final = 0.05
_FADE_S: Final = 0.005


class Unfit(Exception):
    """A recording that cannot be used. The text says why, as a sentence without its subject."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What is in a usable recording, as it was recorded."""

    lufs: float
    is_clipped: bool

    @property
    def remark(self) -> str:
        """What to do better, as the end of a sentence; empty when it is good."""
        if self.is_clipped:
            return "is distorted: it was recorded too loud; speak again from farther away"
        if self.lufs < QUIETEST_LUFS:
            return f"is too quiet ({self.lufs:.0f} LUFS); speak again from nearer"
        return ""


def read(path: Path) -> Pcm:
    """Return a recording at our rate, without the silence around it, as loud as all else; raise Unfit."""
    _, data = _open(path)
    pcm = _decoded(data, RATE)
    below = max(1, voice_sound.loudest(pcm) // _QUIET_PART)
    pcm = voice_sound.trimmed(pcm, below=below, before_s=_KEEP_BEFORE_S, after_s=_KEEP_AFTER_S)
    if voice_loudness.loudness(pcm) <= voice_loudness.SILENT_LUFS:
        raise Unfit("is silent.")
    # Levelled after trimming: silence around a short word would be measured with it.
    return voice_sound.faded(voice_loudness.levelled(pcm), _FADE_S)


def examine(path: Path) -> Heard:
    """Listen to a recording as it is; raise Unfit."""
    info, data = _open(path)
    # At its own rate: what was cut off at the edge is not flat any more at another one.
    clipped = _is_clipped(_decoded(data, info.sample_rate))
    lufs = voice_loudness.loudness(_decoded(data, RATE))
    if lufs <= voice_loudness.SILENT_LUFS:
        raise Unfit("is silent.")
    return Heard(lufs=lufs, is_clipped=clipped)


def _open(path: Path) -> tuple[Any, bytes]:
    """Return what a file says of itself and all its bytes, which may come from anybody."""
    import miniaudio

    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unfit("is not a file.")
        if found.st_size > MOST_BYTES:
            raise Unfit(f"is larger than {MOST_BYTES // 1024**2} MB; a word needs less than one.")
        with path.open("rb") as file:
            # It may grow while it is read.
            data = file.read(MOST_BYTES)
    except OSError as error:
        raise Unfit(f"cannot be read: {error.strerror or error}.") from error
    if not data:
        raise Unfit("is empty.")
    if data[:4] not in (b"RIFF", b"RIFX", b"RF64") or data[8:12] != b"WAVE":
        raise Unfit("is not a wav file; save it as WAV (PCM).")
    try:
        info = miniaudio.wav_get_info(data)
    except miniaudio.MiniaudioError as error:
        raise Unfit("is a damaged wav file, or of a kind that nobody reads; save it as WAV (PCM).") from error
    if info.sample_rate not in RATES:
        raise Unfit(f"has {info.sample_rate} samples per second; {RATES[0]} to {RATES[-1]} can be read.")
    if info.duration > LONGEST_S:
        raise Unfit(f"lasts {info.duration:.0f} s; {LONGEST_S:.0f} s are the most.")
    return info, data


def _decoded(data: bytes, rate: int) -> Pcm:
    import miniaudio

    try:
        decoded = miniaudio.decode(data, output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=rate)
    except miniaudio.MiniaudioError as error:
        raise Unfit("is a damaged wav file; save it as WAV (PCM) again.") from error
    return array("h", decoded.samples)


def _is_clipped(pcm: Pcm) -> bool:
    if voice_sound.loudest(pcm) < _CLIPPED_FROM:
        return False
    run = 0
    for sample in pcm:
        run = run + 1 if sample >= _CLIPPED_FROM or sample <= -_CLIPPED_FROM else 0
        if run >= _CLIPPED_RUN:
            return True
    return False
