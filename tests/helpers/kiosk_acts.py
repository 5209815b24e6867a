"""What visitors do at the kiosk before a picture is taken: where they go, what they type, scan and switch on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from antrean import assistance
from antrean.devices.printer import Condition, PrinterCondition
from antrean.model import Priority
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall

Act = Callable[[Rig], object]

MODES: Final[dict[str, dict[str, Any]]] = {
    "large": {"text_scale": 1.5},
    "largest": {"text_scale": 2.0},
    "contrast": {"is_contrast": True},
    "low": {"is_low": True},
    "easy": {"is_easy": True},
    "spoken": {"is_spoken": True},
}
"""The switches of the access bar."""

ALL: Final = {"text_scale": 2.0, "is_contrast": True, "is_low": True, "is_easy": True, "is_spoken": True}


def in_mode(act: Act = lambda rig: None, **mode: Any) -> Act:
    """Do what a visitor does who has touched the access bar before."""

    def with_mode(rig: Rig) -> None:
        act(rig)
        rig.show(replace(rig.state, access=replace(rig.state.access, **mode)))

    return with_mode


def at(agency: str, service: str | None = None) -> Act:
    """Open the services of an agency, or one of them alone."""

    def act(rig: Rig) -> None:
        rig.at(agency)
        if service is not None:
            rig.presenter.choose_service(service)

    return act


def search(words: str) -> Act:
    """Type words into the search."""

    def act(rig: Rig) -> None:
        rig.presenter.open_search()
        for sign in words:
            rig.presenter.type_text(sign)

    return act


def asked(*kinds: Priority) -> Act:
    """Open the question of priority and choose these answers."""

    def act(rig: Rig) -> None:
        rig.at("K").presenter.open_priority()
        for kind in kinds:
            rig.presenter.toggle_priority(kind)

    return act


def companion(*, comes: bool) -> Act:
    """Ring for somebody, who comes or does not answer yet."""

    def act(rig: Rig) -> None:
        rig.presenter.call_companion()
        rig.run()
        if comes and rig.state.companion is not None:
            desk = hall.open_counter(rig.store, 1)
            assistance.accept(rig.store, rig.state.companion.call, desk=desk, request_id=hall.request())
            rig.hear()

    return act


def scanned(service: str, *, called_at: int = 0, is_reprinted: bool = False) -> Act:
    """Hold the newest ticket of a service under the scanner; with `called_at` a counter calls it before."""

    def act(rig: Rig) -> None:
        if called_at:
            hall.issue(rig.store, service)
            hall.call(rig.store, hall.open_counter(rig.store, called_at))
        sql = "SELECT secret FROM tickets WHERE service = :it ORDER BY id DESC"
        rig.presenter.scanned(f"AQ1:{hall.rows(rig.store, sql, it=service)[0][0]}")
        rig.run()
        if is_reprinted:
            rig.presenter.reprint_found()
            rig.run()

    return act


def unknown(rig: Rig) -> None:
    """Scan a code that nobody knows."""
    rig.presenter.scanned("AQ1:0123456789abcdef0123")
    rig.run()


def printer_returns(act: Act) -> Act:
    """Do something, and then have the printer well again."""

    def then(rig: Rig) -> None:
        act(rig)
        _become(rig, PrinterCondition.OK)

    return then


def near_end(rig: Rig) -> None:
    """Let the printer see that its paper ends soon."""
    _become(rig, PrinterCondition.NEAR_END)


def _become(rig: Rig, kind: PrinterCondition) -> None:
    assert rig.paper is not None
    rig.paper.condition_changed.emit(Condition(kind=kind, sentence="As the picture wants it."))
