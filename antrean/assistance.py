"""A visitor at a kiosk asks for a companion ("Panggil pendamping"): who asked, who goes, when it is over."""

from typing import Any

from antrean import desk_steps as steps
from antrean.desk_steps import Desk
from antrean.errors import Reason, Refused
from antrean.model import AssistanceState, EventKind, Officer
from antrean.settings import DEVICE_NAME_LENGTH
from antrean.store import assistance as rows
from antrean.store.assistance import Call
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

__all__ = ["Call", "accept", "ask", "end", "of_device", "open_calls", "withdraw"]


def open_calls(store: Store) -> tuple[Call, ...]:
    """Return today's calls that nobody has ended, the oldest first."""
    with store.read() as unit:
        return rows.open_calls(unit, unit.service_day)


def of_device(store: Store, device: str) -> Call | None:
    """Return the open call of a kiosk, None when there is none: ended calls are not told."""
    with store.read() as unit:
        return rows.open_of_device(unit, device)


def ask(store: Store, *, device: str, request_id: str) -> Call:
    """Ring for a companion at a kiosk. While its call is open, asking again returns that one and rings no more."""
    if not 1 <= len(device) <= DEVICE_NAME_LENGTH or not device.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A kiosk's name has 1 to {DEVICE_NAME_LENGTH} printable characters.")

    def work(unit: WriteUnit) -> Call:
        found = rows.open_of_device(unit, device)
        if found is not None:
            return found
        # Older days are closed by now; a clock that was wrong and is put right leaves a later one behind.
        left = rows.left_elsewhen(unit, device)
        if left is not None:
            _end(unit, left, "closing")
        call = rows.add(unit, device)
        unit.append(EventKind.ASSISTANCE_ASKED, body={"device": device})
        return call

    with store.write() as unit:
        result: Call = unit.once(request_id, "assistance_ask", {"device": device}, Call, lambda: work(unit))
        return result


def accept(store: Store, call_id: int, *, desk: Desk, request_id: str) -> Call:
    """Say that the officer of an open counter goes to the kiosk; any officer may, helping is never wrong.

    Refused when another officer goes already (assistance_taken, with who), when the call is over, and when the
    counter is closed or on a break.
    """

    def work(unit: WriteUnit) -> Call:
        officer = steps.sitting(unit, desk)
        call = _known(unit, call_id)
        match call.state:
            case AssistanceState.ENDED:
                raise Refused(Reason.ASSISTANCE_OVER, f"The call of {call.device} is over already.", device=call.device)
            case AssistanceState.ACCEPTED:
                if call.officer is not None and call.officer.id != officer.id:
                    raise Refused(
                        Reason.ASSISTANCE_TAKEN,
                        f"{call.officer.name} from counter {call.counter} is on the way to {call.device} already.",
                        device=call.device,
                        counter=call.counter,
                        officer=call.officer.name,
                    )
                return call
            case AssistanceState.ASKED:
                rows.set_accepted(unit, call.id, counter=desk.counter, officer=officer.id)
                _log(unit, EventKind.ASSISTANCE_ACCEPTED, call, desk.counter, officer)
                return _known(unit, call.id)

    arguments = {"call": call_id, "counter": desk.counter, "officer": desk.officer}
    with store.write() as unit:
        result: Call = unit.once(request_id, "assistance_accept", arguments, Call, lambda: work(unit))
        return result


def end(store: Store, call_id: int, *, desk: Desk, request_id: str) -> Call:
    """Say at an open counter that a call is over, accepted or not; ending it twice changes nothing."""

    def work(unit: WriteUnit) -> Call:
        officer = steps.sitting(unit, desk)
        return _end(unit, _known(unit, call_id), "desk", counter=desk.counter, officer=officer)

    arguments = {"call": call_id, "counter": desk.counter, "officer": desk.officer}
    with store.write() as unit:
        result: Call = unit.once(request_id, "assistance_end", arguments, Call, lambda: work(unit))
        return result


def withdraw(store: Store, call_id: int, *, device: str, request_id: str) -> Call:
    """Take a call back at the kiosk it came from; refused at any other one."""

    def work(unit: WriteUnit) -> Call:
        call = _known(unit, call_id)
        if call.device != device:
            raise _unknown(call_id)
        return _end(unit, call, "visitor")

    with store.write() as unit:
        arguments = {"call": call_id, "device": device}
        result: Call = unit.once(request_id, "assistance_withdraw", arguments, Call, lambda: work(unit))
        return result


def _end(unit: WriteUnit, call: Call, by: str, *, counter: int | None = None, officer: Officer | None = None) -> Call:
    if call.state is AssistanceState.ENDED:
        return call
    rows.set_ended(unit, call.id)
    _log(unit, EventKind.ASSISTANCE_ENDED, call, counter, officer, by=by)
    return _known(unit, call.id)


def _log(
    unit: WriteUnit, kind: EventKind, call: Call, counter: int | None, officer: Officer | None, **more: Any
) -> None:
    person = None if officer is None else officer.id
    unit.append(kind, counter=counter, officer=person, body={"device": call.device, **more})


def _known(unit: WriteUnit, call_id: int) -> Call:
    call = rows.by_id(unit, call_id)
    if call is None:
        raise _unknown(call_id)
    return call


def _unknown(call_id: int) -> Refused:
    return Refused(Reason.UNKNOWN_ASSISTANCE, f"There is no call for assistance {call_id} here.", call=call_id)
