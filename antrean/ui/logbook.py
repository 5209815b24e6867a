"""Where an app's log goes (a rotating file and stderr) and how bugs and Qt's own messages get into it.

The file has one JSON object a line, for programs that gather the logs of a hall; stderr, and with it the journal of the
system, has the same for people. What a record tells beyond its message is in its `facts`: of an action its request id
and the events it wrote, of an announcement the request that asked for it. No log holds anything about a visitor.
"""

import json
import logging
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from antrean.ui import screen
from antrean.ui.log_file import LogFile

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_log = logging.getLogger("antrean")
_qt_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_HARMLESS = (
    "This plugin does not support propagateSizeHints",
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
)
"""What the offscreen platform says at every window."""


def log_folder() -> Path:
    """Return the platform's log folder of Antrean, made if need be."""
    return Path(platformdirs.user_log_dir("antrean", appauthor=False, ensure_exists=True))


def start_logging(name: str, *, folder: Path | None = None, level: int = logging.INFO) -> Path | None:
    """Log to stderr and to NAME.jsonl in the folder; return that file, or None when the folder cannot be written.

    Calling it again replaces what it set up before.
    """
    root = logging.getLogger()
    for handler in [old for old in root.handlers if getattr(old, "of_antrean", False)]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    _add(root, logging.StreamHandler(sys.stderr), ForPeople(_FORMAT))
    try:
        file = (folder or log_folder()) / f"{name}.jsonl"
        _add(root, LogFile(file), ForPrograms())
    except OSError as error:
        # A full or read-only disk is no reason to close a kiosk.
        _log.warning("no log file: %s", error)
        return None
    return file


def _add(root: logging.Logger, handler: logging.Handler, formatter: logging.Formatter) -> None:
    handler.of_antrean = True  # type: ignore[attr-defined]
    handler.setFormatter(formatter)
    root.addHandler(handler)


def _facts(record: logging.LogRecord) -> dict[str, object]:
    facts = getattr(record, "facts", None)
    return dict(facts) if isinstance(facts, Mapping) else {}


class ForPeople(logging.Formatter):
    """A line of words, then each fact as name=value."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        facts = "".join(f" {name}={value}" for name, value in _facts(record).items() if value not in ("", None, []))
        return super().formatMessage(record) + facts


class ForPrograms(logging.Formatter):
    """One JSON object a line; a traceback is one text in it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def catch_bugs(on_bug: Callable[[BaseException], None] | None = None) -> None:
    """Log every uncaught exception, of any thread, with its traceback, and Qt's messages.

    PySide hands an exception in a slot to sys.excepthook and goes on; `on_bug` hears of it, on the thread it
    happened in, so that an app can show a calm page.
    """

    def caught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            return
        _log.critical("uncaught exception", exc_info=(kind, error, trace))
        if on_bug is not None:
            on_bug(error)

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(args.exc_type, args.exc_value, args.exc_traceback)
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if message.startswith(_HARMLESS):
        return
    screen.end_without(kind, message)
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
