"""A small app on the shared frame, started as a process of its own by the tests of frame and test channel."""

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout

from antrean.ui.app import BugWatch, make_application, run
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, FitLabel
from antrean.ui.window import ThemedWindow


def main(control: str, folder: str) -> int:
    application = make_application(name="target", log_folder=Path(folder))
    window = ThemedWindow(kind="counter", width=1280, height=800)
    window.setObjectName("window")
    label = FitLabel("–", role="hero", is_number=True)
    label.setObjectName("number")
    button = BigButton("Panggil", name="next", fill="primary")
    button.setAccessibleDescription("Calls.")
    count = 0

    def call() -> None:
        nonlocal count
        count += 1
        label.setText(f"CA-{count:03}")
        button.set_allowed(count < 3)

    def fail() -> None:
        raise RuntimeError("a bug in a slot")

    button.clicked.connect(call)
    button.setShortcut("F5")
    bug = BigButton("Rusak", name="bug")
    bug.clicked.connect(fail)
    watch = BugWatch(window)
    watch.happened.connect(lambda name: label.setText(f"calm {name}"))
    hidden = BigButton("Tersembunyi", name="hidden")
    field = QLineEdit()
    field.setObjectName("field")
    listing = QListView()
    listing.setObjectName("list")
    listing.setModel(QStringListModel(["CA-001", "CA-002"], listing))
    column = spaced(QVBoxLayout(window), gap="s", margins="l")
    for widget in (label, button, bug, hidden, field, listing):
        column.addWidget(widget)
    hidden.hide()
    ended, frame = Path(folder) / "ended", Path(folder) / "frame"

    def tell() -> None:
        told = gc.get_freeze_count() > 0, round(sys.getswitchinterval(), 6), os.environ.get("QT_NO_GUI_THREADPOOL")
        frame.write_text(repr(told), encoding="utf-8")

    return run(
        application,
        window,
        control=control,
        on_quit=[lambda: 1 // 0, tell, lambda: ended.write_text("yes", encoding="utf-8")],
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
