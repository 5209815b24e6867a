"""What a counter's app calls itself among the hall's devices."""

import platform

import pytest

from antrean.settings import DEVICE_NAME_LENGTH
from counter.main import device_name


def test_two_counters_on_one_pc_and_pcs_of_one_image_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the PC's name alone they were one device: that one of them died was never seen."""
    monkeypatch.setattr(platform, "node", lambda: "loket-mpp")
    assert device_name(2) == "loket-mpp-2"
    assert device_name(13) == "loket-mpp-13"


def test_a_pc_that_asks_which_counter_it_is_has_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "loket-mpp")
    assert device_name(None) == "loket-mpp"
    monkeypatch.setattr(platform, "node", lambda: "")
    assert device_name(None) == "counter"
    assert device_name(4) == "counter-4"


def test_a_long_name_keeps_its_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "x" * 200)
    assert len(device_name(42)) == DEVICE_NAME_LENGTH
    assert device_name(42).endswith("x-42")
