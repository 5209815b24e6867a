"""The kiosk without its face, beside giving numbers: search, questions, warnings, scans, companions, technicians."""

from collections.abc import Callable

import pytest

from antrean import assistance, front
from antrean.devices.printer import Condition, PrinterCondition
from antrean.errors import Unavailable
from antrean.model import AssistanceState, EventKind, PrintState, Priority
from antrean.store.store import Store
from kiosk.state import EXTENSIONS, KioskState, Page, fresh, is_at_rest
from tests.apps.kiosk_rig import NAME, FakeBench, Rig
from tests.helpers import hall


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


def page(rig: Rig) -> Page:
    return rig.state.page


def closing(rig: Rig) -> int | None:
    return rig.state.closing_in_s


def type_words(rig: Rig, words: str) -> None:
    rig.presenter.open_search()
    for sign in words:
        rig.presenter.type_text(sign)


def missed_words(rig: Rig) -> list[tuple[str, int]]:
    rig.run()
    return [(row[0], row[1]) for row in hall.rows(rig.store, "SELECT words, times FROM searches ORDER BY words")]


# Finding.


def test_a_search_finds_a_service_and_leads_to_it_and_back(rig: Rig) -> None:
    type_words(rig, "paspr")
    assert page(rig) is Page.SEARCH
    assert rig.state.hits[0].startswith("paspor")
    rig.presenter.choose_service(rig.state.hits[0])
    assert (page(rig), rig.state.agency) == (Page.SERVICE, "G")
    rig.presenter.back()
    assert (page(rig), rig.state.query, rig.state.agency) == (Page.SEARCH, "paspr", None)
    rig.presenter.back()
    assert is_at_rest(rig.state)


def test_a_number_is_taken_from_the_page_of_one_service(rig: Rig) -> None:
    type_words(rig, "skck")
    rig.presenter.choose_service("skck")
    rig.take("skck")
    assert rig.code == "KA-001"


def test_letters_can_be_taken_back_and_blanks_are_one(rig: Rig) -> None:
    type_words(rig, "  k  t")
    assert rig.state.query == "k t"
    rig.presenter.erase()
    assert rig.state.query == "k "
    rig.presenter.clear_search()
    assert (rig.state.query, rig.state.hits, page(rig)) == ("", (), Page.SEARCH)


def test_words_that_find_nothing_are_kept_once_and_not_with_every_key(rig: Rig) -> None:
    type_words(rig, "zzqqx")
    assert missed_words(rig) == []
    rig.wait(1)
    assert missed_words(rig) == []
    rig.wait(3)
    assert missed_words(rig) == [("zzqqx", 1)]
    rig.presenter.back()
    assert missed_words(rig) == [("zzqqx", 1)]


def test_words_that_find_nothing_are_kept_when_the_visitor_leaves(rig: Rig) -> None:
    type_words(rig, "zzqqx")
    rig.presenter.home()
    type_words(rig, "wwyyv")
    rig.presenter.done()
    assert missed_words(rig) == [("wwyyv", 1), ("zzqqx", 1)]


@pytest.mark.parametrize("before", ["", "zzqqx "])
@pytest.mark.parametrize("start", ["AQ1:", "https://mall.example/t/", "https://another.example/ticket/", ""])
@pytest.mark.parametrize("way", ["quiet", "back", "done"])
def test_a_ticket_typed_by_a_slow_scanner_is_never_kept(
    example_store: Store, before: str, start: str, way: str
) -> None:
    rig = Rig(example_store, status_url="https://mall.example/t/").begin()
    rig.presenter.open_search()
    for sign in f"{before}{start}0a1b2c3d4e5f6a7b8c9d"[: 40 if start else None]:
        rig.presenter.type_text(sign)
        # Part of it, should the scanner stop for a moment; no QR begins with the secret itself.
        if start and way == "quiet" and sign == "b":
            rig.wait(3)
    if way == "quiet":
        rig.wait(3)
    elif way == "back":
        rig.presenter.back()
    else:
        rig.presenter.done()
    assert [words for words, _ in missed_words(rig) if "0a1b" in words] == []


def test_words_that_found_something_are_nobodys_business(rig: Rig) -> None:
    type_words(rig, "ktp")
    rig.wait(5)
    rig.presenter.back()
    assert missed_words(rig) == []


def test_the_sheet_of_a_list_is_found_again_after_one_service(rig: Rig) -> None:
    rig.at("C").presenter.turn_to(1)
    rig.presenter.choose_service("ktp")
    assert rig.state.turn == 0
    rig.presenter.back()
    assert (page(rig), rig.state.turn) == (Page.SERVICES, 1)


