"""Facts one under the other, each with its picture, at their full size: on as many sheets as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from antrean.ui.dress import Dressed, apply_spacing, set_look, spaced, theme_of
from antrean.ui.widgets import Card, FitLabel, Icon, ZoneMark
from antrean.ui.widgets.letters import longest_word
from kiosk.pages.standards import fill
from kiosk.pages.turner import Turner

_LINES = 40
"""More lines than any text of the mall file can take."""

_USUAL = 10
"""So many facts has a service, or a number whose paper did not come out."""

_LEAST_EMS = 13
"""A column of fewer than some 24 letters (so many times their size) breaks every sentence to pieces."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of it; `name` is its object name."""

    name: str
    text: str
    word: str = ""
    """What it is, before it on the line, or above it where both do not fit on one."""
    icon: str = ""
    role: str = "body"
    tone: str = "ink"
    """ink muted, or good warn bad: those have a ground of their own."""
    zone: tuple[str, int] | None = None
    """Colour and number of a zone, whose mark stands in the icon's place."""


_GROUNDS = ("good", "warn", "bad")

_LARGER = {"body": "subtitle", "strong": "subtitle", "section": "strong", "title": "heading", "heading": "clock"}
"""Where everything has room, each role takes the next larger one."""


class FactSheets(QWidget, Dressed):
    """Signals `turned(sheet)` and `moved` when what stands there is another sheet."""

    turned = Signal(int)
    moved = Signal()

    def __init__(self, *, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_columns = columns
        self._made: list[_Row] = []
        self._rows: list[_Row] = []
        self._facts: tuple[Fact, ...] = ()
        self._turn = 0
        self._is_centered = False
        self._arranged: object = None
        self._is_arranging = False
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    @property
    def turner(self) -> Turner:
        return self._turner

    def show_facts(self, facts: Sequence[Fact], *, turn: int) -> None:
        """Show the sheet `turn` of these facts."""
        while len(self._made) < len(facts):
            self._make_row()
        # Rows are kept for the next visitor, who may have more to read.
        self._rows = self._made[: len(facts)]
        for row in self._made[len(facts) :]:
            row.rest()
        for row, fact in zip(self._rows, facts, strict=True):
            row.show_fact(fact)
        self._facts = tuple(facts)
        self._turn = turn
        self._arrange()

    def made_ahead(self) -> Iterator[None]:
        """Make the rows that most visitors need, one at a time."""
        while len(self._made) < _USUAL:
            self._make_row().hide()
            yield

    def _make_row(self) -> "_Row":
        row = _Row(self)
        apply_spacing(row, theme_of(self))
        self._made.append(row)
        return row

    def set_columns(self, columns: int) -> None:
        """Set how many columns there may be."""
        if columns != self._most_columns:
            self._most_columns = columns
            self._arrange()

    def set_centered(self, is_centered: bool) -> None:
        """Let what fits on one sheet stand in the middle of it, beside what stands there too."""
        if is_centered != self._is_centered:
            self._is_centered = is_centered
            self._arrange()

    def height_at(self, width: int) -> int:
        """Return the height at which everything stands in one column of a width."""
        gap = theme_of(self).space("s")
        return sum(row.height_at(width) + gap for row in self._rows) - gap if self._rows else 0

    def sizeHint(self) -> QSize:
        return QSize(0, self.height_at(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        # Showing the turner lays the whole window out at once, in the middle of this.
        if not self._rows or self.width() <= 1 or self._is_arranging:
            return
        # All that decides where things stand: measuring asks for a layout, and that would measure again.
        place = self.size(), self._turner.is_apart, theme_of(self), self._is_centered, self._most_columns
        wanted = place, self._facts, self._turn
        if self._arranged == (wanted, self._looks()):
            return
        self._is_arranging = True
        self._arrange_anew()
        self._is_arranging = False
        self._arranged = wanted, self._looks()

    def _looks(self) -> list[tuple[int, int]]:
        return [row.looks() for row in self._rows]

    def _arrange_anew(self) -> None:
        gap = theme_of(self).space("s")
        columns, sheets = self._best()
        shown = min(self._turn, len(sheets) - 1)
        self._turner.show_state(turn=shown, sheets=len(sheets))
        here = dict(sheets[shown])
        width = self._column_width(columns)
        used = sum(row.height_at(width) + gap for row in self._rows)
        # Lines breathe where there is room.
        spare = max(0, min(theme_of(self).space("m"), (self._turner.rooms()[0] - used) // len(self._rows)))
        spare = spare if len(sheets) == 1 else 0
        used += spare * (len(self._rows) - 1) - gap
        is_alone = self._is_centered and len(sheets) == 1 and columns == 1
        above = max(0, (self._turner.rooms()[0] - used) // 2) if is_alone else 0
        for at, row in enumerate(self._rows):
            row.setVisible(at in here)
            if at in here:
                column, top = here[at]
                y = above + top + spare * (at if columns == 1 else 0)
                row.setGeometry(column * (width + 3 * gap), y, width, row.height_at(width))
        self._turner.raise_()

    def _best(self) -> tuple[int, list[list[tuple[int, tuple[int, int]]]]]:
        """Return how many columns there are, and the sheets; large letters where they still fit on one sheet."""
        alone, turned = self._turner.rooms()
        for is_large in (True, False):
            for row in self._rows:
                row.set_large(is_large)
            # One column reads best; a second one only where it saves a sheet.
            for columns in range(1, self._columns_for_words() + 1):
                sheets = self._sheets(columns, alone)
                if len(sheets) == 1:
                    return columns, sheets
        columns = self._columns_for_words()
        if columns > 1 and len(self._sheets(1, turned)) == len(self._sheets(columns, turned)):
            columns = 1
        return columns, self._sheets(columns, turned)

    def _columns_for_words(self) -> int:
        """Return how many columns there may be without breaking a word, or a fact that is higher than the sheet."""
        widest = max(row.least_width() for row in self._rows)
        least = _LEAST_EMS * theme_of(self).text("body").size
        room = self._turner.rooms()[1]
        for columns in range(self._most_columns, 1, -1):
            width = self._column_width(columns)
            if width >= max(widest, least) and max(row.height_at(width) for row in self._rows) <= room:
                return columns
        return 1

    def _column_width(self, columns: int) -> int:
        gap = 3 * theme_of(self).space("s")
        return (self.width() - gap * (columns - 1)) // columns

    def _sheets(self, columns: int, room: int) -> list[list[tuple[int, tuple[int, int]]]]:
        width = self._column_width(columns)
        heights = [row.height_at(width) for row in self._rows]
        headings = [at for at, fact in enumerate(self._facts) if fact.role == "section"]
        return fill(heights, room=room, gap=theme_of(self).space("s"), columns=columns, headings=headings)


class _Row(Card):
    """One fact."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(corner="m", fill="plain", parent=parent)
        self._row = spaced(QHBoxLayout(self), gap="m", margins="none")
        self._icon = Icon("info")
        self._zone = ZoneMark(color="", number=0)
        self._text = FitLabel(lines=_LINES, shrink=1.0)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._zone, 0, Qt.AlignmentFlag.AlignTop)
        self._word = FitLabel(tone="muted", lines=_LINES, shrink=1.0)
        self._words = spaced(QBoxLayout(QBoxLayout.Direction.LeftToRight), gap="s")
        self._words.addWidget(self._word)
        self._words.addWidget(self._text, 1)
        self._row.addLayout(self._words, 1)
        self._text.setSizePolicy(_growing())
        self._role = "body"
        self.fact: Fact | None = None

    def rest(self) -> None:
        """Say nothing until there is something to say again."""
        if self.fact is not None:
            self.fact = None
            self._text.setObjectName("")
            self.hide()

    def show_fact(self, fact: Fact) -> None:
        if fact == self.fact:
            return
        self.fact = fact
        has_ground = fact.tone in _GROUNDS
        set_look(self, fill=fact.tone if has_ground else "plain")
        spaced(self._row, gap="m", margins=("m", "s") if has_ground else "none")
        apply_spacing(self, theme_of(self))
        self._icon.setVisible(bool(fact.icon) and fact.zone is None)
        color = f"on_{fact.tone}_soft" if has_ground else fact.tone
        if fact.icon:
            self._icon.set_icon(fact.icon, color)
        self._zone.setVisible(fact.zone is not None)
        if fact.zone is not None:
            self._zone.set_zone(color=fact.zone[0], number=fact.zone[1])
        self._text.setObjectName(fact.name)
        self._role = fact.role
        self._text.set_tone(f"on_{fact.tone}" if has_ground else fact.tone)
        self._text.setText(fact.text)
        self._word.setText(fact.word)
        self._word.setVisible(bool(fact.word))

    def looks(self) -> tuple[int, int]:
        """Return numbers that change with its texts and their fonts."""
        return self._word.look(), self._text.look()

    def set_large(self, is_large: bool) -> None:
        """Take the role of the fact, or the next larger one."""
        role = _LARGER.get(self._role, self._role) if is_large else self._role
        self._text.set_role(role)
        self._word.set_role(role)

    def least_width(self) -> int:
        """Return the width at which no word has to be broken."""
        theme, margins = theme_of(self), self._row.contentsMargins()
        word = longest_word(self._text.text(), self._text.font())
        mark = (
            theme.px("icon") + theme.space("m") if self._icon.isVisibleTo(self) or self._zone.isVisibleTo(self) else 0
        )
        return ceil(word) + 1 + mark + margins.left() + margins.right()

    def height_at(self, width: int) -> int:
        """Return the height it needs at a width."""
        theme = theme_of(self)
        wanted = self._word.sizeHint().width() + self._text.sizeHint().width() + theme.space("s")
        is_side = wanted + theme.px("icon") + 3 * theme.space("m") <= width
        self._words.setDirection(
            QBoxLayout.Direction.LeftToRight if is_side or not self._word.text() else QBoxLayout.Direction.TopToBottom
        )
        self._words.invalidate()
        self._row.invalidate()
        return self._row.totalHeightForWidth(width)


def _growing() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
