"""The hall's clock is set back while it works: what waits for seconds waits for no hour, and nobody dead is alive."""

import pytest

from antrean import announcing, desk, presence, signing
from antrean.announcing import Speaker
from antrean.errors import Reason, Refused
from antrean.model import DeviceKind
from antrean.store.store import Store
from tests.helpers import hall

HOUR = 3600


def _speaker(holder: str) -> Speaker:
    return Speaker(holder=holder, device=f"display-{holder}", zones=("Z1", "Z2", "Z3", "Z4", "Z5"))


def test_a_kiosk_that_gave_many_numbers_goes_on(store: Store) -> None:
    def take() -> str:
        return hall.issue(store, "ktp", device="kiosk-1", most_a_minute=3).code

    for _ in range(3):
        take()
        hall.advance_clock(store, 30)
    hall.advance_clock(store, -HOUR / 12)
    assert [take(), take(), take()] == ["CA-004", "CA-005", "CA-006"]
    # A child plays there all the same.
    with pytest.raises(Refused) as refused:
        take()
    assert (refused.value.reason, refused.value.details["seconds"]) == (Reason.TOO_MANY, 60)


def test_who_was_called_is_called_again_soon(store: Store) -> None:
    four = hall.open_counter(store, 4)
    hall.issue(store, "ktp")
    hall.call(store, four)
    hall.advance_clock(store, -HOUR)
    assert desk.recall(store, four, request_id=hall.request()).call_count == 2


def test_the_voice_of_a_display_that_died_is_free(store: Store) -> None:
    announcing.hold_leases(store, _speaker("dead"), late_after_s=120)
    hall.advance_clock(store, -HOUR)
    assert announcing.hold_leases(store, _speaker("alive"), late_after_s=120) == _speaker("alive").zones


def test_a_wrong_pin_costs_no_hour(store: Store) -> None:
    siti = hall.officer(store, "Siti")
    wanted = {"counter": None, "device": "counter-4"}
    with pytest.raises(Refused):
        signing.sign_in(store, siti, "739105", request_id=hall.request(), **wanted)
    hall.advance_clock(store, -HOUR)
    assert signing.sign_in(store, siti, hall.PIN, request_id=hall.request(), **wanted).officer.id == siti


def test_a_device_that_died_is_missed(store: Store) -> None:
    presence.beat(store, name="Kiosk pintu barat", kind=DeviceKind.KIOSK, body={})
    hall.advance_clock(store, -HOUR / 12)
    (device,) = presence.devices(store)
    assert (presence.is_alive(device), presence.is_missed(device)) == (False, True)
    assert [one.name for one in presence.missing(store)] == ["Kiosk pintu barat"]
    presence.beat(store, name="Kiosk pintu barat", kind=DeviceKind.KIOSK, body={})
    assert presence.missing(store) == ()


def test_nothing_of_an_hour_ago_is_undone(store: Store) -> None:
    four = hall.open_counter(store, 4)
    ticket = hall.issue(store, "ktp")
    hall.call(store, four)
    desk.finish(store, four, request_id=hall.request())
    hall.advance_clock(store, -HOUR / 12)
    hall.advance_clock(store, HOUR / 24)
    with pytest.raises(Refused) as refused:
        desk.undo(store, four, ticket.code, request_id=hall.request())
    assert refused.value.reason is Reason.TOO_LATE
