"""What happens between the officer's clicks and the hall's database, without any widget."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from antrean import desk_view
from antrean.clock import HallClock
from antrean.desk import NobodyWaiting
from antrean.desk_tickets import Issued
from antrean.desk_view import DeskView
from antrean.errors import AntreanError, Reason, Refused, Unavailable
from antrean.model import Officer
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Crashed, Runner
from counter import deeds
from counter.arrival_presenter import ArrivalPresenter
from counter.back_off import BackOff
from counter.choosing import choose, chosen_officer, counter_of, is_signed_in
from counter.deeds import HallLook, Outcome
from counter.desk_deeds import DeskDeeds
from counter.following import after_deed, after_leaving, after_look, is_older, objection
from counter.state import (
    KEEPS_PANEL,
    PANEL_DEEDS,
    Deed,
    DeskState,
    Intent,
    Listing,
    Page,
    Panel,
    Unsure,
    allowed,
    intent,
    is_being_announced,
    settling_after,
)

SETTLE_MS: Final = 700
"""Longer than any double click, shorter than any service."""
ANNOUNCEMENT_LOOK_MS: Final = 1_000
SAFETY_LOOK_MS: Final = 60_000


class CounterPresenter(DeskDeeds):
    """Turns the officer's actions into deeds, one at a time, and the hall's changes into states.

    `counter` and `officer` (a name or a number) are chosen beforehand where the settings or the command line
    say so; a shift that is still open for both is taken up again as it stands. The clock follows every read.
    `settle_ms` is how long the second half of a double click is not heard. `arrival` asks for PINs where the mall wants
    them; `looked_after(officer)` comes when somebody signed in without a counter.
    """

    state_changed = Signal(object)
    looked_after = Signal(object)
    given = Signal(object)
    """A number was given here (Issued): it wants a paper."""
    slip_wanted = Signal(object, object)
    """A visitor gets on paper what to bring next time: the ticket, and the places of the requirements."""

    def __init__(
        self,
        *,
        store: Store,
        jobs: Runner,
        clock: HallClock,
        arrival: ArrivalPresenter,
        counter: int | None = None,
        officer: str | None = None,
        settle_ms: int = SETTLE_MS,
        new_request_id: Callable[[], str] = lambda: uuid.uuid4().hex,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._arrival = arrival
        arrival.arrived.connect(self.on_arrived)
        arrival.made.connect(self.refresh)
        self._wanted_officer = officer
        self._picked = counter
        self._new_request_id = new_request_id
        self._settle_ms = settle_ms
        self._sitting = 0
        self.state = DeskState(counter=counter)
        self._retry = BackOff(self.refresh, parent=self)
        self._settle = self._timer(self._on_settled, is_single=True)
        self._undo_end = self._timer(self._on_undo_over, is_single=True)
        self._announcement_look = self._timer(self.refresh, every_ms=ANNOUNCEMENT_LOOK_MS)
        self._safety_look = self._timer(self.refresh, every_ms=SAFETY_LOOK_MS)

    def begin(self) -> None:
        """Look at the hall for the first time."""
        self._safety_look.start()
        self.refresh()

    def refresh(self) -> None:
        """Read again what the present page shows."""
        if self.state.page is Page.DESK and self.state.counter is not None:
            number, sitting = self.state.counter, self._sitting
            look = partial(desk_view.read, self._store, number)
            self._jobs.run(look, partial(self._on_view, sitting), lane="read", key="look")
        else:
            self._jobs.run(partial(deeds.look_at_hall, self._store), self._on_hall, lane="read", key="look")

    # Choosing.

    def choose_counter(self, number: int | None) -> None:
        self._picked = number
        if number != self.state.counter:
            self._change(counter=number, refusal=None)

    def choose_officer(self, officer: int | None) -> None:
        """Choose who sits down; whoever has a counter open already gets that one, and nobody after them."""
        if officer == self.state.officer:
            return
        hall, counter = self.state.hall, self.state.counter
        before, now = (None if hall is None else counter_of(hall, one) for one in (self.state.officer, officer))
        if now is not None:
            counter = now.number
        elif before is not None and before.number == counter:
            # The arrows only passed over somebody who sits elsewhere.
            counter = self._picked
        self._change(officer=officer, counter=counter, refusal=None)

    def open_counter(self) -> None:
        """Sit down at the chosen counter, with a PIN where the mall wants them."""
        if Deed.OPEN in allowed(self.state):
            self._sign_in(self.state.counter)

    def look_after(self) -> None:
        """Sign in without a counter, to look after the hall."""
        if self.state.page is Page.CHOOSE and self.state.pending is None and self.state.officer is not None:
            self._sign_in(None)

    def make_administrator(self) -> None:
        """Make the administrator of a hall where nobody has a PIN, and show the one-time PIN once."""
        if self.state.page is Page.CHOOSE and self.state.wants_administrator and self.state.pending is None:
            self._arrival.make_administrator()

    @Slot(object, object)
    def on_arrived(self, officer: Officer, counter: int | None) -> None:
        """An officer signed in, and nothing is left to ask."""
        self._change(officer=officer.id, refusal=None)
        if counter is None:
            self.looked_after.emit(officer)
            self.refresh()
        else:
            self._change(counter=counter)
            self._do(Deed.OPEN)

    # What stands in front.

    def show_listing(self, listing: Listing) -> None:
        self._change(listing=listing)

    def show_panel(self, panel: Panel, asked: str | None = None) -> None:
        """Ask for one more thing, if what it is for may be done now; `asked` is the code it is about."""
        if panel is Panel.NONE or PANEL_DEEDS[panel] in allowed(self.state):
            self._change(panel=panel, asked=asked, refusal=None)
            if panel is Panel.TRANSFER:
                # Which counters are open now: a visitor is better not sent to a closed one.
                look = partial(deeds.look_at_hall, self._store)
                self._jobs.run(look, self._on_hall_beside, lane="read", key="hall")

    def close_panel(self) -> None:
        self._change(panel=Panel.NONE, asked=None, refusal=None)

    # The hall.

    @Slot(object)
    def on_batch(self, batch: EventBatch) -> None:
        """The log has something new, or another epoch."""
        self._clock.follow(batch.now)
        seen = self.state.view
        is_known = seen is not None and seen.epoch == batch.epoch and batch.newest <= seen.newest
        if not is_known or self.state.is_lost or self.state.is_stale:
            self.refresh()

    @Slot(object)
    def on_lost(self, trouble: Unavailable) -> None:
        self._lose(trouble)

    @Slot()
    def on_restored(self) -> None:
        self.refresh()

    def _sign_in(self, counter: int | None) -> None:
        officer = chosen_officer(self.state)
        if officer is not None and self.state.mall is not None and self.state.mall.rules.pins:
            self._arrival.ask(officer, counter)
        elif counter is not None:
            self._do(Deed.OPEN)
        elif officer is not None:
            self.looked_after.emit(officer)

    def _do(self, deed: Deed, **more: object) -> None:
        if deed not in allowed(self.state):
            return
        wish = intent(self.state, deed, **more)
        unsure = self.state.unsure
        request_id = unsure.request_id if unsure is not None and unsure.intent == wish else self._new_request_id()
        self._change(pending=wish, nobody_waiting=False)
        work = partial(deeds.carry_out, self._store, wish, request_id)
        self._jobs.run(work, partial(self._on_done, wish, request_id))

    def _on_done(self, wish: Intent, request_id: str, result: Outcome | AntreanError | Crashed) -> None:
        answer = result.answer if isinstance(result, Outcome) else result
        view = result.view if isinstance(result, Outcome) else None
        match answer:
            case Refused():
                panel = self.state.panel if answer.reason in KEEPS_PANEL else Panel.NONE
                self._change(pending=None, unsure=None, is_stale=view is None, refusal=answer, panel=panel)
            case Unavailable() | Crashed():
                unsure = Unsure(intent=wish, request_id=request_id)
                self._change(pending=None, unsure=unsure, is_stale=True, refusal=answer)
            case _:
                self._succeed(wish, answer, view)
        if view is not None:
            self._take_view(view)
        else:
            self.refresh()

    def _succeed(self, wish: Intent, answer: object, view: DeskView | None) -> None:
        changes = dict(after_deed(self.state, wish, answer, view))
        if wish.deed in (Deed.OPEN, Deed.CLOSE):
            self._sitting += 1
        if changes["undo"] is not None and self.state.mall is not None:
            self._undo_end.start(self.state.mall.rules.undo_within_s * 1_000)
        if self._settle_ms and not isinstance(answer, NobodyWaiting):
            changes["settling"] = settling_after(wish.deed)
            self._settle.start(self._settle_ms)
        left = self.state.active
        self._change(**changes)
        if isinstance(answer, Issued):
            self.given.emit(answer)
        elif wish.wants_slip and left is not None:
            self.slip_wanted.emit(left, wish.missing)

    def _take_view(self, view: DeskView) -> None:
        state = self.state
        self._clock.follow(view.now)
        if state.page is not Page.DESK:
            # Just closed: the choice of counters is what counts now.
            self.refresh()
            return
        if is_older(view, state.view):
            return
        against = objection(state, view)
        if against is not None:
            self._leave(against)
            return
        self._change(**after_look(state, view))
        if is_being_announced(view):
            if not self._announcement_look.isActive():
                self._announcement_look.start()
        else:
            self._announcement_look.stop()

    def _on_view(self, sitting: int, result: DeskView | AntreanError | Crashed) -> None:
        # An answer for a shift that is over, or from before the write that runs now, says nothing any more.
        if sitting != self._sitting or self.state.page is not Page.DESK:
            return
        match result:
            case DeskView():
                self._retry.stop()
                self._take_view(result)
            case Refused(reason=Reason.NO_MALL):
                self._leave(None)
            case Refused():
                self._leave(result)
            case _:
                self._lose(result)

    def _on_hall(self, result: HallLook | AntreanError | Crashed) -> None:
        if self.state.page is Page.DESK:
            return
        if not isinstance(result, HallLook):
            self._lose(result)
            return
        self._retry.stop()
        self._clock.follow(result.now)
        choice = choose(self.state, result.hall, self._wanted_officer)
        self._wanted_officer = None
        self._change(
            mall=result.mall,
            hall=result.hall,
            trouble=None,
            is_lost=False,
            counter=choice.counter,
            officer=choice.officer,
            refusal=choice.refusal,
            wants_administrator=result.wants_administrator,
        )
        is_first = self.state.page is Page.STARTING
        is_here = is_first and is_signed_in(result.hall, self.state.counter, self.state.officer)
        if is_here and not result.mall.rules.pins:
            # The program ended, the shift did not: take it up as it stands.
            self._sitting += 1
            self._change(page=Page.DESK)
            self.refresh()
        elif is_first:
            self._change(page=Page.CHOOSE)
            if is_here:
                self._sign_in(self.state.counter)

    def _on_hall_beside(self, result: HallLook | AntreanError | Crashed) -> None:
        if isinstance(result, HallLook):
            self._change(hall=result.hall)

    def _leave(self, why: Refused | None) -> None:
        """Go back to the choice: the counter is closed, or somebody else's, or the mall has none of that number."""
        self._sitting += 1
        self._announcement_look.stop()
        self._change(**after_leaving(why))
        self.refresh()

    def _lose(self, trouble: AntreanError | Crashed) -> None:
        is_starting = self.state.page is Page.STARTING
        self._change(is_lost=True, trouble=trouble if is_starting else self.state.trouble)
        # The feed has its own back-off; this one is for what the feed cannot see, such as a mall not yet loaded.
        self._retry.again()

    def _on_settled(self) -> None:
        self._change(settling=frozenset())

    def _on_undo_over(self) -> None:
        self._change(undo=None)

    def _change(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _timer(self, on_time: Callable[[], None], *, is_single: bool = False, every_ms: int = 0) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(is_single)
        timer.setInterval(every_ms)
        timer.timeout.connect(on_time)
        return timer
