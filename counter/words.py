"""The counter's words for what the records call by a code: reasons, turns, voices, languages."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.announcing import Unspoken
from antrean.errors import Reason, Refused
from antrean.model import Priority
from antrean.order import Because
from antrean.store.tables import AnnouncementState
from antrean.ui import messages
from counter.habits import Sort
from counter.pace import Pace
from counter.reasons import BreakReason, ChosenReason, HoldReason, SendReason
from counter.state import Deed, Trouble

translate = QCoreApplication.translate


def refusal(trouble: Trouble) -> str:
    """Return why the last click did not work, in the words of a colleague."""
    match trouble:
        case Refused(reason=Reason.TOO_LATE):
            return translate("counter", "It is too late to take this back.")
        case Refused(reason=Reason.REQUEST_MISMATCH):
            return translate("counter", "That did not work. Please click again.")
        case _:
            return messages.sentence(trouble)


def because(why: Because) -> str:
    """Return why this ticket is next."""
    match why:
        case Because.PRIORITY:
            return translate("counter", "a priority turn")
        case Because.TURN:
            return translate("counter", "in turn")
        case Because.HELP:
            return translate("counter", "helping another queue")
        case Because.RESERVED:
            return translate("counter", "sent to this counter")
        case _:
            assert_never(why)


def announcement(state: AnnouncementState | None, why: Unspoken | None = None) -> tuple[str, str, str] | None:
    """Return what became of the call, the icon for it and its colour; None when there is nothing to say.

    `why` tells that nobody in the hall hears it: then the officer calls out.
    """
    match why:
        case Unspoken.NO_VOICE:
            return translate("counter", "No loudspeaker in this zone: please call out"), "speaker_off", "warn"
        case Unspoken.FAILED:
            return translate("counter", "Not heard in the hall: please call out"), "speaker_off", "warn"
        case Unspoken.LATE:
            return translate("counter", "Too late for the loudspeaker: only shown"), "speaker_off", "warn"
        case Unspoken.QUIET:
            return translate("counter", "Quiet period: only shown"), "speaker_off", "muted"
        case None:
            pass
        case _:
            assert_never(why)
    match state:
        case None | AnnouncementState.REPLACED:
            return None
        case AnnouncementState.QUEUED:
            return translate("counter", "Not announced yet"), "hourglass", "muted"
        case AnnouncementState.SPEAKING:
            return translate("counter", "Being announced"), "speaker", "muted"
        case AnnouncementState.SPOKEN:
            return translate("counter", "Announced"), "check", "muted"
        case AnnouncementState.FAILED | AnnouncementState.MISSED:
            return translate("counter", "Could not be announced"), "speaker_off", "warn"
        case _:
            assert_never(state)


def short_unspoken(why: Unspoken) -> tuple[str, str]:
    """Return the same in the two words that the bar has room for, and their tone."""
    match why:
        case Unspoken.NO_VOICE | Unspoken.FAILED:
            return translate("counter", "not heard: call out"), "warn"
        case Unspoken.LATE | Unspoken.QUIET:
            return translate("counter", "only shown"), "muted"
        case _:
            assert_never(why)


def pace(how: Pace, minutes: int) -> str:
    """Return how a service stands to its target of so many minutes, to be read behind its clock."""
    match how:
        case Pace.CALM:
            text = translate("counter", "/ target {minutes} min")
        case Pace.NEAR:
            text = translate("counter", "/ nearly over the target of {minutes} min")
        case Pace.OVER:
            text = translate("counter", "/ past the target of {minutes} min")
        case _:
            assert_never(how)
    return text.format(minutes=minutes)


def short_pace(how: Pace, minutes: int) -> str:
    """Return the same for the compact bar."""
    match how:
        case Pace.CALM:
            text = translate("counter", "target {minutes} min")
        case Pace.NEAR:
            text = translate("counter", "nearly over {minutes} min")
        case Pace.OVER:
            text = translate("counter", "past {minutes} min")
        case _:
            assert_never(how)
    return text.format(minutes=minutes)


def next_deed(*, is_here: bool) -> str:
    """Return what the key of the next visitor does now."""
    return translate("counter", "Finish and call the next") if is_here else translate("counter", "Call the next")


def sort(order: Sort) -> str:
    """Return in which order the lists stand."""
    match order:
        case Sort.LINE:
            return translate("counter", "In order of the line")
        case Sort.WAIT:
            return translate("counter", "Longest wait first")
        case Sort.SERVICE:
            return translate("counter", "By service")
        case _:
            assert_never(order)


def undone(deed: Deed, code: str) -> str:
    """Return what was done a moment ago and can be taken back."""
    match deed:
        case Deed.FINISH:
            return translate("counter", "{code} is finished.").format(code=code)
        case Deed.NO_SHOW:
            return translate("counter", "{code} did not come.").format(code=code)
        case _:
            return translate("counter", "{code} was sent on.").format(code=code)


def hold_reason(reason: HoldReason) -> str:
    match reason:
        case HoldReason.DOCUMENTS:
            return translate("counter", "A document is missing")
        case HoldReason.COPIES:
            return translate("counter", "Copies have to be made")
        case HoldReason.PAYMENT:
            return translate("counter", "A payment has to be made")
        case HoldReason.FORM:
            return translate("counter", "A form has to be filled in")
        case HoldReason.SYSTEM:
            return translate("counter", "Our system does not answer")
        case HoldReason.OTHER:
            return translate("counter", "Another reason")
        case _:
            assert_never(reason)


def held_for(reason: str) -> str:
    """Return why a number is on hold; a word that is not of this list stands as it was written."""
    return hold_reason(HoldReason(reason)) if reason in set(HoldReason) else reason


def chosen_reason(reason: ChosenReason) -> str:
    match reason:
        case ChosenReason.FRAIL:
            return translate("counter", "Needs care, cannot wait")
        case ChosenReason.URGENT:
            return translate("counter", "Urgent")
        case ChosenReason.BACK:
            return translate("counter", "Came back with the missing papers")
        case ChosenReason.TOGETHER:
            return translate("counter", "Belongs to the visitor who was just here")
        case ChosenReason.SUPERVISOR:
            return translate("counter", "The supervisor asked for it")
        case ChosenReason.OTHER:
            return translate("counter", "Another reason")
        case _:
            assert_never(reason)


def send_reason(reason: str | None) -> str:
    """Return why somebody was sent on; empty where nothing was said."""
    match reason:
        case SendReason.WRONG:
            return translate("counter", "wrong counter")
        case SendReason.NEXT:
            return translate("counter", "next step")
        case SendReason.CHECK:
            return translate("counter", "to be checked")
        case SendReason.HELP:
            return translate("counter", "needs help")
        case _:
            return ""


def break_reason(reason: str) -> str:
    """Return a break's reason; one that is not of this list stands as it was written."""
    match reason:
        case BreakReason.MEAL:
            return translate("counter", "Meal")
        case BreakReason.PRAYER:
            return translate("counter", "Prayer")
        case BreakReason.BRIEF:
            return translate("counter", "A few minutes away")
        case BreakReason.MEETING:
            return translate("counter", "Meeting")
        case _:
            return reason


def at_counters(numbers: str) -> str:
    return translate("counter", "counter {numbers}").format(numbers=numbers)


def language(code: str) -> str:
    """Return the language that the visitor took the ticket in."""
    match code:
        case "id":
            return translate("counter", "Indonesian")
        case "en":
            return translate("counter", "English")
        case _:
            return code


def priority(kind: Priority | None) -> str:
    """Return what to say of a priority ticket; its kind is cleared at closing."""
    if kind is None:
        return translate("counter", "Priority")
    return translate("counter", "Priority · {kind}").format(kind=messages.priority_word(kind))
