"""The doors to the database: a look sees one moment and changes nothing, a write knows the time at which it began."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from antrean.errors import Unavailable
from antrean.store import tables, tickets
from antrean.store.store import Store
from antrean.store.unit import ReadUnit
from tests.helpers import hall


@pytest.fixture
def other(database_url: str) -> Iterator[Store]:
    """The same hall from another PC."""
    there = hall.connect(database_url)
    yield there
    there.close()


def _seen(unit: ReadUnit) -> tuple[int, dict[str, int]]:
    newest = unit.connection.execute(select(func.max(tables.events.c.id))).scalar_one()
    return newest, tickets.waiting_by_queue(unit)


def test_a_look_sees_one_moment(store: Store, other: Store) -> None:
    hall.issue(store, "ktp")
    with store.read() as unit:
        before = _seen(unit)
        hall.issue(other, "ktp")
        assert _seen(unit) == before == (unit.head.newest, {"CA": 1})
    with store.read() as unit:
        assert _seen(unit)[1] == {"CA": 2}


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_look_writes_nothing(store: Store) -> None:
    with pytest.raises((Unavailable, DBAPIError), match=r"read-only|cannot be written"), store.read() as unit:
        unit.connection.execute(text("UPDATE mall SET version = version + 1"))


@pytest.fixture
def still() -> None:
    """In place of the clock that stands: the databases' own."""


@pytest.mark.parametrize("is_own", [True])
def test_a_write_that_waited_has_the_time_after_it(mini_store: Store) -> None:
    """Facts are in the order of their times, whoever waited for how long."""
    waiter = hall.connect(mini_store.url.render_as_string(hide_password=False))
    began = threading.Event()
    moments = []

    def wait() -> None:
        began.set()
        with waiter.write() as unit:
            moments.append(unit.now)

    thread = threading.Thread(target=wait)
    with mini_store.write() as unit:
        thread.start()
        assert began.wait(10)
        # By then the other one waits, or will: either way it has the lock only after this.
        thread.join(0.3)
        assert thread.is_alive()
        moments.append(unit.connection.execute(_CLOCK[unit.connection.dialect.name]).scalar_one())
    thread.join(10)
    waiter.close()
    held_until, had_at = moments
    with mini_store.read() as unit:
        offset = unit.connection.execute(select(tables.mall.c.clock_offset_ms)).scalar_one()
    assert (had_at - held_until).total_seconds() * 1000 >= offset - 1


_CLOCK = {
    "sqlite": select(func.strftime("%Y-%m-%dT%H:%M:%fZ", "now", type_=tables.UtcTime())),
    "postgresql": select(func.clock_timestamp(type_=tables.UtcTime())),
}
