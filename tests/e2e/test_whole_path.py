"""Tap → paper → call → screen → sound, through the three real apps on one database; and what breaks on the way.

A start of the apps costs more than all that is done in them: each test is one morning, told in the order of its events.
"""

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from antrean import anchor_files, closing
from antrean.anchor import KeptAnchor
from antrean.devices import escpos_reader
from antrean.model import PrintState, TicketState
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.apps import PATIENCE_S, App, RealHall, call, take, until
from tests.helpers.fake_printer import Mood, NetworkFake

OFFICER = ("--counter", "1", "--officer", "Siti")
ALL = {"kiosk": (), "counter": OFFICER, "display": ()}
NUMBERS = ["nol nol satu", "nol nol dua", "nol nol tiga", "nol nol empat", "nol nol lima"]


@pytest.fixture
def printer() -> Iterator[NetworkFake]:
    with NetworkFake() as fake:
        yield fake


def _spoken(store: Store) -> list[str]:
    """Return the codes of the calls that were spoken, in the order of their calls."""
    found = "SELECT body FROM announcements WHERE state = 'spoken' ORDER BY event"
    return [json.loads(row.body)["code"] for row in hall.rows(store, found)]


def _on_paper(data: bytes) -> str:
    return "\n".join(escpos_reader.read(data).texts)


def _await_print(store: Store, code: str, state: PrintState) -> None:
    until(lambda: hall.ticket(store, code).print_state is state or None, f"the note that {code} is {state}")


@pytest.mark.timeout(180)
@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_morning_that_begins_before_its_database(mini_url: str, tmp_path: Path, printer: NetworkFake) -> None:
    """The apps wait for their database; later the printer is out of paper and the display is restarted."""
    built = Path(mini_url.removeprefix("sqlite:///"))
    store = hall.connect(mini_url)
    hall.officer(store, "Siti")
    # The last connection to go takes the write-ahead log with it.
    store.close()
    late = tmp_path / "later.db"
    real = RealHall(f"sqlite:///{late}", tmp_path, printer.port)
    with real.apps({"kiosk": (), "counter": OFFICER}) as (kiosk, counter):
        with real.app("display") as display:
            assert not kiosk.see.exists("agency_A") or not kiosk.see.visible("agency_A")
            assert not counter.see.exists("open_counter") or not counter.see.visible("open_counter")
            shutil.copyfile(built, whole := tmp_path / "whole.db")
            whole.rename(late)
            store = hall.connect(real.url)
            code = _a_visitor_from_the_tap_to_the_voice(real, store, printer, kiosk, counter, display)
            codes = [code, *_a_printer_without_paper_strands_nobody(store, printer, kiosk)]
            _another_is_called_and_then_the_display_dies(store, codes, counter, display)
        _a_new_display_comes_back_without_gap_or_replay(real, store, codes, counter)
        _all_apps_know_how_the_day_ended(real, store)
    store.close()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_morning_in_which_the_database_is_away_for_a_while(
    mini_url: str, tmp_path: Path, printer: NetworkFake
) -> None:
    """The database takes no connection for a while; later the display is restarted."""
    store = hall.connect(mini_url)
    hall.officer(store, "Siti")
    real = RealHall(mini_url, tmp_path, printer.port)
    with real.apps({"kiosk": (), "counter": OFFICER}) as (kiosk, counter):
        with real.app("display") as display:
            codes = [_a_visitor_from_the_tap_to_the_voice(real, store, printer, kiosk, counter, display)]
            codes += [hall.issue(store, "surat").code]
            _apps_outlive_their_database(mini_url, str(store.url.database), kiosk, counter)
            codes += [take(kiosk.see, "surat", "A")]
            assert codes == ["AA-001", "AA-002", "AA-003"]
            _another_is_called_and_then_the_display_dies(store, codes, counter, display)
        _a_new_display_comes_back_without_gap_or_replay(real, store, codes, counter)
        _all_apps_know_how_the_day_ended(real, store)
    store.close()


