"""What a screen says when something was refused or failed: one calm sentence each, in the language of the screen.

`sentence(error)` for any AntreanError or Crashed; `title(error)` for a heading above it; `brief(reason)` for a card's
one line; `state_word`, `priority_word` and `print_word` for what the records call by a code. The technician's
sentence is `error.sentence`; it is for the log and the status line, not for a visitor.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.errors import AntreanError, Busy, Reason, Refused, Unavailable
from antrean.model import PrintState, Priority, TicketState
from antrean.ui import staff_messages
from antrean.ui.dates import day_and_time
from antrean.ui.jobs import Crashed

translate = QCoreApplication.translate


def sentence(error: AntreanError | Crashed, *, today: date | None = None) -> str:
    """Return what to tell the person in front of the screen.

    `today` is the hall's date: a time on that day is said without its date.
    """
    match error:
        case Refused():
            return _refused(error, today)
        case Busy():
            # Nobody does again by itself what was asked for; reading goes on meanwhile.
            return translate("messages", "The queue is very busy at the moment. Please try again.")
        case Unavailable():
            return _unavailable(error.what)
        case _:
            return translate(
                "messages", "Something went wrong on this screen. Please try again, or ask one of our officers."
            )


def title(error: AntreanError | Crashed) -> str:
    """Return a heading of a few words."""
    match error:
        case Refused():
            return brief(error.reason)
        case Busy():
            return translate("messages", "Very busy")
        case Unavailable(what="database" | "schema"):
            return translate("messages", "Not connected")
        case Unavailable(what="printer"):
            return translate("messages", "The printer needs help")
        case Unavailable(what="voice"):
            return translate("messages", "No sound")
        case _:
            return translate("messages", "Sorry, that did not work")


def brief(reason: Reason) -> str:
    """Return a reason in a few words, as on a card or a heading."""
    match reason:
        case Reason.HOLIDAY:
            return translate("messages", "Closed for a holiday")
        case Reason.NOT_THIS_WEEKDAY:
            return translate("messages", "Not open today")
        case Reason.NOT_YET_OPEN:
            return translate("messages", "Not open yet")
        case Reason.ON_BREAK:
            return translate("messages", "On a break")
        case Reason.PAST_CUTOFF | Reason.CLOSED_FOR_TODAY:
            return translate("messages", "Closed for today")
        case Reason.QUOTA_USED_UP:
            return translate("messages", "No numbers left today")
        case Reason.HALL_FULL:
            return translate("messages", "Full until closing time")
        case Reason.NOT_STAFFED:
            return translate("messages", "No officer at the counter yet")
        case Reason.CLOSED_BY_STAFF:
            return translate("messages", "Not available just now")
        case Reason.COUNTER_CLOSED:
            return translate("messages", "Counter closed")
        case Reason.COUNTER_ON_BREAK:
            return translate("messages", "Counter on a break")
        case Reason.COUNTER_TAKEN:
            return translate("messages", "Counter in use")
        case Reason.PEOPLE_WAITING | Reason.UNFINISHED_TICKETS:
            return translate("messages", "People are still waiting")
        case _:
            return translate("messages", "That is not possible now")


def _refused(error: Refused, today: date | None) -> str:
    said = _of_hours(error.reason)
    if said:
        note = error.details.get("note")
        if error.reason is Reason.CLOSED_BY_STAFF and isinstance(note, str) and note:
            said = f"{note.rstrip('.')}. {said}"
        again = opens_again(error.details.get("opens_at"), today)
        return f"{said} {again}" if again else said
    details = error.details
    match error.reason:
        case Reason.UNKNOWN_SERVICE:
            return translate("messages", "This service is no longer offered here. Please choose another one.")
        case Reason.UNKNOWN_QUEUE:
            return translate("messages", "There is no such queue in this mall.")
        case Reason.UNKNOWN_COUNTER:
            return translate("messages", "There is no such counter in this mall.")
        case Reason.UNKNOWN_OFFICER:
            return translate("messages", "This officer is not known here.")
        case Reason.UNKNOWN_TICKET:
            return translate("messages", "This number was not found. Please check it.")
        case Reason.UNKNOWN_ZONE:
            return translate("messages", "There is no such zone in this mall.")
        case Reason.UNKNOWN_ASSISTANCE:
            return translate("messages", "There is no such call for assistance.")
        case Reason.WRONG_STATE:
            return _wrong_state(details)
        case Reason.COUNTER_CLOSED:
            return translate("messages", "This counter is closed. Please open it first.")
        case Reason.COUNTER_ON_BREAK:
            return translate("messages", "This counter is on a break. Please end the break first.")
        case Reason.COUNTER_TAKEN:
            return _counter_taken(details)
        case Reason.COUNTER_BUSY:
            return translate("messages", "{code} is still at this counter. Please finish it first.").format(
                code=_code(details)
            )
        case Reason.NO_ACTIVE_TICKET:
            return translate("messages", "Nobody is called to this counter now.")
        case Reason.OTHER_COUNTER:
            return translate("messages", "{code} is at another counter.").format(code=_code(details))
        case Reason.NOT_YOUR_QUEUE:
            return translate("messages", "This counter does not serve the queue of {code}.").format(code=_code(details))
        case Reason.RECALL_TOO_SOON:
            return _recall_too_soon(details)
        case Reason.TOO_LATE:
            return translate("messages", "It is too late to take this back. Please ask an officer.")
        case Reason.NOT_YOUR_TICKET:
            return translate("messages", "This number belongs to somebody else.")
        case Reason.ANOTHER_DAY:
            return translate("messages", "{code} is from another day. Please take a new number.").format(
                code=_code(details)
            )
        case Reason.REASON_NEEDED:
            return translate("messages", "Please give a reason.")
        case Reason.QUEUE_WITHOUT_COUNTER:
            return translate("messages", "No counter serves this queue. Please choose another one.")
        case Reason.ASSISTANCE_TAKEN:
            return _assistance_taken(details)
        case Reason.ASSISTANCE_OVER:
            return translate("messages", "This call for assistance is over.")
        case Reason.REPRINTED_ALREADY:
            return translate("messages", "{code} was printed again already. Please ask an officer.").format(
                code=_code(details)
            )
        case Reason.PEOPLE_WAITING | Reason.UNFINISHED_TICKETS:
            return _people_waiting(details)
        case Reason.MALL_FILE:
            return translate("messages", "The mall file has mistakes. Please ask the technician.")
        case Reason.TOO_MANY:
            return translate("messages", "Many numbers were taken here just now. Please wait a moment and try again.")
        case Reason.NO_MALL:
            return translate("messages", "No mall has been set up yet. Please ask the technician.")
        case Reason.REQUEST_MISMATCH:
            return translate("messages", "This was asked before in another way. Please start again.")
        case Reason.STRANGE_ROW:
            return translate("messages", "An entry in the database cannot be read. Please ask the technician.")
        case Reason.LIVING_HALL:
            return translate("messages", "This hall is in use and is not overwritten. Please ask the technician.")
        case Reason.RUNS_ALREADY:
            return translate("messages", "It runs on this PC already.")
        case Reason.BAD_INPUT:
            return translate("messages", "That cannot be done this way. Please check what was entered.")
        case (
            Reason.HOLIDAY
            | Reason.NOT_THIS_WEEKDAY
            | Reason.NOT_YET_OPEN
            | Reason.ON_BREAK
            | Reason.PAST_CUTOFF
            | Reason.CLOSED_FOR_TODAY
            | Reason.QUOTA_USED_UP
            | Reason.HALL_FULL
            | Reason.NOT_STAFFED
            | Reason.CLOSED_BY_STAFF
        ):
            raise AssertionError(error.reason)
        case (
            Reason.NOT_PERMITTED
            | Reason.WRONG_PIN
            | Reason.PIN_WAIT
            | Reason.PIN_NEEDED
            | Reason.OFFICER_LOCKED
            | Reason.LAST_ADMINISTRATOR
            | Reason.RECALLED_OFTEN
            | Reason.TARGET_CLOSED
            | Reason.UNKNOWN_OUTCOME
            | Reason.IDENTITY_NUMBER
            | Reason.UNKNOWN_ALERT
        ):
            return staff_messages.refused(error.reason, details)
        case _:
            assert_never(error.reason)


def _of_hours(reason: Reason) -> str:
    match reason:
        case Reason.HOLIDAY:
            return translate("messages", "We are closed today for a holiday.")
        case Reason.NOT_THIS_WEEKDAY:
            return translate("messages", "This service is not open today.")
        case Reason.NOT_YET_OPEN:
            return translate("messages", "This service is not open yet.")
        case Reason.ON_BREAK:
            return translate("messages", "This service is on a break.")
        case Reason.PAST_CUTOFF:
            return translate("messages", "No more numbers are given today. Numbers already taken are still served.")
        case Reason.CLOSED_FOR_TODAY:
            return translate("messages", "This service is closed for today.")
        case Reason.QUOTA_USED_UP:
            return translate("messages", "All numbers of today for this service have been taken.")
        case Reason.HALL_FULL:
            return translate(
                "messages", "Those who already wait fill the time until closing, so no more numbers are given today."
            )
        case Reason.NOT_STAFFED:
            return translate(
                "messages",
                "No officer is at the counters yet. Please try again in a while or ask the information desk.",
            )
        case Reason.CLOSED_BY_STAFF:
            return translate("messages", "This service is not available just now.")
        case _:
            return ""


def opens_again(opens_at: object, today: date | None = None) -> str:
    """Return when numbers are given again, from a moment or its ISO 8601 text; empty when that is not known."""
    moment = datetime.fromisoformat(opens_at) if isinstance(opens_at, str) else opens_at
    if not isinstance(moment, datetime):
        return ""
    # The language of the sentence decides how the time is written; the translation of "en" names it.
    language = translate("messages", "en", "code of this language: id in Indonesian")
    when = day_and_time(moment, language, today)
    return translate("messages", "You can take a number from {when}.").format(when=when)


def _code(details: Mapping[str, object]) -> str:
    code = details.get("code")
    return str(code) if code else translate("messages", "This number")


def _wrong_state(details: Mapping[str, object]) -> str:
    state = details.get("state")
    if state not in list(TicketState):
        return translate("messages", "{code} has changed meanwhile, so this is not possible.").format(
            code=_code(details)
        )
    return translate("messages", "{code} is {state} by now, so this is not possible.").format(
        code=_code(details), state=state_word(TicketState(str(state))).lower()
    )


def _counter_taken(details: Mapping[str, object]) -> str:
    officer = details.get("officer")
    if not isinstance(officer, str) or not officer:
        return translate("messages", "Another officer is signed in at this counter.")
    return translate("messages", "{officer} is signed in at this counter.").format(officer=officer)


def _assistance_taken(details: Mapping[str, object]) -> str:
    officer, counter = details.get("officer"), details.get("counter")
    if not officer or counter is None:
        return translate("messages", "A colleague is on the way already.")
    return translate("messages", "{officer} from counter {counter} is on the way already.").format(
        officer=officer, counter=counter
    )


def _recall_too_soon(details: Mapping[str, object]) -> str:
    seconds = details.get("seconds")
    if seconds is None:
        return translate("messages", "Just called. Please wait a moment before calling again.")
    return translate("messages", "Just called. You can call again in {seconds} seconds.").format(seconds=seconds)


_CODES_NAMED = 5


def _people_waiting(details: Mapping[str, object]) -> str:
    codes = details.get("codes")
    if not isinstance(codes, list | tuple) or not codes:
        return translate("messages", "People still hold a number. Please serve them first.")
    named = ", ".join(str(code) for code in codes[:_CODES_NAMED])
    rest = len(codes) - _CODES_NAMED
    if rest > 0:
        return translate("messages", "Still waiting: {codes} and {count} more. Please serve them first.").format(
            codes=named, count=rest
        )
    return translate("messages", "Still waiting: {codes}. Please serve them first.").format(codes=named)


def _unavailable(what: str) -> str:
    match what:
        case "database":
            return translate("messages", "The queue cannot be reached at the moment. We keep trying.")
        case "schema":
            return translate("messages", "The queue's database needs the technician before this screen can work.")
        case "printer":
            return translate("messages", "The paper could not be printed. Please remember your number.")
        case "voice":
            return translate("messages", "Calls cannot be heard at the moment. Please watch the screen.")
        case "guidance":
            return translate(
                "messages", "The voice cannot be heard at this screen. “Call a companion” brings somebody who helps."
            )
        case "file":
            return translate("messages", "A file could not be read or written. Please ask the technician.")
        case _:
            return translate("messages", "A part of the system does not answer at the moment. Please try again.")


def state_word(state: TicketState) -> str:
    """Return the name of a ticket's state."""
    match state:
        case TicketState.WAITING:
            return translate("messages", "Waiting")
        case TicketState.CALLED:
            return translate("messages", "Called")
        case TicketState.SERVING:
            return translate("messages", "Being served")
        case TicketState.HELD:
            return translate("messages", "On hold")
        case TicketState.NO_SHOW:
            return translate("messages", "Did not come")
        case TicketState.DONE:
            return translate("messages", "Done")
        case TicketState.CANCELLED:
            return translate("messages", "Cancelled")
        case TicketState.EXPIRED:
            return translate("messages", "Expired")
        case _:
            assert_never(state)


def priority_word(priority: Priority) -> str:
    """Return the name of a priority group."""
    match priority:
        case Priority.ELDERLY:
            return translate("messages", "Aged 60 or over")
        case Priority.DISABILITY:
            return translate("messages", "Person with a disability")
        case Priority.PREGNANT:
            return translate("messages", "Pregnant")
        case Priority.WITH_INFANT:
            return translate("messages", "Nursing or with a small child")
        case Priority.SICK:
            return translate("messages", "Ill or urgent")
        case Priority.DISASTER:
            return translate("messages", "Affected by a disaster")
        case _:
            assert_never(priority)


def print_word(state: PrintState) -> str:
    """Return how things stand with a ticket's paper, as the kiosk tells it; empty when there is nothing to tell."""
    match state:
        case PrintState.NOT_WANTED:
            return ""
        case PrintState.PENDING:
            return translate("messages", "Your ticket is being printed …")
        case PrintState.PRINTED:
            return translate("messages", "Please take your ticket.")
        case PrintState.FAILED:
            return translate("messages", "The paper could not be printed. Please remember your number.")
        case PrintState.UNKNOWN:
            return translate("messages", "If no paper comes out, please remember your number.")
        case _:
            assert_never(state)
