"""The voice's own process: takes announcements as JSON lines, speaks one at a time, answers as JSON lines.

It reads from stdin and ends the moment stdin closes, so it never outlives the app that started it.
In come `{"op": "speak", "id", "chime", "sentences": [{"language", "text", "pause_s"}]}`, where `pause_s` is the silence
before a sentence (null: the usual one); it may have a `volume` of its own (0 to 1, times that of the settings) and a
`sound` of SOUNDS in place of the chime; `{"op": "stop", "id"}`, which ends that announcement and all before it at once;
and, with --render, `{"op": "render", "path", "chime", "sentences"}`.
Out go `{"event": "ready", "library", "trouble", "audible"}` once, then for each announcement `playing` (with `seconds`)
and `done` (with `seconds`, `audible`, `trouble`, `cut`) or `failed` (with `trouble`, `retry`, `leaving`).
"""

import argparse
import contextlib
import json
import logging
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from antrean import assets, wording
from antrean.devices import voice_play, voice_sound
from antrean.devices.voice_play import Cut, Piece, Played, Player
from antrean.devices.voice_render import Doubtful, Library, Renderer
from antrean.errors import AntreanError, Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence

PRE_ROLL_S: Final = 0.15
"""Silence first: amplifiers and HDMI screens swallow the beginning of what follows silence."""

AFTER_CHIME_S: Final = 0.25
BETWEEN_LANGUAGES_S: Final = 0.5
LAST_S: Final = 0.1
LONGEST_PAUSE_S: Final = 60.0

CHIME: Final = "chime"
SOUNDS: Final = {CHIME: "chime.wav", "warning": "warning.wav"}
"""What may be heard before the words or without any."""

NO_WORDS: Final = "zxx"
"""The language of a sound without words (ISO 639)."""

_log = logging.getLogger(__name__)


class Worker:
    """Renders and plays; made for one thread."""

    def __init__(self, settings: VoiceSettings, *, library: Library, player: Player) -> None:
        self._settings = settings
        self._library = library
        self._player = player
        self._renderer: Renderer | None = None
        self._sounds: dict[str, voice_sound.Pcm] = {}

    def greeting(self) -> dict[str, object]:
        """Warm up and return the `ready` message."""
        library, trouble = "", ""
        try:
            renderer = self._warm()
            library = renderer.library
            renderer.render(Sentence(language="id", text="nomor antrean"))
        except Unavailable as error:
            trouble = error.sentence
        sound = self._player.probe()
        return {
            "event": "ready",
            "library": library,
            "trouble": trouble,
            "audible": sound.audible,
            "sound_trouble": sound.trouble,
        }

    def pieces(
        self, sentences: Sequence[Sentence], *, sound: str = "", volume: float = 1.0, cut: Cut | None = None
    ) -> tuple[list[Piece], str]:
        """Render sentences with their pauses; return them and what went wrong with those that are missing.

        Raises Unavailable when none of them could be rendered: half a call is better than none. A sound alone needs
        no speech engine. What is cut while it is rendered returns at once with what there is, which may be nothing.
        """
        loudness = self._settings.volume * min(1.0, max(0.0, volume))
        if not sentences and sound not in ("", CHIME):
            pcm = voice_sound.silence(PRE_ROLL_S) + self._sound(sound) + voice_sound.silence(LAST_S)
            length = voice_sound.seconds(pcm)
            return [Piece(language=NO_WORDS, text=sound, pcm=voice_sound.scaled(pcm, loudness), chime_s=length)], ""
        renderer = self._warm()
        made: list[Piece] = []
        troubles: list[AntreanError] = []
        for sentence in sentences:
            if cut is not None and cut.is_asked:
                return made, ""
            try:
                speech = renderer.render(Sentence(language=sentence.language, text=sentence.text))
            except Doubtful:
                raise
            except Unavailable as error:
                troubles.append(error)
                continue
            between = BETWEEN_LANGUAGES_S if sentence.pause_s is None else sentence.pause_s
            pcm = voice_sound.silence(between if made else PRE_ROLL_S)
            chime_s = 0.0
            if sound and not made:
                pcm += self._sound(sound)
                chime_s = voice_sound.seconds(pcm)
                pcm += voice_sound.silence(AFTER_CHIME_S)
            pcm += speech + voice_sound.silence(LAST_S)
            loud = voice_sound.scaled(pcm, loudness)
            made.append(Piece(language=sentence.language, text=sentence.text, pcm=loud, chime_s=chime_s))
        if not made:
            raise troubles[0] if troubles else Unavailable("voice", "There is nothing to speak.", retry=False)
        return made, " ".join(error.sentence for error in troubles)

    def speak(self, message: Mapping[str, Any], answer: "Answers", cut: Cut | None = None) -> None:
        """Speak one announcement and answer; raise Doubtful after answering when the process must be replaced."""
        number = message["id"]
        cut = cut or Cut()
        try:
            pieces, missing = self.pieces(
                _sentences(message), sound=_sound_of(message), volume=float(message.get("volume", 1.0)), cut=cut
            )
        except Unavailable as error:
            leaving = isinstance(error, Doubtful)
            answer.send(
                {
                    "event": "failed",
                    "id": number,
                    "trouble": error.sentence,
                    "retry": error.retry,
                    "leaving": leaving,
                }
            )
            if leaving:
                raise
            return
        length = sum(voice_sound.seconds(piece.pcm) for piece in pieces)
        answer.send({"event": "playing", "id": number, "seconds": length})
        # What was cut before its first sound does not open a device.
        played = Played(seconds=0, audible=True) if cut.is_asked else self._player.play(pieces, cut)
        answer.send(
            {
                "event": "done",
                "id": number,
                "seconds": played.seconds,
                "audible": played.audible,
                "sound_trouble": played.trouble,
                "trouble": missing,
                "cut": cut.is_asked,
            }
        )

    def _warm(self) -> Renderer:
        # Tried again each time: the package may have been installed since.
        if self._renderer is None:
            self._renderer = Renderer(rate=self._settings.rate, library=self._library)
        return self._renderer

    def _sound(self, name: str) -> voice_sound.Pcm:
        if name not in self._sounds:
            try:
                self._sounds[name] = voice_sound.read_wav(assets.path("sounds", SOUNDS[name]))
            except (OSError, ValueError) as error:
                _log.warning("the sound %s is not heard: %s", name, error)
                self._sounds[name] = voice_sound.silence(0)
        return self._sounds[name]


