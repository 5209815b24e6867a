"""The counter's pages: an officer's morning from choosing the counter to the break, and what may go wrong."""

import contextlib
from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView, QWidget

from antrean import assistance, desk, front, roster, signing
from antrean.desk import Desk, Target
from antrean.devices.printer import open_printer
from antrean.errors import Refused, Unavailable
from antrean.model import PrintState, Priority
from antrean.settings import PrinterSettings
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.copies import Copies
from counter.reasons import BreakReason, HoldReason, SendReason
from counter.state import Listing, Panel
from tests.apps.counter_rig import LOST, Rig
from tests.helpers import hall
from tests.helpers.shots_hall import (
    INFORMATION,
    LONG_NAME,
    MORNING,
    TWO_AGENCIES,
    App,
    MakeWindow,
    Page,
    ShotHall,
    minutes_before,
)

NUMBER: Final = 19
_VISITORS: Final = (
    (34, "skck", None),
    (33, "skck", None),
    (31, "skck", None),
    (30, "kehilangan", None),
    (29, "skck", None),
    (28, "skck", None),
    (26, "skck", None),
    (24, "skck", None),
    (21, "skck", Priority.ELDERLY),
    (15, "kehilangan", None),
    (12, "skck", None),
    (9, "skck", Priority.WITH_INFANT),
    (7, "skck", None),
    (4, "sim", None),
    (3, "skck", None),
    (2, "skck", None),
    (1, "kehilangan", None),
)
"""How many minutes ago somebody came, and what for."""

Act = Callable[[Rig], object]
Touch = Callable[[QWidget], object]


def _nothing(_: object) -> None:
    """Leave it as it is."""


def _page(
    act: Act = _nothing,
    touch: Touch = _nothing,
    *,
    minutes: float = 1,
    people: bool = True,
    number: int = NUMBER,
    has_printer: bool = False,
    shown: Callable[[Rig, Language, Touch], MakeWindow] | None = None,
) -> Page:
    """Return a page of an open counter; `act` happens so many minutes ago, `touch` in the window itself.

    `shown` makes another window than the full one.
    """

    def page(halls: ShotHall, language: Language) -> MakeWindow:
        store = halls.open(busy=people)
        here = _open(store, number)
        if people and number == NUMBER:
            _let_ours_come(store, here)
        hall.set_clock(store, minutes_before(minutes))
        copies = Copies(open_printer(PrinterSettings(kind="file"))) if has_printer else None
        rig = Rig(store, counter=number, officer=LONG_NAME, copies=copies).begin()
        act(rig)
        hall.set_clock(store, MORNING)
        # What is lost or on its way stays so.
        if not rig.line.is_down and not rig.jobs.waiting:
            rig.duty.refresh()
            rig.refresh()
        return (shown or _shown)(rig, language, touch)

    return page


def _shown(rig: Rig, language: Language, touch: Touch = _nothing) -> MakeWindow:
    def make(width: int, height: int) -> QWidget:
        window = rig.window(language, width=width, height=height)
        touch(window)
        return window

    return make


def _open(store: Store, number: int) -> Desk:
    hall.set_clock(store, minutes_before(36))
    return hall.open_counter(store, number, LONG_NAME)


def _let_ours_come(store: Store, here: Desk) -> None:
    for minutes, service, priority in _VISITORS:
        hall.set_clock(store, minutes_before(minutes))
        hall.issue(store, service, priority=priority)
        if minutes == 33:
            hall.serve(store, here)
        elif minutes == 28:
            desk.finish(store, here, request_id=hall.request())
            hall.call(store, here)
        elif minutes == 26:
            desk.no_show(store, here, request_id=hall.request())
            hall.serve(store, here)
        elif minutes == 24:
            desk.hold(store, here, reason=HoldReason.COPIES, request_id=hall.request())


def _call_unheard(rig: Rig) -> None:
    rig.presenter.call_next()
    rig.run()


def _call(rig: Rig) -> None:
    _call_unheard(rig)
    hall.execute(rig.store, "UPDATE announcements SET state = 'spoken'")
    rig.refresh()


