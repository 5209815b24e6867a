"""Signs of life: one row a device, beside the hall's log and never in its way."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest

from antrean import __version__, presence
from antrean.errors import Reason
from antrean.model import DeviceKind
from antrean.presence import Beat
from antrean.store import engine as engine_module
from antrean.store.store import Store
from tests.helpers import hall


def beat(store: Store, name: str = "Kiosk 1", kind: DeviceKind = DeviceKind.KIOSK, **body: Any) -> Beat | None:
    return presence.beat(store, name=name, kind=kind, body=body)


def test_a_device_is_known_as_it_told_last(store: Store) -> None:
    assert beat(store, screen="1080x1920", papers=2)
    hall.advance_clock(store, 10)
    assert beat(store, papers=0)
    hall.advance_clock(store, 4)
    (device,) = presence.devices(store)
    assert (device.name, device.kind, device.version) == ("Kiosk 1", DeviceKind.KIOSK, __version__)
    assert device.age.total_seconds() == 4
    assert hall.now(store) - device.seen_at == device.age
    assert device.body == {"papers": 0}


def test_one_name_may_be_two_devices(store: Store) -> None:
    beat(store, "Hall")
    beat(store, "Hall", DeviceKind.DISPLAY)
    beat(store, "Annexe")
    found = [(one.kind.value, one.name) for one in presence.devices(store)]
    assert found == [("display", "Hall"), ("kiosk", "Annexe"), ("kiosk", "Hall")]


@pytest.mark.parametrize("name", ["", "x" * 65, "a\tb"])
def test_a_name_that_the_table_cannot_keep(store: Store, name: str) -> None:
    with pytest.raises(Exception, match="printable") as refused:
        beat(store, name)
    assert getattr(refused.value, "reason", None) is Reason.BAD_INPUT


def test_nothing_of_the_hall_changes(store: Store) -> None:
    """No event, no request, and a new day is not begun by a screen that only lives."""
    hall.set_clock(store, "2026-11-24 07:00")
    before = hall.contents(store)
    assert beat(store)
    after = hall.contents(store)
    assert {name for name in before if before[name] != after[name]} == {"devices"}


def test_the_write_lock_is_not_waited_for(store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL it goes beside the writer; a SQLite file has one writer, so this beat is left out."""
    monkeypatch.setattr(engine_module, "SHORT_BUSY_TIMEOUT_MS", 1)
    writer = hall.connect(database_url)
    try:
        with writer.write():
            began = time.monotonic()
            assert (beat(store) is not None) is store.is_postgresql
            assert time.monotonic() - began < engine_module.BUSY_TIMEOUT_MS / 2000
    finally:
        writer.close()
    assert beat(store)


def test_a_write_after_a_beat_is_as_patient_as_before(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.is_postgresql:
        with store.aside() as aside:
            assert aside.connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "off"
        with store.write() as unit:
            source = "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'"
            assert unit.connection.exec_driver_sql(source).scalar_one() != "session"
        return
    monkeypatch.setattr(engine_module, "SHORT_BUSY_TIMEOUT_MS", 1)
    assert beat(store)
    writer = hall.connect(database_url)
    took_over = threading.Event()

    def hold() -> None:
        with writer.write():
            took_over.set()
            held.wait(0.05)

    held = threading.Event()
    holding = threading.Thread(target=hold)
    holding.start()
    assert took_over.wait(10)
    # Fifty times as long as a beat would wait.
    with store.write():
        pass
    holding.join()
    writer.close()


def test_a_database_that_is_away_is_no_failure(tmp_path: Any) -> None:
    store = hall.connect(f"sqlite:///{tmp_path / 'none.db'}")
    assert beat(store) is None
    store.close()


def test_missed_is_who_was_there_today(store: Store) -> None:
    beat(store, "Yesterday")
    hall.set_clock(store, "2026-11-24 08:00")
    beat(store, "Gone")
    hall.advance_clock(store, 6)
    beat(store, "Late")
    hall.advance_clock(store, 7)
    beat(store, "Here")
    assert [one.name for one in presence.missing(store)] == ["Gone"]
    hall.advance_clock(store, 6)
    assert [one.name for one in presence.missing(store)] == ["Gone", "Late"]


def test_a_silent_device_is_missed_within_fifteen_seconds_and_two_lost_beats_are_none(store: Store) -> None:
    """Somebody who looks every two seconds sees it in time; a database that was busy twice frightens nobody."""
    assert presence.MISSED_AFTER + timedelta(seconds=2) < timedelta(seconds=15)
    assert presence.BEAT_EVERY * 3 < presence.MISSED_AFTER
    beat(store)
    hall.advance_clock(store, 12.4)
    (device,) = presence.devices(store)
    assert (presence.is_alive(device), presence.is_missed(device)) == (True, False)
    hall.advance_clock(store, 0.2)
    (device,) = presence.devices(store)
    assert (presence.is_alive(device), presence.is_missed(device)) == (False, True)


def test_a_trouble_is_known_since_it_was_first_told(store: Store) -> None:
    def told(condition: str) -> None:
        assert beat(store, printer={"condition": condition, "sentence": "Do it."})

    def since() -> list[float]:
        (device,) = presence.devices(store)
        return [(one.since - began).total_seconds() for one in presence.printer_troubles(device)]

    began = hall.now(store)
    told("ok")
    assert since() == []
    hall.advance_clock(store, 4)
    told("near_end")
    hall.advance_clock(store, 4)
    told("near_end")
    assert since() == [4]
    # Another condition is another trouble, and what comes again is a new one.
    hall.advance_clock(store, 4)
    told("no_paper")
    assert since() == [12]
    hall.advance_clock(store, 4)
    told("ok")
    hall.advance_clock(store, 4)
    told("no_paper")
    assert since() == [20]


def test_a_row_of_an_older_version_says_nothing_of_the_beginning(store: Store) -> None:
    beat(store)
    hall.execute(store, "UPDATE devices SET body = :body", body='{"voice":{"condition":"failing"}}')
    (device,) = presence.devices(store)
    trouble = presence.voice_trouble(device)
    assert trouble is not None
    assert (trouble.part, trouble.condition, trouble.since) == ("voice", "failing", device.seen_at)


@pytest.mark.parametrize(("condition", "is_trouble"), [("ok", False), ("off", False), ("no_device", True)])
def test_a_display_that_nobody_hears(store: Store, condition: str, is_trouble: bool) -> None:
    beat(store, "Hall", DeviceKind.DISPLAY, voice={"condition": condition, "sentence": ""})
    (device,) = presence.devices(store)
    assert (presence.voice_trouble(device) is not None) is is_trouble


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, ""),
        ({"printer": {"condition": "ok", "sentence": ""}, "spare_printer": {"condition": "none"}}, ""),
        ({"printer": {"condition": "no_paper", "sentence": "Put in a new roll."}}, "Put in a new roll."),
        ({"printer": {"condition": "silent", "sentence": "It never says how it is."}}, ""),
        ({"printer": {"condition": "near_end", "sentence": "A."}, "spare_printer": {"condition": "odd"}}, "A. odd"),
        ({"printer": "odd"}, ""),
    ],
)
def test_what_its_printers_need(store: Store, body: dict[str, Any], words: str) -> None:
    beat(store, **body)
    (device,) = presence.devices(store)
    assert presence.printer_trouble(device) == words
