"""What the voice is given for one turn: the chime, the sentences with their pauses, how often, how loud."""

from dataclasses import dataclass, replace
from typing import Final

from antrean import chimes, spoken_text, wording
from antrean.announcing import Turn
from antrean.errors import Reason, Refused
from antrean.settings import VoiceSettings
from antrean.store.announcements import NOTICES, Announcement
from antrean.wording import AnnouncementKind, EnglishSetting, Reading, Sentence

_REPEATED: Final = frozenset(
    {AnnouncementKind.CALL, AnnouncementKind.RECALL, AnnouncementKind.TRANSFER, AnnouncementKind.RESUME}
)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One turn of the voice. `volume` (0 to 1) is times that of the PC."""

    sentences: tuple[Sentence, ...]
    volume: float
    sound: str
    """The chime, of chimes.SOUNDS."""
    breath_s: float
    """More silence than usual at commas and full stops."""


def of(turn: Turn, settings: VoiceSettings) -> Saying:
    """Return what to say; what a PC's settings say of languages and reading goes before the mall file.

    While the line is long a call is said once and short, and English only to those whose ticket is English. Raises
    Refused(bad_input) for a code that cannot be read.
    """
    rules, one = turn.rules, turn.announcement
    english = rules.english if settings.english == "mall" else settings.english
    match one.kind:
        case AnnouncementKind.FREE | AnnouncementKind.EMERGENCY:
            said = spoken_text.sentences(one.text, one.text_en)
        case _ if one.kind in NOTICES:
            said = spoken_text.sentences(one.text, one.text_en if english == "always" else "")
        case _:
            said = _call(turn, settings, english)
    if one.kind in _REPEATED and not turn.is_short:
        again = (replace(said[0], pause_s=float(rules.repeat_gap_s)), *said[1:])
        said += again * (rules.repeat - 1)
    is_emergency = one.kind is AnnouncementKind.EMERGENCY
    return Saying(
        sentences=said,
        volume=1.0 if is_emergency else rules.volume_at(turn.at.time()),
        sound=_sound(turn),
        breath_s=rules.pause_ms / 1000,
    )


def call_of(announcement: Announcement) -> wording.Call:
    """Return what is said for one announcement; raise Refused(bad_input) for a text, which no ticket stands for."""
    kind = announcement.kind
    match kind:
        case (
            AnnouncementKind.CALL
            | AnnouncementKind.RECALL
            | AnnouncementKind.TRANSFER
            | AnnouncementKind.RESUME
            | AnnouncementKind.MISSED
        ):
            return wording.Call(
                code=announcement.code,
                counter=announcement.counter,
                agency_spoken=announcement.agency_spoken,
                agency_spoken_en=announcement.agency_spoken_en,
                kind=kind,
                call_count=announcement.call_count,
                is_priority=announcement.is_priority,
            )
        case _:
            raise Refused(Reason.BAD_INPUT, f"“{kind}” is not the call of a ticket.")


def _sound(turn: Turn) -> str:
    match turn.announcement.kind:
        case AnnouncementKind.EMERGENCY:
            return chimes.EMERGENCY
        case kind if kind is AnnouncementKind.FREE or kind in NOTICES:
            # For everybody, whatever zone's loudspeaker says it.
            return chimes.CHIME
        case _:
            return chimes.of_zone(turn.zone_position)


def _call(turn: Turn, settings: VoiceSettings, english: EnglishSetting) -> tuple[Sentence, ...]:
    if turn.is_short and english == "always":
        english = "english_tickets"
    languages = wording.languages_of(turn.announcement.language, english)
    reading: Reading = turn.rules.reading if settings.reading == "mall" else settings.reading
    return wording.sentences(call_of(turn.announcement), languages, reading, turn.rules, is_short=turn.is_short)
