"""The kiosk's pages: what a visitor may meet between coming and going, on a good day and on a bad one."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from antrean import front, overrides
from antrean.devices.printer import Condition, PrinterCondition
from antrean.errors import Refused, Unavailable
from antrean.model import PrintState, Priority
from antrean.store.store import Store
from antrean.ui.language import Language
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import NAME, FakeBench, Rig
from tests.helpers import hall
from tests.helpers import kiosk_acts as acts
from tests.helpers.frail import LOST
from tests.helpers.shots_hall import App, MakeWindow, Page, ShotHall

Act = Callable[[Rig], object]
"""What happens at the kiosk before the picture is taken."""


def _page(
    act: Act = lambda rig: None, *, busy: bool = True, at: str = "2026-11-23 08:41", staffed: tuple[int, ...] = ()
) -> Page:
    def page(halls: ShotHall, language: Language) -> MakeWindow:
        store = halls.open(busy=busy, at=at)
        for number in staffed:
            hall.open_counter(store, number, f"Petugas {number}")
        if busy:
            _let_ours_come(store)
        rig = Rig(store).begin()
        return _shown(rig, act, language)

    return page


def _shown(rig: Rig, act: Act, language: Language) -> MakeWindow:
    _speak(rig, language)
    act(rig)
    # Who leaves takes the language along, and the page is wanted in this one.
    _speak(rig, language)
    return lambda width, height: KioskWindow(
        presenter=rig.presenter, language=language, width=width, height=height, settle_ms=0
    )


def _speak(rig: Rig, language: Language) -> None:
    if rig.state.language != language.code:
        rig.presenter.switch_language()


def _let_ours_come(store: Store) -> None:
    visitors = [*["skck"] * 6, *["sim"] * 11, "kehilangan"]
    with contextlib.suppress(Refused):  # when the hall is closed, which is what the page shows then
        for service in visitors:
            hall.issue(store, service)
        hall.issue(store, "skck", priority=Priority.ELDERLY)


def _use_up(service: str, *, left: int) -> Act:
    def act(rig: Rig) -> None:
        with rig.store.read() as unit:
            quota = unit.mall.service(service).daily_quota
            agency = unit.mall.service(service).agency
        assert quota is not None
        taken = rig.column("service").count(service)
        for _ in range(quota - taken - left):
            hall.issue(rig.store, service)
        rig.begin().at(agency)

    return act


_REASON: Final = "Blangko KTP-el habis, kiriman dari provinsi tiba siang ini sekitar pukul satu"
"""As long as a reason may be."""


def _closed_by_staff(*services: str, reopens: str | None, reason: str = _REASON) -> Act:
    def act(rig: Rig) -> None:
        day = hall.now(rig.store).astimezone(hall.JAKARTA).date()
        at = None if reopens is None else datetime.fromisoformat(f"{day} {reopens}").replace(tzinfo=hall.JAKARTA)
        for service in services:
            overrides.close_service(rig.store, None, service, reason=reason, reopens_at=at, request_id=hall.request())
        rig.begin()

    return act


def _and(*acts_: Act) -> Act:
    def act(rig: Rig) -> None:
        for one in acts_:
            one(rig)

    return act


def _refused_in_the_meantime(rig: Rig) -> None:
    rig.at("G")
    _use_up_quietly(rig)
    rig.take("paspor-baru")


def _use_up_quietly(rig: Rig) -> None:
    with rig.store.read() as unit:
        quota = unit.mall.service("paspor-baru").daily_quota or 0
    for _ in range(quota - rig.column("service").count("paspor-baru")):
        hall.issue(rig.store, "paspor-baru")


def _priority(rig: Rig) -> Rig:
    return rig.at("K").prefer(Priority.WITH_INFANT)


def _issued(state: PrintState | None, *, service: str = "skck", agency: str = "K") -> Act:
    def act(rig: Rig) -> None:
        rig.at(agency).take(service)
        if state is not None and rig.paper is not None:
            rig.paper.report(state)
            rig.run()

    return act


def _busy(rig: Rig) -> None:
    rig.at("K").presenter.take("skck")


def _called(rig: Rig) -> None:
    rig.at("K").take("skck")
    hall.call(rig.store, hall.open_counter(rig.store, 19))
    rig.hear()


def _printer_fails(rig: Rig) -> None:
    _issued(PrintState.FAILED)(rig)
    rig.presenter.done()
    rig.run()


def _cancelled(rig: Rig) -> None:
    _issued(PrintState.PRINTED)(rig)
    rig.presenter.cancel()
    rig.run()


def _lost(rig: Rig) -> None:
    rig.line.is_down = True
    rig.presenter.on_lost(Unavailable("database", LOST))


def _lost_inside(rig: Rig) -> None:
    rig.at("K")
    _lost(rig)


def _at_the_bench(act: Act = lambda rig: None, *, trouble: str = "") -> Act:
    """Go in with the right PIN, and to the page's state from there."""

    def come(rig: Rig) -> None:
        for service in ("skck", "sim", "skck", "kehilangan", "sim"):
            ticket = hall.issue(rig.store, service, device=NAME)
            front.note_print_result(rig.store, ticket.id, PrintState.FAILED if service == "sim" else PrintState.UNKNOWN)
        bench = FakeBench(rig.store)
        kind = PrinterCondition.NO_PAPER if trouble else PrinterCondition.OK
        bench.found = replace(
            bench.found, trouble=trouble, spare=Condition(kind=PrinterCondition.NEAR_END, sentence="Near its end.")
        )
        rig.bench = bench
        language = rig.state.language
        rig.presenter = rig.another()
        rig.begin()
        assert rig.paper is not None
        rig.paper.condition_changed.emit(Condition(kind=kind, sentence="As the picture wants it."))
        rig.presenter.technicians.open()
        rig.presenter.technicians.enter("2468")
        rig.run()
        if rig.state.language != language:
            rig.presenter.switch_language()
        act(rig)
        rig.run()

    return come


