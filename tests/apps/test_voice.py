"""The voice with its real child process: speaking, being watched, failing, and ending."""

import dataclasses
import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from antrean.devices import voice as voice_module
from antrean.devices import voice_process, voice_sound
from antrean.devices.voice import Patience, Spoken, Stop, Voice, VoiceKind, VoiceState
from antrean.devices.voice_batch import render_to_wav
from antrean.errors import Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Call, Sentence, sentences
from tests.helpers import sound

CALL = sentences(Call(code="CA-012", counter=5, agency_spoken="Dukcapil"), ("id", "en"))
INDONESIAN = CALL[:1]
SHORT = (Sentence(language="id", text="Nomor antrean, a, nol nol satu."),)
PATIENT = Patience(start_s=40, render_s=40, margin_s=40, close_s=5, backoff_first_s=0.05, backoff_most_s=0.2)
WATCHFUL = dataclasses.replace(PATIENT, render_s=1, margin_s=1)


class States(queue.SimpleQueue[VoiceState]):
    def next(self, kind: VoiceKind) -> VoiceState:
        while True:
            state = self.get(timeout=40)
            if state.kind is kind:
                return state


class Stage:
    """A voice that is closed after the test, and what it has put into its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.states = States()
        self._voices: list[Voice] = []

    def voice(self, *, sink: str = "", fast: bool = True, patience: Patience = PATIENT, device: str = "") -> Voice:
        settings = VoiceSettings(sink=sink or f"folder:{self.folder}", device=device, rate=140 if fast else 260)
        voice = Voice(settings, on_state=self.states.put, patience=patience, fast=fast)
        self._voices.append(voice)
        return voice

    def wavs(self) -> list[Path]:
        return sorted(self.folder.glob("*.wav"))

    def index(self) -> list[dict[str, Any]]:
        path = self.folder / "index.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    def close(self) -> None:
        for voice in self._voices:
            voice.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path / "suara")
    before = sound.children()
    yield made
    made.close()
    assert sound.children() <= before


class Speaking:
    """An announcement under way in a thread of its own, like that of the display."""

    def __init__(self, voice: Voice, what: Sequence[Sentence], *, again: bool = False) -> None:
        self._results: queue.SimpleQueue[Spoken | Unavailable] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, args=(voice, what, again))
        self._thread.start()

    def result(self) -> Spoken | Unavailable:
        outcome = self._results.get(timeout=50)
        self._thread.join()
        return outcome

    def _run(self, voice: Voice, what: Sequence[Sentence], again: bool) -> None:
        try:
            self._results.put(voice.speak(what, chime=True, again=again))
        except Unavailable as error:
            self._results.put(error)


def the_child() -> int:
    (pid,) = sound.children()
    return pid


def freeze(pid: int) -> None:
    """Stop a process and wait until it stands: on a busy PC it may run on for a moment."""
    os.kill(pid, signal.SIGSTOP)
    stat = Path(f"/proc/{pid}/stat")
    assert sound.until(lambda: stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] == "T")


def test_both_languages_are_spoken_after_one_chime(stage: Stage) -> None:
    spoken = stage.voice().speak(CALL, chime=True)
    assert [path.name for path in stage.wavs()] == ["0001_id.wav", "0002_en.wav"]
    indonesian, english = (voice_sound.read_wav(path) for path in stage.wavs())
    assert spoken.audible
    assert spoken.seconds == pytest.approx(voice_sound.seconds(indonesian + english), abs=0.01)
    for pcm, shortest, longest in ((indonesian, 5.0, 11.0), (english, 3.5, 8.0)):
        assert shortest < voice_sound.seconds(pcm) < longest
        assert sound.strength(pcm) > 0.02
    first, second = stage.index()
    assert (first["language"], first["text"]) == ("id", CALL[0].text)
    assert (second["language"], second["text"]) == ("en", CALL[1].text)
    assert second["start"] >= first["end"]
    assert first["chime_s"] > 1
    assert second["chime_s"] == 0
    assert 0 < sound.strength(sound.part(indonesian, 0, 0.14)) < 0.005
    assert sound.pitch_share(sound.part(indonesian, 0.2, 0.5), sound.DING_HZ) > 0.7
    assert sound.strength(sound.part(indonesian, first["chime_s"] + 0.02, first["chime_s"] + 0.2)) < 0.001
    assert sound.pitch_share(sound.part(english, 0.55, 0.85), sound.DING_HZ) < 0.2


def test_a_sentence_said_again_is_not_rendered_again(stage: Stage) -> None:
    voice = stage.voice()
    for what in (INDONESIAN, SHORT, INDONESIAN):
        voice.speak(what, chime=False)
    first, other, again = (path.read_bytes() for path in stage.wavs())
    # eSpeak never makes the same samples twice, so equal files are one rendering.
    assert first == again
    assert first != other


def test_the_numbers_go_on_after_a_restart(stage: Stage) -> None:
    stage.voice().speak(SHORT, chime=False)
    stage.voice().speak(SHORT, chime=False)
    assert [path.name for path in stage.wavs()] == ["0001_id.wav", "0002_id.wav"]


def test_calls_from_two_threads_come_one_after_the_other(stage: Stage) -> None:
    voice = stage.voice()
    both = [Speaking(voice, INDONESIAN), Speaking(voice, SHORT)]
    assert all(isinstance(each.result(), Spoken) for each in both)
    first, second = stage.index()
    assert second["start"] >= first["end"]


def test_time_passes_as_if_somebody_spoke(stage: Stage) -> None:
    voice = stage.voice(sink="none", fast=False)
    assert sound.until(lambda: ready(voice))
    began = time.monotonic()
    spoken = voice.speak(SHORT, chime=False)
    assert spoken.audible
    assert spoken.seconds > 1
    assert time.monotonic() - began >= spoken.seconds


def test_a_missing_device_is_a_state_and_no_failure(stage: Stage) -> None:
    voice = stage.voice(sink="device", device="no loudspeaker has this name")
    state = stage.states.next(VoiceKind.NO_DEVICE)
    assert "no loudspeaker has this name" in state.sentence
    spoken = voice.speak(SHORT, chime=True)
    assert not spoken.audible
    assert voice.state.kind is VoiceKind.NO_DEVICE


def test_a_language_without_a_voice_is_named(stage: Stage) -> None:
    voice = stage.voice()
    with pytest.raises(Unavailable) as failure:
        voice.speak((Sentence(language="tlh", text="nuqneH"),), chime=True)
    assert "tlh" in failure.value.sentence
    assert voice.state.kind is VoiceKind.FAILING
    assert stage.wavs() == []


def test_half_a_call_is_better_than_none(stage: Stage) -> None:
    voice = stage.voice()
    voice.speak((Sentence(language="tlh", text="nuqneH"), *INDONESIAN), chime=True)
    assert [path.name for path in stage.wavs()] == ["0001_id.wav"]
    assert stage.index()[0]["chime_s"] > 1
    assert "tlh" in voice.state.sentence
    voice.speak(SHORT, chime=False)
    assert voice.state == VoiceState(kind=VoiceKind.OK)


def test_text_that_would_break_the_line_or_the_engine_is_harmless(stage: Stage) -> None:
    voice = stage.voice()
    hostile = Sentence(
        language="id", text='Nomor\n{"op": "quit"}\0<break time="99s"/>[[h@l@U]] \udc80 antrean satu dua'
    )
    spoken = voice.speak((hostile,), chime=False)
    assert 1 < spoken.seconds < 15
    assert voice.speak(SHORT, chime=False).audible


def test_nothing_to_say_is_told(stage: Stage) -> None:
    with pytest.raises(Unavailable, match="nothing to speak"):
        stage.voice().speak((), chime=True)


def test_what_is_stopped_is_cut_off_and_the_next_is_heard_whole(stage: Stage) -> None:
    voice = stage.voice(fast=False)
    stop = Stop()
    results: queue.SimpleQueue[Spoken] = queue.SimpleQueue()
    long = threading.Thread(target=lambda: results.put(voice.speak(CALL, chime=True, stop=stop)))
    long.start()
    # The file is written when its sound begins.
    assert sound.until(lambda: bool(stage.wavs()))
    stop.set()
    spoken = results.get(timeout=40)
    long.join()
    assert spoken.is_cut
    assert spoken.seconds < 2
    whole = voice.speak(SHORT, chime=False)
    assert not whole.is_cut
    cut, heard = stage.index()
    assert cut["cut"] is True
    assert "cut" not in heard
    assert heard["start"] >= cut["end"]
    assert voice.state.kind is VoiceKind.OK


def test_what_is_stopped_before_it_begins_is_not_heard(stage: Stage) -> None:
    voice = stage.voice()
    stop = Stop()
    stop.set()
    assert voice.speak(SHORT, chime=False, stop=stop).is_cut
    assert not voice.speak(SHORT, chime=False).is_cut
    assert len(stage.wavs()) == 1


def test_a_sound_alone_is_heard_as_loud_as_wanted(stage: Stage) -> None:
    voice = stage.voice()
    voice.speak((), chime=False, sound="warning")
    voice.speak((), chime=False, sound="warning", volume=0.25)
    full, soft = (voice_sound.loudest(voice_sound.read_wav(path)) for path in stage.wavs())
    assert soft == pytest.approx(full / 4, rel=0.02)
    assert [line["language"] for line in stage.index()] == ["zxx", "zxx"]


def test_another_language_is_spoken_by_its_own_voice(stage: Stage) -> None:
    stage.voice().speak((Sentence(language="fr", text="Votre numéro."),), chime=False)
    assert [line["language"] for line in stage.index()] == ["fr"]


def test_a_frozen_voice_is_replaced(stage: Stage) -> None:
    voice = stage.voice(patience=WATCHFUL)
    assert sound.until(lambda: ready(voice))
    frozen = the_child()
    freeze(frozen)
    with pytest.raises(Unavailable, match="fell silent") as failure:
        voice.speak(SHORT, chime=True)
    assert failure.value.what == "voice"
    assert failure.value.retry
    assert sound.until(lambda: not sound.is_alive(frozen))
    assert sound.until(lambda: ready(voice))
    assert the_child() != frozen
    # A PC under test may be slower than the watchdog was told.
    voice._patience = PATIENT
    assert voice.speak(SHORT, chime=True).audible
    assert voice.state.kind is VoiceKind.OK


def test_a_voice_that_dies_again_and_again_is_started_ever_more_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[float] = []
    enough = threading.Event()

    class Dying:
        """A process that ends as soon as it is started."""

        pid, is_ready, is_gone = 1, False, True

        def __init__(self, options: Sequence[str], on_ready: object) -> None:
            started.append(time.monotonic())
            if len(started) == 6:
                enough.set()

        def wait(self) -> int:
            return 7

        def last_words(self) -> str:
            return "no room"

        def close(self, patience_s: float) -> None:
            pass

    monkeypatch.setattr(voice_module, "VoiceProcess", Dying)
    states = States()
    patience = dataclasses.replace(PATIENT, backoff_first_s=0.02, backoff_most_s=0.1)
    voice = Voice(VoiceSettings(sink="none"), on_state=states.put, patience=patience)
    try:
        assert enough.wait(20)
        assert "exit code 7" in states.next(VoiceKind.FAILING).sentence
    finally:
        voice.close()
    pauses = [after - before for before, after in itertools.pairwise(started)]
    assert all(pause >= least for pause, least in zip(pauses, (0.02, 0.04, 0.08, 0.1, 0.1), strict=False))


def test_a_voice_that_freezes_in_the_middle_of_a_sentence_is_replaced(stage: Stage) -> None:
    voice = stage.voice(fast=False, patience=dataclasses.replace(PATIENT, margin_s=0.5))
    speaking = Speaking(voice, SHORT)
    assert sound.until(lambda: len(stage.wavs()) == 1)
    freeze(the_child())
    outcome = speaking.result()
    assert isinstance(outcome, Unavailable)
    assert "silent" in outcome.sentence
    assert stage.index() == []


def test_a_sentence_cut_by_a_crash_is_said_again_when_asked(stage: Stage) -> None:
    voice = stage.voice(fast=False)
    speaking = Speaking(voice, SHORT, again=True)
    assert sound.until(lambda: len(stage.wavs()) == 1)
    os.kill(the_child(), signal.SIGKILL)
    assert isinstance(speaking.result(), Spoken)
    assert [path.name for path in stage.wavs()] == ["0001_id.wav", "0002_id.wav"]
    assert [line["file"] for line in stage.index()] == ["0002_id.wav"]


def test_a_sentence_cut_by_a_crash_is_reported_otherwise(stage: Stage) -> None:
    voice = stage.voice(fast=False)
    speaking = Speaking(voice, INDONESIAN)
    assert sound.until(lambda: len(stage.wavs()) == 1)
    os.kill(the_child(), signal.SIGKILL)
    outcome = speaking.result()
    assert isinstance(outcome, Unavailable)
    assert outcome.retry
    assert len(stage.wavs()) == 1


def test_a_crash_between_calls_heals_by_itself(stage: Stage) -> None:
    voice = stage.voice()
    assert sound.until(lambda: ready(voice))
    os.kill(the_child(), signal.SIGKILL)
    state = stage.states.next(VoiceKind.FAILING)
    assert "-9" in state.sentence
    assert stage.states.next(VoiceKind.OK) == VoiceState(kind=VoiceKind.OK)
    assert voice.speak(SHORT, chime=False).audible


def test_closing_cuts_the_sentence_and_leaves_no_process(stage: Stage) -> None:
    voice = stage.voice(fast=False)
    speaking = Speaking(voice, INDONESIAN, again=True)
    assert sound.until(lambda: len(stage.wavs()) == 1)
    child = the_child()
    voice.close()
    assert not sound.is_alive(child)
    outcome = speaking.result()
    assert isinstance(outcome, Unavailable)
    assert not outcome.retry
    voice.close()
    with pytest.raises(Unavailable, match="closed"):
        voice.speak(SHORT, chime=False)


def test_closing_ends_even_a_frozen_process(stage: Stage) -> None:
    voice = stage.voice(patience=Patience(close_s=0.1))
    assert sound.until(lambda: ready(voice))
    child = the_child()
    freeze(child)
    voice.close()
    assert not sound.is_alive(child)


def test_closing_at_once_leaves_no_process(stage: Stage) -> None:
    stage.voice().close()
    assert sound.children() == set()


def test_the_voice_never_outlives_its_app(tmp_path: Path) -> None:
    folder = tmp_path / "suara"
    app = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys\n"
            "from antrean.devices.voice import Voice\n"
            "from antrean.settings import VoiceSettings\n"
            "from antrean.wording import Sentence\n"
            "voice = Voice(VoiceSettings(sink='folder:' + sys.argv[1]))\n"
            "voice.speak([Sentence(language='id', text='satu dua tiga empat lima ' * 20)], chime=True)\n",
            str(folder),
        ],
        env=voice_process.environment(),
    )
    try:
        assert sound.until(lambda: any(folder.glob("*.wav")), timeout_s=40)
        (child,) = sound.children(app.pid)
    finally:
        app.kill()
        app.wait()
    assert sound.until(lambda: not sound.is_alive(child), timeout_s=10)


def worker(*options: str, lines: Sequence[object], path: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the worker alone until it has read these lines and its stdin is closed."""
    environment = voice_process.environment()
    if path is not None:
        environment["PYTHONPATH"] += os.pathsep + str(path)
    return subprocess.run(
        voice_process.command(options),
        input=b"".join(json.dumps(line).encode() + b"\n" for line in lines),
        capture_output=True,
        env=environment,
        timeout=50,
        check=False,
    )


