"""The mall file: what is read, what is written back, and what is no mall file at all."""

import json
import os
import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antrean import mall_file
from antrean.errors import Reason, Refused
from antrean.hours import CLOSED, DayHours, Period, Schedule, Span
from antrean.mall_file import Problem, Rules, Standards
from antrean.mall_record import DEFAULT_OUTCOMES
from antrean.model import LocalText
from antrean.when import ALWAYS, When

MALLS = Path(__file__).parents[2] / "assets" / "malls"
SMALL = (MALLS / "mini.toml").read_text(encoding="utf-8")
WEEK = 'mon = "08:00-15:30"\nfri = "08:00-15:00"\nbreaks.fri = "11:30-13:00"'
OPEN = SMALL.replace("always_open = true", WEEK)
"""The small mall with hours instead of always_open."""


def _changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


RUNNING = """ticker = [
  "Selamat datang.",
  { text = "Pajak jatuh tempo.", text_en = "Taxes are due.", from = 2026-12-01, to = 2026-12-31 },
  { text = "Pagi.", weekdays = ["mon", "fri"], hours = "08:00-10:00, 13:00-14:00" },
  { text = "Sejak Februari.", from = "2027-02-01" },
]
ticker_en = ["Welcome.", "", "", ""]
"""
TICKER = (
    'ticker = ["Selamat datang. Silakan ambil nomor antrean di kiosk."]\n'
    'ticker_en = ["Welcome. Please take a number at the kiosk."]\n'
)
FULL = _changed(
    _changed(_changed(OPEN, "[rules]\npins = false\n", ""), TICKER, RUNNING),
    "[[zones]]",
    """[rules]
priority_ratio = 3
greeting = false

[[exceptions]]
date = 2027-02-10
name = "Rapat"
hours = "10:00-14:00"
breaks = "12:00-13:00"

[[periods]]
name = "Ramadan"
name_en = "Fasting month"
from = 2027-02-08
to = 2027-03-09
mon = "08.00-12.00,13.00-14.00"
fri = "08:00-14:00"
breaks.fri = "11:30-13:00"

[[periods]]
name = "Satu hari"
from = 2027-04-05
to = "2027-04-05"
mon = "09:00-11:00"
tue = "09:00-11:00"

[[holidays]]
from = 2027-03-10
to = 2027-03-14
name = "Idulfitri"

[[holidays]]
date = "2026-12-25"
name = "Natal"

[[zones]]""",
)


def test_hours_are_read_into_a_schedule_in_the_order_of_their_dates() -> None:
    mall = mall_file.parse(FULL, "x")
    friday = Span(time(11, 30), time(13))
    assert mall.hours == Schedule(
        week={
            0: DayHours((Span(time(8), time(15, 30)),)),
            4: DayHours((Span(time(8), time(15)),), (friday,)),
        },
        periods=(
            Period(LocalText("Natal"), date(2026, 12, 25), date(2026, 12, 25), {}),
            Period(
                LocalText("Ramadan", {"en": "Fasting month"}),
                date(2027, 2, 8),
                date(2027, 3, 9),
                {
                    0: DayHours((Span(time(8), time(12)), Span(time(13), time(14)))),
                    4: DayHours((Span(time(8), time(14)),), (friday,)),
                },
            ),
            Period(
                LocalText("Rapat"),
                date(2027, 2, 10),
                date(2027, 2, 10),
                {2: DayHours((Span(time(10), time(14)),), (Span(time(12), time(13)),))},
            ),
            Period(LocalText("Idulfitri"), date(2027, 3, 10), date(2027, 3, 14), {}),
            Period(
                LocalText("Satu hari"),
                date(2027, 4, 5),
                date(2027, 4, 5),
                {0: DayHours((Span(time(9), time(11)),))},
            ),
        ),
    )
    assert mall.rules == Rules(priority_ratio=3, greeting=False)
    assert mall.hours.week.get(6, CLOSED) is CLOSED


