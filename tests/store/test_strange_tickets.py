"""One ticket that another program wrote must not stand in the way of those behind it, nor take others off a list."""

import pytest

from antrean import board, closing, desk, desk_view, watch
from antrean.desk import Called, Desk
from antrean.errors import Reason
from antrean.store.store import Store
from tests.helpers import hall

# What each engine lets stand in a row, in an order that its foreign keys allow.
STRANGE = {
    "a service that is closed for good": ("services", "retired", True),
    "a number without end": ("tickets", "number", 2_147_483_647),
}


@pytest.mark.parametrize("what", STRANGE)
def test_the_line_goes_past_it(store: Store, four: Desk, what: str) -> None:
    table, column, value = STRANGE[what]
    hall.issue(store, "ikd")
    hall.issue(store, "ktp")
    where = "code = 'ikd'" if table == "services" else "id = 1"
    hall.execute(store, f"UPDATE {table} SET {column} = :value WHERE {where}", value=value)
    store._mall = None
    view = desk_view.read(store, 4)
    assert [one.ticket.code for one in view.waiting] == ["CA-002"]
    assert view.next_in_line is not None
    assert view.next_in_line.code == "CA-002"
    assert [one.code for one in watch.waiting(store, None)] == ["CA-002"]
    called = desk.call_next(store, four, request_id=hall.request())
    assert isinstance(called, Called)
    assert called.ticket.code == "CA-002"
    assert [one.code for one in board.read(store)[1].calls] == ["CA-002"]


def test_at_a_counter_it_is_named(store: Store, four: Desk) -> None:
    """There it cannot be left out: the counter would call the next one beside it. The others work on."""
    hall.issue(store, "ktp")
    hall.issue(store, "ktp")
    hall.call(store, four)
    hall.execute(store, "UPDATE tickets SET number = 20000 WHERE id = 1")
    assert hall.refused(desk.call_next, store, four) is Reason.STRANGE_ROW
    assert hall.refused(desk_view.read, store, 4) is Reason.STRANGE_ROW
    two = hall.open_counter(store, 2)
    assert hall.call(store, two).code == "CA-002"


def test_the_next_day_begins_all_the_same(store: Store, four: Desk) -> None:
    """The older day is closed inside the first write of the new one: it must not keep everybody from writing."""
    hall.issue(store, "ktp")
    hall.issue(store, "ktp")
    hall.execute(store, "UPDATE tickets SET number = 20000 WHERE id = 1")
    assert [one.code for one in closing.left(store)] == ["CA-002"]
    hall.set_clock(store, "2026-11-24 09:00")
    hall.open_counter(store, 4)
    assert hall.issue(store, "ktp").code == "CA-001"
    assert hall.rows(store, "SELECT state FROM tickets WHERE id = 2")[0].state == "expired"
