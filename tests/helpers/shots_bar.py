"""The counter's compact bar as pictures: what it says while a visitor is here, and when only the window can help."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from antrean.ui.language import Language
from antrean.ui.theme import Scheme
from counter.bar import HEIGHT, WIDTH
from counter.state import Panel
from tests.apps.counter_rig import Rig
from tests.helpers import shots_counter as full
from tests.helpers.shots_counter import Touch
from tests.helpers.shots_hall import INFORMATION, App, MakeWindow


def _bar(
    rig: Rig, language: Language, touch: Touch, *, scheme: Scheme = Scheme.LIGHT, percent: int = 100
) -> MakeWindow:
    def make(width: int, height: int) -> QWidget:
        rig.looks.set_scheme(scheme)
        rig.looks.set_text_percent(percent)
        bar = rig.bar()
        touch(bar)
        return bar

    return make


_page = partial(full._page, shown=_bar)
_contrast = partial(full._page, shown=partial(_bar, scheme=Scheme.CONTRAST))
_large = partial(full._page, shown=partial(_bar, percent=150))


def _unheeded(rig: Rig) -> None:
    full._call(rig)
    rig.presenter.no_show()
    rig.run()


APP: Final = App(
    name="bar",
    sizes=((WIDTH, HEIGHT),),
    pages={
        "idle": _page(people=False),
        "nobody_waiting": _page(full._call_unheard, people=False),
        "waiting": _page(),
        "people_start_to_wait": _page(full._first_comes, people=False),
        "called": _page(full._call),
        "called_unheard": _page(full._call_unheard),
        "serving": _page(full._start, minutes=5),
        "serving_near_target": _page(full._start, minutes=11),
        "serving_over_target": _page(full._start, minutes=19),
        "busy": _page(full._busy),
        "recall_too_soon": _page(full._too_soon, minutes=0),
        "question": _page(full._panel(Panel.TRANSFER)),
        "undo": _page(full._undo),
        "undo_no_show": _page(_unheeded),
        "break": _page(full._break, minutes=12),
        "lost": _page(full._lose, minutes=5),
        "unsure": _page(full._unsure),
        "taken_away": _page(full._taken_away),
        "companion": _page(full._ask("Kiosk pintu utara"), number=INFORMATION),
        "contrast_called": _contrast(full._call),
        "contrast_over": _contrast(full._start, minutes=19),
        "contrast_near": _contrast(full._start, minutes=11),
        "contrast_lost": _contrast(full._lose, minutes=5),
        "large_serving": _large(full._start, minutes=11),
        "large_called": _large(full._call),
        "large_called_unheard": _large(full._call_unheard),
        "large_waiting": _large(),
        "large_refused": _large(full._too_soon, minutes=0),
    },
)
