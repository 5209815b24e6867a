"""The supervisor's presenter on a real hall: who sees it, what it follows, and one effect for every wish."""

import pytest

from antrean import desk, pin, presence, roster
from antrean.desk import Desk
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import CounterState, DeviceKind, EventKind, Officer, Role
from antrean.store.store import Store
from counter.supervisor.state import Listing, Part, Standing, devices
from tests.apps.counter_rig import LOST, OFFICER, OTHER, Rig
from tests.apps.supervisor_window import CHIEF, LATE
from tests.helpers import hall


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """Half past eight, three people wait for one queue, and a supervisor is known."""
    store = counter_halls[1].again()
    hall.officer(store, CHIEF, Role.SUPERVISOR)
    hall.set_clock(store, LATE)
    return store


@pytest.fixture
def rig(store: Store) -> Rig:
    """The supervisor sits at counter 19, where nobody waits: the three wait for a queue that nobody serves."""
    return Rig(store, counter=19, officer=CHIEF).open()


@pytest.fixture
def watching(rig: Rig) -> Rig:
    rig.watch.toggle()
    return rig.run()


def chief(store: Store) -> Officer:
    return roster.find_officer(store, CHIEF)


def follow(rig: Rig) -> Rig:
    """Bring what the log has new to the page, as the feed does, and let its short pause be over."""
    with rig.store.read() as unit:
        epoch = unit.head.epoch
    batch = rig.store.events_after(rig.cursor, epoch)
    rig.cursor = batch.newest
    rig.watch.on_batch(batch)
    assert rig.jobs.waiting == 0
    if rig.watch._soon.isActive():
        rig.watch._soon.stop()
        rig.watch.refresh()
    return rig.run()


def alerts(rig: Rig) -> dict[str, str | None]:
    view = rig.watch.state.view
    assert view is not None
    return {one.alert.key: one.acknowledged.officer.name if one.acknowledged else None for one in view.alerts}


