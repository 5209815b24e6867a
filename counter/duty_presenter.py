"""What happens between the clicks on calls for a companion or lost papers and the hall's database."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from antrean import assistance, desk_tickets, front, mall, papers
from antrean.assistance import Call
from antrean.desk import Desk
from antrean.desk_tickets import Issued
from antrean.devices.printer import PrintResult
from antrean.errors import AntreanError, Unavailable
from antrean.model import AssistanceState, EventKind, PrintState, Ticket
from antrean.papers import Paper, ReprintBy
from antrean.receipt import MissingSlip, Slip
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Crashed, Runner
from counter.copies import Copies
from counter.duty import Busy, DutyState, Post, may_act_on, may_settle, post_of, rings
from counter.presenter import SAFETY_LOOK_MS, SETTLE_MS, CounterPresenter
from counter.ring import Ring
from counter.state import DeskState

RING_EVERY_MS: Final = 20_000

_CALLS: Final = frozenset(
    {EventKind.ASSISTANCE_ASKED, EventKind.ASSISTANCE_ACCEPTED, EventKind.ASSISTANCE_ENDED, EventKind.DAY_CLOSED}
)
_PAPERS: Final = frozenset(
    {
        EventKind.PRINT_RESULT,
        EventKind.FINISHED,
        EventKind.FINISH_UNDONE,
        EventKind.CANCELLED,
        EventKind.EXPIRED,
        EventKind.DAY_CLOSED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is to be looked after, at one moment of the hall."""

    epoch: str
    now: datetime
    calls: tuple[Call, ...]
    papers: tuple[Paper, ...]


def look(store: Store, *, with_papers: bool) -> Look:
    """Read the open calls for a companion, and the papers that did not come out where they are wanted."""
    with store.read() as unit:
        epoch, now = unit.head.epoch, unit.now
    lost = papers.pending(store) if with_papers else ()
    return Look(epoch=epoch, now=now, calls=assistance.open_calls(store), papers=lost)


def copy_of(store: Store, code: str, *, device: str, request_id: str, status_url: str) -> tuple[int, Slip]:
    """Note that staff prints a ticket again and return its id and its slip, marked as a copy."""
    issued = front.reprint(store, code, request_id=request_id, device=device, by=ReprintBy.STAFF)
    return issued.ticket.id, front.slip(mall.read(store), issued, status_url=status_url, is_copy=True)


def slip_of(store: Store, issued: Issued, *, status_url: str) -> tuple[int, Slip]:
    """Return a new ticket's id and its slip."""
    return issued.ticket.id, front.slip(mall.read(store), issued, status_url=status_url)


def missing_of(store: Store, ticket: Ticket, missing: Sequence[int]) -> MissingSlip:
    """Return the slip of what a visitor is to bring next time."""
    with store.read() as unit:
        return desk_tickets.missing_slip(unit.mall, ticket, missing, at=unit.now)


