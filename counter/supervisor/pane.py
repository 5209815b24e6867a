"""What the parts of the supervisor's page are made of: choices side by side, and tables with headings."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Panel
from counter.supervisor.lines import Column, Line, LinesModel, TableDelegate, lines_view
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import WatchState


class Pane(Panel):
    """One part of the page; it is drawn only while it is the one that is shown."""

    def __init__(
        self, *, name: str, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self._presenter = presenter
        self._clock = clock
        self._column = spaced(QVBoxLayout(self), gap="s")
        self._shown: tuple[WatchState, str] | None = None

    def show_state(self, state: WatchState, language: str) -> None:
        self._shown = (state, language)
        self.draw(state, language)

    def draw(self, state: WatchState, language: str) -> None:
        """Draw a state whose view is there."""
        raise NotImplementedError

    def again(self) -> None:
        """Follow what has just been chosen or typed."""
        if self._shown is not None:
            self.draw(*self._shown)

    def take_focus(self) -> None:
        """Put the focus where keys go on."""

    @staticmethod
    def tell(text: str, *buttons: BigButton) -> None:
        """Let a screen reader say what some buttons are for."""
        for button in buttons:
            button.setAccessibleDescription(text)


class Choices(Panel):
    """A few buttons of which one is on."""

    chosen = Signal(str)

    def __init__(self, *, name: str, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._buttons = {key: BigButton(name=f"{name}_{key}", fill="quiet", extent="s") for key in keys}
        row = spaced(QHBoxLayout(self), gap="xs")
        for key, button in self._buttons.items():
            button.clicked.connect(partial(self._on_clicked, key))
            row.addWidget(button)
        row.addStretch(1)

    def show_texts(self, texts: Mapping[str, str], on: str, *, on_text: str) -> None:
        """Set the words of each, and which one is on; `on_text` tells that to a screen reader."""
        for key, button in self._buttons.items():
            button.setText(texts[key])
            button.set_fill("dark" if key == on else "quiet")
            button.setAccessibleDescription(on_text if key == on else self.tr("not shown now"))

    def _on_clicked(self, key: str) -> None:
        self.chosen.emit(key)


class Table(Card):
    """Headings, lines below them, and a sentence where there are none."""

    def __init__(self, *, name: str, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(corner="m", parent=parent)
        self.model = LinesModel(self)
        self.view = lines_view(name)
        self.view.setModel(self.model)
        self.view.setItemDelegate(TableDelegate(self.view, columns))
        self._headings = [FitLabel(role="caption", tone="muted", lines=2) for _ in columns]
        self._top = Panel()
        top = spaced(QHBoxLayout(self._top), gap="m", margins=("m", "none", "l", "none"))
        for label, column in zip(self._headings, columns, strict=True):
            label.setMinimumWidth(1)
            top.addWidget(label, column.share)
        self.empty = FitLabel(role="body", tone="muted", lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        column_layout = spaced(QVBoxLayout(self), gap="xs", margins=("s", "m"))
        column_layout.addWidget(self._top)
        column_layout.addWidget(self.empty)
        column_layout.addWidget(self.view, 1)

    def show_lines(self, lines: Sequence[Line], *, headings: Sequence[str], name: str, empty: str) -> None:
        """Become these lines; `name` is for a screen reader, `empty` what to say when there are none."""
        self.model.set_lines(lines)
        for label, text in zip(self._headings, headings, strict=True):
            label.setText(text)
        self.view.setAccessibleName(name)
        count = sum(not line.is_heading for line in lines)
        self.view.setAccessibleDescription(self.tr("Lines: {count}; the arrows choose one").format(count=count))
        self.empty.setText(empty)
        self.empty.setVisible(not lines)
        for part in (self._top, self.view):
            part.setVisible(bool(lines))