def test_defaults_fill_what_the_file_leaves_out() -> None:
    text = _changed(OPEN, 'languages = ["id", "en"]\n', "")
    text = _changed(text, 'spoken = "Kantor Kecamatan"\nspoken_en = "District Office"\n', "")
    text = _changed(text, "[rules]\npins = false\n", "")
    mall = mall_file.parse(text, "x")
    assert mall.languages == ("id", "en")
    assert mall.outcomes == DEFAULT_OUTCOMES
    assert mall.agency("A").spoken == mall.agency("A").short
    assert mall.zone("Z1").voice_area == "hall"
    assert mall.service("surat").weekdays == {0, 4}
    assert mall.service("surat").daily_quota is None
    assert (mall.service("surat").is_free, mall.service("surat").position) == (True, 1)
    assert mall.rules == Rules()


def test_what_visitors_are_told_and_what_they_type_is_read() -> None:
    mall = mall_file.parse(SMALL, "x")
    copies = mall.service("legalisasi")
    assert copies.limits == (
        LocalText(
            "Hanya dokumen yang dikeluarkan di kecamatan ini",
            {"en": "Only documents that were issued in this district"},
        ),
    )
    assert copies.synonyms == ("legalisir", "fotokopi", "stempel", "certified copy")
    assert [counter.number for counter in mall.information_counters] == [1]
    assert mall.maklumat.in_language("en").startswith("We promise to serve you")
    assert mall.standards.procedure.indonesian.startswith("Ambil nomor di kiosk")
    assert mall.standards.products == LocalText(
        "Surat keterangan dan dokumen yang dilegalisasi.", {"en": "Statement letters and certified copies."}
    )
    assert mall.standards.complaints.others["en"].startswith("Bring complaints")
    assert mall.standards.complaint_contact.indonesian == "Loket 1 atau lapor.go.id"


def test_a_mall_that_was_stored_before_there_were_such_words_is_still_read() -> None:
    tables = json.loads(json.dumps(mall_file.to_tables(mall_file.parse(SMALL, "x"))))
    del tables["standards"]
    rows = [tables["mall"], *tables["services"], *tables["counters"]]
    for row in rows:
        for key in ("maklumat", "maklumat_en", "synonyms", "limits", "limits_en", "information"):
            row.pop(key, None)
    mall = mall_file.from_tables(tables)
    assert (mall.maklumat, mall.standards, mall.information_counters) == (LocalText(""), Standards(), ())
    assert {(service.limits, service.synonyms) for service in mall.services} == {((), ())}
    assert mall_file.parse(mall_file.to_toml(mall), "x") == mall
    assert "[standards]" not in mall_file.to_toml(mall)


def test_a_long_pledge_survives_an_export_whatever_its_signs() -> None:
    longest = "\u00ad" * 359 + "."
    mall = mall_file.parse(_changed(SMALL, 'maklumat = "Kami', f'maklumat = "{longest}"\n#'), "x")
    assert len(mall.maklumat.indonesian) == 360
    assert mall_file.parse(mall_file.to_toml(mall), "x") == mall


def test_a_fee_beginning_with_gratis_is_free_unless_said_otherwise() -> None:
    paid = mall_file.parse(_changed(SMALL, 'fee = "Gratis"', 'fee = "Gratis / retribusi"\nfree = false'), "x")
    assert not paid.service("surat").is_free
    assert not mall_file.parse(_changed(SMALL, 'fee = "Gratis"', 'fee = "Rp5.000"'), "x").service("surat").is_free
    assert mall_file.parse(mall_file.to_toml(paid), "x") == paid


def test_look_ups_find_or_refuse() -> None:
    mall = mall_file.parse(SMALL, "x")
    assert mall.counters_of("AA") == (1, 2)
    assert mall.counters_of("AP") == (1, 2)
    assert mall.counters_of("ZZ") == ()
    priority = mall.priority_queue("A")
    assert priority is not None
    assert priority.code == "AP"
    assert mall.priority_queue("B") is None
    assert [service.code for service in mall.services_of("A")] == ["surat", "legalisasi"]
    for look_up, key, reason in (
        (mall.service, "x", Reason.UNKNOWN_SERVICE),
        (mall.queue, "x", Reason.UNKNOWN_QUEUE),
        (mall.zone, "x", Reason.UNKNOWN_ZONE),
        (mall.agency, "x", Reason.BAD_INPUT),
    ):
        with pytest.raises(Refused) as caught:
            look_up(key)
        assert caught.value.reason is reason
    with pytest.raises(Refused, match="no counter 9"):
        mall.counter(9)


