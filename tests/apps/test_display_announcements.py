"""The voice of the display with its real threads: order, restarts, failures, and recordings of a real voice process."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import time as time_of_day
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from antrean import announcing, desk, mall, saying, speaking
from antrean.announcing import Speaker
from antrean.desk import Desk
from antrean.devices.voice import Spoken, Stop, Voice, VoiceKind, VoiceState
from antrean.errors import Reason, Refused, Unavailable
from antrean.hours import Span
from antrean.model import Ticket
from antrean.settings import VoiceSettings
from antrean.store.store import Store
from antrean.voice_rules import Loudness, Quiet
from antrean.wording import AnnouncementKind, Sentence
from display.announcements import Announcements
from tests.apps import display_rig
from tests.helpers import hall

ALL_ZONES = ("Z1", "Z2", "Z3", "Z4", "Z5")


class FakeVoice:
    """Says things into a list; a test may hold a sentence up, let it fail or make it inaudible."""

    def __init__(self) -> None:
        self.state = VoiceState(kind=VoiceKind.OK)
        self.said: list[str] = []
        self.languages: list[list[str]] = []
        self.sounds: list[str] = []
        self.volumes: list[float] = []
        self.cut: list[str] = []
        self.may_end = threading.Event()
        self.may_end.set()
        self.trouble: Exception | None = None
        self.is_audible = True
        self._is_closed = False

    def speak(
        self,
        sentences: Sequence[Sentence],
        *,
        chime: bool,
        again: bool = False,
        sound: str = "",
        volume: float = 1.0,
        breath_s: float = 0.0,
        stop: Stop,
    ) -> Spoken:
        assert chime
        self.sounds.append(sound)
        self.volumes.append(volume)
        self.said.append(" ".join(sentence.text for sentence in sentences))
        self.languages.append([sentence.language for sentence in sentences])
        deadline = time.monotonic() + 20
        while not self.may_end.wait(0.01) and time.monotonic() < deadline:
            if stop.is_set:
                self.cut.append(self.said[-1])
                return Spoken(seconds=0.5, audible=True, is_cut=True)
        if self._is_closed:
            raise Unavailable("voice", "The voice is closed.", retry=False)
        if self.trouble is not None:
            raise self.trouble
        return Spoken(seconds=1, audible=self.is_audible)

    def close(self) -> None:
        self._is_closed = True
        self.may_end.set()


class Line:
    """The way to the store, which a test may cut."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_down = False
        self.asked_in_vain = 0

    @property
    def store(self) -> Store:
        if self.is_down:
            self.asked_in_vain += 1
            raise Unavailable("database", "The database cannot be reached.")
        return self._store


class HungLine:
    """The way to a store that does not answer; the thread of the window must not ask."""

    def __init__(self) -> None:
        self.is_asked = threading.Event()
        self.goes_on = threading.Event()

    @property
    def store(self) -> Store:
        assert threading.current_thread() is not threading.main_thread()
        self.is_asked.set()
        self.goes_on.wait(20)
        raise Unavailable("database", "The database cannot be reached.")


class Display:
    """One running voice of a display and what it told the screen."""

    def __init__(
        self, store: Store, voice: FakeVoice | None = None, *, settings: VoiceSettings | None = None, name: str = "tv"
    ) -> None:
        self.voice = voice or FakeVoice()
        self.line = Line(store)
        self.told: list[tuple[str, int]] = []
        self.voices: list[VoiceState] = []
        self.announcements = Announcements(
            hall=self.line,
            make_voice=lambda on_state: self.voice,  # type: ignore[arg-type,return-value]
            settings=settings or VoiceSettings(),
            device=name,
        )
        self.announcements.spoken_started.connect(lambda event: self.told.append(("begins", event)))
        self.announcements.spoken_ended.connect(lambda event: self.told.append(("ends", event)))
        self.announcements.voice_changed.connect(self.voices.append)

    def start(self, zones: tuple[str, ...] = ALL_ZONES) -> "Display":
        self.announcements.start()
        self.announcements.set_zones(zones)
        return self

    def call(self) -> None:
        """Call somebody, and let the display know as its feed does."""
        display_rig.summon(self.line.store)
        self.announcements.wake()

    def close(self) -> None:
        self.announcements.close()


@pytest.fixture
def store() -> Iterator[Store]:
    with display_rig.copied(hall.prepared()) as store:
        yield store


