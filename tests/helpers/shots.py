"""Every page of every app as a picture, for a person's eye (`python -m tests.helpers.shots DIR`)."""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from antrean.ui.app import load_fonts
from antrean.ui.language import LANGUAGES, Language
from antrean.ui.theme import Kind, Scheme, Theme
from antrean.ui.window import ThemedWindow
from tests.helpers import qt, shots_bar, shots_counter, shots_display, shots_kiosk, shots_supervisor
from tests.helpers.shots_hall import App, ShotHall
from tests.helpers.shots_sheet import sheet

APPS = (shots_kiosk.APP, shots_counter.APP, shots_bar.APP, shots_supervisor.APP, shots_display.APP)
SETTLE_MS = 20
"""What a window needs after its first picture: texts find their size, cards their place."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which pictures to take; empty means all."""

    only: str = ""
    """Part of a picture's name, such as "kiosk" or "counter_hold"."""
    languages: tuple[str, ...] = LANGUAGES
    size: tuple[int, int] | None = None
    scheme: Scheme | None = None
    """Colours that every window takes, instead of the page's own."""

    def sizes(self, app: App) -> tuple[tuple[int, int], ...]:
        return app.sizes if self.size is None else (self.size,)

    def pages(self, app: App) -> tuple[str, ...]:
        return tuple(page for page in app.pages if self.only in f"{app.name}_{page}")


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture, and what is wrong in it as far as a program can tell."""

    path: Path
    faults: tuple[str, ...]


def take(folder: Path, wanted: Wanted, halls: ShotHall, language: Language) -> Iterator[Shot]:
    """Take the wanted pictures one after the other, and a contact sheet for each app and language."""
    for code in wanted.languages:
        for app in APPS:
            yield from _take_app(app, folder, wanted, halls, language, code)


def _take_app(app: App, folder: Path, wanted: Wanted, halls: ShotHall, language: Language, code: str) -> Iterator[Shot]:
    rows: list[list[Path]] = []
    for page in wanted.pages(app):
        # The last visitor of a kiosk may have left it in the other language.
        language.set(code)
        make = app.pages[page](halls, language)
        rows.append([])
        for width, height in wanted.sizes(app):
            path = folder / f"{app.name}_{page}_{code}_{width}x{height}.png"
            rows[-1].append(path)
            window = make(width, height)
            if wanted.scheme is not None and isinstance(window, ThemedWindow):
                window.set_scheme(wanted.scheme)
            yield Shot(path=path, faults=tuple(_picture(window, path)))
    if rows:
        sheet(rows, folder / f"sheet_{app.name}_{code}.png")


def _picture(window: QWidget, path: Path) -> list[str]:
    """Show a window, paint it into a file, close it, and return its faults."""
    window.show()
    if not QTest.qWaitForWindowExposed(window):
        return ["the window was never shown"]
    QTest.qWait(SETTLE_MS)
    qt.picture(window, path)
    found = [f"cut: {text}" for text in qt.cut_texts(window)]
    found += [f"outside its parent: {name}" for name in qt.outside(window)]
    qt.end(window)
    return found


def _application() -> QApplication:
    """Make an application that shows nothing to anybody, with the look the apps give theirs."""
    os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1")
    qInstallMessageHandler(_on_message)
    application = QApplication(["shots"])
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(QFont(Theme.fit(Kind.COUNTER, 1280, 800).family))
    return application


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    # What the offscreen platform cannot do it says of every window.
    if not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    try:
        return int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no size such as 1280x720") from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; return 1 when something in them is cut or sticks out of its box."""
    parser = argparse.ArgumentParser(prog="dev shots", description="Render every page of every app to PNG files.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="part of a picture's name, such as kiosk or counter_hold")
    parser.add_argument("--size", type=_size, help="one size for all, such as 1280x720")
    parser.add_argument(
        "--scheme", choices=list(Scheme), type=Scheme, help="one colour scheme for all, such as contrast"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="one language only")
    chosen = parser.parse_args(arguments)
    folder: Path = chosen.folder
    folder.mkdir(parents=True, exist_ok=True)
    languages = LANGUAGES if chosen.language is None else (chosen.language,)
    # The troubles that are shown are meant: nobody has to read of them, too.
    logging.getLogger().addHandler(logging.NullHandler())
    wanted = Wanted(only=chosen.only, languages=languages, size=chosen.size, scheme=chosen.scheme)
    if not any(wanted.pages(app) for app in APPS):
        parser.error(f"no page has “{chosen.only}” in its name")
    language = Language(_application())
    count = faulty = 0
    with tempfile.TemporaryDirectory(prefix="antrean-shots-") as name, closing(ShotHall(Path(name))) as halls:
        for shot in take(folder, wanted, halls, language):
            count += 1
            faulty += bool(shot.faults)
            for fault in shot.faults:
                sys.stdout.write(f"{shot.path.name}: {fault}\n")
    sys.stdout.write(f"{count} pictures in {folder}, {faulty} of them with a fault.\n")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
