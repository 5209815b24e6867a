"""What the voice is given for one turn: whose chime, how often, with which pauses."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from antrean import chimes, saying
from antrean.announcing import Turn
from antrean.hours import Span
from antrean.saying import Saying
from antrean.settings import VoiceSettings
from antrean.store.announcements import Announcement
from antrean.store.tables import AnnouncementState
from antrean.voice_rules import Loudness, VoiceRules
from antrean.wording import AnnouncementKind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ONE = Announcement(
    id=1,
    event=1,
    place=1,
    area="hall",
    zone="Z3",
    kind=AnnouncementKind.CALL,
    ticket=1,
    code="CA-001",
    counter=3,
    agency_spoken="Dukcapil",
    text="Mohon keluar, segera.",
    state=AnnouncementState.QUEUED,
    queued_at=NOW,
)


def said(kind: AnnouncementKind = AnnouncementKind.CALL, *, waiting: int = 0, **rules: Any) -> Saying:
    turn = Turn(
        announcement=replace(ONE, kind=kind), rules=VoiceRules(**rules), at=NOW, zone_position=3, waiting=waiting
    )
    return saying.of(turn, VoiceSettings())


@pytest.mark.parametrize(
    ("kind", "sound"),
    [
        (AnnouncementKind.CALL, "zone3"),
        (AnnouncementKind.MISSED, "zone3"),
        (AnnouncementKind.EMERGENCY, chimes.EMERGENCY),
        # For everybody, whatever zone's loudspeaker says it.
        (AnnouncementKind.FREE, chimes.CHIME),
        (AnnouncementKind.OPENING, chimes.CHIME),
    ],
)
def test_each_zone_has_its_chime_and_the_emergency_its_own(kind: AnnouncementKind, sound: str) -> None:
    assert said(kind).sound == sound


def test_a_call_is_repeated_whole_after_the_gap_of_the_mall_unless_the_line_is_long() -> None:
    one, again = said(repeat=2, repeat_gap_s=5, pause_ms=300).sentences
    assert one.text == again.text == "Nomor antrean, ce a, nol nol satu, silakan menuju loket tiga, Dukcapil."
    assert (one.pause_s, again.pause_s) == (None, 5.0)
    assert len(said(waiting=9, repeat=2).sentences) == 1
    assert len(said(AnnouncementKind.FREE, repeat=2).sentences) == 1


def test_pauses_and_loudness_are_those_of_the_mall() -> None:
    softly = (Loudness(Span(time(8), time(10)), 70),)
    assert said(pause_ms=300).breath_s == 0.3
    assert said(volume=softly).volume == 0.7
    assert said(AnnouncementKind.EMERGENCY, volume=softly).volume == 1.0
