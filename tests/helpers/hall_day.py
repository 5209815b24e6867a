"""A day at counter 4 in which every action happens that writes: for tests that try something with each of them."""

from collections.abc import Callable

from antrean import assistance, closing, desk, front, roster
from antrean.desk import Desk, Target
from antrean.model import Priority
from antrean.papers import ReprintBy
from antrean.store.store import Store
from tests.helpers import hall

Step = Callable[[str], object]
"""Does its action under a request id, "step-0" for the first, and returns the result."""


def steps(store: Store) -> list[Step]:
    """Return the actions in their order, each possible only after the ones before it; five visitors wait."""
    for _ in range(5):
        hall.issue(store, "ktp")
    siti = hall.officer(store, "Siti")
    four = Desk(counter=4, officer=siti)
    asked: list[int] = []

    def ask(request: str) -> object:
        call = assistance.ask(store, device="kiosk-1", request_id=request)
        # An id that was rolled back is not given again on PostgreSQL.
        asked[:] = [call.id]
        return call

    return [
        lambda r: front.issue(store, "ktp", request_id=r, device="kiosk-1", priority=Priority.ELDERLY),
        lambda r: front.cancel(store, issue_request="step-0", request_id=r),
        lambda r: roster.open_counter(store, 4, siti, request_id=r),
        lambda r: roster.start_break(store, four, reason="meal", minutes=10, request_id=r),
        lambda r: roster.open_counter(store, 4, siti, request_id=r),
        lambda r: desk.call_next(store, four, request_id=r),
        lambda r: desk.start(store, four, request_id=r),
        lambda r: desk.hold(store, four, reason="copies_needed", remind_minutes=10, request_id=r),
        lambda r: desk.resume(store, four, "CA-001", request_id=r),
        lambda r: desk.finish(store, four, request_id=r, outcome="documents_missing", missing=(0,)),
        lambda r: desk.undo(store, four, "CA-001", request_id=r),
        lambda r: desk.finish_and_call_next(store, four, request_id=r),
        lambda r: desk.no_show(store, four, request_id=r),
        lambda r: desk.reinstate(store, four, "CA-002", request_id=r),
        lambda r: desk.call(store, four, "CA-003", reason="left_work_early", request_id=r),
        lambda r: desk.release(store, four, request_id=r),
        lambda r: desk.call_next(store, four, request_id=r),
        lambda r: desk.transfer(
            store, four, Target(service="kk"), reason="wrong_queue", even_if_closed=True, request_id=r
        ),
        lambda r: desk.cancel(store, four, "CA-004", request_id=r),
        lambda r: front.reprint(store, "CA-005", request_id=r, device="counter-4", by=ReprintBy.STAFF),
        ask,
        lambda r: assistance.accept(store, asked[0], desk=four, request_id=r),
        lambda r: assistance.end(store, asked[0], desk=four, request_id=r),
        lambda r: assistance.withdraw(store, asked[0], device="kiosk-1", request_id=r),
        lambda r: roster.close_counter(store, four, request_id=r),
        lambda r: closing.close_today(store, force_reason="power_cut", request_id=r),
    ]
