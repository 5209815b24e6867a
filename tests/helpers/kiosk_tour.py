"""Everything a visitor, a technician or bad luck can bring onto the kiosk's screen, each as the state that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from antrean import assistance
from antrean.devices.printer import Condition, PrinterCondition
from antrean.errors import Unavailable
from antrean.model import PrintState, Priority
from kiosk.access import Access
from kiosk.state import KioskState
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall

MODES = {
    "normal": Access(),
    "large": Access(text_scale=1.5),
    "largest": Access(text_scale=2.0),
    "contrast": Access(is_contrast=True),
    "low": Access(is_low=True),
    "easy": Access(is_easy=True),
    "spoken": Access(is_spoken=True),
    "all": Access(text_scale=2.0, is_contrast=True, is_low=True, is_easy=True, is_spoken=True),
}
"""Every switch of the access bar by itself, and all of them at once."""


@dataclass(frozen=True)
class Stop:
    """One thing to see; `state` is of a visitor who changed nothing in the access bar, and speaks English."""

    name: str
    state: KioskState

    def seen(self, *, language: str, access: Access, turn: int = 0) -> KioskState:
        """Return what another visitor would see in the same place."""
        return replace(self.state, language=language, access=access, turn=turn)


def record(rig: Rig) -> list[Stop]:
    """Walk through everything once; the hall is a Monday morning's, and afterwards one that somebody has used."""
    stops: list[Stop] = []
    for name in _walk(rig):
        assert name not in {stop.name for stop in stops}
        stops.append(Stop(name, rig.state))
    return stops


def _walk(rig: Rig) -> Iterator[str]:
    yield "waiting"
    rig.begin()
    rig.presenter.switch_language()
    yield from _agencies(rig)
    yield from _services(rig)
    yield from _search(rig)
    yield from _numbers(rig)
    yield from _scans(rig)
    yield from _people(rig)
    yield from _troubles(rig)
    yield from _closed(rig)


def _english(rig: Rig) -> Rig:
    """Begin as a new visitor who speaks English."""
    rig.presenter.done()
    rig.presenter.switch_language()
    assert rig.state.language == "en"
    return rig


def _agencies(rig: Rig) -> Iterator[str]:
    yield "agencies"
    rig.presenter.open_standards()
    yield "standards"
    _english(rig).wait(0)


def _services(rig: Rig) -> Iterator[str]:
    for service in ("skck", "skck", "sim", "ktp"):
        hall.issue(rig.store, service)
    rig.begin()
    # Many services, long names, long lists of what to bring, limits, and one that is not here today.
    for agency in "CKNGMZ":
        yield_name = f"services {agency}"
        rig.at(agency)
        yield yield_name
        rig.presenter.home()
    for agency, service in _telling(rig):
        rig.at(agency).presenter.choose_service(service)
        yield f"service {service}"
        rig.presenter.home()
    rig.at("K").presenter.open_priority()
    yield "priority"
    for kind in (Priority.ELDERLY, Priority.WITH_INFANT):
        rig.presenter.toggle_priority(kind)
    yield "priority, two chosen"
    rig.presenter.confirm_priority()
    yield "services with priority"
    rig.presenter.choose_service("skck")
    yield "service with priority"
    rig.presenter.take("skck")
    yield "service, busy"
    rig.run()
    yield "issued with priority"
    _english(rig)


def _telling(rig: Rig) -> list[tuple[str, str]]:
    """Return the services with the longest name, the most to bring, and a limit, with their agencies."""
    offer = rig.state.offer
    assert offer is not None
    services = [one.service for one in offer.services]
    wanted = {
        max(services, key=lambda one: len(one.name.in_language("en"))),
        max(services, key=lambda one: sum(len(text.in_language("id")) for text in one.requirements)),
        max(services, key=lambda one: sum(len(text.in_language("id")) for text in one.limits)),
        next(one for one in services if one.agency == "Z"),
    }
    return sorted((one.agency, one.code) for one in wanted)


def _search(rig: Rig) -> Iterator[str]:
    rig.presenter.open_search()
    yield "search, nothing typed"
    for query in ("a", "ktp", "zzqqx"):
        rig.presenter.clear_search()
        for sign in query:
            rig.presenter.type_text(sign)
        yield f"search, {query}"
    _english(rig)


