"""A service that staff closed for today, at the kiosk: what is shown, said and refused, and when it opens again."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtWidgets import QWidget

from antrean import overrides
from antrean.errors import Reason, Refused
from antrean.model import Priority
from antrean.store.store import Store
from antrean.ui import messages
from antrean.ui.language import Language
from kiosk import spoken_words
from kiosk.offered import Closed, agency_closed, hall_closed
from kiosk.pages import reasons, service_words
from kiosk.state import Page, service_of
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
BROKEN = "Blangko KTP-el habis, kiriman dari provinsi tiba siang ini sekitar pukul satu."


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23 {clock}").replace(tzinfo=hall.JAKARTA)


def close(store: Store, *services: str, reason: str = BROKEN, reopens: str | None = "13:00") -> None:
    for service in services or ("ktp",):
        moment = None if reopens is None else at(reopens)
        overrides.close_service(store, None, service, reason=reason, reopens_at=moment, request_id=hall.request())


def reopen(store: Store, service: str = "ktp") -> None:
    overrides.reopen_service(store, None, service, request_id=hall.request())


@pytest.fixture
def rig(example_store: Store, english: Language) -> Rig:
    rig = Rig(example_store).begin()
    rig.presenter.switch_language()
    return rig


def closed(rig: Rig, service: str = "ktp") -> Closed | None:
    rig.at("C")
    rig.presenter.choose_service(service)
    view = service_of(rig.state)
    assert view is not None
    return view.closed


class TestFollowing:
    def test_the_kiosk_hears_of_it_and_of_the_reopening(self, rig: Rig) -> None:
        assert closed(rig) is None
        close(rig.store)
        rig.hear()
        found = closed(rig)
        assert found is not None
        assert (found.reason, found.opens_at) == (Reason.CLOSED_BY_STAFF, at("13:00"))
        reopen(rig.store)
        rig.hear()
        assert closed(rig) is None

    def test_when_the_time_has_come(self, rig: Rig) -> None:
        """Its own minute asks again: nothing happens in the hall at that moment."""
        close(rig.store)
        rig.hear()
        hall.set_clock(rig.store, at("13:00"))
        hall.open_counter(rig.store, 4)
        rig.presenter.refresh()
        rig.run()
        assert closed(rig) is None

    @pytest.mark.parametrize("priority", [None, Priority.PREGNANT])
    def test_a_touch_that_comes_too_late_says_why(self, rig: Rig, priority: Priority | None) -> None:
        rig.at("C")
        if priority is not None:
            rig.prefer(priority)
        close(rig.store)
        rig.take("ktp")
        notice = rig.state.notice
        assert notice is not None
        assert rig.state.given is None
        said = messages.sentence(notice.error, today=at("08:05").date())
        assert said == f"{BROKEN} This service is not available just now. You can take a number from 13:00."


class TestWords:
    def test_a_service_says_why_and_when(self, rig: Rig) -> None:
        close(rig.store)
        rig.hear()
        closed(rig)
        view = service_of(rig.state)
        assert view is not None
        assert service_words.closed(view, rig.state) == (
            f"{BROKEN} This service is not available just now. You can take a number from 13:00."
        )
        assert service_words.why_closed(view, rig.state) == f"Not available just now ({BROKEN[:-1]}). Opens at 13:00"
        said = spoken_words.page(rig.state)
        assert BROKEN[:-1] in said
        assert "You can take a number from 13:00" in said

    def test_for_the_rest_of_the_day(self, rig: Rig) -> None:
        close(rig.store, reopens=None, reason="Listrik padam")
        rig.hear()
        closed(rig)
        view = service_of(rig.state)
        assert view is not None
        said = service_words.closed(view, rig.state)
        assert said.startswith(
            "Listrik padam. This service is not available just now. You can take a number from Tuesday"
        )

    def test_an_agency_has_the_reason_that_all_its_services_share(self, rig: Rig) -> None:
        close(rig.store, "skck", "sim", "kehilangan", reason="Listrik padam")
        rig.hear()
        offer = rig.state.offer
        assert offer is not None
        found = agency_closed(offer, "K")
        assert found is not None
        assert reasons.reason(found, "en") == "Not available just now (Listrik padam)"
        # A card has no room for a long one.
        assert reasons.short(found, "en") == "Not available just now"
        assert hall_closed(offer) is None
        close(rig.store, "sim", reason="Ujian")
        rig.hear()
        offer = rig.state.offer
        assert offer is not None
        found = agency_closed(offer, "K")
        assert found is not None
        assert (found.reason, found.note, found.opens_at) == (Reason.CLOSED_BY_STAFF, None, at("13:00"))

    def test_a_refusal_without_a_reason_has_none(self, english: Language) -> None:
        assert messages.sentence(Refused(Reason.CLOSED_BY_STAFF, "")) == "This service is not available just now."


@pytest.mark.parametrize("code", ["en", "id"])
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1280, 720), (768, 1366)])
def test_the_longest_reason_stays_in_its_box(
    rig: Rig, show: Show, english: Language, size: tuple[int, int], code: str
) -> None:
    close(rig.store, "ktp", "kk")
    close(rig.store, "skck", "sim", "kehilangan")
    rig.hear()
    if rig.state.language != code:
        rig.presenter.switch_language()
    english.set(code)
    window = show(KioskWindow(presenter=rig.presenter, language=english, width=size[0], height=size[1], settle_ms=0))
    for go in (
        lambda: None,
        lambda: rig.at("C"),
        lambda: rig.presenter.choose_service("ktp"),
        lambda: rig.presenter.home(),
        lambda: rig.at("K"),
    ):
        go()
        assert rig.state.page in (Page.AGENCIES, Page.SERVICES, Page.SERVICE)
        assert qt.cut_texts(window) == []
        assert qt.outside(window) == []
