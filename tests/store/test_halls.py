"""The hall that all tests share is as new for each of them."""

import pytest

from antrean.store.store import Store
from tests.helpers import hall


@pytest.mark.parametrize("turn", [1, 2])
def test_it_is_five_past_eight_and_nothing_was_done(store: Store, turn: int) -> None:
    assert hall.now(store) == hall.MONDAY
    assert hall.rows(store, "SELECT id FROM tickets") == []
    # What the next turn must not find.
    hall.advance_clock(store, 60)
    hall.issue(store)
