"""What the hall's voice does with a long line, with its own hours, with who did not come, and in quiet periods."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from antrean import announcing, closing, desk, mall, mall_file, saying, speaking
from antrean.announcing import Speaker, Turn, Unspoken
from antrean.desk import Called, Desk
from antrean.errors import Refused
from antrean.hours import Period, Span
from antrean.model import EventKind, LocalText
from antrean.settings import VoiceSettings
from antrean.store import announcements
from antrean.store.announcements import Said
from antrean.store.store import Store
from antrean.store.tables import AnnouncementState, Why
from antrean.voice_rules import Quiet
from antrean.wording import AnnouncementKind
from tests.helpers import hall

LATE_S = 120.0
ZONES = ("Z1", "Z2", "Z3", "Z4", "Z5")


def speaker(holder: str = "one", *zones: str) -> Speaker:
    return Speaker(holder=holder, device=f"display-{holder}", zones=zones or ZONES)


def hold(store: Store, who: Speaker) -> Speaker:
    announcing.hold_leases(store, who, late_after_s=LATE_S)
    return who


def silent(store: Store, *zones: str) -> None:
    """Let a display without a voice look after its zones."""
    announcing.serve_silent(store, speaker("silent", *zones), late_after_s=LATE_S)


def take(store: Store, who: Speaker) -> Turn:
    found = announcing.next_announcement(store, who)
    assert found is not None
    return found


def speak_all(store: Store, who: Speaker) -> list[Turn]:
    """Speak until nothing is left, each to its end."""
    found = []
    while (turn := announcing.next_announcement(store, who)) is not None:
        announcing.note_result(store, who, turn.announcement, spoken=True)
        found.append(turn)
    return found


def with_voice(store: Store, **rules: Any) -> None:
    record = mall.read(store)
    mall.load(store, replace(record, voice=replace(record.voice, **rules)))


def with_hours(store: Store, **hours: Any) -> None:
    record = mall.read(store)
    mall.load(store, replace(record, hours=replace(record.hours, **hours)))


def call(store: Store, counter: int, service: str = "ktp") -> Desk:
    who = hall.open_counter(store, counter)
    hall.issue(store, service)
    hall.call(store, who)
    return who


def without_english(part: Any) -> Any:
    """Return tables of a mall file without their English texts."""
    match part:
        case dict():
            return {key: without_english(value) for key, value in part.items() if not key.endswith("_en")}
        case list():
            return [without_english(value) for value in part]
        case _:
            return part


def notices(store: Store) -> list[Said]:
    with store.read() as unit:
        return announcements.notices_today(unit)


def kinds(store: Store) -> list[str]:
    return [one.kind.value for one in notices(store)]


def states(store: Store) -> list[str]:
    return [row.state for row in hall.rows(store, "SELECT state FROM announcements ORDER BY event, id")]


class TestLongLine:
    def test_thirty_calls_of_many_counters_are_spoken_in_event_order_none_lost_none_twice(self, store: Store) -> None:
        hall.without_pins(store)
        record = mall.read(store)
        called = []
        for counter in record.counters:
            if len(called) == 30:
                break
            who = hall.open_counter(store, counter.number)
            for service in (one for one in record.services if one.queue in counter.own):
                try:
                    hall.issue(store, service.code)
                    found = desk.call_next(store, who, request_id=hall.request())
                except Refused:
                    continue
                if isinstance(found, Called):
                    called.append((found.ticket.code, counter.number))
                    break
        assert len(called) == 30
        turns = speak_all(store, hold(store, speaker()))
        assert [(one.announcement.code, one.announcement.counter) for one in turns] == called
        assert states(store) == ["spoken"] * 30
        # Of thirty the last four have fewer than four behind them.
        assert [one.is_short for one in turns] == [True] * 26 + [False] * 4

    def test_calls_and_voices_all_at_once(self, store: Store) -> None:
        """Counters call at the same time, two displays of one area speak: event order, one voice at a time."""
        counters = {4: "ktp", 3: "ktp", 5: "kk", 10: "bansos", 11: "nib", 19: "skck"}
        desks = [(hall.open_counter(store, number), service) for number, service in counters.items()]
        one, two = hold(store, speaker("one", "Z1")), hold(store, speaker("two", "Z2", "Z3", "Z4", "Z5"))
        begun: list[int] = []
        heard: set[str] = set()
        is_over, time_to_look = threading.Event(), threading.Event()

        def work(who: Desk, service: str) -> list[str]:
            codes = []
            for _ in range(3):
                hall.issue(store, service)
                codes.append(hall.call(store, who).code)
                # A visitor who is there before the voice said so needs no call any more.
                while codes[-1] not in heard:
                    time_to_look.wait(0.02)
                desk.finish(store, who, request_id=hall.request())
            return codes

        def speak(who: Speaker) -> list[str]:
            codes = []
            while True:
                was_over = is_over.is_set()
                turn = announcing.next_announcement(store, who)
                if turn is None:
                    if was_over and not announcing.has_waiting(store, who):
                        return codes
                    is_over.wait(0.02)
                    continue
                begun.append(turn.announcement.event)
                codes.append(turn.announcement.code)
                announcing.note_result(store, who, turn.announcement, spoken=True)
                heard.add(turn.announcement.code)

        with ThreadPoolExecutor(len(desks) + 2) as pool:
            voices = [pool.submit(speak, who) for who in (one, two)]
            try:
                called = [code for codes in pool.map(lambda pair: work(*pair), desks) for code in codes]
            finally:
                is_over.set()
            spoken = [code for voice in voices for code in voice.result()]
        assert len(called) == 18
        assert sorted(spoken) == sorted(called)
        assert begun == sorted(begun)
        assert set(states(store)) == {"spoken"}

    def test_a_recall_keeps_the_place_of_the_call_that_waits(self, store: Store) -> None:
        one = hold(store, speaker())
        four = call(store, 4)
        call(store, 3)
        hall.advance_clock(store, 11)
        desk.recall(store, four, request_id=hall.request())
        call(store, 10, "bansos")
        hall.advance_clock(store, 11)
        desk.recall(store, four, request_id=hall.request())
        hold(store, one)
        turns = speak_all(store, one)
        assert [one.announcement.counter for one in turns] == [4, 3, 10]
        assert (turns[0].announcement.kind, turns[0].announcement.call_count) == (AnnouncementKind.RECALL, 3)
        # It is the newest fact of the ticket all the same: the board shows it under that.
        assert turns[0].announcement.event > turns[2].announcement.event
        assert states(store) == ["replaced", "spoken", "replaced", "spoken", "spoken"]

    def test_after_an_emergency_it_is_said_at_its_old_place(self, store: Store) -> None:
        one = hold(store, speaker())
        four = call(store, 4)
        call(store, 3)
        hall.advance_clock(store, 11)
        desk.recall(store, four, request_id=hall.request())
        hold(store, one)
        cut = take(store, one).announcement
        speaking.announce(store, None, "Mohon keluar", kind="emergency", request_id=hall.request())
        announcing.put_back(store, one, cut)
        assert [one.announcement.counter for one in speak_all(store, one)] == [0, 4, 3]

    def test_a_recall_whose_call_was_spoken_comes_in_its_own_turn(self, store: Store) -> None:
        one = hold(store, speaker())
        four = call(store, 4)
        announcing.note_result(store, one, take(store, one).announcement, spoken=True)
        call(store, 3)
        hall.advance_clock(store, 11)
        desk.recall(store, four, request_id=hall.request())
        hold(store, one)
        assert [one.announcement.counter for one in speak_all(store, one)] == [3, 4]

    def test_only_calls_make_the_line_long(self, store: Store) -> None:
        with_voice(store, shorten_after=1)
        one = hold(store, speaker())
        call(store, 4)
        speaking.announce(store, None, "Mobil putih", request_id=hall.request())
        assert not take(store, one).is_short

    def test_what_is_said_of_it_is_short(self, store: Store) -> None:
        with_voice(store, shorten_after=0)
        one = hold(store, speaker())
        call(store, 4)
        (sentence,) = saying.of(take(store, one), VoiceSettings()).sentences
        assert sentence.text == "ce a, nol nol satu, loket empat."


class TestMissed:
    @pytest.fixture
    def four(self, store: Store) -> Desk:
        """Counter 4 whose call was spoken."""
        one = hold(store, speaker())
        four = call(store, 4)
        speak_all(store, one)
        return four

    def test_who_did_not_come_is_told_where_to_report(self, store: Store, four: Desk) -> None:
        desk.no_show(store, four, request_id=hall.request())
        (turn,) = speak_all(store, speaker())
        assert [one.text for one in saying.of(turn, VoiceSettings()).sentences] == [
            "Nomor antrean ce a, nol nol satu telah dipanggil satu kali. Silakan melapor ke petugas loket empat."
        ]

    def test_a_mall_may_want_none(self, store: Store) -> None:
        with_voice(store, missed=False)
        one = hold(store, speaker())
        four = call(store, 4)
        speak_all(store, one)
        desk.no_show(store, four, request_id=hall.request())
        assert speak_all(store, one) == []

    def test_a_slip_of_the_finger_is_not_said(self, store: Store, four: Desk) -> None:
        code = desk.no_show(store, four, request_id=hall.request()).code
        desk.undo(store, four, code, request_id=hall.request())
        assert speak_all(store, speaker()) == []

    def test_who_has_reported_is_not_called_to_report(self, store: Store, four: Desk) -> None:
        code = desk.no_show(store, four, request_id=hall.request()).code
        desk.reinstate(store, four, code, request_id=hall.request())
        assert speak_all(store, speaker()) == []

    def test_it_gives_way_to_an_emergency_and_is_said_again(self, store: Store, four: Desk) -> None:
        desk.no_show(store, four, request_id=hall.request())
        one = speaker()
        announcing.put_back(store, one, take(store, one).announcement)
        assert states(store) == ["spoken", "queued"]


class TestQuiet:
    @pytest.fixture
    def quiet(self, store: Store) -> Speaker:
        with_voice(store, quiet=(Quiet(Span(time(8, 0), time(8, 10))),))
        return hold(store, speaker())

    def test_calls_are_passed_over_and_known_as_such(self, store: Store, quiet: Speaker) -> None:
        call(store, 4)
        call(store, 3)
        assert announcing.next_announcement(store, quiet) is None
        found = hall.rows(store, "SELECT state, why, ended_at FROM announcements")
        assert [(one.state, one.why) for one in found] == [("missed", "quiet")] * 2
        assert all(one.ended_at for one in found)
        hall.advance_clock(store, 600)
        hold(store, quiet)
        assert announcing.next_announcement(store, quiet) is None

    def test_an_emergency_is_spoken(self, store: Store, quiet: Speaker) -> None:
        call(store, 4)
        speaking.announce(store, None, "Mohon keluar", kind="emergency", request_id=hall.request())
        assert take(store, quiet).announcement.kind is AnnouncementKind.EMERGENCY

    def test_a_text_is_shown_as_quiet(self, store: Store, quiet: Speaker) -> None:
        speaking.announce(store, None, "Mobil putih", request_id=hall.request())
        assert announcing.next_announcement(store, quiet) is None
        (said,) = speaking.shown(store)
        assert (said.state, said.why) == (AnnouncementState.MISSED, Why.QUIET)

    def test_it_ends_by_itself(self, store: Store, quiet: Speaker) -> None:
        hall.set_clock(store, "2026-11-23 08:10")
        hold(store, quiet)
        call(store, 4)
        assert take(store, quiet).announcement.counter == 4


class TestNotices:
    def test_the_opening_is_made_once_and_spoken(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-23 07:59")
        one = hold(store, speaker())
        assert kinds(store) == []
        hall.set_clock(store, "2026-11-23 08:00")
        for _ in range(3):
            hold(store, one)
        (said,) = notices(store)
        assert (said.kind, said.area, said.officer) == (AnnouncementKind.OPENING, "hall", None)
        assert said.text.startswith("Selamat pagi. Pelayanan Mal")
        assert said.text_en.startswith("Good morning. The Public Service Mall")
        (turn,) = speak_all(store, one)
        (sentence,) = saying.of(turn, VoiceSettings()).sentences
        assert (sentence.language, sentence.text) == ("id", said.text)
        assert [one.language for one in saying.of(turn, VoiceSettings(english="always")).sentences] == ["id", "en"]
        assert [one.body for one in hall.log(store) if one.kind is EventKind.ANNOUNCED] == [
            {"kind": "opening", "areas": ["hall"]}
        ]
        assert [one.kind.value for one in speaking.shown(store)] == ["opening"]
        assert speaking.today(store, None) == ()

    def test_a_hall_without_english_shows_none(self, store: Store) -> None:
        tables = mall_file.to_tables(mall.read(store))
        tables["mall"]["languages"] = ["id"]
        mall.load(store, mall_file.from_tables(without_english(tables)))
        hall.set_clock(store, "2026-11-23 08:00")
        hold(store, speaker())
        assert [one.text_en for one in notices(store)] == [""]

    def test_two_displays_of_one_area_make_it_once(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-23 08:00")
        hold(store, speaker("one", "Z1"))
        hold(store, speaker("two", "Z2"))
        hold(store, speaker("one-again", "Z3"))
        assert kinds(store) == ["opening"]

    def test_many_that_race_make_it_once(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-23 08:00")
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(lambda zone: hold(store, speaker(zone, zone)), ZONES))
        assert kinds(store) == ["opening"]

    def test_the_database_keeps_a_second_one_out(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-23 08:00")
        hold(store, speaker())
        with pytest.raises(Refused, match="stands in the way"):
            hall.execute(
                store,
                "INSERT INTO announcements (event, area, zone, service_day, kind, body, state, queued_at) "
                "SELECT event, area, zone, service_day, kind, body, state, queued_at FROM announcements",
            )

    def test_every_area_has_its_own(self, store: Store) -> None:
        record = mall.read(store)
        zones = tuple(replace(zone, voice_area="up" if zone.code == "Z5" else "hall") for zone in record.zones)
        mall.load(store, replace(record, zones=zones))
        hall.set_clock(store, "2026-11-23 08:00")
        hold(store, speaker("one", "Z1"))
        assert [one.area for one in notices(store)] == ["hall"]
        hold(store, speaker("two", "Z5"))
        assert sorted(one.area for one in notices(store)) == ["hall", "up"]

    def test_who_holds_no_voice_makes_none(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-23 07:59:55")
        hold(store, speaker("one"))
        hall.set_clock(store, "2026-11-23 08:00")
        hold(store, speaker("two"))
        assert kinds(store) == []

    def test_a_display_that_starts_late_says_it_no_more(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-23 08:02")
        hold(store, speaker())
        assert kinds(store) == []
        hall.set_clock(store, "2026-11-23 15:01:59")
        hold(store, speaker())
        assert kinds(store) == ["cutoff"]

    def test_a_whole_friday(self, store: Store) -> None:
        one = speaker()
        for minute in ("08:00", "11:30", "13:00", "14:30", "15:00", "15:10"):
            hall.set_clock(store, f"2026-11-27 {minute}")
            hold(store, one)
        assert kinds(store) == ["opening", "break", "cutoff", "closing"]
        pause = notices(store)[1]
        assert pause.text == "Jeda istirahat salat Jumat, pelayanan dibuka kembali pukul 13.00."
        assert pause.text_en == "We are taking a break for Friday prayer. Services reopen at 13:00."

    def test_the_break_is_spoken_as_words(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-27 11:30")
        (turn,) = speak_all(store, hold(store, speaker()))
        assert [one.text for one in saying.of(turn, VoiceSettings(english="always")).sentences] == [
            "Jeda istirahat salat Jumat, pelayanan dibuka kembali pukul tiga belas.",
            "We are taking a break for Friday prayer. Services reopen at one PM.",
        ]

    def test_a_day_has_as_many_breaks_as_its_hours(self, store: Store) -> None:
        week = dict(mall.read(store).hours.week)
        week[0] = replace(week[0], breaks=(Span(time(10), time(10, 15)), Span(time(12), time(13))))
        with_hours(store, week=week)
        one = speaker()
        for minute in ("10:00", "10:01", "12:00", "12:01"):
            hall.set_clock(store, f"2026-11-23 {minute}")
            hold(store, one)
        assert kinds(store) == ["break", "break"]
        assert [one.text[-6:] for one in notices(store)] == ["10.15.", "13.00."]

    def test_a_holiday_has_none(self, store: Store) -> None:
        day = hall.MONDAY.date()
        with_hours(store, periods=(Period(LocalText("Libur"), day, day, {}),))
        hall.set_clock(store, "2026-11-23 08:00")
        hold(store, speaker())
        assert kinds(store) == []

    def test_a_hall_that_never_closes_has_none(self, mini_store: Store) -> None:
        for minute in ("00:00", "23:59"):
            hall.set_clock(mini_store, f"2026-11-23 {minute}")
            hold(mini_store, speaker("one", "Z1"))
        assert kinds(mini_store) == []

    def test_only_those_that_the_mall_wants(self, store: Store) -> None:
        with_voice(store, notices=("closing",))
        for minute in ("08:00", "15:00", "15:30"):
            hall.set_clock(store, f"2026-11-23 {minute}")
            hold(store, speaker())
        assert kinds(store) == ["closing"]

    def test_yesterdays_does_not_keep_todays_out(self, store: Store) -> None:
        for day in (23, 24):
            hall.set_clock(store, f"2026-11-{day} 08:00")
            hold(store, speaker())
            assert kinds(store) == ["opening"]


class TestAClosedDay:
    def test_after_its_closing_nothing_of_its_hours_is_said(self, store: Store) -> None:
        one = speaker()
        hall.set_clock(store, "2026-11-27 08:05")
        hall.issue(store)
        for minute in ("11:30", "13:10", "14:30", "15:00"):
            if minute == "13:10":
                closing.close_today(store, force_reason="power cut", request_id="c")
            hall.set_clock(store, f"2026-11-27 {minute}")
            hold(store, one)
            speak_all(store, one)
        assert kinds(store) == ["break"]
        hall.set_clock(store, "2026-11-28 08:00")
        assert [turn.announcement.kind for turn in speak_all(store, hold(store, one))] == [AnnouncementKind.OPENING]

    def test_what_waits_for_its_turn_then_is_not_said(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-27 11:30")
        one = hold(store, speaker())
        closing.close_today(store, force_reason="power cut", request_id="c")
        assert speak_all(store, one) == []
        assert [(said.state, said.why) for said in notices(store)] == [(AnnouncementState.MISSED, Why.CLOSED)]


class TestSilentDisplays:
    """Of a hall, or of some zones, none of whose displays has a loudspeaker."""

    def test_the_hours_are_shown_and_known_as_not_announced(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-27 11:30")
        for _ in range(3):
            silent(store)
        (said,) = notices(store)
        assert (said.kind, said.state) == (AnnouncementKind.BREAK, AnnouncementState.QUEUED)
        assert said.text.startswith("Jeda istirahat")
        hall.advance_clock(store, LATE_S + 1)
        silent(store)
        assert [(said.state, said.why) for said in notices(store)] == [(AnnouncementState.MISSED, Why.NO_VOICE)]

    def test_a_voice_that_comes_in_time_says_it(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-27 11:30")
        silent(store)
        hall.advance_clock(store, 60)
        (turn,) = speak_all(store, hold(store, speaker()))
        assert turn.announcement.kind is AnnouncementKind.BREAK

    def test_where_somebody_speaks_they_make_nothing(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-27 11:29:59")
        hold(store, speaker("one", "Z1"))
        hall.set_clock(store, "2026-11-27 11:30:01")
        silent(store)
        assert kinds(store) == []

    def test_many_that_race_make_it_once(self, store: Store) -> None:
        hall.set_clock(store, "2026-11-27 11:30")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda zone: silent(store, zone), ZONES))
        assert kinds(store) == ["break"]

    def test_calls_and_texts_are_known_as_not_announced_too(self, store: Store) -> None:
        call(store, 4)
        speaking.announce(store, None, "Mobil putih", request_id=hall.request())
        speaking.announce(store, None, "Mohon keluar", kind="emergency", request_id=hall.request())
        hall.advance_clock(store, LATE_S + 1)
        silent(store, "Z2")
        assert states(store) == ["queued", "missed", "queued"]
        silent(store, "Z1")
        assert states(store) == ["missed", "missed", "queued"]
        hall.advance_clock(store, 600)
        silent(store)
        assert states(store) == ["missed"] * 3
        assert {row.why for row in hall.rows(store, "SELECT why FROM announcements")} == {"no_voice"}
        assert TestWhatTheOfficerLearns._why(store) is Unspoken.NO_VOICE

    def test_zones_that_another_display_speaks_for_are_left_to_it(self, store: Store) -> None:
        call(store, 4)
        speaking.announce(store, None, "Mobil putih", request_id=hall.request())
        for _ in range(30):
            hall.advance_clock(store, 6)
            hold(store, speaker("one", "Z1"))
            silent(store)
        assert states(store) == ["queued", "queued"]

    def test_while_nothing_is_to_be_done_nothing_is_written(self, store: Store) -> None:
        call(store, 4)
        before = hall.contents(store)
        silent(store)
        assert hall.contents(store) == before


class TestWhatTheOfficerLearns:
    def test_a_call_in_a_zone_without_a_voice(self, store: Store) -> None:
        call(store, 4)
        assert self._why(store) is Unspoken.NO_VOICE
        hold(store, speaker("one", "Z2"))
        assert self._why(store) is Unspoken.NO_VOICE
        hold(store, speaker("two", "Z1"))
        assert self._why(store) is None

    def test_what_became_of_it(self, store: Store) -> None:
        one = hold(store, speaker())
        four = call(store, 4)
        turn = take(store, one)
        assert self._why(store) is None
        announcing.note_result(store, one, turn.announcement, spoken=False)
        assert self._why(store) is Unspoken.FAILED
        hall.advance_clock(store, 11)
        desk.recall(store, four, request_id=hall.request())
        hall.advance_clock(store, LATE_S + 1)
        hold(store, speaker("two"))
        assert self._why(store) is Unspoken.LATE

    def test_a_quiet_period(self, store: Store) -> None:
        with_voice(store, quiet=(Quiet(Span(time(8, 0), time(8, 10))),))
        one = hold(store, speaker())
        call(store, 4)
        announcing.next_announcement(store, one)
        assert self._why(store) is Unspoken.QUIET

    def test_that_it_was_missed_says_nothing_of_the_call(self, store: Store) -> None:
        one = hold(store, speaker())
        four = call(store, 4)
        speak_all(store, one)
        code = desk.no_show(store, four, request_id=hall.request()).code
        desk.undo(store, four, code, request_id=hall.request())
        with store.read() as unit:
            said = announcements.call_said(unit, hall.ticket(store, code).id)
        assert said is not None
        assert said.state is AnnouncementState.SPOKEN

    @staticmethod
    def _why(store: Store) -> Unspoken | None:
        with store.read() as unit:
            said = announcements.call_said(unit, hall.ticket(store, "CA-001").id)
        assert said is not None
        return announcing.why_unspoken(said)
