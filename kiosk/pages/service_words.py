"""The words for one service, the same on its card, its tile and its page."""

from PySide6.QtCore import QCoreApplication

from antrean.receipt import counters_text
from antrean.ui import messages
from kiosk.offered import ServiceView, today
from kiosk.pages import reasons
from kiosk.state import KioskState

translate = QCoreApplication.translate


def waiting(view: ServiceView) -> str:
    """Return how many people wait before a new visitor."""
    if not view.waiting:
        return translate("service", "Nobody waiting")
    return translate("service", "{count} waiting").format(count=view.waiting)


def counters(view: ServiceView, language: str) -> str:
    """Return "Counter 19 or 20", empty where no counter is named."""
    words = counters_text(view.counters, language)
    return translate("service", "Counter {counters}").format(counters=words) if words else ""


def zone(view: ServiceView, language: str) -> str:
    """Return "Zone 3 · red": the colour's name too, for who does not see it."""
    return translate("service", "Zone {zone} · {color}").format(
        zone=view.zone.position, color=view.zone.color_name.in_language(language)
    )


def fee(view: ServiceView, language: str) -> str:
    """Return what it costs; "Free" in one word where that is all."""
    # "Gratis (iuran sesuai kelas)" says more than the one word and stays whole.
    is_plain = view.service.fee.indonesian.casefold() == "gratis"
    return free() if is_plain else view.service.fee.in_language(language)


def free() -> str:
    """Return the one word for a service that costs nothing."""
    return translate("service", "Free")


def few_left(view: ServiceView) -> str:
    """Return how many numbers of today are left, empty unless that is getting few."""
    if view.few_left is None or view.closed is not None:
        return ""
    return translate("service", "{count} left").format(count=view.few_left)


def bring(view: ServiceView, language: str) -> tuple[str, ...]:
    """Return what to bring."""
    return tuple(one.in_language(language) for one in view.service.requirements)


def limits(view: ServiceView, language: str) -> tuple[str, ...]:
    """Return what is not done here."""
    return tuple(one.in_language(language) for one in view.service.limits)


def closed(view: ServiceView, state: KioskState) -> str:
    """Return why no number is given and from when again; empty while it is open."""
    if view.closed is None or state.offer is None:
        return ""
    sentence = messages.sentence(view.closed.as_refusal(), today=today(state.offer))
    note = view.closed.note
    return sentence if note is None else f"{note.in_language(state.language).rstrip('.')}. {sentence}"


def why_closed(view: ServiceView, state: KioskState) -> str:
    """Return the same in the few words of a tile."""
    if view.closed is None or state.offer is None:
        return ""
    why = reasons.reason(view.closed, state.language)
    again = reasons.opens(view.closed, state.offer, state.language)
    return f"{why}. {again}" if again else why


def trouble(view: ServiceView, state: KioskState) -> str:
    """Return why no number can be given just now, or why the last touch here gave none; empty if all is well."""
    if view.closed is not None:
        return ""
    if state.trouble is not None:
        return messages.sentence(state.trouble)
    notice = state.notice
    if notice is None or notice.service != view.service.code:
        return ""
    return messages.sentence(notice.error)


def take(view: ServiceView, state: KioskState) -> tuple[str, str]:
    """Return what the button says, and the small line under it."""
    if state.trouble is not None:
        return translate("service", "Take a number"), translate("service", "not connected just now")
    if state.busy_service == view.service.code:
        return translate("service", "One moment …"), ""
    note = "" if state.priority is None else translate("service", "as a priority number")
    return translate("service", "Take a number"), note


def people(count: int) -> str:
    """Return how many are before somebody in the line."""
    if count == 0:
        return translate("service", "Nobody")
    return (
        translate("service", "1 person") if count == 1 else translate("service", "{count} people").format(count=count)
    )
