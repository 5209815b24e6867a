"""What the voice guidance says: each page, what became of a touch and the number, in the visitor's language."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication

from antrean import wording
from antrean.errors import Refused
from antrean.front import Issued
from antrean.mall_record import Mall
from antrean.model import AssistanceState, PrintState, TicketState
from antrean.receipt import counters_text
from antrean.spoken_text import times_in_words
from antrean.ui import messages
from kiosk import desk_words
from kiosk.access import LOUDEST
from kiosk.offered import ServiceView, agency_closed, hall_closed, today
from kiosk.pages import reasons, service_words
from kiosk.state import Companion, Found, Given, KioskState, Page, hits_of, service_of, services_of

translate = QCoreApplication.translate

_MONEY: Final = re.compile(r"\bRp\.? ?(\d[\d.]*)")
_COUNTDOWN: Final = re.compile(r"\s*\(\d+\)")


def speakable(text: str, language: str) -> str:
    """Return a text of the screen as a voice should say it: money, times and abbreviations in words."""
    spoken = _COUNTDOWN.sub("", text).replace("…", ".").replace("&", " dan " if language == "id" else " and ")
    spoken = re.sub(r"\s*[·•|\n(]\s*", ", ", spoken.replace(")", ""))
    spoken = _MONEY.sub(lambda found: f"{found[1].replace('.', '')} rupiah", spoken)
    spoken = times_in_words(spoken, language)
    spoken = wording.spelled(spoken) if language == "id" else spoken
    return re.sub(r"([.!?])[.,]+", r"\1", " ".join(spoken.split()))


def code_words(code: str, language: str) -> str:
    """Return a ticket's code sign by sign, as the hall's voice says it in its two languages."""
    try:
        letters, digits = wording.split_code(code)
    except Refused:
        return code
    if language in ("id", "en"):
        return wording.read_code(code, language)
    return f"{' '.join(letters)}, {' '.join(digits)}"


def control(name: str, description: str) -> str:
    """Return the focused control: what it is called, and what it is or does."""
    return _joined([name, description if description != name else ""])


def begun() -> str:
    """Return what is said when the guidance is switched on."""
    says = translate("spoken", "Voice guidance is on.")
    keys = translate("spoken", "The arrow keys choose, OK presses, Escape goes back, Help tells again what is here.")
    return _joined([says, keys])


def ended() -> str:
    """Return what is said when the visitor switches the guidance off."""
    return translate("spoken", "Voice guidance is off.")


def how_to_call() -> str:
    """Return what follows when the help key repeats a page."""
    return translate("spoken", "The arrow keys choose, OK presses, Escape goes back. Help once more calls a companion.")


def place(state: KioskState) -> object:
    """Return what the words of a page depend on: when it changes, the page is read anew."""
    given = None if state.given is None else state.given.issued.ticket.id
    found = None
    if state.found is not None:
        issued = state.found.issued
        found = (None, state.found.is_another_day) if issued is None else (issued.ticket.id, issued.ticket.state)
    return state.page, state.agency, state.service, state.turn, state.language, given, found


def page(state: KioskState) -> str:
    """Return where the visitor is and what can be done there; empty where nobody is guided."""
    mall, language = None if state.offer is None else state.offer.mall, state.language
    words: Iterable[str]
    match state.page:
        case Page.WAITING:
            words = _waiting(state)
        case Page.PIN | Page.TECHNICIAN:
            words = ()
        case _ if mall is None:
            words = ()
        case Page.CLOSED:
            words = (*_hall_closed(state), translate("spoken", "Press OK to hear what is offered here."))
        case Page.AGENCIES:
            words = _agencies(state, mall)
        case Page.SEARCH:
            words = (
                translate("spoken", "Search."),
                translate("spoken", "Choose letters, the services found come before them. For example: KTP, paspor."),
                query(state) if state.query else "",
            )
        case Page.SERVICES:
            words = _services(state, mall)
        case Page.SERVICE:
            view = service_of(state)
            words = () if view is None else _service(view, state)
        case Page.PRIORITY:
            words = (
                translate("spoken", "Who needs to be served first?"),
                translate("spoken", "Choose what applies to you, several may. Nothing has to be proven."),
                translate("spoken", "The last button goes on without priority."),
            )
        case Page.ISSUED:
            words = () if state.given is None else _given(state.given, mall, language)
        case Page.FOUND:
            words = () if state.found is None else _found(state.found, mall, language)
        case Page.STANDARDS:
            words = _standards(mall, language)
    sheet = translate("spoken", "Page {page}.").format(page=state.turn + 1) if state.turn else ""
    return sheet if sheet and state.page is not Page.STANDARDS else _joined(words)


def news(before: KioskState, after: KioskState) -> str:
    """Return what a visitor did changed on the same page, or why it did nothing."""
    words = []
    if after.busy_service is not None and before.busy_service is None:
        words.append(translate("spoken", "One moment."))
    if after.notice is not None and after.notice != before.notice:
        words.append(messages.sentence(after.notice.error))
    if after.cancelled is not None and after.cancelled != before.cancelled:
        words.append(
            translate("spoken", "Number {code} was cancelled. Its paper is no longer valid.").format(
                code=code_words(after.cancelled, after.language)
            )
        )
    if after.page is Page.PRIORITY and before.page is Page.PRIORITY:
        for kind in sorted(after.priorities ^ before.priorities):
            says = (
                translate("spoken", "{kind} is chosen.")
                if kind in after.priorities
                else translate("spoken", "{kind} is not chosen.")
            )
            words.append(says.format(kind=messages.priority_word(kind)))
    words += _access_news(before, after)
    return _joined(words)


def typed(before: KioskState, after: KioskState) -> str:
    """Return what is searched for now, if that is new: it replaces what was to be said of an earlier letter."""
    is_typing = after.page is Page.SEARCH and before.page is Page.SEARCH and after.query != before.query
    return query(after) if is_typing else ""


def report(before: KioskState, after: KioskState) -> str:
    """Return what happened by itself meanwhile: it waits until what is being said is over."""
    words = []
    if after.trouble is not None and before.trouble is None and after.page is not Page.WAITING:
        words.append(translate("spoken", "The queue is not connected just now, so no number can be given."))
        words.append(desk_words.numbers_on_paper(after))
    if after.trouble is None and before.trouble is not None and after.page is not Page.WAITING:
        words.append(translate("spoken", "The queue is connected again."))
    if after.companion != before.companion:
        words.append(_companion(before.companion, after.companion))
    if after.given is not None and before.given is not None:
        if after.given.called_to is not None and before.given.called_to is None:
            words.append(_called(after.given.called_to))
        if after.given.paper is not before.given.paper:
            words.append(_paper(after.given, after.language))
    error = None if after.found is None else after.found.error
    if error is not None and before.found is not None and error != before.found.error and place(after) == place(before):
        words.append(messages.sentence(error))
    return _joined(words)


def warning(state: KioskState) -> str:
    """Return the question whether somebody is still there."""
    return translate(
        "spoken", "Are you still there? This screen goes back to its start in {seconds} seconds. OK gives more time."
    ).format(seconds=state.closing_in_s)


def query(state: KioskState) -> str:
    """Return what was typed and how much it finds."""
    if not state.query.strip():
        return translate("spoken", "Nothing is typed.")
    hits = hits_of(state)
    if not hits:
        return _joined([f"{state.query}.", _no_hit(state)])
    first = hits[0].service.name.in_language(state.language)
    found = (
        translate("spoken", "One service found: {name}.")
        if len(hits) == 1
        else translate("spoken", "{count} services found, the first: {name}.")
    )
    return _joined([f"{state.query}.", found.format(count=len(hits), name=first)])


def _joined(words: Iterable[str]) -> str:
    """Return sentences in one line, each with its stop."""
    said = (word.strip() for word in words)
    return " ".join(word if word[-1] in ".!?:" else f"{word}." for word in said if word)


def _waiting(state: KioskState) -> Iterable[str]:
    if state.trouble is None:
        return (translate("spoken", "One moment."),)
    return (
        translate("spoken", "This kiosk is not ready yet."),
        translate("spoken", "Please ask our officers at the information desk for a number."),
    )


def _hall_closed(state: KioskState) -> Iterable[str]:
    closed = None if state.offer is None else hall_closed(state.offer)
    if closed is None or state.offer is None:
        return ()
    return reasons.reason(closed, state.language), messages.opens_again(closed.opens_at, today(state.offer))


def _agencies(state: KioskState, mall: Mall) -> Iterable[str]:
    return (
        mall.name.in_language(state.language),
        *_hall_closed(state),
        translate("spoken", "Choose an agency, or search for what you need."),
    )


def _services(state: KioskState, mall: Mall) -> Iterable[str]:
    if state.offer is None or state.agency is None:
        return ()
    agency, views = mall.agency(state.agency), services_of(state)
    zone = mall.zone(agency.zone)
    closed = agency_closed(state.offer, agency.code)
    count = (
        translate("spoken", "One service.")
        if len(views) == 1
        else translate("spoken", "{count} services.").format(count=len(views))
    )
    return (
        agency.short.in_language(state.language),
        _zone(zone.position, zone.color_name.in_language(state.language)),
        reasons.reason(closed, state.language) if closed is not None else "",
        count,
        translate("spoken", "Choose one.") if len(views) > 1 else "",
    )


def _service(view: ServiceView, state: KioskState) -> Iterable[str]:
    language = state.language
    bring, limits = service_words.bring(view, language), service_words.limits(view, language)
    is_open = view.closed is None
    return (
        view.service.name.in_language(language),
        service_words.closed(view, state),
        service_words.waiting(view) if is_open else "",
        translate("spoken", "Cost: {fee}.").format(fee=service_words.fee(view, language)),
        translate("spoken", "Please bring: {things}.").format(things=", ".join(bring)) if bring else "",
        *limits,
        service_words.few_left(view),
        translate("spoken", "OK takes a number.") if is_open else "",
    )


def _given(given: Given, mall: Mall, language: str) -> Iterable[str]:
    ticket = given.issued.ticket
    spoken = code_words(ticket.code, language)
    return (
        translate("spoken", "Your number is {code}.").format(code=spoken),
        translate("spoken", "It is a priority number.") if ticket.is_priority else "",
        *(_where(given.issued, mall, language) if given.called_to is None else (_called(given.called_to),)),
        _paper(given, language),
        translate("spoken", "Once more: {code}.").format(code=spoken),
    )


def _found(found: Found, mall: Mall, language: str) -> Iterable[str]:
    if found.error is not None:
        return (messages.sentence(found.error),)
    if found.is_another_day:
        return (translate("spoken", "This number is of another day. Please take a new one."),)
    if found.issued is None:
        return ()
    ticket = found.issued.ticket
    words = [translate("spoken", "Your number is {code}.").format(code=code_words(ticket.code, language))]
    if ticket.state is TicketState.WAITING:
        words += _where(found.issued, mall, language)
    elif ticket.state is TicketState.CALLED and ticket.counter is not None:
        words.append(_called(ticket.counter))
    else:
        words.append(messages.state_word(ticket.state))
    if found.may_reprint:
        words.append(translate("spoken", "It can be printed once more."))
    return words


def _where(issued: Issued, mall: Mall, language: str) -> tuple[str, ...]:
    """Return the place in line, the zone and the counters."""
    zone = mall.zone(mall.agency(mall.service(issued.ticket.service).agency).zone)
    people, calls = issued.people_ahead, mall.rules.calls_before_no_show
    match people:
        case 0:
            ahead = translate("spoken", "Nobody is before you.")
        case 1:
            ahead = translate("spoken", "One person is before you.")
        case _:
            ahead = translate("spoken", "{count} people are before you.").format(count=people)
    counters = counters_text(issued.counters, language)
    return (
        ahead,
        _zone(zone.position, zone.color_name.in_language(language)),
        translate("spoken", "Counter {counters}.").format(counters=counters) if counters else "",
        translate("spoken", "Your number is called once.")
        if calls == 1
        else translate("spoken", "Your number is called {count} times.").format(count=calls),
    )


def _zone(number: int, color: str) -> str:
    return translate("spoken", "Zone {number}, {color}.").format(number=number, color=color)


def _called(counter: int) -> str:
    return translate("spoken", "You are called. Please go to counter {counter}.").format(counter=counter)


def _paper(given: Given, language: str) -> str:
    match given.paper:
        case PrintState.PRINTED:
            return translate("spoken", "Please take your paper.")
        case PrintState.FAILED:
            return translate("spoken", "No paper came out. Your number {code} is valid all the same.").format(
                code=code_words(given.issued.ticket.code, language)
            )
        case PrintState.UNKNOWN:
            return translate("spoken", "If no paper comes out, please remember your number.")
        case PrintState.PENDING | PrintState.NOT_WANTED:
            return ""


def _companion(before: Companion | None, after: Companion | None) -> str:
    if after is None:
        return translate("spoken", "The call for a companion has ended.")
    if after.state is AssistanceState.ACCEPTED:
        if after.counter is None:
            return translate("spoken", "An officer is on the way to you.")
        return translate("spoken", "The officer of counter {counter} is on the way to you.").format(
            counter=after.counter
        )
    return translate("spoken", "A companion has been called.") if before is None else ""


def _access_news(before: KioskState, after: KioskState) -> list[str]:
    was, now = before.access, after.access
    words = []
    if now.text_scale != was.text_scale:
        words.append(translate("spoken", "Text size {scale}.").format(scale=f"{now.text_scale:g}"))
    if now.volume != was.volume:
        words.append(translate("spoken", "Volume {step} of {steps}.").format(step=now.volume, steps=LOUDEST))
    for is_on, was_on, on, off in (
        (
            now.is_contrast,
            was.is_contrast,
            translate("spoken", "High contrast is on."),
            translate("spoken", "High contrast is off."),
        ),
        (now.is_low, was.is_low, translate("spoken", "Low reach is on."), translate("spoken", "Low reach is off.")),
        (now.is_easy, was.is_easy, translate("spoken", "Easy mode is on."), translate("spoken", "Easy mode is off.")),
    ):
        if is_on != was_on:
            words.append(on if is_on else off)
    return words


def _no_hit(state: KioskState) -> str:
    counters = () if state.offer is None else state.offer.mall.information_counters
    if not counters:
        return translate("spoken", "Nothing found. Try another word, or call a companion.")
    return translate("spoken", "Nothing found. The information desk helps: counter {counters}.").format(
        counters=counters_text(tuple(one.number for one in counters), state.language)
    )


def _standards(mall: Mall, language: str) -> Iterable[str]:
    standards = mall.standards
    texts = (mall.maklumat, standards.procedure, standards.products, standards.complaints, standards.complaint_contact)
    return (translate("spoken", "What we promise."), *(text.in_language(language) for text in texts))


def was_switched_off(before: KioskState, after: KioskState) -> bool:
    """Say whether the visitor who is still there switched the guidance off, and no new one begins."""
    return (
        before.access.is_spoken
        and replace(after, access=before.access, turn=before.turn) == before
        and before.closing_in_s is None
    )