def test_running_text_is_plain_or_has_its_time() -> None:
    plain, dated, hourly, since = mall_file.parse(FULL, "x").ticker
    assert (plain.text, plain.when) == (LocalText("Selamat datang.", {"en": "Welcome."}), ALWAYS)
    assert dated.text.in_language("en") == "Taxes are due."
    assert dated.when == When(first=date(2026, 12, 1), last=date(2026, 12, 31))
    spans = (Span(time(8), time(10)), Span(time(13), time(14)))
    assert hourly.when == When(weekdays=frozenset({0, 4}), spans=spans)
    assert since.when == When(first=date(2027, 2, 1))
    # A table may also stand under its own heading.
    apart = _changed(SMALL, TICKER, "")
    apart = _changed(apart, "[hours]", '[[mall.ticker]]\ntext = "Halo."\nto = 2026-12-31\n\n[hours]')
    assert [str(one.text) for one in mall_file.parse(apart, "x").ticker] == ["Halo."]


def test_own_counters_come_before_those_that_help() -> None:
    text = SMALL[: SMALL.index("[[counters]]")]
    text += '[[counters]]\nnumber = 1\nzone = "Z1"\nown = ["AA"]\nhelp = ["AP"]\n'
    text += '[[counters]]\nnumber = 2\nzone = "Z1"\nown = ["AP"]\n'
    assert mall_file.parse(text, "x").counters_of("AP") == (2, 1)


@pytest.mark.parametrize("text", [SMALL, OPEN, FULL, (MALLS / "kota_sejahtera.toml").read_text(encoding="utf-8")])
def test_what_is_written_reads_back_the_same(text: str) -> None:
    mall = mall_file.parse(text, "x")
    written = mall_file.to_toml(mall)
    assert mall_file.parse(written, "x") == mall
    assert mall_file.to_toml(mall_file.parse(written, "x")) == written
    assert mall_file.from_tables(json.loads(json.dumps(mall_file.to_tables(mall)))) == mall


def test_the_export_has_one_table_for_each_service_and_counter() -> None:
    written = mall_file.to_toml(mall_file.parse(SMALL, "x"))
    assert (written.count("[[services]]\n"), written.count("[[counters]]\n")) == (2, 2)
    assert 'own = ["AA"]\nhelp = ["AP"]\n' in written
    assert "date = 2026-12-25\n" in mall_file.to_toml(mall_file.parse(FULL, "x"))


def test_stored_tables_that_are_wrong_are_refused_without_lines() -> None:
    tables = mall_file.to_tables(mall_file.parse(SMALL, "x"))
    tables["counters"][0]["own"] = ["XX"]
    with pytest.raises(Refused) as caught:
        mall_file.from_tables(tables)
    assert caught.value.details["problems"] == (Problem(0, 'counter 1: "own" names "XX", which is not in [[queues]].'),)


TEXTS = st.text("\"\\'#=[]{}.,- aZé✓😀", min_size=1, max_size=40).filter(str.strip)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_that_is_allowed_survives_an_export(text: str) -> None:
    mall = mall_file.parse(SMALL.replace('"Kecamatan"', json.dumps(text, ensure_ascii=False)), "x")
    assert mall.agency("A").short.indonesian == text.strip()
    assert mall_file.parse(mall_file.to_toml(mall), "x") == mall


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "the section [mall] is missing"),
        ("[mall\n", 1, "not valid TOML (column 6)"),
        ("a = 1\na = 2\n", 2, "not valid TOML"),
        ("a = 1\nb = 'x", 2, "not valid TOML"),
        ("x = " + "[" * 1500, 1, "nested far too deeply"),
        ("x = " + "[\n" * 5000, 1, "nested far too deeply"),
        ("a\n" * 3 + "x" * 5000, 4, "this line has 5000 characters"),
        ("ok = 1\n" + ".".join("a" * 12) + " = 1", 2, "far too many parts"),
        ("a = 1\nb = '\0'", 2, "a zero byte"),
        ("x" * 2_000_001, 1, "larger than 2 MB"),
    ],
)
def test_what_is_no_mall_file_is_one_sentence(text: str, line: int, words: str) -> None:
    problems = mall_file.check(text, "x")
    assert problems[0].line == line
    assert words in problems[0].sentence
    assert len(problems) == 1 or not text


