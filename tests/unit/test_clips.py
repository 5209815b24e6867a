"""A sentence cut into recordings, their names, and that a whole set says every sentence of a mall."""

import typing
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antrean import assets, clips, mall_file, timetable, wording
from antrean.clips import Clip, Pause, Spoken
from antrean.mall_record import Mall
from antrean.model import LocalText
from antrean.wording import AnnouncementKind, Call

CALL = "Nomor antrean, ce a, nol satu dua, silakan menuju loket tiga, Dukcapil."
COMMA, STOP = Pause("comma"), Pause("stop")


@cache
def mall() -> Mall:
    return mall_file.read(assets.path("malls", "kota_sejahtera.toml"))


@cache
def names(language: str) -> frozenset[str]:
    return frozenset(phrase.name for phrase in clips.needed(mall(), language))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Nomor antrean,", "nomor_antrean"),
        ("salat Jum'at", "salat_jumat"),
        ("Café  DPMPTSP / 2", "cafe_dpmptsp_2"),
        ("../../etc/passwd", "etc_passwd"),
        ("…", ""),
    ],
)
def test_the_name_of_a_recording(words: str, name: str) -> None:
    assert clips.name_of(words) == name


def test_the_longest_recordings_are_taken_and_pauses_stay() -> None:
    known = {"nomor_antrean", "nomor", "ce", "a", "nol", "satu_dua", "satu", "dua", "silakan_menuju_loket", "tiga"}
    assert clips.cut(CALL, known) == (
        *(Clip("nomor_antrean"), COMMA),
        *(Clip("ce"), Clip("a"), COMMA),
        *(Clip("nol"), Clip("satu_dua"), COMMA),
        *(Clip("silakan_menuju_loket"), Clip("tiga"), COMMA),
        Spoken("Dukcapil"),
    )
    assert clips.missing(CALL, known) == ("Dukcapil",)


def test_what_nobody_recorded_is_left_to_the_engine_word_by_word() -> None:
    assert clips.cut("Panggilan kedua. Nomor satu dua.", {"satu"}) == (
        *(Spoken("Panggilan kedua"), STOP),
        *(Spoken("Nomor"), Clip("satu"), Spoken("dua")),
    )
    assert clips.cut(CALL, frozenset()) == (
        *(Spoken("Nomor antrean"), COMMA, Spoken("ce a"), COMMA, Spoken("nol satu dua"), COMMA),
        *(Spoken("silakan menuju loket tiga"), COMMA, Spoken("Dukcapil")),
    )


def test_how_much_of_a_sentence_is_recorded() -> None:
    assert clips.recorded_part(clips.cut("satu dua, tiga empat.", {"satu_dua", "tiga"})) == 0.75
    assert clips.recorded_part(clips.cut("satu", frozenset())) == 0
    assert clips.recorded_part(()) == 0


def test_no_recording_reaches_over_a_comma() -> None:
    assert clips.cut("satu, dua", {"satu_dua", "dua"}) == (Spoken("satu"), COMMA, Clip("dua"))


@given(
    st.text("aiudst AS,.;:!?-/'2é", max_size=40),
    st.frozensets(st.sampled_from(["a", "satu", "satu_dua", ""]), max_size=4),
)
def test_nothing_of_any_text_is_lost(text: str, known: frozenset[str]) -> None:
    said = ""
    for part in clips.cut(text, known):
        match part:
            case Spoken(words):
                said += words
            case Clip(name):
                said += name
            case Pause():
                pass
    assert clips.name_of(said).replace("_", "") == clips.name_of(text).replace("_", "")


KINDS = tuple(AnnouncementKind(kind) for kind in ("call", "recall", "transfer", "resume", "missed"))


@settings(max_examples=60)
@given(st.data())
def test_a_whole_set_says_every_call(data: st.DataObject) -> None:
    agency = data.draw(st.sampled_from(mall().agencies)).spoken
    call = Call(
        code=f"{data.draw(st.sampled_from(mall().queues)).code}-{data.draw(st.integers(0, 9999)):03d}",
        counter=data.draw(st.integers(1, 99)),
        agency_spoken=agency.indonesian,
        agency_spoken_en=agency.in_language("en"),
        kind=data.draw(st.sampled_from(KINDS)),  # type: ignore[arg-type]
        call_count=data.draw(st.integers(1, mall().rules.most_recalls + 1)),
        is_priority=data.draw(st.booleans()),
    )
    reading = data.draw(st.sampled_from(typing.get_args(wording.Reading)))
    is_short = data.draw(st.booleans())
    for sentence in wording.sentences(call, ("id", "en"), reading, mall().voice, is_short=is_short):
        assert clips.missing(sentence.text, names(sentence.language)) == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_whole_set_says_every_notice_of_a_week(language: str) -> None:
    days = (date(2026, 11, 23) + timedelta(days=day) for day in range(7))
    notices = [due.notice for day in days for due in timetable.of_day(mall(), day)]
    assert len(notices) > 10
    for notice in notices:
        (sentence,) = wording.sentences(notice, (language,), rules=mall().voice)
        assert clips.missing(sentence.text, names(language)) == ()


def test_a_set_follows_the_mall() -> None:
    greeting = LocalText("Halo {code}, ke meja {counter}.", {"en": "Hello {code}, to desk {counter}, {agency}."})
    own = replace(mall(), voice=replace(mall().voice, notices=(), say={"call": greeting}))
    indonesian, english = ({phrase.name for phrase in clips.needed(own, language)} for language in ("id", "en"))
    assert {"halo", "ke_meja", "dukcapil"} <= indonesian
    assert "selamat_pagi" not in indonesian
    # Only a sentence with a place for them needs the agencies' names.
    assert {"hello", "to_desk", clips.name_of(mall().agencies[0].spoken.in_language("en"))} <= english
    assert "civil_registry" not in names("en")
    # Without a mall: every letter, no agency.
    any_mall = {phrase.name for phrase in clips.needed(None, "id")}
    assert {"ki", "zet", "silakan_menuju_loket"} <= any_mall
    assert "dukcapil" not in any_mall


def test_an_english_letter_is_not_rendered_as_an_article() -> None:
    assert {phrase.name: phrase.text for phrase in clips.needed(mall(), "en")}["a"] == "A,"
