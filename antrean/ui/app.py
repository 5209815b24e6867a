"""The outer frame of the three apps: the QApplication, fonts, log, language, signals of the system, READY and quit.

application = make_application(name="kiosk")
language = Language(application, code="id")
window = KioskWindow(...)
return run(application, window, control=control, full_screen=full_screen, on_quit=[feed.stop, jobs.close])
"""

import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from antrean import __version__, assets
from antrean.ui import key_repeats, screen
from antrean.ui.control import Control
from antrean.ui.logbook import catch_bugs, start_logging
from antrean.ui.theme import Kind, Theme

_log = logging.getLogger(__name__)

SWITCH_S: Final = 0.0001
"""So long another thread keeps the interpreter while the GUI thread waits for it (docs/adr); Python's 5 ms add up."""


def make_application(
    *, name: str, arguments: Sequence[str] = (), log_folder: Path | None = None, level: int = logging.INFO
) -> QApplication:
    """Make the one QApplication of an app: log, bundled fonts, a style that is the same on every platform.

    `name` is kiosk, counter or display: the name of the log file and of the window to the system. Raises Unavailable
    where the session has no screen.
    """
    start_logging(name, folder=log_folder, level=level)
    catch_bugs()
    screen.check()
    _log.info("%s of Antrean starts", name, extra={"facts": {"version": __version__}})
    # Else Qt hands parts of each larger shape out to threads and waits for them: behind whoever has the processors.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    application = QApplication([name, *arguments])
    application.setApplicationName("antrean")
    application.setApplicationDisplayName("Antrean")
    application.setDesktopFileName(f"antrean-{name}")
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(QFont(Theme.fit(Kind.COUNTER, 0, 0).family))
    return application


def load_fonts() -> None:
    """Load the bundled font, so that the look is the same on a PC without any font of its own."""
    for file in sorted(assets.path("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            _log.warning("font cannot be loaded: %s", file.name)


class BugWatch(QObject):
    """Brings the news of an uncaught exception to the GUI thread: connect `happened` to a calm page.

    The log has the traceback already.
    """

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        catch_bugs(lambda error: self.happened.emit(type(error).__name__))


def run(
    application: QApplication,
    window: QWidget,
    *,
    control: str | None = None,
    full_screen: bool = False,
    place: str = "",
    on_quit: Sequence[Callable[[], object]] = (),
) -> int:
    """Show the window, run until it is closed or the system asks us to end, and return the exit code.

    With `control` (a name or path, see antrean.ui.control) the test channel is open, and one line "READY" goes to
    stdout once the window has painted. `place` (see place_on) shares one screen with the
    other apps. `on_quit` is called in order after the event loop: feed, then jobs, then store.
    """
    stopper = SystemSignals(application)
    key_repeats.install(application)
    channel = Control(application, window, name=control) if control else None
    ready = _ReadyOnce(window) if channel else None
    if place:
        window.setGeometry(place_on(window.screen().availableGeometry(), place))
    if full_screen:
        # A bare screen without a window manager makes nothing larger by itself.
        window.setGeometry(window.screen().geometry())
        window.showFullScreen()
    else:
        window.show()
    try:
        return loop(application)
    finally:
        stopper.close()
        if ready is not None:
            window.removeEventFilter(ready)
        if channel is not None:
            channel.close()
        for end in on_quit:
            try:
                end()
            except Exception:  # noqa: BLE001 - one part that fails to end must not keep the others from ending
                _log.exception("a part of the app did not end well")


def loop(application: QApplication) -> int:
    """Run the event loop, with as little as possible that could hold up the GUI thread; return the exit code."""
    # A full collection walks through all that was ever imported, a tenth of a second in which no thread does anything.
    # What is there by now stays to the end: nobody need look through it again.
    gc.freeze()
    sys.setswitchinterval(SWITCH_S)
    return application.exec()


_KIOSK_SHAPE = 9 / 16
_KIOSK_AT_MOST = 0.36


def place_on(screen: QRect, place: str) -> QRect:
    """Return a window's place when the three apps share one screen, as in the demo.

    `place` is "left" (an upright kiosk), "top-right" or "bottom-right".
    """
    kiosk = min(round(screen.height() * _KIOSK_SHAPE), round(screen.width() * _KIOSK_AT_MOST))
    if place == "left":
        return QRect(screen.left(), screen.top(), kiosk, screen.height())
    half = screen.height() // 2
    top = screen.top() if place == "top-right" else screen.top() + half
    return QRect(screen.left() + kiosk, top, screen.width() - kiosk, half)


_MAY_BE_IGNORED: Final = "SIGHUP"
_ENDS: Final = ("SIGINT", "SIGTERM", _MAY_BE_IGNORED)
"""The last one comes when a terminal is closed; Windows does not know it."""


class SystemSignals(QObject):
    """Turns the signals that ask a program to end into a quit, at once and without polling.

    The end of a terminal that was to be ignored from the start, as `nohup` wants it, stays ignored.

    Python runs its handlers only between bytecodes, which an idle event loop never reaches; the wake-up socket
    makes it.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        self._ours.setblocking(False)
        theirs.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        asked = [signal.Signals[name] for name in _ENDS if name in signal.Signals.__members__]
        ignored = {number for number in asked if signal.getsignal(number) is signal.SIG_IGN}
        heard = [number for number in asked if number not in ignored or number.name != _MAY_BE_IGNORED]
        self._before = {number: signal.signal(number, self._on_signal) for number in heard}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_wake)

    def close(self) -> None:
        """Give the signals back."""
        if self._theirs.fileno() < 0:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()

    def _on_wake(self) -> None:
        # Reading is all: on the way here Python has run _on_signal.
        try:
            self._ours.recv(64)
        except BlockingIOError:
            return

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        _log.info("asked to end by signal %s", number)
        self._application.quit()


class _ReadyOnce(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def _say(self) -> None:
        os.write(sys.stdout.fileno(), b"READY\n")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._say)
        return False
