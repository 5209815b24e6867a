"""Which touch of a page does what: the signals that pages and bars may have, and the presenter's method for each."""

from operator import attrgetter
from typing import Final

from PySide6.QtCore import QObject

from kiosk.presenter import KioskPresenter

WIRES: Final = {
    "home_clicked": "home",
    "back_clicked": "back",
    "woken": "wake",
    "agency_chosen": "choose_agency",
    "service_chosen": "choose_service",
    "taken": "take",
    "turned": "turn_to",
    "search_opened": "open_search",
    "typed": "type_text",
    "erased": "erase",
    "search_cleared": "clear_search",
    "standards_opened": "open_standards",
    "priority_opened": "open_priority",
    "priority_toggled": "toggle_priority",
    "priority_confirmed": "confirm_priority",
    "priority_cleared": "clear_priority",
    "cancelled": "cancel",
    "done": "done",
    "print_again_clicked": "print_again",
    "reprint_clicked": "reprint_found",
    "extended": "extend",
    "language_clicked": "switch_language",
    "minute_changed": "refresh",
    "text_size_clicked": "next_text_size",
    "contrast_clicked": "toggle_contrast",
    "low_clicked": "toggle_low",
    "easy_clicked": "toggle_easy",
    "spoken_clicked": "toggle_spoken",
    "louder_clicked": "louder",
    "companion_called": "call_companion",
    "companion_withdrawn": "withdraw_companion",
    "pin_opened": "technicians.open",
    "pin_entered": "technicians.enter",
    "pin_confirmed": "technicians.confirm",
    "technician_left": "technicians.leave",
    "print_tested": "technicians.test_print",
    "spare_tested": "technicians.test_spare",
    "sound_tested": "technicians.test_sound",
    "paper_printed": "technicians.print_paper",
    "paper_settled": "technicians.settle_paper",
    "touched": "touch",
    "restart_clicked": "technicians.restart",
    "quit_clicked": "technicians.quit",
}
"""Signal → method; a signal's arguments are the method's."""


def connect(part: QObject, presenter: KioskPresenter) -> None:
    """Connect every signal of a page or bar that has its name here."""
    for signal, method in WIRES.items():
        if hasattr(type(part), signal):
            getattr(part, signal).connect(attrgetter(method)(presenter))
