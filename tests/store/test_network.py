"""PostgreSQL behind a bad line: an answer that is lost, a slow network, a server that takes nobody in any more."""

from collections.abc import Callable, Iterator

import pytest

from antrean import board, desk, front
from antrean.errors import Unavailable
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.proxy import Line, line_to

pytestmark = pytest.mark.parametrize(("engine", "is_own"), [("postgresql", True)])


@pytest.fixture
def line_and_pc(mini_store: Store) -> Iterator[tuple[Line, Store]]:
    """A PC whose line to the hall is the test's."""
    with line_to(mini_store.url) as (line, url):
        pc = hall.connect(url)
        yield line, pc
        pc.close()


def test_an_answer_to_a_commit_that_is_lost_is_had_by_asking_again(
    mini_store: Store, line_and_pc: tuple[Line, Store]
) -> None:
    line, pc = line_and_pc
    at_two = hall.open_counter(mini_store, 2)
    actions: list[tuple[str, Callable[[], object]]] = [
        ("issue", lambda: front.issue(pc, "surat", request_id="issue", device="kiosk-1")),
        ("call", lambda: desk.call_next(pc, at_two, request_id="call")),
        ("finish", lambda: desk.finish(pc, at_two, request_id="finish")),
    ]
    for name, act in actions:
        line.cuts_answer_to = b"COMMIT"
        before = len(hall.log(mini_store))
        with pytest.raises(Unavailable) as lost:
            act()
        assert lost.value.what == "database"
        # It happened, and nobody here knows.
        done = hall.log(mini_store)
        assert len(done) > before, name
        first = act()
        assert act() == first
        assert hall.log(mini_store) == done
    assert line.cuts == 3
    assert hall.rows(mini_store, "SELECT state FROM tickets") == [("done",)]
    assert checks.check(mini_store).problems == ()


def test_a_slow_network_is_slow_and_nothing_else(mini_store: Store, line_and_pc: tuple[Line, Store]) -> None:
    line, pc = line_and_pc
    hall.issue(pc, "surat")
    line.delay_s = 0.01
    ticket = hall.issue(pc, "surat")
    assert hall.call(pc, hall.open_counter(mini_store, 2)).code == "AA-001"
    assert board.read(pc)[1].calls[0].code == "AA-001"
    assert ticket.code == "AA-002"


def test_a_line_that_breaks_between_two_actions_is_taken_up_again(
    mini_store: Store, line_and_pc: tuple[Line, Store]
) -> None:
    line, pc = line_and_pc
    hall.issue(pc, "surat")
    line.cut()
    assert hall.issue(pc, "surat").code == "AA-002"
    assert checks.check(mini_store).problems == ()


def test_a_server_that_takes_nobody_in_is_one_sentence(mini_store: Store) -> None:
    hall.execute(mini_store, "CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
    pc = hall.connect(mini_store.url.set(username="crowded").render_as_string(hide_password=False))
    try:
        with pytest.raises(Unavailable, match="takes no more connections") as full:
            front.offer(pc)
        assert full.value.retry
    finally:
        pc.close()
        hall.execute(mini_store, "DROP ROLE crowded")
