"""The supervisor's pages: a hall with something of everything, an empty one, and what may go wrong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from antrean import assistance, desk, presence, roster, watch
from antrean.desk import Desk
from antrean.errors import Unavailable
from antrean.model import CounterState, DeviceKind, Priority, Role
from antrean.store import officer_rows, shifts
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.theme import Scheme
from counter.reasons import HoldReason
from counter.supervisor import asks
from counter.supervisor.asks import (
    Ask,
    AskAddOfficer,
    AskAnnounce,
    AskChangeOfficer,
    AskCloseCounter,
    AskCloseDay,
    AskCloseService,
    AskEmergency,
    AskPriority,
    AskQueue,
    AskResetPin,
    AskRetireOfficer,
    WhyChanged,
)
from counter.supervisor.state import Listing, Part
from counter.supervisor.wishes import (
    AddOfficer,
    Announce,
    ChangeQueue,
    CloseDay,
    CloseService,
    RetireOfficer,
    Wish,
    Withdraw,
)
from tests.apps.counter_rig import LOST, Rig
from tests.helpers import hall
from tests.helpers.shots_hall import LONG_NAME, MORNING, App, MakeWindow, Page, ShotHall, minutes_before

NUMBER: Final = 19
BESIDE: Final = 20
CHIEF: Final = "Drs. H. Muhammad Syarifuddin Kurniawan Hadiprojo, M.Si."
_OURS: Final = (
    (34, "skck", None),
    (32, "skck", None),
    (30, "kehilangan", None),
    (28, "skck", None),
    (26, "skck", Priority.ELDERLY),
    (9, "skck", None),
)

Act = Callable[[Rig], object]


def _nothing(_: Rig) -> None:
    """Leave it as it is."""


def _page(
    act: Act = _nothing,
    *,
    part: Part = Part.OVERVIEW,
    people: bool = True,
    scheme: Scheme = Scheme.LIGHT,
    has_counter: bool = True,
    text_percent: int = 100,
) -> Page:
    """Return a part of the page; `act` is done in it."""

    def page(halls: ShotHall, language: Language) -> MakeWindow:
        store = halls.open(busy=people)
        hall.set_clock(store, minutes_before(36))
        hall.officer(store, CHIEF, Role.SUPERVISOR)
        chief = roster.find_officer(store, CHIEF)
        if has_counter:
            roster.open_counter(store, NUMBER, chief.id, request_id=hall.request())
        if people:
            _let_things_happen(store)
        hall.set_clock(store, MORNING)
        rig = Rig(store, counter=NUMBER if has_counter else None, officer=CHIEF if has_counter else None).begin()
        if has_counter:
            rig.presenter.call_next()
            rig.run()
            rig.watch.toggle()
        else:
            rig.watch.show(chief)
        rig.watch.show_part(part)
        rig.looks.set_scheme(scheme)
        rig.looks.set_text_percent(text_percent)
        rig.run()
        act(rig)
        if not rig.line.is_down and not rig.jobs.waiting:
            rig.watch.refresh()
            rig.run()

        def make(width: int, height: int) -> QWidget:
            return rig.window(language, width=width, height=height)

        return make

    return page


def _let_things_happen(store: Store) -> None:
    """Let our agency hold, miss, choose and rest; let devices fail; let somebody look after an alert."""
    beside = hall.open_counter(store, BESIDE, LONG_NAME)
    for minutes, service, priority in _OURS:
        hall.set_clock(store, minutes_before(minutes))
        hall.issue(store, service, priority=priority)
    _beat(store, 3, "Kiosk pintu selatan", DeviceKind.KIOSK, printer={"condition": "ok", "sentence": ""})
    hall.set_clock(store, minutes_before(25))
    _serve_aside(store, beside)
    hall.set_clock(store, minutes_before(12))
    roster.start_break(store, beside, reason="prayer", minutes=10, request_id=hall.request())
    hall.set_clock(store, minutes_before(2))
    assistance.ask(store, device="Kiosk pintu utara", request_id=hall.request())
    _beat(store, 0.05, "Kiosk pintu utara", DeviceKind.KIOSK, printer={"condition": "no_paper", "sentence": ""})
    _beat(store, 0.05, "Kiosk lobi", DeviceKind.KIOSK, printer={"condition": "ok", "sentence": ""})
    _beat(store, 0.05, "Layar aula barat, di atas pintu masuk", DeviceKind.DISPLAY, voice={"condition": "no_device"})
    _beat(store, 0.05, "Layar zona 1", DeviceKind.DISPLAY, voice={"condition": "ok"})
    for number in (2, 3, 4, NUMBER):
        _beat(store, 0.05, f"loket-{number:02}", DeviceKind.COUNTER, counter=number)
    _beat(store, 4, "loket-07", DeviceKind.COUNTER, counter=7, is_closed=True)
    hall.set_clock(store, minutes_before(1))
    view = watch.read(store, None)
    for known in view.alerts[2:6:3]:
        by = hall.officer(store, "Rina Wulandari", Role.SUPERVISOR)
        hall.execute(store, "UPDATE officers SET role = 'supervisor' WHERE id = :id", id=by)
        watch.acknowledge(store, by, known.alert.key, request_id=hall.request())


def _serve_aside(store: Store, here: Desk) -> None:
    hall.serve(store, here)
    desk.hold(store, here, reason=HoldReason.COPIES, request_id=hall.request())
    hall.call(store, here)
    desk.no_show(store, here, request_id=hall.request())
    desk.call(store, here, "KA-003", reason="needs_care", request_id=hall.request())
    desk.hold(store, here, reason=HoldReason.DOCUMENTS, remind_minutes=10, request_id=hall.request())


def _beat(store: Store, minutes: float, name: str, kind: DeviceKind, **body: Any) -> None:
    hall.set_clock(store, minutes_before(minutes))
    presence.beat(store, name=name, kind=kind, body=body)


def _ask(asked: Ask) -> Act:
    def act(rig: Rig) -> None:
        rig.watch.ask(asked)
        rig.run()

    return act


def _do(rig: Rig, wish: Wish) -> None:
    rig.watch.do(wish)
    rig.run()


def _change_queue(rig: Rig) -> None:
    _do(rig, ChangeQueue(code="KA-002", queue="KB", reason=WhyChanged.SERVICE))


def _service(rig: Rig, at: int) -> str:
    assert rig.watch.state.view is not None
    return rig.watch.state.view.mall.services[at].code


def _close_a_service(rig: Rig) -> None:
    reason = asks.public_reason(asks.WhyClosed.MATERIAL, ("id", "en"))
    at = MORNING.replace(hour=13, minute=0)
    _do(rig, CloseService(service=_service(rig, 3), reason=reason, reopens_at=at))


def _close_services(rig: Rig) -> None:
    _close_a_service(rig)
    reason = asks.public_reason(asks.WhyClosed.SYSTEM, ("id", "en"))
    _do(rig, CloseService(service=_service(rig, 9), reason=reason, reopens_at=None))
    rig.watch.show_part(Part.OVERVIEW)
    rig.watch.show_part(Part.SERVICES)


def _close_badly(rig: Rig) -> None:
    rig.watch.ask(AskCloseService(service=_service(rig, 3)))
    _do(rig, CloseService(service=_service(rig, 3), reason="NIK 3171234567890123", reopens_at=None))


def _close_day(rig: Rig) -> None:
    _do(rig, CloseDay(reason="power_cut"))


_LEAVE = Announce(
    text=asks.TEMPLATES[asks.Template.LEAVE][0],
    text_en=asks.TEMPLATES[asks.Template.LEAVE][1],
    is_emergency=True,
    areas=(),
)


def _ask_emergency(rig: Rig) -> None:
    rig.watch.ask(AskAnnounce(draft=_LEAVE))
    rig.watch.ask(AskEmergency(wish=_LEAVE))
    rig.run()


def _announce(rig: Rig) -> None:
    indonesian, english = (text.replace(asks.BLANK, "B 1234 XY") for text in asks.TEMPLATES[asks.Template.CAR])
    _do(rig, Announce(text=indonesian, text_en=english, is_emergency=False, areas=()))
    hall.execute(rig.store, "UPDATE announcements SET state = 'spoken' WHERE ticket IS NULL")
    child, _ = asks.TEMPLATES[asks.Template.CHILD]
    _do(rig, Announce(text=child, text_en="", is_emergency=False, areas=()))
    event = hall.newest(rig.store)
    _do(rig, Withdraw(event=event))
    _do(rig, _LEAVE)
    hall.execute(rig.store, "UPDATE announcements SET state = 'speaking' WHERE kind = 'emergency'")
    found, _ = (text.replace(asks.BLANK, "sebuah dompet cokelat") for text in asks.TEMPLATES[asks.Template.FOUND])
    _do(rig, Announce(text=found, text_en="", is_emergency=False, areas=()))


def _lock_somebody(rig: Rig) -> None:
    hall.with_pins(rig.store)
    names = ("Budi Santoso", "Yosef Tanggu", "Cut Meutia", "Rina Wulandari")
    waits, locked, new, limited = (hall.officer(rig.store, name) for name in names)
    with rig.store.write() as unit:
        officer_rows.set_tries(unit, waits, wrong=4, wait_until=unit.now + timedelta(minutes=4), is_locked=False)
        officer_rows.set_tries(unit, locked, wrong=5, wait_until=None, is_locked=True)
        officer_rows.set_pin(unit, new, "hash", is_once=True)
        officer_rows.set_place(unit, shifts.officer(unit, limited), Role.OFFICER, ("C", "D", "E"))


def _add_officer(rig: Rig) -> None:
    hall.with_pins(rig.store)
    rig.watch.refresh()
    rig.run().watch.ask(AskAddOfficer())
    _do(rig, AddOfficer(name=f"{LONG_NAME} II", role=Role.OFFICER, agencies=("K",)))


def _retire_in_vain(rig: Rig) -> None:
    officer = hall.officer(rig.store, LONG_NAME)
    rig.watch.ask(AskRetireOfficer(officer=officer))
    _do(rig, RetireOfficer(officer=officer))


def _lose(rig: Rig) -> None:
    rig.line.is_down = True
    hall.set_clock(rig.store, minutes_before(-4))
    with rig.store.read() as unit:
        rig.clock.follow(unit.now)
    rig.watch.on_lost(Unavailable("database", LOST))


def _acknowledge(rig: Rig) -> None:
    assert rig.watch.state.view is not None
    key = next(one.alert.key for one in rig.watch.state.view.alerts if one.acknowledged is None)
    rig.watch.acknowledge(key)
    rig.run()


def _unsure(rig: Rig) -> None:
    rig.line.loses_answers = True
    _acknowledge(rig)


def _demoted(rig: Rig) -> None:
    hall.execute(rig.store, "UPDATE officers SET role = 'officer' WHERE name = :name", name=CHIEF)
    rig.watch.refresh()
    rig.run()


APP: Final = App(
    name="supervisor",
    sizes=((1280, 800), (1366, 768), (1920, 1080)),
    pages={
        "overview": _page(),
        "overview_contrast": _page(scheme=Scheme.CONTRAST),
        "overview_quiet": _page(people=False),
        "overview_without_counter": _page(has_counter=False),
        "acknowledged": _page(_acknowledge),
        "overview_large": _page(text_percent=150),
        "queues_large": _page(part=Part.QUEUES, text_percent=150),
        "counters_large": _page(part=Part.COUNTERS, text_percent=150),
        "numbers_large": _page(part=Part.NUMBERS, text_percent=150),
        "services_large": _page(_close_services, part=Part.SERVICES, text_percent=150),
        "service_ask_large": _page(_ask(AskCloseService(service="nib")), part=Part.SERVICES, text_percent=150),
        "day_ask_large": _page(_ask(AskCloseDay()), text_percent=150),
        "queue_ask_large": _page(_ask(AskQueue(code="KA-002")), part=Part.NUMBERS, text_percent=150),
        "officer_ask_large": _page(_ask(AskAddOfficer()), part=Part.OFFICERS, text_percent=150),
        "text_ask_large": _page(_ask(AskAnnounce(draft=_LEAVE)), part=Part.TEXTS, text_percent=150),
        "queues": _page(part=Part.QUEUES),
        "queues_all": _page(lambda rig: rig.watch.show_all_queues(True), part=Part.QUEUES, scheme=Scheme.CONTRAST),
        "counters": _page(part=Part.COUNTERS),
        "counters_contrast": _page(part=Part.COUNTERS, scheme=Scheme.CONTRAST),
        "counters_break": _page(lambda rig: rig.watch.show_counters(CounterState.BREAK), part=Part.COUNTERS),
        "numbers_waiting": _page(part=Part.NUMBERS),
        "numbers_held": _page(lambda rig: rig.watch.show_listing(Listing.HELD), part=Part.NUMBERS),
        "numbers_missed": _page(lambda rig: rig.watch.show_listing(Listing.MISSED), part=Part.NUMBERS),
        "numbers_chosen": _page(lambda rig: rig.watch.show_listing(Listing.CHOSEN), part=Part.NUMBERS),
        "priority_ask": _page(_ask(AskPriority(code="KA-002")), part=Part.NUMBERS),
        "queue_ask": _page(_ask(AskQueue(code="KA-002")), part=Part.NUMBERS),
        "queue_ask_contrast": _page(_ask(AskQueue(code="KA-002")), part=Part.NUMBERS, scheme=Scheme.CONTRAST),
        "queue_changed": _page(_change_queue, part=Part.NUMBERS),
        "services": _page(_close_services, part=Part.SERVICES),
        "service_ask": _page(_ask(AskCloseService(service="nib")), part=Part.SERVICES),
        "service_ask_contrast": _page(_ask(AskCloseService(service="nib")), part=Part.SERVICES, scheme=Scheme.CONTRAST),
        "service_closed": _page(_close_a_service, part=Part.SERVICES),
        "service_refused": _page(_close_badly, part=Part.SERVICES),
        "counter_ask": _page(_ask(AskCloseCounter(number=BESIDE)), part=Part.COUNTERS),
        "day_ask": _page(_ask(AskCloseDay())),
        "day_ask_quiet": _page(_ask(AskCloseDay()), people=False),
        "day_closed": _page(_close_day),
        "devices": _page(part=Part.DEVICES),
        "devices_contrast": _page(part=Part.DEVICES, scheme=Scheme.CONTRAST),
        "devices_none": _page(part=Part.DEVICES, people=False),
        "officers": _page(_lock_somebody, part=Part.OFFICERS),
        "officers_contrast": _page(_lock_somebody, part=Part.OFFICERS, scheme=Scheme.CONTRAST),
        "officer_added": _page(_add_officer, part=Part.OFFICERS),
        "officer_ask": _page(_ask(AskAddOfficer()), part=Part.OFFICERS),
        "officer_change_ask": _page(_ask(AskChangeOfficer(officer=3)), part=Part.OFFICERS),
        "officer_reset_ask": _page(_ask(AskResetPin(officer=1)), part=Part.OFFICERS),
        "officer_retire_refused": _page(_retire_in_vain, part=Part.OFFICERS),
        "texts": _page(_announce, part=Part.TEXTS),
        "texts_none": _page(part=Part.TEXTS),
        "text_ask": _page(_ask(AskAnnounce()), part=Part.TEXTS),
        "text_ask_draft": _page(_ask(AskAnnounce(draft=_LEAVE)), part=Part.TEXTS),
        "text_ask_contrast": _page(_ask(AskAnnounce(draft=_LEAVE)), part=Part.TEXTS, scheme=Scheme.CONTRAST),
        "emergency_ask": _page(_ask_emergency, part=Part.TEXTS),
        "emergency_ask_contrast": _page(_ask_emergency, part=Part.TEXTS, scheme=Scheme.CONTRAST),
        "lost": _page(_lose),
        "unsure": _page(_unsure),
        "demoted": _page(_demoted),
    },
)
