"""What supervisors have spoken: in which line it stands, who speaks it, what mutes what, and that nothing keeps it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from antrean import announcing, closing, desk, mall, speaking
from antrean.announcing import LEASE_S, Speaker
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Role, Ticket
from antrean.store.announcements import Announcement
from antrean.store.store import Store
from antrean.store.tables import AnnouncementState
from antrean.wording import AnnouncementKind
from tests.helpers import hall

LATE_S = 120.0
CAR = "Pemilik mobil Avanza putih"
COUNTERS = {4: "ktp", 11: "nib"}


def speaker(holder: str = "one", *zones: str) -> Speaker:
    return Speaker(holder=holder, device=f"display-{holder}", zones=zones or ("Z1", "Z2", "Z3", "Z4", "Z5"))


def hold(store: Store, who: Speaker) -> Speaker:
    announcing.hold_leases(store, who, late_after_s=LATE_S)
    return who


def announce(store: Store, text: str = CAR, by: int | None = None, **options: object) -> speaking.Announced:
    return speaking.announce(store, by, text, request_id=hall.request(), **options)  # type: ignore[arg-type]


def alarm(store: Store, text: str = "Mohon keluar", **options: object) -> speaking.Announced:
    return announce(store, text, kind="emergency", **options)


def call(store: Store, counter: int = 4) -> Ticket:
    """Issue and call a number at a counter that waits for it."""
    hall.issue(store, COUNTERS[counter])
    return hall.call(store, hall.open_counter(store, counter))


def take(store: Store, who: Speaker) -> Announcement:
    found = announcing.next_announcement(store, who)
    assert found is not None
    return found.announcement


def end(store: Store, who: Speaker, one: Announcement, *, spoken: bool = True) -> None:
    announcing.note_result(store, who, one, spoken=spoken)


def states(store: Store) -> list[str]:
    return [row.state for row in hall.rows(store, "SELECT state FROM announcements ORDER BY event, id")]


def split(store: Store) -> None:
    """Let zones 1 to 3 hear each other, and zones 4 and 5."""
    before = mall.read(store)
    zones = tuple(replace(zone, voice_area="west" if zone.position <= 3 else "east") for zone in before.zones)
    mall.load(store, replace(before, zones=zones))


@pytest.fixture
def chief(store: Store) -> int:
    return hall.person(store, Role.SUPERVISOR)


class TestAnnouncing:
    def test_one_row_for_each_voice_area(self, store: Store, chief: int) -> None:
        split(store)
        done = announce(store, f"  {CAR}\n ", chief, text_en="The owner of a car")
        assert (done.kind, done.areas, done.event) == (AnnouncementKind.FREE, ("west", "east"), hall.newest(store))
        found = speaking.today(store, chief)
        assert [(one.area, one.text, one.text_en, one.state, one.officer) for one in found] == [
            (area, CAR, "The owner of a car", AnnouncementState.QUEUED, "supervisor") for area in ("east", "west")
        ]

    def test_in_some_areas_only(self, store: Store) -> None:
        split(store)
        assert announce(store, areas=("east",)).areas == ("east",)
        assert [one.area for one in speaking.today(store, None)] == ["east"]
        with pytest.raises(Refused, match="no voice area north; it has west, east") as caught:
            announce(store, areas=("east", "north"))
        assert caught.value.reason is Reason.UNKNOWN_ZONE

    def test_the_log_has_kind_and_areas(self, store: Store, chief: int) -> None:
        alarm(store, by=chief)
        event = hall.log(store)[-1]
        assert (event.kind, event.officer, event.ticket, event.counter) == (EventKind.ANNOUNCED, chief, None, None)
        assert event.body == {"kind": "emergency", "areas": ["hall"]}

    def test_the_text_stands_nowhere_else(self, store: Store, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("DEBUG")
        announce(store, "Ananda Zulkarnain ditunggu ibunya", text_en="Zulkarnain, your mother waits")
        end(store, who := hold(store, speaker()), take(store, who))
        kept = {name: str(rows) for name, rows in hall.contents(store).items() if "Zulkarnain" in str(rows)}
        assert list(kept) == ["announcements"]
        assert "Zulkarnain" not in caplog.text
        # Not even what could be guessed by hashing: another text under the same request is the same request.
        first = speaking.announce(store, None, "Satu", request_id="one")
        assert speaking.announce(store, None, "Dua", request_id="one") == first

    @pytest.mark.parametrize("text", ["x " * 101, "123", "<i>a</i>", "a\x07", "3201010101900001 Budi"])
    def test_what_cannot_be_said_to_all(self, store: Store, text: str) -> None:
        before = hall.contents(store)
        for indonesian, english in ((text, ""), (CAR, text)):
            with pytest.raises(Refused):
                announce(store, indonesian, text_en=english)
        assert hall.contents(store) == before

    def test_nothing_to_say(self, store: Store) -> None:
        for empty in ("", "  \n"):
            assert hall.refused(speaking.announce, store, None, empty) is Reason.REASON_NEEDED
        announce(store, text_en="  ")
        assert [one.text_en for one in speaking.today(store, None)] == [""]

    def test_a_kind_that_is_none(self, store: Store) -> None:
        with pytest.raises(Refused, match="emergency or free") as caught:
            announce(store, kind="call")
        assert caught.value.reason is Reason.BAD_INPUT

    @pytest.mark.parametrize("role", Role)
    def test_every_role(self, store: Store, role: Role) -> None:
        person = hall.person(store, role)
        if role in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            announce(store, by=person)
            (found,) = speaking.today(store, person)
            speaking.withdraw(store, person, found.event, request_id=hall.request())
            return
        before = hall.contents(store)
        for refused in (
            hall.refused(speaking.announce, store, person, CAR),
            hall.refused(speaking.today, store, person),
            hall.refused(speaking.withdraw, store, person, 1),
        ):
            assert refused is Reason.NOT_PERMITTED
        assert hall.contents(store) == before

    def test_a_hall_without_any_display(self, store: Store, chief: int) -> None:
        announce(store)
        hall.advance_clock(store, 3600)
        assert [one.state for one in speaking.today(store, chief)] == [AnnouncementState.QUEUED]

    def test_the_newest_stands_first_and_yesterdays_nowhere(self, store: Store, chief: int) -> None:
        events = [announce(store).event for _ in range(3)]
        assert [one.event for one in speaking.today(store, chief)] == events[::-1]
        assert [one.event for one in speaking.shown(store)] == events
        hall.set_clock(store, "2026-11-24 08:00")
        assert speaking.today(store, chief) == ()


class TestInTurn:
    def test_a_free_one_waits_for_its_turn_among_the_calls(self, store: Store) -> None:
        who = hold(store, speaker())
        first = call(store).code
        announce(store, text_en="The owner of a white Avanza")
        second = call(store, 11).code
        heard = []
        for _ in range(3):
            one = take(store, who)
            assert announcing.next_announcement(store, who) is None
            heard.append(one.code or one.text)
            end(store, who, one)
        assert heard == [first, CAR, second]
        assert states(store) == ["spoken"] * 3
        assert [one.state for one in speaking.today(store, None)] == [AnnouncementState.SPOKEN]

    def test_an_emergency_goes_before_everything_and_mutes_the_calls(self, store: Store) -> None:
        who = hold(store, speaker())
        call(store)
        announce(store)
        alarm(store, "Satu")
        call(store, 11)
        alarm(store, "Dua")
        one = take(store, who)
        assert (one.kind, one.text) == (AnnouncementKind.EMERGENCY, "Satu")
        # Nothing is begun while it is spoken, by nobody.
        assert announcing.next_announcement(store, who) is None
        end(store, who, one)
        assert take(store, who).text == "Dua"

    def test_until_somebody_could_speak_it_no_call_is_begun(self, store: Store) -> None:
        """Two displays of one area: the one whose turn the emergency is mutes the other too."""
        one, two = hold(store, speaker("one", "Z1")), hold(store, speaker("two", "Z2"))
        call(store, 11)
        alarm(store)
        assert announcing.next_announcement(store, two) is None
        assert announcing.has_waiting(store, two)
        said = take(store, one)
        assert said.kind is AnnouncementKind.EMERGENCY
        assert announcing.next_announcement(store, two) is None
        end(store, one, said)
        assert take(store, two).code

    def test_a_failed_emergency_mutes_nothing_any_more(self, store: Store) -> None:
        who = hold(store, speaker())
        call(store)
        alarm(store)
        end(store, who, take(store, who), spoken=False)
        assert take(store, who).code
        assert [one.state for one in speaking.today(store, None)] == [AnnouncementState.FAILED]

    def test_other_areas_go_on(self, store: Store) -> None:
        split(store)
        west, east = hold(store, speaker("west", "Z1", "Z2", "Z3")), hold(store, speaker("east", "Z4", "Z5"))
        call(store)
        alarm(store, areas=("east",))
        assert take(store, west).code
        assert take(store, east).kind is AnnouncementKind.EMERGENCY

    def test_in_an_area_nobody_speaks_for_it_mutes_nobody(self, store: Store) -> None:
        split(store)
        west = hold(store, speaker("west", "Z1", "Z2", "Z3"))
        call(store)
        alarm(store)
        end(store, west, take(store, west))
        assert take(store, west).code
        assert {one.area: one.state.value for one in speaking.today(store, None)} == {
            "east": "queued",
            "west": "spoken",
        }


class TestWhoSpeaks:
    def test_whoever_there_is(self, store: Store) -> None:
        """Its area's first zone has no display: another one speaks it, and only one does."""
        three, two = hold(store, speaker("three", "Z3")), hold(store, speaker("two", "Z2"))
        announce(store)
        assert announcing.next_announcement(store, three) is None
        said = take(store, two)
        assert [row.zone for row in hall.rows(store, "SELECT zone FROM announcements")] == [said.zone] == ["Z2"]
        assert announcing.next_announcement(store, three) is None
        end(store, two, said)

    def test_a_display_that_died_in_the_middle_of_it(self, store: Store) -> None:
        one = hold(store, speaker("one", "Z3"))
        alarm(store)
        take(store, one)
        two = hold(store, speaker("two", "Z2"))
        assert announcing.next_announcement(store, two) is None
        hall.advance_clock(store, LEASE_S + 1)
        hold(store, two)
        assert take(store, two).kind is AnnouncementKind.EMERGENCY

    def test_a_display_that_was_restarted_says_it_again(self, store: Store) -> None:
        announce(store)
        take(store, hold(store, speaker("one")))
        announcing.release_leases(store, speaker("one"))
        again = hold(store, speaker("one-again"))
        assert take(store, again).text == CAR

    @pytest.mark.parametrize(
        ("kind", "seconds", "is_said"),
        [("free", 119, True), ("free", 121, False), ("emergency", 599, True), ("emergency", 601, False)],
    )
    def test_a_display_that_comes_late(self, store: Store, kind: str, seconds: float, is_said: bool) -> None:
        announce(store, kind=kind)
        hall.advance_clock(store, seconds)
        who = hold(store, speaker())
        assert (announcing.next_announcement(store, who) is not None) is is_said
        assert states(store) == ["speaking" if is_said else "missed"]

    def test_a_second_display_makes_nothing_late(self, store: Store) -> None:
        one = hold(store, speaker("one", "Z1"))
        announce(store)
        for _ in range(30):
            hall.advance_clock(store, 5)
            hold(store, one)
        hold(store, speaker("two", "Z2"))
        assert states(store) == ["queued"]
        assert take(store, one).text == CAR

    def test_two_that_ask_at_once_do_not_get_the_same(self, store: Store) -> None:
        who = hold(store, speaker())
        alarm(store)
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: announcing.next_announcement(store, who), range(8)))
        assert len([one for one in found if one is not None]) == 1


