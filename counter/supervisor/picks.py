"""Things of which any number is picked."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, FitLabel, Panel
from counter.option_grid import OptionGrid


class Picks(Panel):
    """A heading and things below it, of which any number is picked."""

    changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = name
        self._title = FitLabel(role="strong")
        self._cells = Panel()
        self._grid = spaced(OptionGrid(self._cells, least_cell_u=150, has_ticks=True), gap="xs")
        self._buttons: dict[str, BigButton] = {}
        self._picked: set[str] = set()
        self._picked_word = ""
        column = spaced(QVBoxLayout(self), gap="xs")
        column.addWidget(self._title)
        column.addWidget(self._cells)

    def values(self) -> tuple[str, ...]:
        """Return what is picked, in the order of the things."""
        return tuple(key for key in self._buttons if key in self._picked)

    def pick(self, keys: Sequence[str]) -> None:
        """Have these picked and no others."""
        self._picked = set(keys)
        self._draw()
        self.changed.emit()

    def show_texts(self, title: str, texts: Mapping[str, str], *, picked: str) -> None:
        """Set the things and their words; `picked` is what a screen reader says of one that is."""
        self._title.setText(title)
        self._picked_word = picked
        for key, text in texts.items():
            if key not in self._buttons:
                button = BigButton(name=f"{self._name}_{key}", fill="outline", extent="s")
                button.clicked.connect(partial(self._on_clicked, key))
                self._buttons[key] = button
                self._grid.addWidget(button)
            self._buttons[key].setText(text)
            self._buttons[key].setVisible(True)
        for key in self._buttons.keys() - texts.keys():
            # The agency left the mall, or somebody else looks now.
            self._buttons[key].setVisible(False)
            self._picked.discard(key)
        self._draw()

    def _on_clicked(self, key: str) -> None:
        self._picked ^= {key}
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        for key, button in self._buttons.items():
            is_picked = key in self._picked
            button.set_fill("dark" if is_picked else "outline")
            button.set_icon("check" if is_picked else None)
            button.setAccessibleDescription(self._picked_word if is_picked else self.tr("not picked"))
