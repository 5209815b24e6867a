"""The pictures for a person's eye can be taken: one page of each app, and nothing in it is cut."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from antrean.ui.language import Language
from tests.helpers import shots
from tests.helpers.shots import Shot, Wanted
from tests.helpers.shots_hall import ShotHall


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShotHall]:
    with closing(ShotHall(tmp_path_factory.mktemp("shots"))) as made:
        yield made


@pytest.mark.parametrize(
    ("only", "size"),
    [
        ("kiosk_services_polres", (1280, 720)),
        ("counter_serving_over_target", (1280, 720)),
        ("display_full", (1280, 720)),
    ],
)
def test_a_page_of_each_app_is_taken_and_nothing_is_cut(
    only: str, size: tuple[int, int], halls: ShotHall, english: Language, tmp_path: Path
) -> None:
    wanted = Wanted(only=only, size=size, languages=("id",))
    (shot,) = shots.take(tmp_path, wanted, halls, english)
    assert shot == Shot(path=tmp_path / f"{only}_id_1280x720.png", faults=())
    with Image.open(shot.path) as picture:
        assert picture.size == size
        # A window that painted nothing has one colour.
        assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 50
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        shot.path.name,
        f"sheet_{only.partition('_')[0]}_id.png",
    ]


def test_what_is_cut_is_told(halls: ShotHall, english: Language, tmp_path: Path) -> None:
    (shot,) = shots.take(
        tmp_path, Wanted(only="kiosk_services_polres", size=(420, 240), languages=("en",)), halls, english
    )
    assert "cut: Police · Zone 3" in shot.faults


@pytest.mark.parametrize("wrong", [("--only", "kiosk_nowhere"), ("--size", "large"), ("--language", "xx")])
def test_a_wish_that_cannot_be_is_refused(wrong: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        shots.main([str(tmp_path), *wrong])
    assert ended.value.code == 2
