"""The counter app, wired: settings and options in, an exit code out."""

import platform
from pathlib import Path

from platformdirs import PlatformDirs

from antrean import closing
from antrean.clock import HallClock
from antrean.devices.printer import open_printer
from antrean.model import DeviceKind
from antrean.settings import DEVICE_NAME_LENGTH, Settings
from antrean.store.store import Store
from antrean.ui.app import make_application
from antrean.ui.app import run as run_application
from antrean.ui.feed import FeedThread
from antrean.ui.heartbeat import Heartbeat
from antrean.ui.jobs import Jobs
from antrean.ui.language import Language
from antrean.ui.only_one import OnlyOne
from counter.arrival_presenter import ArrivalPresenter
from counter.bar import CounterBar
from counter.copies import Copies
from counter.duty_presenter import DutyPresenter
from counter.faces import Faces
from counter.habits_file import FILE_NAME, HabitsFile
from counter.presenter import CounterPresenter
from counter.ring import Ring
from counter.supervisor.presenter import SupervisorPresenter
from counter.window import CounterWindow
from counter.window_presenter import WindowPresenter


def device_name(counter: int | None) -> str:
    """Return what this app is called among the hall's devices: after its PC, and the counter it was started for.

    A PC may have two, and PCs that were copied from one image have one name.
    """
    ending = "" if counter is None else f"-{counter}"
    return (platform.node() or "counter")[: DEVICE_NAME_LENGTH - len(ending)] + ending


def run(
    settings: Settings,
    *,
    database_url: str,
    counter: int | None = None,
    officer: str | None = None,
    language: str = "id",
    full_screen: bool = False,
    place: str = "",
    control: str | None = None,
    state_folder: Path | None = None,
) -> int:
    """Show the counter until its window is closed; return the exit code.

    `counter` and `officer` (a name or a number) come before the settings. The window's habits are kept in the
    `state_folder`, by default the platform's; with a `place` they are not. Raises Refused(bad_input) for a database URL
    that is none, and Refused(runs_already) where this counter's app runs on this PC; a database that cannot be reached
    is waited for.
    """
    store = Store(database_url, new_day=closing.close_older_days)
    wanted = counter if counter is not None else settings.counter.number or None
    only = OnlyOne("counter", database_url, wanted or "", officer or "")
    application = make_application(name="counter")
    clock = HallClock()
    jobs = Jobs()
    feed = FeedThread(store)
    name = device_name(wanted)
    arrival = ArrivalPresenter(store=store, jobs=jobs, device=name)
    presenter = CounterPresenter(
        store=store,
        jobs=jobs,
        clock=clock,
        arrival=arrival,
        counter=wanted,
        officer=officer,
    )
    copies = None
    if settings.printer.kind != "none":
        copies = Copies(open_printer(settings.printer), short=settings.kiosk.short_ticket)
    ring = Ring.of(settings.voice)
    duty = DutyPresenter(
        store=store, jobs=jobs, desk=presenter, copies=copies, ring=ring if settings.counter.ring else None
    )
    watch = SupervisorPresenter(store=store, jobs=jobs, clock=clock, desk=presenter, device=name)
    for follower in (presenter, duty, watch):
        feed.batch_arrived.connect(follower.on_batch)
        feed.restored.connect(follower.on_restored)
    for loser in (presenter, watch):
        feed.lost.connect(loser.on_lost)
    file = HabitsFile(None if place else (state_folder or _state_folder()) / FILE_NAME)
    looks = WindowPresenter(
        desk=presenter,
        jobs=jobs,
        habits=file.read(),
        save=file.write,
        sound=settings.counter.sound,
        tone=ring.tone,
    )
    window = CounterWindow(
        presenter=presenter,
        duty=duty,
        arrival=arrival,
        looks=looks,
        watch=watch,
        clock=clock,
        language=Language(application, code=language),
    )
    bar = CounterBar(presenter=presenter, duty=duty, looks=looks, clock=clock)
    Faces(window=window, bar=bar, looks=looks, remembers_place=not place and not full_screen, parent=window)
    heartbeat = Heartbeat(
        open_store=lambda: store,
        jobs=jobs,
        name=name,
        kind=DeviceKind.COUNTER,
        tell=lambda: _told(presenter.state.counter, copies, window.width(), window.height()),
    )
    feed.batch_arrived.connect(heartbeat.on_batch)
    presenter.begin()
    heartbeat.start()
    # From nowhere: the first batch says where the log is, and the presenter reads the desk itself.
    feed.start(cursor=0, epoch="")
    only.listen(application)
    return run_application(
        application,
        window,
        control=control,
        full_screen=full_screen,
        place=place,
        on_quit=[
            feed.stop,
            *([] if copies is None else [copies.close]),
            ring.close,
            jobs.close,
            watch.close,
            looks.close,
            heartbeat.end,
            store.close,
            only.close,
        ],
    )


def _state_folder() -> Path:
    return PlatformDirs("antrean", appauthor=False).user_state_path


def _told(counter: int | None, copies: Copies | None, width: int, height: int) -> dict[str, object]:
    """Return what the counter says of itself to the hall's technician."""
    told: dict[str, object] = {"counter": counter, "screen": f"{width}x{height}"}
    if copies is not None and (printer := copies.told()):
        told["printer"] = printer
    return told
