"""What the supervisor's page says: alerts, how counters and devices are, ages."""

from datetime import datetime, timedelta
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.alerts import Alert, AlertKind, Severity
from antrean.devices.printer_condition import PrinterCondition
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import CounterState, DeviceKind, TicketState
from antrean.shift_steps import OFFICER_LEFT
from antrean.ui import printer_words
from antrean.ui.dates import clock_time, minutes
from antrean.watch import CounterSeen
from counter import words
from counter.reasons import ChosenReason, HoldReason
from counter.state import service_name
from counter.supervisor.state import Part, Standing, Trouble

translate = QCoreApplication.translate


def refusal(trouble: Trouble) -> str:
    """Return why the last click did not work, in the words of a colleague."""
    if isinstance(trouble, Refused) and trouble.reason is Reason.NOT_PERMITTED:
        if trouble.details.get("agency") is not None:
            return translate("supervisor", "This belongs to another agency. Ask a supervisor of the whole mall.")
        return translate("supervisor", "Your role does not allow this. Ask a supervisor of the whole mall.")
    if isinstance(trouble, Refused) and trouble.reason is Reason.IDENTITY_NUMBER:
        return translate(
            "supervisor", "This looks like an identity number. Please write without it: everybody reads it."
        )
    if isinstance(trouble, Refused) and trouble.reason is Reason.COUNTER_TAKEN:
        text = translate("supervisor", "{officer} sits at counter {number}. Close that counter first.")
        return text.format(officer=trouble.details.get("officer", ""), number=trouble.details.get("counter", ""))
    return words.refusal(trouble)


def part(one: Part) -> str:
    match one:
        case Part.OVERVIEW:
            return translate("supervisor", "Overview")
        case Part.QUEUES:
            return translate("supervisor", "Queues")
        case Part.COUNTERS:
            return translate("supervisor", "Counters")
        case Part.NUMBERS:
            return translate("supervisor", "Numbers")
        case Part.SERVICES:
            return translate("supervisor", "Services")
        case Part.DEVICES:
            return translate("supervisor", "Devices")
        case Part.OFFICERS:
            return translate("supervisor", "Officers")
        case Part.TEXTS:
            return translate("supervisor", "Announcements")
        case _:
            assert_never(one)


