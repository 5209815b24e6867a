"""A program that ends, or loses its line, at any point of a write: all of the action happened or none, and once."""

from typing import Any

import pytest

from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall, hall_day
from tests.helpers.knife import Cut, Knife


def _written(store: Store) -> list[Any]:
    return hall.rows(
        store,
        "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM requests), (SELECT count(*) FROM tickets),"
        " (SELECT sum(last) FROM series), (SELECT count(*) FROM announcements)",
    )


@pytest.mark.parametrize("is_own", [True])
def test_every_action_is_done_once_wherever_its_program_ends(store: Store) -> None:
    knife = Knife(store)
    points = 0
    for number, step in enumerate(hall_day.steps(store)):
        request = f"step-{number}"
        before = _written(store)
        is_done = False
        for statements in range(200):
            try:
                with knife.before(statements):
                    result = step(request)
            except Cut:
                points += 1
                if knife.was_committed:
                    is_done = True
                assert (_written(store) != before) is is_done, (number, statements)
                continue
            break
        assert is_done, "the line was never cut after a COMMIT"
        after = _written(store)
        assert step(request) == result
        assert _written(store) == after
        assert after[0][1] == before[0][1] + 1, "one request, however often it was tried"
    assert points > 200
    assert checks.check(store).problems == ()