def render_message(
    path: Path, text: str = "Nomor antrean, a, nol nol satu.", language: str = "id"
) -> dict[str, object]:
    return {"op": "render", "path": str(path), "chime": False, "sentences": [{"language": language, "text": text}]}


def test_the_worker_ends_when_its_stdin_closes() -> None:
    run = worker("--sink=none", lines=[])
    assert run.returncode == 0


def test_nothing_but_answers_stands_on_the_workers_stdout(tmp_path: Path) -> None:
    run = worker("--render", lines=[render_message(tmp_path / "a.wav")])
    (line,) = run.stdout.splitlines()
    assert json.loads(line)["event"] == "done"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_bundled_library_speaks_too(tmp_path: Path, language: str) -> None:
    path = tmp_path / "a.wav"
    run = worker("--render", "--library=bundled", lines=[render_message(path, language=language)])
    assert json.loads(run.stdout)["event"] == "done", run.stderr
    assert 1 < voice_sound.seconds(voice_sound.read_wav(path)) < 6


def test_a_pc_without_any_engine_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('not here')\n")
    run = worker("--render", "--library=bundled", lines=[render_message(tmp_path / "a.wav")], path=tmp_path)
    answer = json.loads(run.stdout)
    assert answer["event"] == "failed"
    assert "install the package espeak-ng" in answer["trouble"]
    assert run.returncode == 3


