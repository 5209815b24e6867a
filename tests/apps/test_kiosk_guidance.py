"""The voice guidance: what is said on each page and of each key, what it cuts off, and that the next one hears none."""

import queue
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from antrean.devices.voice import Spoken, Stop, VoiceKind, VoiceState
from antrean.errors import Refused, Unavailable
from antrean.model import EventKind, PrintState, Priority
from antrean.settings import KioskSettings
from antrean.store.store import Store
from antrean.ui import messages
from antrean.ui.language import Language
from antrean.wording import Sentence
from kiosk import guidance, spoken_words
from kiosk.access import Access
from kiosk.guidance import Guidance
from kiosk.speaker import WARNING, Saying, Speaker
from kiosk.state import KioskState, Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import FakeBench, Rig
from tests.helpers import hall
from tests.helpers.kiosk_tour import record

Show = Callable[[QWidget], QWidget]
Key = Qt.Key
HUSH = "(silence)"


class FakeMouth:
    """Remembers what was said; a cut is an entry of its own."""

    def __init__(self) -> None:
        self.said: list[Saying] = []
        self.cuts: list[bool] = []
        self.hushed = 0

    def say(self, saying: Saying, *, cuts: bool = True) -> None:
        self.said.append(saying)
        self.cuts.append(cuts)

    def be_quiet(self) -> None:
        self.hushed += 1

    @property
    def last(self) -> str:
        return self.said[-1].sentences[0].text


class Guided:
    """A kiosk with a window, its guidance, and five keys to press."""

    def __init__(self, rig: Rig, window: KioskWindow, guide: Guidance, mouth: FakeMouth) -> None:
        self.rig = rig
        self.window = window
        self.guide = guide
        self.mouth = mouth

    def hear(self) -> str:
        """Let what has gathered be said and return the newest text."""
        QCoreApplication.sendPostedEvents()
        self.guide.speak()
        return self.mouth.last

    def keys(self, *pressed: Qt.Key) -> str:
        """Press keys as the platform does, hear what is said, and return the newest text."""
        handle = self.window.windowHandle()
        assert handle is not None
        for key in pressed:
            QTest.keyClick(handle, key)
            self.hear()
        return self.mouth.last

    def walk_to(self, name: str, *ways: Qt.Key) -> str:
        """Press arrows until a control has the focus; a blind visitor hears each on the way."""
        for _ in range(40):
            for way in ways:
                focused = self.window.focusWidget()
                if focused is not None and focused.objectName() == name:
                    return self.mouth.last
                self.keys(way)
        raise AssertionError(f"no arrow leads to {name}")


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


def guided(rig: Rig, show: Show, language: Language, app: QApplication, code: str = "id") -> Iterator[Guided]:
    window = KioskWindow(presenter=rig.presenter, language=language, settle_ms=0)
    show(window)
    if rig.state.language != code:
        rig.presenter.switch_language()
    mouth = FakeMouth()
    # Only the test lets it speak.
    guide = Guidance(presenter=rig.presenter, window=window, mouth=mouth, settings=rig.settings, gather_ms=3_600_000)
    app.focusChanged.connect(guide.on_focus)
    yield Guided(rig, window, guide, mouth)
    app.focusChanged.disconnect(guide.on_focus)


@pytest.fixture
def kiosk(rig: Rig, show: Show, english: Language, qapp: QApplication) -> Iterator[Guided]:
    """In English, where the source's words can be compared."""
    yield from guided(rig, show, english, qapp, "en")


@pytest.fixture
def kiosk_id(rig: Rig, show: Show, english: Language, qapp: QApplication) -> Iterator[Guided]:
    """In Indonesian."""
    yield from guided(rig, show, english, qapp, "id")


