"""A service that staff closes for today: what the kiosk answers, when it opens again, and who may do it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from antrean import closing, front, overrides, watch
from antrean.errors import Reason, Refused
from antrean.hours import Answer
from antrean.model import EventKind, Priority, Role
from antrean.store.store import Store
from tests.helpers import hall

BROKEN = "Printer KTP rusak"


def at(clock: str, day: str = "2026-11-23") -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=hall.JAKARTA)


def close(
    store: Store,
    by: int | None = None,
    service: str = "ktp",
    *,
    reason: str = BROKEN,
    reopens_at: datetime | None = None,
) -> overrides.Override:
    return overrides.close_service(store, by, service, reason=reason, reopens_at=reopens_at, request_id=hall.request())


def reopen(store: Store, by: int | None = None, service: str = "ktp") -> None:
    overrides.reopen_service(store, by, service, request_id=hall.request())


def answer(store: Store, service: str = "ktp") -> Answer:
    (found,) = [one.answer for one in front.offer(store).services if one.service.code == service]
    return found


def facts(store: Store) -> list[EventKind]:
    kinds = (EventKind.SERVICE_CLOSED, EventKind.SERVICE_REOPENED)
    return [event.kind for event in hall.log(store) if event.kind in kinds]


@pytest.fixture
def chief(store: Store) -> int:
    return hall.person(store, Role.SUPERVISOR)


class TestClosing:
    def test_no_number_is_given_and_why(self, store: Store, chief: int) -> None:
        done = close(store, chief, reopens_at=at("13:00"))
        assert (done.service, done.reason, done.reopens_at, done.officer.id) == ("ktp", BROKEN, at("13:00"), chief)
        found = answer(store)
        assert (found.is_open, found.reason, found.opens_at) == (False, Reason.CLOSED_BY_STAFF, at("13:00"))
        assert found.note is not None
        assert found.note.indonesian == BROKEN
        with pytest.raises(Refused, match=r"closed by staff: Printer KTP rusak\. Numbers are given again") as caught:
            hall.issue(store, "ktp")
        assert caught.value.reason is Reason.CLOSED_BY_STAFF
        assert caught.value.details == {
            "service": "ktp", "opens_at": at("13:00").isoformat(), "note": BROKEN,
        }  # fmt: skip

    def test_the_priority_queue_is_included_and_other_services_are_not(self, store: Store) -> None:
        close(store)
        assert hall.refused(
            front.issue, store, "ktp", device="k", priority=Priority.ELDERLY
        ) is Reason.CLOSED_BY_STAFF  # fmt: skip
        assert hall.issue(store, "kk", priority=Priority.ELDERLY).code == "CP-001"
        assert answer(store, "ikd").is_open

    def test_whoever_has_a_number_is_served(self, store: Store, four: object) -> None:
        code = hall.issue(store, "ktp").code
        close(store)
        assert hall.call(store, four).code == code  # type: ignore[arg-type]

    def test_the_log_has_the_public_reason(self, store: Store, chief: int) -> None:
        close(store, chief, reopens_at=at("13:00"))
        event = hall.log(store)[-1]
        assert (event.kind, event.officer, event.queue) == (EventKind.SERVICE_CLOSED, chief, "CA")
        assert event.body == {"service": "ktp", "reason": BROKEN, "reopens_at": at("13:00").isoformat()}

    def test_again_changes_reason_and_time_and_the_same_again_nothing(self, store: Store, chief: int) -> None:
        first = close(store, chief, reopens_at=at("13:00"))
        hall.advance_clock(store, 60)
        assert close(store, None, reopens_at=at("13:00")) == first
        assert facts(store) == [EventKind.SERVICE_CLOSED]
        close(store, chief, reason="Blangko habis")
        assert answer(store).note.indonesian == "Blangko habis"  # type: ignore[union-attr]
        assert answer(store).opens_at == at("07:30", "2026-11-24")
        assert len(hall.rows(store, "SELECT * FROM overrides")) == 1

    @pytest.mark.parametrize(
        ("reason", "expected"),
        [
            ("", Reason.REASON_NEEDED),
            ("x " * 41, Reason.BAD_INPUT),
            ("<b>rusak</b>", Reason.BAD_INPUT),
            ("KTP 3201 0101 0190 0001", Reason.IDENTITY_NUMBER),
        ],
    )
    def test_a_reason_that_nobody_should_read(self, store: Store, reason: str, expected: Reason) -> None:
        before = hall.contents(store)
        assert hall.refused(overrides.close_service, store, 1, "sihir", reason="x") is Reason.UNKNOWN_SERVICE
        assert hall.refused(overrides.close_service, store, None, "ktp", reason=reason) is expected
        assert hall.contents(store) == before

    @pytest.mark.parametrize("moment", [at("08:05"), at("08:04"), at("00:00", "2026-11-24"), at("23:59", "2026-11-22")])
    def test_a_time_that_is_not_later_today(self, store: Store, moment: datetime) -> None:
        refused = hall.refused(overrides.close_service, store, None, "ktp", reason=BROKEN, reopens_at=moment)
        assert refused is Reason.BAD_INPUT


class TestReopening:
    def test_by_hand(self, store: Store, chief: int) -> None:
        close(store, chief)
        reopen(store, chief)
        assert answer(store).is_open
        assert hall.issue(store, "ktp").code == "CA-001"
        assert (hall.log(store)[-2].kind, hall.log(store)[-2].body) == (
            EventKind.SERVICE_REOPENED, {"service": "ktp"},
        )  # fmt: skip

    def test_what_is_open_stays_so(self, store: Store) -> None:
        before = hall.newest(store)
        reopen(store)
        assert facts(store) == []
        # The local administrator was added for it, and that is all.
        assert [event.kind for event in hall.log(store, before)] == [EventKind.OFFICER_ADDED]

    def test_by_itself_when_the_time_has_come(self, store: Store) -> None:
        close(store, reopens_at=at("13:00"))
        hall.set_clock(store, at("12:59"))
        assert hall.refused(front.issue, store, "ktp", device="k") is Reason.CLOSED_BY_STAFF
        hall.set_clock(store, at("13:00"))
        hall.open_counter(store, 4)
        assert answer(store).is_open
        hall.issue(store, "ktp")
        assert watch.read(store, None).closed == ()

    @pytest.mark.parametrize(
        "end",
        [
            lambda store: closing.close_today(store, request_id=hall.request()),
            lambda store: hall.set_clock(store, "2026-11-24 07:40"),
        ],
        ids=["closing", "another day"],
    )
    def test_at_the_end_of_the_day(self, store: Store, end: Callable[[Store], object]) -> None:
        close(store)
        end(store)
        assert answer(store).is_open
        hall.issue(store, "ktp")
        assert hall.rows(store, "SELECT * FROM overrides") == []


class TestOrderOfReasons:
    """No reason promises a time that another one does not keep."""

    @pytest.mark.parametrize(
        ("now", "reopens", "reason", "opens"),
        [
            # A Friday with a break from 11.30 to 13.00; numbers until 14.30.
            ("2026-11-27 11:45", "12:30", Reason.ON_BREAK, "2026-11-27 13:00"),
            ("2026-11-27 11:45", "13:00", Reason.ON_BREAK, "2026-11-27 13:00"),
            ("2026-11-27 11:45", "13:30", Reason.CLOSED_BY_STAFF, "2026-11-27 13:30"),
            ("2026-11-27 11:45", None, Reason.CLOSED_BY_STAFF, "2026-11-30 07:30"),
            ("2026-11-27 11:00", "12:00", Reason.CLOSED_BY_STAFF, "2026-11-27 13:00"),
            ("2026-11-27 11:00", "14:45", Reason.CLOSED_BY_STAFF, "2026-11-30 07:30"),
            ("2026-11-27 07:00", "07:20", Reason.NOT_YET_OPEN, "2026-11-27 07:30"),
            ("2026-11-27 07:00", "09:00", Reason.CLOSED_BY_STAFF, "2026-11-27 09:00"),
            ("2026-11-27 14:40", "14:50", Reason.PAST_CUTOFF, "2026-11-30 07:30"),
            ("2026-11-27 14:40", None, Reason.PAST_CUTOFF, "2026-11-30 07:30"),
            ("2026-11-28 09:00", None, Reason.NOT_THIS_WEEKDAY, "2026-11-30 07:30"),
            ("2026-12-25 09:00", None, Reason.HOLIDAY, "2026-12-28 07:30"),
        ],
    )
    def test_the_hours(self, store: Store, now: str, reopens: str | None, reason: Reason, opens: str) -> None:
        hall.set_clock(store, now)
        close(store, reopens_at=None if reopens is None else at(reopens, now[:10]))
        found = answer(store)
        assert (found.is_open, found.reason) == (False, reason)
        assert found.opens_at == datetime.fromisoformat(opens).replace(tzinfo=hall.JAKARTA)

    def test_a_quota_that_is_used_up_is_the_better_reason(self, store: Store) -> None:
        close(store, service="paspor-baru", reopens_at=at("13:00"))
        assert answer(store, "paspor-baru").reason is Reason.CLOSED_BY_STAFF
        reopen(store, service="paspor-baru")
        quota = front.offer(store).mall.service("paspor-baru").daily_quota
        assert quota is not None
        for _ in range(quota):
            hall.issue(store, "paspor-baru")
        close(store, service="paspor-baru", reopens_at=at("13:00"))
        assert answer(store, "paspor-baru").reason is Reason.QUOTA_USED_UP

    def test_what_staff_says_comes_before_nobody_there(self, store: Store) -> None:
        hall.set_clock(store, at("08:40"))
        assert answer(store).reason is Reason.NOT_STAFFED
        close(store, reopens_at=at("10:00"))
        assert (answer(store).reason, answer(store).opens_at) == (Reason.CLOSED_BY_STAFF, at("10:00"))

    def test_a_hall_that_is_always_open(self, mini_store: Store) -> None:
        close(mini_store, service="surat", reopens_at=at("23:00"))
        found = answer(mini_store, "surat")
        assert (found.reason, found.opens_at) == (Reason.CLOSED_BY_STAFF, at("23:00"))
        close(mini_store, service="surat")
        assert answer(mini_store, "surat").opens_at == at("00:00", "2026-11-24")


class TestWhoMay:
    @pytest.mark.parametrize("role", Role)
    def test_every_role(self, store: Store, role: Role) -> None:
        person = hall.person(store, role)
        if role in (Role.OFFICER, Role.TECHNICIAN):
            before = hall.contents(store)
            refused = hall.refused(overrides.close_service, store, person, "ktp", reason=BROKEN)
            assert refused is Reason.NOT_PERMITTED
            assert hall.refused(overrides.reopen_service, store, person, "ktp") is Reason.NOT_PERMITTED
            assert hall.contents(store) == before
        else:
            close(store, person)
            reopen(store, person)
            assert facts(store) == [EventKind.SERVICE_CLOSED, EventKind.SERVICE_REOPENED]

    def test_a_supervisor_of_an_agency(self, store: Store) -> None:
        mine = hall.person(store, Role.SUPERVISOR, "C", "D")
        close(store, mine)
        close(store, None, "skck")
        assert hall.refused(overrides.close_service, store, mine, "skck", reason=BROKEN) is Reason.NOT_PERMITTED
        assert hall.refused(overrides.reopen_service, store, mine, "skck") is Reason.NOT_PERMITTED
        # … sees what is closed of its own.
        assert [one.service for one in watch.read(store, mine).closed] == ["ktp"]
        assert [one.service for one in watch.read(store, None).closed] == ["ktp", "skck"]

    def test_the_command_line(self, store: Store) -> None:
        assert close(store).officer.name == "Administrator"


class TestTwice:
    def test_two_supervisors_at_once(self, store: Store, chief: int) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: close(store, chief, reason=f"Alasan {number % 2}"), range(8)))
        (row,) = hall.rows(store, "SELECT reason FROM overrides")
        assert hall.log(store)[-1].body["reason"] == row.reason
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: reopen(store, chief), range(4)))
        assert facts(store).count(EventKind.SERVICE_REOPENED) == 1

    def test_the_same_request_again(self, store: Store, chief: int) -> None:
        one = overrides.close_service(store, chief, "ktp", reason=BROKEN, request_id="one")
        reopen(store, chief)
        assert overrides.close_service(store, chief, "ktp", reason=BROKEN, request_id="one") == one
        assert answer(store).is_open
        with pytest.raises(Refused, match="another action"):
            overrides.close_service(store, chief, "ktp", reason="Lain", request_id="one")


def test_a_closed_service_that_is_gone_from_the_mall(store: Store) -> None:
    close(store)
    hall.execute(store, "UPDATE services SET retired = true WHERE code = 'ktp'")
    hall.execute(store, "UPDATE mall SET version = version + 1")
    assert watch.read(store, None).closed == ()
    assert "ktp" not in [one.service.code for one in front.offer(store).services]
