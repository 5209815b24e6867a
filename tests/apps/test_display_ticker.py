"""The running text: what is shifted on the screen is what would be painted, without an end and without a seam."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from antrean.ui.window import ThemedWindow
from display.ticker import Ticker

SENTENCES = (
    "Selamat datang di Mal Pelayanan Publik Kota Sejahtera.",
    "Ambil nomor antrean di kiosk.",
    "Loket buka pukul delapan.",
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[ThemedWindow]:
    made = ThemedWindow(kind="display", width=960, height=540)
    layout = QVBoxLayout(made)
    ticker = Ticker()
    layout.addWidget(ticker)
    ticker.set_sentences(SENTENCES)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


@pytest.fixture
def ticker(window: ThemedWindow) -> Ticker:
    found = window.findChild(Ticker)
    assert found is not None
    return found


def on_screen(ticker: Ticker) -> QImage:
    """Return the pixels that stand on the screen, which nobody has painted anew."""
    window = ticker.window()
    return (
        window.screen()
        .grabWindow(window.winId())
        .toImage()
        .copy(ticker.geometry())
        .convertToFormat(QImage.Format.Format_RGB32)
    )


def at(ticker: Ticker, pixels: int) -> None:
    """Let the text stand where it has run so many pixels, as the animation would have put it."""
    ticker._run.pause()
    ticker._run.setCurrentTime(round(1_000 * pixels / ticker._speed()))


@pytest.mark.parametrize("steps", [(0, 2, 4, 5, 7), (0, 300, 301), (-3, -1, 0, 2)])
def test_what_is_shifted_on_the_screen_is_what_would_be_painted(
    ticker: Ticker, qtbot: QtBot, steps: tuple[int, ...]
) -> None:
    seen = []
    for step in steps:
        at(ticker, step % ticker._length)
        assert ticker._band.x() == -(step % ticker._length)
        # The window's next picture is on the screen once the step has been shifted there.
        qtbot.waitUntil(
            lambda: on_screen(ticker) == ticker.grab().toImage().convertToFormat(on_screen(ticker).format())
        )
        seen.append(on_screen(ticker))
    assert all(before != after for before, after in pairwise(seen))
    ahead = steps[-1] - steps[0]
    rest = ticker.width() - ahead
    height = ticker.height()
    assert seen[0].copy(QRect(ahead, 0, rest, height)) == seen[-1].copy(QRect(0, 0, rest, height))


def test_the_bar_is_full_where_the_last_sentence_leaves(ticker: Ticker) -> None:
    assert ticker._band.width() >= ticker._length + ticker.width()
    at(ticker, 0)
    begin = ticker.grab().toImage()
    at(ticker, ticker._length - 1)
    end = ticker.grab().toImage()
    width, height = ticker.width() - 1, ticker.height()
    assert begin.copy(QRect(0, 0, width, height)) == end.copy(QRect(1, 0, width, height))


def test_it_goes_on_where_it_was_when_it_is_seen_again(window: ThemedWindow, ticker: Ticker) -> None:
    at(ticker, 200)
    ticker._run.resume()
    window.hide()
    assert not ticker.is_running()
    window.show()
    assert ticker.is_running()
    assert 200 <= -ticker._band.x() < 260
    ticker.set_sentences(tuple(reversed(SENTENCES)))
    first_words = ticker._length - (-ticker._band.x())
    assert 0 < first_words < 200
    ticker.set_sentences(("Halo.",))
    assert not ticker.is_running()