def test_a_service_that_is_no_longer_there_is_not_opened(rig: Rig) -> None:
    rig.at("K").presenter.choose_service("gone")
    assert (page(rig), rig.state.service) == (Page.SERVICES, None)


def test_standards_are_one_touch_away_and_lead_back(rig: Rig) -> None:
    rig.at("K").presenter.open_standards()
    assert page(rig) is Page.STANDARDS
    rig.presenter.back()
    assert (page(rig), rig.state.agency) == (Page.SERVICES, "K")


def test_home_keeps_what_the_visitor_said_of_himself(rig: Rig) -> None:
    rig.presenter.switch_language()
    rig.presenter.next_text_size()
    rig.at("K").prefer(Priority.ELDERLY)
    rig.presenter.home()
    assert page(rig) is Page.AGENCIES
    assert (rig.state.language, rig.state.access.text_scale, rig.state.priority) == ("en", 1.5, Priority.ELDERLY)


# Priority.


def test_of_several_kinds_the_ticket_keeps_what_the_officer_prepares_for_most(rig: Rig) -> None:
    rig.at("K").presenter.open_priority()
    for kind in (Priority.ELDERLY, Priority.WITH_INFANT, Priority.PREGNANT, Priority.WITH_INFANT):
        rig.presenter.toggle_priority(kind)
    assert rig.state.priorities == {Priority.ELDERLY, Priority.PREGNANT}
    rig.presenter.confirm_priority()
    rig.take("skck")
    assert rig.column("priority") == ["pregnant"]


def test_back_from_the_question_keeps_the_answer_of_before(rig: Rig) -> None:
    rig.at("K").prefer(Priority.ELDERLY)
    rig.presenter.open_priority()
    rig.presenter.toggle_priority(Priority.ELDERLY)
    rig.presenter.back()
    assert rig.state.priorities == {Priority.ELDERLY}


@pytest.mark.parametrize("mode", ["toggle_easy", "toggle_spoken"])
def test_step_by_step_the_question_comes_once_before_the_first_number(rig: Rig, mode: str) -> None:
    getattr(rig.presenter, mode)()
    rig.at("K").take("skck")
    assert (page(rig), rig.count(EventKind.ISSUED)) == (Page.PRIORITY, 0)
    rig.presenter.clear_priority()
    rig.run()
    assert rig.code == "KA-001"


def test_who_answers_the_question_gets_the_number_at_once_and_is_not_asked_again(rig: Rig) -> None:
    rig.presenter.toggle_easy()
    rig.at("K").take("skck")
    rig.presenter.back()
    assert (page(rig), rig.state.wanted) == (Page.SERVICES, None)
    rig.take("skck").prefer(Priority.DISABILITY).run()
    assert rig.code == "KP-001"
    rig.presenter.home()
    assert is_at_rest(rig.state), "the next visitor is asked again"


# Being there.


def test_the_visitor_is_warned_in_time_and_may_stay_at_least_ten_times(rig: Rig) -> None:
    sounds: list[bool] = []
    rig.presenter.warned.connect(lambda: sounds.append(True))
    rig.at("K").wait(39)
    assert closing(rig) is None
    rig.wait(1)
    assert (closing(rig), len(sounds)) == (20, 1)
    rig.wait(5)
    assert (closing(rig), len(sounds)) == (15, 1)
    for time in range(10):
        rig.presenter.extend()
        assert (closing(rig), rig.state.extensions_left) == (None, EXTENSIONS - 1 - time)
        rig.wait(59)
    assert rig.state.agency == "K"
    rig.wait(1)
    assert is_at_rest(rig.state)
    assert rig.state.extensions_left == EXTENSIONS


def test_any_touch_answers_the_warning(rig: Rig) -> None:
    rig.at("K").wait(50)
    rig.presenter.touch()
    assert (rig.state.closing_in_s, rig.state.extensions_left) == (None, EXTENSIONS)


def test_who_has_the_paper_is_warned_without_a_sound(rig: Rig) -> None:
    sounds: list[bool] = []
    rig.presenter.warned.connect(lambda: sounds.append(True))
    rig.at("K").take("skck")
    assert rig.paper is not None
    rig.paper.report(PrintState.PRINTED)
    rig.wait(15)
    assert (rig.state.closing_in_s, sounds) == (15, [])


