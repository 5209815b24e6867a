"""Wires the hall display: window first, then the hall's database, the feed and the voice."""

import platform
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antrean.clock import HallClock
from antrean.errors import AntreanError
from antrean.model import DeviceKind
from antrean.settings import Settings

if TYPE_CHECKING:
    from antrean.store.store import Store
    from display.presenter import DisplayPresenter


def run(
    settings: Settings,
    *,
    database_url: str,
    zones: tuple[str, ...] = (),
    layout: str | None = None,
    screen: str | None = None,
    language: str | None = None,
    name: str | None = None,
    sink: str | None = None,
    control: str | None = None,
    full_screen: bool = False,
    place: str = "",
) -> int:
    """Show the hall board until it is closed and return the exit code.

    `zones` are codes; none = those of the settings, or the whole hall. `layout` and `screen` are as in the settings.
    Raises Refused(bad_input) for a database address or a voice setting that cannot be, and Refused(runs_already) where
    this display runs on this PC; a database that is away is waited for.
    """
    # Qt takes a moment, and the command line reads its options before.
    from antrean.ui.app import BugWatch, make_application
    from antrean.ui.app import run as run_window
    from antrean.ui.feed import FeedThread
    from antrean.ui.heartbeat import Heartbeat
    from antrean.ui.jobs import Jobs
    from antrean.ui.language import Language
    from antrean.ui.only_one import OnlyOne
    from display.announcements import Announcements
    from display.hall import Hall
    from display.picture_shelf import PictureShelf
    from display.presenter import DisplayPresenter
    from display.screens import ScreenKeeper
    from display.slides import Slides
    from display.window import DisplayWindow

    _check_url(database_url)
    voice_settings = settings.voice if sink is None else replace(settings.voice, sink=sink)
    device = name or settings.display.name or platform.node() or "display"
    screen = settings.display.screen if screen is None else screen
    only = OnlyOne("display", database_url, device, screen, *(zones or settings.display.zones))
    application = make_application(name="display")
    speech = Language(application, code=language or settings.display.language)
    clock = HallClock()
    hall = Hall(lambda: _open_store(database_url))
    jobs = Jobs()
    feed = FeedThread(hall)
    announcements = Announcements(
        hall=hall,
        make_voice=lambda on_state: _make_voice(voice_settings, on_state),
        settings=voice_settings,
        device=device,
    )
    presenter = DisplayPresenter(
        hall=hall,
        jobs=jobs,
        feed=feed,
        announcements=announcements,
        clock=clock,
        language=speech.code,
        zones=zones or settings.display.zones,
        has_ticker=settings.display.ticker,
        late_after_s=voice_settings.late_after_s,
        notice_s=settings.display.announcement_s,
        has_lines=settings.display.waiting,
        missed_minutes=settings.display.missed_minutes,
    )
    slides = None
    if settings.display.pictures:
        slides = Slides(
            PictureShelf(Path(settings.display.pictures).expanduser()),
            jobs=jobs,
            now=lambda: clock.now().astimezone(presenter.state.time_zone),
            picture_s=settings.display.picture_s,
            is_still=settings.display.reduced_motion,
        )
    window = DisplayWindow(
        presenter=presenter,
        clock=clock,
        layout=layout or settings.display.layout,
        is_still=settings.display.reduced_motion,
        slides=slides,
    )
    ScreenKeeper(
        window,
        application,
        wanted=screen,
        is_full=full_screen and not place,
    )
    bugs = BugWatch(window)
    bugs.happened.connect(presenter.recover)
    wrong: list[AntreanError] = []
    announcements.failed.connect(wrong.append)
    announcements.failed.connect(application.quit)
    heartbeat = Heartbeat(
        open_store=lambda: hall.store,
        jobs=jobs,
        name=device,
        kind=DeviceKind.DISPLAY,
        tell=lambda: _told(presenter, window.width(), window.height()),
    )
    feed.batch_arrived.connect(heartbeat.on_batch)
    window.painted.connect(presenter.start)
    window.painted.connect(heartbeat.start)
    if slides is not None:
        window.painted.connect(slides.start)
    only.listen(application)
    code = run_window(
        application,
        window,
        control=control,
        full_screen=full_screen,
        place=place,
        on_quit=[feed.stop, announcements.close, jobs.close, heartbeat.end, hall.close, only.close],
    )
    if wrong:
        raise wrong[0]
    return code


def _check_url(database_url: str) -> None:
    """Refuse an address that cannot be, before anything is shown; what looks right is read by the store later."""
    if database_url.startswith(("sqlite:///", "postgresql://")):
        return
    from antrean.store.engine import parse_url

    parse_url(database_url)


def _told(presenter: "DisplayPresenter", width: int, height: int) -> dict[str, object]:
    """Return what the display says of itself to the hall's technician."""
    told: dict[str, object] = {"screen": f"{width}x{height}", "announcements": presenter.calls_in_turn}
    voice = presenter.state.voice
    if voice is not None:
        told["voice"] = {"condition": voice.kind.value, "sentence": voice.sentence}
    return told


def _open_store(database_url: str) -> "Store":
    from antrean import closing
    from antrean.store.store import Store

    return Store(database_url, new_day=closing.close_older_days)


def _make_voice(settings: Any, on_state: Any) -> Any:
    from antrean.devices.voice import Patience, Voice

    # A voice that does not start within this must not keep every call of the hall waiting.
    return Voice(settings, on_state=on_state, patience=Patience(start_s=10.0))
