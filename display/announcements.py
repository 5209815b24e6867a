"""The voice of the display: holds the leases of its zones and speaks what is theirs one at a time, in its turn."""

import logging
import secrets
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Protocol, assert_never

from PySide6.QtCore import QObject, Signal

from antrean.errors import AntreanError, Refused, Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import AnnouncementKind

if TYPE_CHECKING:
    # The store and the voice are loaded by the threads, after the first picture.
    from antrean.announcing import Speaker, Turn
    from antrean.devices.voice import Stop, Voice, VoiceState
    from antrean.store.announcements import Announcement
    from antrean.store.store import Store

_log = logging.getLogger(__name__)

SAFETY_POLL_S: Final = 1.0
"""Losing a wake-up costs no more than this."""

TURN_POLL_S: Final = 0.25
"""How often to look while another display of the same voice area speaks: its end wakes nobody."""

RETRY_S: Final = 1.0


class StoreHolder(Protocol):
    """Where the store comes from; asking for it may raise an AntreanError."""

    @property
    def store(self) -> "Store": ...


class _End(Enum):
    """How an announcement ended here."""

    HEARD = auto()
    UNHEARD = auto()
    CUT = auto()
    """For an emergency, or because it was taken back."""
    CLOSED = auto()
    """This display was closed in the middle of it: the next one says it again."""


@dataclass(frozen=True, kw_only=True)
class _Current:
    """What is being spoken, and what ends it."""

    announcement: "Announcement"
    stop: "Stop"


