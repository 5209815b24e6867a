"""The hall display's mind: it reads the board once, follows the log, and gives every call its turn."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from antrean.clock import HallClock
from antrean.errors import AntreanError
from antrean.mall_record import Mall
from antrean.model import EventKind
from antrean.ui.feed import FeedThread
from antrean.ui.jobs import Crashed, Runner
from display import notices, stage
from display.state import (
    DisplayState,
    Facts,
    calls_of,
    needs_reread,
    spoken_zones,
    unknown_zones,
    view,
    voice_areas,
)

if TYPE_CHECKING:
    from antrean.board import Board
    from antrean.devices.voice import VoiceState
    from antrean.errors import Unavailable
    from antrean.outlook import Outlook
    from antrean.store.announcements import Said
    from antrean.store.feed import EventBatch
    from display.announcements import Announcements
    from display.hall import Hall

_log = logging.getLogger(__name__)

FIRST_PAUSE_MS: Final = 500
LONGEST_PAUSE_MS: Final = 5_000
NOTICE_LOOK_MS: Final = 1_000
"""How often to ask what became of an announcement that stands on the board: its end is no fact of the log."""
CLOCK_MOVED: Final = timedelta(seconds=2)
OUTLOOK_GAP_MS: Final = 1_000
"""What stands beside the calls follows them so much later at most, and is not read more often than that."""


class BoardSource(Protocol):
    """The part of display.hall.Hall that a presenter needs; `read` may raise an AntreanError."""

    def read(self) -> "tuple[Mall, Board]": ...

    def said(self) -> "tuple[Said, ...]": ...

    def outlook(self) -> "Outlook": ...

    def fold(self, before: "Board", mall: Mall, batch: "EventBatch") -> "Board": ...


class DisplayPresenter(QObject):
    """Keeps what the display knows and tells its window when the picture changes.

    `feed` and `announcements` may be missing: then the board stands still, or nothing is spoken.
    """

    state_changed = Signal(object)
    clock_moved = Signal()
    """The hall's clock is another one than it was: what shows the time shows it anew."""

    def __init__(
        self,
        *,
        hall: "BoardSource | Hall",
        jobs: Runner,
        feed: FeedThread | None = None,
        announcements: "Announcements | None" = None,
        clock: HallClock,
        language: str = "id",
        zones: tuple[str, ...] = (),
        has_ticker: bool = True,
        late_after_s: float = 120,
        notice_s: float = 30,
        has_lines: bool = True,
        missed_minutes: float = 60,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hall = hall
        self._jobs = jobs
        self._feed = feed
        self._announcements = announcements
        self._clock = clock
        self._late_after = timedelta(seconds=late_after_s)
        self._monotonic = monotonic
        self._facts = Facts(
            language=language,
            zones=zones,
            has_ticker=has_ticker,
            notice_for=timedelta(seconds=notice_s),
            has_lines=has_lines,
            missed_for=timedelta(minutes=missed_minutes),
        )
        self._state = view(self._facts, clock.now())
        self._is_reading = False
        self._is_following = False
        self._held_back: list[EventBatch] = []
        self._pause_ms = FIRST_PAUSE_MS
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self.read)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self.advance)
        self._notice = QTimer(self)
        self._notice.setSingleShot(True)
        self._notice.setInterval(NOTICE_LOOK_MS)
        self._notice.timeout.connect(self.look_at_notices)
        self._around = QTimer(self)
        self._around.setSingleShot(True)
        self._around.setInterval(OUTLOOK_GAP_MS)
        self._around.timeout.connect(self.look_around)
        if feed is not None:
            feed.batch_arrived.connect(self.on_batch)
            feed.lost.connect(self.on_lost)
            feed.restored.connect(self.on_restored)
        if announcements is not None:
            announcements.spoken_started.connect(self.on_spoken_started)
            announcements.spoken_ended.connect(self.on_spoken_ended)
            announcements.voice_changed.connect(self.on_voice)

    @property
    def state(self) -> DisplayState:
        return self._state

    @property
    def calls_in_turn(self) -> int:
        """How many calls wait for their turn on the big panel, and with it for the voice."""
        return len(self._facts.stage.waiting)

    def start(self) -> None:
        """Read the board and follow the log from there; the voice gets ready meanwhile."""
        if self._announcements is not None:
            self._announcements.start()
        self.read()

    def read(self) -> None:
        """Read mall and board anew, now or with the reading that is under way."""
        self._retry.stop()
        if not self._is_reading:
            self._is_reading = True
            self._jobs.run(self._hall.read, self._on_read, key="board", lane="read")

    def on_batch(self, batch: "EventBatch") -> None:
        """Take in what happened after the board's cursor."""
        self._heed(batch)
        if self._is_reading:
            # The board that is being read may contain these events or not: fold knows by their ids.
            self._held_back.append(batch)
            return
        self._take(batch)
        self._show()
        if batch.events and not self._around.isActive():
            # A moment later: first the call itself is painted.
            self._around.start()

    def on_lost(self, error: "Unavailable") -> None:
        """The database is gone: keep the last board and say since when."""
        _log.warning("the display stands still: %s", error.sentence)
        if self._facts.lost_since is None:
            self._change(lost_since=self._clock.now())

    def on_restored(self) -> None:
        """The database is back; what happened meanwhile comes with the next batch."""
        self._change(lost_since=None)
        if self._announcements is not None:
            self._announcements.wake()

    def on_spoken_started(self, event: int) -> None:
        """The voice begins to speak a call: the big panel follows it."""
        board = self._facts.board
        calls = board.calls if board is not None else ()
        self._change(stage=stage.speak(self._facts.stage, calls, event, self._monotonic()))

    def on_spoken_ended(self, event: int) -> None:
        """The voice has ended a call: the next one may come."""
        self._change(stage=stage.hush(self._facts.stage, event, self._monotonic()))

    def on_voice(self, voice: "VoiceState") -> None:
        self._change(voice=voice)

    def advance(self) -> None:
        """Give the panel to the next call if the present one had its turn."""
        self._change(stage=stage.advance(self._facts.stage, self._monotonic()))

    def look_at_notices(self) -> None:
        """Ask what supervisors had announced, and go on asking while something of it stands on the board."""
        self._notice.stop()
        self._jobs.run(self._hall.said, self._on_said, key="said", lane="read")

    def look_around(self) -> None:
        """Read who waits for whom, how the counters are and who missed a call."""
        self._around.stop()
        if self._facts.mall is not None:
            self._jobs.run(self._hall.outlook, self._on_outlook, key="outlook", lane="read")

    def on_minute(self) -> None:
        """A new minute: the hall may have opened or closed, a break be over, or another day begun."""
        self._show()
        self.look_around()

    def recover(self) -> None:
        """Begin again after an unexpected failure: the board is read anew."""
        self.read()

    def _on_read(self, result: "tuple[Mall, Board] | AntreanError | Crashed") -> None:
        self._is_reading = False
        if isinstance(result, AntreanError | Crashed):
            self._on_unread(result)
            return
        self._pause_ms = FIRST_PAUSE_MS
        mall, board = result
        self._follow_clock(board.now)
        trouble = unknown_zones(mall, self._facts.zones)
        if trouble is not None:
            _log.warning("%s", trouble.sentence)
        self._facts = replace(self._facts, mall=mall, trouble=trouble, stage=self._stage_of(mall, board), board=board)
        if self._announcements is not None:
            self._announcements.set_zones(spoken_zones(mall, self._facts.zones))
        held_back, self._held_back = self._held_back, []
        for batch in held_back:
            self._take(batch)
        if self._feed is not None and not self._is_following:
            self._is_following = True
            self._feed.start(cursor=board.newest, epoch=board.epoch)
        self._show()
        self.look_at_notices()
        self.look_around()

    def _on_outlook(self, result: "Outlook | AntreanError | Crashed") -> None:
        # While the hall is away what was known last stands; the feed says since when.
        if not isinstance(result, AntreanError | Crashed):
            # Also when nothing happens in the hall: somebody may have set this PC's clock.
            self._follow_clock(result.now)
            self._change(outlook=result)

    def _follow_clock(self, hall_now: datetime) -> None:
        is_moved = abs(hall_now - self._clock.now()) >= CLOCK_MOVED
        self._clock.follow(hall_now)
        if is_moved:
            self.clock_moved.emit()

    def _heed(self, batch: "EventBatch") -> None:
        """Let an emergency go first, and what was taken back end, before anything else is done."""
        announced = [event.body for event in batch.events if event.kind is EventKind.ANNOUNCED]
        if self._announcements is not None:
            for body in announced:
                match body:
                    case {"withdrawn": int(event)}:
                        self._announcements.end(event)
                    case {"kind": "emergency", "areas": list(areas)}:
                        self._announcements.give_way(areas)
                    case _:
                        pass
        if announced:
            self.look_at_notices()

    def _on_said(self, result: "tuple[Said, ...] | AntreanError | Crashed") -> None:
        # While the hall is away the texts that are known stand for as long as they would.
        if isinstance(result, tuple):
            self._change(said=result)
        mall = self._facts.mall
        if mall is None:
            return
        areas, now = voice_areas(mall, self._facts.zones), self._clock.now()
        if notices.live(self._facts.said, areas, now, self._facts.notice_for):
            self._notice.start()
        else:
            self._show()

    def _on_unread(self, error: AntreanError | Crashed) -> None:
        sentence = error.sentence if isinstance(error, AntreanError) else repr(error.error)
        if self._facts.trouble is None:
            _log.warning("the board cannot be read: %s", sentence)
        # A board that was read before stays, as old as it is; the status line says since when.
        if self._facts.board is None:
            self._change(trouble=error)
        self._retry.start(self._pause_ms)
        self._pause_ms = min(self._pause_ms * 2, LONGEST_PAUSE_MS)

    def _take(self, batch: "EventBatch") -> None:
        mall, board = self._facts.mall, self._facts.board
        if mall is None or board is None:
            return
        self._follow_clock(batch.now)
        if needs_reread(board, batch) or any(event.kind is EventKind.MALL_LOADED for event in batch.events):
            self.read()
            return
        after = self._hall.fold(board, mall, batch)
        self._facts = replace(self._facts, board=after)
        self._facts = replace(self._facts, stage=self._followed(mall, after, seen=board.newest))
        if batch.events and self._announcements is not None:
            self._announcements.wake()

    def _stage_of(self, mall: Mall, board: "Board") -> stage.Stage:
        before = self._facts.board
        if before is None or before.epoch != board.epoch:
            calls = calls_of(board, self._facts.zones, board.now, mall.zone_info)
            return replace(stage.begin(calls), turn=self._facts.stage.turn)
        return self._followed(mall, board, seen=before.newest)

    def _followed(self, mall: Mall, board: "Board", *, seen: int) -> stage.Stage:
        now = self._clock.now()
        return stage.follow(
            self._facts.stage,
            calls_of(board, self._facts.zones, now, mall.zone_info),
            seen=seen,
            late=self._late(now),
            now_s=self._monotonic(),
        )

    def _late(self, now: datetime) -> datetime:
        return now - self._late_after

    def _change(self, **facts: Any) -> None:
        self._facts = replace(self._facts, **facts)
        self._show()

    def _show(self) -> None:
        left = stage.wait_s(self._facts.stage, self._monotonic())
        if left is None:
            self._turn.stop()
        else:
            # A little late rather than early: an early look would change nothing and ask again.
            self._turn.start(round(left * 1_000) + 10)
        state = view(self._facts, self._clock.now())
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
