"""When an alert begins and ends, what it says, and which acknowledgement is of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from antrean import alerts, mall_file
from antrean.alert_facts import Companion, Facts, Fault, Left, Line, Post, Serving, Told
from antrean.alerts import Alert, AlertKind, Severity
from antrean.hours import ALL_DAY, Schedule
from antrean.mall_record import Mall
from antrean.model import DeviceKind
from tests.helpers.hall import JAKARTA, MALLS

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=JAKARTA)
"""A Monday; doors are open from 08:00 to 15:30, officers are expected from 08:15."""


@pytest.fixture(scope="module")
def mall() -> Mall:
    return mall_file.read(MALLS / "kota_sejahtera.toml")


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def line(since: datetime, **fields: Any) -> Line:
    values = {"queue": "CA", "service": "ktp", "reserved_counter": None, "people": 1, "priority_people": 0}
    return Line(since=since, **values | fields)


def left(since: datetime, left_at: datetime, **fields: Any) -> Left:
    values = {"queue": "CA", "service": "ktp", "reserved_counter": None}
    return Left(since=since, left_at=left_at, **values | fields)


def post(counter: int = 4, *queues: str, **fields: Any) -> Post:
    return Post(counter=counter, queues=queues or ("CA",), **{"is_open": True} | fields)


def of(mall: Mall, **facts: Any) -> tuple[Alert, ...]:
    return alerts.of_hall(Facts(mall=mall, **{"now": NOW} | facts))


def kinds(found: tuple[Alert, ...]) -> list[str]:
    return [one.kind.value for one in found]


class TestWaiting:
    """KTP may wait for 20 minutes."""

    @pytest.mark.parametrize(("minutes", "is_alert"), [(19.9, False), (20, True), (300, True)])
    def test_over_the_target(self, mall: Mall, minutes: float, is_alert: bool) -> None:
        assert mall.service("ktp").wait_target_minutes == 20
        found = of(mall, lines=(line(ago(minutes)),), posts=(post(),))
        assert (kinds(found) == ["wait_over_target"]) is is_alert

    def test_it_says_how_many_and_how_long(self, mall: Mall) -> None:
        lines = (line(ago(25), people=3), line(ago(2), service="kk", people=4), line(ago(90), queue="DA", people=1))
        (found,) = of(mall, lines=lines[:2], posts=(post(),))
        assert (found.key, found.queue, found.waiting, found.service, found.target_minutes) == (
            "wait:CA", "CA", 7, "ktp", 20,
        )  # fmt: skip
        assert (found.since, found.waiting_since, found.agencies) == (ago(5), ago(25), ("C",))
        assert found.severity is Severity.WARNING

    def test_twice_the_target_is_urgent(self, mall: Mall) -> None:
        (found,) = of(mall, lines=(line(ago(40)),), posts=(post(),))
        assert found.severity is Severity.URGENT

    def test_every_service_has_its_own_target(self, mall: Mall) -> None:
        services = tuple(replace(one, wait_target_minutes=90) if one.code == "kk" else one for one in mall.services)
        slow = replace(mall, services=services)
        assert of(slow, lines=(line(ago(60), service="kk"),), posts=(post(),)) == ()


class TestNobodyServing:
    def test_people_and_no_open_counter(self, mall: Mall) -> None:
        (found,) = of(mall, lines=(line(ago(2), people=2),), posts=(post(is_open=False),))
        assert (found.key, found.kind, found.severity) == ("nobody:CA", AlertKind.NOBODY_SERVING, Severity.URGENT)
        assert (found.since, found.waiting, found.queue) == (NOW, 2, "CA")

    def test_a_counter_that_helps_is_somebody(self, mall: Mall) -> None:
        assert of(mall, lines=(line(ago(5)),), posts=(post(4, is_open=False), post(5, "CB", "CA"))) == ()

    def test_officers_may_change_places(self, mall: Mall) -> None:
        lines, gone = (line(ago(9)),), {"is_open": False}
        assert of(mall, lines=lines, posts=(post(**gone, stopped_at=ago(1.9)),)) == ()
        (found,) = of(mall, lines=lines, posts=(post(**gone, stopped_at=ago(2)), post(3, **gone, stopped_at=ago(8))))
        assert found.since == NOW

    def test_who_was_sent_to_a_counter_that_closed(self, mall: Mall) -> None:
        """Other counters of the queue do not help: nobody there may call this visitor."""
        posts = (post(4), post(2, is_open=False))
        (found,) = of(mall, lines=(line(ago(5), reserved_counter=2), line(ago(6), people=3)), posts=posts)
        assert (found.key, found.waiting, found.waiting_since) == ("nobody:CA", 1, ago(5))

    @pytest.mark.parametrize(
        ("at", "since", "is_alert"),
        [
            ("07:50", "07:32", False),  # nobody is expected before the doors open
            ("08:10", "07:32", False),  # nor in the first quarter of an hour
            ("08:17", "07:32", True),
            ("15:31", "15:00", False),  # the doors have just closed
            ("15:32", "15:00", True),  # whoever holds a number is served
        ],
    )
    def test_only_when_somebody_should_be_there(self, mall: Mall, at: str, since: str, is_alert: bool) -> None:
        now, waits = (datetime.fromisoformat(f"2026-11-23 {text}").replace(tzinfo=JAKARTA) for text in (at, since))
        lines = (line(waits, service="kk"),)
        found = alerts.of_hall(Facts(mall=mall, now=now, lines=lines, posts=(post(is_open=False),)))
        assert ("nobody_serving" in kinds(found)) is is_alert

    def test_not_during_the_break_of_the_mall(self, mall: Mall) -> None:
        friday = datetime(2026, 11, 27, 12, 0, tzinfo=JAKARTA)
        assert alerts.expected_from(mall, friday) is None
        assert alerts.expected_from(mall, friday.replace(hour=13, minute=20)) == friday.replace(hour=13, minute=15)

    def test_a_hall_that_is_always_open(self, mall: Mall) -> None:
        hall = replace(mall, hours=Schedule(always_open=True, week={0: ALL_DAY}))
        assert kinds(of(hall, lines=(line(ago(5)),), posts=(post(is_open=False),))) == ["nobody_serving"]

    def test_a_mall_without_the_counter_app_expects_nobody(self, mall: Mall) -> None:
        hall = replace(mall, rules=replace(mall.rules, staffed_after_minutes=1440))
        evening = datetime(2026, 11, 23, 17, 0, tzinfo=JAKARTA)
        for now in (NOW, evening):
            facts = Facts(mall=hall, now=now, lines=(line(now - timedelta(minutes=9)),), posts=(post(is_open=False),))
            assert alerts.of_hall(facts) == ()


class TestIdle:
    def test_a_free_counter_while_people_wait_whom_it_helps(self, mall: Mall) -> None:
        here = post(5, "CB", "CA", free_since=ago(10))
        (found,) = of(mall, lines=(line(ago(4), people=2),), posts=(here, post(4)))
        assert (found.key, found.kind, found.severity, found.counter) == (
            "idle:5", AlertKind.COUNTER_IDLE, Severity.NOTICE, 5,
        )  # fmt: skip
        assert (found.since, found.queues, found.waiting, found.agencies) == (ago(1), ("CA",), 2, ("C",))

    @pytest.mark.parametrize(
        ("here", "waits"),
        [
            (post(5, "CA", free_since=None), 10),  # it serves somebody
            (post(5, "CA", free_since=ago(2.9)), 10),
            (post(5, "CA", free_since=ago(10)), 2.9),
            (post(5, "CB", free_since=ago(10)), 10),  # not its people
            (post(5, "CA", free_since=ago(10), is_open=False), 10),
        ],
    )
    def test_not(self, mall: Mall, here: Post, waits: float) -> None:
        found = of(mall, lines=(line(ago(waits)),), posts=(here, post(4)))
        assert "counter_idle" not in kinds(found)

    def test_who_was_sent_to_another_counter_is_none_of_its_people(self, mall: Mall) -> None:
        posts = (post(5, "CA", free_since=ago(10)), post(4))
        assert of(mall, lines=(line(ago(9), reserved_counter=4),), posts=posts) == ()
        assert kinds(of(mall, lines=(line(ago(9), reserved_counter=5),), posts=posts)) == ["counter_idle"]


class TestLongService:
    def test_past_a_part_of_the_target(self, mall: Mall) -> None:
        target = mall.service("ktp").target_minutes
        serving = Serving(counter=4, code="CA-007", service="ktp", started_at=ago(2 * target))
        (found,) = of(mall, servings=(serving,), posts=(post(),))
        assert (found.kind, found.code, found.counter, found.since) == (AlertKind.LONG_SERVICE, "CA-007", 4, NOW)
        assert (found.target_minutes, found.agencies) == (target, ("C",))
        assert of(mall, servings=(replace(serving, started_at=ago(2 * target - 0.1)),), posts=(post(),)) == ()
        patient = replace(mall, rules=replace(mall.rules, long_service_percent=300))
        assert of(patient, servings=(serving,), posts=(post(),)) == ()

    def test_another_service_is_another_alert(self, mall: Mall) -> None:
        keys = {
            of(mall, servings=(Serving(counter=4, code=code, service="ktp", started_at=ago(began)),))[0].key
            for code, began in (("CA-007", 90), ("CA-007", 80), ("CA-008", 80))
        }
        assert len(keys) == 3


class TestDevices:
    def told(self, **fields: Any) -> Told:
        return Told(**{"kind": DeviceKind.KIOSK, "name": "Kiosk 1", "missed_since": None} | fields)

    def test_all_is_well(self, mall: Mall) -> None:
        assert of(mall, devices=(self.told(),)) == ()

    def test_a_printer_and_what_it_needs(self, mall: Mall) -> None:
        faults = (Fault(condition="no_paper", sentence="New roll.", since=ago(3)),)
        (found,) = of(mall, devices=(self.told(printers=faults),))
        assert (found.key, found.kind, found.severity) == (
            "printer:kiosk:Kiosk 1", AlertKind.PRINTER_TROUBLE, Severity.WARNING,
        )  # fmt: skip
        assert (found.since, found.conditions, found.detail) == (ago(3), ("no_paper",), "New roll.")
        assert (found.device, found.device_kind, found.agencies) == ("Kiosk 1", DeviceKind.KIOSK, ())

    def test_a_roll_that_is_nearly_used_up_can_wait(self, mall: Mall) -> None:
        near = Fault(condition="near_end", sentence="", since=ago(3))
        (found,) = of(mall, devices=(self.told(printers=(near,)),))
        assert found.severity is Severity.NOTICE
        bad = Fault(condition="cover_open", sentence="", since=ago(2))
        (found,) = of(mall, devices=(self.told(printers=(near, bad)),))
        assert (found.severity, found.since, found.detail) == (Severity.WARNING, ago(2), "")

    def test_a_display_that_nobody_hears(self, mall: Mall) -> None:
        voice = Fault(condition="no_device", sentence="Plug it in.", since=ago(4))
        (found,) = of(mall, devices=(self.told(kind=DeviceKind.DISPLAY, name="TV", voice=voice),))
        assert (found.key, found.kind, found.since) == ("silent:display:TV", AlertKind.DISPLAY_SILENT, ago(4))

    @pytest.mark.parametrize(
        ("kind", "severity"),
        [
            (DeviceKind.KIOSK, Severity.URGENT),
            (DeviceKind.DISPLAY, Severity.URGENT),
            (DeviceKind.COUNTER, Severity.WARNING),
        ],
    )
    def test_an_app_that_stopped_answering(self, mall: Mall, kind: DeviceKind, severity: Severity) -> None:
        fault = Fault(condition="no_paper", sentence="", since=ago(9))
        (found,) = of(mall, devices=(self.told(kind=kind, missed_since=ago(1), printers=(fault,), voice=fault),))
        assert (found.key, found.kind, found.severity) == (f"offline:{kind}:Kiosk 1", AlertKind.OFFLINE, severity)
        assert found.since == ago(1)

    def test_a_key_fits_its_column_however_long_the_name(self, mall: Mall) -> None:
        names = ["x" * 64, "x" * 63 + "y", "Loket " + "é" * 58]
        found = of(mall, devices=tuple(self.told(name=name, missed_since=NOW) for name in names))
        assert len({one.key for one in found}) == 3
        assert all(len(one.key) <= alerts.KEY_LENGTH for one in found)
        assert all(one.key.startswith("offline:kiosk:") for one in found)


def test_a_call_for_a_companion(mall: Mall) -> None:
    ask = Companion(call=7, device="Kiosk 1", asked_at=ago(1), is_accepted=False, counter=None)
    (found,) = of(mall, companions=(ask,))
    assert (found.key, found.severity, found.device, found.since) == ("assist:7", Severity.URGENT, "Kiosk 1", ago(1))
    (found,) = of(mall, companions=(replace(ask, is_accepted=True, counter=1),))
    assert (found.key, found.severity, found.counter, found.call) == ("assist:7", Severity.NOTICE, 1, 7)


def test_the_most_urgent_first_then_the_oldest(mall: Mall) -> None:
    found = of(
        mall,
        lines=(line(ago(25)), line(ago(30), queue="DA", service="bansos")),
        posts=(post(4, "CA"), post(10, "DA"), post(5, "CA", free_since=ago(60))),
        companions=(Companion(call=7, device="Kiosk 1", asked_at=ago(1), is_accepted=False, counter=None),),
    )
    order = [one.severity for one in found]
    assert order == sorted(order, key=list(Severity).index)
    assert kinds(found)[0] == "assistance"
    assert [one.queue for one in found if one.kind is AlertKind.WAIT_OVER_TARGET] == ["DA", "CA"]


class TestAcknowledgements:
    """One is of the alert that stood when it was given, until that one ends."""

    def holds(self, mall: Mall, minutes: float, *gone: Left, **facts: Any) -> bool:
        hall = Facts(mall=mall, now=NOW, **facts)
        (alert,) = [one for one in alerts.of_hall(hall) if one.kind is not AlertKind.LONG_SERVICE]
        return alerts.holds(alert, ago(minutes), hall, gone)

    def test_given_while_it_stands(self, mall: Mall) -> None:
        assert self.holds(mall, 4, lines=(line(ago(25)),), posts=(post(),))

    def test_one_who_is_late_before_the_other_has_left_carries_it_on(self, mall: Mall) -> None:
        # Over since 09:50 (gone at 09:56), and since 09:55: never a minute without.
        facts = {"lines": (line(ago(25)),), "posts": (post(),)}
        assert self.holds(mall, 8, left(ago(30), ago(4)), **facts)
        # … but who acknowledged at 09:48 did so for an alert before.
        assert not self.holds(mall, 12, left(ago(30), ago(4)), **facts)

    def test_a_gap_ends_it(self, mall: Mall) -> None:
        facts = {"lines": (line(ago(25)),), "posts": (post(),)}
        assert not self.holds(mall, 8, left(ago(30), ago(6)), **facts)
        assert not self.holds(mall, 8, **facts)

    def test_a_chain_of_several_and_others_in_between(self, mall: Mall) -> None:
        chain = [
            left(ago(60), ago(30)),
            left(ago(52), ago(18)),
            left(ago(40), ago(4)),
            left(ago(10), ago(2)),  # was never over the target
            left(ago(60), ago(1), queue="CB"),  # another line
        ]
        facts = {"lines": (line(ago(25)),), "posts": (post(),)}
        assert self.holds(mall, 39, *chain, **facts)
        assert not self.holds(mall, 41, *chain, **facts)
        assert not self.holds(mall, 39, chain[0], *chain[2:], **facts)

    def test_a_line_that_nobody_serves(self, mall: Mall) -> None:
        facts = {"lines": (line(ago(5)),), "posts": (post(is_open=False, stopped_at=ago(20)),)}
        # Alone since 09:42; who stood first gave the number back at 09:58, the other one came at 09:55.
        assert self.holds(mall, 10, left(ago(25), ago(2)), **facts)
        assert not self.holds(mall, 19, left(ago(25), ago(2)), **facts)
        assert not self.holds(mall, 10, left(ago(25), ago(4)), **facts)

    def test_a_counter_that_stays_idle(self, mall: Mall) -> None:
        facts = {"lines": (line(ago(5)),), "posts": (post(5, "CB", "CA", free_since=ago(30)), post(4))}
        assert self.holds(mall, 10, left(ago(20), ago(2)), **facts)
        assert not self.holds(mall, 10, left(ago(20), ago(2), queue="DA", service="bansos"), **facts)
        assert not self.holds(mall, 28, left(ago(40), ago(2)), **facts)

    def test_a_device_that_came_back_and_went_again(self, mall: Mall) -> None:
        told = Told(kind=DeviceKind.KIOSK, name="Kiosk 1", missed_since=ago(3))
        assert self.holds(mall, 2, devices=(told,))
        assert not self.holds(mall, 4, devices=(told,))