def _at_the_pin(*digits: str, has_pin: bool = True) -> Act:
    def come(rig: Rig) -> None:
        bench = FakeBench(rig.store)
        bench.has_pin = has_pin
        rig.bench = bench
        rig.presenter = rig.another()
        rig.begin().presenter.technicians.open()
        for wrong in digits:
            rig.presenter.technicians.enter(wrong)
            rig.run()
        for sign in "13":
            rig.presenter.type_text(sign)

    return come


def _never_there(halls: ShotHall, language: Language) -> MakeWindow:
    rig = Rig(halls.open(busy=False))
    rig.line.is_down = True
    return _shown(rig.begin(), lambda _: None, language)


def _starting(halls: ShotHall, language: Language) -> MakeWindow:
    return _shown(Rig(halls.open(busy=False)), lambda _: None, language)


IN_ALL_MODES: Final[dict[str, Act]] = {
    "agencies": lambda rig: None,
    "search_hits": acts.search("paspor"),
    "services_dukcapil": acts.at("C"),
    "service_sim": acts.at("M", "sim"),
    "priority_chosen": acts.asked(Priority.ELDERLY, Priority.WITH_INFANT),
    "issued": _issued(PrintState.PRINTED),
    "found_waiting": acts.scanned("skck"),
}
"""What every visitor comes by, so that it has to be good in every mode."""

