"""The keyboard on the screen: the letters as on every keyboard, a space, taking one letter back, and all of them."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from antrean.ui.dress import Dressed, set_look, theme_of
from antrean.ui.widgets import BigButton
from antrean.ui.widgets.letters import letters, sized
from kiosk.pages.word_button import WordButton

ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
COLUMNS: Final = 10
LINES: Final = 4


class Keyboard(QWidget, Dressed):
    """Signals `typed(sign)`, `erased` and `cleared`; its keys fill the room it gets."""

    typed = Signal(str)
    erased = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyboard")
        self._letters = [[self._key(sign) for sign in row] for row in ROWS]
        self._erase = WordButton(name="key_erase", icon="erase", fill="quiet", role="button_small", parent=self)
        self._clear = WordButton(name="key_clear", icon="close", fill="quiet", role="button_small", parent=self)
        self._space = BigButton(name="key_space", fill="outline", extent="m", parent=self)
        # The order of the eye is that of the Tab key.
        for before, after in zip((self._erase, self._clear), (self._clear, self._space), strict=True):
            QWidget.setTabOrder(before, after)
        for key in (self._erase, self._clear, self._space):
            set_look(key, extent="key")
        self._erase.clicked.connect(self.erased)
        self._clear.clicked.connect(self.cleared)
        self._space.clicked.connect(lambda: self.typed.emit(" "))

    def _key(self, sign: str) -> BigButton:
        key = BigButton(sign.upper(), name=f"key_{sign}", fill="outline", extent="key", parent=self)
        key.clicked.connect(lambda: self.typed.emit(sign))
        return key

    @property
    def first_key(self) -> QWidget:
        return self._letters[0][0]

    def show_typed(self, query: str) -> None:
        """Name the keys in the present language; what has nothing to erase cannot be pressed."""
        for row in self._letters:
            for key in row:
                key.setAccessibleDescription(self.tr("Types the letter {letter}.").format(letter=key.text()))
        self._erase.setText(self.tr("Erase"))
        self._erase.setAccessibleDescription(self.tr("Takes the last letter back."))
        self._clear.setText(self.tr("Clear all"))
        self._clear.setAccessibleDescription(self.tr("Begins again with nothing typed."))
        self._space.setText(self.tr("Space"))
        self._space.setAccessibleDescription(self.tr("Types a space between two words."))
        for key in (self._erase, self._clear):
            key.set_allowed(bool(query))

    def least_height(self) -> int:
        """Return the height with keys as high as a finger and their letters need."""
        theme = theme_of(self)
        letter = letters(sized(self.font(), theme.text("button").size)).whole_height
        key = max(theme.px("button_height") + 2 * theme.px("hairline"), letter + theme.space("xs"))
        return LINES * key + (LINES - 1) * theme.space("s")

    def least_width(self) -> int:
        """Return the width with keys as wide as a finger."""
        theme = theme_of(self)
        return COLUMNS * theme.px("button_height") + (COLUMNS - 1) * theme.space("s")

    def most_height(self) -> int:
        """Return the height beyond which keys would be higher than wide."""
        theme = theme_of(self)
        gap = theme.space("s")
        key = (self.width() - (COLUMNS - 1) * gap) // COLUMNS
        return max(self.least_height(), LINES * key + (LINES - 1) * gap)

    def _place(self) -> None:
        gap = theme_of(self).space("s")
        pitch = (self.width() + gap) / COLUMNS
        rise = (self.height() + gap) / LINES

        def box(line: int, column: float, columns: float) -> QRect:
            left, top = round(column * pitch), round(line * rise)
            right, low = round((column + columns) * pitch) - gap, round((line + 1) * rise) - gap
            return QRect(left, top, right - left, low - top)

        for line, row in enumerate(self._letters):
            for at, key in enumerate(row):
                key.setGeometry(box(line, at + line % 2 / 2, 1))
        self._erase.setGeometry(box(2, 7, 3))
        self._clear.setGeometry(box(3, 0, 5))
        self._space.setGeometry(box(3, 5, 5))

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
