"""How much a hall would be spoken to: against numbers that were worked out by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from antrean import mall_file, speaking_load
from antrean.mall_record import Mall
from antrean.model import LocalText
from antrean.speaking_load import Load, loads, remedies, seconds_of, warning

MALLS = Path(__file__).parents[2] / "assets" / "malls"


@pytest.fixture(scope="module")
def mini() -> Mall:
    """Two counters, each with services of 10 and 5 minutes: 60 ÷ 7.5 = 8 calls an hour, nine of ten of them busy."""
    mall = mall_file.read(MALLS / "mini.toml")
    assert [service.target_minutes for service in mall.services] == [10, 5]
    return mall


@pytest.fixture(scope="module")
def example() -> Mall:
    return mall_file.read(MALLS / "kota_sejahtera.toml")


# How long eSpeak NG really takes at 140 words a minute, its silence before and after included.
@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Nomor antrean A, nol nol tujuh, silakan menuju loket tiga", 5.29),
        ("Nomor antrean, ce a, nol satu dua, silakan menuju loket tiga, be pe je es Kesehatan.", 7.74),
        (
            "Panggilan kedua. Nomor antrean ka a, satu lima empat, silakan menuju loket dua puluh satu, be pe je es "
            "Kesehatan.",
            9.97,
        ),
        ("ce a, nol satu dua, loket tiga.", 3.33),
        ("Ticket C A, zero one two, please proceed to counter three.", 4.85),
        ("Ticket C A, zero one two, counter three.", 3.79),
    ],
)
def test_a_sentence_takes_as_long_as_it_was_measured(text: str, measured: float) -> None:
    assert seconds_of(text) == pytest.approx(measured, rel=0.1)


def test_a_sentence_by_hand() -> None:
    # o a u a a i: 6 vowels, one comma inside.
    assert seconds_of("nol satu, dua tiga.") == pytest.approx(0.18 + 7 * 0.215 + 0.355)
    assert seconds_of("nol satu, dua tiga.", 280) == pytest.approx(0.18 + (7 * 0.215 + 0.355) / 2)


def test_a_small_hall_by_hand(mini: Mall) -> None:
    rules = replace(
        mini.voice,
        english="never",
        missed=False,
        say={kind: LocalText("{code}, {counter}.") for kind in ("call", "priority", "recall")},
    )
    (load,) = loads(replace(mini, voice=rules))
    # "a a, nol empat tujuh, satu." and "… dua.": 2 + 1 + 2 + 2 + 2 = 9 vowels, two commas, at counter 1 and 2 alike.
    turn = 1.4 + 0.18 + 9 * 0.215 + 2 * 0.355
    # Six of a hundred are called three times: two recalls more.
    assert load == Load(area="hall", weekday=load.weekday, calls=pytest.approx(14.4), seconds=load.seconds)
    assert load.seconds == pytest.approx(14.4 * turn * 1.12)
    assert load.share == pytest.approx(14.4 * turn * 1.12 / 3600)


def test_repetition_pauses_and_english_cost_what_they_take(mini: Mall) -> None:
    say = {
        kind: LocalText("{code}, {counter}.", {"en": "{code}, {counter}."}) for kind in ("call", "priority", "recall")
    }
    plain = replace(mini.voice, english="never", missed=False, say=say)

    def turn(**rules: object) -> float:
        (load,) = loads(replace(mini, voice=replace(plain, **rules)))  # type: ignore[arg-type]
        return load.seconds / load.calls / 1.12

    once = 0.18 + 9 * 0.215 + 2 * 0.355
    assert turn() == pytest.approx(1.4 + once)
    assert turn(repeat=2, repeat_gap_s=3) == pytest.approx(1.4 + 2 * once + 3)
    assert turn(pause_ms=500) == pytest.approx(1.4 + once + 2 * 0.5)
    # "A, A, zero four seven, one." has 10 vowels and three commas, "… two." 8 and three: 9 on the average.
    assert turn(english="always") == pytest.approx(1.4 + once + 0.5 + 0.18 + 9.5 * 0.215 + 3 * 0.355, abs=0.11)


def test_a_hall_without_english_numbers_has_no_english_calls(mini: Mall) -> None:
    only = replace(mini, languages=("id",))
    never = replace(mini, voice=replace(mini.voice, english="never"))
    assert loads(only) == loads(never) != loads(mini)
    always = replace(only, voice=replace(only.voice, english="always"))
    assert loads(always)[0].share > loads(mini)[0].share


def test_the_example_mall_is_too_much_for_one_area(example: Mall) -> None:
    (load,) = loads(example)
    # 1047 numbers on a Monday, a fifth of them in the busiest hour (DOMAIN).
    assert load.calls == pytest.approx(209, rel=0.05)
    assert 0.6 < load.share < 0.8
    assert load.is_too_much
    said = warning(example, load)
    assert said.startswith('voice area "hall": on Thursday about 71% of the busiest hour is speech')
    assert "shorten_after = 0 (every call short): 40%" in said
    assert "a voice_area and loudspeakers for each of its zones, the busiest then: 20%" in said


def test_what_would_help_is_named_best_first(example: Mall) -> None:
    loud = replace(example, voice=replace(example.voice, repeat=2, english="always", pause_ms=300))
    (load,) = loads(loud)
    found = remedies(loud, load)
    assert [one.share for one in found] == sorted(one.share for one in found)
    assert {"repeat = 1", 'english = "never"', "pause_ms = 0"} <= {one.change for one in found}
    assert all(one.share < load.share for one in found)


def test_every_area_is_reckoned_by_itself(example: Mall) -> None:
    zones = tuple(replace(zone, voice_area="up" if zone.code == "Z5" else "hall") for zone in example.zones)
    (whole,) = loads(example)
    down, up = loads(replace(example, zones=zones))
    assert (down.area, up.area) == ("hall", "up")
    assert down.calls + up.calls == pytest.approx(whole.calls, rel=0.02)


def test_a_counter_that_does_not_work_that_day_calls_nobody(example: Mall) -> None:
    counter = example.counter(27)
    # Of the prosecutor on Monday and Wednesday, of the narcotics board on Thursday.
    assert counter.rota == {0: ("J",), 2: ("J",), 3: ("Z",)}
    assert speaking_load._work(example, counter, 3)[0] == ["ZP", "ZA"]
    assert speaking_load._work(example, example.counter(28), 0)[1] == []
