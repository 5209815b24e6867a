"""Work that must not run on the GUI thread: where it runs, in what order, and how its result comes back.

    jobs = Jobs(parent=window)
    jobs.run(lambda: desk.call_next(store, counter=3, request_id=rid), self._on_called)          # keeps order
    jobs.run(lambda: desk.waiting(store, counter=3), self._on_waiting, lane="read", key="waiting")

`on_result` gets what the work returned, or the AntreanError it raised as a value, or `Crashed` for a bug
(already logged). It runs on the thread that made the Jobs object, later, never inside `run`; after `close()` nothing
arrives.
Tests use `ManualJobs`, where `run_next()` does one piece of work and delivers it at once.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from antrean.errors import AntreanError

T = TypeVar("T")

Lane = Literal["write", "read", "bench"]
"""Each lane is one thread that keeps its order; a slow write never delays a read, nor a device's test on the bench."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Crashed:
    """The work had a bug: what it raised, logged with its traceback before it got here."""

    error: Exception


class Runner(Protocol):
    """What a presenter needs of Jobs or ManualJobs."""

    def run(
        self,
        work: Callable[[], T],
        on_result: Callable[[T | AntreanError | Crashed], None],
        *,
        key: str | None = None,
        lane: Lane = "write",
    ) -> None:
        """Do the work off the GUI thread and hand its result to `on_result`.

        With a key, work of the same key that still waits in the lane is dropped unheard:
        one runs, at most one more is kept, and the latest wins.
        """


@dataclass(frozen=True, eq=False)
class _Errand:
    work: Callable[[], Any]
    on_result: Callable[[Any], None]
    key: str | None


def _do(errand: _Errand) -> Any:
    try:
        return errand.work()
    except AntreanError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the one place where a bug becomes a value; it is logged whole
        _log.exception("work failed unexpectedly")
        return Crashed(error)


def _enqueue(waiting: deque[_Errand], errand: _Errand) -> None:
    if errand.key is not None:
        for older in [other for other in waiting if other.key == errand.key]:
            waiting.remove(older)
    waiting.append(errand)


class _Worker:
    def __init__(self, name: str, deliver: Callable[[_Errand, Any], None]) -> None:
        self._deliver = deliver
        self._waiting: deque[_Errand] = deque()
        self._changed = threading.Condition()
        self._closed = False
        # A daemon, so that a database that hangs past its time limit cannot keep a closed app alive.
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def add(self, errand: _Errand) -> None:
        with self._changed:
            _enqueue(self._waiting, errand)
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify()

    def join(self, timeout_s: float) -> None:
        self._thread.join(timeout_s)

    def _loop(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                errand = self._waiting.popleft()
            self._deliver(errand, _do(errand))


class Jobs(QObject):
    """A worker thread for each lane that is used, and the way back to the GUI thread."""

    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers: dict[Lane, _Worker] = {}
        self._closed = False
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        on_result: Callable[[T | AntreanError | Crashed], None],
        *,
        key: str | None = None,
        lane: Lane = "write",
    ) -> None:
        """See Runner.run."""
        if self._closed:
            return
        if lane not in self._workers:
            self._workers[lane] = _Worker(f"jobs-{lane}", self._deliver)
        self._workers[lane].add(_Errand(work, on_result, key))

    def close(self, timeout_s: float = 6.0) -> None:
        """Deliver nothing more, drop what waits, and let the work that runs come to its end."""
        self._closed = True
        for worker in self._workers.values():
            worker.close()
        for worker in self._workers.values():
            worker.join(timeout_s)

    def _deliver(self, errand: _Errand, result: object) -> None:
        if not self._closed:
            self._done.emit(errand, result)

    @Slot(object, object)
    def _on_done(self, errand: _Errand, result: object) -> None:
        if not self._closed:
            errand.on_result(result)


class ManualJobs:
    """The same interface for tests: nothing runs until the test says so, on the test's own thread."""

    def __init__(self) -> None:
        self._waiting: deque[_Errand] = deque()
        self._closed = False

    def run(
        self,
        work: Callable[[], T],
        on_result: Callable[[T | AntreanError | Crashed], None],
        *,
        key: str | None = None,
        lane: Lane = "write",
    ) -> None:
        """Keep the work for run_next()."""
        if not self._closed:
            _enqueue(self._waiting, _Errand(work, on_result, key))

    @property
    def waiting(self) -> int:
        """How many pieces of work are kept."""
        return len(self._waiting)

    def run_next(self) -> object:
        """Do the oldest work, deliver its result and return it too."""
        errand = self._waiting.popleft()
        result = _do(errand)
        if not self._closed:
            errand.on_result(result)
        return result

    def run_all(self) -> None:
        """Do everything, including what the results ask for."""
        while self._waiting:
            self.run_next()

    def close(self, timeout_s: float = 0.0) -> None:
        self._closed = True
        self._waiting.clear()
