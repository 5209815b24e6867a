"""A morning on which the officers are late: the kiosk says that nobody is there yet, and sends nobody home."""

from datetime import datetime

import pytest

from antrean import overrides
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


def test_a_service_that_staff_closed_until_noon_is_not_when_the_hall_opens(rig: Rig) -> None:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=hall.JAKARTA)
    overrides.close_service(rig.store, None, "ktp", reason="Blangko habis", reopens_at=noon, request_id=hall.request())
    rig.hear()
    offer = rig.state.offer
    assert offer is not None
    found = hall_closed(offer)
    assert found is not None
    assert (found.reason, found.opens_at, found.note) == (Reason.NOT_STAFFED, None, None)
