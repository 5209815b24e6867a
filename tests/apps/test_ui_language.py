"""Changing the language while the screens run."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from antrean.ui.language import Language, available, name_buttons, own_name
from tests.helpers import tongue


class Heard(QLabel):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.count += event.type() == QEvent.Type.LanguageChange


def test_every_window_hears_of_a_change_once(
    qtbot: QtBot, english: Language, show: Callable[[QWidget], QWidget]
) -> None:
    label = Heard()
    show(label)
    codes: list[str] = []
    english.changed.connect(codes.append)
    english.set("id")
    qtbot.waitUntil(lambda: label.count == 1)
    english.set("id")
    english.set("en")
    qtbot.waitUntil(lambda: label.count == 2)
    assert codes == ["id", "en"]


def test_indonesian_is_the_default(dressed_app: QApplication) -> None:
    language = Language(dressed_app)
    assert (language.code, language.other(), own_name(language.code)) == ("id", "en", "Bahasa Indonesia")
    language.set("en")


def test_an_unknown_language_is_refused(english: Language) -> None:
    with pytest.raises(ValueError, match="no language 'nl'"):
        english.set("nl")
    assert english.code == "en"


def test_a_third_language_needs_only_its_file(
    dressed_app: QApplication, built_translations: Path, tmp_path: Path
) -> None:
    for name in ("antrean_id.qm", "antrean_jv.qm"):
        shutil.copyfile(built_translations / "antrean_id.qm", tmp_path / name)
    assert available(tmp_path) == ("id", "en", "jv")
    language = Language(dressed_app, code="jv", folder=tmp_path)
    assert (language.code, own_name("jv"), own_name("en")) == ("jv", "Jawa", "English")
    language.set("en")


def test_a_test_that_leaves_another_language_is_named(dressed_app: QApplication, built_translations: Path) -> None:
    tongue.check("a tidy test")
    forgotten = Language(dressed_app, code="id", folder=built_translations)
    with pytest.raises(tongue.LeftSpeaking, match=r"an untidy test left the screens .*Batal"):
        tongue.check("an untidy test")
    assert forgotten.code == "en"
    tongue.check("the next one")


def test_the_buttons_of_qt_speak_too(qtbot: QtBot, english: Language) -> None:
    english.set("id")
    kind = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kind.Cancel | kind.Ok)
    qtbot.addWidget(box)
    name_buttons(box)
    assert box.button(kind.Cancel).text() == "Batal"
    english.set("en")
    name_buttons(box)
    assert box.button(kind.Cancel).text() == "Cancel"
    english.set("id")
    question = QMessageBox()
    qtbot.addWidget(question)
    question.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    name_buttons(question)
    assert question.button(QMessageBox.StandardButton.Yes).text() == "Ya"
