"""Which language the screens speak, changed while they run (English source, Indonesian by default).

    language = Language(application, code="id")
    language.set("en")        # every widget gets QEvent.LanguageChange and sets its texts again

Texts are written in English in `self.tr("Counter {label}").format(label=…)`; `assets/i18n/antrean_id.qm` has the
Indonesian. Dates and times are formatted in `antrean.ui.dates`. Qt itself has no Indonesian: buttons of its own
dialogs get their texts from `name_buttons`.
"""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTranslator, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QMessageBox

from antrean import assets
from antrean.model import DEFAULT_LANGUAGE

LANGUAGES = ("id", "en")
SOURCE_LANGUAGE = "en"

_log = logging.getLogger(__name__)


class Language(QObject):
    """The one place that knows and changes the language of an app."""

    changed = Signal(str)

    def __init__(
        self,
        application: QApplication,
        code: str = DEFAULT_LANGUAGE,
        *,
        folder: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Speak a language from the start; `folder` holds the built translations, by default those of the assets."""
        super().__init__(parent)
        self._application = application
        self._folder = folder or assets.path("i18n")
        self._code = SOURCE_LANGUAGE
        self._translator: QTranslator | None = None
        self.set(code)

    @property
    def code(self) -> str:
        """The present language: "id" or "en"."""
        return self._code

    def set(self, code: str) -> None:
        """Speak another language; raise ValueError for one there is none of."""
        if code not in LANGUAGES:
            raise ValueError(f"no language {code!r}, only {', '.join(LANGUAGES)}")
        if code == self._code:
            return
        self._code = code
        # Installing and removing each send LanguageChange to every window; without either it is sent here.
        is_told = False
        if self._translator is not None:
            is_told = self._application.removeTranslator(self._translator)
            self._translator = None
        if code != SOURCE_LANGUAGE:
            translator = QTranslator(self)
            file = self._folder / f"antrean_{code}.qm"
            if translator.load(str(file)):
                is_told = self._application.installTranslator(translator)
                self._translator = translator
            else:
                _log.warning("no translation at %s; texts stay English", file)
        if not is_told:
            for window in self._application.topLevelWidgets():
                self._application.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        self.changed.emit(code)

    def other(self) -> str:
        """Return the language that a "change the language" button offers."""
        return next(code for code in LANGUAGES if code != self._code)


def own_name(code: str) -> str:
    """Return what a language calls itself."""
    return {"id": "Bahasa Indonesia", "en": "English"}[code]


def name_buttons(box: QMessageBox | QDialogButtonBox) -> None:
    """Give Qt's standard buttons their texts in the present language."""
    for kind, text in _button_texts().items():
        button: QAbstractButton | None
        if isinstance(box, QDialogButtonBox):
            button = box.button(kind)
        else:
            button = box.button(QMessageBox.StandardButton(kind.value))
        if button is not None:
            button.setText(text)


def _button_texts() -> dict[QDialogButtonBox.StandardButton, str]:
    kind = QDialogButtonBox.StandardButton
    return {
        kind.Ok: QCoreApplication.translate("buttons", "OK"),
        kind.Cancel: QCoreApplication.translate("buttons", "Cancel"),
        kind.Close: QCoreApplication.translate("buttons", "Close"),
        kind.Yes: QCoreApplication.translate("buttons", "Yes"),
        kind.No: QCoreApplication.translate("buttons", "No"),
        kind.Save: QCoreApplication.translate("buttons", "Save"),
        kind.Retry: QCoreApplication.translate("buttons", "Try again"),
    }
