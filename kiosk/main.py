"""Wires the kiosk: store, jobs, feed, printer, presenter and window; and prints a test page without any of them."""

import platform
import sys
from typing import TYPE_CHECKING

from antrean.clock import HallClock
from antrean.model import DeviceKind, PrintState
from antrean.settings import PrinterSettings, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QScreen

    from antrean.devices.printer import Printer


PRINTED, NOT_PRINTED = 0, 4
"""Exit codes of the test page."""

SHARE_OF_SCREEN = 0.9
"""How much of the screen's height a kiosk in a window takes."""


def run(
    settings: Settings,
    *,
    database_url: str,
    name: str | None = None,
    control: str | None = None,
    full_screen: bool = False,
    place: str = "",
    size: tuple[int, int] | None = None,
    settings_file: "Path | None" = None,
) -> int:
    """Show the kiosk until it is closed and return the exit code; 5 when a technician ended it.

    `name` is the kiosk's name in the log, `size` that of its window in device-independent pixels, `settings_file`
    where the settings were read. A technician's restart begins the whole program anew. A database that
    is away, not set up or without a mall is waited for; raises Refused(bad_input) for an address, a PIN or a
    printer profile that cannot be, and Refused(runs_already) where this kiosk runs on this PC.
    """
    # Qt and the database take a moment, and the command line reads its options before.
    from antrean import closing, pin
    from antrean.devices.voice import check as check_voice
    from antrean.store.store import Store
    from antrean.ui.app import BugWatch, make_application
    from antrean.ui.app import run as run_window
    from antrean.ui.feed import FeedThread
    from antrean.ui.heartbeat import Heartbeat
    from antrean.ui.jobs import Jobs
    from antrean.ui.language import Language
    from antrean.ui.only_one import OnlyOne
    from kiosk import guidance
    from kiosk.ahead import Ahead
    from kiosk.devices import Devices
    from kiosk.finger import finger_px
    from kiosk.paper import Paper
    from kiosk.presenter import KioskPresenter
    from kiosk.speaker import Speaker
    from kiosk.state import is_at_rest
    from kiosk.window import KioskWindow
    from kiosk.workbench import RESTART, PcBench, begin_anew

    store = Store(database_url, new_day=closing.close_older_days)
    printer, spare = (
        None if one.kind == "none" else _printer(one) for one in (settings.printer, settings.spare_printer)
    )
    # Speaking begins with the first visitor who wants it; a mistake in the settings is said now.
    check_voice(settings.voice)
    guidance.check(settings.kiosk)
    pin.check_kept(settings.kiosk.pin)
    device = name or settings.kiosk.name or platform.node() or "kiosk"
    only = OnlyOne("kiosk", database_url, device)
    application = make_application(name="kiosk")
    paper = None if printer is None else Paper(printer, spare=spare, short=settings.kiosk.short_ticket)
    jobs = Jobs()
    feed = FeedThread(store)
    bench = PcBench(
        settings=settings, settings_file=settings_file, store=store, paper=paper, name=device, end=application.exit
    )
    presenter = KioskPresenter(
        store=store,
        jobs=jobs,
        clock=HallClock(),
        paper=paper,
        name=device,
        settings=settings.kiosk,
        status_url=settings.printer.status_url,
        bench=bench,
    )
    feed.batch_arrived.connect(presenter.on_batch)
    feed.lost.connect(presenter.on_lost)
    feed.restored.connect(presenter.refresh)
    screen = application.primaryScreen()
    width, height = size or start_size(screen)
    screen_mm = settings.kiosk.screen_width_mm or screen.physicalSize().width()
    window = KioskWindow(
        presenter=presenter,
        language=Language(application),
        width=width,
        height=height,
        finger=finger_px(screen_px=screen.geometry().width(), screen_mm=screen_mm),
    )
    Ahead(window.made_ahead(), is_quiet=lambda: is_at_rest(presenter.state), parent=window)
    bugs = BugWatch(window)
    bugs.happened.connect(presenter.on_bug)
    if full_screen:
        window.lock(hide_pointer=settings.kiosk.hide_pointer)
    speaker = Speaker.of(settings.voice, window)
    guide = guidance.Guidance(presenter=presenter, window=window, mouth=speaker, settings=settings.kiosk)
    speaker.failed.connect(guide.on_failed)
    application.focusChanged.connect(guide.on_focus)
    devices = Devices(paper, window)
    heartbeat = Heartbeat(
        open_store=lambda: store, jobs=jobs, name=device, kind=DeviceKind.KIOSK, tell=devices.tell, parent=window
    )
    devices.changed.connect(heartbeat.beat)
    feed.batch_arrived.connect(heartbeat.on_batch)
    presenter.refresh()
    heartbeat.start()
    # From an unknown epoch: the first batch says where the log stands and what time it is in the hall.
    feed.start(cursor=0, epoch="")
    only.listen(application)
    code = run_window(
        application,
        window,
        control=control,
        full_screen=full_screen,
        place=place,
        on_quit=[
            speaker.close,
            feed.stop,
            *([] if paper is None else [paper.close]),
            jobs.close,
            heartbeat.end,
            store.close,
            only.close,
        ],
    )
    return begin_anew() if code == RESTART else code


def print_test(settings: Settings) -> int:
    """Print the test page on each printer, say what became of it, and return 0 when all were printed, else 4.

    A print queue of the system never says more than that it took the page, which then counts as printed.
    """
    from antrean.devices.printer_condition import of_spare

    printer, spare = _printer(settings.printer), settings.spare_printer
    if spare.kind == "none":
        is_well, sentence = _print_page(printer, settings.printer)
        _say(sentence, is_well=is_well)
        return PRINTED if is_well else NOT_PRINTED
    # A profile that cannot be is said before the first page is printed.
    second = _printer(spare)
    is_well, sentence = _print_page(printer, settings.printer)
    _say(f"First printer: {sentence}", is_well=is_well)
    is_spare_well, sentence = _print_page(second, spare)
    _say(f"Spare printer: {of_spare(sentence)}", is_well=is_spare_well)
    return PRINTED if is_well and is_spare_well else NOT_PRINTED


def _print_page(printer: "Printer", settings: PrinterSettings) -> tuple[bool, str]:
    """Print the test page; return whether it came out as far as anybody can know, and the sentence about it."""
    from antrean.devices import escpos_render
    from antrean.devices.printer import test_page

    result = printer.print(escpos_render.render(test_page(settings), settings))
    is_behind_queue = settings.kind in ("cups", "windows")
    is_well = result.state is PrintState.PRINTED or (result.state is PrintState.UNKNOWN and is_behind_queue)
    return is_well, result.sentence


def _say(sentence: str, *, is_well: bool) -> None:
    stream = sys.stdout if is_well else sys.stderr
    stream.write(f"{sentence}\n")
    stream.flush()


def start_size(screen: "QScreen") -> tuple[int, int]:
    """Return the size of a kiosk in a window: portrait, as high as this screen allows."""
    room = screen.availableGeometry()
    height = round(room.height() * SHARE_OF_SCREEN)
    return min(room.width(), round(height * 9 / 16)), height


def _printer(settings: PrinterSettings) -> "Printer":
    from antrean.devices import escpos_render
    from antrean.devices.printer import open_printer

    # A profile that does not exist is a mistake in the settings, to be said now and not at the first visitor.
    escpos_render.paper(settings)
    return open_printer(settings)
