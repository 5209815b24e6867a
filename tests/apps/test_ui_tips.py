"""No text from a file or the database is taken for markup by a screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from antrean.ui.widgets.text import FitLabel
from antrean.ui.widgets.tips import tip

HOSTILE = ("<b>Loket</b> 4", '<img src="file:///etc/passwd">', "<a href='x'>KTP</a> & <i>", "a\n<br>b")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tip_says_the_text_itself(qtbot: QtBot, text: str) -> None:
    document = QTextDocument()
    document.setHtml(tip(text))
    assert document.toPlainText().split() == text.split()


def test_what_is_no_markup_stays_as_it_is() -> None:
    for text in ("KTP & KK", "a &lt; b", "Dinas Sosial"):
        assert tip(text) == text


def test_a_label_is_plain_and_so_is_its_tip(qtbot: QtBot) -> None:
    label = FitLabel(role="body")
    qtbot.addWidget(label)
    label.setText("<h1>Panjang sekali</h1> " * 20)
    label.resize(80, 20)
    label.grab()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.toolTip().startswith("<span>&lt;h1&gt;")
    assert isinstance(label, QLabel)
