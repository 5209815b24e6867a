"""Services that staff closes for today, and opens again: the kiosk gives no numbers of them and says why."""

from datetime import datetime, time
from typing import Final

from antrean import acting, plain_text
from antrean.errors import Reason, Refused
from antrean.model import EventKind
from antrean.permissions import Right
from antrean.store import overrides as rows
from antrean.store.overrides import Override
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

__all__ = ["REASON_LENGTH", "Override", "close_service", "reopen_service", "today_at"]

REASON_LENGTH: Final = 80


def close_service(
    store: Store,
    by: int | None,
    service: str,
    *,
    reason: str,
    reopens_at: datetime | None = None,
    request_id: str,
) -> Override:
    """Close a service until a moment later today, or for the rest of the day; whoever holds a number is served.

    The reason is public: every visitor reads it at the kiosk, and the log keeps it. It is about the service, has at
    most 80 printable signs and nothing of a person. `reopens_at` is aware; from then on numbers are given again by
    themselves. Closing what is closed changes reason and time. Refused for who may not close services of its agency.
    """

    def work(unit: WriteUnit) -> Override:
        record = unit.mall.service(service)
        officer = acting.officer(unit, by, Right.CLOSE_SERVICE, agency=record.agency)
        words = plain_text.line(reason, longest=REASON_LENGTH, what="The reason")
        if reopens_at is not None:
            _refuse_other_days(unit, reopens_at)
        now = rows.closed_now(unit).get(service)
        if now is not None and (now.reason, now.reopens_at) == (words, reopens_at):
            return now
        body = {
            "service": service,
            "reason": words,
            "reopens_at": None if reopens_at is None else reopens_at.isoformat(),
        }
        unit.append(EventKind.SERVICE_CLOSED, queue=record.queue, officer=officer.id, body=body)
        return rows.put(unit, service, reason=words, reopens_at=reopens_at, officer=officer)

    arguments = {
        "by": by,
        "service": service,
        "reason": reason,
        "reopens_at": None if reopens_at is None else reopens_at.isoformat(),
    }
    with store.write() as unit:
        result: Override = unit.once(request_id, "close_service", arguments, Override, lambda: work(unit))
        return result


def today_at(store: Store, clock: time) -> datetime:
    """Return the moment of today at which the mall's clock shows a time."""
    with store.read() as unit:
        return datetime.combine(unit.service_day, clock, tzinfo=unit.mall.zone_info)


def reopen_service(store: Store, by: int | None, service: str, *, request_id: str) -> None:
    """Give numbers of a service again; one that is not closed stays as it is."""

    def work(unit: WriteUnit) -> None:
        record = unit.mall.service(service)
        officer = acting.officer(unit, by, Right.CLOSE_SERVICE, agency=record.agency)
        if service in rows.closed_now(unit):
            rows.delete(unit, service)
            unit.append(EventKind.SERVICE_REOPENED, queue=record.queue, officer=officer.id, body={"service": service})

    with store.write() as unit:
        unit.once(request_id, "reopen_service", {"by": by, "service": service}, None, lambda: work(unit))


def _refuse_other_days(unit: WriteUnit, reopens_at: datetime) -> None:
    if reopens_at.tzinfo is None:
        raise ValueError("a service reopens at an aware time")
    is_today = reopens_at.astimezone(unit.mall.zone_info).date() == unit.service_day
    if reopens_at <= unit.now or not is_today:
        raise Refused(Reason.BAD_INPUT, "A service that is closed for today reopens later today, or not at all.")
