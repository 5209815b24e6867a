"""What a visitor reads while the search shows no service: begin to type, or ask at the information desk."""

from PySide6.QtCore import QCoreApplication

from antrean.mall_record import Mall
from antrean.receipt import counters_text
from kiosk.state import KioskState

translate = QCoreApplication.translate


def search_words(state: KioskState) -> tuple[str, str]:
    """Return a heading and a sentence."""
    query = state.query.strip()
    if state.offer is None or not query:
        hint = translate("search", "Type the first letters, for example: KTP, paspor, nikah.")
        return translate("search", "What do you need?"), hint
    heading = translate("search", "Nothing found for “{words}”").format(words=query)
    return heading, _desk(state.offer.mall, state.language)


def _desk(mall: Mall, language: str) -> str:
    counters = mall.information_counters
    if not counters:
        return translate("search", "Try another word, or call a companion.")
    zone = mall.zone(counters[0].zone)
    return translate(
        "search", "Try another word, or ask at the information desk: counter {counters}, zone {zone} ({name})."
    ).format(
        counters=counters_text(tuple(counter.number for counter in counters), language),
        zone=zone.position,
        name=zone.name.in_language(language),
    )
