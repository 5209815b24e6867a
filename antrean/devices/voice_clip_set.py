"""A folder of recorded words as a whole: what it lacks, what is wrong in it, and filling it from the engine."""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from antrean.clips import Phrase
from antrean.devices import voice_batch, voice_recording
from antrean.devices.voice_clips import MOST_FILES, SUFFIX, files_of
from antrean.devices.voice_recording import Unfit
from antrean.errors import Reason, Refused, Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence

MADE: Final = "made_by_engine.json"
"""In each language's folder: the digests of the files that the engine made. Whatever differs is a person's."""

_MOST_BYTES: Final = 4 * 1024 * 1024


class Fault(StrEnum):
    MISSING = "missing"
    UNFIT = "unfit"
    """Cannot be used: the engine speaks in its place."""
    POOR = "poor"
    """Is used, and would be better recorded again."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong with one recording. `path` is where it is or should be."""

    fault: Fault
    language: str
    path: Path
    text: str
    """What is to be said in it."""
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a folder of one language holds of what is needed."""

    language: str
    needed: int
    recorded: int
    """Usable ones that are not the engine's: a person spoke them."""
    made: int
    """Usable ones that the engine made."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a rendering did in one language's folder."""

    language: str
    made: int
    kept: int
    """Recordings of a person that were left as they are."""


def survey(folder: Path, language: str, phrases: Sequence[Phrase]) -> Survey:
    """Listen to every recording that is needed; raise Refused(bad_input) for a folder that cannot be read."""
    _refuse_unless_folder(folder)
    inside = folder / language
    try:
        files = files_of(inside)
    except FileNotFoundError:
        files = {}
    except OSError as error:
        raise _unreadable(inside, error) from None
    made = _made(inside)
    findings, own, engines = [], 0, 0
    for phrase in phrases:
        path = files.get(phrase.name, inside / f"{phrase.name}{SUFFIX}")
        fault, sentence = _listen(path) if phrase.name in files or _is_there(path) else (Fault.MISSING, "is missing.")
        if fault is not Fault.MISSING and fault is not Fault.UNFIT:
            is_made = made.get(phrase.name) == _digest(path)
            own, engines = own + (not is_made), engines + is_made
        if fault is not None:
            findings.append(
                Finding(fault=fault, language=language, path=path, text=phrase.text.rstrip(","), sentence=sentence)
            )
    return Survey(language=language, needed=len(phrases), recorded=own, made=engines, findings=tuple(findings))


def fill(
    folder: Path, language: str, phrases: Sequence[Phrase], settings: VoiceSettings, *, force: bool = False
) -> Filled:
    """Let the engine speak every phrase that no person has recorded; with `force` also over those of a person.

    Raises Refused(bad_input) for a folder that cannot be written, Unavailable("voice") when the engine cannot speak.
    """
    inside = folder / language
    try:
        inside.mkdir(parents=True, exist_ok=True)
        files = files_of(inside)
    except OSError as error:
        raise _unreadable(inside, error) from None
    made = dict(_made(inside))
    wanted = []
    for phrase in phrases:
        path = files.get(phrase.name, inside / f"{phrase.name}{SUFFIX}")
        if force or not _is_there(path) or made.get(phrase.name) == _digest(path):
            wanted.append((phrase, path))
    engine = replace(settings, clips="", volume=1.0)
    spoken = [((Sentence(language=language, text=phrase.text),), path) for phrase, path in wanted]
    rendered = voice_batch.render(spoken, engine) if spoken else []
    for (phrase, path), one in zip(wanted, rendered, strict=True):
        if not one.trouble and (digest := _digest(path)):
            made[phrase.name] = digest
    _note_made(inside, made)
    troubles = [one.trouble for one in rendered if one.trouble]
    if troubles:
        raise Unavailable("voice", troubles[0])
    return Filled(language=language, made=len(wanted), kept=len(phrases) - len(wanted))


def _listen(path: Path) -> tuple[Fault | None, str]:
    try:
        remark = voice_recording.examine(path).remark
    except Unfit as error:
        return Fault.UNFIT, str(error)
    return (Fault.POOR, f"{remark}.") if remark else (None, "")


def _is_there(path: Path) -> bool:
    # Also what is no file, or a link that leads nowhere or in a circle: it is in the way of one, and is told.
    return os.path.lexists(path)


def _digest(path: Path) -> str:
    """Return what tells one recording from another; empty for what is none."""
    try:
        if not path.is_file() or path.stat().st_size > voice_recording.MOST_BYTES:
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _made(inside: Path) -> Mapping[str, str]:
    path = inside / MADE
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return {}
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Without it every file counts as a person's, and is left alone.
        return {}
    if not isinstance(kept, dict) or len(kept) > MOST_FILES:
        return {}
    return {str(name): str(digest) for name, digest in kept.items()}


def _note_made(inside: Path, made: Mapping[str, str]) -> None:
    part = inside / f"{MADE}.{os.getpid()}.part"
    try:
        part.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        part.replace(inside / MADE)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise _unreadable(inside, error) from None


def _refuse_unless_folder(folder: Path) -> None:
    try:
        is_folder = folder.is_dir()
    except OSError as error:
        raise _unreadable(folder, error) from None
    if not is_folder:
        raise Refused(Reason.BAD_INPUT, f"There is no folder {folder}.")


def _unreadable(folder: Path, error: OSError) -> Refused:
    return Refused(Reason.BAD_INPUT, f"The folder {folder} cannot be used: {error.strerror or error}.")