class Announcements(QObject):
    """Two threads: one keeps the leases alive, also while a sentence is being spoken; the other speaks.

    Where the voice is switched off the first one looks after what nobody speaks (announcing.serve_silent).

    `spoken_started` and `spoken_ended` carry the id of the event that called or announced; they, like
    `voice_changed`, arrive on the thread that made this object. `failed` comes when the voice's settings cannot be.
    """

    spoken_started = Signal(int)
    spoken_ended = Signal(int)
    voice_changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        *,
        hall: StoreHolder,
        make_voice: "Callable[[Callable[[VoiceState], None]], Voice]",
        settings: VoiceSettings,
        device: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hall = hall
        self._make_voice = make_voice
        self._settings = settings
        self._device = device
        # Another one at every start: what a crashed display was speaking is spoken again.
        self._holder = f"{device[:40]}:{secrets.token_hex(6)}"
        self._stop = threading.Event()
        self._woken = threading.Condition()
        self._is_woken = False
        self._is_busy = False
        self._zones: tuple[str, ...] = ()
        self._held: tuple[str, ...] = ()
        self._zones_changed = threading.Event()
        self._voice: Voice | None = None
        self._cutting = threading.Lock()
        self._current: _Current | None = None
        self._cuts = 0
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the voice; it speaks once it knows its zones. A voice that is switched off takes no lease."""
        for name, loop in {"speaking": self._speak_loop, "leases": self._lease_loop}.items():
            # A daemon, so that a database that hangs cannot keep a closed display alive.
            thread = threading.Thread(target=loop, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def set_zones(self, zones: tuple[str, ...]) -> None:
        """Tell for which zones to speak, after the mall was read or changed."""
        if zones != self._zones:
            self._zones = zones
            self._zones_changed.set()

    def wake(self) -> None:
        """Look at the line now: something happened."""
        with self._woken:
            self._is_woken = True
            self._woken.notify_all()

    def give_way(self, areas: Collection[str]) -> None:
        """Cut off the call that is being spoken in some voice areas: an emergency waits there."""
        with self._cutting:
            # A call that was chosen a moment ago and is not yet begun gives way too (_begin).
            self._cuts += 1
            current = self._current
        if current is not None and current.announcement.area in areas and not _is_emergency(current.announcement):
            current.stop.set()

    def end(self, event: int) -> None:
        """Cut off what an event announced, if it is being spoken: it was taken back."""
        with self._cutting:
            current = self._current
        if current is not None and current.announcement.event == event:
            current.stop.set()

    def close(self, timeout_s: float = 4.0) -> None:
        """Be silent at once and give the voice back; what was cut off is said by the next display."""
        self._stop.set()
        self._zones_changed.set()
        self.wake()
        voice = self._voice
        if voice is not None:
            voice.close()
        for thread in self._threads:
            thread.join(timeout_s)
        if any(thread.is_alive() for thread in self._threads):
            # They wait for the database, and we would, too.
            _log.warning("the leases run out by themselves: the database does not answer")
            return
        self._release()

    def _release(self) -> None:
        from antrean import announcing

        if not self._held:
            return
        try:
            announcing.release_leases(self._hall.store, self._speaker())
        except AntreanError as error:
            _log.warning("the leases run out by themselves: %s", error.sentence)

    def _speaker(self) -> "Speaker":
        from antrean import announcing

        return announcing.Speaker(holder=self._holder, device=self._device, zones=self._zones)

    def _lease_loop(self) -> None:
        from antrean import announcing

        trouble = "the voice cannot be leased" if self._settings.enabled else "the hall's hours cannot be looked after"
        is_in_trouble = False
        while not self._stop.is_set():
            pause = announcing.LEASE_S / 3
            self._zones_changed.clear()
            try:
                if self._zones:
                    self._look_after_zones()
                is_in_trouble = False
            except AntreanError as error:
                if not is_in_trouble:
                    _log.warning("%s: %s", trouble, error.sentence)
                is_in_trouble, pause = True, RETRY_S
            except Exception:  # noqa: BLE001 - a bug must not leave the hall silent for good: log it, go on
                _log.exception("%s, unexpectedly", trouble)
                pause = RETRY_S
            self._zones_changed.wait(pause)

    def _look_after_zones(self) -> None:
        from antrean import announcing

        store, late_after_s = self._hall.store, self._settings.late_after_s
        if not self._settings.enabled:
            announcing.serve_silent(store, self._speaker(), late_after_s=late_after_s)
            return
        held = announcing.hold_leases(store, self._speaker(), late_after_s=late_after_s)
        if set(held) - set(self._held):
            _log.info("this display speaks for %s", ", ".join(held))
            self.wake()
        self._held = held

    def _speak_loop(self) -> None:
        try:
            voice = self._make_voice(self.voice_changed.emit)
        except Refused as error:
            self.failed.emit(error)
            return
        self._voice = voice
        self.voice_changed.emit(voice.state)
        if self._stop.is_set():
            voice.close()
        if not self._settings.enabled:
            return
        is_in_trouble = False
        while not self._stop.is_set():
            try:
                pause = self._speak_next(voice)
                is_in_trouble = False
            except AntreanError as error:
                if not is_in_trouble:
                    _log.warning("no call can be spoken: %s", error.sentence)
                is_in_trouble, pause = True, RETRY_S
            except Exception:  # noqa: BLE001 - as above
                _log.exception("no call can be spoken, unexpectedly")
                pause = RETRY_S
            self._wait(pause)

    def _wait(self, seconds: float) -> None:
        with self._woken:
            if seconds and not self._is_woken:
                self._woken.wait(seconds)
            self._is_busy = self._is_busy or self._is_woken
            self._is_woken = False

    def _speak_next(self, voice: "Voice") -> float:
        """Speak the next call, if there is one; return how long to wait before looking again, in seconds."""
        from antrean import announcing

        if not self._held:
            return SAFETY_POLL_S
        with self._cutting:
            cuts = self._cuts
        turn = announcing.next_announcement(self._hall.store, self._speaker())
        if turn is None:
            # Only a call that has just come can wait for another display's turn: a quiet hall is asked one question.
            is_waiting = self._is_busy and announcing.has_waiting(self._hall.store, self._speaker())
            self._is_busy = is_waiting
            return TURN_POLL_S if is_waiting else SAFETY_POLL_S
        self._is_busy = True
        announcement = turn.announcement
        _log.info("announcing", extra={"facts": _facts(announcement)})
        self.spoken_started.emit(announcement.event)
        try:
            end = self._speak(voice, turn, cuts)
        finally:
            with self._cutting:
                self._current = None
            self.spoken_ended.emit(announcement.event)
        _log.info("announced", extra={"facts": _facts(announcement) | {"end": end.name.lower()}})
        self._note(announcement, end)
        return 0.0

    def _speak(self, voice: "Voice", turn: "Turn", cuts: int) -> _End:
        """Say an announcement, unless something is more urgent; `cuts` is how many there were before it was chosen."""
        from antrean import saying

        announcement = turn.announcement
        stop = self._begin(announcement, cuts)
        try:
            said = saying.of(turn, self._settings)
            spoken = voice.speak(
                said.sentences,
                chime=True,
                again=True,
                sound=said.sound,
                volume=said.volume,
                breath_s=said.breath_s,
                stop=stop,
            )
            if spoken.is_cut:
                return _End.CUT
            return _End.HEARD if spoken.audible else _End.UNHEARD
        except (Unavailable, Refused) as error:
            if self._stop.is_set():
                return _End.CLOSED
            _log.warning("%s was not spoken: %s", _name(announcement), error.sentence)
        except Exception:  # noqa: BLE001 - a call that stays "speaking" for ever would silence its whole area
            _log.exception("%s was not spoken, unexpectedly", _name(announcement))
        return _End.UNHEARD

    def _begin(self, announcement: "Announcement", cuts: int) -> "Stop":
        from antrean.devices.voice import Stop

        stop = Stop()
        with self._cutting:
            self._current = _Current(announcement=announcement, stop=stop)
            is_late = self._cuts != cuts
        if is_late and not _is_emergency(announcement):
            # It may be of another area, and is then said in a moment all the same.
            stop.set()
        return stop

    def _note(self, announcement: "Announcement", end: _End) -> None:
        """Write what became of it, however long the database is away: until then the area waits for us."""
        is_told = False
        while True:
            try:
                self._write(announcement, end)
                return
            except Unavailable as error:
                # Once: the database may be away for an hour.
                if not is_told:
                    _log.warning("%s is over, but not yet noted: %s", _name(announcement), error.sentence)
                is_told = True
                if self._stop.wait(RETRY_S):
                    return

    def _write(self, announcement: "Announcement", end: _End) -> None:
        from antrean import announcing

        store, speaker = self._hall.store, self._speaker()
        match end:
            case _End.HEARD | _End.UNHEARD:
                announcing.note_result(store, speaker, announcement, spoken=end is _End.HEARD)
            case _End.CUT:
                announcing.put_back(store, speaker, announcement)
            case _End.CLOSED:
                pass
            case _:
                assert_never(end)


def _is_emergency(announcement: "Announcement") -> bool:
    return announcement.kind is AnnouncementKind.EMERGENCY


def _facts(announcement: "Announcement") -> dict[str, object]:
    """Return what the log of this PC tells of an announcement: never its text."""
    return {
        "event": announcement.event,
        "kind": announcement.kind.value,
        "code": announcement.code,
        "counter": announcement.counter,
        "request": announcement.request,
    }


def _name(announcement: "Announcement") -> str:
    """Return how the log of this PC calls an announcement; a text that was typed does not stand there."""
    return announcement.code or f"announcement {announcement.event}"