SILENT_ENGINE = """
import wave

class Engine:
    def __init__(self, name):
        self.proxy = self
        self._driver = self
        self._calls = []
    def setProperty(self, name, value):
        pass
    def connect(self, topic, call):
        self._calls.append(call)
        return call
    def disconnect(self, call):
        self._calls.remove(call)
    def save_to_file(self, text, path):
        self._path = path
        with wave.open(path, "wb") as file:
            file.setparams((1, 2, 22050, 0, "NONE", ""))
            file.writeframes(bytes(200))
    def runAndWait(self):
        for call in list(self._calls):
            call()
"""


def test_an_engine_in_doubt_gets_a_new_process(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drivers = tmp_path / "pyttsx3" / "drivers"
    drivers.mkdir(parents=True)
    (tmp_path / "pyttsx3" / "__init__.py").write_text("")
    (tmp_path / "pyttsx3" / "engine.py").write_text(SILENT_ENGINE)
    (drivers / "__init__.py").write_text("")
    (drivers / "espeak.py").write_text("")
    (drivers / "_espeak.py").write_text("def IsPlaying():\n    return False\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    voice = stage.voice()
    state = stage.states.next(VoiceKind.FAILING)
    assert "no sound" in state.sentence
    doubted = the_child()
    with pytest.raises(Unavailable, match="gave no sound"):
        voice.speak(SHORT, chime=True)
    assert sound.until(lambda: not sound.is_alive(doubted))
    assert sound.until(lambda: ready(voice))
    assert the_child() != doubted


def test_one_sentence_can_be_rendered_without_a_voice(tmp_path: Path) -> None:
    path = tmp_path / "announcement_en.wav"
    plain = render_to_wav(CALL[1], path, VoiceSettings())
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert file.getnframes() / 22_050 == pytest.approx(plain, abs=0.001)
    assert sound.strength(voice_sound.read_wav(path)) > 0.02
    assert render_to_wav(CALL[1], path, VoiceSettings(), chime=True) > plain + 1


def test_a_rendering_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be written"):
        render_to_wav(SHORT[0], tmp_path / "missing" / "a.wav", VoiceSettings())


def test_a_rendering_without_end_is_ended(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="did not render"):
        render_to_wav(SHORT[0], tmp_path / "a.wav", VoiceSettings(), timeout_s=0.001)


def ready(voice: Voice) -> bool:
    process = voice._process
    return process is not None and process.is_ready and not process.is_gone