def test_a_number_too_long_to_read_is_a_sentence() -> None:
    digits = "9" * 1900
    (problem, *_) = mall_file.check(f"x = {digits}", "x")
    assert digits not in problem.sentence
    assert mall_file.check("x = 9999-99-99", "x")


def test_files_that_cannot_be_read_are_sentences(tmp_path: Path) -> None:
    big, foreign, folder = tmp_path / "big.toml", tmp_path / "foreign.toml", tmp_path / "folder"
    big.write_bytes(b"#" * 2_000_001)
    foreign.write_bytes(b"# ok\nname = '\xff'\n")
    folder.mkdir()
    if hasattr(os, "mkfifo"):
        # Whoever opens a pipe waits for ever.
        os.mkfifo(tmp_path / "pipe")
    for path, words in (
        (tmp_path / "pipe", "is not a file" if hasattr(os, "mkfifo") else "does not exist"),
        (tmp_path / "none.toml", "does not exist"),
        (big, "larger than 2 MB"),
        (foreign, "is not UTF-8 text (line 2)"),
        (folder, "is not a file"),
        (Path("a\0b"), "is not a file"),
    ):
        with pytest.raises(Refused) as caught:
            mall_file.read(path)
        assert caught.value.reason is Reason.MALL_FILE
        assert words in caught.value.sentence


def test_files_of_windows_editors_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert mall_file.read(path) == mall_file.parse(SMALL, "x")


FULL_MALL = mall_file.parse(FULL, "x")

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.dates()
    | st.times()
    | st.sampled_from(["Z1", "A", "AA", "AP", "surat", "08:00-12:00", "2026-08-17", "mon", "\0", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["code", "number", "own", "name", "name_en", "breaks", "from", "to", "date", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_wrong_types_anywhere_are_problems_never_a_traceback(data: st.DataObject) -> None:
    tables: dict[str, Any] = mall_file.to_tables(FULL_MALL)
    for _ in range(data.draw(st.integers(1, 4))):
        place: Any = tables
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            inner = place[key]
            if isinstance(inner, dict | list) and inner and data.draw(st.integers(0, 3)):
                place = inner
                continue
            place[key] = data.draw(ANYTHING)
            break
    try:
        mall = mall_file.from_tables(tables)
    except Refused as refused:
        problems = refused.details["problems"]
        assert isinstance(problems, tuple)
        assert problems
        assert all(problem.sentence.isprintable() for problem in problems)
    else:
        assert mall_file.from_tables(mall_file.to_tables(mall)) == mall


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_text_is_problems_never_a_traceback(data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(begin, min(len(FULL), begin + 60)))
    text = FULL[:begin] + data.draw(st.text(alphabet="[]{}\"'\\=.#,\n\0 azAZ09", max_size=12)) + FULL[end:]
    lines = text.count("\n") + 1
    for problem in mall_file.check(text, "x"):
        assert 0 <= problem.line <= lines
        assert problem.sentence.isprintable()


def test_the_reference_names_every_key() -> None:
    pages = (MALLS.parents[1] / "docs" / "mall-file.md").read_text(encoding="utf-8")
    examples = [FULL, (MALLS / "kota_sejahtera.toml").read_text(encoding="utf-8")]
    optional = {"free", "help", "always_open"}
    named = {key for text in examples for key in _keys(tomllib.loads(text)) if not key.endswith("_en")} | optional
    named -= {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
    assert len(named) > 50
    assert [key for key in sorted(named) if not re.search(rf"`{key}`|\[\[?{key}\]", pages)] == []
    for example in re.findall(r"```toml\n(.*?)```", pages, re.DOTALL):
        assert tomllib.loads(example)


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()
