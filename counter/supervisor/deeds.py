"""How each wish of a supervisor is carried out on the hall, and what is read for the page."""

from dataclasses import dataclass
from typing import assert_never

from antrean import closing, desk_changes, overrides, roster, signing, speaking, watch
from antrean.model import Ticket
from antrean.signing import Person
from antrean.speaking import Said
from antrean.store.store import Store
from antrean.watch import HallView
from antrean.wording import AnnouncementKind
from counter.supervisor.state import Wanted
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
    Wish,
    Withdraw,
)


@dataclass(frozen=True, kw_only=True)
class Look:
    view: HallView
    waiting: tuple[Ticket, ...] | None
    left: tuple[Ticket, ...] | None
    people: tuple[Person, ...] | None
    said: tuple[Said, ...] | None


def look(store: Store, by: int, wanted: Wanted) -> Look:
    """Read the hall as an officer may see it; raises as the use cases do."""
    return Look(
        view=watch.read(store, by),
        waiting=watch.waiting(store, by) if wanted.waiting else None,
        left=closing.left(store) if wanted.left else None,
        people=signing.people(store) if wanted.people else None,
        said=speaking.today(store, by) if wanted.said else None,
    )


def carry_out(store: Store, by: int, wish: Wish, request_id: str, *, rewrites: tuple[str, ...] = ()) -> object:
    """Do it and return what the use case says; raises as that does. `rewrites` are those of speaking.announce."""
    match wish:
        case Acknowledge(key=key):
            return watch.acknowledge(store, by, key, request_id=request_id)
        case CloseService(service=service, reason=reason, reopens_at=reopens_at):
            return overrides.close_service(
                store, by, service, reason=reason, reopens_at=reopens_at, request_id=request_id
            )
        case ReopenService(service=service):
            overrides.reopen_service(store, by, service, request_id=request_id)
            return None
        case ChangePriority(code=code, kind=kind, reason=reason):
            return desk_changes.change_priority(store, by, code, kind, reason=reason, request_id=request_id)
        case ChangeQueue(code=code, queue=queue, reason=reason):
            return desk_changes.change_queue(store, by, code, queue, reason=reason, request_id=request_id)
        case CloseCounter(number=number):
            return roster.close_for(store, by, number, request_id=request_id)
        case CloseDay(reason=reason):
            return closing.close_today(store, force_reason=reason, by=by, request_id=request_id)
        case Announce(text=text, text_en=text_en, is_emergency=is_emergency, areas=areas):
            how = AnnouncementKind.EMERGENCY if is_emergency else AnnouncementKind.FREE
            return speaking.announce(
                store, by, text, text_en=text_en, kind=how, areas=areas, rewrites=rewrites, request_id=request_id
            )
        case Withdraw(event=event):
            return speaking.withdraw(store, by, event, request_id=request_id)
        case AddOfficer(name=name, role=role, agencies=agencies):
            return signing.add(store, by, name, role, agencies, request_id=request_id)
        case ChangeOfficer(officer=officer, role=role, agencies=agencies):
            return signing.change(store, by, officer, role=role, agencies=agencies, request_id=request_id)
        case ResetPin(officer=officer):
            return signing.reset(store, by, officer, request_id=request_id)
        case UnlockOfficer(officer=officer):
            return signing.unlock(store, by, officer, request_id=request_id)
        case RetireOfficer(officer=officer):
            return signing.retire(store, by, officer, request_id=request_id)
        case _:
            assert_never(wish)
