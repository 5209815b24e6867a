"""Whose turn it is on the big panel of the hall display."""

from datetime import UTC, datetime, timedelta

from antrean.board import BoardCall
from display import stage
from display.stage import LEAST_S, MOST_S, Stage

START = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
LATE = START - timedelta(minutes=2)


def call(event: int, *, ticket: int | None = None, counter: int = 4, at: datetime = START) -> BoardCall:
    ticket = event if ticket is None else ticket
    return BoardCall(
        event=event, ticket=ticket, code=f"CA-{ticket:03d}", counter=counter, zone="Z1", agency="C",
        is_priority=False, call_count=1, at=at,
    )  # fmt: skip


class Hall:
    """A panel whose seconds the test counts; calls come one by one, as from the log."""

    def __init__(self) -> None:
        self.now = 0.0
        self.calls: tuple[BoardCall, ...] = ()
        self.stage = stage.begin(())

    def come(self, *events: int) -> None:
        for event in events:
            self.set(call(event), *self.calls)

    def set(self, *calls: BoardCall) -> None:
        seen = max((one.event for one in self.calls), default=0)
        self.calls = calls
        self.stage = stage.follow(self.stage, calls, seen=seen, late=LATE, now_s=self.now)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.stage = stage.advance(self.stage, self.now)

    def speak(self, event: int) -> None:
        self.stage = stage.speak(self.stage, self.calls, event, self.now)

    def hush(self, event: int) -> None:
        self.stage = stage.hush(self.stage, event, self.now)

    @property
    def shown(self) -> int | None:
        return self.stage.shown.event if self.stage.shown else None

    @property
    def waiting(self) -> list[int]:
        return [one.event for one in self.stage.waiting]


def test_the_first_call_comes_at_once_and_stays() -> None:
    hall = Hall()
    hall.come(1)
    assert (hall.shown, hall.stage.turn) == (1, 1)
    assert stage.wait_s(hall.stage, hall.now) is None
    hall.wait(3600)
    assert hall.shown == 1


def test_calls_of_one_moment_each_get_their_turn_in_event_order() -> None:
    hall = Hall()
    hall.come(1, 2, 3)
    assert (hall.shown, hall.waiting) == (1, [2, 3])
    assert stage.wait_s(hall.stage, hall.now) == LEAST_S
    hall.wait(LEAST_S - 0.1)
    assert hall.shown == 1
    hall.wait(0.1)
    assert hall.shown == 2
    hall.wait(LEAST_S)
    assert (hall.shown, hall.waiting, hall.stage.turn) == (3, [], 3)


def test_a_call_after_a_quiet_time_does_not_wait() -> None:
    hall = Hall()
    hall.come(1)
    hall.wait(60)
    hall.come(2)
    assert hall.shown == 2


def test_the_panel_stays_while_its_voice_speaks_and_goes_on_when_it_ends() -> None:
    hall = Hall()
    hall.come(1, 2)
    hall.speak(1)
    hall.wait(LEAST_S * 2)
    assert hall.shown == 1
    hall.hush(1)
    assert hall.shown == 2
    turn = hall.stage.turn
    hall.speak(2)
    assert (hall.shown, hall.stage.turn) == (2, turn)


def test_a_voice_that_is_quicker_than_the_eye_leaves_the_call_its_time() -> None:
    hall = Hall()
    hall.come(1, 2)
    hall.speak(1)
    hall.wait(1)
    hall.hush(1)
    assert hall.shown == 1
    hall.wait(LEAST_S - 1)
    assert hall.shown == 2


def test_the_panel_follows_the_voice_and_forgets_no_turn() -> None:
    hall = Hall()
    hall.come(1)
    hall.wait(LEAST_S)
    hall.come(2)
    hall.speak(1)
    assert (hall.shown, hall.waiting) == (1, [2])
    hall.wait(LEAST_S)
    hall.hush(1)
    assert hall.shown == 2


def test_a_voice_that_never_ends_does_not_keep_the_panel() -> None:
    hall = Hall()
    hall.come(1)
    hall.speak(1)
    hall.come(2)
    hall.wait(MOST_S)
    assert hall.shown == 2


def test_a_voice_of_a_call_that_is_not_on_the_board_moves_nothing() -> None:
    hall = Hall()
    hall.come(1)
    before = hall.stage
    hall.speak(99)
    hall.hush(99)
    assert hall.stage == before


def test_a_call_taken_back_leaves_the_panel_and_the_line() -> None:
    hall = Hall()
    hall.come(1, 2, 3)
    hall.set(call(3), call(2))
    assert (hall.shown, hall.waiting) == (2, [3])
    hall.set(call(2))
    assert (hall.shown, hall.waiting) == (2, [])
    turn = hall.stage.turn
    hall.set()
    assert (hall.shown, hall.stage.turn) == (None, turn)


def test_when_the_shown_call_is_taken_back_an_older_one_stands_there_without_a_pulse() -> None:
    hall = Hall()
    hall.come(1)
    hall.wait(LEAST_S)
    hall.come(2)
    turn = hall.stage.turn
    hall.set(call(1))
    assert (hall.shown, hall.stage.turn) == (1, turn)


def test_a_recall_is_a_turn_of_its_own() -> None:
    hall = Hall()
    hall.come(1)
    hall.wait(10)
    hall.set(call(2, ticket=1))
    assert (hall.shown, hall.stage.turn) == (2, 2)


def test_a_ticket_called_elsewhere_does_not_stay_with_its_old_counter() -> None:
    hall = Hall()
    hall.come(1, 2)
    hall.set(call(3, ticket=1, counter=7), call(2))
    assert (hall.shown, hall.waiting) == (2, [3])


def test_a_start_replays_nothing() -> None:
    begun = stage.begin((call(5), call(4)))
    assert begun.shown == call(5)
    assert (begun.waiting, begun.turn) == ((), 0)
    assert stage.begin(()) == Stage()


def test_what_was_called_long_ago_gets_no_turn() -> None:
    hall = Hall()
    hall.come(1)
    hall.wait(LEAST_S)
    hall.set(call(3), call(2, at=LATE - timedelta(seconds=1)), call(1))
    assert (hall.shown, hall.waiting) == (3, [])
