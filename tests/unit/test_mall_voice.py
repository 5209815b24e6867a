"""The section [voice] of a mall file: what is read, what is written back, and every mistake on its line."""

import json
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean import mall_file, templates, wording
from antrean.hours import Span
from antrean.model import LocalText
from antrean.voice_rules import Loudness, Quiet, VoiceRules

MALLS = Path(__file__).parents[2] / "assets" / "malls"
SMALL = (MALLS / "mini.toml").read_text(encoding="utf-8")

FULL = """[voice]
english = "always"
reading = "hybrid"
repeat = 2
repeat_gap_s = 3
pause_ms = 400
shorten_after = 7
missed = false
notices = ["cutoff", "opening"]
occasions.fri = "salat Jumat"
occasions.fri_en = "for Friday prayer"
volume = ["12:00-13:00 50%", "07:30-08:00 80 %"]
quiet = ["11:45-12:00", "fri 11:30-12:30", "mon, tue 10:00-10:05", "2026-08-17 10:00-10:15"]
say.call = "Nomor {code}, ke loket {counter}."
say.call_en = "Number {code}, counter {counter}."
say.closing = "Sampai jumpa."
"""


def with_voice(section: str) -> str:
    return SMALL.replace("[[zones]]", f"{section}\n[[zones]]", 1)


def voice(section: str) -> VoiceRules:
    return mall_file.parse(with_voice(section), "x").voice


def test_everything_is_read() -> None:
    assert voice(FULL) == VoiceRules(
        english="always",
        reading="hybrid",
        repeat=2,
        repeat_gap_s=3,
        pause_ms=400,
        shorten_after=7,
        missed=False,
        notices=("opening", "cutoff"),
        occasions={4: LocalText("salat Jumat", {"en": "for Friday prayer"})},
        volume=(Loudness(Span(time(7, 30), time(8)), 80), Loudness(Span(time(12), time(13)), 50)),
        quiet=(
            Quiet(Span(time(11, 45), time(12))),
            Quiet(Span(time(11, 30), time(12, 30)), frozenset({4})),
            Quiet(Span(time(10), time(10, 5)), frozenset({0, 1})),
            Quiet(Span(time(10), time(10, 15)), day=date(2026, 8, 17)),
        ),
        say={
            "call": LocalText("Nomor {code}, ke loket {counter}.", {"en": "Number {code}, counter {counter}."}),
            "closing": LocalText("Sampai jumpa."),
        },
    )


def test_a_mall_that_says_nothing_has_the_defaults() -> None:
    assert mall_file.parse(SMALL, "x").voice == VoiceRules()
    assert mall_file.read(MALLS / "kota_sejahtera.toml").voice == VoiceRules(
        occasions={4: LocalText("salat Jumat", {"en": "for Friday prayer"})}
    )


@pytest.mark.parametrize("section", [FULL, "", "[voice]\nnotices = []\nmissed = false\n"])
def test_what_is_written_reads_back_the_same(section: str) -> None:
    mall = mall_file.parse(with_voice(section), "x")
    written = mall_file.to_toml(mall)
    assert mall_file.parse(written, "x") == mall
    assert mall_file.to_toml(mall_file.parse(written, "x")) == written
    assert mall_file.from_tables(json.loads(json.dumps(mall_file.to_tables(mall)))) == mall


def test_a_mall_that_was_stored_before_it_had_a_voice_is_still_read() -> None:
    tables = mall_file.to_tables(mall_file.parse(SMALL, "x"))
    del tables["voice"]
    assert mall_file.from_tables(tables).voice == VoiceRules()


def test_a_translation_that_is_missing_is_the_usual_one() -> None:
    rules = voice('[voice]\nsay.short = "{code}, {counter}."')
    assert rules.template("short", "id") == "{code}, {counter}."
    assert rules.template("short", "en") == templates.DEFAULTS["short"].others["en"]
    assert rules.template("recall", "id") == templates.DEFAULTS["recall"].indonesian