def test_a_blind_visitor_takes_a_number_with_five_keys(kiosk: Guided) -> None:
    rig = kiosk.rig
    assert kiosk.mouth.said == []
    first = kiosk.keys(Key.Key_F1)
    assert first.startswith("Voice guidance is on.")
    assert "Choose an agency" in first
    agency = rig.state.offer.mall.agency("C") if rig.state.offer is not None else None
    assert agency is not None
    heard = kiosk.walk_to("agency_C", Key.Key_Down)
    assert heard.startswith(agency.short.in_language("en"))
    services = kiosk.keys(Key.Key_Return)
    assert rig.state.page is Page.SERVICES
    assert agency.short.in_language("en") in services
    assert "Zone" in services
    focused = kiosk.window.focusWidget()
    assert focused is not None
    # The control that has the focus ends the text of the page.
    assert spoken_words.speakable(focused.accessibleName(), "en") in services
    question = kiosk.keys(Key.Key_Return)
    assert rig.state.page is Page.PRIORITY
    assert "Who needs to be served first?" in question
    kiosk.walk_to("priority_none", Key.Key_Down)
    kiosk.keys(Key.Key_Return)
    rig.run()
    result = kiosk.hear()
    assert rig.code == "CA-001"
    assert "Your number is C A, zero zero one." in result
    assert "Nobody is before you." in result
    assert "Zone 1," in result
    assert "Counter " in result
    assert result.count("zero zero one") == 2


def test_the_same_in_indonesian_spells_the_number_in_indonesian(kiosk_id: Guided) -> None:
    rig = kiosk_id.rig
    assert {each.language for saying in kiosk_id.mouth.said for each in saying.sentences} <= {"id"}
    kiosk_id.keys(Key.Key_F1)
    rig.presenter.choose_agency("C")
    kiosk_id.hear()
    service = rig.state.offer.services[0].service.code if rig.state.offer is not None else ""
    rig.presenter.take(service)
    rig.presenter.clear_priority()
    rig.run()
    result = kiosk_id.hear()
    assert "ce a, nol nol satu" in result
    assert "CA-001" not in result
    assert {each.language for saying in kiosk_id.mouth.said for each in saying.sentences} == {"id"}


def sentences(text: str, code: str) -> set[str]:
    """Return what is said, cut where a voice takes a breath."""
    return set(re.split(r"(?<=[.!?:])\s+", spoken_words.speakable(text, code).strip()))


def test_no_page_says_an_english_sentence_in_indonesian(example_store: Store, english: Language) -> None:
    stops = record(Rig(example_store, bench=FakeBench(example_store)))
    said: dict[str, list[set[str]]] = {}
    for code in ("en", "id"):
        english.set(code)
        states = [stop.seen(language=code, access=Access(is_spoken=True)) for stop in stops]
        said[code] = [
            sentences(" ".join(tell(before, state)), code)
            for before, state in zip([states[0], *states], states, strict=False)
        ]
    assert sum(map(len, said["id"])) > 200
    for stop, in_english, in_indonesian in zip(stops, said["en"], said["id"], strict=True):
        own = {"", f"{stop.state.query}."}
        assert in_english & in_indonesian <= own, stop.name


def tell(before: KioskState, state: KioskState) -> list[str]:
    """Return all that is said of a state that follows another."""
    return [
        spoken_words.page(state),
        spoken_words.news(before, state),
        spoken_words.report(before, state),
        spoken_words.warning(replace(state, closing_in_s=20)),
        spoken_words.begun(),
        spoken_words.ended(),
        spoken_words.how_to_call(),
    ]


@pytest.mark.parametrize(
    ("go", "said"),
    [
        (lambda presenter: presenter.open_search(), "Search."),
        (lambda presenter: presenter.open_standards(), "What we promise."),
        (lambda presenter: presenter.choose_agency("K"), "Zone"),
        (lambda presenter: (presenter.choose_agency("C"), presenter.open_priority()), "Who needs to be served first?"),
    ],
    ids=["search", "standards", "services", "priority"],
)
def test_each_page_is_read_when_it_appears(kiosk: Guided, go: Callable[[object], object], said: str) -> None:
    kiosk.keys(Key.Key_F1)
    go(kiosk.rig.presenter)
    assert said in kiosk.hear()
    assert kiosk.mouth.cuts[-1]


def test_one_service_says_cost_and_what_to_bring(kiosk: Guided) -> None:
    kiosk.keys(Key.Key_F1)
    state = kiosk.rig.state
    assert state.offer is not None
    service = next(one.service for one in state.offer.services if one.service.requirements)
    kiosk.rig.presenter.choose_service(service.code)
    said = kiosk.hear()
    assert "Cost: " in said
    assert "Please bring: " in said
    assert spoken_words.speakable(service.requirements[0].in_language("en"), "en") in said


