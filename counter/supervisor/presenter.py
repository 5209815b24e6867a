"""What happens between a supervisor's clicks and the hall's database, without any widget."""

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from antrean import signing
from antrean.clock import HallClock
from antrean.errors import AntreanError, Refused, Unavailable
from antrean.model import CounterState, Officer
from antrean.officers import OneTimePin
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Crashed, Runner
from antrean.watch import Acknowledgement
from counter.presenter import SETTLE_MS, CounterPresenter
from counter.state import DeskState, Page
from counter.supervisor import deeds
from counter.supervisor.asks import Ask, AskAnnounce, AskEmergency, ShowPin
from counter.supervisor.deeds import Look
from counter.supervisor.state import (
    Done,
    Listing,
    Part,
    Unsure,
    WatchState,
    is_allowed,
    is_older,
    may_watch,
    parts,
    wanted,
)
from counter.supervisor.wishes import Acknowledge, Announce, CloseCounter, CloseDay, Wish

LOOK_EVERY_MS: Final = 2_000
"""No event tells that a device fell silent: who looks this often has it red within 15 s (antrean.presence)."""
SOON_MS: Final = 250
"""What happens in so short a time is read once."""


class SupervisorPresenter(QObject):
    """Shows the hall to whoever may watch it: the officer of the desk, or somebody who was let in without a counter.

    Nothing is read while the page is not shown. Every wish is done once: one whose answer was lost is repeated under
    the same request id.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        store: Store,
        jobs: Runner,
        clock: HallClock,
        desk: CounterPresenter,
        device: str,
        settle_ms: int = SETTLE_MS,
        new_request_id: Callable[[], str] = lambda: uuid.uuid4().hex,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._desk = desk
        self._device = device
        self._settle_ms = settle_ms
        self._new_request_id = new_request_id
        self._looking = 0
        self._is_from_desk = False
        self._leaving: Callable[[], object] | None = None
        self.state = WatchState()
        self._look = self._timer(self.refresh, every_ms=LOOK_EVERY_MS)
        self._soon = self._timer(self.refresh, every_ms=SOON_MS, is_single=True)
        self._settle = self._timer(self._on_settled, every_ms=settle_ms, is_single=True)
        desk.state_changed.connect(self.on_desk)
        desk.looked_after.connect(self.show)

    # Coming and going.

    @property
    def at_desk(self) -> Officer | None:
        """Who sits at this PC's counter and may see the hall; None when nobody does."""
        desk = self._desk.state
        officer = None if desk.page is not Page.DESK or desk.view is None else desk.view.counter.officer
        return officer if may_watch(officer) else None

    @Slot(object)
    def show(self, officer: Officer) -> None:
        """Show the hall to an officer who has signed in without a counter; nothing for who may not watch."""
        if may_watch(officer):
            self._begin(officer, is_from_desk=False)

    def hide(self) -> None:
        """Go back to whatever is behind; what was seen is forgotten, and who has no counter is signed out."""
        self._leave()
        if self._leaving is not None:
            self._jobs.run(self._leaving, self._on_signed_out)
        self._looking += 1
        for timer in (self._look, self._soon, self._settle):
            timer.stop()
        self._set(WatchState(part=self.state.part))

    def close(self) -> None:
        """Sign out who looks without a counter, as the window closes; for after the event loop and its jobs."""
        self._leave()
        if self._leaving is not None:
            with contextlib.suppress(AntreanError):  # a hall that is away is not told anything
                self._leaving()
            self._leaving = None

    def toggle(self) -> None:
        """Show the hall to who sits at the desk, or go back."""
        officer = self.at_desk
        if self.state.is_shown:
            self.hide()
        elif officer is not None:
            self._begin(officer, is_from_desk=True)

    def refresh(self) -> None:
        """Read the hall again."""
        officer = self.state.officer
        if officer is not None:
            work = partial(deeds.look, self._store, officer.id, wanted(self.state))
            self._jobs.run(work, partial(self._on_view, self._looking), lane="read", key="hall_watch")

    # What is shown.

    def show_part(self, part: Part) -> None:
        if part in parts(self.state) and part is not self.state.part and self.state.asked is None:
            self._change(part=part, refusal=None, done=None, waiting=None)
            self.refresh()

    def show_all_queues(self, is_wanted: bool) -> None:
        self._change(shows_all_queues=is_wanted)

    def show_counters(self, shown: CounterState | None) -> None:
        self._change(counters_shown=shown)

    def show_listing(self, listing: Listing) -> None:
        self._change(listing=listing, refusal=None, done=None)
        self.refresh()

    # What is asked.

    def ask(self, asked: Ask) -> None:
        """Ask for what a wish still needs."""
        # An emergency is asked about once more, with what was written for it.
        is_next = isinstance(self.state.asked, AskAnnounce) and isinstance(asked, AskEmergency)
        if self.state.view is not None and (self.state.asked is None or is_next):
            unsure = self.state.unsure if is_next else None
            self._change(asked=asked, refusal=None, done=None, left=None, unsure=unsure)
            self.refresh()

    def close_panel(self) -> None:
        """Ask no more, or what was asked before; nothing is done."""
        asked = self.state.asked
        before = AskAnnounce(draft=asked.wish) if isinstance(asked, AskEmergency) else None
        # Who goes back to the words of an emergency whose answer was lost rewrites that one.
        unsure = None if before is None else self.state.unsure
        self._change(asked=before, refusal=None, left=None, unsure=unsure)

    def back(self) -> None:
        """Leave what is asked, or else the hall."""
        if self.state.asked is None:
            self.hide()
        else:
            self.close_panel()

    # What is done.

    def acknowledge(self, key: str) -> None:
        """Say that one looks after an alert."""
        self.do(Acknowledge(key=key))

    def do(self, wish: Wish) -> None:
        """Carry a wish out, if it may be wished now."""
        officer = self.state.officer
        if officer is None or not is_allowed(self.state, wish):
            return
        attempt = self._attempt(wish)
        self._change(pending=wish, refusal=None, done=None)
        work = partial(deeds.carry_out, self._store, officer.id, wish, attempt.request_id, rewrites=attempt.before)
        self._jobs.run(work, partial(self._on_done, self._looking, attempt))

    def _attempt(self, wish: Wish) -> Unsure:
        """Return under which request a wish is tried: that of before where the answer to the same one was lost."""
        unsure = self.state.unsure
        if unsure is not None and unsure.wish == wish:
            return unsure
        before: tuple[str, ...] = ()
        if unsure is not None and isinstance(unsure.wish, Announce) and isinstance(wish, Announce):
            # Other words for what may be written already: the hall hears the newest alone.
            before = (*unsure.before, unsure.request_id)
        return Unsure(wish=wish, request_id=self._new_request_id(), before=before)

    # The hall.

    @Slot(object)
    def on_desk(self, desk: DeskState) -> None:
        """Who sits here may have gone, or be another one now."""
        officer = self.state.officer
        if officer is None or not self._is_from_desk:
            return
        here = None if desk.page is not Page.DESK or desk.view is None else desk.view.counter.officer
        if desk.page is Page.DESK and (here is None or here.id == officer.id):
            return
        last = self.state.pending or (None if self.state.done is None else self.state.done.wish)
        if isinstance(last, CloseDay | CloseCounter):
            # It was this very wish that closed the counter here; what came of it is still to be seen.
            self._is_from_desk = False
        else:
            self.hide()

    @Slot(object)
    def on_batch(self, batch: EventBatch) -> None:
        """The log has something new, or another epoch."""
        view = self.state.view
        is_known = view is not None and view.epoch == batch.epoch and batch.newest <= view.newest
        if self.state.is_shown and not is_known and not self._soon.isActive():
            self._soon.start()

    @Slot(object)
    def on_lost(self, trouble: Unavailable) -> None:
        if self.state.is_shown:
            self._lose(trouble)

    @Slot()
    def on_restored(self) -> None:
        self.refresh()

    def _leave(self) -> None:
        """Prepare the good-bye of who looks without a counter; one that was not heard yet is said again."""
        officer, mall = self.state.officer, self._desk.state.mall
        if officer is not None and not self._is_from_desk and mall is not None and mall.rules.pins:
            self._leaving = partial(
                signing.sign_out,
                self._store,
                officer.id,
                counter=None,
                device=self._device,
                request_id=self._new_request_id(),
            )

    def _begin(self, officer: Officer, *, is_from_desk: bool) -> None:
        self._looking += 1
        self._is_from_desk = is_from_desk
        state = WatchState(officer=officer, part=self.state.part)
        self._set(state if state.part in parts(state) else replace(state, part=Part.OVERVIEW))
        self._look.start()
        self.refresh()

    def _on_done(self, looking: int, attempt: Unsure, result: object) -> None:
        if looking != self._looking:
            # Somebody else looks now, or nobody; it is written all the same.
            return
        match result:
            case Unavailable() | Crashed():
                self._change(pending=None, unsure=attempt, refusal=result)
            case Refused():
                self._change(pending=None, unsure=None, refusal=result)
            case _:
                self._change(pending=None, unsure=None, refusal=None, asked=None, left=None)
                # Digits stand in one place alone, and not for long.
                kept = replace(result, digits=None) if isinstance(result, OneTimePin) else result
                self._change(done=Done(wish=attempt.wish, answer=kept))
                self._succeed(result)
        self.refresh()

    def _succeed(self, answer: object) -> None:
        if self._settle_ms:
            self._change(is_settling=True)
            self._settle.start()
        if isinstance(answer, OneTimePin) and answer.digits is not None:
            # The one moment when they can be read.
            self._change(asked=ShowPin(made=answer))
        if isinstance(answer, Acknowledgement) and self.state.view is not None:
            # Seen at once; what was read meanwhile may be from before.
            alerts = tuple(
                replace(one, acknowledged=answer) if one.alert.key == answer.key else one
                for one in self.state.view.alerts
            )
            self._change(view=replace(self.state.view, alerts=alerts))

    def _on_signed_out(self, result: object) -> None:
        """There is nobody to tell, and the hall is shut here whether it was written or not."""
        if not isinstance(result, Unavailable | Crashed):
            self._leaving = None

    def _on_view(self, looking: int, result: Look | AntreanError | Crashed) -> None:
        if looking != self._looking:
            return
        match result:
            case Look():
                self._clock.follow(result.view.now)
                if not is_older(result.view, self.state.view):
                    self._take_view(result)
            case Refused():
                # Retired or of another role since: there is nothing to see any more.
                self._change(view=None, trouble=result, unsure=None, refusal=None, asked=None, done=None)
            case _:
                self._lose(result)

    def _take_view(self, look: Look) -> None:
        is_back = self.state.is_lost
        # While something is asked, the same answer means the same wish.
        is_open = self.state.pending is not None or self.state.asked is not None
        self._change(
            view=look.view,
            waiting=self.state.waiting if look.waiting is None else look.waiting,
            left=self.state.left if look.left is None else look.left,
            people=self.state.people if look.people is None else look.people,
            said=self.state.said if look.said is None else look.said,
            trouble=None,
            is_lost=False,
            # What the hall shows now is what counts; to do it again harms nothing.
            unsure=self.state.unsure if is_open else None,
            refusal=None if is_back and isinstance(self.state.refusal, Unavailable) else self.state.refusal,
        )

    def _lose(self, trouble: AntreanError | Crashed) -> None:
        self._change(is_lost=True, trouble=trouble if self.state.view is None else None)

    def _on_settled(self) -> None:
        self._change(is_settling=False)

    def _change(self, **changes: Any) -> None:
        self._set(replace(self.state, **changes))

    def _set(self, state: WatchState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _timer(self, on_time: Callable[[], None], *, every_ms: int, is_single: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(is_single)
        timer.setInterval(every_ms)
        timer.timeout.connect(on_time)
        return timer
