"""Why an agency or a service gives no number, and from when again, in the few words that a card has room for."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from antrean.errors import Reason
from antrean.front import Offer
from antrean.ui import dates, messages
from kiosk.offered import Closed, today

translate = QCoreApplication.translate

_SOON = timedelta(days=7)
"""Within so many days a weekday's name alone says which day is meant."""


def reason(closed: Closed, language: str) -> str:
    """Return why, with the holiday's name where it is one, or with what staff says of it."""
    why = messages.brief(closed.reason)
    return why if closed.note is None else f"{why} ({closed.note.in_language(language).rstrip('.')})"


def short(closed: Closed, language: str) -> str:
    """Return why in the few words of an agency's card; what staff says of it stands on the next page."""
    is_by_staff = closed.reason is Reason.CLOSED_BY_STAFF
    return messages.brief(closed.reason) if is_by_staff else reason(closed, language)


def whole_reason(closed: Closed, offer: Offer, language: str) -> str:
    """Return why, and from when on numbers are given again, in sentences."""
    again = messages.opens_again(closed.opens_at, today(offer))
    return f"{reason(closed, language)}. {again}".strip()


def opens(closed: Closed, offer: Offer, language: str) -> str:
    """Return from when again: "Opens at 13:00", "Opens Thursday, 08:00"; empty where that is not known."""
    if closed.opens_at is None:
        return ""
    moment = closed.opens_at.astimezone(offer.mall.zone_info)
    time, day = dates.clock_time(moment, language), moment.date()
    if day == today(offer):
        return translate("reasons", "Opens at {time}").format(time=time)
    is_soon = day - today(offer) < _SOON
    when = dates.weekday(day, language) if is_soon else dates.short_date(day, language)
    return translate("reasons", "Opens {day}, {time}").format(day=when, time=time)
