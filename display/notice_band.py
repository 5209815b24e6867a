"""The band with what a supervisor announced: whole, in both languages, above the calls."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import Card, FitLabel, Icon
from display.notices import NoticeView

_SHORT: Final = 60
_SHORT_EMERGENCY: Final = 100
"""A text up to so many letters is written larger."""
_LINES: Final = 12
"""More than any text needs: it is never cut."""


class NoticeBand(QWidget):
    """Shows one announcement, or nothing and takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_band")
        self._notice: NoticeView | None = None
        self._card = Card(corner="l")
        self._icon = Icon("speaker", extent="icon")
        self._heading = FitLabel(role="section")
        self._heading.setObjectName("notice_heading")
        self._text = FitLabel(role="title", lines=_LINES, shrink=0.5)
        self._text.setObjectName("notice_text")
        self._english = FitLabel(role="body", lines=_LINES, shrink=0.5)
        self._english.setObjectName("notice_english")
        around = spaced(QHBoxLayout(self), gap="none", margins=("xl", "s", "xl", "none"))
        around.addWidget(self._card)
        row = spaced(QHBoxLayout(self._card), gap="l", margins=("l", "m"))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = spaced(QVBoxLayout(), gap="xs")
        for label in (self._heading, self._text, self._english):
            words.addWidget(label)
        row.addLayout(words, 1)
        self.hide()

    def show_notice(self, notice: NoticeView | None) -> None:
        """Show an announcement, or none; the same one again changes nothing."""
        if notice == self._notice:
            return
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is not None:
            self._say(notice)

    def _say(self, notice: NoticeView) -> None:
        ground, ink = ("alarm", "on_alarm") if notice.is_emergency else ("accent_soft", "on_accent_soft")
        self._card.set_fill(ground)
        self._icon.set_icon("warning" if notice.is_emergency else "speaker", ink)
        self._heading.setText(self.tr("Emergency") if notice.is_emergency else self.tr("Announcement"))
        for label in (self._heading, self._text, self._english):
            label.set_tone(ink)
        is_short = len(notice.text) <= (_SHORT_EMERGENCY if notice.is_emergency else _SHORT)
        self._text.set_role("title" if is_short else "subtitle")
        self._english.set_role("body" if is_short else "section")
        self._text.setText(notice.text)
        self._english.setText(notice.text_en)
        self._english.setVisible(bool(notice.text_en))
        said = ". ".join(part.rstrip(".") for part in (self._heading.text(), notice.text, notice.text_en) if part)
        self.setAccessibleName(said)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._notice is not None:
            self._say(self._notice)
