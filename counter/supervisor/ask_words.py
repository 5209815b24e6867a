"""What the questions of the supervisor's page offer as answers, and what is said when something was done."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.closing import DayClosed
from antrean.mall_record import Mall
from antrean.model import Ticket
from antrean.speaking import AnnouncementState, Why
from antrean.ui import messages
from counter.state import service_name
from counter.supervisor import people_words, words
from counter.supervisor.asks import Reopens, Template, WhyChanged, WhyClosed, WhyDayClosed
from counter.supervisor.state import Done
from counter.supervisor.wishes import (
    Acknowledge,
    AddOfficer,
    Announce,
    ChangeOfficer,
    ChangePriority,
    ChangeQueue,
    CloseCounter,
    CloseDay,
    CloseService,
    ReopenService,
    ResetPin,
    RetireOfficer,
    UnlockOfficer,
    Withdraw,
)

translate = QCoreApplication.translate


def why_closed(why: WhyClosed) -> str:
    match why:
        case WhyClosed.SYSTEM:
            return translate("supervisor", "The system is down")
        case WhyClosed.OFFICER:
            return translate("supervisor", "The officer is not here")
        case WhyClosed.MATERIAL:
            return translate("supervisor", "Materials are used up")
        case _:
            assert_never(why)


def reopens(choice: Reopens, time: str) -> str:
    match choice:
        case Reopens.NOT_TODAY:
            return translate("supervisor", "Not today")
        case Reopens.HALF_HOUR:
            return translate("supervisor", "In half an hour, {time}").format(time=time)
        case Reopens.HOUR:
            return translate("supervisor", "In an hour, {time}").format(time=time)
        case Reopens.AT:
            return translate("supervisor", "At a time …")
        case _:
            assert_never(choice)


def why_changed(why: WhyChanged) -> str:
    match why:
        case WhyChanged.MISTAKE:
            return translate("supervisor", "Taken by mistake")
        case WhyChanged.NEED:
            return translate("supervisor", "The visitor needs it")
        case WhyChanged.SERVICE:
            return translate("supervisor", "It was the wrong service")
        case WhyChanged.BALANCE:
            return translate("supervisor", "The queue is too long")
        case WhyChanged.OTHER:
            return translate("supervisor", "Another reason")
        case _:
            assert_never(why)


def why_day_closed(why: WhyDayClosed) -> str:
    match why:
        case WhyDayClosed.TOLD:
            return translate("supervisor", "They were told")
        case WhyDayClosed.POWER:
            return translate("supervisor", "Power cut")
        case WhyDayClosed.SYSTEM:
            return translate("supervisor", "The system is down")
        case WhyDayClosed.DANGER:
            return translate("supervisor", "The building is cleared")
        case _:
            assert_never(why)


def template(one: Template) -> str:
    match one:
        case Template.CAR:
            return translate("supervisor", "Owner of a vehicle")
        case Template.CHILD:
            return translate("supervisor", "A child alone")
        case Template.FOUND:
            return translate("supervisor", "Something was found")
        case Template.LEAVE:
            return translate("supervisor", "Leave the building")
        case _:
            assert_never(one)


def announced(state: AnnouncementState, why: Why | None = None) -> tuple[str, str, str]:
    """Return what became of an announcement, the icon and the tone that go with it."""
    if why is Why.QUIET:
        return translate("supervisor", "Only shown: quiet period"), "speaker_off", "muted"
    if why is Why.NO_VOICE:
        return translate("supervisor", "Only shown: no loudspeaker"), "speaker_off", "muted"
    match state:
        case AnnouncementState.QUEUED:
            return translate("supervisor", "Not announced yet"), "hourglass", "muted"
        case AnnouncementState.SPEAKING:
            return translate("supervisor", "Being announced"), "speaker", "link"
        case AnnouncementState.SPOKEN:
            return translate("supervisor", "Announced"), "check", "good"
        case AnnouncementState.FAILED | AnnouncementState.MISSED:
            return translate("supervisor", "Could not be announced"), "speaker_off", "bad"
        case AnnouncementState.REPLACED:
            return translate("supervisor", "Taken back"), "undo", "muted"
        case _:
            assert_never(state)


def done(one: Done, mall: Mall, language: str) -> str:
    """Return what was done, in one sentence; empty where the page shows it anyway."""
    match one.wish:
        case Acknowledge():
            return ""
        case CloseService(service=service, reopens_at=reopens_at):
            name = service_name(mall, service, language)
            if reopens_at is None:
                return translate("supervisor", "{service} is closed for today.").format(service=name)
            time = words.at(reopens_at, mall, language)
            return translate("supervisor", "{service} is closed until {time}.").format(service=name, time=time)
        case ReopenService(service=service):
            name = service_name(mall, service, language)
            return translate("supervisor", "{service} gives numbers again.").format(service=name)
        case ChangePriority(code=code, kind=kind):
            where = _queue(one.answer, mall, language)
            if kind is None:
                return translate("supervisor", "{code} is a regular number in {queue}.").format(code=code, queue=where)
            text = translate("supervisor", "{code} is a priority number in {queue}: {kind}.")
            return text.format(code=code, queue=where, kind=messages.priority_word(kind))
        case ChangeQueue(code=code):
            where = _queue(one.answer, mall, language)
            return translate("supervisor", "{code} waits in {queue}.").format(code=code, queue=where)
        case CloseCounter(number=number):
            return translate("supervisor", "Counter {number} is closed.").format(number=number)
        case CloseDay():
            return _day(one.answer)
        case Announce(is_emergency=is_emergency):
            if is_emergency:
                return translate("supervisor", "The emergency goes before everything else now.")
            return translate("supervisor", "The announcement is in line behind the calls that wait.")
        case Withdraw():
            return translate("supervisor", "The announcement was taken back.")
        case AddOfficer() | ChangeOfficer() | ResetPin() | UnlockOfficer() | RetireOfficer():
            return people_words.done(one, one.wish)
        case _:
            assert_never(one.wish)


def _queue(answer: object, mall: Mall, language: str) -> str:
    return words.queue(mall, answer.queue, language) if isinstance(answer, Ticket) else ""


def _day(answer: object) -> str:
    if not isinstance(answer, DayClosed):
        return ""
    text = translate("supervisor", "The day is closed. Numbers expired: {expired}, counters closed: {counters}.")
    said = text.format(expired=len(answer.expired), counters=len(answer.counters))
    if answer.anchor is None:
        return said
    anchor = translate("supervisor", "Anchor, to be written down or photographed: {anchor}")
    return f"{said} {anchor.format(anchor=answer.anchor.short)}"
