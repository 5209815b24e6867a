"""Announcements in a supervisor's own words: what is asked, an emergency that is meant, and what became of each."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from antrean import announcing, mall, plain_text, roster, speaking
from antrean.announcing import Speaker
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import EventKind, Role
from antrean.speaking import AnnouncementState, Said
from antrean.store.store import Store
from antrean.ui.language import LANGUAGES, Language
from antrean.wording import AnnouncementKind
from counter.supervisor.asks import BLANK, TEMPLATES, AskAnnounce, AskEmergency, Template
from counter.supervisor.state import Part, WatchState, parts, texts
from counter.supervisor.text_asks import areas_of
from counter.supervisor.wishes import Announce, Wish, Withdraw
from counter.window import CounterWindow
from tests.apps.counter_rig import Rig
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
)
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
CAR = Announce(text="Pemilik mobil B 1234 XY, mohon ke mobil Anda.", text_en="", is_emergency=False, areas=())
FIRE = Announce(text="Mohon keluar lewat pintu utara.", text_en="Please leave.", is_emergency=True, areas=())


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    store = counter_halls[0].again()
    hall.officer(store, CHIEF, Role.SUPERVISOR)
    hall.set_clock(store, LATE)
    return store


@pytest.fixture
def rig(store: Store) -> Rig:
    """The supervisor looks at the announcements."""
    rig = Rig(store, counter=None, officer=None).begin()
    rig.watch.show(roster.find_officer(store, CHIEF))
    rig.run().watch.show_part(Part.TEXTS)
    return rig.run()


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = rig.window(english)
    show(window)
    window.activateWindow()
    return window


def do(rig: Rig, wish: Wish) -> WatchState:
    rig.watch.do(wish)
    return rig.run().watch.state


def said(store: Store) -> tuple[Said, ...]:
    return speaking.today(store, None)


def two_areas(store: Store) -> None:
    """Let the last zone of the mall hear only itself."""
    record = mall.read(store)
    *others, last = record.zones
    mall.load(store, replace(record, zones=(*others, replace(last, voice_area="lobby"))))


def write(window: QWidget, name: str, words: str) -> None:
    edit = find(window, name)
    assert isinstance(edit, QPlainTextEdit)
    edit.selectAll()
    QTest.keyClicks(edit, words)


@pytest.mark.parametrize("template", Template)
def test_a_ready_text_can_be_announced(template: Template) -> None:
    for words in TEMPLATES[template]:
        filled = words.replace(BLANK, "B 1234 XY")
        assert plain_text.line(filled, longest=speaking.TEXT_LENGTH, what="The announcement") == filled


class TestWishes:
    def test_announced_and_taken_back(self, rig: Rig, store: Store) -> None:
        state = do(rig, CAR)
        (one,) = texts(state)
        assert (one.said.text, one.said.officer) == (CAR.text, CHIEF)
        assert [how for _, how in one.states] == [AnnouncementState.QUEUED]
        state = do(rig, Withdraw(event=one.said.event))
        (one,) = texts(state)
        assert one.is_back
        assert [event.kind for event in rig.facts()][-2:] == [EventKind.ANNOUNCED, EventKind.ANNOUNCED]

    def test_an_emergency(self, rig: Rig, store: Store) -> None:
        do(rig, CAR)
        do(rig, FIRE)
        assert [(one.kind, one.text_en) for one in said(store)] == [
            (AnnouncementKind.EMERGENCY, "Please leave."),
            (AnnouncementKind.FREE, ""),
        ]

    def test_other_words_after_a_lost_answer_are_heard_alone(self, rig: Rig, store: Store) -> None:
        """Written or not, twice over: the hall hears the last words only."""
        rig.watch.ask(AskAnnounce())
        rig.line.loses_answers = True
        do(rig, CAR)
        rig.line.loses_answers = rig.line.is_down = False
        for words in ("Mobil putih.", "Mobil putih B 1234."):
            rig.watch.refresh()
            rig.run()
            rig.line.loses_answers = words == "Mobil putih."
            do(rig, replace(CAR, text=words))
            rig.line.loses_answers = rig.line.is_down = False
        assert [(one.text, one.state) for one in said(store)] == [
            ("Mobil putih B 1234.", AnnouncementState.QUEUED),
            ("Mobil putih.", AnnouncementState.REPLACED),
            (CAR.text, AnnouncementState.REPLACED),
        ]
        do(rig, FIRE)
        assert [one.state for one in said(store)][:2] == [AnnouncementState.QUEUED] * 2

    def test_an_emergency_in_other_words_after_a_lost_answer_is_heard_alone(self, rig: Rig, store: Store) -> None:
        rig.watch.ask(AskAnnounce())
        rig.watch.ask(AskEmergency(wish=FIRE))
        rig.line.loses_answers = True
        do(rig, FIRE)
        rig.line.loses_answers = rig.line.is_down = False
        rig.watch.refresh()
        rig.run()
        rig.watch.close_panel()
        other = replace(FIRE, text="Mohon keluar lewat pintu timur.")
        rig.watch.ask(AskEmergency(wish=other))
        rig.run()
        do(rig, other)
        assert [one.state for one in said(store)] == [AnnouncementState.QUEUED, AnnouncementState.REPLACED]

    def test_one_entry_for_all_areas(self, rig: Rig, store: Store) -> None:
        two_areas(store)
        state = do(rig, CAR)
        assert len(said(store)) == 2
        (one,) = texts(state)
        assert one.states == (("hall", AnnouncementState.QUEUED), ("lobby", AnnouncementState.QUEUED))
        assert areas_of(mall.read(store)) == {"hall": "1, 2, 3, 4", "lobby": "5"}
        do(rig, Announce(text="Hanya lobi.", text_en="", is_emergency=False, areas=("lobby",)))
        assert said(store)[0].area == "lobby"

    def test_what_is_refused_leaves_the_question_open(self, rig: Rig) -> None:
        rig.watch.ask(AskAnnounce())
        state = do(rig, Announce(text="NIK 3171234567890123", text_en="", is_emergency=False, areas=()))
        assert isinstance(state.refusal, Refused)
        assert state.refusal.reason is Reason.IDENTITY_NUMBER
        assert state.asked == AskAnnounce()

    def test_an_answer_that_was_lost_is_not_announced_twice(self, rig: Rig, store: Store) -> None:
        rig.watch.ask(AskAnnounce())
        rig.line.loses_answers = True
        assert isinstance(do(rig, CAR).refusal, Unavailable)
        rig.line.loses_answers = rig.line.is_down = False
        rig.watch.refresh()
        do(rig.run(), CAR)
        assert len(said(store)) == 1
        assert rig.watch.state.asked is None

    def test_back_from_the_emergency_keeps_what_was_written(self, rig: Rig) -> None:
        rig.watch.ask(AskAnnounce())
        rig.watch.ask(AskEmergency(wish=FIRE))
        rig.watch.back()
        assert rig.watch.state.asked == AskAnnounce(draft=FIRE)
        rig.watch.back()
        assert rig.watch.state.asked is None

    def test_who_may_not_is_neither_offered_nor_obeyed(self, store: Store) -> None:
        hall.officer(store, "Teknisi", Role.TECHNICIAN)
        rig = Rig(store, counter=None, officer=None).begin()
        rig.watch.show(roster.find_officer(store, "Teknisi"))
        rig.run()
        assert Part.TEXTS not in parts(rig.watch.state)
        for wish in (CAR, FIRE, Withdraw(event=1)):
            state = do(rig, wish)
            assert isinstance(state.refusal, Refused)
            assert state.refusal.reason is Reason.NOT_PERMITTED
        assert said(store) == ()


class TestWindow:
    def test_by_keys_from_a_ready_text(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        press(window, "Alt+8")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        rig.run()
        assert not find(window, "announce_confirm").isEnabled()
        QTest.keyClick(find(window, "template_car"), Qt.Key.Key_Space)
        # What is missing is chosen: what is typed takes its place.
        assert not find(window, "announce_confirm").isEnabled()
        QTest.keyClicks(window.focusWidget(), "merah B 1234 XY")
        write(window, "text_en", "The owner of the red car B 1234 XY, please go there.")
        QTest.keyClick(find(window, "announce_confirm"), Qt.Key.Key_Space)
        rig.run()
        (one,) = said(store)
        assert one.text == "Pemilik kendaraan merah B 1234 XY, mohon menuju kendaraan Anda."
        assert one.text_en == "The owner of the red car B 1234 XY, please go there."
        assert text(window, "watch_notice_text") == "The announcement is in line behind the calls that wait."

    def test_an_emergency_is_asked_about_once_more(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        click(window, "ask_announce")
        rig.run()
        click(window, "template_leave")
        assert text(window, "announce_confirm") == "On to the emergency …"
        click(window, "announce_confirm")
        rig.run()
        assert said(store) == ()
        assert text(window, "emergency_text") == TEMPLATES[Template.LEAVE][0]
        # Enter at once announces nothing.
        assert window.focusWidget().objectName() == "emergency_back"  # type: ignore[union-attr]
        press(window, "Esc")
        edit = find(window, "text_id")
        assert isinstance(edit, QPlainTextEdit)
        assert edit.toPlainText() == TEMPLATES[Template.LEAVE][0]
        click(window, "announce_confirm")
        click(window, "emergency_confirm")
        rig.run()
        assert said(store)[0].kind is AnnouncementKind.EMERGENCY
        assert is_seen(window, "texts_pane")

    def test_too_long_is_not_offered(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.ask(AskAnnounce())
        rig.run()
        write(window, "text_id", "kata " * 40 + "lagi")
        assert "In Indonesian · 204 of 200 signs" in qt.texts(window)
        assert not find(window, "announce_confirm").isEnabled()

    def test_several_lines_are_one_sentence(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        rig.watch.ask(AskAnnounce())
        rig.run()
        edit = find(window, "text_id")
        assert isinstance(edit, QPlainTextEdit)
        edit.setPlainText("Seorang anak\n  menunggu di sini. ")
        click(window, "announce_confirm")
        rig.run()
        assert said(store)[0].text == "Seorang anak menunggu di sini."

    def test_what_became_of_it(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        do(rig, CAR)
        key = str(said(store)[0].event)
        assert cells(window, "texts_list", key)[1:] == [CAR.text, "Not announced yet", CHIEF]
        speaker = Speaker(device="Layar", holder="1", zones=tuple(zone.code for zone in mall.read(store).zones))
        announcing.hold_leases(store, speaker, late_after_s=120)
        assert announcing.next_announcement(store, speaker) is not None
        rig.watch.refresh()
        rig.run()
        assert cells(window, "texts_list", key)[2] == "Being announced"
        do(rig, FIRE)
        assert cells(window, "texts_list", lines(window, "texts_list")[0].key)[1].startswith("Emergency: Mohon keluar")
        assert not find(window, "withdraw").isEnabled()
        click_line(window, "texts_list", key)
        click(window, "withdraw")
        rig.run()
        assert cells(window, "texts_list", key)[2] == "Taken back"
        assert not find(window, "withdraw").isEnabled()
        assert text(window, "watch_notice_text") == "The announcement was taken back."

    def test_one_area_is_not_asked_about(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.ask(AskAnnounce())
        rig.run()
        assert not is_seen(window, "area_hall")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("is_emergency", [False, True])
def test_every_question_has_names_and_fits(
    window: CounterWindow, rig: Rig, store: Store, english: Language, code: str, is_emergency: bool
) -> None:
    english.set(code)
    # With two voice areas there is the most to ask.
    two_areas(store)
    rig.watch.refresh()
    rig.run().watch.ask(AskAnnounce())
    if is_emergency:
        rig.watch.ask(AskEmergency(wish=FIRE))
    rig.run()
    settle()
    assert is_seen(window, "area_lobby") is not is_emergency
    assert qt.unnamed(window) == []
    assert qt.cut_texts(window) == []
    assert qt.outside(window) == []
