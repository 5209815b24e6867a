"""A row of small buttons of which one is chosen: how long, in how many minutes, in which language."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton
from counter.option_grid import OptionGrid

T = TypeVar("T")


class ChoiceRow(QWidget, Generic[T]):
    """Keeps the chosen value; the first one is chosen at the beginning and after `reset`.

    More than `columns` values, or than are whole there, stand in further rows.
    """

    def __init__(self, name: str, values: Mapping[str, T], *, columns: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = dict(values)
        self._chosen = next(iter(self._values))
        self._mark = ""
        self._buttons = {key: BigButton(name=f"{name}_{key}", fill="outline", extent="s") for key in values}
        grid = spaced(OptionGrid(self, most_columns=columns), gap="s")
        for key, button in self._buttons.items():
            button.clicked.connect(partial(self._choose, key))
            grid.addWidget(button)

    @property
    def value(self) -> T:
        return self._values[self._chosen]

    def reset(self) -> None:
        """Choose the first one again."""
        self._choose(next(iter(self._values)))

    def show_texts(self, texts: Sequence[str], *, mark: str) -> None:
        """Set the words, in the order of the values; `mark` tells a screen reader which one is chosen."""
        self._mark = mark
        for text, button in zip(texts, self._buttons.values(), strict=True):
            button.setText(text)
        self._choose(self._chosen)

    def _choose(self, key: str) -> None:
        self._chosen = key
        for own, button in self._buttons.items():
            button.set_fill("dark" if own == key else "outline")
            button.setAccessibleDescription(self._mark if own == key else self.tr("not chosen"))