class TestRewriting:
    """Other words for an announcement whose answer was lost."""

    def test_what_was_written_is_taken_back(self, store: Store) -> None:
        announcing_id = hall.request()
        speaking.announce(store, None, CAR, request_id=announcing_id)
        announce(store, "Pemilik mobil Avanza hitam", rewrites=(announcing_id,))
        assert states(store) == ["replaced", "queued"]
        bodies = [event.body for event in hall.log(store) if event.kind is EventKind.ANNOUNCED]
        assert [body.get("withdrawn") is not None for body in bodies] == [False, True, False]

    def test_what_was_never_written_is_nothing_to_take_back(self, store: Store) -> None:
        announce(store, rewrites=(hall.request(),))
        assert states(store) == ["queued"]

    def test_what_was_spoken_stays_so(self, store: Store) -> None:
        who, lost = hold(store, speaker()), hall.request()
        speaking.announce(store, None, CAR, request_id=lost)
        end(store, who, take(store, who))
        announce(store, rewrites=(lost,))
        assert states(store) == ["spoken", "queued"]

    def test_a_request_of_something_else_is_left_alone(self, store: Store) -> None:
        other = hall.request()
        hall.issue(store, request_id=other)
        announce(store, rewrites=(other,))
        assert states(store) == ["queued"]


