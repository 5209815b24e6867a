"""What must hold for a process that runs for months."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Far more calls than None has references at start (about 5,000).
MANY_CALLS = """
import antrean.ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(60_000):
    thing.setObjectName("x")
print("alive")
"""


def test_none_outlives_any_number_of_calls_into_qt() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("alive\n", "", 0)


def test_the_face_and_the_channel_client_load_without_a_database_or_a_device() -> None:
    code = (
        "import sys, antrean.ui.app, antrean.ui.widgets, antrean.ui.messages, antrean.ui.feed\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}\n"
        "             & {'sqlalchemy', 'psycopg', 'escpos', 'pyttsx3'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_channel_client_needs_no_qt() -> None:
    code = "import sys, antrean.control_client; print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
