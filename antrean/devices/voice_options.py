"""The voice's settings as options of its process, checked before anything is started."""

import os
from pathlib import Path
from typing import Final

from antrean.devices.voice_play import sink_of
from antrean.errors import Reason, Refused
from antrean.settings import VoiceSettings

FAST_VARIABLE: Final = "ANTREAN_VOICE_FAST"
"""Set to 1, sinks that nobody hears keep no time: for tests of whole apps."""

RATES: Final = range(80, 301)

LONGEST_PREROLL_S: Final = 3.0


def options(settings: VoiceSettings, *, fast: bool) -> list[str]:
    """Turn settings into the worker's options; raise Refused(bad_input)."""
    if settings.rate not in RATES:
        raise _bad("voice.rate", f"between {RATES[0]} and {RATES[-1]} words per minute", settings.rate)
    if not 0 <= settings.volume <= 1:
        raise _bad("voice.volume", "between 0 and 1", settings.volume)
    if not 0 <= settings.preroll_s <= LONGEST_PREROLL_S:
        raise _bad("voice.preroll_s", f"between 0 and {LONGEST_PREROLL_S:g} seconds", settings.preroll_s)
    sink = sink_of(settings)
    target = settings.sink if sink.folder is None else f"folder:{sink.folder.absolute()}"
    made = [
        f"--sink={target}",
        f"--device={settings.device}",
        f"--rate={settings.rate}",
        f"--volume={settings.volume}",
        f"--preroll={settings.preroll_s}",
        f"--clips={Path(settings.clips).absolute() if settings.clips else ''}",
    ]
    if fast or os.environ.get(FAST_VARIABLE) == "1":
        made.append("--fast")
    return made


def _bad(key: str, wanted: str, value: object) -> Refused:
    return Refused(Reason.BAD_INPUT, f"{key} must be {wanted}, not {value}.", key=key)
