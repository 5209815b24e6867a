"""A call that still waits for the voice while its ticket moves on: nobody is sent to a counter that waits no more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from antrean import announcing, closing, desk, desk_view, mall, roster, speaking
from antrean.announcing import LEASE_S, Speaker
from antrean.desk import Desk, Target
from antrean.store.store import Store
from antrean.wording import AnnouncementKind
from tests.helpers import hall

ONE = Speaker(holder="one", device="display-one", zones=("Z1",))


@pytest.fixture
def four(store: Store) -> Desk:
    """Counter 4, which has called CA-001; then counter 3 called CA-002. Nobody has spoken yet."""
    four, three = hall.open_counter(store, 4), hall.open_counter(store, 3)
    for _ in range(2):
        hall.issue(store)
    hall.call(store, four)
    hall.call(store, three)
    return four


def hold(store: Store, who: Speaker = ONE) -> None:
    announcing.hold_leases(store, who, late_after_s=120)


def speak_all(store: Store) -> list[tuple[str, str]]:
    """Speak until nothing is left; return what was said of which number."""
    hold(store)
    found = []
    while (turn := announcing.next_announcement(store, ONE)) is not None:
        announcing.note_result(store, ONE, turn.announcement, spoken=True)
        found.append((turn.announcement.kind.value, turn.announcement.code))
    return found


def became(store: Store, code: str = "CA-001") -> list[tuple[str, str | None]]:
    """Return what became of everything that was to be said of a number."""
    wanted = hall.ticket(store, code).id
    rows = hall.rows(store, "SELECT ticket, state, why FROM announcements ORDER BY event")
    return [(row.state, row.why) for row in rows if row.ticket == wanted]


def start(store: Store, who: Desk) -> None:
    desk.start(store, who, request_id=hall.request())


def finish(store: Store, who: Desk) -> None:
    desk.finish(store, who, request_id=hall.request())


def finish_and_call(store: Store, who: Desk) -> None:
    desk.finish_and_call_next(store, who, request_id=hall.request())


def set_aside(store: Store, who: Desk) -> None:
    desk.hold(store, who, reason="copies_needed", request_id=hall.request())


def send_on(store: Store, who: Desk) -> None:
    desk.transfer(store, who, Target(counter=3), request_id=hall.request())


def release(store: Store, who: Desk) -> None:
    desk.release(store, who, request_id=hall.request())


def leave(store: Store, who: Desk) -> None:
    roster.close_counter(store, who, request_id=hall.request())


def no_show(store: Store, who: Desk) -> None:
    desk.no_show(store, who, request_id=hall.request())


def undo(store: Store, who: Desk) -> None:
    desk.undo(store, who, "CA-001", request_id=hall.request())


MOVES: dict[str, tuple[Callable[[Store, Desk], None], str]] = {
    "start": (start, "came"),
    "finish": (finish, "came"),
    "finish and call the next": (finish_and_call, "came"),
    "hold": (set_aside, "held"),
    "transfer": (send_on, "waits"),
    "release": (release, "waits"),
    "the counter is closed": (leave, "waits"),
}


@pytest.mark.parametrize(("move", "why"), MOVES.values(), ids=MOVES.keys())
def test_it_is_not_said_any_more_and_it_is_known_why(
    store: Store, four: Desk, move: Callable[[Store, Desk], None], why: str
) -> None:
    move(store, four)
    assert became(store) == [("replaced", why)]
    assert speak_all(store) == [("call", "CA-002")]


def test_who_is_marked_as_not_there_is_told_where_to_report_at_the_place_of_the_call(store: Store, four: Desk) -> None:
    no_show(store, four)
    assert became(store) == [("replaced", "no_show"), ("queued", None)]
    assert speak_all(store) == [("missed", "CA-001"), ("call", "CA-002")]


def test_so_is_who_was_never_heard_where_the_mall_wants_no_such_sentence(store: Store, four: Desk) -> None:
    record = mall.read(store)
    mall.load(store, replace(record, voice=replace(record.voice, missed=False)))
    no_show(store, four)
    assert speak_all(store) == [("missed", "CA-001"), ("call", "CA-002")]


def test_a_number_that_is_given_back_is_not_told_where_to_report(store: Store, four: Desk) -> None:
    no_show(store, four)
    desk.cancel(store, four, "CA-001", request_id=hall.request())
    assert became(store) == [("replaced", "no_show"), ("replaced", "returned")]
    assert speak_all(store) == [("call", "CA-002")]


def test_neither_is_one_that_was_taken_back_into_the_line(store: Store, four: Desk) -> None:
    no_show(store, four)
    desk.reinstate(store, four, "CA-001", request_id=hall.request())
    assert became(store) == [("replaced", "no_show"), ("replaced", "waits")]
    assert speak_all(store) == [("call", "CA-002")]


@pytest.mark.parametrize("move", [no_show, send_on])
def test_who_is_called_again_after_all_by_an_undo_is_told_at_the_old_place(
    store: Store, four: Desk, move: Callable[[Store, Desk], None]
) -> None:
    move(store, four)
    undo(store, four)
    assert became(store)[0] == ("queued", None)
    assert speak_all(store) == [("call", "CA-001"), ("call", "CA-002")]


def test_a_finish_that_is_taken_back_calls_nobody_who_is_there(store: Store, four: Desk) -> None:
    finish(store, four)
    undo(store, four)
    assert speak_all(store) == [("call", "CA-002")]


def test_an_undo_says_nothing_twice(store: Store, four: Desk) -> None:
    assert speak_all(store) == [("call", "CA-001"), ("call", "CA-002")]
    send_on(store, four)
    undo(store, four)
    assert speak_all(store) == []


def test_a_sentence_that_has_begun_is_said_to_its_end(store: Store, four: Desk) -> None:
    hold(store)
    turn = announcing.next_announcement(store, ONE)
    assert turn is not None
    start(store, four)
    announcing.note_result(store, ONE, turn.announcement, spoken=True)
    assert became(store) == [("spoken", None)]


def test_after_an_emergency_it_is_not_begun_anew(store: Store, four: Desk) -> None:
    hold(store)
    turn = announcing.next_announcement(store, ONE)
    assert turn is not None
    start(store, four)
    speaking.announce(store, None, "Mohon keluar", kind="emergency", request_id=hall.request())
    announcing.put_back(store, ONE, turn.announcement)
    assert became(store) == [("replaced", "came")]


@pytest.mark.parametrize("is_same_zone", [True, False])
def test_neither_by_a_display_that_takes_over_nor_past_one_that_died(
    store: Store, four: Desk, *, is_same_zone: bool
) -> None:
    hold(store)
    assert announcing.next_announcement(store, ONE) is not None
    start(store, four)
    hall.advance_clock(store, LEASE_S + 1)
    other = Speaker(holder="other", device="display-other", zones=("Z1",) if is_same_zone else ("Z2",))
    hold(store, other)
    found = announcing.next_announcement(store, other)
    assert found is None or found.announcement.code == "CA-002"
    if not is_same_zone:
        # A text is what makes it look past the dead one's sentence.
        speaking.announce(store, None, "Mobil putih", request_id=hall.request())
        found = announcing.next_announcement(store, other)
        assert found is not None
        assert found.announcement.kind is AnnouncementKind.FREE
    assert became(store) == [("replaced", "came")]


def test_a_counter_sees_who_did_not_come_and_was_never_heard(store: Store, four: Desk) -> None:
    speak_all(store)
    no_show(store, four)
    assert desk_view.read(store, 4).unheard == frozenset()
    hall.issue(store)
    hall.call(store, four)
    no_show(store, four)
    # It still waits to be told where to report.
    assert desk_view.read(store, 4).unheard == frozenset()
    hall.advance_clock(store, 200)
    hold(store, Speaker(holder="other", device="display-other", zones=("Z1",)))
    assert desk_view.read(store, 4).unheard == {hall.ticket(store, "CA-003").id}


def test_what_became_of_every_call_is_listed(store: Store, four: Desk) -> None:
    start(store, four)
    hold(store)
    found = [(one.code, one.counter, one.state.value, one.why) for one in speaking.calls(store, None)]
    assert found == [("CA-002", 3, "queued", None), ("CA-001", 4, "replaced", "came")]
    closing.close_today(store, force_reason="power cut", request_id="c")
    assert [(one.state.value, one.why) for one in speaking.calls(store, None)] == [
        ("missed", "closed"),
        ("replaced", "came"),
    ]
