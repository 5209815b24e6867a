"""The database of a real counter is away in the middle of its work: the click that fell into it calls once at most."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from antrean.model import EventKind
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.apps import App, RealHall, call, until

OFFICER = ("--counter", "1", "--officer", "Siti")
PATIENCE_MS = 20_000


@contextmanager
def _away(url: str, name: str, counter: App) -> Iterator[None]:
    """Let the database take nobody for as long as the block lasts, and see that the counter has noticed."""
    with psycopg.connect(url.replace(f"/{name}", "/postgres", 1), autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')

        def is_noticed() -> bool | None:
            # Again and again: a connection that was just being made when the door was shut is not seen the first time.
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            return counter.see.visible("banner") or None

        try:
            until(is_noticed, "the counter's banner")
            yield
        finally:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def _calls(store: Store) -> int:
    return sum(fact.kind is EventKind.CALLED for fact in hall.log(store))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_click_while_the_database_is_away_calls_once(mini_url: str, tmp_path: Path) -> None:
    store = hall.connect(mini_url)
    try:
        hall.officer(store, "Siti")
        for _ in range(3):
            hall.issue(store, "surat")
        with RealHall(mini_url, tmp_path, printer_port=9).app("counter", *OFFICER) as counter:
            counter.see.wait("open_counter", enabled=True, timeout_ms=PATIENCE_MS)
            counter.see.click("open_counter")
            assert call(counter.see) == "AA-001"
            counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)
            with _away(mini_url, str(store.url.database), counter):
                counter.see.key("F5")
                counter.see.wait("refusal", timeout_ms=PATIENCE_MS)
                # The number stays in sight, and so does everything that needs no database.
                assert counter.see.text("active_code") == "AA-001"
                counter.see.key("F1")
                counter.see.wait("keys_page")
                assert counter.see.visible("banner")
                counter.see.key("Esc")
                counter.see.wait("keys_page", visible=False)
                counter.see.click("menu")
                counter.see.wait("counter_menu")
                counter.see.key("Esc", "counter_menu")
                counter.see.wait("counter_menu", visible=False)
                # The same wish once more: it may be repeated as often as one likes.
                counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)
                counter.see.key("F5")
                counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)
            counter.see.wait("banner", visible=False, timeout_ms=PATIENCE_MS)
            assert counter.see.text("active_code") == "AA-001"
            assert _calls(store) == 1
            assert call(counter.see) == "AA-002"
            assert _calls(store) == 2
    finally:
        store.close()