def _a_visitor_from_the_tap_to_the_voice(
    real: RealHall, store: Store, printer: NetworkFake, kiosk: App, counter: App, display: App
) -> str:
    code = take(kiosk.see, "surat", "A")
    ticket = hall.ticket(store, code)
    assert (ticket.state, ticket.code) == (TicketState.WAITING, "AA-001")
    (paper,) = printer.tickets(1, timeout=PATIENCE_S)
    assert code in _on_paper(paper)
    assert f"AQ1:{ticket.secret}" in [one.data for one in escpos_reader.read(paper).qr_codes]
    _await_print(store, code, PrintState.PRINTED)
    kiosk.see.click("done")
    counter.see.wait("open_counter", enabled=True)
    counter.see.click("open_counter")
    display.see.wait("clock")
    assert call(counter.see) == code
    display.see.wait("current_code", text=code)
    assert "1" in display.see.text("current_counter")
    (spoken,) = real.wait_spoken(1)
    assert spoken["text"].startswith("Nomor antrean, a a, nol nol satu, silakan menuju loket satu")
    assert hall.ticket(store, code).state is TicketState.CALLED
    return code


def _a_printer_without_paper_strands_nobody(store: Store, printer: NetworkFake, kiosk: App) -> list[str]:
    printer.mood = Mood.PAPER_OUT
    code = take(kiosk.see, "surat", "A")
    _await_print(store, code, PrintState.FAILED)
    kiosk.see.wait("issued_code", text=code)
    kiosk.see.click("done")
    printer.mood = Mood.HEALTHY
    second = take(kiosk.see, "surat", "A")
    _await_print(store, second, PrintState.PRINTED)
    assert [hall.ticket(store, one).number for one in (code, second)] == [2, 3]
    return [code, second]


def _all_apps_know_how_the_day_ended(real: RealHall, store: Store) -> None:
    """Each has it in its own log: who owns the database alone cannot make another day of this one."""
    closed = closing.close_today(store, force_reason="power_cut", request_id=hall.request())
    logs = real.folder / "state" / "antrean" / "log"

    def read() -> tuple[KeptAnchor, ...] | None:
        kept = anchor_files.read([logs]).anchors
        return kept if sum(one.anchor == closed.anchor for one in kept) == len(("kiosk", "counter")) else None

    kept = until(read, "the end of the day in the logs of kiosk and counter")
    assert {one.source for one in kept} == {"kiosk.jsonl", "counter.jsonl", "display.jsonl"}
    found = checks.check(store, kept)
    assert (found.problems, found.fitting) == ((), len(kept))


def _apps_outlive_their_database(url: str, name: str, kiosk: App, counter: App) -> None:
    """Banners while the database takes nobody, then everything goes on by itself."""
    with psycopg.connect(url.replace(f"/{name}", "/postgres", 1), autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')

        def is_away(app: App) -> bool | None:
            # Again and again: a connection that was just being made when the door was shut is not seen the first time.
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            return app.see.visible("banner") or None

        until(lambda: is_away(counter), "the counter's banner")
        until(lambda: is_away(kiosk), "the kiosk's banner")
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    counter.see.wait("banner", visible=False)
    kiosk.see.wait("banner", visible=False)


def _another_is_called_and_then_the_display_dies(store: Store, codes: list[str], counter: App, display: App) -> None:
    assert call(counter.see) == codes[1]
    display.see.wait("current_code", text=codes[1])
    # Noted as spoken, not only heard: what a crash cuts off before that is rightly spoken again.
    until(lambda: _spoken(store) == codes[:2] or None, "two calls noted as spoken")
    display.kill()


def _a_new_display_comes_back_without_gap_or_replay(
    real: RealHall, store: Store, codes: list[str], counter: App
) -> None:
    codes += [hall.issue(store, "surat").code for _ in range(2)]
    # Two more are called while nobody shows or speaks; the first one is served before anybody could say so.
    assert [call(counter.see) for _ in range(2)] == codes[2:4]
    with real.app("display") as display:
        display.see.wait("current_code", text=codes[3])
        real.wait_spoken(3)
        assert call(counter.see) == codes[4]
        spoken = real.wait_spoken(4)
    heard = [number for number in NUMBERS if number != NUMBERS[2]]
    assert [number in row["text"] for number, row in zip(heard, spoken, strict=True)] == [True] * 4
    assert all(before["end"] <= after["start"] for before, after in itertools.pairwise(spoken[2:]))
