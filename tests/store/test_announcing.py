"""Who speaks which call when: leases, event order, turns of one voice area, and what becomes of every call."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from antrean import announcing, desk, mall
from antrean.announcing import LEASE_S, Speaker
from antrean.desk import Desk
from antrean.errors import Reason, Refused
from antrean.model import Ticket
from antrean.store.announcements import Announcement
from antrean.store.store import Store
from antrean.wording import AnnouncementKind
from tests.helpers import hall

LATE_S = 120.0
Z1_COUNTER, Z2_COUNTER = 4, 11
BESIDE = (3, 8)
"""Other counters of the first zone; they call from the same queue."""


def speaker(holder: str, *zones: str) -> Speaker:
    return Speaker(holder=holder, device=f"display-{holder}", zones=zones or ("Z1", "Z2", "Z3", "Z4", "Z5"))


def hold(store: Store, who: Speaker) -> tuple[str, ...]:
    return announcing.hold_leases(store, who, late_after_s=LATE_S)


def call(store: Store, counter: int = Z1_COUNTER, **options: object) -> Ticket:
    """Issue and call one ticket at a counter, or at another one of its zone while that one has a visitor."""
    hall.issue(store, {Z1_COUNTER: "ktp", Z2_COUNTER: "nib"}[counter], **options)
    busy = {row.counter for row in hall.rows(store, "SELECT counter FROM tickets WHERE state = 'called'")}
    free = next(one for one in (counter, *BESIDE) if one not in busy)
    return hall.call(store, hall.open_counter(store, free))


def states(store: Store) -> list[str]:
    return [row.state for row in hall.rows(store, "SELECT state FROM announcements ORDER BY event")]


def take(store: Store, who: Speaker) -> Announcement:
    found = announcing.next_announcement(store, who)
    assert found is not None
    return found.announcement


class TestLeases:
    def test_the_first_display_gets_the_voice_and_the_second_waits(self, store: Store) -> None:
        one, other = speaker("one"), speaker("other")
        assert hold(store, one) == one.zones
        assert hold(store, other) == ()
        assert hold(store, one) == one.zones

    def test_displays_of_different_zones_both_hold_theirs(self, store: Store) -> None:
        assert hold(store, speaker("one", "Z1", "Z3")) == ("Z1", "Z3")
        assert hold(store, speaker("other")) == ("Z2", "Z4", "Z5")

    def test_a_silent_display_loses_the_voice(self, store: Store) -> None:
        hold(store, speaker("one"))
        hall.advance_clock(store, LEASE_S - 2)
        assert hold(store, speaker("other")) == ()
        hall.advance_clock(store, 4)
        assert hold(store, speaker("other")) == speaker("other").zones
        assert hold(store, speaker("one")) == ()

    def test_a_display_that_closes_gives_the_voice_back_at_once(self, store: Store) -> None:
        one, other = speaker("one"), speaker("other")
        hold(store, one)
        announcing.release_leases(store, one)
        assert hold(store, other) == other.zones

    def test_releasing_takes_nothing_from_another_display(self, store: Store) -> None:
        hold(store, speaker("one"))
        announcing.release_leases(store, speaker("other"))
        assert hold(store, speaker("other")) == ()

    def test_without_a_lease_nothing_is_spoken(self, store: Store) -> None:
        call(store)
        assert announcing.next_announcement(store, speaker("one")) is None

    def test_a_zone_that_is_not(self, store: Store) -> None:
        with pytest.raises(Refused) as caught:
            hold(store, speaker("one", "Z9"))
        assert caught.value.reason is Reason.UNKNOWN_ZONE


class TestOrder:
    def test_event_order_and_one_at_a_time(self, store: Store) -> None:
        one = speaker("one")
        hold(store, one)
        codes = [call(store, counter).code for counter in (Z1_COUNTER, Z2_COUNTER, Z1_COUNTER)]
        spoken = []
        for _ in codes:
            announcement = take(store, one)
            assert announcing.next_announcement(store, one) is None
            announcing.note_result(store, one, announcement, spoken=True)
            spoken.append(announcement.code)
        assert spoken == codes
        assert announcing.next_announcement(store, one) is None
        assert states(store) == ["spoken"] * 3

    def test_an_announcement_knows_what_to_say(self, store: Store) -> None:
        one = speaker("one")
        hold(store, one)
        ticket = call(store, language="en")
        found = take(store, one)
        assert (found.code, found.counter, found.zone, found.area) == (ticket.code, Z1_COUNTER, "Z1", "hall")
        assert (found.kind, found.language, found.call_count, found.is_priority) == (
            AnnouncementKind.CALL, "en", 1, False,
        )  # fmt: skip
        assert found.agency_spoken

    def test_displays_of_one_area_take_turns(self, store: Store) -> None:
        one, two = speaker("one", "Z1"), speaker("two", "Z2")
        hold(store, one)
        hold(store, two)
        for counter in (Z1_COUNTER, Z2_COUNTER, Z1_COUNTER):
            call(store, counter)
        # The newer call of zone 2 waits, although nobody speaks yet.
        assert announcing.next_announcement(store, two) is None
        assert announcing.has_waiting(store, two)
        first = take(store, one)
        assert announcing.next_announcement(store, two) is None
        announcing.note_result(store, one, first, spoken=True)
        assert announcing.next_announcement(store, one) is None
        second = take(store, two)
        announcing.note_result(store, two, second, spoken=True)
        assert not announcing.has_waiting(store, two)
        assert announcing.has_waiting(store, one)
        assert take(store, one).counter == BESIDE[0]

    def test_areas_that_do_not_hear_each_other_speak_at_the_same_time(self, store: Store) -> None:
        before = mall.read(store)
        zones = tuple(replace(zone, voice_area=zone.code.lower()) for zone in before.zones)
        mall.load(store, replace(before, zones=zones))
        one, two = speaker("one", "Z1"), speaker("two", "Z2")
        hold(store, one)
        hold(store, two)
        call(store, Z1_COUNTER)
        call(store, Z2_COUNTER)
        assert take(store, one).counter == Z1_COUNTER
        assert take(store, two).counter == Z2_COUNTER

    def test_a_zone_without_a_living_display_holds_nobody_up(self, store: Store) -> None:
        two = speaker("two", "Z2")
        hold(store, two)
        call(store, Z1_COUNTER)
        call(store, Z2_COUNTER)
        assert take(store, two).counter == Z2_COUNTER
        assert states(store) == ["queued", "speaking"]

    def test_two_that_ask_at_once_do_not_get_the_same(self, store: Store) -> None:
        one = speaker("one")
        hold(store, one)
        call(store)
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: announcing.next_announcement(store, one), range(8)))
        assert len([each for each in found if each is not None]) == 1


class TestReplacing:
    @pytest.fixture
    def four(self, store: Store) -> Desk:
        who = hall.open_counter(store, Z1_COUNTER)
        hall.issue(store)
        hall.call(store, who)
        return who

    def test_a_recall_replaces_the_call_that_nobody_has_begun(self, store: Store, four: Desk) -> None:
        one = speaker("one")
        hold(store, one)
        hall.advance_clock(store, 11)
        hold(store, one)
        desk.recall(store, four, request_id=hall.request())
        assert states(store) == ["replaced", "queued"]
        found = take(store, one)
        assert (found.kind, found.call_count) == (AnnouncementKind.RECALL, 2)

    def test_a_recall_lets_the_running_sentence_end(self, store: Store, four: Desk) -> None:
        one = speaker("one")
        hold(store, one)
        first = take(store, one)
        hall.advance_clock(store, 11)
        hold(store, one)
        desk.recall(store, four, request_id=hall.request())
        # The lease had run out meanwhile: what was begun and not noted counts as cut off.
        assert states(store)[1] == "queued"
        announcing.note_result(store, one, first, spoken=True)
        assert states(store) == ["spoken", "queued"]

    def test_a_call_taken_back_is_not_spoken(self, store: Store, four: Desk) -> None:
        one = speaker("one")
        hold(store, one)
        desk.release(store, four, request_id=hall.request())
        assert announcing.next_announcement(store, one) is None
        assert states(store) == ["replaced"]


class TestTakingOver:
    def test_what_was_cut_off_is_spoken_again_and_first(self, store: Store) -> None:
        one, other = speaker("one"), speaker("other")
        hold(store, one)
        codes = [call(store).code, call(store).code]
        cut = take(store, one)
        hall.advance_clock(store, LEASE_S + 1)
        assert announcing.next_announcement(store, other) is None
        hold(store, other)
        again = take(store, other)
        assert again.id == cut.id
        announcing.note_result(store, other, again, spoken=True)
        assert [again.code, take(store, other).code] == codes

    def test_a_restart_within_the_lease_waits_for_it_to_run_out(self, store: Store) -> None:
        hold(store, speaker("one"))
        call(store)
        take(store, speaker("one"))
        restarted = speaker("one-again")
        assert hold(store, restarted) == ()
        hall.advance_clock(store, LEASE_S + 1)
        assert hold(store, restarted) == restarted.zones
        assert take(store, restarted).call_count == 1

    def test_an_old_call_is_missed_and_a_fresh_one_spoken(self, store: Store) -> None:
        call(store)
        hall.advance_clock(store, LATE_S - 10)
        fresh = call(store)
        hall.advance_clock(store, 11)
        one = speaker("one")
        hold(store, one)
        assert states(store) == ["missed", "queued"]
        assert take(store, one).code == fresh.code

    def test_a_display_that_is_only_behind_misses_nothing(self, store: Store) -> None:
        one = speaker("one")
        hold(store, one)
        call(store)
        for _ in range(30):
            hall.advance_clock(store, LEASE_S - 2)
            assert hold(store, one) == one.zones
        assert states(store) == ["queued"]

    def test_a_display_that_died_does_not_keep_its_area_silent(self, store: Store) -> None:
        one, two = speaker("one", "Z1"), speaker("two", "Z2")
        hold(store, one)
        call(store, Z1_COUNTER)
        call(store, Z2_COUNTER)
        take(store, one)
        hold(store, two)
        assert announcing.next_announcement(store, two) is None
        hall.advance_clock(store, LEASE_S + 1)
        hold(store, two)
        assert take(store, two).counter == Z2_COUNTER
        assert states(store) == ["queued", "speaking"]

    def test_a_failed_voice_goes_on(self, store: Store) -> None:
        one = speaker("one")
        hold(store, one)
        call(store)
        second = call(store)
        announcing.note_result(store, one, take(store, one), spoken=False)
        assert take(store, one).code == second.code
        assert states(store) == ["failed", "speaking"]
        device = hall.rows(store, "SELECT device, started_at, ended_at FROM announcements ORDER BY event")[0]
        assert device.device == "display-one"
        assert device.started_at <= device.ended_at
