"""The real counter remembers how its window was liked: shrunk to the bar, killed, and started again."""

from pathlib import Path

import pytest

from tests.helpers import hall
from tests.helpers.apps import App, RealHall, call, until

OFFICER = ("--counter", "1", "--officer", "Siti")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("engine", ["sqlite"])
def test_the_bar_comes_back_after_a_kill_with_the_number_that_was_called(mini_url: str, tmp_path: Path) -> None:
    store = hall.connect(mini_url)
    hall.officer(store, "Siti")
    codes = [hall.issue(store, "surat").code for _ in range(2)]
    real = RealHall(mini_url, tmp_path, printer_port=9)
    remembered = tmp_path / "state" / "antrean" / "counter.json"
    with real.app("counter", *OFFICER) as counter:
        counter.see.wait("open_counter", enabled=True)
        counter.see.click("open_counter")
        assert call(counter.see) == codes[0]
        counter.see.key("Ctrl+K")
        counter.see.wait("counter_bar")
        assert not counter.see.visible("counter_window")
        assert counter.see.text("bar_code") == codes[0]
        until(lambda: (remembered.exists() and '"bar"' in remembered.read_text()) or None, "the file of habits")
        counter.kill()
    with real.app("counter", *OFFICER) as counter:
        counter.see.wait("bar_code", text=codes[0])
        _finish_and_call(counter, codes[1])
        counter.see.key("Esc", "counter_bar")
        counter.see.wait("counter_window")
        assert counter.see.text("active_code") == codes[1]
    # Ended in an orderly way, right after the change: the last word is on the disk.
    assert '"full"' in remembered.read_text()
    store.close()


def _finish_and_call(counter: App, code: str) -> None:
    counter.see.wait("bar_call_next", enabled=True)
    counter.see.key("F5", "counter_bar")
    counter.see.wait("bar_code", text=code)