class TestWhoSeesIt:
    def test_a_supervisor_at_a_counter(self, watching: Rig, store: Store) -> None:
        assert watching.watch.state.officer == chief(store)
        assert watching.watch.state.view is not None
        assert watching.watch.state.view.figures.waiting == 3

    def test_not_an_officer(self, store: Store) -> None:
        rig = Rig(store).open()
        assert rig.watch.at_desk is None
        rig.watch.toggle()
        rig.watch.show(roster.find_officer(store, OFFICER))
        assert not rig.watch.state.is_shown
        assert rig.jobs.waiting == 0

    def test_a_supervisor_without_a_counter(self, store: Store) -> None:
        rig = Rig(store, counter=None, officer=None).begin()
        assert rig.watch.at_desk is None
        rig.watch.show(chief(store))
        assert rig.run().watch.state.view is not None
        # Somebody else sits down at this PC's counter meanwhile: that is no reason to go.
        rig.presenter.choose_counter(4)
        rig.presenter.choose_officer(roster.find_officer(store, OTHER).id)
        rig.presenter.open_counter()
        rig.run()
        assert rig.watch.state.is_shown
        rig.watch.hide()
        assert not rig.watch.state.is_shown

    @pytest.fixture
    def alone(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> Rig:
        """The supervisor has signed in without a counter, with the PIN."""
        monkeypatch.setattr(pin, "HASHER", hall.CHEAP)
        hall.with_pins(store)
        hall.officer(store, CHIEF)
        rig = Rig(store, counter=None, officer=None).begin()
        rig.arrival.ask(chief(store), None)
        rig.arrival.try_pin(hall.PIN)
        assert rig.run().watch.state.view is not None
        return rig

    def _comings_and_goings(self, rig: Rig) -> list[str]:
        return [event.kind for event in rig.facts() if event.officer == chief(rig.store).id][-2:]

    def test_who_signs_in_without_a_counter_is_signed_out_again(self, alone: Rig) -> None:
        alone.watch.hide()
        alone.run().watch.close()
        assert self._comings_and_goings(alone) == [EventKind.SIGNED_IN, EventKind.SIGNED_OUT]

    @pytest.mark.parametrize("went_back", [False, True])
    def test_the_end_of_the_program_signs_out_too(self, alone: Rig, went_back: bool) -> None:
        if went_back:
            # The window is closed before its worker came to it.
            alone.watch.hide()
        alone.jobs.close()
        alone.watch.close()
        assert self._comings_and_goings(alone) == [EventKind.SIGNED_IN, EventKind.SIGNED_OUT]

    def test_a_hall_that_is_away_is_not_told_of_the_end(self, alone: Rig) -> None:
        alone.line.is_down = True
        alone.watch.close()
        assert self._comings_and_goings(alone)[-1] == EventKind.SIGNED_IN

    def test_the_end_of_the_program_ends_no_shift(self, watching: Rig) -> None:
        hall.with_pins(watching.store)
        watching.refresh().watch.close()
        assert watching.count(EventKind.SIGNED_OUT) == 0

    def test_what_was_seen_is_gone_with_who_saw_it(self, watching: Rig) -> None:
        watching.watch.toggle()
        assert watching.watch.state.view is None
        assert not watching.watch._look.isActive()

    def test_the_part_is_kept(self, watching: Rig) -> None:
        watching.watch.show_part(Part.DEVICES)
        watching.watch.toggle()
        watching.watch.toggle()
        assert watching.watch.state.part is Part.DEVICES

    def test_whose_counter_is_closed_from_elsewhere_sees_it_no_more(self, watching: Rig, store: Store) -> None:
        roster.close_counter(store, Desk(counter=19), request_id=hall.request())
        watching.refresh()
        assert not watching.watch.state.is_shown

    def test_whose_role_has_changed_is_told(self, watching: Rig, store: Store) -> None:
        hall.execute(store, "UPDATE officers SET role = 'officer' WHERE name = :name", name=CHIEF)
        watching.watch.refresh()
        state = watching.run().watch.state
        assert state.view is None
        assert isinstance(state.trouble, Refused)
        assert state.trouble.reason is Reason.NOT_PERMITTED

    def test_a_technician_sees_devices_and_acknowledges(self, store: Store) -> None:
        hall.officer(store, "Teknisi", Role.TECHNICIAN)
        rig = Rig(store, counter=None, officer=None).begin()
        rig.watch.show(roster.find_officer(store, "Teknisi"))
        rig.run().watch.acknowledge("nobody:CA")
        assert alerts(rig.run())["nobody:CA"] == "Teknisi"


class TestFollowing:
    def test_what_happens_is_seen(self, watching: Rig, store: Store) -> None:
        hall.issue(store, "skck")
        assert follow(watching).watch.state.view is not None
        assert watching.watch.state.view is not None
        assert watching.watch.state.view.figures.waiting == 4

    def test_a_burst_is_read_once(self, watching: Rig, store: Store) -> None:
        with store.read() as unit:
            epoch = unit.head.epoch
        for _ in range(5):
            hall.issue(store, "skck")
            watching.watch.on_batch(store.events_after(0, epoch))
        assert watching.jobs.waiting == 0
        assert watching.watch._soon.isActive()

    def test_what_is_known_is_not_read_again(self, watching: Rig) -> None:
        follow(watching)
        with watching.store.read() as unit:
            epoch = unit.head.epoch
        watching.watch.on_batch(watching.store.events_after(watching.cursor, epoch))
        assert not watching.watch._soon.isActive()

    def test_nothing_is_read_for_who_does_not_look(self, rig: Rig, store: Store) -> None:
        hall.issue(store, "skck")
        with store.read() as unit:
            epoch = unit.head.epoch
        rig.watch.on_batch(store.events_after(0, epoch))
        rig.watch.on_restored()
        rig.watch.on_lost(Unavailable("database", LOST))
        assert rig.jobs.waiting == 0
        assert not rig.watch.state.is_lost

    def test_a_device_that_falls_silent_is_missed_without_any_event(self, watching: Rig, store: Store) -> None:
        presence.beat(store, name="Kiosk 1", kind=DeviceKind.KIOSK, body={})
        assert watching.watch._look.interval() <= 2_500
        standings = []
        for seconds in (0, 13):
            hall.advance_clock(store, seconds)
            watching.watch._look.timeout.emit()
            view = watching.run().watch.state.view
            assert view is not None
            standings += [how for device, how in devices(view) if device.name == "Kiosk 1"]
        assert standings == [Standing.WELL, Standing.MISSED]
        assert "offline:kiosk:Kiosk 1" in alerts(watching)

    def test_an_answer_for_who_has_gone_is_not_shown(self, rig: Rig) -> None:
        rig.watch.toggle()
        rig.watch.hide()
        rig.run()
        assert rig.watch.state.view is None

    def test_a_read_that_was_overtaken_is_not_shown(self, watching: Rig, store: Store) -> None:
        before = watching.watch.state.view
        hall.issue(store, "skck")
        watching.watch.refresh()
        after = watching.run().watch.state.view
        watching.watch._on_view(watching.watch._looking, before)  # type: ignore[arg-type]
        assert watching.watch.state.view == after

    def test_the_filters(self, watching: Rig) -> None:
        watching.watch.show_all_queues(True)
        watching.watch.show_counters(CounterState.BREAK)
        watching.watch.show_listing(Listing.CHOSEN)
        state = watching.watch.state
        assert (state.shows_all_queues, state.counters_shown, state.listing) == (
            True,
            CounterState.BREAK,
            Listing.CHOSEN,
        )


class TestAlerts:
    def test_acknowledged_with_name_and_at_once(self, watching: Rig) -> None:
        assert alerts(watching) == {"nobody:CA": None, "wait:CA": None}
        watching.watch.acknowledge("nobody:CA")
        watching.jobs.run_next()
        assert alerts(watching)["nobody:CA"] == CHIEF
        watching.run()
        assert alerts(watching)["nobody:CA"] == CHIEF
        assert watching.count(EventKind.ALERT_ACKNOWLEDGED) == 1

    def test_only_one_wish_at_a_time(self, watching: Rig, store: Store) -> None:
        watching.watch.acknowledge("nobody:CA")
        watching.watch.acknowledge("nobody:CA")
        watching.run()
        assert watching.count(EventKind.ALERT_ACKNOWLEDGED) == 1

    def test_the_second_half_of_a_double_click_is_not_heard(self, store: Store) -> None:
        rig = Rig(store, counter=19, officer=CHIEF, settle_ms=700).open()
        rig.watch.toggle()
        rig.run().watch.acknowledge("nobody:CA")
        rig.run().watch.acknowledge("wait:CA")
        assert alerts(rig.run()) == {"nobody:CA": CHIEF, "wait:CA": None}
        rig.watch._settle.timeout.emit()
        rig.watch.acknowledge("wait:CA")
        assert alerts(rig.run())["wait:CA"] == CHIEF

    def test_one_that_is_over_is_said_to_be(self, watching: Rig, store: Store) -> None:
        hall.open_counter(store, 3)
        watching.watch.acknowledge("nobody:CA")
        refusal = watching.run().watch.state.refusal
        assert isinstance(refusal, Refused)
        assert refusal.reason is Reason.UNKNOWN_ALERT
        watching.watch.show_part(Part.QUEUES)
        assert watching.watch.state.refusal is None

    def test_an_answer_that_was_lost_is_asked_for_again(self, watching: Rig) -> None:
        watching.line.loses_answers = True
        watching.watch.acknowledge("nobody:CA")
        state = watching.run().watch.state
        assert isinstance(state.refusal, Unavailable)
        assert state.is_lost
        assert state.unsure is not None
        watching.line.loses_answers = watching.line.is_down = False
        watching.watch.acknowledge("nobody:CA")
        watching.run()
        assert alerts(watching)["nobody:CA"] == CHIEF
        assert watching.count(EventKind.ALERT_ACKNOWLEDGED) == 1
        assert hall.rows(watching.store, "SELECT count(*) FROM requests WHERE action = 'acknowledge'") == [(1,)]
        assert watching.watch.state.unsure is None


class TestLost:
    def test_the_last_view_stays_and_nothing_is_done_with_it(self, watching: Rig) -> None:
        before = watching.watch.state.view
        watching.line.is_down = True
        watching.watch.on_lost(Unavailable("database", LOST))
        watching.watch.acknowledge("nobody:CA")
        assert watching.jobs.waiting == 0
        assert watching.watch.state.view == before
        watching.watch.refresh()
        assert watching.run().watch.state.is_lost

    def test_it_comes_back_by_itself(self, watching: Rig) -> None:
        watching.line.is_down = True
        watching.watch.refresh()
        watching.run()
        watching.line.is_down = False
        watching.watch.on_restored()
        assert not watching.run().watch.state.is_lost

    def test_never_there(self, rig: Rig) -> None:
        rig.line.is_down = True
        rig.watch.toggle()
        state = rig.run().watch.state
        assert isinstance(state.trouble, Unavailable)
        rig.line.is_down = False
        rig.watch._look.timeout.emit()
        assert rig.run().watch.state.trouble is None


def test_the_own_visitor_is_not_lost(watching: Rig, store: Store) -> None:
    hall.issue(store, "skck")
    watching.refresh().presenter.call_next()
    watching.run()
    assert watching.watch.state.is_shown
    watching.watch.toggle()
    assert watching.active == "KA-001"
    assert desk.start(store, Desk(counter=19), request_id=hall.request()).code == "KA-001"
