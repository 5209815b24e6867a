"""The display's pages: the hall before, during and after its calls, and what may be amiss."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from antrean import desk, roster, speaking
from antrean.clock import HallClock
from antrean.desk import Desk
from antrean.devices.voice import VoiceKind, VoiceState
from antrean.errors import Unavailable
from antrean.model import Priority
from antrean.store.store import Store
from antrean.ui.jobs import ManualJobs
from antrean.ui.language import Language
from antrean.ui.theme import Kind, Theme
from display.hall import Hall
from display.picture_folder import PictureFile
from display.picture_shelf import Picture
from display.presenter import DisplayPresenter
from display.slides import Slides
from display.window import DisplayWindow
from tests.helpers import hall
from tests.helpers.frail import LOST
from tests.helpers.shots_hall import App, MakeWindow, Page, ShotHall


@dataclass
class Rig:
    """A presenter on a real hall, without a voice; `store` acts past it."""

    store: Store
    language: str
    zones: tuple[str, ...] = ()
    layout: str = "auto"
    is_still: bool = False
    has_pictures: bool = False
    is_away: bool = False
    jobs: ManualJobs = field(default_factory=ManualJobs)
    clock: HallClock = field(default_factory=HallClock)

    def __post_init__(self) -> None:
        self.presenter = DisplayPresenter(
            hall=Hall(self._open),
            jobs=self.jobs,
            clock=self.clock,
            language=self.language,
            zones=self.zones,
            # Turns come by events only: the pictures are the same on a slow PC.
            monotonic=lambda: 0.0,
        )

    def begin(self) -> "Rig":
        self.presenter.start()
        self.jobs.run_all()
        return self

    def follow(self, after: int) -> None:
        """Hand everything after an event to the presenter, as the feed would."""
        with self.store.read() as unit:
            epoch = unit.head.epoch
        self.presenter.on_batch(self.store.events_after(after, epoch))
        self.presenter.look_around()
        self.jobs.run_all()

    def _open(self) -> Store:
        if self.is_away:
            raise Unavailable("database", LOST)
        return self.store


Prepare = Callable[[Store], object]
Act = Callable[[Rig], object]


def _nothing(_: object) -> None:
    """Leave it as it is."""


def _page(
    prepare: Prepare = _nothing,
    act: Act = _nothing,
    *,
    zones: tuple[str, ...] = (),
    layout: str = "auto",
    is_still: bool = False,
    has_pictures: bool = False,
    busy: bool = True,
    at: str = "2026-11-23 08:41",
) -> Page:
    def page(halls: ShotHall, language: Language) -> MakeWindow:
        store = halls.open(busy=busy, at=at)
        prepare(store)
        rig = Rig(store, language.code, zones, layout, is_still, has_pictures).begin()
        act(rig)
        return _shown(rig)

    return page


def _shown(rig: Rig) -> MakeWindow:
    def make(width: int, height: int) -> DisplayWindow:
        slides = _slides(rig) if rig.has_pictures else None
        window = DisplayWindow(
            presenter=rig.presenter,
            clock=rig.clock,
            width=width,
            height=height,
            layout=rig.layout,
            is_still=rig.is_still,
            slides=slides,
        )
        if slides is not None:
            slides.start()
            rig.jobs.run_all()
        return window

    return make


class _Posters:
    """A folder with one poster in it."""

    def next(self, shown: Picture | None, box: QSize, at: datetime) -> Picture:
        image = QImage(QSize(1600, 900).scaled(box, Qt.AspectRatioMode.KeepAspectRatio), QImage.Format.Format_RGB32)
        theme = Theme.fit(Kind.DISPLAY, 1920, 1080)
        image.fill(QColor(theme.color("primary")))
        painter = QPainter(image)
        font = QFont(theme.family)
        font.setPixelSize(image.height() // 9)
        painter.setFont(font)
        painter.setPen(QColor(theme.color("on_primary")))
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, "Perpanjangan SIM:\nbawa KTP asli dan SIM lama")
        painter.end()
        return Picture(file=PictureFile(path=Path("poster.png"), size=1, changed=0), box=box, image=image)


def _slides(rig: Rig) -> Slides:
    return Slides(_Posters(), jobs=rig.jobs, now=rig.clock.now, picture_s=3_600, is_still=True)


def _never_there(halls: ShotHall, language: Language) -> MakeWindow:
    return _shown(Rig(halls.open(busy=False), language.code, is_away=True).begin())


def _starting(halls: ShotHall, language: Language) -> MakeWindow:
    return _shown(Rig(halls.open(busy=False), language.code))


def _call(counter: int, service: str, *, priority: Priority | None = None, again: int = 0) -> Prepare:
    def prepare(store: Store) -> None:
        here = hall.open_counter(store, counter, f"Petugas {counter}")
        hall.issue(store, service, priority=priority)
        _free(store, here)
        hall.call(store, here)
        for _ in range(again):
            hall.advance_clock(store, 20)
            desk.recall(store, here, request_id=hall.request())

    return prepare


def _free(store: Store, here: Desk) -> None:
    if hall.rows(store, "SELECT 1 FROM tickets WHERE counter = :counter AND state = 'called'", counter=here.counter):
        desk.finish(store, here, request_id=hall.request())


def _three_at_once(rig: Rig) -> None:
    seen = hall.newest(rig.store)
    for counter, service in ((19, "skck"), (21, "sim"), (25, "stnk")):
        _call(counter, service)(rig.store)
    rig.follow(seen)


def _lost(rig: Rig) -> None:
    rig.presenter.on_lost(Unavailable("database", LOST))


def _voice(kind: VoiceKind) -> Act:
    return lambda rig: rig.presenter.on_voice(VoiceState(kind=kind, sentence="as the voice says"))


CAR: Final = "Pemilik mobil Avanza putih B 1234 XY, mohon memindahkan mobil Anda dari depan pintu masuk."
CAR_EN: Final = "The owner of the white Avanza B 1234 XY, please move your car from the entrance."
LONG: Final = (
    "Seorang anak laki-laki berusia sekitar lima tahun, memakai kaus merah dan celana pendek biru, menunggu orang"
    " tuanya di loket informasi nomor satu. Kami mohon keluarganya segera datang ke sana."
)
LONG_EN: Final = (
    "A boy of about five years, wearing a red T-shirt and blue shorts, is waiting for his parents at information"
    " counter number one. We kindly ask his family to come there right away, thank you so much."
)
FIRE: Final = "Mohon semua pengunjung keluar dengan tenang melalui pintu utara dan timur. Jangan memakai lift."
FIRE_EN: Final = "Please leave the building calmly by the north and east doors. Do not use the lift."


def _announced(text: str, text_en: str = "", *, kind: str = "free") -> Act:
    def act(rig: Rig) -> None:
        seen = hall.newest(rig.store)
        speaking.announce(rig.store, None, text, text_en=text_en, kind=kind, request_id=hall.request())
        rig.follow(seen)
        rig.jobs.run_all()

    return act


def _long(store: Store) -> None:
    # Four digits: nobody expects them, and they must not leave their box.
    _call(29, "jkn")(store)
    hall.execute(store, "UPDATE series SET last = 1233 WHERE queue = 'BA'")
    _call(29, "jkn")(store)


def _breaks_and_missed(store: Store) -> None:
    """Somebody did not come, two counters are on a break, and an agency has given all its numbers."""
    _call(19, "skck")(store)
    for counter, service, again in ((25, "stnk", 2), (20, "skck", 2), (21, "sim", 0)):
        _call(counter, service, again=again)(store)
        desk.no_show(store, Desk(counter=counter), request_id=hall.request())
    for counter, minutes in ((25, 30), (20, None)):
        roster.start_break(store, Desk(counter=counter), reason="rest", minutes=minutes, request_id=hall.request())


def _at(moment: str) -> Act:
    def act(rig: Rig) -> None:
        hall.set_clock(rig.store, moment)
        rig.presenter.read()
        rig.jobs.run_all()

    return act


APP: Final = App(
    name="display",
    sizes=((1080, 1920), (1920, 1080), (1280, 720), (3840, 2160)),
    pages={
        "welcome": _page(busy=False),
        "welcome_closed": _page(busy=False, at="2026-11-22 10:00"),
        "welcome_holiday": _page(busy=False, at="2026-12-25 10:00"),
        "welcome_break": _page(busy=False, at="2026-11-27 12:10"),
        "one_call": _page(_call(19, "skck"), busy=False),
        "full": _page(_call(19, "skck")),
        "priority": _page(_call(3, "ktp", priority=Priority.PREGNANT)),
        "recalled": _page(_call(31, "jkn-kartu", again=2)),
        "long_number": _page(_long, busy=False),
        "three_at_once": _page(act=_three_at_once),
        "missed": _page(_breaks_and_missed),
        "cut_off": _page(_call(19, "skck"), _at("2026-11-23 15:10")),
        "still": _page(_call(19, "skck"), is_still=True),
        "pictures": _page(_breaks_and_missed, has_pictures=True),
        "pictures_rows": _page(_breaks_and_missed, has_pictures=True, zones=("Z3",), layout="zone"),
        "pictures_welcome": _page(busy=False, has_pictures=True),
        "zone": _page(_call(19, "skck"), zones=("Z3",)),
        "zones": _page(_call(19, "skck"), zones=("Z3", "Z4", "Z5")),
        "rows": _page(_breaks_and_missed, zones=("Z3",), layout="zone"),
        "rows_call": _page(act=_three_at_once, zones=("Z3",), layout="zone", is_still=True),
        "rows_hall": _page(_call(19, "skck"), layout="zone"),
        "rows_quiet": _page(zones=("Z5",), layout="zone", busy=False),
        "zone_unknown": _page(zones=("Z9",)),
        "announcement": _page(_call(19, "skck"), _announced("Pemilik mobil B 1234 XY ditunggu di mobilnya.")),
        "announcement_both": _page(_call(19, "skck"), _announced(CAR, CAR_EN)),
        "announcement_long": _page(_call(19, "skck"), _announced(LONG, LONG_EN)),
        "announcement_welcome": _page(act=_announced(CAR, CAR_EN), busy=False),
        "emergency": _page(_call(19, "skck"), _announced(FIRE, FIRE_EN, kind="emergency")),
        "emergency_long": _page(_call(19, "skck"), _announced(LONG, LONG_EN, kind="emergency")),
        "lost": _page(_call(19, "skck"), _lost),
        "no_sound": _page(_call(19, "skck"), _voice(VoiceKind.NO_DEVICE)),
        "voice_fails": _page(_call(19, "skck"), _voice(VoiceKind.FAILING)),
        "voice_off": _page(_call(19, "skck"), _voice(VoiceKind.OFF)),
        "never_there": _never_there,
        "starting": _starting,
    },
)
