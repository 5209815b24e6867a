"""The line at the top of every page: where the visitor is, the way back, the language and the time."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from antrean.clock import Clock
from antrean.ui import dates
from antrean.ui.dress import theme_of
from antrean.ui.language import own_name
from antrean.ui.widgets import BigButton, ClockLabel, FitLabel, Icon, Logo, Panel
from kiosk.pages.reach import is_low
from kiosk.state import KioskState, Page

_STARTS: Final = (Page.WAITING, Page.CLOSED, Page.AGENCIES, Page.ISSUED)
"""Pages that there is no way back from."""

TECHNICIAN_MS: Final = 3_000
"""So long the mall's mark is held by who means the technician's page."""

_MINUTE_MS: Final = 60_000


class Header(Panel):
    """Names stand beside the buttons where they fit, else below them; where the pages stand low they go first.

    Signals `back_clicked`, `language_clicked`, `minute_changed` and `pin_opened`.
    """

    back_clicked = Signal()
    language_clicked = Signal()
    minute_changed = Signal()
    pin_opened = Signal()

    def __init__(self, *, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(fill="header", parent=parent)
        self.setObjectName("header")
        self._clock = clock
        self._is_low = False
        self._knows_time = False
        self._back = BigButton(name="back", fill="header", extent="m", icon="back", parent=self)
        self._mark = _Mark(self)
        self._title = FitLabel(role="subtitle", tone="header", lines=2, shrink=1.0, parent=self)
        self._title.setObjectName("header_title")
        self._where = FitLabel(role="small", tone="header_muted", lines=2, shrink=1.0, parent=self)
        self._where.setObjectName("header_place")
        self._staff = Icon("printer", color="header_muted", parent=self)
        self._staff.setObjectName("staff_sign")
        self._language = BigButton(name="language_switch", fill="header", extent="m", icon="language", parent=self)
        self._time = ClockLabel(clock=clock, tone="header", parent=self)
        self._time.setObjectName("clock")
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self._on_minute)
        self._back.clicked.connect(self.back_clicked)
        self._language.clicked.connect(self.language_clicked)
        self._mark.held.connect(self.pin_opened)
        self._await_minute()

    def show_state(self, state: KioskState) -> None:
        """Show where the visitor is."""
        is_inside = state.page not in _STARTS
        self._is_low = is_low(self, state.access)
        self._back.setText(self.tr("Back"))
        self._back.setAccessibleDescription(self.tr("Goes one step back."))
        self._back.setVisible(is_inside)
        self._mark.setVisible(not is_inside)
        self._staff.setVisible(state.needs_staff)
        self._staff.setAccessibleName(self.tr("The printer waits for the staff."))
        self._show_language(state)
        self._time.set_language(state.language)
        if state.offer is not None:
            self._time.set_zone(state.offer.mall.zone_info)
            self._mark.setText(state.offer.mall.name.in_language(state.language)[:1])
        title, place = self._names(state)
        self._title.setText(title)
        self._where.setText(place)
        # Before the first read of the hall this PC's own clock and zone are not to be trusted.
        self._knows_time = state.offer is not None
        self._await_minute()
        self.fit()

    def _show_language(self, state: KioskState) -> None:
        languages = state.languages
        self._language.setVisible(len(languages) > 1)
        if len(languages) > 1:
            here = languages.index(state.language) if state.language in languages else 0
            # In the language it leads to: who needs it reads that one.
            name = own_name(languages[(here + 1) % len(languages)])
            self._language.setText(name)
            self._language.setAccessibleDescription(self.tr("Shows everything in {language}.").format(language=name))

    def _names(self, state: KioskState) -> tuple[str, str]:
        if state.offer is None:
            return "Antrean", ""
        mall, language = state.offer.mall, state.language
        if state.page in (Page.SERVICES, Page.SERVICE) and state.agency is not None:
            agency = mall.agency(state.agency)
            zone = mall.zone(agency.zone)
            where = self.tr("{agency} · Zone {zone}").format(
                agency=agency.short.in_language(language), zone=zone.position
            )
            return where, agency.name.in_language(language)
        date = dates.long_date(self._clock.now().astimezone(mall.zone_info).date(), language)
        return mall.name.in_language(language), f"{mall.place.in_language(language)} · {date}"

    def fit(self) -> None:
        """Take the height that the texts need at this width."""
        if self.width() < 1:
            return
        theme = theme_of(self)
        edge, gap, width = theme.space("xl"), theme.space("m"), self.width()
        left = self._back if not self._back.isHidden() else self._mark
        begin = edge + self._size(left)[0] + gap
        end = width - edge
        clock = self._size(self._time)[0] + gap if self._knows_time else 0
        others = sum(self._size(one)[0] + gap for one in (self._staff, self._language) if not one.isHidden())
        room = end - begin - others
        line = max(self._size(left)[1], self._size(self._language)[1]) + 2 * theme.space("s")
        if not self._is_low:
            line = max(line, self._size(self._time)[1])
        high = line if self._is_low else max(line, theme.px("header_height"))
        lines = None if self._is_low else self._lines(room, clock, high)
        if lines is None:
            # The time stands beside the buttons or not at all; the names have a line of their own, or are above.
            has_clock = 0 < clock <= room and self._size(self._time)[1] <= line
            if not self._is_low:
                high = line + self._title.heightForWidth(width - 2 * edge) + theme.space("s")
            self._put_names(QRect(edge, line, width - 2 * edge, high - line), has_title=not self._is_low)
        else:
            has_clock, has_where = lines
            names = QRect(begin, 0, room - (clock if has_clock else 0), high)
            self._put_names(names, has_title=True, has_where=has_where)
        middle = high if lines is not None else line
        self._put(left, edge, middle)
        self._time.setVisible(has_clock)
        if has_clock:
            end = self._put(self._time, end - clock + gap, middle) - gap
        for one in (self._language, self._staff):
            if not one.isHidden():
                end = self._put(one, end - self._size(one)[0], middle) - gap
        if self.minimumHeight() != high or self.maximumHeight() != high:
            self.setFixedHeight(high)

    def _lines(self, room: int, clock: int, high: int) -> tuple[bool, bool] | None:
        """Return whether the time and the place have room beside the title; None where the title has none."""
        for has_clock in (True, False) if clock else (False,):
            free = room - (clock if has_clock else 0)
            if self._title.sizeHint().width() <= free:
                title = self._title.sizeHint().height()
                is_whole = self._where.sizeHint().width() <= 2 * free
                where = self._where.heightForWidth(free)
                return has_clock, bool(self._where.text()) and is_whole and title + where <= high
        return None

    def _put_names(self, box: QRect, *, has_title: bool, has_where: bool = False) -> None:
        self._title.setVisible(has_title)
        self._where.setVisible(has_where)
        title = self._title.heightForWidth(box.width())
        where = self._where.heightForWidth(box.width()) if has_where else 0
        top = box.top() + max(0, (box.height() - title - where) // 2)
        self._title.setGeometry(box.left(), top, box.width(), title)
        self._where.setGeometry(box.left(), top + title, box.width(), where)

    def _put(self, widget: QWidget, x: int, high: int) -> int:
        """Place a widget in the middle of a line and return where it begins."""
        width, height = self._size(widget)
        widget.setGeometry(x, (high - height) // 2, width, height)
        return x

    @staticmethod
    def _size(widget: QWidget) -> tuple[int, int]:
        size = widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())
        return size.width(), size.height()

    def _await_minute(self) -> None:
        now = self._clock.now()
        self._minute.start(_MINUTE_MS - (now.second * 1_000 + now.microsecond // 1_000) % _MINUTE_MS + 15)

    def _on_minute(self) -> None:
        # The clock is not always to be seen, and what is open changes with the time all the same.
        self._await_minute()
        self.minute_changed.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.Polish):
            self.fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _Mark(Logo):
    """The mall's mark; held long enough it opens the technician's page."""

    held = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setObjectName("mall_mark")
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(TECHNICIAN_MS)
        self._hold.timeout.connect(self.held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hold.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hold.stop()
        super().mouseReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hold.stop()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.rect().contains(event.position().toPoint()):
            self._hold.stop()
        super().mouseMoveEvent(event)