def _start(rig: Rig) -> None:
    _call(rig)
    rig.presenter.start()
    rig.run()


def _call_thrice(rig: Rig) -> None:
    _call(rig)
    for _ in range(2):
        hall.advance_clock(rig.store, 15)
        rig.refresh().presenter.recall()
        rig.run()


def _too_soon(rig: Rig) -> None:
    _call(rig)
    rig.presenter.recall()
    rig.run()


def _panel(panel: Panel) -> Act:
    def act(rig: Rig) -> None:
        _start(rig)
        rig.presenter.show_panel(panel)
        rig.run()

    return act


def _break_panel(rig: Rig) -> None:
    rig.presenter.show_panel(Panel.BREAK)


def _break(rig: Rig) -> None:
    rig.presenter.start_break(BreakReason.PRAYER)
    rig.run()


def _undo(rig: Rig) -> None:
    _start(rig)
    rig.presenter.finish()
    rig.run()


def _send_here(rig: Rig) -> None:
    hall.issue(rig.store, "kehilangan")
    other = hall.open_counter(rig.store, 20, "Rina Wulandari")
    hall.serve(rig.store, other)
    desk.transfer(rig.store, other, desk.Target(counter=NUMBER), request_id=hall.request())
    rig.refresh()


def _call_sent_here(rig: Rig) -> None:
    _send_here(rig)
    _call(rig)


def _sit_down(rig: Rig) -> None:
    rig.presenter.close_counter()
    rig.run().presenter.open_counter()
    rig.run()


def _first_comes(rig: Rig) -> None:
    _sit_down(rig)
    hall.issue(rig.store, "skck")


def _keys(rig: Rig) -> None:
    rig.looks.toggle_keys()


def _busy(rig: Rig) -> None:
    _start(rig)
    rig.presenter.call_next()


def _lose(rig: Rig) -> None:
    _start(rig)
    rig.line.is_down = True
    rig.presenter.on_lost(Unavailable("database", LOST))


def _unsure(rig: Rig) -> None:
    _start(rig)
    rig.line.loses_answers = True
    rig.presenter.finish()
    rig.run()


def _taken_away(rig: Rig) -> None:
    roster.close_counter(rig.store, Desk(counter=NUMBER), request_id=hall.request())
    hall.open_counter(rig.store, NUMBER, "Budi Santoso")


def _ask(*devices: str) -> Act:
    """Let visitors ask for a companion, each half a minute after the one before."""

    def act(rig: Rig) -> None:
        for device in devices:
            assistance.ask(rig.store, device=device, request_id=hall.request())
            hall.advance_clock(rig.store, 20)

    return act


def _go(rig: Rig) -> None:
    _ask("Kiosk pintu utara", "Kiosk pintu selatan")(rig)
    rig.duty.refresh()
    rig.run().duty.accept(1)
    rig.run()


def _too_late_to_go(rig: Rig) -> None:
    _ask("Kiosk pintu utara")(rig)
    rig.duty.refresh()
    other = hall.open_counter(rig.store, 20, "Rina Wulandari")
    assistance.accept(rig.store, 1, desk=other, request_id=hall.request())
    rig.run().duty.accept(1)
    rig.run()


def _lose_papers(rig: Rig) -> None:
    for service, state in (("ktp", PrintState.FAILED), ("kk", PrintState.UNKNOWN), ("paspor", PrintState.FAILED)):
        with contextlib.suppress(Refused):  # not every agency is here on a Monday
            ticket = hall.issue(rig.store, service, device="Kiosk pintu utara")
            front.note_print_result(rig.store, ticket.id, state)
    rig.presenter.show_listing(Listing.PAPERS)


def _lose_and_ask(rig: Rig) -> None:
    _call(rig)
    _lose_papers(rig)
    _ask("Kiosk pintu utara")(rig)


def _choose_paper(window: QWidget) -> None:
    view = window.findChild(QListView, "papers_list")
    assert view is not None
    view.setCurrentIndex(view.model().index(0, 0))


