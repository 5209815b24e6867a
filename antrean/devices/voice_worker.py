"""The voice's own process: takes announcements as JSON lines, speaks one at a time, answers as JSON lines.

It reads from stdin and ends the moment stdin closes, so it never outlives the app that started it.
In come `{"op": "speak", "id", "chime", "sentences": [{"language", "text", "pause_s"}]}`, where `pause_s` is the silence
before a sentence (null: the usual one); it may have a `volume` of its own (0 to 1, times that of the settings), a
`sound` of chimes.SOUNDS in place of the chime and `breath_s`, more silence at commas and full stops;
`{"op": "stop", "id"}`, which ends that announcement and all before it at once; and, with --render, any number of
`{"op": "render", "path", "chime", "sentences"}`.
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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from antrean.devices import voice_device, voice_sound
from antrean.devices.voice_clips import ClipEngine
from antrean.devices.voice_engine import Engine
from antrean.devices.voice_pieces import Composer, Wanted
from antrean.devices.voice_play import Cut, Piece, Played, Player
from antrean.devices.voice_render import Doubtful, Library, Renderer
from antrean.errors import AntreanError, Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence

IDLE_AFTER_S: Final = 5.0
"""An amplifier that saves power may sleep after so much silence; the pre-roll wakes it."""

_log = logging.getLogger(__name__)


class Worker:
    """Renders and plays; made for one thread."""

    def __init__(self, settings: VoiceSettings, *, library: Library, player: Player) -> None:
        self._settings = settings
        self._library = library
        self._player = player
        self._engine: Engine | None = None
        self._composer = Composer(volume=settings.volume, preroll_s=settings.preroll_s)
        self._heard_until = -IDLE_AFTER_S

    def greeting(self) -> dict[str, object]:
        """Warm up and return the `ready` message."""
        library, trouble = "", ""
        try:
            engine = self.warm()
            engine.render(Sentence(language="id", text="nomor antrean"))
            library = engine.library
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

    def pieces(self, wanted: Wanted, troubles: list[AntreanError], cut: Cut | None = None) -> Iterator[Piece]:
        """Put an announcement together (Composer.compose)."""
        is_idle = time.monotonic() - self._heard_until > IDLE_AFTER_S
        return self._composer.compose(wanted, self.warm, troubles=troubles, is_idle=is_idle, cut=cut)

    def speak(self, message: Mapping[str, Any], answer: "Answers", cut: Cut | None = None) -> None:
        """Speak one announcement and answer; raise Doubtful after answering when the process must be replaced."""
        number = message["id"]
        cut = cut or Cut()
        troubles: list[AntreanError] = []
        pieces = self._told(self.pieces(Wanted.read(message), troubles, cut), number, answer)
        try:
            # What was cut before its first sound does not open a device.
            played = Played(seconds=0, audible=True) if cut.is_asked else self._player.play(pieces, cut)
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
        self._heard_until = time.monotonic()
        answer.send(
            {
                "event": "done",
                "id": number,
                "seconds": played.seconds,
                "audible": played.audible,
                "sound_trouble": played.trouble,
                "trouble": _words(troubles),
                "cut": cut.is_asked,
            }
        )

    @staticmethod
    def _told(pieces: Iterator[Piece], number: int, answer: "Answers") -> Iterator[Piece]:
        """Yield pieces, and answer how long they are when all are made."""
        length = 0.0
        for piece in pieces:
            length += voice_sound.seconds(piece.pcm)
            yield piece
        answer.send({"event": "playing", "id": number, "seconds": length})

    def listing(self) -> dict[str, object]:
        """Return what there is on this PC, as the answer to --list."""
        library, trouble, voices = "", "", []
        try:
            renderer = Renderer(rate=self._settings.rate, library=self._library)
            library, voices = renderer.library, renderer.voices()
        except Unavailable as error:
            trouble = error.sentence
        return {
            "event": "listed",
            "library": library,
            "trouble": trouble,
            "voices": voices,
            "devices": voice_device.loudspeakers(),
            "sound_trouble": self._player.probe().trouble,
        }

    def warm(self) -> Engine:
        """Return the engine; raise Unavailable while there is none."""
        # Tried again each time: the package may have been installed since.
        if self._engine is None:
            self._engine = self._speech()
        return self._engine

    def _speech(self) -> Engine:
        if not self._settings.clips:
            return Renderer(rate=self._settings.rate, library=self._library)
        # The recordings speak also where no engine is; it is asked for the words that are missing.
        speech: list[Engine] = []

        def engine() -> Engine:
            if not speech:
                speech.append(Renderer(rate=self._settings.rate, library=self._library))
            return speech[0]

        return ClipEngine(Path(self._settings.clips), engine)


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
    settings = VoiceSettings(
        sink=options.sink,
        device=options.device,
        rate=options.rate,
        volume=options.volume,
        preroll_s=options.preroll,
        clips=options.clips,
    )
    answers = Answers()
    worker = Worker(settings, library=options.library, player=voice_device.player_for(settings, fast=options.fast))
    if options.render:
        return _render(worker, answers)
    if options.list:
        answers.send(worker.listing())
        return 0
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
            Wanted.read(message)
        except (ValueError, KeyError, TypeError):
            # What it was to say may be about a person: not in a log.
            _log.warning("a command of %d bytes was not understood", len(text))
            continue
        line.put(message)
    os._exit(0)


def _render(worker: Worker, answers: Answers) -> int:
    """Write a wav file for each message and answer each; return 3 when one of them failed."""
    code = 0
    for line in sys.stdin.buffer:
        message = json.loads(line)
        path = Path(message["path"])
        try:
            pcm = voice_sound.silence(0)
            troubles: list[AntreanError] = []
            for piece in worker.pieces(Wanted.read(message), troubles):
                pcm += piece.pcm
            voice_sound.write_wav(path, pcm)
        except AntreanError as error:
            answer: dict[str, object] = {"event": "failed", "trouble": error.sentence, "retry": False}
            code = 3
        except OSError as error:
            trouble = f"{path} cannot be written: {error.strerror or error}."
            answer = {"event": "failed", "trouble": trouble, "retry": False}
            code = 3
        else:
            answer = {
                "event": "done",
                "seconds": voice_sound.seconds(pcm),
                "trouble": _words(troubles),
            }
        answers.send({"path": str(path), **answer})
    return code


def _words(troubles: Sequence[AntreanError]) -> str:
    return " ".join(error.sentence for error in troubles)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    default = VoiceSettings()
    parser = argparse.ArgumentParser(prog="voice_worker", description="The voice of Antrean; started by its apps.")
    parser.add_argument("--sink", default=default.sink)
    parser.add_argument("--device", default=default.device)
    parser.add_argument("--rate", type=int, default=default.rate)
    parser.add_argument("--volume", type=float, default=default.volume)
    parser.add_argument("--preroll", type=float, default=default.preroll_s)
    parser.add_argument("--clips", default=default.clips)
    parser.add_argument("--library", choices=("auto", "system", "bundled"), default="auto")
    parser.add_argument("--fast", action="store_true", help="keep no time where nothing is heard")
    parser.add_argument("--render", action="store_true", help="write wav files and end")
    parser.add_argument("--list", action="store_true", help="say which voices and loudspeakers there are, and end")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    code = main()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    # eSpeak's thread may assert when the interpreter takes itself apart in the usual way.
    os._exit(code)
