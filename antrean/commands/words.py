"""How tickets, counters and boards are written in the command's answers, as JSON and for a person."""

from typing import Any

from antrean.model import CounterNow, Ticket


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
    }


def ticket_line(ticket: Ticket) -> str:
    where = "" if ticket.counter is None else f", counter {ticket.counter}"
    return f"{ticket.code} is {ticket.state.value.replace('_', ' ')}{where}."


def counter_line(now: CounterNow) -> str:
    who = "" if now.officer is None else f", {now.officer.name}"
    return f"Counter {now.number} is {now.state.value}{who}."