def _click(name: str) -> Touch:
    def touch(window: QWidget) -> None:
        button = window.findChild(QAbstractButton, name)
        assert button is not None, name
        button.click()

    return touch


def _find(text: str) -> Touch:
    def touch(window: QWidget) -> None:
        field = window.findChild(QLineEdit, "transfer_find")
        assert field is not None
        field.setText(text)

    return touch


def _choose(halls: ShotHall, language: Language) -> MakeWindow:
    return _shown(Rig(halls.open(), counter=NUMBER, officer=LONG_NAME).begin(), language)


def _choose_taken(halls: ShotHall, language: Language) -> MakeWindow:
    store = halls.open()
    hall.open_counter(store, NUMBER, "Budi Santoso")
    rig = Rig(store, counter=NUMBER, officer=LONG_NAME).begin()
    rig.presenter.open_counter()
    return _shown(rig.run(), language)


def _choose_lost(halls: ShotHall, language: Language) -> MakeWindow:
    rig = Rig(halls.open(), counter=None, officer=None).begin()
    rig.line.is_down = True
    rig.presenter.on_lost(Unavailable("database", LOST))
    return _shown(rig, language)


def _never_there(halls: ShotHall, language: Language) -> MakeWindow:
    rig = Rig(halls.open(busy=False))
    rig.line.is_down = True
    return _shown(rig.begin(), language)


def _starting(halls: ShotHall, language: Language) -> MakeWindow:
    return _shown(Rig(halls.open(busy=False)), language)


def _arriving(act: Act) -> Page:
    """Return a page of the sign-in at a counter whose officer is chosen."""

    def page(halls: ShotHall, language: Language) -> MakeWindow:
        store = halls.open(with_pins=True)
        hall.officer(store, LONG_NAME)
        rig = Rig(store, counter=NUMBER, officer=LONG_NAME).begin()
        act(rig)
        return _shown(rig, language)

    return page


def _first(act: Act = _nothing) -> Page:
    """Return a page of a hall in which nobody has a PIN yet."""

    def page(halls: ShotHall, language: Language) -> MakeWindow:
        store = halls.open(busy=False, with_pins=True)
        hall.execute(store, "UPDATE officers SET pin_hash = NULL")
        rig = Rig(store, counter=None, officer=None).begin()
        act(rig)
        return _shown(rig, language)

    return page


def _make_administrator(rig: Rig) -> None:
    rig.presenter.make_administrator()
    rig.run()


def _sign_in(rig: Rig, digits: str = hall.PIN) -> None:
    rig.presenter.open_counter()
    rig.arrival.try_pin(digits)
    rig.run()


def _own_pin(rig: Rig) -> None:
    officer = hall.officer(rig.store, LONG_NAME)
    made = signing.reset(rig.store, None, officer, request_id=hall.request())
    _sign_in(rig, made.digits)
    rig.arrival.choose_pin("80264", "80265")


def _left_over(rig: Rig) -> None:
    _sign_in(rig)
    hall.issue(rig.store, "skck")
    rig.presenter.call_next()
    rig.run().presenter.close_panel()
    again = Rig(rig.store, counter=NUMBER, officer=LONG_NAME).begin()
    again.arrival.try_pin(hall.PIN)
    again.run()
    rig.presenter, rig.arrival, rig.duty, rig.looks = again.presenter, again.arrival, again.duty, again.looks


def _give(rig: Rig) -> None:
    rig.presenter.issue_for("paspor-baru", None, "en")
    rig.run()


def _sent_with_note(rig: Rig) -> None:
    hall.set_clock(rig.store, minutes_before(31))
    hall.issue(rig.store, "kehilangan", priority=Priority.DISABILITY, language="en")
    other = hall.open_counter(rig.store, 21, LONG_NAME + " II")
    hall.call(rig.store, other)
    note = "Pengunjung tuli, mohon bicara lewat tulisan; sidik jari sudah diambil di loket 20"
    to = Target(counter=NUMBER)
    desk.transfer(rig.store, other, to, reason=SendReason.CHECK, note=note, request_id=hall.request())
    hall.set_clock(rig.store, minutes_before(1))
    rig.presenter.call_next()
    rig.run()


