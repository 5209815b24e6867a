"""Pictures beside the board: one after the other, small enough, broken ones left out, and never before a call."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from antrean.store.store import Store
from antrean.ui.jobs import ManualJobs
from antrean.ui.language import Language
from display import picture_shelf
from display.picture_shelf import Picture, PictureShelf
from display.picture_view import PictureView
from display.slides import Slides
from tests.apps.display_rig import Display

Show = Callable[[QWidget], QWidget]
NOW = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
BOX = QSize(400, 300)


def paint(path: Path, size: tuple[int, int] = (80, 60), color: str = "red") -> Path:
    Image.new("RGB", size, color).save(path)
    return path


def names(shelf: PictureShelf, count: int) -> list[str]:
    shown: Picture | None = None
    found = []
    for _ in range(count):
        shown = shelf.next(shown, BOX, NOW)
        assert shown is not None
        found.append(shown.file.path.name)
    return found


class TestShelf:
    def test_round_and_round_and_what_changes_in_the_folder_is_taken_in(self, tmp_path: Path) -> None:
        shelf = PictureShelf(tmp_path)
        assert shelf.next(None, BOX, NOW) is None
        for name in ("a.png", "b.png", "c.png"):
            paint(tmp_path / name)
        assert names(shelf, 4) == ["a.png", "b.png", "c.png", "a.png"]
        paint(tmp_path / "aa.png")
        (tmp_path / "b.png").unlink()
        assert names(shelf, 4) == ["a.png", "aa.png", "c.png", "a.png"]

    def test_the_only_one_is_not_read_again(self, tmp_path: Path) -> None:
        shelf = PictureShelf(tmp_path)
        paint(tmp_path / "a.png")
        first = shelf.next(None, BOX, NOW)
        assert shelf.next(first, BOX, NOW) is first
        larger = shelf.next(first, BOX * 2, NOW)
        assert larger is not first

    def test_it_is_made_small_while_it_is_read_and_never_larger(self, tmp_path: Path) -> None:
        shelf = PictureShelf(tmp_path)
        paint(tmp_path / "a.jpg", (4000, 1000))
        paint(tmp_path / "b.png", (40, 30))
        first = shelf.next(None, BOX, NOW)
        assert first is not None
        assert first.image.size() == QSize(400, 100)
        second = shelf.next(first, BOX, NOW)
        assert second is not None
        assert second.image.size() == QSize(40, 30)

    def test_a_photograph_that_was_taken_upright_stands_upright(self, tmp_path: Path) -> None:
        picture = Image.new("RGB", (3000, 1000), "blue")
        exif = picture.getexif()
        exif[0x0112] = 6
        picture.save(tmp_path / "a.jpg", exif=exif)
        found = PictureShelf(tmp_path).next(None, BOX, NOW)
        assert found is not None
        assert found.image.size() == QSize(100, 300)

    def test_what_cannot_be_shown_is_left_out_and_said_once(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a broken.png").write_bytes(b"no picture at all")
        whole = paint(tmp_path / "b cut.png", (300, 200)).read_bytes()
        (tmp_path / "b cut.png").write_bytes(whole[: len(whole) // 2])
        # No more bytes than others: one colour packs well.
        most = paint(tmp_path / "c wide.png", (20_000, 4_000)).stat().st_size
        monkeypatch.setattr(picture_shelf, "MOST_BYTES", most)
        (tmp_path / "d heavy.jpg").write_bytes(bytes(most + 1))
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="a.png"/></svg>'
        (tmp_path / "dd drawing.png").write_text(drawing, encoding="utf-8")
        (tmp_path / "ddd\nERROR forged.png").write_bytes(b"x")
        paint(tmp_path / "e good.png")
        (tmp_path / "kapan-kapan").mkdir()
        shelf = PictureShelf(tmp_path)
        with caplog.at_level(logging.WARNING):
            assert names(shelf, 3) == ["e good.png"] * 3
        said = [record.getMessage() for record in caplog.records]
        assert [line.split(" is left out: ")[0] for line in said] == [
            "the folder 'kapan-kapan'",
            "the picture 'a broken.png'",
            "the picture 'b cut.png'",
            "the picture 'c wide.png'",
            "the picture 'd heavy.jpg'",
            "the picture 'dd drawing.png'",
            "the picture 'ddd\\nERROR forged.png'",
        ]
        paint(tmp_path / "a broken.png", (10, 10))
        assert "a broken.png" in names(shelf, 2)

    def test_a_folder_that_is_gone_is_said_once_until_it_is_back(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        folder = tmp_path / "gambar"
        shelf = PictureShelf(folder)
        with caplog.at_level(logging.WARNING):
            for _ in range(2):
                assert shelf.next(None, BOX, NOW) is None
        assert len(caplog.records) == 1
        folder.mkdir()
        paint(folder / "a.png")
        assert shelf.next(None, BOX, NOW) is not None


class TestSlides:
    @pytest.fixture
    def slides(self, tmp_path: Path, jobs: ManualJobs, qapp: object) -> Slides:
        for name, color in (("a.png", "red"), ("b.png", "blue")):
            paint(tmp_path / name, color=color)
        slides = Slides(PictureShelf(tmp_path), jobs=jobs, now=lambda: NOW, picture_s=12)
        slides.make_room(BOX)
        return slides

    def test_the_first_at_once_the_next_by_a_fade(self, slides: Slides, jobs: ManualJobs) -> None:
        slides.start()
        jobs.run_all()
        assert slides.pixmap is not None
        assert (slides.before, slides.share) == (None, 1.0)
        slides.turn()
        jobs.run_all()
        assert slides.before is not None
        assert slides.share < 1

    def test_a_call_brings_everything_to_rest(self, slides: Slides, jobs: ManualJobs) -> None:
        slides.start()
        jobs.run_all()
        slides.turn()
        jobs.run_all()
        slides.hold()
        assert (slides.before, slides.share, slides.is_held()) == (None, 1.0, True)
        slides.turn()
        assert jobs.waiting == 0
        # In a hall where somebody is called all the time the pictures change between two calls.
        slides._call.stop()
        slides._on_quiet()
        assert jobs.waiting == 1

    def test_an_empty_folder_has_no_place(self, slides: Slides, jobs: ManualJobs, tmp_path: Path) -> None:
        slides.start()
        jobs.run_all()
        for path in tmp_path.iterdir():
            path.unlink()
        slides.turn()
        jobs.run_all()
        slides._on_faded()
        assert slides.pixmap is None


def test_beside_the_board_and_behind_a_call(
    example_store: Store, english: Language, show: Show, tmp_path: Path
) -> None:
    paint(tmp_path / "a.png", (160, 90), "red")
    display = Display(example_store).start()
    display.call(4)
    slides = Slides(PictureShelf(tmp_path), jobs=display.jobs, now=lambda: NOW, picture_s=3_600, is_still=True)
    window = display.window(slides=slides)
    show(window)
    views = window.findChildren(PictureView)
    assert not any(view.isVisible() for view in views)
    slides.start()
    display.jobs.run_all()
    (view,) = [one for one in views if one.isVisible()]
    middle = view.rect().center()
    bright = view.grab().toImage().pixelColor(middle)
    assert (bright.red(), bright.green()) == (255, 0)
    display.wait(10)
    display.call(3)
    assert slides.is_held()
    assert view.grab().toImage().pixelColor(middle).red() < 120
