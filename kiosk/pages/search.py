"""The search by need: what is typed, the services it may mean, and the information desk where it means nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import Dressed, apply_spacing, spaced, theme_of
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel
from antrean.ui.widgets.letters import advance
from kiosk.offered import ServiceView
from kiosk.pages.hit_row import HitRow
from kiosk.pages.keyboard import Keyboard
from kiosk.pages.reach import is_low
from kiosk.pages.search_words import search_words
from kiosk.pages.turner import Turner
from kiosk.state import KioskState, hits_of


class SearchPage(Panel):
    """Signals `typed(sign)`, `erased`, `search_cleared`, `service_chosen(service)` and `turned(sheet)`.

    On an upright screen the keyboard stands under the hits and only on the first sheet: the others have its room.
    """

    typed = Signal(str)
    erased = Signal()
    search_cleared = Signal()
    service_chosen = Signal(str)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_search")
        self._field = _Field(self)
        self._see = BigButton(name="search_see", fill="dark", extent="m", icon="next", parent=self)
        self._hits = _Hits(self, after=self._see)
        self._keyboard = Keyboard(self)
        self._turn = 0
        self._see.clicked.connect(lambda: self.turned.emit(1))
        self._hits.chosen.connect(self.service_chosen)
        self._hits.turned.connect(self.turned)
        self._hits.outgrown.connect(self._place)
        self._keyboard.typed.connect(self.typed)
        self._keyboard.erased.connect(self.erased)
        self._keyboard.cleared.connect(self.search_cleared)

    @property
    def first_control(self) -> QWidget:
        """Where the focus begins for who uses keys."""
        return self._keyboard.first_key if self._keyboard.isVisible() else self._hits.first_control

    def show_state(self, state: KioskState) -> None:
        """Show what was typed and what it may mean."""
        if state.offer is None:
            return
        self._turn = state.turn
        self._field.show_query(state.query)
        self._see.setAccessibleDescription(self.tr("Shows the services that were found."))
        self._keyboard.show_typed(state.query)
        self._hits.show_hits(hits_of(state), state)
        self._place()

    def _place(self) -> None:
        theme = theme_of(self)
        # Low on the screen every line counts.
        gap = theme.space("s" if self.height() < self.width() < self.window().height() else "m")
        across, down = theme.space("xl"), gap
        width, height = self.width() - 2 * across, self.height() - 2 * down
        if width < 1 or height < 1:
            return
        field = self._field.needed()
        top = down + field + gap
        room = height - field - gap
        self._field.setGeometry(across, down, width, field)
        if self.width() > self.height() and width >= 2 * self._keyboard.least_width():
            keys = max(self._keyboard.least_width(), (width - gap) // 2)
            self._keyboard.resize(keys, self._keyboard.height())
            high = min(room, self._keyboard.most_height())
            self._keyboard.setGeometry(across + width - keys, top + room - high, keys, high)
            self._keyboard.show()
            self._hits.setGeometry(across, top, width - keys - gap, room)
            self._hits.place(turn=self._turn, first_room=room)
            self._see.hide()
            return
        self._keyboard.resize(width, self._keyboard.height())
        least, most = self._keyboard.least_height(), self._keyboard.most_height()
        # Keys take what the hits do not need, up to square ones.
        keys = min(room, max(least, min(most, room // 3)))
        is_typing = self._turn == 0 or not self._hits.has_hits
        self._keyboard.setVisible(is_typing)
        self._keyboard.setGeometry(across, top + room - keys, width, keys)
        first_room = room - keys - gap
        self._hits.setGeometry(across, top, width, first_room if is_typing else room)
        self._hits.place(turn=self._turn, first_room=first_room, later_room=room)
        # Shown or hidden once: each change asks for another layout, and that places everything again.
        if self._hits.is_put_off:
            self._put_off(across, down, width, field)
        else:
            self._see.hide()

    def _put_off(self, x: int, y: int, width: int, height: int) -> None:
        """Beside what was typed, lead to the hits for which the keyboard leaves no room."""
        self._see.setText(self.tr("See {count} services").format(count=self._hits.count))
        wide, gap = self._see.sizeHint().width(), theme_of(self).space("s")
        self._field.setGeometry(x, y, width - wide - gap, height)
        self._see.setGeometry(x + width - wide, y, wide, height)
        self._see.show()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class _Field(Card):
    """What was typed, its end always to be seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(corner="m", parent=parent)
        self.setObjectName("search_field")
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "s"))
        row.addWidget(Icon("search", color="muted"))
        self._text = FitLabel(role="subtitle", shrink=1.0)
        self._text.setObjectName("search_text")
        row.addWidget(self._text, 1)
        self._query = ""

    def needed(self) -> int:
        """Return the height its text needs."""
        theme = theme_of(self)
        return max(
            theme.px("button_height") + 2 * theme.px("hairline"), self._text.sizeHint().height() + 2 * theme.space("s")
        )

    def show_query(self, query: str) -> None:
        self._query = query
        self._fit()
        self.setAccessibleName(self.tr("Searched for: {words}").format(words=query) if query else self._text.text())

    def _fit(self) -> None:
        self._text.set_tone(None if self._query else "muted")
        if not self._query:
            self._text.setText(self.tr("Type here …"))
            return
        # An upright stroke marks where the next letter comes.
        shown, font = f"{self._query}|", self._text.font()
        room = self._text.width()
        while len(shown) > 2 and advance(shown, font) > room > 1:
            shown = f"…{shown[2:]}" if shown.startswith("…") else f"…{shown[1:]}"
        self._text.setText(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Hits(QWidget, Dressed):
    """The services found as rows of one height, on as many sheets as they need."""

    chosen = Signal(str)
    turned = Signal(int)
    outgrown = Signal()
    """Texts need other room than before."""

    def __init__(self, parent: QWidget, *, after: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_hits")
        self._last = after
        self._rows: list[HitRow] = []
        self._count = 0
        self._is_low = False
        self.is_put_off = False
        """There is no room for a single hit on this sheet."""
        self._words = _Words(self)
        self._turner = Turner(self)
        self._turner.turned.connect(self.turned)

    @property
    def count(self) -> int:
        return self._count

    @property
    def has_hits(self) -> bool:
        return self._count > 0

    @property
    def first_control(self) -> QWidget:
        return self._rows[0]

    def show_hits(self, views: Sequence[ServiceView], state: KioskState) -> None:
        """Show these services, or what to do where there are none."""
        self._count = len(views)
        while len(self._rows) < len(views):
            self._add()
        for row, view in zip(self._rows, views, strict=False):
            row.show_hit(view, state)
        self._words.show_state(state)
        self._is_low = is_low(self, state.access)

    def _add(self) -> None:
        row = HitRow(self)
        row.clicked.connect(lambda _=False: self.chosen.emit(row.service))
        # Made after the keyboard, but read before it.
        QWidget.setTabOrder(self._last, row)
        self._last = row
        self._rows.append(row)
        self._turner.follow(row)
        apply_spacing(self, theme_of(self))

    def place(self, *, turn: int, first_room: int, later_room: int | None = None) -> None:
        """Show one sheet; the first has other room than the later ones where the keyboard stands under it."""
        later = first_room if later_room is None else later_room
        gap, width = theme_of(self).space("s"), self.width()
        self._words.setVisible(self._count == 0 and not self._is_low)
        self.is_put_off = False
        if self._count == 0:
            self._words.setGeometry(0, 0, width, max(0, self.height()))
            self._words.make_room()
            self._turner.show_state(turn=0, sheets=1)
            self._show(range(0), 0, gap)
            return
        needed = max(row.heightForWidth(width) for row in self._rows[: self._count])
        sheets = _sheets(self._count, needed, gap, first_room, later, self._turner.room())
        here = min(turn, len(sheets) - 1)
        self.is_put_off = not sheets[here]
        shown = 1 if self.is_put_off else len(sheets)
        self._turner.show_state(turn=here, sheets=shown, words=self._turner_words(sheets, here, later_room))
        self._show(sheets[here], needed, gap)

    def _turner_words(self, sheets: Sequence[range], here: int, later_room: int | None) -> tuple[str, str]:
        before = after = ""
        if here == 0 and later_room is not None:
            after = self.tr("See {count} more").format(count=self._count - len(sheets[0]))
        if here == 1 and later_room is not None:
            before = self.tr("Type again")
        return before, after

    def _show(self, sheet: range, height: int, gap: int) -> None:
        for at, row in enumerate(self._rows):
            if at in sheet:
                row.setGeometry(0, (at - sheet.start) * (height + gap), self.width(), height)
            row.setVisible(at in sheet)

    def event(self, event: QEvent) -> bool:
        self.dress_on(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.outgrown.emit()
        return super().event(event)


def _sheets(count: int, height: int, gap: int, first: int, later: int, turner: int) -> list[range]:
    """Return which rows stand on which sheet; the first one may hold none where the keyboard leaves no room."""

    def fit(room: int) -> int:
        return max(0, (room + gap) // (height + gap))

    if count <= fit(first):
        return [range(count)]
    begin = min(count, fit(first - turner))
    if first == later:
        begin = max(1, begin)
    per_sheet = max(1, fit(later - turner))
    return [range(begin), *(range(at, min(count, at + per_sheet)) for at in range(begin, count, per_sheet))]


class _Words(Panel):
    """What to do while nothing is found; where the page stands low the same is said above."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        column = spaced(QVBoxLayout(self), gap="s")
        self._heading = FitLabel(role="title", lines=5, shrink=1.0)
        self._heading.setObjectName("search_heading")
        self._text = FitLabel(role="body", tone="muted", lines=6, shrink=1.0)
        self._text.setObjectName("search_words")
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def make_room(self) -> None:
        """Leave the heading out where both do not fit: what was typed stands above, where to ask does not."""
        if self.width() > 1:
            room = self.height() - 3 * theme_of(self).space("s")
            needed = sum(one.heightForWidth(self.width()) for one in (self._heading, self._text))
            self._heading.setVisible(needed <= room)

    def show_state(self, state: KioskState) -> None:
        heading, text = search_words(state)
        self._heading.setText(heading)
        self._text.setText(text)
        self.make_room()
