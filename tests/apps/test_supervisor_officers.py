"""Officers in the supervisor's page: who is offered whom, PINs that are shown once, and one effect for every wish."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from antrean import roster, signing
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import EventKind, Officer, Role
from antrean.store import officer_rows
from antrean.store.store import Store
from antrean.ui.language import LANGUAGES, Language
from counter.supervisor import ask_words
from counter.supervisor.asks import (
    Ask,
    AskAddOfficer,
    AskChangeOfficer,
    AskResetPin,
    AskRetireOfficer,
    ShowPin,
)
from counter.supervisor.state import Part, WatchState, manages, parts, people, person_of, roles
from counter.supervisor.wishes import AddOfficer, ChangeOfficer, ResetPin, RetireOfficer, UnlockOfficer, Wish
from counter.window import CounterWindow
from tests.apps.counter_rig import OFFICER, OTHER, Rig
from tests.apps.supervisor_window import (
    CHIEF,
    LATE,
    cells,
    click,
    click_line,
    find,
    is_seen,
    lines,
    press,
    settle,
    text,
    write,
)
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
NEW = AddOfficer(name="Sari", role=Role.OFFICER, agencies=("K",))


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """A hall that wants PINs, with two officers and a supervisor."""
    store = counter_halls[0].again()
    hall.officer(store, CHIEF, Role.SUPERVISOR)
    hall.with_pins(store)
    hall.set_clock(store, LATE)
    return store


def _looking(store: Store, officer: Officer) -> Rig:
    """Let somebody look at the officers, without a counter."""
    rig = Rig(store, counter=None, officer=None).begin()
    rig.watch.show(officer)
    rig.run().watch.show_part(Part.OFFICERS)
    return rig.run()


@pytest.fixture
def rig(store: Store) -> Rig:
    return _looking(store, roster.find_officer(store, CHIEF))


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = rig.window(english)
    show(window)
    window.activateWindow()
    return window


def do(rig: Rig, wish: Wish) -> WatchState:
    rig.watch.do(wish)
    return rig.run().watch.state


def number(store: Store, name: str) -> int:
    return roster.find_officer(store, name).id


def refusal(state: WatchState) -> Reason:
    assert isinstance(state.refusal, Refused)
    return state.refusal.reason


def shown_pin(state: WatchState) -> str:
    assert isinstance(state.asked, ShowPin)
    assert state.asked.made.digits is not None
    return state.asked.made.digits


def lock(store: Store, name: str) -> int:
    with store.write() as unit:
        officer = number(store, name)
        officer_rows.set_tries(unit, officer, wrong=5, wait_until=None, is_locked=True)
    return officer


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "agencies", "offered", "given"),
        [
            (Role.SUPERVISOR, (), True, (Role.OFFICER,)),
            (Role.SUPERVISOR, ("C",), True, (Role.OFFICER,)),
            (Role.ADMINISTRATOR, (), True, tuple(Role)),
            (Role.TECHNICIAN, (), False, ()),
        ],
    )
    def test_is_offered_the_part_and_gives_these_roles(
        self, store: Store, role: Role, agencies: tuple[str, ...], offered: bool, given: tuple[Role, ...]
    ) -> None:
        rig = _looking(store, Officer(id=number(store, CHIEF), name=CHIEF, role=role, agencies=agencies))
        assert (Part.OFFICERS in parts(rig.watch.state)) is offered
        assert rig.watch.state.part is (Part.OFFICERS if offered else Part.OVERVIEW)
        assert roles(rig.watch.state) == given

    def test_manages_only_who_is_below(self, rig: Rig, store: Store) -> None:
        state = rig.watch.state
        assert manages(state, person_of(state, number(store, OFFICER)))
        assert not manages(state, person_of(state, number(store, CHIEF)))
        assert not manages(state, None)

    def test_the_use_case_refuses_who_may_not(self, rig: Rig, store: Store) -> None:
        other = hall.officer(store, "Agus", Role.SUPERVISOR)
        before = hall.newest(store)
        for wish in (
            AddOfficer(name="Sari", role=Role.SUPERVISOR, agencies=()),
            ChangeOfficer(officer=number(store, OFFICER), role=Role.ADMINISTRATOR, agencies=()),
            ChangeOfficer(officer=other, role=Role.OFFICER, agencies=()),
            ResetPin(officer=other),
            UnlockOfficer(officer=other),
            RetireOfficer(officer=other),
        ):
            assert refusal(do(rig, wish)) is Reason.NOT_PERMITTED, wish
        assert hall.newest(store) == before

    def test_the_part_of_before_is_not_shown_to_who_may_not(self, rig: Rig, store: Store) -> None:
        rig.watch.hide()
        hall.officer(store, "Teknisi", Role.TECHNICIAN)
        rig.watch.show(roster.find_officer(store, "Teknisi"))
        assert rig.run().watch.state.part is Part.OVERVIEW
        rig.watch.show_part(Part.OFFICERS)
        assert rig.watch.state.part is Part.OVERVIEW


class TestWishes:
    def test_somebody_new_gets_a_pin_that_is_shown_once(self, rig: Rig, store: Store) -> None:
        rig.watch.ask(AskAddOfficer())
        digits = shown_pin(do(rig, NEW))
        signed = signing.sign_in(
            store, number(store, "Sari"), digits, counter=None, device="pc-9", request_id=hall.request()
        )
        assert signed.must_change_pin
        assert digits not in repr(rig.watch.state)
        rig.watch.close_panel()
        assert rig.watch.state.asked is None
        assert rig.watch.state.done is not None
        assert getattr(rig.watch.state.done.answer, "digits", None) is None

    def test_a_new_pin_and_the_old_one_does_no_more(self, rig: Rig, store: Store) -> None:
        officer = number(store, OFFICER)
        digits = shown_pin(do(rig, ResetPin(officer=officer)))
        assert digits.isdecimal()
        why = hall.refused(signing.sign_in, store, officer, hall.PIN, counter=None, device="pc-9")
        assert why is Reason.WRONG_PIN

    def test_unlocked(self, rig: Rig, store: Store) -> None:
        officer = lock(store, OFFICER)
        rig.watch.refresh()
        assert people(rig.run().watch.state)[0].officer.name == OFFICER
        state = do(rig, UnlockOfficer(officer=officer))
        person = person_of(state, officer)
        assert person is not None
        assert not person.is_locked
        assert rig.count(EventKind.OFFICER_UNLOCKED) == 1

    def test_changed_and_let_go(self, rig: Rig, store: Store) -> None:
        officer = number(store, OFFICER)
        state = do(rig, ChangeOfficer(officer=officer, role=Role.OFFICER, agencies=("C", "D")))
        person = person_of(state, officer)
        assert person is not None
        assert person.officer.agencies == ("C", "D")
        state = do(rig, RetireOfficer(officer=officer))
        assert person_of(state, officer) is None

    def test_whose_counter_is_open_is_not_let_go(self, rig: Rig, store: Store) -> None:
        hall.open_counter(store, 3, OFFICER)
        assert refusal(do(rig, RetireOfficer(officer=number(store, OFFICER)))) is Reason.COUNTER_TAKEN

    def test_a_pin_whose_answer_was_lost_is_made_anew(self, rig: Rig, store: Store, english: Language) -> None:
        rig.watch.ask(AskAddOfficer())
        rig.line.loses_answers = True
        assert isinstance(do(rig, NEW).refusal, Unavailable)
        rig.line.loses_answers = rig.line.is_down = False
        rig.watch.refresh()
        state = do(rig.run(), NEW)
        # It was done once; the digits nobody has seen are nowhere.
        assert state.asked is None
        sari = number(store, "Sari")
        added = [one for one in rig.facts() if one.kind is EventKind.OFFICER_ADDED and one.officer == sari]
        assert len(added) == 1
        assert state.view is not None
        assert state.done is not None
        assert ask_words.done(state.done, state.view.mall, "en") == (
            "Done, but the PIN of Sari was lost with the connection. Make a new one."
        )
        rig.watch.ask(AskResetPin(officer=number(store, "Sari")))
        shown_pin(do(rig, ResetPin(officer=number(store, "Sari"))))

    def test_a_hall_without_pins_shows_none(self, rig: Rig, store: Store) -> None:
        hall.without_pins(store)
        rig.watch.refresh()
        rig.run().watch.ask(AskAddOfficer())
        state = do(rig, NEW)
        assert state.asked is None
        assert state.done is not None


class TestWindow:
    def test_the_list(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        officer = lock(store, OTHER)
        hall.open_counter(store, 3, OFFICER)
        rig.watch.refresh()
        rig.run()
        assert lines(window, "officers_list")[0].key == str(officer)
        assert cells(window, "officers_list", str(officer))[1:3] == ["Officer · whole mall", "Locked after wrong PINs"]
        assert cells(window, "officers_list", str(number(store, OFFICER)))[2:] == ["Own PIN", "counter 3"]
        assert cells(window, "officers_list", str(number(store, CHIEF)))[1] == "Supervisor · whole mall"

    def test_what_may_be_done_with_the_chosen_one(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        buttons = ("unlock_officer", "ask_reset_pin", "ask_change_officer", "ask_retire_officer")

        def allowed() -> list[str]:
            return [name for name in buttons if find(window, name).isEnabled()]

        assert allowed() == []
        click_line(window, "officers_list", str(number(store, CHIEF)))
        assert allowed() == []
        click_line(window, "officers_list", str(number(store, OFFICER)))
        assert allowed() == ["ask_reset_pin", "ask_change_officer", "ask_retire_officer"]
        lock(store, OFFICER)
        rig.watch.refresh()
        rig.run()
        assert "unlock_officer" in allowed()
        click(window, "unlock_officer")
        rig.run()
        assert text(window, "watch_notice_text") == f"{OFFICER} may try again now."

    def test_somebody_new_by_keys_and_the_digits_large(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        QTest.keyClick(find(window, "ask_add_officer"), Qt.Key.Key_Space)
        rig.run()
        assert not find(window, "add_officer_confirm").isEnabled()
        QTest.keyClicks(window.focusWidget(), "Sari  Dewi")
        assert not is_seen(window, "add_officer_role_supervisor")
        QTest.keyClick(find(window, "add_officer_agency_K"), Qt.Key.Key_Space)
        assert text(window, "add_officer_confirm") == "Add Sari Dewi"
        QTest.keyClick(find(window, "add_officer_confirm"), Qt.Key.Key_Space)
        rig.run()
        digits = shown_pin(rig.watch.state)
        assert text(window, "one_time_pin").replace(" ", "") == digits
        assert text(window, "show_pin_question") == "The PIN of Sari Dewi: write it down"
        # Nothing that was pressed a moment too long takes it away.
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            QTest.keyClick(window.focusWidget(), key)
        assert is_seen(window, "one_time_pin")
        assert qt.cut_texts(window) == []
        click(window, "show_pin_confirm")
        assert digits not in "".join(qt.texts(window)).replace(" ", "")
        officer = roster.find_officer(store, "Sari Dewi")
        assert (officer.role, officer.agencies) == (Role.OFFICER, ("K",))

    def test_digits_do_not_stay_behind_a_hall_that_was_left(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.ask(AskAddOfficer())
        do(rig, NEW)
        assert is_seen(window, "one_time_pin")
        rig.watch.hide()
        label = window.findChild(QWidget, "one_time_pin")
        assert label is not None
        assert (label.property("text"), label.accessibleName()) == ("", "")

    def test_a_name_that_is_taken(self, window: CounterWindow, rig: Rig) -> None:
        click(window, "ask_add_officer")
        write(window, "officer_name", OFFICER.lower())
        assert "Name: there is an officer of this name already" in qt.texts(window)
        assert not find(window, "add_officer_confirm").isEnabled()

    def test_a_change_begins_with_what_is(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        with store.write() as unit:
            officer_rows.set_place(unit, roster.find_officer(store, OFFICER), Role.OFFICER, ("C",))
        rig.watch.refresh()
        rig.run()
        click_line(window, "officers_list", str(number(store, OFFICER)))
        click(window, "ask_change_officer")
        rig.run()
        assert not find(window, "change_officer_confirm").isEnabled()
        click(window, "change_officer_agency_D")
        click(window, "change_officer_confirm")
        rig.run()
        assert roster.find_officer(store, OFFICER).agencies == ("C", "D")

    def test_to_let_go_whose_counter_is_open_is_refused_in_a_sentence(
        self, window: CounterWindow, rig: Rig, store: Store
    ) -> None:
        hall.open_counter(store, 3, OFFICER)
        rig.watch.refresh()
        rig.run()
        click_line(window, "officers_list", str(number(store, OFFICER)))
        click(window, "ask_retire_officer")
        rig.run()
        assert text(window, "retire_officer_question") == f"Let {OFFICER} go?"
        click(window, "retire_officer_confirm")
        rig.run()
        assert text(window, "watch_notice_text") == f"{OFFICER} sits at counter 3. Close that counter first."

    def test_of_ones_own_agencies(self, store: Store, english: Language, show: Show) -> None:
        person = hall.person(store, Role.SUPERVISOR, "C", "D")
        rig = _looking(store, next(one for one in roster.hall(store).officers if one.id == person))
        window = rig.window(english)
        show(window)
        rig.watch.ask(AskAddOfficer())
        rig.run()
        assert not is_seen(window, "add_officer_agency_K")
        write(window, "officer_name", "Sari")
        click(window, "add_officer_agency_C")
        # For the whole mall is not theirs to give.
        assert not find(window, "add_officer_confirm").isEnabled()
        click(window, "add_officer_agency_D")
        assert find(window, "add_officer_confirm").isEnabled()

    def test_the_part_is_not_there_for_a_technician(self, store: Store, english: Language, show: Show) -> None:
        hall.officer(store, "Teknisi", Role.TECHNICIAN)
        rig = _looking(store, roster.find_officer(store, "Teknisi"))
        window = rig.window(english)
        show(window)
        window.activateWindow()
        assert not is_seen(window, "watch_officers")
        press(window, "Alt+7")
        assert is_seen(window, "overview_pane")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("ask", [AskChangeOfficer, AskResetPin, AskRetireOfficer, None], ids=str)
def test_every_question_has_names_and_fits(
    window: CounterWindow, rig: Rig, store: Store, english: Language, code: str, ask: Callable[..., Ask] | None
) -> None:
    english.set(code)
    rig.watch.ask(AskAddOfficer() if ask is None else ask(officer=number(store, OFFICER)))
    rig.run()
    settle()
    assert qt.unnamed(window) == []
    assert qt.cut_texts(window) == []
    assert qt.outside(window) == []
