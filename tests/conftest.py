"""What every test relies on: an offscreen Qt, a fixed language and no trace of this PC's own hall."""

import atexit
import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers import tongue

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

# Before anything imports Qt, which reads these once. Three screens, because the plain offscreen one is 800×800.
_SCREENS = Path(__file__).parent / "helpers" / "screens.json"
# Not on Windows, where the colon of a drive letter would end the file name.
os.environ["QT_QPA_PLATFORM"] = "offscreen" if os.name == "nt" else f"offscreen:configfile={_SCREENS}"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QT_SCALE_FACTOR"] = "1"
for _name in (
    "QT_STYLE_OVERRIDE",
    "QT_QPA_PLATFORMTHEME",
    "QT_PLUGIN_PATH",
    "QT_LOGGING_RULES",
    "DISPLAY",
    "WAYLAND_DISPLAY",
):
    os.environ.pop(_name, None)

# A test that forgets to name its database or its settings must not find those of the person who runs it.
for _name in [name for name in os.environ if name.startswith("ANTREAN_")]:
    del os.environ[_name]
_home = tempfile.mkdtemp(prefix="antrean-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = _home

# Under nohup it is ignored, and every program that a test starts would ignore it, too.
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# How long an example takes says how much else the machine has to do. What is slow, a benchmark says.
settings.register_profile("antrean", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("antrean")

os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LANGUAGE"] = ""


@pytest.fixture(scope="session", autouse=True)
def cheap_pins() -> Generator[None]:
    """A PIN is made and looked at in a moment; how long real programs take is a test of its own."""
    from antrean import pin
    from tests.helpers import hall

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pin, "HASHER", hall.CHEAP)
        yield


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "QtBot":
    """The one of pytest-qt, with more patience."""
    from tests.helpers.patience import PatientBot

    return PatientBot(request)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the whole paths: they wait for other programs, and nothing is left to do beside the last of them."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays to the end: modules, tests, the tables of SQLAlchemy."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Have a test that left its language behind fail by itself, after all its fixtures and late events."""
    yield
    tongue.check(item.nodeid)
