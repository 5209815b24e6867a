"""The counter's keys and its menu: one table that binds and shows them, and no key that does nothing."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from antrean import assistance
from antrean.model import Role
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.theme import Scheme
from antrean.ui.widgets import BigButton
from counter import shortcuts
from counter.shortcuts import BOUND_WHERE_ASKED, Key
from counter.state import Panel
from counter.window import CounterWindow
from tests.apps.counter_rig import Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
SUPERVISOR = "Wulan"
WITHOUT_BUTTON = {Key.BAR, Key.WAITING, Key.HELD, Key.MISSED, Key.PAPERS, Key.FIND} | {
    *(Key.OUTCOME, Key.NOTE, Key.NEXT_STEP, Key.WALK_IN, Key.ISSUE_FOR, Key.REPRINT, Key.CANCEL)
}
"""Keys that lead somewhere; test_counter_bar, test_counter_finder and test_counter_deeds press them."""


@pytest.fixture
def rig(counter_halls: tuple[hall.Warm, hall.Warm]) -> Rig:
    """A supervisor at counter 3, three people waiting."""
    store: Store = counter_halls[1].again()
    hall.officer(store, SUPERVISOR, Role.SUPERVISOR)
    return Rig(store, officer=SUPERVISOR)


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = rig.window(english)
    rig.open()
    show(window)
    window.activateWindow()
    return window


def _press(window: QWidget, name: str) -> None:
    QTest.keySequence(window, QKeySequence(name))


def _texts(window: CounterWindow) -> list[str]:
    return [one.text() for one in window.keys_page.findChildren(QLabel) if one.isVisible()]


def _stages(rig: Rig) -> Iterator[str]:
    """Lead the desk to where each of the keys makes sense."""
    do = rig.presenter
    yield "idle"
    assistance.ask(rig.store, device="Kiosk 1", request_id=hall.request())
    rig.duty.refresh()
    do.call_next()
    rig.run()
    hall.advance_clock(rig.store, 15)
    rig.refresh()
    yield "called"
    do.show_panel(Panel.HOLD)
    yield "question"
    do.close_panel()
    do.start()
    rig.run()
    yield "serving"
    do.finish()
    rig.run()
    yield "finished"


def test_no_key_does_two_things() -> None:
    names = Counter(QKeySequence(name).toString() for key in Key for name in key.names)
    assert [name for name, count in names.items() if count > 1 or not name] == []


def test_every_key_of_the_table_is_bound_and_no_other(window: CounterWindow) -> None:
    bound = {one.key().toString() for one in window.findChildren(QShortcut)}
    table = {QKeySequence(name).toString() for key in Key for name in key.names}
    elsewhere = {QKeySequence(name).toString() for key in BOUND_WHERE_ASKED for name in key.names}
    assert bound - table == set()
    assert table - elsewhere - bound == set()


def test_every_key_clicks_a_button_that_shows_it(
    window: CounterWindow, rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    clicked: list[BigButton] = []
    # What a click does is tested elsewhere; here it must not lead away from the stage.
    monkeypatch.setattr(BigButton, "click", lambda button: clicked.append(button))
    dumb = {(key, name) for key in set(Key) - BOUND_WHERE_ASKED - WITHOUT_BUTTON for name in key.names}
    for _ in _stages(rig):
        for key, name in sorted(dumb, key=str):
            clicked.clear()
            _press(window, name)
            if clicked:
                dumb.discard((key, name))
                [button] = clicked
                said = (button.text(), button.note(), button.accessibleDescription(), button.toolTip())
                assert any(key.cap in one for one in said), (key, button.objectName())
    assert dumb == set()


@pytest.mark.parametrize("name", ["operasi.md", "operations.md"])
def test_the_manual_names_every_key(name: str) -> None:
    manual = (hall.ROOT / "docs" / name).read_text(encoding="utf-8")
    assert [cap for key in Key for cap in key.caps if cap not in manual] == []


def test_a_key_without_a_button_is_refused(window: CounterWindow) -> None:
    with pytest.raises(ValueError, match="UNDO"):
        shortcuts.bind_all(window, {key: (window.header.keys,) for key in Key if key is not Key.UNDO})


@pytest.mark.parametrize("code", ["id", "en"])
def test_the_cheat_sheet_shows_the_whole_table(window: CounterWindow, english: Language, code: str) -> None:
    english.set(code)
    _press(window, "F1")
    shown = _texts(window)
    for key in Key:
        assert key.text in shown
        assert set(key.caps) <= set(shown)
    assert (Key.RECALL.text == "Call again") is (code == "en")
    assert qt.cut_texts(window) == []


@pytest.mark.parametrize("back", ["F1", "Esc"])
def test_the_cheat_sheet_closes_and_nothing_behind_it_hears_a_key(window: CounterWindow, rig: Rig, back: str) -> None:
    _press(window, "F1")
    assert window.keys_page.isVisible()
    for name in ("F5", "F6", "F7"):
        _press(window, name)
    assert rig.jobs.waiting == 0
    _press(window, back)
    assert not window.keys_page.isVisible()
    _press(window, "F5")
    rig.run()
    assert rig.active == "CA-001"


def test_a_question_is_not_hidden_by_the_cheat_sheet(window: CounterWindow) -> None:
    _press(window, "F1")
    _press(window, "Ctrl+B")
    assert not window.keys_page.isVisible()
    assert "A break: what for?" in qt.texts(window)


def test_a_question_stands_as_it_was_after_a_look_at_the_keys(window: CounterWindow, rig: Rig) -> None:
    rig.presenter.show_panel(Panel.BREAK)
    _press(window, "F1")
    _press(window, "F1")
    assert "A break: what for?" in qt.texts(window)


def _menu(window: CounterWindow) -> QMenu:
    found = window.findChild(QMenu, "counter_menu")
    assert isinstance(found, QMenu)
    return found


def _action(window: CounterWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert found is not None, name
    return found


@pytest.mark.parametrize("key", ["F12", "Alt+M"])
def test_the_menu_opens_by_a_key_and_is_led_by_arrows(window: CounterWindow, key: str) -> None:
    _press(window, key)
    menu = _menu(window)
    assert menu.isVisible()
    assert menu.activeAction().text() == "All keys\tF1"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()
    assert window.keys_page.isVisible()


def test_colours_and_size_of_text_are_chosen_by_keys_alone(window: CounterWindow, rig: Rig) -> None:
    _press(window, "F12")
    menu = _menu(window)
    while not menu.activeAction().text().startswith("Colours"):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Right)
    below = QApplication.activePopupWidget()
    assert isinstance(below, QMenu)
    QTest.keyClick(below, Qt.Key.Key_Down)
    QTest.keyClick(below, Qt.Key.Key_Return)
    assert window.theme.scheme is Scheme.CONTRAST
    before = window.theme.text("body").size
    window.header.menu.click()
    _action(window, "menu_text_150").trigger()
    assert window.theme.text("body").size == round(before * 1.5)
    menu.close()
    # What is on is told when it opens again.
    window.header.menu.click()
    ticked = {action.objectName() for action in window.findChildren(QAction) if action.isChecked()}
    assert {"menu_scheme_contrast", "menu_text_150", "menu_language_en"} <= ticked
    menu.close()


def test_a_choice_that_there_is_not_changes_nothing(rig: Rig) -> None:
    before = rig.looks.state
    rig.looks.set_text_percent(900)
    rig.looks.set_scheme(Scheme.NIGHT)
    assert rig.looks.state == before