class TestCutOff:
    """A call that gives way is said after the emergency, as long as it is true."""

    def test_it_is_said_again(self, store: Store) -> None:
        who = hold(store, speaker())
        four = hall.open_counter(store, 4)
        hall.issue(store)
        code = hall.call(store, four).code
        cut = take(store, who)
        alarm(store)
        announcing.put_back(store, who, cut)
        assert states(store) == ["queued", "queued"]
        end(store, who, take(store, who))
        assert take(store, who).code == code

    @pytest.mark.parametrize("act", [desk.start, desk.release, desk.no_show])
    def test_not_when_it_is_no_longer_true(self, store: Store, act: object) -> None:
        who = hold(store, speaker())
        four = hall.open_counter(store, 4)
        hall.issue(store)
        hall.call(store, four)
        cut = take(store, who)
        act(store, four, request_id=hall.request())  # type: ignore[operator]
        announcing.put_back(store, who, cut)
        assert states(store)[0] == "replaced"

    def test_not_when_a_recall_waits(self, store: Store) -> None:
        who = hold(store, speaker())
        four = hall.open_counter(store, 4)
        hall.issue(store)
        hall.call(store, four)
        cut = take(store, who)
        hall.advance_clock(store, 11)
        hold(store, who)
        desk.recall(store, four, request_id=hall.request())
        announcing.put_back(store, who, cut)
        assert states(store) == ["replaced", "queued"]

    def test_a_free_one_is_said_again_too(self, store: Store) -> None:
        who = hold(store, speaker())
        announce(store)
        announcing.put_back(store, who, take(store, who))
        assert take(store, who).text == CAR


