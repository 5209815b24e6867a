"""What stands in the header's menu: the one place to add a line to.

A line is an `Entry` (with `is_on` it carries a tick), a few of which one is on are a `Choice`; both say what they say
in the present language. Put it into the section where it belongs, or make a section.
"""

from functools import partial
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.ui.language import LANGUAGES, Language, own_name
from antrean.ui.theme import Scheme
from counter.habits import SCHEMES, TEXT_PERCENTS, Corner
from counter.menu import Choice, Entry, Section
from counter.presenter import CounterPresenter
from counter.shortcuts import Key, hall_title, keys_title
from counter.state import PANEL_DEEDS, Deed, Page, Panel, agencies_here, allowed, is_shared
from counter.supervisor.presenter import SupervisorPresenter
from counter.window_presenter import WindowPresenter

translate = QCoreApplication.translate


def sections(
    *, desk: CounterPresenter, looks: WindowPresenter, watch: SupervisorPresenter, language: Language
) -> tuple[Section, ...]:
    """Return the lines of the menu as they are now, part by part."""
    return (
        (_keys(looks), _bar(looks), _corner(looks)),
        _hall(watch),
        _visitor(desk),
        (_scheme(looks), _text_percent(looks), _language(language), _hints(looks)),
        # Last: a key too many in a menu that has just opened must not end the shift.
        _counter(desk, language.code),
    )


def _visitor(desk: CounterPresenter) -> Section:
    """What is done with a visitor less often than the buttons."""
    if desk.state.page is not Page.DESK or desk.state.view is None:
        return ()
    may = allowed(desk.state)
    return tuple(
        Entry(
            name=panel.value,
            text=key.text,
            act=partial(desk.show_panel, panel),
            is_allowed=PANEL_DEEDS[panel] in may,
            key=key.cap,
        )
        for key, panel in (
            (Key.OUTCOME, Panel.OUTCOME),
            (Key.NOTE, Panel.NOTE),
            (Key.NEXT_STEP, Panel.NEXT_STEP),
            (Key.WALK_IN, Panel.WALK_IN),
            (Key.ISSUE_FOR, Panel.ISSUE_FOR),
        )
    )


def _counter(desk: CounterPresenter, language: str) -> Section:
    """What concerns the counter itself: for which of its agencies a shared one works, and the end of the shift."""
    state = desk.state
    view = state.view
    if state.page is not Page.DESK or view is None:
        return ()
    may = allowed(state)
    leave = Entry(
        name="sign_out",
        text=translate("menu", "Sign out and close the counter"),
        act=desk.close_counter,
        is_allowed=Deed.CLOSE in may,
    )
    if not is_shared(view):
        return (leave,)
    agencies: list[str | None] = [*agencies_here(view), None]
    entries = tuple(
        Entry(
            name=f"agency_{letter or 'all'}",
            text=translate("menu", "All of them")
            if letter is None
            else view.mall.agency(letter).short.in_language(language),
            act=partial(desk.switch_agency, letter),
            is_on=view.counter.agency == letter,
            is_allowed=Deed.SWITCH_AGENCY in may,
        )
        for letter in agencies
    )
    return (Choice(name="agency", text=translate("menu", "Work for"), entries=entries), leave)


def _hall(watch: SupervisorPresenter) -> Section:
    """Return the way to the hall, for whoever may see it."""
    if watch.at_desk is None and not watch.state.is_shown:
        return ()
    text = translate("menu", "Back to the counter") if watch.state.is_shown else hall_title()
    return (Entry(name="hall", text=text, act=watch.toggle, key=Key.HALL.cap),)


def _keys(looks: WindowPresenter) -> Entry:
    return Entry(name="keys", text=keys_title(), act=looks.toggle_keys, key=Key.KEYS.cap)


def _bar(looks: WindowPresenter) -> Entry:
    return Entry(
        name="bar",
        text=translate("menu", "Compact bar"),
        act=looks.shrink,
        is_allowed=looks.may_shrink,
        key=Key.BAR.cap,
    )


def _corner(looks: WindowPresenter) -> Choice:
    return Choice(
        name="corner",
        text=translate("menu", "Corner of the bar"),
        entries=tuple(
            Entry(
                name=f"corner_{corner.value}",
                text=_corner_text(corner),
                act=partial(looks.set_corner, corner),
                is_on=looks.state.habits.corner is corner,
            )
            for corner in Corner
        ),
    )


def _corner_text(corner: Corner) -> str:
    match corner:
        case Corner.TOP_LEFT:
            return translate("menu", "Top left")
        case Corner.TOP_RIGHT:
            return translate("menu", "Top right")
        case Corner.BOTTOM_LEFT:
            return translate("menu", "Bottom left")
        case Corner.BOTTOM_RIGHT:
            return translate("menu", "Bottom right")
        case _:
            assert_never(corner)


def _hints(looks: WindowPresenter) -> Choice:
    text = translate("menu", "Hints and sounds")
    return Choice(name="hints", text=text, entries=(_sound(looks), _greeting(looks)), is_any=True)


def _sound(looks: WindowPresenter) -> Entry:
    is_on = looks.state.is_sounding
    text = translate("menu", "Soft tone when people start to wait")
    return Entry(name="sound", text=text, act=partial(looks.set_sound, not is_on), is_on=is_on)


def _greeting(looks: WindowPresenter) -> Entry:
    is_on = looks.state.habits.greeting and looks.state.greeting_rule
    return Entry(
        name="greeting",
        text=translate("menu", "Card “Salam · Senyum · Sapa”"),
        act=partial(looks.set_greeting, not is_on),
        is_on=is_on,
        # Where the mall does not want it, it is off for all.
        is_allowed=looks.state.greeting_rule,
    )


def _scheme(looks: WindowPresenter) -> Choice:
    return Choice(
        name="scheme",
        text=translate("menu", "Colours"),
        entries=tuple(
            Entry(
                name=f"scheme_{scheme.value}",
                text=_scheme_text(scheme),
                act=partial(looks.set_scheme, scheme),
                is_on=looks.state.habits.scheme is scheme,
            )
            for scheme in SCHEMES
        ),
    )


def _scheme_text(scheme: Scheme) -> str:
    match scheme:
        case Scheme.LIGHT:
            return translate("menu", "Light")
        case Scheme.NIGHT:
            return translate("menu", "Dark")
        case Scheme.CONTRAST:
            return translate("menu", "High contrast")
        case _:
            assert_never(scheme)


def _text_percent(looks: WindowPresenter) -> Choice:
    return Choice(
        name="text",
        text=translate("menu", "Size of text"),
        entries=tuple(
            Entry(
                name=f"text_{percent}",
                text=f"{percent} %",
                act=partial(looks.set_text_percent, percent),
                is_on=looks.state.habits.text_percent == percent,
            )
            for percent in TEXT_PERCENTS
        ),
    )


def _language(language: Language) -> Choice:
    return Choice(
        name="language",
        # In both languages: whoever looks for it may not read the present one.
        text=translate("menu", "Language · Bahasa"),
        entries=tuple(
            Entry(
                name=f"language_{code}",
                text=own_name(code),
                act=partial(language.set, code),
                is_on=language.code == code,
            )
            for code in LANGUAGES
        ),
    )
