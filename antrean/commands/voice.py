"""antrean voice: hear a call, see what speaks on this PC, and keep a folder of recorded words."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from antrean.commands.context import Context, Exit, command
from antrean.errors import Reason, Refused, Unavailable

if TYPE_CHECKING:
    from antrean.clips import Phrase
    from antrean.mall_record import Mall

LANGUAGES = ("id", "en")
_FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
_LANGUAGE = click.option(
    "--language", "languages", type=click.Choice(LANGUAGES), multiple=True, help="default: those of the mall"
)
_MALL = click.option(
    "--mall", "file", metavar="FILE", type=click.Path(path_type=Path), help="mall file; default: the loaded mall"
)


@click.group()
def voice() -> None:
    """The voice: hear a call, what speaks on this PC, recorded words."""


@voice.command("say")
@click.argument("code")
@click.option("--counter", type=click.IntRange(1, 9999), required=True, metavar="NUMBER")
@click.option("--language", type=click.Choice(LANGUAGES), default="id", show_default=True)
@click.option("--agency", metavar="CODE", help="agency whose name is spoken; default: the one of the queue")
@click.option(
    "--kind",
    type=click.Choice(("call", "recall", "transfer", "resume", "missed")),
    default="call",
    show_default=True,
)
@click.option("--times", type=click.IntRange(1, 99), default=1, show_default=True, help="how often it was called")
@click.option("--priority", is_flag=True, help="as a priority number")
@click.option("--short", is_flag=True, help="as short as in a long line")
@click.option("--chime/--no-chime", default=True, show_default=True)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="wav file; without: the loudspeaker")
@_MALL
@command
def say(context: Context, code: str, counter: int, out: Path | None, file: Path | None, **how: Any) -> None:
    """Say one call as the hall would hear it, to the loudspeaker or into a file."""
    from antrean import chimes, wording
    from antrean.devices import voice_batch
    from antrean.devices.voice import Voice
    from antrean.voice_rules import DEFAULT_RULES

    settings = context.settings.voice
    record = _mall(context, file)
    rules = DEFAULT_RULES if record is None else record.voice
    reading = rules.reading if settings.reading == "mall" else settings.reading
    call = _call(record, code, counter, how)
    (sentence,) = wording.sentences(call, (how["language"],), reading, rules, is_short=how["short"])
    position = 1
    if record is not None and any(one.number == counter for one in record.counters):
        position = record.zone(record.counter(counter).zone).position
    sound = chimes.of_zone(position) if how["chime"] else ""
    if out is not None:
        (rendered,) = voice_batch.render((((sentence,), out),), settings, sound=sound)
        if rendered.trouble:
            raise Unavailable("voice", rendered.trouble)
        seconds, words = rendered.seconds, f"{sentence.text}\n{out}: {rendered.seconds:.1f} s."
    else:
        # Fast: what nobody can hear is told at once, not after the time that it would take.
        speaker = Voice(replace(settings, enabled=True), fast=True)
        try:
            spoken = speaker.speak((sentence,), chime=False, sound=sound)
            if not spoken.audible:
                raise Unavailable("voice", speaker.state.sentence or "Nothing was heard.")
        finally:
            speaker.close()
        seconds, words = spoken.seconds, sentence.text
    data = {"language": sentence.language, "text": sentence.text, "seconds": round(seconds, 3), "sound": sound}
    context.say({**data, "file": None if out is None else str(out)}, words)


@voice.command("list")
@command
def list_(context: Context) -> None:
    """List the speech engine, its voices, and the loudspeakers of this PC."""
    from antrean.devices import voice_batch

    settings = context.settings.voice
    found = voice_batch.inventory(settings)
    data = {
        "engine": {
            "name": "eSpeak NG",
            "library": found.library or None,
            "trouble": found.trouble or None,
            "voices": list(found.voices),
        },
        "clips": settings.clips or None,
        "devices": [{"system": system, "name": name} for system, name in found.devices],
        "device": settings.device or None,
        "device_trouble": found.device_trouble or None,
    }
    # eSpeak NG calls its English voices en-gb, en-us and so on.
    spoken = {name.partition("-")[0] for name in found.voices}
    known = ", ".join(f"{name} {'yes' if name in spoken else 'no'}" for name in LANGUAGES)
    engine = found.trouble or f"eSpeak NG ({found.library}), {len(found.voices)} languages: {known}"
    lines = [f"Engine: {engine}", f"Recorded words: {settings.clips or 'none (voice.clips)'}"]
    lines += [f"Loudspeaker: {name} ({system})" for system, name in found.devices] or ["Loudspeaker: none"]
    if found.device_trouble:
        lines.append(f"Not heard: {found.device_trouble}")
    context.say(data, "\n".join(lines))


@voice.command("check")
@_FOLDER
@_LANGUAGE
@_MALL
@command
def check(context: Context, folder: Path, languages: tuple[str, ...], file: Path | None) -> int:
    """Listen to a folder of recorded words: which are missing, cannot be read, are too quiet or distorted.

    Exit code 3 when something is to be done. What is missing is spoken by the engine.
    """
    from antrean.devices import voice_clip_set

    needed = _needed(context, file, languages)
    surveys = [voice_clip_set.survey(folder, language, phrases) for language, phrases in needed.items()]
    findings = [finding for one in surveys for finding in one.findings]
    data = {
        "folder": str(folder),
        "languages": [
            {"language": one.language, "needed": one.needed, "recorded": one.recorded, "made": one.made}
            for one in surveys
        ],
        "findings": [
            {
                "fault": one.fault.value,
                "language": one.language,
                "file": str(one.path),
                "text": one.text,
                "sentence": one.sentence,
            }
            for one in findings
        ],
    }
    lines = [
        f"{one.language}: {one.needed} needed, {one.recorded} recorded by a person, {one.made} made by the engine, "
        f"{len(one.findings)} to be done."
        for one in surveys
    ]
    context.say(data, "\n".join(lines))
    if not context.as_json:
        for one in findings:
            click.echo(f"{one.path} (“{one.text}”) {one.sentence}", err=True)
    return Exit.REFUSED if findings else Exit.DONE


@voice.command("render")
@_FOLDER
@_LANGUAGE
@_MALL
@click.option("--force", is_flag=True, help="also over what a person recorded")
@command
def render(context: Context, folder: Path, languages: tuple[str, ...], file: Path | None, force: bool) -> None:
    """Make every recorded word that the mall needs from the engine, to be re-recorded by a person one by one.

    What a person recorded is never touched without --force.
    """
    from antrean.devices import voice_clip_set

    needed = _needed(context, file, languages)
    filled = [
        voice_clip_set.fill(folder, language, phrases, context.settings.voice, force=force)
        for language, phrases in needed.items()
    ]
    data = {
        "folder": str(folder),
        "languages": [{"language": one.language, "made": one.made, "kept": one.kept} for one in filled],
    }
    lines = [f"{folder / one.language}: {one.made} made, {one.kept} of a person kept." for one in filled]
    lines.append(f'To be heard in the hall: clips = "{folder.absolute()}" under [voice] in antrean.toml.')
    context.say(data, "\n".join(lines))


def _mall(context: Context, file: Path | None) -> "Mall | None":
    """Return the mall of a file, or the loaded one; None where there is no database yet."""
    from antrean import mall, mall_file

    if file is not None:
        return mall_file.read(file)
    try:
        with context.store() as store:
            return mall.read(store) if mall.is_loaded(store) else None
    except Unavailable:
        if context.database is not None:
            raise
        return None


def _needed(context: Context, file: Path | None, languages: tuple[str, ...]) -> "dict[str, tuple[Phrase, ...]]":
    from antrean import clips

    record = _mall(context, file)
    if not languages:
        languages = LANGUAGES if record is None else tuple(one for one in LANGUAGES if one in record.languages)
    return {language: clips.needed(record, language) for language in dict.fromkeys(languages)}


def _call(record: "Mall | None", code: str, counter: int, how: dict[str, Any]) -> Any:
    from antrean import reading, wording
    from antrean.wording import AnnouncementKind

    letters, _ = reading.split_code(code)
    spoken, spoken_en = "", ""
    if record is None and how["agency"]:
        raise Refused(Reason.BAD_INPUT, "There is no mall to take an agency from; name one with --mall FILE.")
    if record is not None:
        queues = {queue.code: queue.agency for queue in record.queues}
        agency = how["agency"] or queues.get(letters)
        if agency is not None:
            if agency not in {one.code for one in record.agencies}:
                raise Refused(Reason.BAD_INPUT, f"The mall has no agency {agency!r}.")
            name = record.agency(agency).spoken
            spoken, spoken_en = name.indonesian, name.in_language("en")
    return wording.Call(
        code=code,
        counter=counter,
        agency_spoken=spoken,
        agency_spoken_en=spoken_en,
        kind=AnnouncementKind(how["kind"]),  # type: ignore[arg-type]
        call_count=how["times"],
        is_priority=how["priority"],
    )
