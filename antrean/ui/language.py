"""Which language the screens speak, changed while they run (English source, Indonesian by default, others by file).

    language = Language(application, code="id")
    language.set("en")        # every widget gets QEvent.LanguageChange and sets its texts again

Texts are written in English in `self.tr("Counter {label}").format(label=…)`; `assets/i18n/antrean_id.qm` has the
Indonesian. Dates and times are formatted in `antrean.ui.dates`. Qt itself has no Indonesian: buttons of its own
dialogs get their texts from `name_buttons`.
"""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QMessageBox

from antrean import assets
from antrean.model import DEFAULT_LANGUAGE

SOURCE_LANGUAGE = "en"


def available(folder: Path | None = None) -> tuple[str, ...]:
    """Return the codes of the languages that screens can speak.

    Indonesian, the English of the source, and every other one of which a translation is built: `antrean_<code>.qm`
    in the folder, by default that of the assets.
    """
    built = (folder or assets.path("i18n")).glob("antrean_*.qm")
    codes = {file.stem.removeprefix("antrean_") for file in built}
    return (DEFAULT_LANGUAGE, SOURCE_LANGUAGE, *sorted(codes - {DEFAULT_LANGUAGE, SOURCE_LANGUAGE}))


LANGUAGES = available()

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
        """The present language, such as "id"."""
        return self._code

    def set(self, code: str) -> None:
        """Speak another language; raise ValueError for one there is none of."""
        if code not in (languages := available(self._folder)):
            raise ValueError(f"no language {code!r}, only {', '.join(languages)}")
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
    # What Qt calls it is the country's name.
    if code == DEFAULT_LANGUAGE:
        return "Bahasa Indonesia"
    # English of the United States is "American English", and of no country "English".
    locale = QLocale(QLocale.codeToLanguage(code))
    name = "English" if code == SOURCE_LANGUAGE else locale.nativeLanguageName()
    return name[:1].upper() + name[1:] or code


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