def lasted(how_long: timedelta) -> str:
    """Return an age in whole minutes, from an hour on in hours too."""
    hours, rest = divmod(minutes(how_long), 60)
    if hours:
        return translate("supervisor", "{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return translate("supervisor", "{minutes} min").format(minutes=rest)


def ago(how_long: timedelta) -> str:
    """Return an age as `lasted` does, and one below a minute in seconds."""
    seconds = round(how_long.total_seconds())
    return translate("supervisor", "{seconds} s").format(seconds=seconds) if seconds < 60 else lasted(how_long)


def at(moment: datetime, mall: Mall, language: str) -> str:
    """Return a time of day on the hall's clocks."""
    return clock_time(moment.astimezone(mall.zone_info), language)


def severity(how: Severity) -> tuple[str, str, str]:
    """Return the word for how soon somebody should go, the icon and the tone that go with it."""
    match how:
        case Severity.URGENT:
            return translate("supervisor", "Urgent"), "urgent", "bad"
        case Severity.WARNING:
            return translate("supervisor", "Warning"), "warning", "warn"
        case Severity.NOTICE:
            return translate("supervisor", "Notice"), "info", "muted"
        case _:
            assert_never(how)


def queue(mall: Mall, code: str, language: str) -> str:
    """Return a queue with its agency: "CA · Dukcapil"."""
    found = next((one for one in mall.queues if one.code == code), None)
    return code if found is None else f"{code} · {mall.agency(found.agency).short.in_language(language)}"


def alert(one: Alert, mall: Mall, language: str) -> str:
    """Return what is the matter, in one sentence."""
    where = "" if one.queue is None else queue(mall, one.queue, language)
    match one.kind:
        case AlertKind.WAIT_OVER_TARGET:
            text = translate("supervisor", "{queue}: the wait is over {minutes} min")
            return text.format(queue=where, minutes=one.target_minutes)
        case AlertKind.NOBODY_SERVING:
            return translate("supervisor", "{queue}: nobody serves this queue").format(queue=where)
        case AlertKind.COUNTER_IDLE:
            return translate("supervisor", "Counter {number} is free while people wait for it").format(
                number=one.counter
            )
        case AlertKind.LONG_SERVICE:
            text = translate("supervisor", "Counter {number}: {code} takes long")
            return text.format(number=one.counter, code=one.code)
        case AlertKind.PRINTER_TROUBLE:
            return f"{one.device}: {_printers(one.conditions)}"
        case AlertKind.DISPLAY_SILENT:
            return translate("supervisor", "{device}: calls are not heard").format(device=one.device)
        case AlertKind.OFFLINE:
            return translate("supervisor", "{device} does not answer").format(device=one.device)
        case AlertKind.ASSISTANCE:
            return translate("supervisor", "{device}: a visitor asks for a companion").format(device=one.device)
        case _:
            assert_never(one.kind)


def alert_more(one: Alert, mall: Mall, now: datetime, language: str) -> str:
    """Return what else helps whoever goes there; may be empty."""
    match one.kind:
        case AlertKind.WAIT_OVER_TARGET | AlertKind.NOBODY_SERVING:
            return _line(one, now)
        case AlertKind.COUNTER_IDLE:
            return f"{', '.join(one.queues)}: {_line(one, now)}"
        case AlertKind.LONG_SERVICE:
            text = translate("supervisor", "{service} · the target is {minutes} min")
            name = "" if one.service is None else service_name(mall, one.service, language)
            return text.format(service=name, minutes=one.target_minutes)
        case AlertKind.PRINTER_TROUBLE:
            known = [printer_words.what_to_do(kind) for kind in _conditions(one.conditions)]
            return " ".join(dict.fromkeys(word for word in known if word))
        case AlertKind.DISPLAY_SILENT:
            return " ".join(voice(condition) for condition in one.conditions)
        case AlertKind.OFFLINE:
            kind = "" if one.device_kind is None else device_kind(one.device_kind)
            return translate("supervisor", "{kind} · last heard of at {time}").format(
                kind=kind, time=at(one.since, mall, language)
            )
        case AlertKind.ASSISTANCE:
            if one.counter is not None:
                return translate("supervisor", "Somebody from counter {number} is on the way.").format(
                    number=one.counter
                )
            return translate("supervisor", "Nobody is on the way yet.")
        case _:
            assert_never(one.kind)


def device_kind(kind: DeviceKind) -> str:
    match kind:
        case DeviceKind.KIOSK:
            return translate("supervisor", "Kiosk")
        case DeviceKind.COUNTER:
            return translate("supervisor", "Counter app")
        case DeviceKind.DISPLAY:
            return translate("supervisor", "Display")
        case _:
            assert_never(kind)


def standing(how: Standing) -> tuple[str, str, str]:
    """Return how a device is, the icon and the tone that go with it."""
    match how:
        case Standing.MISSED:
            return translate("supervisor", "Does not answer"), "offline", "bad"
        case Standing.TROUBLED:
            return translate("supervisor", "Needs help"), "warning", "warn"
        case Standing.WELL:
            return translate("supervisor", "Well"), "check", "good"
        case Standing.ENDED:
            return translate("supervisor", "Switched off"), "pause", "muted"
        case Standing.AWAY:
            return translate("supervisor", "Not there today"), "pause", "muted"
        case _:
            assert_never(how)


def printer(condition: str) -> str:
    """Return how a printer is, from the code word that its device tells."""
    return (
        printer_words.what_is_wrong(PrinterCondition(condition)) if condition in list(PrinterCondition) else condition
    )


def voice(condition: str) -> str:
    """Return how the voice of a display is, from the code word that it tells."""
    match condition:
        case "ok":
            return translate("supervisor", "Voice ready")
        case "no_device":
            return translate("supervisor", "No loudspeaker is found")
        case "failing":
            return translate("supervisor", "The voice fails")
        case "off":
            return translate("supervisor", "Voice switched off")
        case _:
            return condition


def counter_state(one: CounterSeen) -> tuple[str, str, str]:
    """Return what goes on at a counter, the icon and the tone that go with it."""
    match one.now.state:
        case CounterState.CLOSED:
            return translate("supervisor", "Closed"), "close", "muted"
        case CounterState.BREAK:
            return translate("supervisor", "On a break"), "pause", "warn"
        case CounterState.OPEN:
            if one.active is None:
                return translate("supervisor", "Free"), "check", "ink"
            if one.active.state is TicketState.SERVING:
                return translate("supervisor", "Serving"), "person", "good"
            return translate("supervisor", "Calling"), "speaker", "link"
        case _:
            assert_never(one.now.state)


def held_reason(code: str) -> str:
    """Return why a number is on hold, from the code word of the log; a word that is not known stands as it is."""
    if code in list(HoldReason):
        return words.hold_reason(HoldReason(code))
    if code == OFFICER_LEFT:
        return translate("supervisor", "The officer left")
    return code.replace("_", " ")


def chosen_reason(code: str) -> str:
    """Return the same of a call out of turn."""
    return words.chosen_reason(ChosenReason(code)) if code in list(ChosenReason) else code.replace("_", " ")


def _line(one: Alert, now: datetime) -> str:
    text = translate("supervisor", "{count} waiting, the first for {time}")
    since = one.waiting_since or one.since
    return text.format(count=one.waiting, time=lasted(now - since))


def _conditions(codes: tuple[str, ...]) -> list[PrinterCondition]:
    return [PrinterCondition(code) for code in codes if code in list(PrinterCondition)]


def _printers(codes: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(printer(code) for code in codes))