class TestTakingBack:
    def test_it_is_not_begun_any_more(self, store: Store, chief: int) -> None:
        who = hold(store, speaker())
        done = announce(store, by=chief)
        speaking.withdraw(store, chief, done.event, request_id=hall.request())
        assert announcing.next_announcement(store, who) is None
        event = hall.log(store)[-1]
        assert (event.kind, event.officer) == (EventKind.ANNOUNCED, chief)
        assert event.body == {"kind": "free", "areas": ["hall"], "withdrawn": done.event}
        assert [one.state for one in speaking.today(store, chief)] == [AnnouncementState.REPLACED]

    def test_of_several_only_the_one_that_is_named(self, store: Store) -> None:
        first, second, third = (announce(store).event for _ in range(3))
        speaking.withdraw(store, None, second, request_id=hall.request())
        assert {one.event: one.state for one in speaking.today(store, None)} == {
            first: AnnouncementState.QUEUED,
            second: AnnouncementState.REPLACED,
            third: AnnouncementState.QUEUED,
        }

    def test_what_a_display_still_says_of_it_changes_nothing(self, store: Store) -> None:
        who = hold(store, speaker())
        done = announce(store)
        said = take(store, who)
        speaking.withdraw(store, None, done.event, request_id=hall.request())
        announcing.put_back(store, who, said)
        end(store, who, said)
        assert states(store) == ["replaced"]
        # Its area is free again.
        call(store)
        assert take(store, who).code

    def test_what_is_over_or_never_was(self, store: Store) -> None:
        done = announce(store)
        speaking.withdraw(store, None, done.event, request_id=hall.request())
        for event in (done.event, 0, done.event + 1, 2**70):
            assert hall.refused(speaking.withdraw, store, None, event) is Reason.TOO_LATE


class TestTheEndOfTheDay:
    def test_the_texts_are_forgotten(self, store: Store, chief: int) -> None:
        who = hold(store, speaker())
        announce(store)
        end(store, who, take(store, who))
        alarm(store)
        closing.close_today(store, request_id=hall.request())
        assert [(one.text, one.state.value) for one in speaking.today(store, chief)] == [
            ("", "missed"), ("", "spoken"),
        ]  # fmt: skip
        assert CAR not in str(hall.contents(store)["announcements"])
        assert announcing.next_announcement(store, who) is None

    def test_of_a_day_that_nobody_closed_too(self, store: Store) -> None:
        announce(store)
        hall.set_clock(store, "2026-11-24 07:31")
        hall.issue(store)
        assert CAR not in str(hall.contents(store)["announcements"])
        assert states(store) == ["missed"]

    def test_calls_keep_theirs(self, store: Store) -> None:
        call(store)
        closing.close_today(store, force_reason="power cut", request_id=hall.request())
        (row,) = hall.rows(store, "SELECT body FROM announcements")
        assert "CA-001" in row.body
