"""What a blind visitor hears: the real window and voice, and every sound beside what its text renders to."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from antrean import assets, wording
from antrean.devices import voice_pieces, voice_sound
from antrean.devices.voice_batch import render_to_wav
from antrean.devices.voice_options import FAST_VARIABLE
from antrean.settings import KioskSettings, VoiceSettings
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.wording import Sentence
from kiosk.guidance import Guidance
from kiosk.speaker import WARNING, Saying, Speaker
from kiosk.state import Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall, qt, sound, translations

Key = Qt.Key
SAME, OTHER = 0.8, 0.6
"""Cross-correlations: at least of a sound with its own text, and at most with another one."""


class Room:
    """A voice that writes what it plays into a folder, and who speaks through it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = VoiceSettings(sink=f"folder:{folder}", rate=220)
        self.speaker = Speaker.of(self.settings)
        self.said: list[str] = []

    def say(self, saying: Saying, *, cuts: bool = True) -> None:
        self.said.append(" ".join(one.text for one in saying.sentences))
        self.speaker.say(saying, cuts=cuts)

    def be_quiet(self) -> None:
        self.speaker.be_quiet()

    def lines(self) -> list[dict[str, Any]]:
        path = self.folder / "index.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    def hears(self, words: str) -> bool:
        """Wait until something with these words was played to its end."""
        words = wording.clean(words)
        return sound.until(lambda: any(words in line["text"] and "cut" not in line for line in self.lines()))

    def played(self, line: dict[str, Any]) -> voice_sound.Pcm:
        return voice_sound.read_wav(self.folder / line["file"])

    def rendered(self, line: dict[str, Any]) -> voice_sound.Pcm:
        path = self.folder.parent / "rendered.wav"
        render_to_wav(Sentence(language=line["language"], text=line["text"]), path, self.settings)
        return voice_sound.read_wav(path)


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    made = Room(tmp_path / "suara")
    yield made
    made.speaker.close()
    assert sound.children() == set()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    warm = hall.Warm(hall.prepared())
    store = warm.again()
    hall.set_clock(store, hall.MONDAY)
    yield store
    warm.close()


def say(room: Room, text: str) -> None:
    room.say(Saying(sentences=(Sentence(language="id", text=text),)))


def test_a_blind_visitor_hears_the_whole_way_to_the_number(
    room: Room, store: Store, qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FAST_VARIABLE, "1")
    rig = Rig(store).begin()
    window = KioskWindow(presenter=rig.presenter, language=english(qapp, tmp_path), settle_ms=0)
    rig.presenter.switch_language()
    guide = Guidance(presenter=rig.presenter, window=window, mouth=room, settings=KioskSettings(), gather_ms=3_600_000)
    qapp.focusChanged.connect(guide.on_focus)
    with qtbot.waitExposed(window):
        window.show()
    assert sound.children() == set(), "nobody has asked for a voice yet"

    def press(key: Qt.Key) -> None:
        handle = window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key)
        rig.run()
        QCoreApplication.sendPostedEvents()
        guide.speak()
        assert room.hears(room.said[-1]), room.said[-1]

    def focus() -> str:
        focused = window.focusWidget()
        return "" if focused is None else focused.objectName()

    press(Key.Key_F1)
    for _ in range(20):
        if focus().startswith("agency_"):
            break
        press(Key.Key_Down)
    press(Key.Key_Return)
    assert rig.state.page is Page.SERVICES
    press(Key.Key_Return)
    assert rig.state.page is Page.PRIORITY
    for _ in range(20):
        if focus() == "priority_none":
            break
        press(Key.Key_Down)
    press(Key.Key_Return)
    assert rig.state.page is Page.ISSUED
    assert rig.code is not None
    lines = room.lines()
    assert "Your number is" in lines[-1]["text"]
    assert {line["language"] for line in lines} == {"en"}
    some = (lines[0], lines[1], lines[-1])
    rendered = [room.rendered(line) for line in some]
    for own, line in enumerate(some):
        alike = [sound.likeness(room.played(line), each) for each in rendered]
        assert alike.pop(own) > SAME
        assert max(alike) < OTHER
    qapp.focusChanged.disconnect(guide.on_focus)
    qt.end(window)


def english(app: QApplication, folder: Path) -> Language:
    translations.build(translations.FOLDER / "antrean_id.ts", folder / "antrean_id.qm")
    return Language(app, code="en", folder=folder)


def test_a_new_text_cuts_the_old_one_off_and_is_heard_whole(room: Room) -> None:
    say(room, "Pilih instansi, atau cari layanan yang Anda perlukan. Tekan tombol bantuan untuk mengulang semuanya.")
    assert sound.until(lambda: any(room.folder.glob("*.wav")))
    say(room, "Nomor antrean Anda ce a, nol nol satu.")
    assert room.hears("nol nol satu")
    cut, whole = room.lines()
    assert cut["cut"] is True
    assert cut["end"] <= whole["start"]
    assert len(room.played(cut)) < 0.8 * len(room.rendered(cut))
    assert sound.likeness(room.played(whole), room.rendered(whole)) > SAME


def test_a_voice_that_was_killed_speaks_again_at_the_next_sentence(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FAST_VARIABLE, "1")
    say(room, "Silakan pilih layanan.")
    assert room.hears("pilih layanan")
    (killed,) = sound.children()
    os.kill(killed, signal.SIGKILL)
    say(room, "Silakan ambil nomor.")
    assert room.hears("ambil nomor")
    assert killed not in sound.children()
    line = room.lines()[-1]
    assert sound.likeness(room.played(line), room.rendered(line)) > SAME


def test_the_warning_is_heard_without_words(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FAST_VARIABLE, "1")
    room.say(Saying(sound=WARNING, volume=0.5))
    assert room.hears(WARNING)
    (line,) = room.lines()
    kept = voice_sound.read_wav(assets.path("sounds", "warning.wav"))
    begin = round(voice_pieces.BETWEEN_CALLS_S * voice_sound.RATE)
    assert room.played(line)[begin : begin + len(kept)] == voice_sound.scaled(kept, 0.5)
