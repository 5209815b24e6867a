"""Taking a number: codes, series, priority, quota, hours, and what is refused."""

from antrean.store.store import Store
from tests.helpers import hall


def test_numbers_of_a_queue_rise_from_one(store: Store) -> None:
    assert [hall.issue(store, service).code for service in ("ktp", "ikd", "ktp")] == ["CA-001", "CA-002", "CA-003"]
