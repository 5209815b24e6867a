"""What a counter says when a rule refuses what an officer wants: who may, which PIN, where to, how often."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from antrean.errors import Reason

translate = QCoreApplication.translate


def refused(reason: Reason, details: Mapping[str, object]) -> str:
    """Return the sentence of a refusal that only officers meet; empty for every other one."""
    match reason:
        case Reason.NOT_PERMITTED:
            return translate("messages", "Your role does not allow this. Please ask a supervisor.")
        case Reason.WRONG_PIN:
            return _wrong_pin(details)
        case Reason.PIN_WAIT:
            return translate("messages", "Please wait {seconds} seconds before you try again.").format(
                seconds=details.get("seconds", "")
            )
        case Reason.PIN_NEEDED:
            return _pin_needed(details)
        case Reason.OFFICER_LOCKED:
            return translate("messages", "Too many wrong PINs: your account is locked. A supervisor can unlock it.")
        case Reason.LAST_ADMINISTRATOR:
            return translate("messages", "This is the last administrator; make another one first.")
        case Reason.RECALLED_OFTEN:
            return translate(
                "messages", "{code} was called {count} times. Mark it as not there, or put it back in line."
            ).format(code=details.get("code", ""), count=details.get("count", ""))
        case Reason.TARGET_CLOSED:
            return _target_closed(details)
        case Reason.UNKNOWN_OUTCOME:
            return translate("messages", "This way to end a service is not known here.")
        case Reason.IDENTITY_NUMBER:
            return translate(
                "messages", "This looks like an identity number. Notes must not hold any; please write without it."
            )
        case Reason.UNKNOWN_ALERT:
            return translate("messages", "This alert is over.")
        case _:
            return ""


def _target_closed(details: Mapping[str, object]) -> str:
    if details.get("closed_today"):
        return translate("messages", "That service is closed for today: {why}").format(why=details.get("why") or "")
    counters = details.get("counters")
    if not isinstance(counters, list | tuple) or not counters:
        return translate("messages", "Nobody is there just now.")
    if len(counters) == 1:
        return translate("messages", "Nobody is at counter {counter} just now.").format(counter=counters[0])
    return translate("messages", "Nobody is at counters {counters} just now.").format(
        counters=", ".join(str(number) for number in counters)
    )


def _pin_needed(details: Mapping[str, object]) -> str:
    if details.get("is_once"):
        return translate("messages", "Please choose a PIN of your own first.")
    if details.get("is_untyped"):
        return translate("messages", "Please type your PIN.")
    return translate("messages", "You have no PIN yet. A supervisor can make one for you.")


def _wrong_pin(details: Mapping[str, object]) -> str:
    left, seconds = details.get("tries_left"), details.get("seconds")
    said = translate("messages", "That is not the right PIN.")
    if isinstance(seconds, int) and seconds > 0:
        said += " " + translate("messages", "Please wait {seconds} seconds.").format(seconds=seconds)
    if left == 1:
        said += " " + translate("messages", "After one more wrong PIN your account is locked.")
    return said