def test_nothing_of_a_visitor_is_left(rig: Rig) -> None:
    start = rig.state
    for act in ("switch_language", "next_text_size", "toggle_contrast", "toggle_low", "toggle_easy", "louder"):
        getattr(rig.presenter, act)()
    type_words(rig, "ktp")
    rig.presenter.choose_service("ktp")
    rig.prefer(Priority.PREGNANT).take("ktp")
    rig.wait(120)
    assert is_at_rest(rig.state)
    left = {name for name in KioskState.__dataclass_fields__ if getattr(rig.state, name) != getattr(start, name)}
    assert left <= {"offer"}


def test_a_closed_hall_is_quiet_until_somebody_touches(rig: Rig) -> None:
    hall.set_clock(rig.store, "2026-11-22 10:00")
    rig.begin()
    assert (page(rig), rig.quiet.is_watching) == (Page.CLOSED, False)
    rig.presenter.wake()
    assert page(rig) is Page.AGENCIES
    rig.wait(60)
    assert page(rig) is Page.CLOSED


# Scans.


def scanned(rig: Rig, number: int = 0) -> None:
    rig.presenter.scanned(f"AQ1:{rig.column('secret')[number]}")
    rig.run()


def test_a_scanned_ticket_shows_its_place_and_follows_the_line(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    hall.issue(rig.store, "skck")
    scanned(rig, 1)
    assert rig.state.found is not None
    assert rig.state.found.issued is not None
    assert (page(rig), rig.state.found.issued.people_ahead) == (Page.FOUND, 1)
    hall.call(rig.store, hall.open_counter(rig.store, 19))
    rig.hear()
    assert rig.state.found.issued.people_ahead == 0
    hall.call(rig.store, hall.open_counter(rig.store, 20))
    rig.hear()
    assert rig.state.found.issued.ticket.counter == 20


def test_a_scanned_ticket_is_printed_again_once_as_a_copy(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    scanned(rig)
    assert rig.state.found is not None
    assert rig.state.found.may_reprint
    rig.presenter.reprint_found()
    rig.presenter.reprint_found()
    rig.run()
    assert rig.paper is not None
    assert [slip.is_copy for _, slip in rig.paper.slips] == [True]
    assert (rig.state.found.is_reprinted, rig.state.found.may_reprint) == (True, False)
    rig.paper.report(PrintState.PRINTED)
    rig.run()
    rig.presenter.back()
    scanned(rig)
    assert rig.state.found is not None
    assert not rig.state.found.may_reprint


def test_a_copy_whose_answer_was_lost_is_printed_when_it_is_wanted_again(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    scanned(rig)
    rig.line.loses_next_answer = True
    rig.presenter.reprint_found()
    rig.run()
    assert rig.paper is not None
    assert rig.state.found is not None
    assert (rig.state.found.error is not None, rig.paper.slips) == (True, [])
    # The feed tells of the copy that was written down: it is still to come.
    rig.hear()
    rig.presenter.reprint_found()
    rig.run()
    assert [slip.is_copy for _, slip in rig.paper.slips] == [True]
    assert (rig.state.found.is_reprinted, rig.state.found.error) == (True, None)
    assert rig.count(EventKind.REPRINTED) == 1


def test_a_copy_that_is_on_its_way_says_nothing_of_the_next_ticket(rig: Rig) -> None:
    first, _ = hall.issue(rig.store, "skck"), hall.issue(rig.store, "skck")
    scanned(rig)
    rig.presenter.reprint_found()
    # The next visitor's ticket comes under the scanner before the database answers.
    copy = rig.jobs._waiting.popleft()
    scanned(rig, 1)
    rig.jobs._waiting.append(copy)
    rig.run()
    assert rig.paper is not None
    assert [ticket for ticket, _ in rig.paper.slips] == [first.id]
    assert rig.state.found is not None
    assert (rig.state.found.is_reprinted, rig.state.found.may_reprint) == (False, True)


def test_a_copy_that_does_not_come_out_is_not_promised(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    scanned(rig)
    rig.presenter.reprint_found()
    rig.run()
    assert rig.paper is not None
    rig.paper.report(PrintState.FAILED)
    rig.run()
    assert rig.state.found is not None
    assert (rig.state.found.is_reprinted, isinstance(rig.state.found.error, Unavailable)) == (False, True)
    rig.hear()
    assert rig.state.found.may_reprint, "nothing has come out yet"
    rig.presenter.reprint_found()
    rig.run()
    assert (rig.state.found.is_reprinted, rig.state.found.error) == (True, None)


def test_a_copy_comes_also_when_its_visitor_has_left_the_page(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    scanned(rig)
    rig.presenter.reprint_found()
    rig.presenter.home()
    rig.run()
    assert rig.paper is not None
    assert [slip.is_copy for _, slip in rig.paper.slips] == [True]
    assert is_at_rest(rig.state)


@pytest.mark.parametrize("text", ["8991234567890", "AQ1:00000000000000000000"])
def test_an_unknown_code_gets_a_sentence(rig: Rig, text: str) -> None:
    rig.presenter.scanned(text)
    rig.run()
    assert page(rig) is Page.FOUND
    assert rig.state.found is not None
    assert (rig.state.found.issued, rig.state.found.error is not None) == (None, True)
    rig.presenter.back()
    assert is_at_rest(rig.state)


def test_a_scan_works_in_a_closed_hall_and_knows_a_ticket_of_another_day(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    hall.set_clock(rig.store, "2026-11-24 05:00")
    rig.begin()
    scanned(rig)
    assert rig.state.found is not None
    assert (rig.state.found.is_another_day, rig.state.found.may_reprint) == (True, False)


def test_a_look_that_comes_after_the_visitor_left_shows_nothing(rig: Rig) -> None:
    hall.issue(rig.store, "skck")
    rig.presenter.scanned(f"AQ1:{rig.column('secret')[0]}")
    rig.presenter.done()
    rig.run()
    assert is_at_rest(rig.state)


# People who help.


def test_a_companion_is_called_accepted_and_gone(rig: Rig) -> None:
    rig.presenter.call_companion()
    rig.presenter.call_companion()
    rig.run()
    assert rig.state.companion is not None
    assert (rig.state.companion.state, rig.count(EventKind.ASSISTANCE_ASKED)) == (AssistanceState.ASKED, 1)
    call = rig.state.companion.call
    desk = hall.open_counter(rig.store, 19)
    assistance.accept(rig.store, call, desk=desk, request_id="go")
    rig.hear()
    assert (rig.state.companion.state, rig.state.companion.counter) == (AssistanceState.ACCEPTED, 19)
    rig.at("K").presenter.done()
    assert rig.state.companion is not None, "somebody is on the way all the same"
    assistance.end(rig.store, call, desk=desk, request_id="there")
    rig.hear()
    assert rig.state.companion is None


def test_a_call_can_be_taken_back_and_fails_calmly(rig: Rig) -> None:
    rig.presenter.call_companion()
    rig.run()
    rig.presenter.withdraw_companion()
    rig.run()
    assert (rig.state.companion, rig.count(EventKind.ASSISTANCE_ENDED)) == (None, 1)
    rig.line.is_down = True
    rig.presenter.call_companion()
    rig.run()
    assert rig.state.companion is None
    assert rig.state.notice is not None


def test_a_restart_knows_the_call_of_before(rig: Rig) -> None:
    assistance.ask(rig.store, device=NAME, request_id="before")
    again = rig.another()
    again.refresh()
    rig.run()
    assert again.state.companion is not None


# The printer.


def condition(rig: Rig, kind: PrinterCondition) -> None:
    assert rig.paper is not None
    rig.paper.condition_changed.emit(Condition(kind=kind, sentence="as the test says"))


def offered_again(rig: Rig) -> bool:
    assert rig.state.given is not None
    return rig.state.given.may_print_again


def test_a_paper_that_did_not_come_out_is_offered_when_the_printer_is_back(rig: Rig) -> None:
    rig.at("K").take("skck")
    assert rig.paper is not None
    condition(rig, PrinterCondition.NO_PAPER)
    rig.paper.report(PrintState.FAILED)
    assert not offered_again(rig)
    condition(rig, PrinterCondition.OK)
    assert offered_again(rig)
    assert not rig.state.printer_fails
    rig.presenter.print_again()
    rig.presenter.print_again()
    assert [slip.is_copy for _, slip in rig.paper.slips] == [False, True]
    rig.paper.report(PrintState.PRINTED)
    rig.run()
    assert rig.state.given is not None
    assert (rig.state.given.paper, rig.column("print_state")) == (PrintState.PRINTED, ["printed"])


@pytest.mark.parametrize(
    ("kind", "needs_staff"),
    [
        (PrinterCondition.OK, False),
        (PrinterCondition.SILENT, False),
        (PrinterCondition.NEAR_END, True),
        (PrinterCondition.COVER_OPEN, True),
    ],
)
def test_the_sign_for_staff_says_when_the_printer_waits_for_them(
    rig: Rig, kind: PrinterCondition, needs_staff: bool
) -> None:
    condition(rig, kind)
    assert rig.state.needs_staff is needs_staff
    assert is_at_rest(rig.state), "visitors are not told of it"
    assert fresh(rig.state).printer == rig.state.printer


def test_a_call_that_failed_is_not_told_to_the_next_visitor(rig: Rig) -> None:
    rig.presenter.call_companion()
    rig.line.is_down = True
    rig.presenter.done()
    rig.run()
    assert (rig.state.companion, rig.state.notice) == (None, None)
    rig.presenter.call_companion()
    rig.run()
    assert rig.state.notice is not None


# The technician.


def lost_papers(rig: Rig) -> list[str]:
    technician = rig.state.technician
    assert technician is not None
    assert technician.inspection is not None
    return [paper.ticket.code for paper in technician.inspection.papers]


def test_who_leaves_and_comes_back_waits_all_the_same(example_store: Store) -> None:
    rig = Rig(example_store, bench=FakeBench()).begin()
    rig.presenter.technicians.open()
    for _ in range(3):
        rig.presenter.technicians.enter("1111")
        rig.run()
    rig.presenter.back()
    rig.presenter.technicians.open()
    rig.presenter.technicians.enter("2468")
    rig.run()
    assert page(rig) is Page.PIN
    rig.wait(30)
    rig.presenter.technicians.enter("2468")
    rig.run()
    assert page(rig) is Page.TECHNICIAN


def test_two_touches_of_a_lost_paper_are_one_copy(example_store: Store) -> None:
    rig = Rig(example_store, bench=FakeBench(example_store)).begin()
    ticket = hall.issue(rig.store, "skck", device=NAME)
    front.note_print_result(rig.store, ticket.id, PrintState.FAILED)
    rig.presenter.technicians.open()
    rig.presenter.technicians.enter("2468")
    rig.run()
    rig.presenter.technicians.print_paper(ticket.code)
    rig.presenter.technicians.print_paper(ticket.code)
    rig.run()
    assert rig.paper is not None
    assert [ticket for ticket, _ in rig.paper.slips] == [ticket.id]
    # The printer has not said yet what became of it, so the database still calls the paper lost.
    assert lost_papers(rig) == []
    rig.presenter.technicians.print_paper(ticket.code)
    rig.run()
    assert len(rig.paper.slips) == 1
    rig.paper.report(PrintState.FAILED)
    rig.run()
    assert lost_papers(rig) == [ticket.code]
    rig.presenter.technicians.print_paper(ticket.code)
    rig.run()
    assert len(rig.paper.slips) == 2
    rig.paper.report(PrintState.PRINTED)
    rig.run().wait(5).run()
    assert lost_papers(rig) == []


def test_a_copy_that_could_not_be_written_down_is_offered_again(example_store: Store) -> None:
    rig = Rig(example_store, bench=FakeBench(example_store)).begin()
    ticket = hall.issue(rig.store, "skck", device=NAME)
    front.note_print_result(rig.store, ticket.id, PrintState.UNKNOWN)
    rig.presenter.technicians.open()
    rig.presenter.technicians.enter("2468")
    rig.run()
    rig.line.is_down = True
    rig.presenter.technicians.print_paper(ticket.code)
    assert lost_papers(rig) == []
    rig.run()
    assert lost_papers(rig) == [ticket.code]
    assert rig.paper is not None
    assert rig.paper.slips == []


def test_the_pin_opens_the_technicians_page_and_wrong_ones_wait(example_store: Store) -> None:
    bench = FakeBench()
    rig = Rig(example_store, bench=bench).begin()
    rig.presenter.technicians.open()
    for _ in range(3):
        rig.presenter.technicians.enter("1111")
        rig.run()
    assert rig.state.technician is not None
    assert (rig.state.technician.is_wrong, rig.state.technician.locked_s) == (True, 30)
    rig.presenter.technicians.enter("2468")
    rig.run()
    assert page(rig) is Page.PIN, "not while it is locked"
    rig.wait(30)
    rig.presenter.technicians.enter("2468")
    rig.run()
    assert page(rig) is Page.TECHNICIAN
    rig.presenter.technicians.test_print()
    rig.run()
    assert rig.state.technician is not None
    assert rig.state.technician.report == "The page was printed."
    rig.presenter.technicians.quit()
    assert bench.done == ["quit"]


@pytest.mark.parametrize("act", ["test_print", "restart", "quit"])
def test_nobody_gets_at_the_machine_without_the_pin(example_store: Store, act: str) -> None:
    bench = FakeBench()
    rig = Rig(example_store, bench=bench).begin()
    rig.presenter.technicians.open()
    doing: Callable[[], None] = getattr(rig.presenter.technicians, act)
    doing()
    rig.run()
    assert bench.done == []
    assert page(rig) is Page.PIN