@pytest.mark.parametrize(("calls", "said"), [(1, "Your number is called once."), (4, "Your number is called 4 times.")])
def test_how_often_a_number_is_called_is_the_malls_own_rule(kiosk: Guided, calls: int, said: str) -> None:
    rig = kiosk.rig
    rig.at("K").take("skck")
    given, offer = rig.state.given, rig.state.offer
    assert given is not None
    assert offer is not None
    rules = replace(offer.mall.rules, calls_before_no_show=calls)
    state = replace(rig.state, offer=replace(offer, mall=replace(offer.mall, rules=rules)))
    assert said in spoken_words.page(state)


def test_each_control_is_told_when_it_gets_the_focus(kiosk: Guided) -> None:
    kiosk.keys(Key.Key_F1)
    kiosk.keys(Key.Key_Down)
    focused = kiosk.window.focusWidget()
    assert focused is not None
    name = spoken_words.speakable(focused.accessibleName(), "en")
    assert kiosk.mouth.last.startswith(name)
    assert kiosk.mouth.cuts[-1]
    count = len(kiosk.mouth.said)
    kiosk.hear()
    assert len(kiosk.mouth.said) == count


def test_what_is_typed_is_told_with_what_it_finds(kiosk: Guided) -> None:
    kiosk.keys(Key.Key_F1)
    kiosk.rig.presenter.open_search()
    kiosk.hear()
    for sign in "paspor":
        kiosk.rig.presenter.type_text(sign)
    # Letters that came faster than they can be said are one word.
    assert kiosk.hear().startswith("paspor.")
    assert "found" in kiosk.mouth.last
    kiosk.rig.presenter.clear_search()
    assert "Nothing is typed." in kiosk.hear()
    for sign in "zzzzqq":
        kiosk.rig.presenter.type_text(sign)
    assert "Nothing found." in kiosk.hear()


def test_choices_and_refusals_are_told(kiosk: Guided) -> None:
    presenter = kiosk.rig.presenter
    kiosk.keys(Key.Key_F1)
    presenter.choose_agency("C")
    presenter.open_priority()
    kiosk.hear()
    presenter.toggle_priority(Priority.ELDERLY)
    assert "is chosen." in kiosk.hear()
    presenter.toggle_priority(Priority.ELDERLY)
    assert "is not chosen." in kiosk.hear()
    presenter.back()
    presenter.toggle_contrast()
    assert "High contrast is on." in kiosk.hear()


def test_paper_and_companion_wait_until_the_number_was_said(kiosk: Guided) -> None:
    rig = kiosk.rig
    kiosk.keys(Key.Key_F1)
    rig.at("C")
    rig.presenter.clear_priority()
    service = next(one.service.code for one in rig.state.offer.services if one.service.agency == "C")
    rig.presenter.take(service)
    rig.presenter.clear_priority()
    rig.run()
    kiosk.hear()
    assert rig.paper is not None
    rig.paper.report(PrintState.FAILED)
    rig.run()
    assert "No paper came out. Your number C A, zero zero one is valid" in kiosk.hear()
    assert not kiosk.mouth.cuts[-1]
    rig.presenter.call_companion()
    rig.run()
    assert "A companion has been called." in kiosk.hear()


def test_a_copy_that_did_not_come_out_is_told(kiosk: Guided) -> None:
    rig = kiosk.rig
    ticket = hall.issue(rig.store, "skck")
    kiosk.keys(Key.Key_F1)
    rig.presenter.scanned(f"AQ1:{ticket.secret}")
    rig.run()
    kiosk.hear()
    rig.presenter.reprint_found()
    rig.run()
    kiosk.hear()
    count = len(kiosk.mouth.said)
    assert rig.paper is not None
    rig.paper.report(PrintState.FAILED)
    rig.run()
    found = rig.state.found
    assert found is not None
    assert found.error is not None
    assert spoken_words.speakable(messages.sentence(found.error), "en") in kiosk.hear()
    assert len(kiosk.mouth.said) == count + 1
    assert not kiosk.mouth.cuts[-1]


