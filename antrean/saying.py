"""What the voice is given for one turn: the sentences with their pauses, how often, how loud."""

import re
from dataclasses import dataclass, replace
from typing import Final

from antrean import spoken_text, wording
from antrean.announcing import Turn
from antrean.errors import Reason, Refused
from antrean.settings import VoiceSettings
from antrean.store.announcements import NOTICES, Announcement
from antrean.voice_rules import VoiceRules
from antrean.wording import AnnouncementKind, EnglishSetting, Reading, Sentence

_PART_ENDS: Final = re.compile(r"(?<=[,.;:!?])\s+")
_REPEATED: Final = frozenset(
    {AnnouncementKind.CALL, AnnouncementKind.RECALL, AnnouncementKind.TRANSFER, AnnouncementKind.RESUME}
)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One turn of the voice. `volume` (0 to 1) is times that of the PC."""

    sentences: tuple[Sentence, ...]
    volume: float


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
    said = _with_pauses(said, rules)
    if one.kind in _REPEATED and not turn.is_short:
        again = (replace(said[0], pause_s=float(rules.repeat_gap_s)), *said[1:])
        said += again * (rules.repeat - 1)
    is_emergency = one.kind is AnnouncementKind.EMERGENCY
    return Saying(sentences=said, volume=1.0 if is_emergency else rules.volume_at(turn.at.time()))


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


def _call(turn: Turn, settings: VoiceSettings, english: EnglishSetting) -> tuple[Sentence, ...]:
    if turn.is_short and english == "always":
        english = "english_tickets"
    languages = wording.languages_of(turn.announcement.language, english)
    reading: Reading = turn.rules.reading if settings.reading == "mall" else settings.reading
    return wording.sentences(call_of(turn.announcement), languages, reading, turn.rules, is_short=turn.is_short)


def _with_pauses(said: tuple[Sentence, ...], rules: VoiceRules) -> tuple[Sentence, ...]:
    if not rules.pause_ms:
        return said
    found = []
    for sentence in said:
        first, *others = _PART_ENDS.split(sentence.text)
        found.append(replace(sentence, text=first))
        found += [replace(sentence, text=part, pause_s=rules.pause_ms / 1000) for part in others]
    return tuple(found)