APP: Final = App(
    name="counter",
    sizes=((1280, 800), (1280, 720), (1920, 1080)),
    pages={
        "choose": _choose,
        "choose_taken": _choose_taken,
        "choose_lost": _choose_lost,
        "nobody_has_a_pin": _first(),
        "first_pin": _first(_make_administrator),
        "sign_in": _arriving(lambda rig: rig.presenter.open_counter()),
        "sign_in_wrong": _arriving(lambda rig: _sign_in(rig, "739104")),
        "own_pin": _arriving(_own_pin),
        "left_over": _arriving(_left_over),
        "idle": _page(people=False),
        "nobody_waiting": _page(_call_unheard, people=False),
        "waiting": _page(),
        "waiting_reserved": _page(_send_here),
        "waiting_two_agencies": _page(number=TWO_AGENCIES),
        "called": _page(_call),
        "called_unheard": _page(_call_unheard),
        "called_thrice": _page(_call_thrice),
        "called_sent_here": _page(_call_sent_here, people=False),
        "recall_too_soon": _page(_too_soon, minutes=0),
        "serving": _page(_start, minutes=5),
        "serving_over_target": _page(_start, minutes=19),
        "serving_busy": _page(_busy),
        "hold_panel": _page(_panel(Panel.HOLD)),
        "transfer_panel": _page(_panel(Panel.TRANSFER)),
        "transfer_found": _page(_panel(Panel.TRANSFER), _find("paspor")),
        "transfer_counters": _page(_panel(Panel.TRANSFER), _click("transfer_to_counter")),
        "outcome_panel": _page(_panel(Panel.OUTCOME)),
        "outcome_missing": _page(_panel(Panel.OUTCOME), _click("outcome_1"), has_printer=True),
        "note_panel": _page(_panel(Panel.NOTE)),
        "next_step_panel": _page(_panel(Panel.NEXT_STEP)),
        "walk_in_panel": _page(lambda rig: rig.presenter.show_panel(Panel.WALK_IN)),
        "issue_for_panel": _page(lambda rig: rig.presenter.show_panel(Panel.ISSUE_FOR)),
        "issue_for_given": _page(_give),
        "chosen_panel": _page(lambda rig: rig.presenter.show_panel(Panel.CHOSEN, "KA-007")),
        "cancel_panel": _page(lambda rig: rig.presenter.show_panel(Panel.CANCEL, "KA-007")),
        "called_with_story": _page(_sent_with_note, people=False),
        "break_panel": _page(_break_panel),
        "break": _page(_break, minutes=12),
        "undo": _page(_undo),
        "held": _page(lambda rig: rig.presenter.show_listing(Listing.HELD)),
        "found": _page(lambda rig: rig.looks.seek("skck")),
        "found_none": _page(lambda rig: rig.looks.seek("paspor")),
        "sorted": _page(lambda rig: rig.looks.change_sort()),
        "held_none": _page(lambda rig: rig.presenter.show_listing(Listing.HELD), people=False),
        "missed": _page(lambda rig: rig.presenter.show_listing(Listing.MISSED)),
        "taken_away": _page(_taken_away),
        "keys": _page(_keys),
        "greeting": _page(_sit_down, people=False),
        "people_start_to_wait": _page(_first_comes, people=False),
        "companion_asked": _page(_ask("Kiosk pintu utara"), number=INFORMATION),
        "companion_two": _page(_go, number=INFORMATION),
        "companion_elsewhere": _page(_too_late_to_go, number=INFORMATION),
        "papers": _page(_lose_papers, _choose_paper, number=INFORMATION, has_printer=True),
        "papers_many": _page(_lose_and_ask, number=INFORMATION, has_printer=True),
        "papers_none": _page(lambda rig: rig.presenter.show_listing(Listing.PAPERS), people=False, number=INFORMATION),
        "lost": _page(_lose, minutes=5),
        "unsure": _page(_unsure),
        "never_there": _never_there,
        "starting": _starting,
    },
)
