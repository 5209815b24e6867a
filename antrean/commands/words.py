"""How tickets, counters and boards are written in the command's answers, as JSON and for a person."""

from typing import TYPE_CHECKING, Any, assert_never

from antrean.anchor import Anchor
from antrean.model import AssistanceState, CounterNow, Ticket

if TYPE_CHECKING:
    from antrean.assistance import Call


def anchor_lines(anchor: Anchor | None) -> list[str]:
    """Return the line that people write down or photograph; none while nothing has happened."""
    return [] if anchor is None else [f"Anchor to keep elsewhere: {anchor.short}"]


def ticket_json(ticket: Ticket) -> dict[str, Any]:
    return {
        "code": ticket.code,
        "queue": ticket.queue,
        "number": ticket.number,
        "service": ticket.service,
        "state": ticket.state.value,
        "counter": ticket.counter,
        "is_priority": ticket.is_priority,
        "language": ticket.language,
        "call_count": ticket.call_count,
        "service_day": ticket.service_day.isoformat(),
        "print_state": ticket.print_state.value,
    }


def answer(ticket: Ticket | None, **more: Any) -> dict[str, Any]:
    """Return the JSON answer about one ticket: whole under "ticket", its fields beside it for short jq lines."""
    if ticket is None:
        return {"ticket": None, **more}
    plain = ticket_json(ticket)
    return {**plain, "ticket": plain, **more}


def counter_json(now: CounterNow) -> dict[str, Any]:
    return {
        "counter": now.number,
        "state": now.state.value,
        "officer": None if now.officer is None else now.officer.name,
        "since": None if now.since is None else now.since.isoformat(),
        "agency": now.agency,
    }


def ticket_line(ticket: Ticket) -> str:
    where = "" if ticket.counter is None else f", counter {ticket.counter}"
    return f"{ticket.code} is {ticket.state.value.replace('_', ' ')}{where}."


def counter_line(now: CounterNow) -> str:
    who = "" if now.officer is None else f", {now.officer.name}"
    works_for = "" if now.agency is None else f", for agency {now.agency}"
    return f"Counter {now.number} is {now.state.value}{who}{works_for}."


def assistance_json(call: "Call") -> dict[str, Any]:
    return {
        "call": call.id,
        "device": call.device,
        "state": call.state.value,
        "asked_at": call.asked_at.isoformat(),
        "accepted_at": None if call.accepted_at is None else call.accepted_at.isoformat(),
        "counter": call.counter,
        "officer": None if call.officer is None else call.officer.name,
        "ended_at": None if call.ended_at is None else call.ended_at.isoformat(),
    }


def assistance_line(call: "Call") -> str:
    match call.state:
        case AssistanceState.ASKED:
            said = "asks for a companion"
        case AssistanceState.ACCEPTED:
            who = "somebody" if call.officer is None else call.officer.name
            said = f"asked for a companion; {who} from counter {call.counter} is on the way"
        case AssistanceState.ENDED:
            said = "needs no companion any more"
        case _:
            assert_never(call.state)
    return f"Call {call.id}: {call.device} {said}."
