"""The board as a value: what one fact changes, what a zone sees of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from antrean import board, mall_file
from antrean.board import CALLS_KEPT, Board
from antrean.mall_record import Mall
from antrean.model import CounterState, Event, EventKind
from tests.helpers.hall import MALLS

DAY = date(2026, 11, 23)
START = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
EMPTY = Board(epoch="e", newest=10, now=START, service_day=DAY)


@pytest.fixture(scope="module")
def mall() -> Mall:
    return mall_file.read(MALLS / "kota_sejahtera.toml")


def fact(event: int, kind: EventKind, **fields: Any) -> Event:
    body = fields.pop("body", {})
    values: dict[str, Any] = {"ticket": None, "counter": None, "queue": None, "officer": None, "service_day": DAY}
    return Event(id=event, at=START + timedelta(seconds=event), kind=kind, body=body, **values | fields)


def called(event: int, ticket: int, counter: int = 4, **fields: Any) -> Event:
    body = {"code": f"CA-{ticket:03d}", "is_priority": False, "call_count": 1}
    return fact(event, EventKind.CALLED, **{"ticket": ticket, "counter": counter, "queue": "CA", "body": body} | fields)


def follow(mall: Mall, *events: Event, start: Board = EMPTY) -> Board:
    for event in events:
        start = board.fold(start, mall, event)
    return start


def test_a_call_stands_on_top_with_what_a_visitor_needs(mall: Mall) -> None:
    now = follow(mall, called(11, 1), called(12, 2, counter=3))
    assert [(call.code, call.counter, call.zone, call.agency) for call in now.calls] == [
        ("CA-002", 3, "Z1", "C"),
        ("CA-001", 4, "Z1", "C"),
    ]
    assert (now.newest, now.now) == (12, START + timedelta(seconds=12))


def test_a_ticket_stands_there_once(mall: Mall) -> None:
    again = called(13, 1, body={"code": "CA-001", "is_priority": False, "call_count": 2})
    now = follow(mall, called(11, 1), called(12, 2), again)
    assert [(call.event, call.code, call.call_count) for call in now.calls] == [(13, "CA-001", 2), (12, "CA-002", 1)]


def test_what_is_known_already_changes_nothing(mall: Mall) -> None:
    assert follow(mall, called(9, 1), called(10, 2)) is EMPTY


def test_only_the_newest_calls_are_kept(mall: Mall) -> None:
    now = follow(mall, *(called(10 + at, at) for at in range(1, CALLS_KEPT + 6)))
    assert len(now.calls) == CALLS_KEPT
    assert now.calls[0].ticket == CALLS_KEPT + 5


def test_a_new_day_begins_empty(mall: Mall) -> None:
    tomorrow = DAY + timedelta(days=1)
    now = follow(mall, called(11, 1), called(12, 2, service_day=tomorrow))
    assert (now.service_day, [call.ticket for call in now.calls]) == (tomorrow, [2])


def test_yesterdays_closing_does_not_turn_the_day_back(mall: Mall) -> None:
    late = fact(12, EventKind.EXPIRED, queue="CA", service_day=DAY - timedelta(days=1), body={"from": "no_show"})
    now = follow(mall, called(11, 1), late)
    assert (now.service_day, len(now.calls)) == (DAY, 1)


def test_waiting_goes_up_and_down_and_away(mall: Mall) -> None:
    one = follow(
        mall, fact(11, EventKind.ISSUED, ticket=1, queue="CA"), fact(12, EventKind.ISSUED, ticket=2, queue="CP")
    )
    assert one.waiting == {"CA": 1, "CP": 1}
    assert board.waiting_of_agency(one, mall, "C") == 2
    assert follow(mall, called(13, 1), start=one).waiting == {"CP": 1}


def test_counters_open_pause_and_close(mall: Mall) -> None:
    now = follow(mall, fact(11, EventKind.COUNTER_OPENED, counter=3), fact(12, EventKind.BREAK_STARTED, counter=3))
    assert now.counters == {3: CounterState.BREAK}
    assert follow(mall, fact(13, EventKind.COUNTER_CLOSED, counter=3), start=now).counters == {}


def test_a_zone_sees_its_own_calls(mall: Mall) -> None:
    now = follow(mall, called(11, 1), called(12, 2, counter=11, queue="AA"))
    assert [call.ticket for call in board.of_zones(now, ("Z2",)).calls] == [2]
    assert board.of_zones(now, ()) is now
