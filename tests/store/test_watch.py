"""A supervisor's view of the hall: what it shows, to whom, its alerts and who acknowledged them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from antrean import assistance, closing, desk, presence, roster, watch
from antrean.desk import Desk
from antrean.errors import Reason, Refused
from antrean.model import CounterState, DeviceKind, EventKind, Priority, Role, TicketState
from antrean.store.store import Store
from antrean.watch import AlertKind, CounterSeen, HallView, QueueNow, Severity
from tests.helpers import hall


def queue(view: HallView, code: str) -> QueueNow:
    (found,) = [one for zone in view.zones for one in zone.queues if one.queue.code == code]
    return found


def counter(view: HallView, number: int) -> CounterSeen:
    (found,) = [one for zone in view.zones for one in zone.counters if one.record.number == number]
    return found


def alerts(view: HallView) -> dict[str, str | None]:
    """Return the keys of the alerts, with who acknowledged each."""
    return {one.alert.key: None if one.acknowledged is None else one.acknowledged.officer.name for one in view.alerts}


def acknowledge(store: Store, by: int | None, key: str) -> watch.Acknowledgement:
    return watch.acknowledge(store, by, key, request_id=hall.request())


def beat(store: Store, name: str = "Kiosk 1", kind: DeviceKind = DeviceKind.KIOSK, **body: Any) -> None:
    assert presence.beat(store, name=name, kind=kind, body=body)


@pytest.fixture
def late(store: Store) -> Store:
    """Half past eight: somebody should sit at the counters."""
    hall.set_clock(store, "2026-11-23 08:30")
    return store


@pytest.fixture
def chief(store: Store) -> int:
    return hall.person(store, Role.SUPERVISOR)


def begin_the_next_day(store: Store) -> None:
    hall.set_clock(store, "2026-11-24 07:31")
    hall.issue(store, "ktp")


ENDS: dict[str, Callable[[Store], object]] = {
    "closed": lambda store: closing.close_today(store, force_reason="power cut", request_id=hall.request()),
    "the next day begins": begin_the_next_day,
}


class TestTheHall:
    def test_an_empty_one(self, store: Store, chief: int) -> None:
        view = watch.read(store, chief)
        assert [zone.zone.code for zone in view.zones] == ["Z1", "Z2", "Z3", "Z4", "Z5"]
        assert {one.now.state for zone in view.zones for one in zone.counters} == {CounterState.CLOSED}
        assert sum(len(zone.queues) for zone in view.zones) == len(view.mall.queues)
        assert sum(len(zone.counters) for zone in view.zones) == len(view.mall.counters)
        assert (view.alerts, view.held, view.missed, view.chosen, view.devices) == ((), (), (), (), ())
        assert view.figures == watch.Figures()

    def test_queues_and_who_waits_there(self, store: Store, chief: int, two: Desk) -> None:
        first = hall.issue(store, "ktp")
        hall.advance_clock(store, 60)
        hall.issue(store, "ktp")
        hall.issue(store, "ktp", priority=Priority.ELDERLY)
        seen = queue(view := watch.read(store, chief), "CA")
        assert (seen.waiting, seen.priority_waiting, seen.waiting_since) == (2, 0, first.waiting_since)
        assert (seen.counters, seen.open_counters) == (view.mall.counters_of("CA"), (2,))
        assert (seen.target_minutes, seen.late_from) == (20, first.waiting_since + timedelta(minutes=20))
        priority = queue(view, "CP")
        assert (priority.waiting, priority.priority_waiting) == (1, 1)
        assert queue(view, "DA") == watch.QueueNow(
            queue=view.mall.queue("DA"), waiting=0, priority_waiting=0, waiting_since=None,
            counters=view.mall.counters_of("DA"), open_counters=(),
        )  # fmt: skip

    def test_counters_and_whom_they_serve(self, store: Store, chief: int, two: Desk, four: Desk) -> None:
        hall.issue(store, "ktp")
        ticket = hall.serve(store, four)
        hall.advance_clock(store, 30)
        paused = roster.start_break(store, two, reason="prayer", minutes=10, request_id=hall.request())
        view = watch.read(store, chief)
        serving, pausing = counter(view, 4), counter(view, 2)
        assert serving.active == ticket
        assert (serving.now.officer.name, serving.now.state) == ("Officer 4", CounterState.OPEN)  # type: ignore[union-attr]
        assert (pausing.now.state, pausing.now.break_reason, pausing.active) == (CounterState.BREAK, "prayer", None)
        assert paused.since is not None
        assert pausing.break_until == paused.since + timedelta(minutes=10)
        assert queue(view, "CA").open_counters == (4,)

    def test_a_shared_counter_calls_for_one_of_its_agencies(self, store: Store, chief: int) -> None:
        hall.open_counter(store, 27)
        # On a Monday it begins with J.
        assert counter(watch.read(store, chief), 27).queues == ("JP", "JA")
        roster.switch_agency(store, Desk(counter=27), None, request_id=hall.request())
        assert counter(watch.read(store, chief), 27).queues == ("JP", "JA", "ZP", "ZA")
        roster.switch_agency(store, Desk(counter=27), "Z", request_id=hall.request())
        view = watch.read(store, chief)
        assert counter(view, 27).queues == ("ZP", "ZA")
        assert (queue(view, "JA").open_counters, queue(view, "ZA").open_counters) == ((), (27,))

    def test_held_missed_and_chosen(self, store: Store, chief: int, four: Desk) -> None:
        codes = [hall.issue(store, "ktp").code for _ in range(5)]
        hall.call(store, four)
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        desk.call(store, four, codes[3], reason="infant_crying", request_id=hall.request())
        view = watch.read(store, chief)
        assert [(one.ticket.code, one.reason) for one in view.held] == [(codes[0], "copies_needed")]
        assert [one.code for one in view.missed] == [codes[1]]
        (chosen,) = view.chosen
        assert (chosen.code, chosen.counter, chosen.queue, chosen.officer) == (codes[3], 4, "CA", "Officer 4")
        assert (chosen.reason, chosen.at) == ("infant_crying", hall.now(store))
        # A wrong call that was taken back was one all the same.
        desk.release(store, four, request_id=hall.request())
        assert watch.read(store, chief).chosen == (chosen,)

    def test_figures_of_today(self, store: Store, chief: int, four: Desk) -> None:
        for _ in range(6):
            hall.issue(store, "ktp")
        desk.cancel(store, four, "CA-006", request_id=hall.request())
        for act in (desk.finish, desk.no_show):
            hall.call(store, four)
            act(store, four, request_id=hall.request())
        hall.call(store, four)
        desk.hold(store, four, reason="x", request_id=hall.request())
        hall.serve(store, four)
        expected = watch.Figures(issued=6, waiting=1, active=1, held=1, missed=1, served=1, cancelled=1)
        assert watch.read(store, chief).figures == expected
        hall.set_clock(store, "2026-11-24 07:00")
        view = watch.read(store, chief)
        assert (view.figures, view.held, view.missed) == (watch.Figures(), (), ())

    def test_before_a_day_begins_nobody_sits_there(self, store: Store, chief: int, four: Desk) -> None:
        """The first write of the new day closes the shifts that were left open."""
        hall.issue(store, "ktp")
        hall.set_clock(store, "2026-11-24 08:40")
        view = watch.read(store, chief)
        assert counter(view, 4).now.state is CounterState.CLOSED
        assert (queue(view, "CA").waiting, view.alerts) == (0, ())

    def test_it_is_of_one_moment(self, store: Store, chief: int) -> None:
        view = watch.read(store, chief)
        assert (view.newest, view.now) == (hall.newest(store), hall.now(store))


class TestConfined:
    @pytest.fixture
    def busy(self, late: Store) -> Store:
        """Somebody held, missed, chosen and late in agencies C and K, and a kiosk without paper."""
        for number, service in ((4, "ktp"), (19, "skck")):
            here = hall.open_counter(late, number)
            codes = [hall.issue(late, service).code for _ in range(4)]
            hall.call(late, here)
            desk.hold(late, here, reason="copies_needed", request_id=hall.request())
            hall.call(late, here)
            desk.no_show(late, here, request_id=hall.request())
            desk.call(late, here, codes[3], reason="chosen", request_id=hall.request())
        hall.advance_clock(late, 3600)
        beat(late, printer={"condition": "no_paper", "sentence": ""})
        return late

    def test_sees_its_agencies_and_all_devices(self, busy: Store) -> None:
        view = watch.read(busy, hall.person(busy, Role.SUPERVISOR, "C"))
        assert {one.queue.agency for zone in view.zones for one in zone.queues} == {"C"}
        assert {one.record.number for zone in view.zones for one in zone.counters} == {2, 3, 4, 5, 6, 7, 8}
        assert [zone.zone.code for zone in view.zones] == ["Z1"]
        assert {one.ticket.queue for one in view.held} == {one.queue for one in view.missed} == {"CA"}
        assert [one.queue for one in view.chosen] == ["CA"]
        assert (view.figures.issued, view.figures.held) == (4, 1)
        assert [one.name for one in view.devices] == ["Kiosk 1"]
        assert sorted(alerts(view)) == ["printer:kiosk:Kiosk 1", "wait:CA"]

    def test_the_whole_mall_sees_both(self, busy: Store) -> None:
        view = watch.read(busy, hall.person(busy, Role.SUPERVISOR))
        assert sorted(alerts(view)) == ["printer:kiosk:Kiosk 1", "wait:CA", "wait:KA"]
        assert (view.figures.issued, len(view.chosen)) == (8, 2)
        assert watch.read(busy, None) == view

    def test_of_two_agencies_with_a_shared_counter(self, busy: Store) -> None:
        view = watch.read(busy, hall.person(busy, Role.SUPERVISOR, "Z", "K"))
        assert {one.record.number for zone in view.zones for one in zone.counters} == {19, 20, 21, 22, 27}
        assert "wait:KA" in alerts(view)

    def test_acknowledges_no_other_agency_but_every_device(self, busy: Store) -> None:
        confined = hall.person(busy, Role.SUPERVISOR, "C")
        assert hall.refused(watch.acknowledge, busy, confined, "wait:KA") is Reason.NOT_PERMITTED
        acknowledge(busy, confined, "wait:CA")
        acknowledge(busy, confined, "printer:kiosk:Kiosk 1")
        assert [row.alert for row in hall.rows(busy, "SELECT alert FROM acknowledgements ORDER BY alert")] == [
            "printer:kiosk:Kiosk 1", "wait:CA",
        ]  # fmt: skip


class TestWhoMay:
    @pytest.mark.parametrize("role", Role)
    def test_every_role(self, store: Store, role: Role) -> None:
        beat(store, printer={"condition": "no_paper", "sentence": ""})
        person = hall.person(store, role)
        before = hall.contents(store)
        if role is Role.OFFICER:
            assert hall.refused(watch.read, store, person) is Reason.NOT_PERMITTED
            assert hall.refused(watch.acknowledge, store, person, "printer:kiosk:Kiosk 1") is Reason.NOT_PERMITTED
            assert hall.contents(store) == before
        else:
            assert len(watch.read(store, person).alerts) == 1
            assert acknowledge(store, person, "printer:kiosk:Kiosk 1").officer.id == person

    def test_nobody(self, store: Store) -> None:
        assert hall.refused(watch.read, store, 999) is Reason.UNKNOWN_OFFICER

    def test_the_command_line_acknowledges_as_the_local_administrator(self, store: Store) -> None:
        beat(store, printer={"condition": "no_paper", "sentence": ""})
        assert acknowledge(store, None, "printer:kiosk:Kiosk 1").officer.name == roster.LOCAL_ADMINISTRATOR


class TestAlerts:
    def test_a_wait_over_its_target(self, store: Store, chief: int, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.advance_clock(store, 20 * 60 - 1)
        assert alerts(watch.read(store, chief)) == {"idle:4": None}
        hall.advance_clock(store, 1)
        (found, _) = watch.read(store, chief).alerts
        assert (found.alert.key, found.alert.severity, found.alert.since) == (
            "wait:CA", Severity.WARNING, hall.now(store),
        )  # fmt: skip

    def test_nobody_at_the_counters(self, late: Store, chief: int) -> None:
        hall.open_counter(late, 10)  # somebody else is there, so numbers are given
        four = hall.open_counter(late, 4)
        hall.issue(late, "ktp")
        hall.advance_clock(late, 150)
        assert alerts(watch.read(late, chief)) == {}
        roster.close_counter(late, four, request_id=hall.request())
        hall.advance_clock(late, 119)
        assert alerts(watch.read(late, chief)) == {}
        hall.advance_clock(late, 1)
        (found,) = watch.read(late, chief).alerts
        assert (found.alert.key, found.alert.kind, found.alert.waiting) == ("nobody:CA", AlertKind.NOBODY_SERVING, 1)
        # Back from the break within two minutes, and gone again.
        hall.open_counter(late, 4)
        assert alerts(watch.read(late, chief)) == {}
        roster.start_break(late, four, reason="prayer", request_id=hall.request())
        assert alerts(watch.read(late, chief)) == {}
        hall.advance_clock(late, 120)
        assert alerts(watch.read(late, chief)) == {"nobody:CA": None}

    def test_a_counter_that_could_help(self, store: Store, chief: int) -> None:
        one, two = hall.open_counter(store, 4), hall.open_counter(store, 8)
        for _ in range(3):
            hall.issue(store, "ktp")
        hall.advance_clock(store, 120)
        hall.call(store, one)
        hall.call(store, two)
        hall.advance_clock(store, 240)
        desk.finish(store, two, request_id=hall.request())
        # It is free since a moment, however long the other one has been waiting.
        assert alerts(watch.read(store, chief)) == {}
        hall.advance_clock(store, 179)
        assert alerts(watch.read(store, chief)) == {}
        hall.advance_clock(store, 1)
        (found,) = watch.read(store, chief).alerts
        assert (found.alert.key, found.alert.queues, found.alert.counter) == ("idle:8", ("CA",), 8)

    def test_a_held_ticket_frees_its_counter_too(self, store: Store, chief: int, four: Desk) -> None:
        for _ in range(2):
            hall.issue(store, "ktp")
        hall.call(store, four)
        hall.advance_clock(store, 600)
        desk.hold(store, four, reason="x", request_id=hall.request())
        hall.advance_clock(store, 60)
        assert alerts(watch.read(store, chief)) == {}
        hall.advance_clock(store, 120)
        assert alerts(watch.read(store, chief)) == {"idle:4": None}

    def test_a_long_service(self, store: Store, chief: int, four: Desk) -> None:
        hall.issue(store, "ktp")
        ticket = hall.serve(store, four)
        target = watch.read(store, chief).mall.service("ktp").target_minutes
        hall.advance_clock(store, 2 * target * 60 - 1)
        assert alerts(watch.read(store, chief)) == {}
        hall.advance_clock(store, 1)
        (found,) = watch.read(store, chief).alerts
        assert (found.alert.kind, found.alert.code, found.alert.counter) == (AlertKind.LONG_SERVICE, ticket.code, 4)

    def test_devices(self, store: Store, chief: int) -> None:
        beat(store, "Yesterday")
        hall.set_clock(store, "2026-11-24 08:00")
        beat(store, "Kiosk 1", printer={"condition": "no_paper", "sentence": "Put in a new roll."})
        beat(store, "TV", DeviceKind.DISPLAY, voice={"condition": "no_device", "sentence": ""})
        beat(store, "Loket 4", DeviceKind.COUNTER)
        beat(store, "Loket 5", DeviceKind.COUNTER, is_closed=True)
        view = watch.read(store, chief)
        assert alerts(view) == {"printer:kiosk:Kiosk 1": None, "silent:display:TV": None}
        assert [one.alert.detail for one in view.alerts] == ["Put in a new roll.", ""]
        hall.advance_clock(store, 12)
        beat(store, "TV", DeviceKind.DISPLAY, voice={"condition": "ok", "sentence": ""})
        hall.advance_clock(store, 1)
        assert alerts(watch.read(store, chief)) == {"offline:counter:Loket 4": None, "offline:kiosk:Kiosk 1": None}

    def test_a_visitor_who_asks_for_a_companion(self, store: Store, chief: int, four: Desk) -> None:
        call = assistance.ask(store, device="Kiosk 1", request_id=hall.request())
        assert [one.alert.severity for one in watch.read(store, chief).alerts] == [Severity.URGENT]
        assistance.accept(store, call.id, desk=four, request_id=hall.request())
        (found,) = watch.read(store, chief).alerts
        assert (found.alert.key, found.alert.severity, found.alert.counter) == (f"assist:{call.id}", Severity.NOTICE, 4)
        assistance.end(store, call.id, desk=four, request_id=hall.request())
        assert watch.read(store, chief).alerts == ()


class TestAcknowledging:
    @pytest.fixture
    def waiting(self, store: Store, four: Desk) -> Store:
        """CA-001 waits over the target, CA-002 does not yet."""
        hall.issue(store, "ktp")
        hall.advance_clock(store, 15 * 60)
        hall.issue(store, "ktp")
        hall.advance_clock(store, 5 * 60)
        return store

    def test_it_has_a_name_and_a_time_and_stays(self, waiting: Store, chief: int) -> None:
        given = acknowledge(waiting, chief, "wait:CA")
        assert (given.key, given.officer.name, given.at) == ("wait:CA", "supervisor", hall.now(waiting))
        event = hall.log(waiting)[-1]
        assert (event.kind, event.officer, event.body) == (
            EventKind.ALERT_ACKNOWLEDGED, chief, {"alert": "wait:CA"},
        )  # fmt: skip
        hall.advance_clock(waiting, 60)
        assert alerts(watch.read(waiting, chief))["wait:CA"] == "supervisor"
        assert alerts(watch.read(waiting, chief))["idle:4"] is None

    def test_the_next_one_who_is_late_carries_it_on(self, waiting: Store, chief: int, four: Desk) -> None:
        acknowledge(waiting, chief, "wait:CA")
        hall.advance_clock(waiting, 16 * 60)  # CA-002 is over the target for a minute
        hall.call(waiting, four)
        assert alerts(watch.read(waiting, chief)) == {"wait:CA": "supervisor"}

    def test_also_when_the_first_one_gives_the_number_back(self, waiting: Store, chief: int, four: Desk) -> None:
        acknowledge(waiting, chief, "wait:CA")
        hall.advance_clock(waiting, 16 * 60)
        desk.cancel(waiting, four, "CA-001", request_id=hall.request())
        assert alerts(watch.read(waiting, chief))["wait:CA"] == "supervisor"

    def test_what_ended_and_comes_again_is_new(self, waiting: Store, chief: int, four: Desk) -> None:
        acknowledge(waiting, chief, "wait:CA")
        hall.call(waiting, four)
        hall.advance_clock(waiting, 14 * 60)
        assert "wait:CA" not in alerts(watch.read(waiting, chief))
        hall.advance_clock(waiting, 60)
        assert alerts(watch.read(waiting, chief))["wait:CA"] is None
        # … and may be acknowledged anew, by somebody else.
        other = hall.person(waiting, Role.ADMINISTRATOR)
        acknowledge(waiting, other, "wait:CA")
        assert alerts(watch.read(waiting, chief))["wait:CA"] == "administrator"

    def test_a_trouble_that_goes_on_and_one_that_comes_again(self, store: Store, chief: int) -> None:
        key, trouble = "printer:kiosk:Kiosk 1", {"condition": "no_paper", "sentence": ""}
        beat(store, printer=trouble)
        acknowledge(store, chief, key)
        hall.advance_clock(store, 4)
        beat(store, printer=trouble)
        assert alerts(watch.read(store, chief)) == {key: "supervisor"}
        beat(store, printer={"condition": "ok"})
        hall.advance_clock(store, 4)
        beat(store, printer=trouble)
        assert alerts(watch.read(store, chief)) == {key: None}

    def test_a_kiosk_that_came_back_and_went_again(self, store: Store, chief: int) -> None:
        key = "offline:kiosk:Kiosk 1"
        beat(store)
        hall.advance_clock(store, 13)
        acknowledge(store, chief, key)
        hall.advance_clock(store, 3600)
        assert alerts(watch.read(store, chief)) == {key: "supervisor"}
        beat(store)
        assert alerts(watch.read(store, chief)) == {}
        hall.advance_clock(store, 13)
        assert alerts(watch.read(store, chief)) == {key: None}

    def test_an_idle_counter(self, waiting: Store, chief: int, four: Desk) -> None:
        acknowledge(waiting, chief, "idle:4")
        hall.advance_clock(waiting, 600)
        assert alerts(watch.read(waiting, chief))["idle:4"] == "supervisor"
        hall.call(waiting, four)
        desk.finish(waiting, four, request_id=hall.request())
        hall.advance_clock(waiting, 180)
        assert alerts(watch.read(waiting, chief))["idle:4"] is None

    def test_a_queue_left_alone_twice(self, late: Store, chief: int) -> None:
        hall.open_counter(late, 10)
        four = hall.open_counter(late, 4)
        hall.issue(late, "ktp")
        roster.close_counter(late, four, request_id=hall.request())
        hall.advance_clock(late, 180)
        acknowledge(late, chief, "nobody:CA")
        assert alerts(watch.read(late, chief)) == {"nobody:CA": "supervisor"}
        hall.open_counter(late, 4)
        roster.close_counter(late, four, request_id=hall.request())
        hall.advance_clock(late, 120)
        assert alerts(watch.read(late, chief)) == {"nobody:CA": None}

    def test_a_service_that_is_gone_from_the_mall_since(self, waiting: Store, chief: int, four: Desk) -> None:
        acknowledge(waiting, chief, "wait:CA")
        hall.call(waiting, four)
        hall.execute(waiting, "INSERT INTO services SELECT 'gone', 999, agency, queue, 5, body, true FROM services"
                     " WHERE code = 'ktp'")  # fmt: skip
        hall.execute(waiting, "UPDATE tickets SET service = 'gone' WHERE series = 'CA' AND number = 1")
        hall.advance_clock(waiting, 15 * 60)
        assert alerts(watch.read(waiting, chief))["wait:CA"] is None

    def test_an_alert_that_is_not_or_is_over(self, waiting: Store, chief: int, four: Desk) -> None:
        before = hall.contents(waiting)
        for key in ("wait:DA", "", "x" * 500):
            assert hall.refused(watch.acknowledge, waiting, chief, key) is Reason.UNKNOWN_ALERT
        assert hall.contents(waiting) == before
        hall.call(waiting, four)
        with pytest.raises(Refused) as caught:
            acknowledge(waiting, chief, "wait:CA")
        assert (caught.value.reason, caught.value.details) == (Reason.UNKNOWN_ALERT, {"alert": "wait:CA"})

    def test_twice_is_once(self, waiting: Store, chief: int) -> None:
        other = hall.person(waiting, Role.ADMINISTRATOR)
        first = acknowledge(waiting, chief, "wait:CA")
        hall.advance_clock(waiting, 30)
        assert acknowledge(waiting, other, "wait:CA") == first
        again = [event for event in hall.log(waiting) if event.kind is EventKind.ALERT_ACKNOWLEDGED]
        assert len(again) == 1

    def test_two_supervisors_at_once(self, waiting: Store) -> None:
        people = [hall.person(waiting, Role.SUPERVISOR), hall.person(waiting, Role.ADMINISTRATOR)]
        with ThreadPoolExecutor(8) as pool:
            given = list(pool.map(lambda at: acknowledge(waiting, people[at % 2], "wait:CA"), range(8)))
        assert len(set(given)) == 1
        assert len([event for event in hall.log(waiting) if event.kind is EventKind.ALERT_ACKNOWLEDGED]) == 1

    def test_the_same_request_again(self, waiting: Store, chief: int) -> None:
        first = watch.acknowledge(waiting, chief, "wait:CA", request_id="one")
        assert watch.acknowledge(waiting, chief, "wait:CA", request_id="one") == first
        with pytest.raises(Refused, match="another action"):
            watch.acknowledge(waiting, chief, "idle:4", request_id="one")

    @pytest.mark.parametrize("close", ENDS.values(), ids=ENDS.keys())
    def test_at_the_end_of_the_day_they_are_gone(
        self, waiting: Store, chief: int, close: Callable[[Store], object]
    ) -> None:
        acknowledge(waiting, chief, "wait:CA")
        close(waiting)
        assert hall.rows(waiting, "SELECT * FROM acknowledgements") == []


def test_a_busy_hall_is_read_in_a_few_statements(store: Store, chief: int) -> None:
    """However many wait: nothing is asked for each of them."""
    from sqlalchemy import event

    for number in (2, 3, 4):
        hall.open_counter(store, number)

    def count() -> int:
        sent: list[str] = []
        note = lambda *given: sent.append(given[2])  # noqa: E731
        event.listen(store._engine, "before_cursor_execute", note)
        try:
            watch.read(store, chief)
        finally:
            event.remove(store._engine, "before_cursor_execute", note)
        return len(sent)

    def wait(people: int) -> None:
        for _ in range(people):
            hall.issue(store, "ktp")
        hall.advance_clock(store, 3600)

    wait(2)
    few = count()
    wait(20)
    assert count() == few
    assert few <= 20
    assert queue(watch.read(store, chief), "CA").waiting == 22
    assert {ticket.state for ticket in watch.read(store, chief).missed} <= {TicketState.NO_SHOW}