class Line:
    """What is to be spoken, in the order it came, and what of it is to be silent."""

    def __init__(self) -> None:
        self._messages: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._now: tuple[int, Cut] | None = None
        self._silent_up_to = 0

    def put(self, message: dict[str, Any]) -> None:
        self._messages.put(message)

    def stop(self, number: int) -> None:
        """Cut this announcement and all before it, spoken now or still to come."""
        with self._lock:
            self._silent_up_to = max(self._silent_up_to, number)
            if self._now is not None and self._now[0] <= number:
                self._now[1].ask()

    def next(self) -> tuple[dict[str, Any], Cut]:
        """Wait for the next announcement; return it with what may cut it."""
        message, cut = self._messages.get(), Cut()
        with self._lock:
            self._now = message["id"], cut
            if message["id"] <= self._silent_up_to:
                cut.ask()
        return message, cut


class Answers:
    """The private copy of stdout, after which stdout itself leads to stderr: pyttsx3 prints there."""

    def __init__(self) -> None:
        self._out: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the process lives

    def send(self, message: Mapping[str, object]) -> None:
        """Write one line; end the process when nobody reads any more."""
        try:
            self._out.write(json.dumps(message) + "\n")
            self._out.flush()
        except OSError:
            os._exit(0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until stdin closes; return 0, or 3 when this process should be replaced."""
    options = _options(arguments)
    # Ctrl-C in a terminal reaches every process of the app; the app decides when the voice ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
    settings = VoiceSettings(sink=options.sink, device=options.device, rate=options.rate, volume=options.volume)
    answers = Answers()
    worker = Worker(settings, library=options.library, player=voice_play.player_for(settings, fast=options.fast))
    if options.render:
        return _render_once(worker, answers)
    line = Line()
    threading.Thread(target=_read, args=(line,), name="stdin", daemon=True).start()
    answers.send(worker.greeting())
    while True:
        try:
            message, cut = line.next()
            worker.speak(message, answers, cut)
        except Doubtful:
            return 3


def _read(line: Line) -> None:
    """Queue what comes in, and end the process in the middle of a sentence when nothing can come any more."""
    for text in sys.stdin.buffer:
        try:
            message = json.loads(text)
            if message["op"] == "stop":
                line.stop(int(message["id"]))
                continue
            _sentences(message)
            _sound_of(message)
            float(message.get("volume", 1.0))
        except (ValueError, KeyError, TypeError):
            _log.warning("not understood: %r", text[:200])
            continue
        line.put(message)
    os._exit(0)


def _render_once(worker: Worker, answers: Answers) -> int:
    message = json.loads(sys.stdin.buffer.readline())
    began = time.monotonic()
    try:
        pieces, missing = worker.pieces(_sentences(message), sound=_sound_of(message))
        pcm = voice_sound.silence(0)
        for piece in pieces:
            pcm += piece.pcm
        voice_sound.write_wav(Path(message["path"]), pcm)
    except AntreanError as error:
        answers.send({"event": "failed", "trouble": error.sentence, "retry": False})
        return 3
    except OSError as error:
        trouble = f"{message['path']} cannot be written: {error.strerror or error}."
        answers.send({"event": "failed", "trouble": trouble, "retry": False})
        return 3
    _log.info("rendered in %.3f s", time.monotonic() - began)
    answers.send({"event": "done", "seconds": voice_sound.seconds(pcm), "trouble": missing})
    return 0


def _sentences(message: Mapping[str, Any]) -> list[Sentence]:
    # Cleaned here too, whoever wrote them: what is left cannot be markup for the engine nor unwritable in the index.
    return [
        Sentence(
            language=each["language"],
            text=wording.clean(each["text"]),
            pause_s=None if each.get("pause_s") is None else min(LONGEST_PAUSE_S, max(0.0, float(each["pause_s"]))),
        )
        for each in message["sentences"]
    ]


def _sound_of(message: Mapping[str, Any]) -> str:
    """Return the sound before the words, empty for none; raise KeyError for one that nobody has."""
    name = message.get("sound") or (CHIME if message["chime"] else "")
    if name and name not in SOUNDS:
        raise KeyError(name)
    return str(name)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    default = VoiceSettings()
    parser = argparse.ArgumentParser(prog="voice_worker", description="The voice of Antrean; started by its apps.")
    parser.add_argument("--sink", default=default.sink)
    parser.add_argument("--device", default=default.device)
    parser.add_argument("--rate", type=int, default=default.rate)
    parser.add_argument("--volume", type=float, default=default.volume)
    parser.add_argument("--library", choices=("auto", "system", "bundled"), default="auto")
    parser.add_argument("--fast", action="store_true", help="keep no time where nothing is heard")
    parser.add_argument("--render", action="store_true", help="write one wav file and end")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    code = main()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    # eSpeak's thread may assert when the interpreter takes itself apart in the usual way.
    os._exit(code)