@pytest.fixture
def opened() -> Iterator[list[Display]]:
    """Displays that are closed again when the test ends."""
    displays: list[Display] = []
    yield displays
    for display in displays:
        display.close()


@pytest.fixture
def display(store: Store, opened: list[Display], qapp: object) -> Display:
    opened.append(Display(store).start())
    return opened[0]


def states(store: Store) -> list[str]:
    return [row.state for row in hall.rows(store, "SELECT state FROM announcements ORDER BY event")]


def spoken(count: int) -> list[str]:
    return ["spoken"] * count


def heard(*codes: str) -> list[str]:
    """Return how some numbers of queue CA sound."""
    words = ("nol", "satu", "dua", "tiga", "empat", "lima")
    return ["ce a, " + " ".join(words[int(digit)] for digit in code.split("-")[1]) for code in codes]


def code_in(sentence: str) -> str:
    """Return what is said of the number, of a short sentence too."""
    return re.split(", (?:silakan|loket)", sentence.removeprefix("Nomor antrean, "))[0]


class TestSpeaking:
    def test_calls_are_spoken_in_event_order(self, store: Store, display: Display, qtbot: QtBot) -> None:
        codes = [display_rig.summon(store).code for _ in range(3)]
        display.announcements.wake()
        qtbot.waitUntil(lambda: states(store) == spoken(3))
        assert [code_in(text) for text in display.voice.said] == heard(*codes)
        events = [row.event for row in hall.rows(store, "SELECT event FROM announcements ORDER BY event")]
        expected = [(word, event) for event in events for word in ("begins", "ends")]
        qtbot.waitUntil(lambda: display.told == expected)

    def test_a_call_is_found_without_being_woken(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display_rig.summon(store)
        qtbot.waitUntil(lambda: states(store) == spoken(1))

    def test_english_follows_for_an_english_ticket(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display_rig.summon(store, language="en")
        display.announcements.wake()
        qtbot.waitUntil(lambda: states(store) == spoken(1))
        assert "Ticket C A, zero zero one, please proceed to counter four." in display.voice.said[0]

    def test_only_its_own_zones(self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot) -> None:
        opened.append(Display(store).start(("Z2",)))
        display_rig.summon(store, 4)
        display_rig.summon(store, 11)
        qtbot.waitUntil(lambda: states(store) == ["queued", "spoken"])
        assert len(opened[0].voice.said) == 1

    def test_two_displays_of_one_area_take_turns(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        one, two = Display(store, name="one"), Display(store, name="two")
        opened += [one, two]
        one.voice.may_end.clear()
        one.start(("Z1",))
        two.start(("Z2",))
        qtbot.waitUntil(lambda: len(hall.rows(store, "SELECT zone FROM leases")) == 2)
        display_rig.summon(store, 4)
        display_rig.summon(store, 11)
        two.announcements.wake()
        one.announcements.wake()
        qtbot.waitUntil(lambda: states(store) == ["speaking", "queued"])
        assert two.voice.said == []
        one.voice.may_end.set()
        qtbot.waitUntil(lambda: states(store) == spoken(2))
        assert (len(one.voice.said), len(two.voice.said)) == (1, 1)

    def test_the_lease_lives_while_a_long_sentence_is_spoken(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Long enough for a busy machine, short enough to see it renewed.
        monkeypatch.setattr(announcing, "LEASE_S", 1.5)
        display = Display(store)
        opened.append(display)
        display.voice.may_end.clear()
        display_rig.summon(store)
        display.start()
        qtbot.waitUntil(lambda: states(store) == ["speaking"])
        seen: set[str] = set()

        def is_renewed() -> bool:
            seen.update(str(row.until) for row in hall.rows(store, "SELECT until FROM leases WHERE zone = 'Z1'"))
            return len(seen) >= 3

        qtbot.waitUntil(is_renewed)
        assert states(store) == ["speaking"]


class TestRestart:
    def test_nothing_is_lost_and_the_cut_one_is_repeated(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        first = Display(store).start()
        codes = [display_rig.summon(store).code for _ in range(4)]
        qtbot.waitUntil(lambda: len(first.voice.said) >= 1)
        first.voice.may_end.clear()
        begun = len(first.voice.said)
        qtbot.waitUntil(lambda: len(first.voice.said) > begun or states(store) == spoken(4))
        first.close()
        cut = states(store).count("speaking")
        second = Display(store, name="tv").start()
        opened.append(second)
        qtbot.waitUntil(lambda: states(store) == spoken(4))
        said = [code_in(text) for text in (*first.voice.said, *second.voice.said)]
        assert len(said) == 4 + cut
        assert list(dict.fromkeys(said)) == heard(*codes)

    def test_a_crashed_display_is_followed_when_its_lease_has_run_out(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        dead = Speaker(holder="dead", device="tv", zones=ALL_ZONES)
        announcing.hold_leases(store, dead, late_after_s=120)
        code = display_rig.summon(store).code
        assert announcing.next_announcement(store, dead) is not None
        hall.advance_clock(store, announcing.LEASE_S + 1)
        opened.append(Display(store).start())
        qtbot.waitUntil(lambda: states(store) == spoken(1))
        assert [code_in(text) for text in opened[0].voice.said] == heard(code)

    def test_what_is_too_old_is_missed(self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot) -> None:
        display_rig.summon(store)
        hall.advance_clock(store, 121)
        fresh = display_rig.summon(store).code
        opened.append(Display(store).start())
        qtbot.waitUntil(lambda: states(store) == ["missed", "spoken"])
        assert [code_in(text) for text in opened[0].voice.said] == heard(fresh)

    def test_closing_gives_the_voice_back_at_once(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        first = Display(store).start()
        qtbot.waitUntil(lambda: len(hall.rows(store, "SELECT zone FROM leases")) == 5)
        first.close()
        other = Speaker(holder="other", device="tv2", zones=ALL_ZONES)
        assert announcing.hold_leases(store, other, late_after_s=120) == ALL_ZONES


class TestTrouble:
    @pytest.mark.parametrize(
        "trouble", [Unavailable("voice", "No voice."), Refused(Reason.BAD_INPUT, "Odd."), ZeroDivisionError()]
    )
    def test_a_failing_voice_marks_the_call_and_goes_on(
        self, store: Store, display: Display, qtbot: QtBot, trouble: Exception
    ) -> None:
        display.voice.trouble = trouble
        display.call()
        qtbot.waitUntil(lambda: states(store) == ["failed"])
        display.voice.trouble = None
        display.call()
        qtbot.waitUntil(lambda: states(store) == ["failed", "spoken"])

    def test_what_nobody_could_hear_was_not_spoken(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display.voice.is_audible = False
        display.call()
        qtbot.waitUntil(lambda: states(store) == ["failed"])

    def test_a_database_that_is_away_while_it_speaks(
        self,
        store: Store,
        display: Display,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        monkeypatch.setattr("display.announcements.RETRY_S", 0.02)
        display.voice.may_end.clear()
        display.call()
        qtbot.waitUntil(lambda: states(store) == ["speaking"])
        display.line.is_down = True
        display.voice.may_end.set()
        qtbot.waitUntil(lambda: [word for word, _ in display.told] == ["begins", "ends"])
        assert states(store) == ["speaking"]
        qtbot.waitUntil(lambda: display.line.asked_in_vain > 5)
        # It may be away for an hour, and the log of this PC has other things to tell.
        assert sum("not yet noted" in one.message for one in caplog.records) == 1
        display.line.is_down = False
        display.call()
        qtbot.waitUntil(lambda: states(store) == spoken(2))
        assert len(display.voice.said) == 2

    def test_closing_does_not_wait_for_a_database_that_hangs(
        self, store: Store, display: Display, qtbot: QtBot
    ) -> None:
        display.voice.may_end.clear()
        display.call()
        qtbot.waitUntil(lambda: states(store) == ["speaking"])
        display.announcements._hall = line = HungLine()
        display.voice.may_end.set()
        qtbot.waitUntil(line.is_asked.is_set)
        display.announcements.close(timeout_s=0.05)
        line.goes_on.set()
        display.announcements._hall = display.line

    def test_a_database_that_is_away_at_the_start(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        display = Display(store)
        opened.append(display)
        display.line.is_down = True
        display_rig.summon(store)
        display.start()
        qtbot.waitUntil(lambda: len(display.voices) == 1)
        display.line.is_down = False
        qtbot.waitUntil(lambda: states(store) == spoken(1))

    def test_a_voice_that_is_switched_off_takes_no_lease(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        display = Display(store, settings=VoiceSettings(enabled=False))
        display.voice.state = VoiceState(kind=VoiceKind.OFF, sentence="Off.")
        opened.append(display.start())
        display.call()
        qtbot.waitUntil(lambda: [voice.kind for voice in display.voices] == [VoiceKind.OFF])
        display.close()
        assert states(store) == ["queued"]
        assert hall.rows(store, "SELECT * FROM leases") == []

    def test_a_voice_that_cannot_be_is_told(self, store: Store, qapp: object, qtbot: QtBot) -> None:
        settings = VoiceSettings(sink="trumpet")
        announcements = Announcements(
            hall=Line(store),
            make_voice=lambda on_state: Voice(settings, on_state=on_state),
            settings=settings,
            device="tv",
        )
        with qtbot.waitSignal(announcements.failed) as failed:
            announcements.start()
        announcements.close()
        (error,) = failed.args or [None]
        assert isinstance(error, Refused)
        assert "trumpet" in error.sentence

    def test_what_cannot_be_read_is_failed(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display.call()
        qtbot.waitUntil(lambda: states(store) == spoken(1))
        hall.execute(
            store,
            "UPDATE announcements SET state = 'queued', body = :body",
            body='{"code":"?","agency_spoken":"","language":"id","call_count":1,"is_priority":false}',
        )
        qtbot.waitUntil(lambda: states(store) == ["failed"])


class TestTheHoursOfTheMall:
    """What the mall file says of loudness, quiet periods and the hall's own hours."""

    @pytest.fixture
    def rules(self, store: Store) -> Callable[..., None]:
        def change(**rules: object) -> None:
            record = mall.read(store)
            mall.load(store, replace(record, voice=replace(record.voice, **rules)))  # type: ignore[arg-type]

        return change

    def test_softer_hours(self, store: Store, display: Display, rules: Callable[..., None], qtbot: QtBot) -> None:
        rules(volume=(Loudness(Span(time_of_day(8), time_of_day(9)), 40),))
        display.call()
        speaking.announce(store, None, "Mohon keluar", kind="emergency", request_id=hall.request())
        display.announcements.wake()
        qtbot.waitUntil(lambda: states(store) == spoken(2))
        assert sorted(display.voice.volumes) == [0.4, 1.0]

    def test_quiet_hours(self, store: Store, display: Display, rules: Callable[..., None], qtbot: QtBot) -> None:
        rules(quiet=(Quiet(Span(time_of_day(8), time_of_day(9))),))
        display.call()
        qtbot.waitUntil(lambda: states(store) == ["missed"])
        assert (display.voice.said, display.told) == ([], [])

    def test_the_end_of_taking_numbers(self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot) -> None:
        hall.set_clock(store, "2026-11-23 15:00")
        opened += [Display(store, name=name).start() for name in ("one", "two")]
        qtbot.waitUntil(lambda: states(store) == spoken(1))
        (said,) = [text for display in opened for text in display.voice.said]
        assert said.startswith("Pengambilan nomor antrean untuk hari ini telah ditutup.")

    def test_a_silent_hall_shows_it_and_knows_that_nobody_said_it(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        hall.set_clock(store, "2026-11-23 15:00")
        settings = VoiceSettings(enabled=False, late_after_s=10)
        opened += [Display(store, settings=settings, name=name).start() for name in ("one", "two")]
        qtbot.waitUntil(lambda: states(store) == ["queued"])
        assert [one.kind for one in speaking.shown(store)] == [AnnouncementKind.CUTOFF]
        hall.advance_clock(store, 11)
        qtbot.waitUntil(lambda: states(store) == ["missed"])
        assert [one.why for one in speaking.shown(store)] == [speaking.Why.NO_VOICE]
        assert [display.voice.said for display in opened] == [[], []]
        assert hall.rows(store, "SELECT * FROM leases") == []


class TestByHand:
    """What supervisors have spoken: in turn, an emergency first, and nothing of it in the log of this PC."""

    def announce(self, store: Store, text: str, **options: str) -> int:
        return speaking.announce(store, None, text, request_id=hall.request(), **options).event  # type: ignore[arg-type]

    def test_in_turn_with_the_calls_in_both_languages(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display.voice.may_end.clear()
        display.call()
        qtbot.waitUntil(lambda: len(display.voice.said) == 1)
        event = self.announce(store, "Pemilik mobil B 1 & dua", text_en="The owner of a car")
        display.call()
        display.voice.may_end.set()
        qtbot.waitUntil(lambda: states(store) == spoken(3))
        assert display.voice.said[1] == "Pemilik mobil be 1 dan dua The owner of a car"
        assert display.voice.languages[1] == ["id", "en"]
        qtbot.waitUntil(lambda: ("ends", event) in display.told)

    def test_an_emergency_cuts_the_call_off_and_comes_first(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display.voice.may_end.clear()
        called = hall.open_counter(store, 4)
        codes = []
        hall.issue(store)
        codes.append(hall.call(store, called).code)
        display.announcements.wake()
        qtbot.waitUntil(lambda: len(display.voice.said) == 1)
        other = hall.open_counter(store, 3)
        hall.issue(store)
        codes.append(hall.call(store, other).code)
        self.announce(store, "Mohon keluar", kind="emergency")
        display.announcements.give_way(["hall"])
        qtbot.waitUntil(lambda: len(display.voice.said) == 2)
        assert display.voice.said[1] == "Mohon keluar"
        assert display.voice.sounds == ["zone1", "emergency"]
        assert len(display.voice.cut) == 1
        # While it is spoken no call is begun, whatever wakes the display.
        display.announcements.wake()
        display.announcements.give_way(["hall"])
        qtbot.waitUntil(lambda: states(store)[2] == "speaking")
        assert states(store) == ["queued", "queued", "speaking"]
        assert len(display.voice.said) == 2
        display.voice.may_end.set()
        qtbot.waitUntil(lambda: states(store) == spoken(3))
        # The one that was cut off is said again, and first.
        assert [code_in(text) for text in display.voice.said[2:]] == heard(*codes)

    def test_another_area_is_not_cut_off(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display.voice.may_end.clear()
        display.call()
        qtbot.waitUntil(lambda: len(display.voice.said) == 1)
        display.announcements.give_way(["elsewhere"])
        display.voice.may_end.set()
        qtbot.waitUntil(lambda: states(store) == spoken(1))
        assert display.voice.cut == []

    def test_an_emergency_is_not_cut_off_by_another(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display.voice.may_end.clear()
        self.announce(store, "Satu", kind="emergency")
        qtbot.waitUntil(lambda: display.voice.said == ["Satu"])
        self.announce(store, "Dua", kind="emergency")
        display.announcements.give_way(["hall"])
        display.voice.may_end.set()
        qtbot.waitUntil(lambda: states(store) == spoken(2))
        assert (display.voice.said, display.voice.cut) == (["Satu", "Dua"], [])

    def test_a_call_that_was_chosen_a_moment_before_gives_way_too(
        self, store: Store, display: Display, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The emergency comes between the choice of a call and its first sound."""
        choose = announcing.next_announcement

        def slowly(a_store: Store, speaker: Speaker) -> object:
            found = choose(a_store, speaker)
            if found is not None and found.announcement.code:
                monkeypatch.setattr(announcing, "next_announcement", choose)
                self.announce(store, "Mohon keluar", kind="emergency")
                display.announcements.give_way(["hall"])
            return found

        monkeypatch.setattr(announcing, "next_announcement", slowly)
        display.voice.may_end.clear()
        hall.issue(store)
        hall.call(store, hall.open_counter(store, 4))
        display.announcements.wake()
        qtbot.waitUntil(lambda: len(display.voice.said) == 2)
        assert display.voice.said[1] == "Mohon keluar"
        display.voice.may_end.set()
        qtbot.waitUntil(lambda: states(store) == spoken(2))

    def test_what_was_taken_back_ends(self, store: Store, display: Display, qtbot: QtBot) -> None:
        display.voice.may_end.clear()
        event = self.announce(store, "Salah ketik")
        qtbot.waitUntil(lambda: display.voice.said == ["Salah ketik"])
        speaking.withdraw(store, None, event, request_id=hall.request())
        display.announcements.end(event + 1)
        display.announcements.end(event)
        qtbot.waitUntil(lambda: display.voice.cut == ["Salah ketik"])
        display.call()
        qtbot.waitUntil(lambda: len(display.voice.said) == 2)
        assert states(store)[0] == "replaced"

    def test_the_log_of_the_pc_has_no_word_of_it(
        self, store: Store, display: Display, qtbot: QtBot, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("DEBUG")
        display.voice.trouble = Unavailable("voice", "No voice.")
        event = self.announce(store, "Zulkarnain ditunggu")
        qtbot.waitUntil(lambda: states(store) == ["failed"])
        assert f"announcement {event} was not spoken" in caplog.text
        assert "Zulkarnain" not in caplog.text


class TestRecordings:
    """With the real voice process, at full speed, into a folder."""

    @pytest.fixture
    def speak(self, store: Store, tmp_path: Path, qapp: object) -> Iterator[Callable[[], Announcements]]:
        folder = tmp_path / "heard"
        settings = VoiceSettings(sink=f"folder:{folder}")
        started: list[Announcements] = []

        def start() -> Announcements:
            announcements = Announcements(
                hall=Line(store),
                make_voice=lambda on_state: Voice(settings, on_state=on_state, fast=True),
                settings=settings,
                device="tv",
            )
            started.append(announcements)
            announcements.start()
            announcements.set_zones(ALL_ZONES)
            return announcements

        yield start
        for announcements in started:
            announcements.close()

    @staticmethod
    def recorded(tmp_path: Path) -> list[str]:
        index = tmp_path / "heard" / "index.jsonl"
        if not index.exists():
            return []
        return [code_in(json.loads(line)["text"]) for line in index.read_text(encoding="utf-8").splitlines()]

    def test_ten_calls_are_ten_recordings_in_event_order(
        self, store: Store, tmp_path: Path, speak: Callable[[], Announcements], qtbot: QtBot
    ) -> None:
        announcements = speak()
        called: list[Ticket] = []
        while len(called) < 10:
            if len(called) > 3:
                # A counter of four goes on when its visitor was told to come.
                said = len(called) - 3
                qtbot.waitUntil(lambda said=said: states(store)[:said] == spoken(said))
                desk.finish(store, Desk(counter=called[-4].counter or 0), request_id=hall.request())
            called.append(display_rig.summon(store))
            announcements.wake()
        codes = [ticket.code for ticket in called]
        qtbot.waitUntil(lambda: states(store) == spoken(10))
        words = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
        expected = ["ce a, " + " ".join(words[int(digit)] for digit in code.removeprefix("CA-")) for code in codes]
        assert self.recorded(tmp_path) == expected
        assert len(list((tmp_path / "heard").glob("*.wav"))) == 10

    def test_a_real_voice_stops_in_the_middle_of_a_word(
        self, store: Store, opened: list[Display], qapp: object, qtbot: QtBot
    ) -> None:
        """At the speed of a loudspeaker: the call would take some five seconds, the emergency does not wait so long."""
        settings = VoiceSettings(sink="none")
        announcements = Announcements(
            hall=Line(store),
            make_voice=lambda on_state: Voice(settings, on_state=on_state),
            settings=settings,
            device="tv",
        )
        began: list[tuple[int, float]] = []
        announcements.spoken_started.connect(lambda event: began.append((event, time.monotonic())))
        announcements.start()
        announcements.set_zones(ALL_ZONES)
        try:
            hall.issue(store)
            hall.call(store, hall.open_counter(store, 4))
            announcements.wake()
            # It is noted before anybody is told of it, and what comes in between is not yet cut off by this.
            qtbot.waitUntil(lambda: len(began) == 1, timeout=30_000)
            assert states(store) == ["speaking"]
            event = speaking.announce(store, None, "Mohon keluar", kind="emergency", request_id=hall.request()).event
            cut = time.monotonic()
            announcements.give_way(["hall"])
            qtbot.waitUntil(lambda: began[-1][0] == event, timeout=30_000)
            assert began[-1][1] - cut < 3
            assert states(store) == ["queued", "speaking"]
        finally:
            announcements.close()

    def test_a_restart_in_the_middle_loses_nothing(
        self, store: Store, tmp_path: Path, speak: Callable[[], Announcements], qtbot: QtBot
    ) -> None:
        codes = [display_rig.summon(store).code for _ in range(4)]
        first = speak()
        qtbot.waitUntil(lambda: len(self.recorded(tmp_path)) >= 2)
        first.close()
        speak()
        qtbot.waitUntil(lambda: states(store) == spoken(4))
        found = self.recorded(tmp_path)
        assert list(dict.fromkeys(found)) == heard(*codes)
        # At least once, and only the one that was cut off or not yet noted may come twice.
        assert len(found) <= 5


def test_a_call_is_said_as_it_was_written(store: Store) -> None:
    display_rig.summon(store)
    speaker = Speaker(holder="x", device="tv", zones=ALL_ZONES)
    announcing.hold_leases(store, speaker, late_after_s=120)
    turn = announcing.next_announcement(store, speaker)
    assert turn is not None
    found = turn.announcement
    call = saying.call_of(found)
    assert (call.code, call.counter, call.kind, call.agency_spoken) == (
        found.code,
        4,
        AnnouncementKind.CALL,
        found.agency_spoken,
    )
