"""A morning on which the officers are late: the kiosk says that nobody is there yet, and sends nobody home."""

import pytest

from antrean.errors import Reason
from antrean.store.store import Store
from antrean.ui.language import Language
from kiosk import spoken_words
from kiosk.offered import hall_closed
from kiosk.state import Page
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall


@pytest.fixture
def rig(example_store: Store, english: Language) -> Rig:
    # Monday, twenty minutes after the opening; agencies that come on other days have an opening later in the week.
    hall.set_clock(example_store, "2026-11-23 08:20")
    rig = Rig(example_store).begin()
    rig.presenter.switch_language()
    return rig


def test_a_hall_without_officers_names_no_other_day(rig: Rig) -> None:
    offer = rig.state.offer
    assert offer is not None
    found = hall_closed(offer)
    assert found is not None
    assert (found.reason, found.opens_at) == (Reason.NOT_STAFFED, None)
    assert rig.state.page is Page.CLOSED
    said = spoken_words.page(rig.state)
    assert "No officer at the counter yet" in said
    assert "You can take a number from" not in said