MISTAKES = {
    "language": ('english = "often"', "never, english_tickets or always"),
    "reading": ('reading = "roman"', "digit, hybrid or cardinal"),
    "repeat": ("repeat = 4", "from 1 to 3"),
    "pause": ("pause_ms = 2001", "from 0 to 2000"),
    "unknown key": ("shorten = 3", 'did you mean "shorten_after"?'),
    "notice": ('notices = ["lunch"]', '"lunch" is not announced; known are opening, break, cutoff, closing'),
    "occasion": ('occasions.jumat = "x"', '"jumat" is not a key'),
    "volume without hours": ('volume = ["50%"]', "must be hours and a loudness"),
    "volume backwards": ('volume = ["13:00-12:00 50%"]', "must be hours and a loudness"),
    "too soft": ('volume = ["12:00-13:00 5%"]', "from 10 to 100 %"),
    "overlap": ('volume = ["12:00-13:00 50%", "12:30-14:00 60%"]', "12:00-13:00 and 12:30-14:00 overlap"),
    "quiet without hours": ('quiet = ["fri"]', "must be hours such as"),
    "quiet on no day": ('quiet = ["jumat 11:00-12:00"]', '"jumat" is not a weekday'),
    "quiet on no date": ('quiet = ["2026-02-30 11:00-12:00"]', "no day"),
    "unknown placeholder": ('say.call = "{code} {counter} {name}"', "{name} is not known here"),
    "placeholder of another kind": ('say.call = "{code} {counter} {ordinal}"', "{ordinal} is not known here"),
    "no code": ('say.call = "Loket {counter}"', "{code} is missing: nobody would know who is called"),
    "no counter": ('say.missed = "Nomor {code}"', "{counter} is missing: nobody would know where to go"),
    "not speakable": ('say.closing = "Selesai <break/> & pulang"', "no voice can say & < >"),
    "half a placeholder": ('say.call = "{code} {counter} {agency"', "no voice can say {"),
    "too long": (f'say.closing = "{"a" * 241}"', "has 241 characters"),
    "unknown kind": ('say.panggil = "x"', '"panggil" is not a key'),
    "empty": ('say.closing = ""', "is empty"),
}


@pytest.mark.parametrize(("line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake_is_one_problem_on_its_line(line: str, words: str) -> None:
    text = with_voice(f"[voice]\n# here\n{line}\n")
    (problem,) = mall_file.check(text, "x")
    assert text.splitlines()[problem.line - 1] == line
    assert words in problem.sentence
    assert problem.sentence.startswith("[voice]")


def test_a_mistake_in_a_translation_is_named_there() -> None:
    text = with_voice('[voice]\nsay.call = "{code} {counter}"\nsay.call_en = "{code}"\n')
    (problem,) = mall_file.check(text, "x")
    assert text.splitlines()[problem.line - 1].startswith("say.call_en")
    assert '"call_en": {counter} is missing' in problem.sentence


def test_a_list_on_many_lines_names_the_line_of_the_item() -> None:
    text = with_voice('[voice]\nquiet = [\n  "11:00-12:00",\n  "fry 12:00-13:00",\n]\n')
    (problem,) = mall_file.check(text, "x")
    assert "fry" in text.splitlines()[problem.line - 1]


def test_a_language_that_nobody_speaks() -> None:
    text = SMALL.replace('languages = ["id", "en"]', 'languages = ["id", "en", "jv"]')
    assert text != SMALL
    text = text.replace("[[zones]]", '[voice]\nsay.closing = "Selesai."\nsay.closing_jv = "Rampung."\n\n[[zones]]', 1)
    (problem,) = mall_file.check(text, "x")
    assert 'nobody speaks "jv" here' in problem.sentence


def test_the_defaults_have_no_mistakes() -> None:
    for kind, text in templates.DEFAULTS.items():
        for template in (text.indonesian, *text.others.values()):
            assert templates.mistakes(kind, template) == []
            assert len(template) <= templates.LONGEST


def test_how_loud_and_how_quiet() -> None:
    rules = voice(FULL)
    assert [rules.volume_at(time(*at)) for at in ((7, 29), (7, 30), (7, 59), (8, 0), (12, 30))] == [1, 0.8, 0.8, 1, 0.5]
    monday, friday, holiday = (
        datetime(2026, month, day, tzinfo=ZoneInfo("Asia/Jakarta")) for month, day in ((11, 23), (11, 27), (8, 17))
    )
    assert rules.is_quiet(monday.replace(hour=11, minute=45))
    assert not rules.is_quiet(monday.replace(hour=12))
    assert rules.is_quiet(monday.replace(hour=10, minute=4))
    assert not rules.is_quiet(friday.replace(hour=10, minute=4))
    assert rules.is_quiet(friday.replace(hour=12, minute=29))
    assert not rules.is_quiet(monday.replace(hour=12, minute=29))
    assert rules.is_quiet(holiday.replace(hour=10, minute=14))


@given(st.sampled_from(sorted(templates.DEFAULTS)), st.text("aA{}codeunter, .!?<&[]123é", max_size=60))
def test_what_has_no_mistake_can_be_said(kind: str, text: str) -> None:
    values = {"code": "ce a, nol satu", "counter": "tiga", "greeting": "selamat pagi"}
    filled = templates.fill(text, values)
    if not templates.mistakes(kind, text):
        assert wording.clean(filled).casefold() in filled.casefold()
        assert not set(filled) & set("{}<>&[]")


def test_what_is_left_out_leaves_no_gap() -> None:
    fill = templates.fill
    assert fill("Ke loket {counter}, {agency}.", {"counter": "tiga"}) == "Ke loket tiga."
    assert fill("{agency}, {code} {priority} ya.", {"code": "ce a"}) == "ce a ya."
    assert fill("{priority} ticket {code}.", {"code": "C A", "priority": ""}) == "Ticket C A."
    assert fill("{priority} ticket {code}.", {"code": "C A", "priority": "priority"}) == "Priority ticket C A."
    assert fill("{code}, loket {counter}.", {"code": "ce a", "counter": "dua"}) == "ce a, loket dua."
