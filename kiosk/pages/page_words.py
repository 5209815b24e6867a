"""What a page asks, in its heading or above the reach of who sits low."""

from PySide6.QtCore import QCoreApplication

from kiosk.offered import agency_closed
from kiosk.state import KioskState

translate = QCoreApplication.translate


def services_words(state: KioskState) -> str:
    """Return what there is to choose, and what becomes of it."""
    if state.offer is not None and state.agency and agency_closed(state.offer, state.agency) is not None:
        return translate("services", "No numbers here at the moment")
    if state.access.is_roomy:
        return translate("services", "Choose a service")
    if state.wants_paper and not state.printer_fails:
        return translate("services", "Choose a service. Your number is printed at once.")
    return translate("services", "Choose a service. Your number is shown at once.")


def priority_words() -> tuple[str, str]:
    """Return the question who needs to be served first, and what becomes of the answer."""
    note = translate(
        "priority", "Choose what applies. Nothing has to be proven, and nothing about you but the kind is kept."
    )
    return translate("priority", "Who needs to be served first?"), note
