"""The words of one turn of the voice: languages, short sentences, repetition, the mall's own sentences."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from antrean import saying
from antrean.announcing import Turn
from antrean.errors import Refused
from antrean.model import LocalText
from antrean.settings import VoiceSettings
from antrean.store.announcements import Announcement
from antrean.store.tables import AnnouncementState
from antrean.voice_rules import VoiceRules
from antrean.wording import AnnouncementKind

AT = datetime(2026, 11, 23, 12, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
CALL = "Nomor antrean, ce a, nol satu dua, silakan menuju loket tiga, Dukcapil."
CALL_EN = "Ticket C A, zero one two, please proceed to counter three."


def turn(*, rules: VoiceRules | None = None, waiting: int = 0, **fields: Any) -> Turn:
    common: dict[str, Any] = {
        "id": 1,
        "event": 7,
        "place": 7,
        "area": "hall",
        "zone": "Z1",
        "kind": AnnouncementKind.CALL,
        "ticket": 1,
        "code": "CA-012",
        "counter": 3,
        "agency_spoken": "Dukcapil",
        "state": AnnouncementState.SPEAKING,
        "queued_at": datetime(2026, 11, 23, 5, 30, tzinfo=UTC),
    }
    return Turn(announcement=Announcement(**common | fields), rules=rules or VoiceRules(), at=AT, waiting=waiting)


def said(one: Turn, **settings: Any) -> list[tuple[str, float | None]]:
    return [(sentence.text, sentence.pause_s) for sentence in saying.of(one, VoiceSettings(**settings)).sentences]


def texts(one: Turn, **settings: Any) -> list[str]:
    return [text for text, _ in said(one, **settings)]


def test_the_mall_file_decides_and_the_settings_of_a_pc_go_before_it() -> None:
    rules = VoiceRules(english="always", reading="cardinal")
    assert texts(turn()) == [CALL]
    assert texts(turn(language="en")) == [CALL, CALL_EN]
    assert texts(turn(rules=rules)) == [
        "Nomor antrean, ce a, dua belas, silakan menuju loket tiga, Dukcapil.",
        "Ticket C A, twelve, please proceed to counter three.",
    ]
    assert texts(turn(rules=rules), english="never", reading="digit") == [CALL]
    assert texts(turn(), english="always", reading="hybrid")[0].startswith("Nomor antrean, ce a, nol dua belas")


@pytest.mark.parametrize(("waiting", "is_short"), [(0, False), (3, False), (4, True), (29, True)])
def test_a_long_line_makes_it_short(waiting: int, is_short: bool) -> None:
    assert texts(turn(waiting=waiting)) == ["ce a, nol satu dua, loket tiga." if is_short else CALL]


def test_a_long_line_leaves_out_what_only_some_need() -> None:
    rules = VoiceRules(english="always", repeat=2)
    assert texts(turn(rules=rules, waiting=9)) == ["ce a, nol satu dua, loket tiga."]
    assert texts(turn(rules=rules, waiting=9, language="en")) == [
        "ce a, nol satu dua, loket tiga.",
        "Ticket C A, zero one two, counter three.",
    ]
    recall = turn(waiting=9, kind=AnnouncementKind.RECALL, call_count=3, is_priority=True)
    assert texts(recall) == ["ce a, nol satu dua, loket tiga."]


def test_a_missed_one_is_never_taken_for_a_call() -> None:
    missed = turn(waiting=9, kind=AnnouncementKind.MISSED, call_count=3)
    assert texts(missed) == [
        "Nomor antrean ce a, nol satu dua telah dipanggil tiga kali. Silakan melapor ke petugas loket tiga."
    ]


def test_it_is_repeated_after_a_gap() -> None:
    rules = VoiceRules(repeat=3, repeat_gap_s=4)
    assert said(turn(rules=rules)) == [(CALL, None), (CALL, 4.0), (CALL, 4.0)]
    english = said(turn(rules=replace(rules, repeat=2), language="en"))
    assert english == [(CALL, None), (CALL_EN, None), (CALL, 4.0), (CALL_EN, None)]
    assert len(said(turn(rules=rules, kind=AnnouncementKind.MISSED))) == 1
    assert len(said(turn(rules=rules, kind=AnnouncementKind.FREE, ticket=None, text="Mobil putih"))) == 1


def test_a_mall_may_say_it_in_its_own_words() -> None:
    say = {"call": LocalText("MPP memanggil {code} ke loket {counter}.", {"en": "{agency} calls {code} to {counter}."})}
    rules = VoiceRules(say=say)
    assert texts(turn(rules=rules, language="en", agency_spoken_en="Civil Registry")) == [
        "em pe pe memanggil ce a, nol satu dua ke loket tiga.",
        "Civil Registry calls C A, zero one two to three.",
    ]
    assert texts(turn(rules=rules, kind=AnnouncementKind.RESUME)) == [CALL]


def test_a_text_is_no_call() -> None:
    with pytest.raises(Refused):
        saying.call_of(turn(kind=AnnouncementKind.FREE, ticket=None, text="x").announcement)
