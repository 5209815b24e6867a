"""The loudspeaker: finding it, playing what is still being made, and noticing that it is gone."""

import contextlib
import logging
import os
import time
from collections.abc import Generator, Iterable
from typing import Any, Final

from antrean.devices import voice_sound
from antrean.devices.voice_play import (
    Cut,
    FolderPlayer,
    Pace,
    Piece,
    Played,
    Player,
    SilentPlayer,
    no_wait,
    sink_of,
    wait,
)
from antrean.devices.voice_sound import Pcm
from antrean.settings import VoiceSettings

BACKENDS: Final = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "PULSEAUDIO", "ALSA", "SNDIO", "AUDIO4", "OSS")
"""Sound systems of miniaudio in the order they are tried.

Not JACK, which is tried first otherwise and is for studios, and not NULL, which plays into nothing and says it did.
PulseAudio (and PipeWire in its place) before ALSA: the latter's PulseAudio plug-in starts late and stutters.
"""

_DUMMY: Final = b"auto_null"
"""What PulseAudio and PipeWire play into while the PC has no loudspeaker ("Dummy Output"): it takes all, unheard."""

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


def player_for(settings: VoiceSettings, *, fast: bool = False) -> Player:
    """Return the player for these settings; `fast` keeps no time where nothing is heard."""
    sink = sink_of(settings)
    pace = no_wait if fast else wait
    if sink.device:
        return DevicePlayer(name=settings.device, pace=pace)
    if sink.folder is not None:
        return FolderPlayer(folder=sink.folder, pace=pace)
    return SilentPlayer(pace=pace)


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

    def play(self, pieces: Iterable[Piece], cut: Cut | None = None) -> Played:
        began = time.monotonic()
        cut = cut or Cut()
        making = iter(pieces)
        first = next(making, None)
        if first is None:
            return Played(seconds=0, audible=True)
        length = voice_sound.seconds(first.pcm)
        tape = Tape(first.pcm, lead_s=first.lead_s)
        try:
            with _open_device(self._name) as device:
                _start(device, tape, cut)
                for piece in making:
                    tape.add(piece.pcm)
                    length += voice_sound.seconds(piece.pcm)
                tape.end()
                if not cut.wait(length + _TAIL_S + _STALL_S):
                    raise _NoDeviceError("The sound device stopped taking sound; is the loudspeaker still plugged in?")
        except _NoDeviceError as error:
            length += sum(voice_sound.seconds(piece.pcm) for piece in making)
            # The calls keep their rhythm: the screen shows each one as long as it would have been spoken.
            self._pace(max(0.0, began + length - time.monotonic()), cut)
            return Played(seconds=time.monotonic() - began, audible=False, trouble=str(error))
        return Played(seconds=time.monotonic() - began, audible=True)


class _NoDeviceError(Exception):
    pass


class Tape:
    """Sound that is heard from its beginning while its end is still being made, by one thread for another."""

    def __init__(self, opening: Pcm, *, lead_s: float = 0.0) -> None:
        self._data = bytearray(opening.tobytes())
        self._lead = round(lead_s * voice_sound.RATE)
        self._is_whole = False

    def add(self, pcm: Pcm) -> None:
        self._data += pcm.tobytes()

    def end(self) -> None:
        """Say that nothing more comes."""
        self._is_whole = True

    def samples(self, over: Cut) -> Generator[bytes, int, None]:
        """Yield as many frames as the device asks for, then silence; end `over` once all sound has left the device.

        What is not yet made is waited for in silence: the pause after the chime becomes longer.
        """
        wanted = yield b""
        # A device may take its first period at once and pause before the second; that period must not hold any sound.
        silent = 2 * max(0, wanted - self._lead)
        position, tail = 0, round(_TAIL_S * voice_sound.RATE)
        while tail > 0:
            is_whole = self._is_whole
            size = 2 * wanted
            head = bytes(min(silent, size))
            silent -= len(head)
            chunk = bytes(self._data[position : position + size - len(head)])
            position += len(chunk)
            missing = size - len(head) - len(chunk)
            if is_whole:
                tail -= missing // 2
            wanted = yield head + chunk + bytes(missing)
        over.end()
        while True:
            wanted = yield bytes(2 * wanted)


def _start(device: Any, tape: Tape, cut: Cut) -> None:
    """Let a device take a tape's sound; closing it drops what it holds ahead."""
    import miniaudio

    samples = tape.samples(cut)
    next(samples)
    try:
        device.start(samples)
    except miniaudio.MiniaudioError as error:
        raise _NoDeviceError(f"The sound device does not start: {error}.") from error


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
            if backend is miniaudio.Backend.PULSEAUDIO and not playbacks and not name:
                # A sound server without a loudspeaker: ALSA's default would lead back to it and call itself heard.
                break
            if wanted is None:
                continue
            return _loudspeaker_class()(
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
    raise _NoDeviceError(
        "There is no working sound device; plug in a loudspeaker or write enabled = false under [voice]."
    )


def _loudspeaker_class() -> Any:
    import miniaudio

    class Loudspeaker(miniaudio.PlaybackDevice):  # type: ignore[misc]
        """A device that also closes its connection to the sound system.

        The library keeps one open for each device it ever made; PulseAudio takes 64 of them, and then nobody is heard.
        """

        _made: Any = None

        def __init__(self, **options: Any) -> None:
            try:
                super().__init__(**options)
            except miniaudio.MiniaudioError:
                self._disconnect()
                raise

        def close(self) -> None:
            super().close()
            self._disconnect()

        def _make_context(self, *given: Any) -> Any:
            self._made = super()._make_context(*given)
            return self._made

        def _disconnect(self) -> None:
            if self._made is not None:
                miniaudio.lib.ma_context_uninit(self._made)
                self._made = None

    return Loudspeaker


def loudspeakers() -> list[tuple[str, str]]:
    """Return the sound system and the name of every loudspeaker of this PC, and what ALSA lists beside them."""
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
    if backend is miniaudio.Backend.PULSEAUDIO:
        # The id is a union of one field for each system; PulseAudio's is the name of its sink.
        return [each for each in listed if miniaudio.ffi.string(miniaudio.ffi.cast("char *", each["id"])) != _DUMMY]
    return listed
