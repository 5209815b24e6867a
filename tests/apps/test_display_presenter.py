"""What the hall display makes of the log: the board, the turns, zones, outages, reloads and the end of a day."""

from dataclasses import replace
from pathlib import Path

import pytest

from antrean import desk, mall
from antrean.devices.voice import VoiceKind, VoiceState
from antrean.errors import Reason, Refused, Unavailable
from antrean.mall_record import RunningText
from antrean.model import LocalText, Priority
from antrean.store.store import Store
from display.presenter import LONGEST_PAUSE_MS
from display.stage import LEAST_S
from display.state import Page
from tests.apps import display_rig
from tests.apps.display_rig import Display
from tests.helpers import hall

LOST = Unavailable("database", "The database cannot be reached.")


@pytest.fixture
def store(example_store: Store) -> Store:
    return example_store


@pytest.fixture
def display(store: Store, qapp: object) -> Display:
    return Display(store).start()


class TestBoard:
    def test_before_anything_was_read(self, store: Store, qapp: object) -> None:
        display = Display(store)
        assert display.state.page is Page.STARTING
        display.presenter.start()
        assert (display.state.page, display.jobs.waiting) == (Page.STARTING, 1)

    def test_an_empty_hall_welcomes(self, display: Display) -> None:
        state = display.state
        assert (state.page, state.big, state.recent, state.opens_at) == (Page.WELCOME, None, (), None)
        assert state.mall_name == "Public Service Mall Sejahtera City"
        assert len(state.ticker) == 3

    def test_a_call_comes_onto_the_panel(self, display: Display) -> None:
        code = display.call(4)
        assert (display.state.page, display.big.code, display.big.counter) == (Page.CALLS, code, 4)
        assert (display.big.agency, display.big.zone.number, display.big.zone.color_name) == (
            "Civil Registry",
            1,
            "blue",
        )
        assert display.recent == []

    def test_the_list_has_all_at_once_in_event_order_and_the_panel_one_by_one(self, display: Display) -> None:
        for counter in (3, 4, 10, 11):
            display_rig.call(display.store, counter)
        display.follow()
        codes = [display.big.code, *reversed(display.recent)]
        assert codes == ["CA-001", "CA-002", "DA-001", "AA-001"]
        assert [one.is_next for one in display.state.recent] == [True, True, True]
        for at in (1, 2, 3):
            display.wait(LEAST_S)
            assert (display.big.code, display.state.turn) == (codes[at], at + 1)
        assert [one.is_next for one in display.state.recent] == [False, False, False]
        assert display.recent == list(reversed(codes[:3]))

    def test_a_priority_call(self, display: Display) -> None:
        display.call(3, priority=Priority.ELDERLY)
        assert (display.big.code, display.big.is_priority) == ("CP-001", True)

    def test_a_recall_says_how_often(self, display: Display) -> None:
        who = hall.open_counter(display.store, 4)
        hall.issue(display.store)
        hall.call(display.store, who)
        display.follow()
        hall.advance_clock(display.store, 11)
        desk.recall(display.store, who, request_id=hall.request())
        display.wait(11)
        display.follow()
        assert (display.big.code, display.big.call_count, display.state.turn) == ("CA-001", 2, 2)

    def test_a_call_taken_back_leaves(self, display: Display) -> None:
        first = display.call(4)
        who = hall.open_counter(display.store, 3)
        hall.issue(display.store)
        hall.call(display.store, who)
        display.wait(LEAST_S)
        display.follow()
        assert display.big.counter == 3
        desk.release(display.store, who, request_id=hall.request())
        display.follow()
        assert (display.big.code, display.recent) == (first, [])

    def test_the_same_batch_twice_changes_nothing(self, display: Display) -> None:
        board = display.presenter._facts.board
        assert board is not None
        display_rig.call(display.store, 4)
        batch = display.store.events_after(board.newest, board.epoch)
        display.presenter.on_batch(batch)
        count = len(display.states)
        display.presenter.on_batch(batch)
        assert len(display.states) == count
        assert display.state.turn == 1

    def test_language(self, store: Store, qapp: object) -> None:
        display = Display(store, language="id").start()
        display.call(4)
        assert (display.big.agency, display.state.mall_name) == ("Dukcapil", "Mal Pelayanan Publik Kota Sejahtera")

    def test_a_sentence_runs_in_its_time(self, display: Display) -> None:
        assert not any("Fridays" in text for text in display.state.ticker)
        hall.set_clock(display.store, "2026-11-27 08:00")
        display.clock.follow(hall.now(display.store))
        display.presenter.on_minute()
        assert [text for text in display.state.ticker if "Fridays" in text]
        assert len(display.state.ticker) == 4

    def test_without_running_text(self, store: Store, qapp: object) -> None:
        assert Display(store, has_ticker=False).start().state.ticker == ()


