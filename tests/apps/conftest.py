"""What the tests of screens share: the bundled font, a shown window that is closed again, a runner that waits."""

import gc
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from antrean.store.store import Store
from antrean.ui import logbook
from antrean.ui.app import load_fonts
from antrean.ui.jobs import ManualJobs
from antrean.ui.language import Language
from antrean.ui.theme import Kind, Theme
from tests.apps import counter_rig
from tests.helpers import hall, qt, translations


@pytest.fixture(scope="session", autouse=True)
def dressed_app(qapp: QApplication) -> QApplication:
    """The one QApplication, with the style and the font that `make_application` gives it."""
    qapp.setStyle("Fusion")
    load_fonts()
    qapp.setFont(QFont(Theme.fit(Kind.COUNTER, 1280, 800).family))
    return qapp


@pytest.fixture(scope="module", autouse=True)
def windows_die_on_the_gui_thread() -> Iterator[None]:
    """Let no other thread collect a window.

    Windows and presenters refer to each other, so they are freed by the cyclic collector, which runs on whichever
    thread happens to allocate: a window freed on the voice's thread ends the process some events later. The apps
    keep their one window to the end.
    """
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def jobs() -> ManualJobs:
    """Work is done when the test says so."""
    return ManualJobs()


@pytest.fixture(scope="session")
def example_hall() -> Iterator[hall.Warm]:
    """The hall that the tests of kiosks and displays share."""
    warm = hall.Warm(hall.prepared())
    yield warm
    warm.close()


@pytest.fixture
def example_store(example_hall: hall.Warm) -> Store:
    """The large example mall on Monday, 08:05, as new; nobody has it but this test."""
    return example_hall.again(hall.MONDAY)


@pytest.fixture(scope="session")
def counter_halls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[hall.Warm, hall.Warm]]:
    """The two halls that the tests of counters share."""
    with counter_rig.halls(tmp_path_factory.mktemp("counter")) as halls:
        yield halls


@pytest.fixture(scope="session")
def built_translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the translations of this checkout, built for this run."""
    folder = tmp_path_factory.mktemp("i18n")
    for ts in translations.FOLDER.glob("*.ts"):
        translations.build(ts, folder / f"{ts.stem}.qm")
    return folder


@pytest.fixture
def english(dressed_app: QApplication, built_translations: Path) -> Iterator[Language]:
    """The language of the source, so that texts can be compared; a test may set another one."""
    language = Language(dressed_app, code="en", folder=built_translations)
    yield language
    language.set("en")


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[QWidget], QWidget]]:
    """Show a window at its own size and wait until it is painted; it is gone when the test ends.

    A window that lives on is moved by its presenter's seconds, and sets the language of the tests after it.
    """
    shown: list[QWidget] = []

    def do(window: QWidget) -> QWidget:
        shown.append(window)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield do
    # A late paint event on a half-deleted window is the known crash: close them all, newest first.
    for window in reversed(shown):
        qt.end(window)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Path]:
    """The file of an app's log."""
    root = logging.getLogger()
    before = root.level
    file = logbook.start_logging("kiosk", folder=tmp_path)
    assert file is not None
    yield file
    for handler in [one for one in root.handlers if getattr(one, "of_antrean", False)]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before)
