"""The fixed words of a ticket in a language that only the screens know, from the same translation file."""

import functools

from PySide6.QtCore import QLocale, QTranslator

from antrean import assets
from antrean.receipt_words import Words, is_built_in


def of(language: str) -> Words | None:
    """Return the words of a language, or None where the ticket has its own and where no translation is built."""
    return None if is_built_in(language) else _translated(language)


@functools.cache
def _translated(language: str) -> Words | None:
    translator = QTranslator()
    if not translator.load(str(assets.path("i18n", f"antrean_{language}.qm"))):
        return None
    return words(translator, language)


def words(translator: QTranslator, language: str) -> Words:
    """Return the words that a translation has; what it lacks stays English."""

    # The name is the one by which the texts of the source are collected.
    def translate(context: str, text: str) -> str:
        return translator.translate(context, text) or text

    missed = translate(
        "ticket",
        "Numbers are called {calls} times. If you miss yours, tell the counter: it is called after {after} others.",
    )
    locale = QLocale(language)
    return Words(
        number=translate("ticket", "Queue number"),
        priority=translate("ticket", "PRIORITY"),
        copy=translate("ticket", "COPY"),
        ahead=translate("ticket", "Ahead of you"),
        people=(translate("ticket", "person"), translate("ticket", "people")),
        counter=translate("ticket", "Counter"),
        either=translate("ticket", "or"),
        zone=translate("ticket", "Zone"),
        bring=translate("ticket", "Did you bring?"),
        fee=translate("ticket", "Fee"),
        days=tuple(locale.dayName(day) for day in range(1, 8)),
        months=tuple(locale.monthName(month) for month in range(1, 13)),
        clock="%H:%M",
        today=translate("ticket", "Valid today"),
        scan=translate("ticket", "Scan to follow the queue"),
        for_kiosk=translate("ticket", "for the kiosk"),
        missed=lambda calls, after: missed.format(calls=calls, after=after),
        more=translate("ticket", "+ {count} more: see the kiosk"),
        honest=translate("ticket", "No fees beyond the official ones"),
    )