class TestRestart:
    def test_the_newest_call_stands_there_and_nothing_is_replayed(self, display: Display) -> None:
        codes = [display.call(counter) for counter in (3, 4, 10)]
        again = Display(display.store).start()
        assert (again.big.code, again.recent) == (codes[2], [codes[1], codes[0]])
        assert again.state.turn == 0
        again.wait(LEAST_S)
        assert again.big.code == codes[2]

    def test_what_happens_while_the_board_is_read_is_not_lost(self, store: Store, qapp: object) -> None:
        display = Display(store)
        epoch, cursor = store.events_after(0, "").epoch, hall.newest(store)
        codes, batches = [], []
        for counter in (3, 4, 10):
            codes.append(display_rig.call(store, counter).code)
            batches.append(store.events_after(cursor, epoch))
            cursor = batches[-1].newest
            if counter == 4:
                read = display.hall.read()
        # The batches overtake the reading, which contains two of them and not the third.
        display.hall.read = lambda: read  # type: ignore[method-assign]
        display.presenter.start()
        for batch in batches:
            display.presenter.on_batch(batch)
        assert display.state.page is Page.STARTING
        display.jobs.run_all()
        assert [display.big.code, *display.recent] == codes[::-1]
        assert display.state.turn == 1


class TestZones:
    def test_only_its_own_calls(self, store: Store, qapp: object) -> None:
        display = Display(store, zones=("Z2", "Z3")).start()
        display.call(4)
        assert display.state.page is Page.WELCOME
        code = display.call(11)
        assert (display.big.code, display.recent) == (code, [])
        assert [zone.number for zone in display.state.zones] == [2, 3]

    def test_the_whole_hall_names_no_zone(self, display: Display) -> None:
        assert display.state.zones == ()

    def test_a_zone_that_is_not_says_so_and_goes_on_after_a_reload(self, store: Store, qapp: object) -> None:
        display = Display(store, zones=("Z1", "Z9")).start()
        assert display.state.page is Page.TROUBLE
        trouble = display.state.trouble
        assert isinstance(trouble, Refused)
        assert trouble.reason is Reason.UNKNOWN_ZONE
        assert "Z9" in trouble.sentence
        before = mall.read(store)
        zones = (*before.zones, replace(before.zones[0], code="Z9", position=6, name=LocalText("Baru")))
        mall.load(store, replace(before, zones=zones))
        display.follow()
        assert (display.state.page, display.state.trouble) == (Page.WELCOME, None)


class TestTrouble:
    def test_a_lost_database_keeps_the_board_and_says_since_when(self, display: Display) -> None:
        code = display.call(4)
        display.presenter.on_lost(LOST)
        since = display.state.lost_since
        assert since is not None
        assert (since.hour, since.minute) == (8, 5)
        display.presenter.on_lost(LOST)
        assert (display.state.lost_since, display.big.code) == (since, code)
        display.presenter.on_restored()
        assert display.state.lost_since is None

    def test_calls_of_an_outage_are_in_the_list_and_old_ones_get_no_turn(self, display: Display) -> None:
        first = display.call(4)
        display.presenter.on_lost(LOST)
        missed = display_rig.call(display.store, 3).code
        hall.advance_clock(display.store, 300)
        fresh = display_rig.call(display.store, 10).code
        display.presenter.on_restored()
        display.wait(300)
        display.follow()
        assert (display.big.code, display.recent, display.state.turn) == (fresh, [missed, first], 2)

    def test_no_database_at_the_start(self, store: Store, qapp: object) -> None:
        display = Display(store)
        display.hall.is_down = True
        display.start()
        assert (display.state.page, isinstance(display.state.trouble, Unavailable)) == (Page.TROUBLE, True)
        pauses = [display.presenter._retry.interval()]
        for _ in range(6):
            display.presenter.read()
            display.jobs.run_all()
            pauses.append(display.presenter._retry.interval())
        assert pauses == sorted(pauses)
        assert pauses[-1] == LONGEST_PAUSE_MS
        display.hall.is_down = False
        display.presenter.read()
        display.jobs.run_all()
        assert (display.state.page, display.state.trouble) == (Page.WELCOME, None)

    def test_no_mall_yet(self, tmp_path: Path, qapp: object) -> None:
        from antrean.store import schema

        url = f"sqlite:///{tmp_path / 'bare.db'}"
        schema.upgrade(url)
        store = hall.connect(url)
        display = Display(store).start()
        trouble = display.state.trouble
        assert isinstance(trouble, Refused)
        assert trouble.reason is Reason.NO_MALL
        store.close()

    def test_a_bug_in_reading_is_not_the_end(self, display: Display) -> None:
        code = display.call(4)
        read, display.hall.read = display.hall.read, lambda: 1 // 0  # type: ignore[method-assign]
        display.presenter.recover()
        display.jobs.run_all()
        assert display.big.code == code
        display.hall.read = read  # type: ignore[method-assign]
        display.presenter.read()
        display.jobs.run_all()
        assert (display.big.code, display.state.trouble) == (code, None)

    def test_another_epoch_is_read_anew_without_turns(self, display: Display) -> None:
        display.call(4)
        hall.execute(display.store, "UPDATE mall SET epoch = 'restored'")
        code = display_rig.call(display.store, 3).code
        display.follow()
        assert (display.big.code, display.state.turn) == (code, 1)
        assert display.call(10) == display.big.code

    def test_a_missing_fact_is_read_anew(self, display: Display) -> None:
        board = display.presenter._facts.board
        assert board is not None
        codes = [display_rig.call(display.store, counter).code for counter in (3, 4)]
        batch = display.store.events_after(board.newest, board.epoch)
        display.presenter.on_batch(replace(batch, events=batch.events[-1:]))
        display.jobs.run_all()
        assert (display.big.code, display.recent) == (codes[0], [codes[1]])

    def test_a_reloaded_mall_shows_its_new_names(self, display: Display) -> None:
        display.call(4)
        before = mall.read(display.store)
        mall.load(
            display.store, replace(before, name=LocalText("Mal Baru"), ticker=(RunningText(text=LocalText("Halo.")),))
        )
        display.follow()
        assert display.state.mall_name.startswith("Mal Baru")
        assert display.state.ticker == ("Halo.",)
        assert (display.big.code, display.state.turn) == ("CA-001", 1)


