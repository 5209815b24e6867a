"""A loudspeaker that is gone: before a call, at its start and in its middle; and what is made meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import miniaudio
import pytest

from antrean.devices import voice_device, voice_sound
from antrean.devices.voice_device import DevicePlayer
from antrean.devices.voice_play import Cut, Piece
from antrean.errors import Unavailable
from tests.helpers.sound import tone

OPENING = Piece(language="", text="", pcm=tone(0.2), chime_s=0.2, is_opening=True)
WORDS = Piece(language="id", text="satu", pcm=tone(0.3), chime_s=0.0)


class Device:
    """Takes so many periods of sound, all at once when it is started, and then no more."""

    def __init__(self, periods: int = 0, *, is_broken: bool = False) -> None:
        self.taken = 0
        self.is_open = False
        self._periods = periods
        self._is_broken = is_broken

    def start(self, samples: Any) -> None:
        if self._is_broken:
            raise miniaudio.MiniaudioError("unplugged")
        for _ in range(self._periods):
            self.taken += len(samples.send(2205)) // 2

    def __enter__(self) -> "Device":
        self.is_open = True
        return self

    def __exit__(self, *_: object) -> None:
        self.is_open = False


class Ending(Device):
    """Plays all of it in a thread of its own, as a device does."""

    def start(self, samples: Any) -> None:
        def play() -> None:
            while self.is_open:
                samples.send(2205)

        threading.Thread(target=play, daemon=True).start()


class Stage:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paced: list[float] = []
        self.player = DevicePlayer(name="", pace=lambda seconds, _: self.paced.append(seconds))
        self._patch = monkeypatch
        monkeypatch.setattr(voice_device, "_TAIL_S", 0.1)
        monkeypatch.setattr(voice_device, "_STALL_S", 0.1)

    def put(self, device: Device | None) -> None:
        def opened(name: str) -> Device:
            if device is None:
                raise voice_device._NoDeviceError("There is no working sound device.")
            return device

        self._patch.setattr(voice_device, "_open_device", opened)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(monkeypatch)


def test_without_a_loudspeaker_a_call_takes_its_time_and_is_told(stage: Stage) -> None:
    stage.put(None)
    played = stage.player.play([OPENING, WORDS])
    assert (played.audible, played.trouble) == (False, "There is no working sound device.")
    assert stage.paced == [pytest.approx(0.5, abs=0.1)]


@pytest.mark.parametrize("device", [Device(is_broken=True), Device(periods=1)], ids=["at its start", "in its middle"])
def test_a_loudspeaker_that_goes_away_is_told_and_the_next_call_finds_another(stage: Stage, device: Device) -> None:
    stage.put(device)
    played = stage.player.play([OPENING, WORDS])
    assert not played.audible
    assert "sound device" in played.trouble
    assert not device.is_open
    stage.put(Ending())
    assert stage.player.play([OPENING, WORDS]).audible


def test_what_cannot_be_made_ends_the_sound_at_once(stage: Stage) -> None:
    device = Device(periods=1)
    stage.put(device)

    def making() -> Iterator[Piece]:
        yield OPENING
        assert device.is_open
        raise Unavailable("voice", "The engine has gone.")

    with pytest.raises(Unavailable, match="engine has gone"):
        stage.player.play(making())
    assert not device.is_open
    assert stage.paced == []


def test_the_sound_begins_before_its_end_is_made(stage: Stage) -> None:
    device = Device(periods=1)
    stage.put(device)
    taken: list[int] = []

    def making() -> Iterator[Piece]:
        yield OPENING
        taken.append(device.taken)
        yield WORDS

    stage.player.play(making())
    assert taken == [2205]


def test_nothing_to_play_opens_no_device(stage: Stage) -> None:
    stage.put(None)
    assert stage.player.play([]).audible


def test_a_device_that_is_closed_leaves_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library keeps the connection of every device it made open, and a sound server takes only so many."""
    ended: list[object] = []

    class Library:
        @staticmethod
        def ma_context_uninit(context: object) -> None:
            ended.append(context)

    @contextmanager
    def device(*, fails: bool) -> Iterator[Any]:
        def init(self: Any, **options: Any) -> None:
            # What the library's own end of an object looks at.
            self.running, self.callback_generator, self._device = False, None, None
            self._context = self._make_context([])
            if fails:
                raise miniaudio.MiniaudioError("failed to init device")

        monkeypatch.setattr(miniaudio.PlaybackDevice, "__init__", init)
        monkeypatch.setattr(miniaudio.PlaybackDevice, "_make_context", lambda self, *given: "context")
        monkeypatch.setattr(miniaudio.AbstractDevice, "close", lambda self: None)
        monkeypatch.setattr(miniaudio, "lib", Library)
        yield voice_device._loudspeaker_class()

    with device(fails=False) as made:
        one = made()
        assert ended == []
        one.close()
        one.close()
        assert ended == ["context"]
    with device(fails=True) as made:
        with pytest.raises(miniaudio.MiniaudioError):
            made()
        assert ended == ["context", "context"]


def test_a_cut_ends_a_call_that_waits_for_its_words(stage: Stage) -> None:
    stage.put(Device(periods=1))
    cut = Cut()

    def making() -> Iterator[Piece]:
        yield OPENING
        cut.ask()

    played = stage.player.play(making(), cut)
    assert played.audible
    assert voice_sound.seconds(OPENING.pcm) > played.seconds