def _numbers(rig: Rig) -> Iterator[str]:
    assert rig.paper is not None
    rig.at("K").take("skck")
    yield "issued, printing"
    rig.paper.report(PrintState.PRINTED)
    rig.run()
    yield "issued"
    rig.wait(25)
    yield "issued, nobody there"
    rig.presenter.cancel()
    rig.run()
    _english(rig).at("N").take("bpu")
    rig.paper.condition_changed.emit(Condition(kind=PrinterCondition.NO_PAPER, sentence="There is no paper."))
    rig.paper.report(PrintState.FAILED)
    rig.run()
    yield "issued, no paper"
    rig.paper.condition_changed.emit(Condition(kind=PrinterCondition.OK, sentence="All is well."))
    yield "issued, paper again"
    rig.presenter.cancel()
    rig.run()
    if rig.state.language == "id":
        rig.presenter.switch_language()
    yield "agencies, cancelled"
    _english(rig).at("G").take("paspor-baru")
    desk = hall.open_counter(rig.store, 23)
    hall.call(rig.store, desk)
    rig.hear()
    yield "issued, called"
    _english(rig)


def _scans(rig: Rig) -> Iterator[str]:
    def scan(service: str) -> None:
        [(secret,), *_] = hall.rows(rig.store, "SELECT secret FROM tickets WHERE service = :it ORDER BY id", it=service)
        rig.presenter.scanned(f"AQ1:{secret}")
        rig.run()

    scan("skck")
    yield "found, waiting"
    rig.presenter.reprint_found()
    rig.run()
    yield "found, printed again"
    rig.presenter.back()
    scan("paspor-baru")
    yield "found, called"
    rig.presenter.back()
    scan("bpu")
    yield "found, cancelled"
    rig.presenter.back()
    rig.presenter.scanned("AQ1:0123456789abcdef0123")
    rig.run()
    yield "found, unknown"
    _english(rig)


def _people(rig: Rig) -> Iterator[str]:
    rig.presenter.call_companion()
    rig.run()
    yield "agencies, companion called"
    companion = rig.state.companion
    assert companion is not None
    desk = hall.open_counter(rig.store, 1)
    assistance.accept(rig.store, companion.call, desk=desk, request_id=hall.request())
    rig.hear().at("C")
    yield "services, companion comes"
    assistance.end(rig.store, companion.call, desk=desk, request_id=hall.request())
    rig.hear().wait(40)
    yield "services, nobody there"
    _english(rig)
    rig.presenter.technicians.open()
    yield "pin"
    for _ in range(3):
        rig.presenter.technicians.enter("1111")
        rig.run()
    yield "pin, wrong"
    rig.wait(30)
    rig.presenter.technicians.enter("2468")
    rig.run()
    yield "technician"
    rig.presenter.technicians.leave()
    _english(rig)


def _troubles(rig: Rig) -> Iterator[str]:
    rig.line.is_down = True
    rig.presenter.on_lost(Unavailable("database", "The line is cut."))
    yield "agencies, lost"
    rig.at("C")
    yield "services, lost"
    rig.presenter.choose_service("ktp")
    yield "service, lost"
    rig.line.is_down = False
    _english(rig).begin()
    for _ in range(_left(rig, "paspor-baru")):
        hall.issue(rig.store, "paspor-baru")
    rig.at("G").begin()
    yield "services, quota used up"
    rig.presenter.choose_service("paspor-baru")
    yield "service, quota used up"
    _english(rig)


def _left(rig: Rig, service: str) -> int:
    with rig.store.read() as unit:
        quota = unit.mall.service(service).daily_quota or 0
    return quota - rig.column("service").count(service)


def _closed(rig: Rig) -> Iterator[str]:
    hall.set_clock(rig.store, "2026-11-27 12:10")
    rig.begin().presenter.wake()
    yield "agencies, break"
    rig.presenter.done()
    hall.set_clock(rig.store, "2026-12-25 09:00")
    rig.begin()
    rig.presenter.switch_language()
    if rig.state.language == "id":
        rig.presenter.switch_language()
    yield "closed"
    rig.at("K")
    yield "services, holiday"
    rig.presenter.back()
    yield "agencies, holiday"
