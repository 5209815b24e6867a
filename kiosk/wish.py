"""One visitor's wish for a number as the database sees it: asked for, repeated, taken back; no Qt."""

from dataclasses import dataclass

from antrean import front
from antrean.errors import Reason, Refused
from antrean.front import Issued
from antrean.model import Priority, Ticket
from antrean.store.store import Store
from kiosk.state import Given


@dataclass(frozen=True, kw_only=True)
class Wish:
    """While it is the same wish, every touch repeats the same request and gets the same number."""

    service: str
    priority: Priority | None
    language: str
    request: str

    def is_for(self, service: str, priority: Priority | None, language: str) -> bool:
        """Say whether a touch means this wish; which kind of priority makes no difference to the number."""
        touch = (service, priority is not None, language)
        return (self.service, self.priority is not None, self.language) == touch

    def ask(self, store: Store, *, device: str, wants_paper: bool, most_a_minute: int | None) -> Issued:
        """Get the number; what front.issue raises goes through."""
        return front.issue(
            store,
            self.service,
            request_id=self.request,
            device=device,
            priority=self.priority,
            language=self.language,
            wants_paper=wants_paper,
            most_a_minute=most_a_minute,
        )


def withdraw(store: Store, request: str) -> Ticket:
    """Take a number back that its visitor never saw; Refused(unknown_ticket) says that there was none."""
    return front.cancel(store, issue_request=request, request_id=f"{request}-left")


def take_back(store: Store, given: Given) -> Ticket:
    """Take the number on the screen back, or return its ticket as it stands when a counter called it meanwhile."""
    try:
        return front.cancel(store, issue_request=given.request, request_id=f"{given.request}-cancel")
    except Refused as refused:
        found = front.find(store, given.issued.ticket.secret)
        if refused.reason is not Reason.WRONG_STATE or found is None or found.ticket.counter is None:
            raise
        return found.ticket
