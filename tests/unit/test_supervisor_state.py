"""What the supervisor's page makes of a view of the hall: order, ages, what is shown, and what may be wished."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from antrean import mall_file
from antrean.alerts import Alert, AlertKind, Severity
from antrean.errors import Unavailable
from antrean.model import CounterNow, CounterState, DeviceKind, Officer, Role
from antrean.permissions import Right
from antrean.presence import Device
from antrean.watch import Acknowledgement, CounterSeen, Figures, HallView, Known, QueueNow, ZoneNow
from counter.supervisor import state as rules
from counter.supervisor.asks import AskCloseDay, AskPriority
from counter.supervisor.state import Listing, Part, Standing, Unsure, Wanted, WatchState
from counter.supervisor.wishes import Acknowledge
from tests.helpers.hall import MALLS

MALL: Final = mall_file.read(MALLS / "mini.toml")
NOW: Final = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CHIEF: Final = Officer(id=7, name="Wulan", role=Role.SUPERVISOR)
WISH: Final = Acknowledge(key="wait:A")


def view(**more: Any) -> HallView:
    given: dict[str, Any] = {
        "zones": (),
        "held": (),
        "missed": (),
        "chosen": (),
        "devices": (),
        "alerts": (),
        "closed": (),
    }
    given |= {"mall": MALL, "now": NOW, "epoch": "one", "newest": 10, "figures": Figures()}
    return HallView(**given | more)


def alert(key: str, *, is_taken: bool = False) -> Known:
    found = Alert(key=key, kind=AlertKind.NOBODY_SERVING, severity=Severity.URGENT, since=NOW)
    given = Acknowledgement(key=key, officer=CHIEF, at=NOW) if is_taken else None
    return Known(alert=found, acknowledged=given)


def queue(code: str, waiting: int = 0) -> QueueNow:
    return QueueNow(
        queue=replace(MALL.queues[0], code=code),
        waiting=waiting,
        priority_waiting=0,
        waiting_since=None,
        counters=(1,),
        open_counters=(),
    )


def counter(number: int, state: CounterState = CounterState.OPEN) -> CounterSeen:
    now = CounterNow(number=number, state=state, officer=None, since=None)
    record = replace(MALL.counters[0], number=number)
    return CounterSeen(record=record, now=now, queues=(), active=None, break_until=None)


def device(name: str = "Kiosk 1", *, age_s: float = 1, seen: datetime = NOW, **body: Any) -> Device:
    return Device(
        name=name, kind=DeviceKind.KIOSK, version="0.1.0", seen_at=seen, age=timedelta(seconds=age_s), body=body
    )


def shown(**more: Any) -> WatchState:
    return WatchState(**{"officer": CHIEF, "view": view()} | more)


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.OFFICER, False), (Role.SUPERVISOR, True), (Role.ADMINISTRATOR, True), (Role.TECHNICIAN, True)],
)
def test_who_may_watch(role: Role, may: bool) -> None:
    assert rules.may_watch(replace(CHIEF, role=role)) is may


def test_nobody_watches_who_is_not_there() -> None:
    assert not rules.may_watch(None)


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (shown(), True),
        (WatchState(view=view()), False),
        (shown(view=None), False),
        (shown(pending=Acknowledge(key="other")), False),
        (shown(is_settling=True), False),
        (shown(is_lost=True), False),
        (shown(is_lost=True, unsure=Unsure(wish=WISH, request_id="1")), True),
        (shown(is_lost=True, unsure=Unsure(wish=Acknowledge(key="other"), request_id="1")), False),
        (shown(refusal=Unavailable("database", "")), True),
    ],
)
def test_what_may_be_wished(state: WatchState, may: bool) -> None:
    assert rules.is_allowed(state, WISH) is may


def test_what_nobody_looks_after_stands_first_in_its_order() -> None:
    alerts = (alert("a", is_taken=True), alert("b"), alert("c", is_taken=True), alert("d"))
    assert [one.alert.key for one in rules.in_order(alerts)] == ["b", "d", "a", "c"]
    assert rules.unattended(view(alerts=alerts)) == 2


def test_ages_stand_still_while_the_hall_is_not_known() -> None:
    later = NOW + timedelta(minutes=5)
    assert rules.moment(shown(), later) == later
    assert rules.moment(shown(is_lost=True), later) == NOW
    assert rules.moment(shown(is_lost=True, view=None), later) == later


@pytest.mark.parametrize(
    ("sought", "is_found"),
    [
        ("", True),
        ("ca", True),
        ("CA-012", True),
        ("ca12", True),
        ("ca 12", True),
        ("ca012", True),
        ("ca 013", False),
        ("a12", True),
        ("ca1", True),
        ("ca2", False),
        ("kartu tanda", True),
        ("tanda kartu", True),
        ("kartu paspor", False),
    ],
)
def test_what_is_typed_finds_numbers_and_words(sought: str, is_found: bool) -> None:
    assert rules.is_found("CA-012 · Kartu Tanda Penduduk", sought) is is_found


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (shown(), Wanted()),
        (shown(part=Part.NUMBERS), Wanted(waiting=True)),
        (shown(part=Part.NUMBERS, listing=Listing.HELD), Wanted()),
        (shown(asked=AskCloseDay()), Wanted(left=True)),
        (shown(part=Part.NUMBERS, asked=AskPriority(code="A-001")), Wanted(waiting=True)),
    ],
)
def test_what_is_read_beside_the_view(state: WatchState, wanted: Wanted) -> None:
    assert rules.wanted(state) == wanted


@pytest.mark.parametrize(
    ("role", "agencies", "agency", "may"),
    [
        (Role.SUPERVISOR, (), None, True),
        (Role.SUPERVISOR, ("C",), None, True),
        (Role.SUPERVISOR, ("C",), "D", False),
        (Role.TECHNICIAN, (), None, False),
    ],
)
def test_what_is_offered(role: Role, agencies: tuple[str, ...], agency: str | None, may: bool) -> None:
    state = shown(officer=replace(CHIEF, role=role, agencies=agencies))
    assert rules.may_here(state, Right.CLOSE_SERVICE, agency=agency) is may
    assert not rules.may_here(WatchState(), Right.WATCH)


@pytest.mark.parametrize(
    ("than", "is_older"),
    [(None, False), (view(newest=10), False), (view(newest=11), True), (view(newest=11, epoch="two"), False)],
)
def test_a_view_from_before(than: HallView | None, is_older: bool) -> None:
    assert rules.is_older(view(newest=10), than) is is_older


def test_queues_with_people_and_all_of_them() -> None:
    zones = (
        ZoneNow(zone=MALL.zones[0], queues=(queue("A"), queue("B", 2)), counters=()),
        ZoneNow(zone=MALL.zones[0], queues=(queue("C"),), counters=()),
    )
    state = shown(view=view(zones=zones))
    assert [[one.queue.code for one in queues] for _, queues in rules.queues_shown(state)] == [["B"]]
    every = replace(state, shows_all_queues=True)
    assert [[one.queue.code for one in queues] for _, queues in rules.queues_shown(every)] == [["A", "B"], ["C"]]
    assert rules.queues_shown(shown(view=None)) == ()


def test_counters_by_number_and_by_what_they_do() -> None:
    zones = (
        ZoneNow(zone=MALL.zones[0], queues=(), counters=(counter(3), counter(1, CounterState.BREAK))),
        ZoneNow(zone=MALL.zones[0], queues=(), counters=(counter(2),)),
    )
    state = shown(view=view(zones=zones))
    assert [one.record.number for one in rules.counters_shown(state)] == [1, 2, 3]
    assert [one.record.number for one in rules.counters_shown(replace(state, counters_shown=CounterState.OPEN))] == [
        2,
        3,
    ]
    assert rules.counters_shown(replace(state, counters_shown=CounterState.CLOSED)) == ()


YESTERDAY: Final = NOW - timedelta(days=1)
TROUBLE: Final = {"condition": "no_paper", "sentence": "", "since": NOW.isoformat()}


@pytest.mark.parametrize(
    ("one", "how"),
    [
        (device(), Standing.WELL),
        (device(age_s=12.4), Standing.WELL),
        (device(age_s=13), Standing.MISSED),
        (device(age_s=13, is_closed=True), Standing.ENDED),
        (device(age_s=1, is_closed=True), Standing.ENDED),
        (device(printer=TROUBLE), Standing.TROUBLED),
        (device(spare_printer=TROUBLE), Standing.TROUBLED),
        (device(voice={"condition": "failing"}), Standing.TROUBLED),
        (device(printer=TROUBLE, age_s=13), Standing.MISSED),
        (device(printer={"condition": "silent"}, voice={"condition": "off"}), Standing.WELL),
        (device(age_s=86_400, seen=YESTERDAY), Standing.AWAY),
    ],
)
def test_how_a_device_stands(one: Device, how: Standing) -> None:
    assert rules.standing(one, view(devices=(one,))) is how


def test_the_days_of_devices_are_those_of_the_mall() -> None:
    # One in the morning in Jakarta; the evening before it was heard of at half past eleven, by UTC on the same day.
    now = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    one = device(age_s=5_400, seen=now - timedelta(minutes=90))
    assert rules.standing(one, view(now=now)) is Standing.AWAY


def test_devices_that_need_somebody_stand_first() -> None:
    found = (device("a", is_closed=True), device("b"), device("c", age_s=60), device("d", printer=TROUBLE))
    assert [one.name for one, _ in rules.devices(view(devices=found))] == ["c", "d", "b", "a"]
