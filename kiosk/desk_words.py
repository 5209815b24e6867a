"""Where a visitor is sent while this screen gives no numbers: to the desk that hands them out on paper."""

from PySide6.QtCore import QCoreApplication

from antrean.receipt import counters_text
from kiosk.state import KioskState

translate = QCoreApplication.translate


def numbers_on_paper(state: KioskState) -> str:
    """Return which desk gives emergency numbers; that we keep trying, in a mall without an information desk."""
    counters = () if state.offer is None else state.offer.mall.information_counters
    if not counters:
        return translate("desk", "We keep trying.")
    numbers = counters_text(tuple(counter.number for counter in counters), state.language)
    return translate("desk", "Numbers on paper: information desk, counter {counters}.").format(counters=numbers)