def test_help_tells_again_what_can_be_done(kiosk: Guided) -> None:
    kiosk.keys(Key.Key_F1)
    again = kiosk.keys(Key.Key_F1)
    assert "Choose an agency" in again
    assert "Help once more calls a companion." in again
    assert kiosk.rig.count(EventKind.ASSISTANCE_ASKED) == 0


def test_the_question_mark_is_a_help_key(kiosk: Guided) -> None:
    handle = kiosk.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key.Key_Question)
    assert kiosk.rig.state.access.is_spoken


def test_the_warning_sounds_for_all_and_is_a_question_for_who_listens(kiosk: Guided) -> None:
    rig = kiosk.rig
    rig.presenter.choose_agency("C")
    rig.wait(rig.settings.idle_s - rig.settings.warning_s + 1)
    assert [(one.sound, one.sentences) for one in kiosk.mouth.said] == [(WARNING, ())]
    kiosk.keys(Key.Key_F1)
    rig.wait(rig.settings.idle_s - rig.settings.warning_s + 1)
    assert kiosk.hear().startswith("Are you still there?")
    assert kiosk.mouth.said[-1].sound == WARNING
    count = len(kiosk.mouth.said)
    rig.wait(3)
    kiosk.hear()
    assert len(kiosk.mouth.said) == count


def test_the_next_visitor_hears_nothing_and_begins_at_the_usual_loudness(kiosk: Guided) -> None:
    rig = kiosk.rig
    kiosk.keys(Key.Key_F1)
    usual = kiosk.mouth.said[-1].volume
    rig.presenter.louder()
    assert "Volume 4 of 5." in kiosk.hear()
    assert kiosk.mouth.said[-1].volume > usual
    rig.presenter.choose_agency("C")
    hushed, count = kiosk.mouth.hushed, len(kiosk.mouth.said)
    rig.wait(rig.settings.idle_s + 1)
    assert rig.state.page is Page.AGENCIES
    assert not rig.state.access.is_spoken
    kiosk.guide.speak()
    assert kiosk.mouth.hushed == hushed + 1
    assert all("still there" in saying.sentences[0].text for saying in kiosk.mouth.said[count:])
    kiosk.keys(Key.Key_F1)
    assert kiosk.mouth.said[-1].volume == usual


def test_switching_it_off_is_said(kiosk: Guided) -> None:
    kiosk.keys(Key.Key_F1)
    kiosk.rig.presenter.toggle_spoken()
    assert kiosk.mouth.last == "Voice guidance is off."


def test_a_voice_that_cannot_be_heard_goes_off_and_says_so_in_writing(kiosk: Guided) -> None:
    kiosk.keys(Key.Key_F1)
    kiosk.guide.on_failed(Unavailable("voice", "There is no working sound device."))
    state = kiosk.rig.state
    assert not state.access.is_spoken
    assert state.notice is not None
    assert state.notice.error.sentence == "There is no working sound device."
    kiosk.guide.on_failed(Unavailable("voice", "again"))
    assert kiosk.rig.state == state


def test_the_technician_is_not_spoken_to(kiosk: Guided) -> None:
    kiosk.keys(Key.Key_F1)
    count = len(kiosk.mouth.said)
    kiosk.rig.presenter.technicians.open()
    kiosk.guide.speak()
    assert len(kiosk.mouth.said) == count


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("Rp100.000", "id", "100000 rupiah"),
        ("Buka pukul 08.00", "id", "Buka pukul delapan"),
        ("Opens at 13:30", "en", "Opens at one thirty PM"),
        ("Buat SKCK · KTP-el", "id", "Buat es ka ce ka, ka te pe-el"),
        ("Batalkan nomor ini (12)", "id", "Batalkan nomor ini"),
        ("Sebentar …", "id", "Sebentar ."),
    ],
)
def test_texts_of_the_screen_as_they_are_spoken(text: str, language: str, spoken: str) -> None:
    assert spoken_words.speakable(text, language) == spoken


def test_codes_are_read_sign_by_sign_in_every_language() -> None:
    assert spoken_words.code_words("CA-012", "id") == "ce a, nol satu dua"
    assert spoken_words.code_words("CA-012", "jv") == "C A, 0 1 2"


