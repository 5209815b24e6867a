"""What is asked of the voice's process once, without keeping it: sentences as files, and what there is on this PC."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from antrean.devices.voice_options import options
from antrean.devices.voice_process import command, creation_flags, environment
from antrean.errors import Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What became of one file. `trouble` is a sentence; empty when the file is there."""

    path: Path
    seconds: float = 0.0
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What this PC has. `library` is the speech engine's, empty with `trouble` where there is none."""

    library: str
    trouble: str
    voices: tuple[str, ...]
    """Languages that the engine speaks, by its own names."""
    devices: tuple[tuple[str, str], ...]
    """Sound system and name of every loudspeaker."""
    device_trouble: str
    """Why the loudspeaker of the settings would not be heard; empty when it would."""


def render_to_wav(
    sentence: Sentence, path: Path, settings: VoiceSettings, *, chime: bool = False, timeout_s: float = 60.0
) -> float:
    """Write one sentence as a wav file (mono, 16 bit, 22050 Hz) and return its length in seconds.

    Raises Unavailable("voice") with what went wrong; the file is written whole or not at all.
    """
    (rendered,) = render((((sentence,), path),), settings, sound="chime" if chime else "", timeout_s=timeout_s)
    if rendered.trouble:
        raise Unavailable("voice", rendered.trouble)
    return rendered.seconds


def render(
    wanted: Sequence[tuple[Sequence[Sentence], Path]],
    settings: VoiceSettings,
    *,
    sound: str = "",
    timeout_s: float = 600.0,
) -> list[Rendered]:
    """Write announcements as wav files and return what became of each, in their order.

    `sound` (of chimes.SOUNDS) is heard before each. Raises Unavailable("voice") when the process ended before its
    time; what is written then is written whole.
    """
    lines = [
        {
            "op": "render",
            "path": str(path.absolute()),
            "chime": False,
            "sound": sound,
            "sentences": [
                {"language": each.language, "text": each.text, "pause_s": each.pause_s} for each in sentences
            ],
        }
        for sentences, path in wanted
    ]
    answers = _run([*options(settings, fast=True), "--render"], lines, timeout_s)
    return [
        Rendered(path=path, trouble=answer["trouble"])
        if answer["event"] != "done"
        else Rendered(path=path, seconds=answer["seconds"])
        for (_, path), answer in zip(wanted, answers, strict=True)
    ]


def inventory(settings: VoiceSettings, *, timeout_s: float = 30.0) -> Inventory:
    """Return which voices and loudspeakers there are; raise Unavailable("voice")."""
    (found,) = _run([*options(settings, fast=True), "--list"], [{}], timeout_s)
    return Inventory(
        library=found["library"],
        trouble=found["trouble"],
        voices=tuple(found["voices"]),
        devices=tuple((system, name) for system, name in found["devices"]),
        device_trouble=found["sound_trouble"],
    )


def _run(arguments: Sequence[str], lines: Sequence[Mapping[str, object]], timeout_s: float) -> list[Mapping[str, Any]]:
    """Run the worker once; return its answers, as many as there were lines."""
    try:
        run = subprocess.run(
            command(arguments),
            input=b"".join(json.dumps(line).encode("ascii") + b"\n" for line in lines),
            capture_output=True,
            env=environment(),
            creationflags=creation_flags(),
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unavailable("voice", f"The voice did not render a sentence within {timeout_s:.0f} s.") from None
    except OSError as error:
        raise Unavailable("voice", f"The voice process cannot be started: {error}.") from error
    try:
        answers = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    except ValueError:
        answers = []
    if len(answers) != len(lines):
        words = run.stderr.decode("utf-8", errors="replace").strip().splitlines()[-1:]
        raise Unavailable("voice", " ".join([f"The voice process ended (exit code {run.returncode}).", *words]))
    return answers