class TestVoice:
    def test_the_panel_follows_the_voice(self, display: Display) -> None:
        for counter in (3, 4):
            display_rig.call(display.store, counter)
        display.follow()
        first, second = display.big, display.state.recent[0]
        display.presenter.on_spoken_started(first.event)
        display.wait(LEAST_S * 2)
        assert display.big.code == first.code
        display.presenter.on_spoken_ended(first.event)
        assert display.big.code == second.code

    def test_thirty_calls_in_a_moment_each_have_their_turn_and_are_all_in_the_list_at_once(
        self, display: Display
    ) -> None:
        codes = [display_rig.call(display.store, counter).code for _ in range(6) for counter in (3, 4, 5, 10, 11)]
        display.follow()
        assert [display.big.code, *reversed(display.recent)] == codes
        events = {one.code: one.event for one in (display.big, *display.state.recent)}
        stood, turn = [], display.state.turn
        for code in codes:
            display.presenter.on_spoken_started(events[code])
            stood.append(display.big.code)
            # A long sentence: the next one waits for it.
            display.wait(LEAST_S * 3)
            assert display.big.code == code
            display.presenter.on_spoken_ended(events[code])
        assert stood == codes
        assert display.state.turn == turn + 29
        assert [display.big.code, *display.recent] == codes[::-1]
        assert not any(one.is_next for one in display.state.recent)

    def test_its_state_is_shown(self, display: Display) -> None:
        voice = VoiceState(kind=VoiceKind.NO_DEVICE, sentence="There is no sound device.")
        display.presenter.on_voice(voice)
        assert display.state.voice == voice


class TestDay:
    def test_yesterdays_calls_go_at_midnight(self, display: Display) -> None:
        display.call(4)
        hall.set_clock(display.store, "2026-11-24 00:01")
        display.clock.follow(hall.now(display.store))
        display.presenter.on_minute()
        assert (display.state.page, display.state.big) == (Page.WELCOME, None)

    def test_after_the_last_counter_closed_the_board_rests(self, display: Display) -> None:
        display.call(4)
        display_rig.close_counter(display.store, 4)
        display.follow()
        assert display.state.page is Page.CALLS
        hall.advance_clock(display.store, 11 * 60)
        display.clock.follow(hall.now(display.store))
        display.presenter.on_minute()
        assert display.state.page is Page.WELCOME

    @pytest.mark.parametrize(
        ("moment", "opens"),
        [("2026-11-23 06:00", (23, 7, 30)), ("2026-11-23 21:00", (24, 7, 30)), ("2026-11-29 10:00", (30, 7, 30))],
    )
    def test_a_closed_hall_says_when_numbers_are_given(
        self, store: Store, qapp: object, moment: str, opens: tuple[int, int, int]
    ) -> None:
        hall.set_clock(store, moment)
        state = Display(store).start().state
        assert state.opens_at is not None
        assert (state.opens_at.day, state.opens_at.hour, state.opens_at.minute) == opens

    def test_a_holiday_has_a_name(self, store: Store, qapp: object) -> None:
        hall.set_clock(store, "2026-12-25 10:00")
        assert Display(store).start().state.closed_note == "Christmas Day"