APP: Final = App(
    name="kiosk",
    sizes=((1080, 1920), (1920, 1080), (1280, 720), (768, 1366)),
    pages={
        "agencies": _page(),
        "agencies_saturday": _page(at="2026-11-28 09:10", staffed=(22, 25)),
        "agencies_printer_fails": _page(_printer_fails),
        "agencies_cancelled": _page(_cancelled),
        "agency_closed": _page(lambda rig: rig.at("Z")),
        "services_polres": _page(lambda rig: rig.at("K")),
        "services_dukcapil": _page(lambda rig: rig.at("C")),
        "services_samsat": _page(lambda rig: rig.at("M")),
        "services_ketenagakerjaan": _page(lambda rig: rig.at("N")),
        "services_few_left": _page(_use_up("paspor-baru", left=3), staffed=(23, 24)),
        "services_quota_used_up": _page(_use_up("paspor-baru", left=0), staffed=(23, 24)),
        "services_closed_by_staff": _page(
            _and(_closed_by_staff("ktp", "kk", reopens="13:00"), lambda rig: rig.at("C"))
        ),
        "services_all_closed_by_staff": _page(
            _and(
                _closed_by_staff("skck", "sim", "kehilangan", reopens=None, reason="Listrik padam."),
                lambda rig: rig.at("K"),
            )
        ),
        "agencies_closed_by_staff": _page(_closed_by_staff("skck", "sim", "kehilangan", reopens="10:30")),
        "service_closed_by_staff": _page(_and(_closed_by_staff("ktp", reopens="13:00"), acts.at("C", "ktp"))),
        "services_refused": _page(_refused_in_the_meantime, staffed=(23, 24)),
        "services_busy": _page(_busy),
        "services_priority": _page(_priority),
        "service_skck": _page(acts.at("K", "skck")),
        "service_closed": _page(acts.at("Z", "skhpn")),
        "service_long": _page(acts.at("D", "pbi-jk")),
        "search": _page(acts.search("")),
        "search_hits": _page(acts.search("paspor")),
        "search_many": _page(acts.search("a")),
        "search_nothing": _page(acts.search("kuda")),
        "priority": _page(acts.asked()),
        "priority_chosen": _page(acts.asked(Priority.ELDERLY, Priority.WITH_INFANT)),
        "standards": _page(lambda rig: rig.presenter.open_standards()),
        "found_waiting": _page(acts.scanned("skck")),
        "found_called": _page(acts.scanned("skck", called_at=19), busy=False),
        "found_reprinted": _page(acts.scanned("skck", is_reprinted=True)),
        "found_unknown": _page(acts.unknown),
        "companion_called": _page(acts.companion(comes=False)),
        "companion_comes": _page(acts.companion(comes=True)),
        "printer_near_end": _page(acts.near_end),
        "printing": _page(_issued(None)),
        "issued": _page(_issued(PrintState.PRINTED)),
        "issued_long_names": _page(_issued(PrintState.PRINTED, agency="N", service="bpu")),
        "issued_priority": _page(lambda rig: _priority(rig).take("skck").paper.report(PrintState.PRINTED)),  # type: ignore[union-attr]
        "issued_no_paper": _page(_issued(PrintState.FAILED)),
        "issued_paper_unknown": _page(_issued(PrintState.UNKNOWN)),
        "issued_paper_again": _page(acts.printer_returns(_issued(PrintState.FAILED))),
        "issued_called": _page(_called, busy=False),
        "hall_closed": _page(at="2026-11-22 10:00"),
        "hall_closed_touched": _page(lambda rig: rig.presenter.wake(), at="2026-11-22 10:00"),
        "hall_holiday": _page(at="2026-12-25 10:00"),
        "hall_break": _page(at="2026-11-27 12:10"),
        "before_opening": _page(at="2026-11-23 07:05"),
        "after_cutoff": _page(at="2026-11-23 15:10"),
        "pin": _page(_at_the_pin()),
        "pin_locked": _page(_at_the_pin("1111", "2222", "3333")),
        "pin_none": _page(_at_the_pin(has_pin=False)),
        "technician": _page(_at_the_bench(lambda rig: rig.presenter.technicians.test_print())),
        "technician_troubles": _page(_at_the_bench(trouble=LOST)),
        "lost": _page(_lost),
        "lost_services": _page(_lost_inside),
        "never_there": _never_there,
        "starting": _starting,
    }
    | {
        f"{page}_{mode}": _page(acts.in_mode(act, **on))
        for mode, on in acts.MODES.items()
        for page, act in IN_ALL_MODES.items()
    }
    | {
        "issued_all": _page(acts.in_mode(_issued(PrintState.FAILED), **acts.ALL)),
        "agencies_all": _page(acts.in_mode(**acts.ALL)),
    },
)
