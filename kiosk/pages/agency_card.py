"""One agency on the first page: its name, what it does, how many wait or why it gives no number and when again."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.errors import Reason
from antrean.front import Offer
from antrean.ui.dress import set_look, spaced, theme_of
from antrean.ui.widgets import CardButton, FitLabel, Panel, ZoneMark
from kiosk.offered import AgencyView, today
from kiosk.pages.reasons import opens, short

MANY_WAITING = 10
"""From so many people on the figure is red, as a hint; the figure itself is what counts."""


class Form(StrEnum):
    """How large a card's texts are."""

    PLAIN = "plain"
    MIDDLE = "middle"
    LARGE = "large"
    BRIEF = "brief"
    """Plain; of an agency that is not here today only the day it is here says so."""


_ROLES: Final = {
    Form.PLAIN: ("card", "small", "caption"),
    Form.MIDDLE: ("subtitle", "small", "caption"),
    Form.LARGE: ("title", "body", "strong"),
    Form.BRIEF: ("card", "small", "caption"),
}
"""The roles of name, summary and status."""

_FIGURE: Final = re.compile(r"\d")
_LINES = 8
"""More than any text needs: cards are as high as their texts."""


class AgencyCard(CardButton):
    """`set_form` chooses how large it is and whether its zone stands on it, for want of a heading above.

    The summary goes where the room is needed for the rest.
    """

    def __init__(self, agency: str, parent: QWidget | None = None) -> None:
        super().__init__(name=f"agency_{agency}", parent=parent)
        self.agency = agency
        set_look(self, extent="s")
        self._form = Form.PLAIN
        self._has_zone = False
        self._said: object = None
        self._statuses = "", ""
        self._measured: dict[object, int] = {}
        self._looks: object = None
        column = spaced(QVBoxLayout(self), gap="xs", margins=("card", "m", "s", "m"))
        self._zone = _ZoneLine()
        self._name = FitLabel(role="card", lines=_LINES, shrink=1.0)
        self._summary = FitLabel(role="small", lines=_LINES, shrink=1.0)
        self._status = FitLabel(role="caption", lines=_LINES, shrink=1.0)
        named = spaced(QHBoxLayout(), gap="s")
        self._mark = ZoneMark(color="", number=0)
        named.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        named.addWidget(self._name, 1)
        column.addWidget(self._zone)
        column.addLayout(named)
        column.addWidget(self._summary)
        column.addStretch()
        column.addWidget(self._status)
        self._zone.hide()
        self._mark.hide()

    def show_state(self, view: AgencyView, offer: Offer, language: str) -> None:
        """Show the agency; a figure that changes at one of them costs the others nothing."""
        said = (view, today(offer), language)
        if said != self._said:
            self._said = said
            self._say(view, offer, language)
        self._make_room()

    def forget(self) -> None:
        """Say everything anew the next time: the words have changed."""
        self._said = None

    def _say(self, view: AgencyView, offer: Offer, language: str) -> None:
        name = view.agency.short.in_language(language)
        self._name.setText(name)
        self._name.set_tone("muted" if view.closed else None)
        self._summary.setText(view.agency.summary.in_language(language))
        brief = ""
        if view.closed is not None:
            lines = [short(view.closed, language), opens(view.closed, offer, language)]
            status, tone = "\n".join(line for line in lines if line), "warn"
            if view.closed.reason is Reason.NOT_THIS_WEEKDAY and lines[-1]:
                brief = lines[-1]
        elif view.waiting == 0:
            status, tone = self.tr("Nobody waiting"), "good"
        else:
            status = self.tr("{count} waiting").format(count=view.waiting)
            tone = "bad" if view.waiting >= MANY_WAITING else "good"
        self._statuses = status, brief or status
        self._show_status()
        self._status.set_tone(tone)
        self.set_off(view.closed is not None)
        self.set_stripe(view.zone.color)
        zone = self.tr("Zone {number}").format(number=view.zone.position)
        self._zone.show_zone(view.zone.color, view.zone.position, zone)
        self._mark.set_zone(color=view.zone.color, number=view.zone.position)
        self.setAccessibleName(f"{name}. {status.replace(chr(10), '. ')}")
        whole = view.agency.name.in_language(language)
        self.setAccessibleDescription(f"{whole}. {view.agency.summary.in_language(language)}. {zone}")

    def _show_status(self) -> None:
        self._status.setText(self._statuses[self._form is Form.BRIEF])

    def set_form(self, form: Form, *, has_zone: bool) -> None:
        """Take a form."""
        if (form, has_zone) == (self._form, self._has_zone):
            return
        self._form, self._has_zone = form, has_zone
        # Small cards are for little room: the mark alone stands before the name.
        self._mark.setVisible(has_zone and self._is_small)
        self._zone.setVisible(has_zone and not self._is_small)
        self._show_status()
        for label, role in zip((self._name, self._summary, self._status), _ROLES[form], strict=True):
            label.set_role(role)

    @property
    def form(self) -> tuple[Form, bool]:
        """The form it has, and whether its zone stands on it."""
        return self._form, self._has_zone

    @property
    def _is_small(self) -> bool:
        return self._form in (Form.PLAIN, Form.BRIEF)

    def texts(self) -> tuple[str, ...]:
        """Return what it says with every figure as 0, for who asks whether it may need other room than before."""
        return self._name.text(), self._summary.text(), _FIGURE.sub("0", self._statuses[0])

    def least_width(self) -> int:
        """Return the width at which no word has to be broken."""
        return self._kept("least", self._least_width)

    def _least_width(self) -> int:
        across, _ = self._margins()
        return max(self._name.longest_word() + self._before_name(), self._status.longest_word()) + across

    def needed_height(self, width: int, *, with_summary: bool) -> int:
        """Return the height that its texts need at a width."""
        return self._kept((width, with_summary), lambda: self._needed_height(width, with_summary=with_summary))

    def _kept(self, what: object, measure: Callable[[], int]) -> int:
        """Return what was measured before, as long as nothing on it looks different; the hall asks often."""
        labels = (self._name, self._summary, self._status)
        looks = (theme_of(self), self._form, self._has_zone, [label.look() for label in labels])
        if looks != self._looks:
            self._looks = looks
            self._measured.clear()
        if what not in self._measured:
            self._measured[what] = measure()
        return self._measured[what]

    def _needed_height(self, width: int, *, with_summary: bool) -> int:
        across, down = self._margins()
        room = max(1, width - across)
        parts = [self._name.heightForWidth(max(1, room - self._before_name())), self._status.heightForWidth(room)]
        if with_summary:
            parts.append(self._summary.heightForWidth(room))
        if self._has_zone and not self._is_small:
            parts.append(self._zone.sizeHint().height())
        # The stretch between them counts for the gaps of a layout, too.
        return sum(parts) + theme_of(self).space("xs") * len(parts) + down

    def _before_name(self) -> int:
        """Return the width of the mark beside the name."""
        is_beside = self._has_zone and self._is_small
        return self._mark.sizeHint().width() + theme_of(self).space("s") if is_beside else 0

    def _margins(self) -> tuple[int, int]:
        theme = theme_of(self)
        border = 2 * theme.px("hairline")
        return theme.space("card") + theme.space("s") + border, 2 * theme.space("m") + border

    def _make_room(self) -> None:
        is_wide = self._summary.longest_word() + self._margins()[0] <= self.width()
        self._summary.setVisible(is_wide and self.height() >= self.needed_height(self.width(), with_summary=True))

    def minimumSizeHint(self) -> QSize:
        # The hall gives it its place.
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


class _ZoneLine(Panel):
    """The zone's mark and its word, for a card that stands under no heading."""

    def __init__(self) -> None:
        super().__init__()
        row = spaced(QHBoxLayout(self), gap="s")
        self._mark = ZoneMark(color="", number=0)
        self._word = FitLabel(role="section", shrink=1.0)
        row.addWidget(self._mark)
        row.addWidget(self._word, 1)

    def show_zone(self, color: str, number: int, word: str) -> None:
        self._mark.set_zone(color=color, number=number)
        self._word.setText(word)