@pytest.mark.parametrize(("step", "wanted"), [(1, 0.2), (3, 0.6), (5, 1.0)])
def test_loudness_follows_the_steps(step: int, wanted: float) -> None:
    settings = KioskSettings(guidance_volume=0.6)
    assert guidance.loudness(Access(volume=step), settings) == pytest.approx(wanted)
    with pytest.raises(Refused):
        guidance.check(KioskSettings(guidance_volume=1.5))


class FakeTongue:
    """A voice whose sentences last until the test ends them, or until they are stopped."""

    def __init__(self) -> None:
        self.begun: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.over: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()
        self.finish = threading.Semaphore(0)
        self.is_broken = False
        self.closed = 0

    def speak(
        self,
        sentences: Sequence[Sentence],
        *,
        chime: bool,
        again: bool = False,
        sound: str = "",
        volume: float = 1.0,
        stop: Stop | None = None,
    ) -> Spoken:
        assert stop is not None
        text = sentences[0].text
        self.begun.put(text)
        if self.is_broken:
            raise Unavailable("voice", "It is broken.")
        stop.when_set(self.finish.release)
        assert self.finish.acquire(timeout=20)
        self.over.put((text, stop.is_set))
        return Spoken(seconds=1, audible=True, is_cut=stop.is_set)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def tongue() -> FakeTongue:
    return FakeTongue()


@pytest.fixture
def speaker(tongue: FakeTongue, qapp: QApplication) -> Iterator[Speaker]:
    made = Speaker(lambda on_state: tongue)
    yield made
    made.close()


def saying(text: str) -> Saying:
    return Saying(sentences=(Sentence(language="id", text=text),))


def test_a_new_text_cuts_the_old_one_and_a_report_waits(speaker: Speaker, tongue: FakeTongue) -> None:
    speaker.say(saying("first"))
    assert tongue.begun.get(timeout=20) == "first"
    speaker.say(saying("never heard"), cuts=False)
    speaker.say(saying("second"))
    assert tongue.over.get(timeout=20) == ("first", True)
    assert tongue.begun.get(timeout=20) == "second"
    speaker.say(saying("report"), cuts=False)
    assert tongue.begun.empty()
    tongue.finish.release()
    assert tongue.over.get(timeout=20) == ("second", False)
    assert tongue.begun.get(timeout=20) == "report"
    speaker.be_quiet()
    assert tongue.over.get(timeout=20) == ("report", True)


def test_nothing_is_opened_before_the_first_word_and_all_is_closed(qapp: QApplication, tongue: FakeTongue) -> None:
    opened: list[int] = []
    made = Speaker(lambda on_state: opened.append(1) or tongue)
    made.be_quiet()
    made.close()
    assert opened == []
    made = Speaker(lambda on_state: opened.append(1) or tongue)
    made.say(saying("first"))
    tongue.begun.get(timeout=20)
    made.close()
    made.close()
    assert (opened, tongue.closed >= 1) == ([1], True)
    made.say(saying("after the end"))
    assert tongue.begun.empty()


def test_what_cannot_be_heard_is_told(speaker: Speaker, tongue: FakeTongue, qtbot: QtBot) -> None:
    tongue.is_broken = True
    with qtbot.waitSignal(speaker.failed) as told:
        speaker.say(saying("first"))
    assert told.args is not None
    assert told.args[0].sentence == "It is broken."


def test_a_missing_loudspeaker_is_told_before_the_text_is_over(qapp: QApplication, qtbot: QtBot) -> None:
    tongue = FakeTongue()
    told: list[Callable[[VoiceState], None]] = []
    made = Speaker(lambda on_state: told.append(on_state) or tongue)
    made.say(saying("first"))
    tongue.begun.get(timeout=20)
    with qtbot.waitSignal(made.failed):
        told[0](VoiceState(kind=VoiceKind.NO_DEVICE, sentence="no loudspeaker"))
    with qtbot.assertNotEmitted(made.failed, wait=50):
        told[0](VoiceState(kind=VoiceKind.FAILING, sentence="started again"))
    made.close()
