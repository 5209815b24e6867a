"""Tap → paper → call → screen → sound, through the three real apps on one database; and what breaks on the way."""

import itertools
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from antrean import desk
from antrean.devices import escpos_reader
from antrean.model import PrintState, TicketState
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.apps import RealHall, call, take, until
from tests.helpers.fake_printer import Mood, NetworkFake


@pytest.fixture
def printer() -> Iterator[NetworkFake]:
    with NetworkFake() as fake:
        yield fake


@pytest.fixture
def real(mini_url: str, tmp_path: Path, printer: NetworkFake) -> RealHall:
    return RealHall(mini_url, tmp_path, printer.port)


@pytest.fixture
def store(mini_url: str) -> Iterator[Store]:
    """The test's own look into the apps' database."""
    store = hall.connect(mini_url)
    yield store
    store.close()


def _spoken(store: Store) -> list[str]:
    """Return the codes of the calls that were spoken, in the order of their calls."""
    found = "SELECT body FROM announcements WHERE state = 'spoken' ORDER BY event"
    return [json.loads(row.body)["code"] for row in hall.rows(store, found)]


def _on_paper(data: bytes) -> str:
    return "\n".join(escpos_reader.read(data).texts)


@pytest.mark.timeout(120)
def test_a_visitor_from_the_tap_to_the_voice(real: RealHall, store: Store, printer: NetworkFake) -> None:
    hall.officer(store, "Siti")
    officer = ("--counter", "1", "--officer", "Siti")
    with real.app("kiosk") as kiosk, real.app("display") as display, real.app("counter", *officer) as counter:
        code = take(kiosk.see, "surat", "A")
        ticket = hall.ticket(store, code)
        assert ticket.state is TicketState.WAITING
        (paper,) = printer.tickets(1)
        assert code in _on_paper(paper)
        assert f"AQ1:{ticket.secret}" in [one.data for one in escpos_reader.read(paper).qr_codes]
        until(lambda: hall.ticket(store, code).print_state is PrintState.PRINTED or None, "the note of the print")
        counter.see.wait("open_counter", enabled=True, timeout_ms=20_000)
        counter.see.click("open_counter")
        assert call(counter.see) == code
        display.see.wait("current_code", text=code, timeout_ms=10_000)
        assert "1" in display.see.text("current_counter")
        (spoken,) = real.wait_spoken(1)
        assert spoken["text"].startswith("Nomor antrean, a a, nol nol satu, silakan menuju loket satu")
        assert hall.ticket(store, code).state is TicketState.CALLED


@pytest.mark.timeout(120)
def test_a_display_that_dies_comes_back_without_gap_or_replay(real: RealHall, store: Store) -> None:
    clerk = hall.open_counter(store, 1)
    codes = [hall.issue(store, "surat").code for _ in range(6)]
    with real.app("display") as display:
        display.see.wait("clock", timeout_ms=20_000)
        hall.call(store, clerk)
        desk.finish_and_call_next(store, clerk, request_id=hall.request())
        # Noted as spoken, not only heard: what a crash cuts off before that is rightly spoken again.
        until(lambda: _spoken(store) == codes[:2] or None, "two calls noted as spoken")
        display.kill()
    # Two more are called while nobody shows or speaks.
    for _ in codes[2:4]:
        desk.finish_and_call_next(store, clerk, request_id=hall.request())
    with real.app("display") as display:
        display.see.wait("current_code", text=codes[3], timeout_ms=20_000)
        real.wait_spoken(4)
        desk.finish_and_call_next(store, clerk, request_id=hall.request())
        spoken = real.wait_spoken(5)
    numbers = ["nol nol satu", "nol nol dua", "nol nol tiga", "nol nol empat", "nol nol lima"]
    assert [number in row["text"] for number, row in zip(numbers, spoken, strict=True)] == [True] * 5
    assert all(before["end"] <= after["start"] for before, after in itertools.pairwise(spoken[2:]))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_printer_that_is_out_of_paper_strands_nobody(real: RealHall, store: Store, printer: NetworkFake) -> None:
    printer.mood = Mood.PAPER_OUT
    with real.app("kiosk") as kiosk:
        code = take(kiosk.see, "surat", "A")
        until(lambda: hall.ticket(store, code).print_state is PrintState.FAILED or None, "the note of the failure")
        kiosk.see.wait("issued_code", text=code)
        kiosk.see.click("done")
        printer.mood = Mood.HEALTHY
        second = take(kiosk.see, "surat", "A")
        until(lambda: hall.ticket(store, second).print_state is PrintState.PRINTED or None, "the second print")
    assert [hall.ticket(store, one).number for one in (code, second)] == [1, 2]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("engine", ["postgresql"])
def test_apps_outlive_their_database(real: RealHall, store: Store, mini_url: str) -> None:
    """The database takes no connection for a while: banners, then everything goes on by itself."""
    hall.officer(store, "Siti")
    hall.issue(store, "surat")
    name = store.url.database
    admin_url = mini_url.replace(f"/{name}", "/postgres", 1)
    options = ("--counter", "1", "--officer", "Siti")
    with real.app("counter", *options) as counter, real.app("display") as display, real.app("kiosk") as kiosk:
        counter.see.wait("open_counter", enabled=True, timeout_ms=20_000)
        counter.see.click("open_counter")
        counter.see.wait("call_next", enabled=True, timeout_ms=10_000)
        display.see.wait("clock", timeout_ms=20_000)
        kiosk.see.wait("agency_A", timeout_ms=20_000)
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            counter.see.wait("banner", timeout_ms=15_000)
            kiosk.see.wait("banner", timeout_ms=15_000)
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        counter.see.wait("banner", visible=False, timeout_ms=20_000)
        kiosk.see.wait("banner", visible=False, timeout_ms=20_000)
        code = call(counter.see)
        display.see.wait("current_code", text=code, timeout_ms=15_000)
        assert take(kiosk.see, "surat", "A") == "AA-002"


@pytest.mark.timeout(60)
def test_an_app_started_before_its_database_waits_for_it(tmp_path: Path, printer: NetworkFake) -> None:
    url = f"sqlite:///{tmp_path / 'later.db'}"
    real = RealHall(url, tmp_path, printer.port)
    with real.app("kiosk") as kiosk:
        assert not kiosk.see.exists("agency_A") or not kiosk.see.visible("agency_A")
        hall.build(url, "mini")
        assert take(kiosk.see, "surat", "A") == "AA-001"
    with sqlite3.connect(tmp_path / "later.db") as connection:
        assert connection.execute("SELECT count(*) FROM tickets").fetchone() == (1,)