class DutyPresenter(QObject):
    """Follows the desk's presenter for where the officer sits, and the hall's log for what is to be looked after.

    `copies` is this PC's printer and `ring` its sound; without them nothing is printed or heard.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        store: Store,
        jobs: Runner,
        desk: CounterPresenter,
        copies: Copies | None = None,
        ring: Ring | None = None,
        settle_ms: int = SETTLE_MS,
        new_request_id: Callable[[], str] = lambda: uuid.uuid4().hex,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._copies = copies
        self._ring = ring
        self._settle_ms = settle_ms
        self._new_request_id = new_request_id
        self._epoch = ""
        self._unsure: dict[tuple[str, object], str] = {}
        self._printing: dict[int, str] = {}
        self.state = DutyState(has_printer=copies is not None)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._on_settled)
        self._ringing = QTimer(self)
        self._ringing.setInterval(RING_EVERY_MS)
        self._ringing.timeout.connect(self._on_ring)
        # What no event tells: a new day, and the end of the ringing.
        self._safety_look = QTimer(self)
        self._safety_look.setInterval(SAFETY_LOOK_MS)
        self._safety_look.timeout.connect(self.refresh)
        desk.state_changed.connect(self.on_desk)
        desk.given.connect(self.print_issued)
        desk.slip_wanted.connect(self.print_missing)
        if copies is not None:
            copies.result_came.connect(self.on_copy)
        self.on_desk(desk.state)

    def refresh(self) -> None:
        """Read again what is to be looked after; nothing where that is nothing."""
        post = self.state.post
        if post is not None and post.is_watching:
            work = partial(look, self._store, with_papers=post.is_information)
            self._jobs.run(work, partial(self._on_look, post), lane="read", key="duty")

    def accept(self, call: int) -> None:
        """Go to the kiosk of a call."""
        self._do_call("accept", call)

    def end(self, call: int) -> None:
        """Say that a call is over."""
        self._do_call("end", call)

    def print_here(self, code: str) -> None:
        """Print a lost paper on this PC's printer, as a copy."""
        post, copies = self.state.post, self._copies
        if copies is None or post is None or not may_settle(self.state, code):
            return
        self._change(busy=Busy(code=code), paper_refusal=None, unprinted=None, doubtful=None)
        request_id = self._request("print", code)
        work = partial(
            copy_of,
            self._store,
            code,
            device=f"counter-{post.counter}",
            request_id=request_id,
            status_url=copies.status_url,
        )
        self._jobs.run(work, partial(self._on_slip, code))

    @Slot(object)
    def print_issued(self, issued: Issued) -> None:
        """Print the paper of a number that was given here."""
        if self._copies is None:
            return
        work = partial(slip_of, self._store, issued, status_url=self._copies.status_url)
        self._jobs.run(work, partial(self._on_slip, issued.ticket.code), lane="read")

    @Slot(object, object)
    def print_missing(self, ticket: Ticket, missing: Sequence[int]) -> None:
        """Print what a visitor is to bring next time."""
        if self._copies is not None:
            self._jobs.run(
                partial(missing_of, self._store, ticket, missing), partial(self._on_missing, ticket), lane="read"
            )

    def settle(self, code: str) -> None:
        """Say that the visitor was told and needs no paper, or has it."""
        post = self.state.post
        if post is None or not may_settle(self.state, code):
            return
        self._change(busy=Busy(code=code), paper_refusal=None, unprinted=None, doubtful=None)
        at = Desk(counter=post.counter, officer=post.officer)
        work = partial(papers.settle, self._store, code, desk=at, request_id=self._request("settle", code))
        self._jobs.run(work, partial(self._on_settled_paper, code))

    @Slot(object)
    def on_desk(self, state: DeskState) -> None:
        """The officer sat down, went, or took a break."""
        post, before = post_of(state), self.state.post
        if post == before:
            return
        if post is None:
            # Another officer's wish is another one, and tomorrow a code is another ticket's.
            self._unsure.clear()
        self._change(post=post, refusal=None, paper_refusal=None, unprinted=None, doubtful=None)
        if post is None or not post.is_watching:
            self._safety_look.stop()
            self._change(calls=(), papers=())
        elif before is None or replace(before, is_open=post.is_open) != post:
            self._safety_look.start()
            self.refresh()

    @Slot(object)
    def on_batch(self, batch: EventBatch) -> None:
        """The log has something new, or another epoch."""
        post = self.state.post
        if post is None or not post.is_watching:
            return
        kinds = _CALLS | _PAPERS if post.is_information else _CALLS
        if batch.epoch != self._epoch or any(event.kind in kinds for event in batch.events):
            self.refresh()

    @Slot()
    def on_restored(self) -> None:
        self.refresh()

    @Slot(int, object)
    def on_copy(self, ticket: int, result: PrintResult) -> None:
        """A copy came out, or did not."""
        code = self._printing.pop(ticket, None)
        if code is None:
            return
        self._change(
            printing=self.state.printing - {code},
            unprinted=code if result.state is PrintState.FAILED else None,
            doubtful=code if result.state is PrintState.UNKNOWN else None,
        )
        if ticket > 0:
            work = partial(front.note_print_result, self._store, ticket, result.state)
            self._jobs.run(work, self._on_noted)

    def _do_call(self, deed: str, call: int) -> None:
        found = next((one for one in self.state.calls if one.id == call), None)
        post = self.state.post
        if found is None or post is None or not may_act_on(self.state, found):
            return
        self._change(busy=Busy(call=call), refusal=None)
        act = assistance.accept if deed == "accept" else assistance.end
        at = Desk(counter=post.counter, officer=post.officer)
        work = partial(act, self._store, call, desk=at, request_id=self._request(deed, call))
        self._jobs.run(work, partial(self._on_called, deed, call))

    def _on_called(self, deed: str, call: int, result: Call | AntreanError | Crashed) -> None:
        self._forget(result, deed, call)
        changes: dict[str, Any] = {"busy": None, "refusal": None if isinstance(result, Call) else result}
        if isinstance(result, Call):
            changes["calls"] = tuple(
                result if one.id == call else one
                for one in self.state.calls
                if one.id != call or result.state is not AssistanceState.ENDED
            )
            if self._settle_ms:
                changes["settling"] = call
                self._settle.start(self._settle_ms)
        self._change(**changes)
        self.refresh()

    def _on_slip(self, code: str, result: tuple[int, Slip] | AntreanError | Crashed) -> None:
        self._forget(result, "print", code)
        if isinstance(result, AntreanError | Crashed):
            self._change(busy=None, paper_refusal=result)
            self.refresh()
            return
        ticket, slip = result
        self._printing[ticket] = code
        self._change(busy=None, printing=self.state.printing | {code})
        if self._copies is not None:
            self._copies.print(ticket, slip)

    def _on_missing(self, ticket: Ticket, result: MissingSlip | AntreanError | Crashed) -> None:
        if isinstance(result, MissingSlip) and self._copies is not None:
            # Below zero: a slip is no ticket's paper, and nothing is noted of it.
            self._printing[-ticket.id] = ticket.code
            self._copies.print_missing(-ticket.id, result)

    def _on_settled_paper(self, code: str, result: object) -> None:
        self._forget(result, "settle", code)
        failed = result if isinstance(result, AntreanError | Crashed) else None
        left = self.state.papers if failed else tuple(one for one in self.state.papers if one.ticket.code != code)
        self._change(busy=None, paper_refusal=failed, papers=left)
        self.refresh()

    def _on_noted(self, result: AntreanError | Crashed | None) -> None:
        if isinstance(result, AntreanError | Crashed):
            self._change(paper_refusal=result)
        self.refresh()

    def _on_look(self, asked: Post, result: Look | AntreanError | Crashed) -> None:
        post = self.state.post
        # Another post, or one that has nothing to look after: what was read for the last one is not for it.
        if post is None or replace(post, is_open=asked.is_open) != asked:
            return
        # That the database is away is told by the desk's own reads.
        if not isinstance(result, Look):
            return
        self._epoch = result.epoch
        is_same = {one.id for one in result.calls} == {one.id for one in self.state.calls}
        self._change(
            now=result.now,
            calls=result.calls,
            papers=result.papers,
            refusal=self.state.refusal if is_same else None,
        )

    def _request(self, deed: str, about: object) -> str:
        """Return the request id of a deed: the same again while nobody knows whether it was written."""
        return self._unsure.setdefault((deed, about), self._new_request_id())

    def _forget(self, result: object, deed: str, about: object) -> None:
        if not isinstance(result, Unavailable | Crashed):
            self._unsure.pop((deed, about), None)

    def _on_settled(self) -> None:
        self._change(settling=None)

    def _on_ring(self) -> None:
        if self._ring is not None and rings(self.state):
            self._ring.ring()

    def _change(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        if state == self.state:
            return
        was_ringing = rings(self.state)
        asked = {one.id for one in self.state.calls if one.state is AssistanceState.ASKED}
        self.state = state
        is_ringing = rings(state)
        is_new = any(one.id not in asked for one in state.calls if one.state is AssistanceState.ASKED)
        if is_ringing and (is_new or not was_ringing):
            self._ringing.start()
            self._on_ring()
        elif not is_ringing:
            self._ringing.stop()
        self.state_changed.emit(state)
