"""Walking through the order of Tab: it is the order of Tab, and nothing is lost with a widget that stood in it."""

import pytest
import shiboken6
from PySide6.QtWidgets import QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from kiosk import chain


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    for name in "abc":
        QPushButton(window).setObjectName(name)
    return window


def test_it_begins_behind_a_widget_and_ends_at_the_window(window: QWidget) -> None:
    first, second, third = window.findChildren(QPushButton)
    QWidget.setTabOrder(third, second)
    assert list(chain.after(window, window)) == [first, third, second]
    assert list(chain.after(third, window)) == [second]
    assert [one.parentWidget() for one in (first, second, third)] == [window] * 3


def test_what_stands_behind_a_widget_outlives_it(qtbot: QtBot, window: QWidget) -> None:
    last = window.findChildren(QPushButton)[-1]
    spin = QSpinBox(window)
    # Made by Qt and not by Python: what PySide believes of such a one is all that Python knows.
    edit = spin.findChild(QLineEdit)
    list(chain.after(window, window))
    with qtbot.waitSignal(last.destroyed):
        last.deleteLater()
    assert shiboken6.isValid(edit)
    assert shiboken6.isValid(spin)
    assert shiboken6.isValid(window)
