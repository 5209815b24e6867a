"""What is to be announced, in which words, where and how soon; and whether an emergency is meant."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from antrean import speaking
from antrean.mall_record import Mall
from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import Card, FitLabel, Icon, Panel
from counter.supervisor import ask_words
from counter.supervisor.asking import AskPanel, Options
from counter.supervisor.asks import BLANK, TEMPLATES, AskAnnounce, AskEmergency, Template
from counter.supervisor.picks import Picks
from counter.supervisor.state import WatchState
from counter.supervisor.wishes import Announce

_FREE: Final = "free"
_EMERGENCY: Final = "emergency"


class TextField(Panel):
    """A heading and a few lines to type below it; line ends count as spaces."""

    changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = FitLabel(role="strong")
        self.edit = QPlainTextEdit()
        self.edit.setObjectName(name)
        # Tab leads on, as in every other field.
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self.changed)
        column = spaced(QVBoxLayout(self), gap="xs")
        column.addWidget(self._title)
        column.addWidget(self.edit)

    def text(self) -> str:
        return " ".join(self.edit.toPlainText().split())

    def show_texts(self, title: str) -> None:
        self._title.setText(title)
        self._title.set_tone("bad" if len(self.text()) > speaking.TEXT_LENGTH else None)
        self.edit.setAccessibleName(title)
        self.edit.setAccessibleDescription(self.tr("A few lines; Tab leads on"))
        theme = theme_of(self)
        self.edit.setFixedHeight(round(theme.text("body").size * 1.4 * 2) + 2 * theme.px("menu_padding"))

    def write(self, text: str) -> None:
        """Write a text; what is still to be filled in is chosen, so that typing takes its place."""
        self.edit.setPlainText(text)
        at = text.find(BLANK)
        cursor = self.edit.textCursor()
        cursor.setPosition(max(0, at) if at >= 0 else len(text))
        if at >= 0:
            cursor.setPosition(at + len(BLANK), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)


class AnnouncePanel(AskPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="announce", **given)
        self._template = Options(name="template", keys=tuple(Template))
        self._template.changed.connect(self._on_template)
        self._text = TextField(name="text_id")
        self._english = TextField(name="text_en")
        self._kind = Options(name="kind", keys=(_FREE, _EMERGENCY), least_u=330)
        self._areas = Picks(name="area")
        for field in (self._text, self._english, self._kind, self._areas):
            field.changed.connect(self.again)
        for part in (self._template, self._text, self._english, self._kind, self._areas):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        draft = state.asked.draft if isinstance(state.asked, AskAnnounce) else None
        self._template.choose(None)
        self._text.write("" if draft is None else draft.text)
        self._english.write("" if draft is None else draft.text_en)
        self._kind.choose(_EMERGENCY if draft is not None and draft.is_emergency else _FREE)
        self._areas.pick(() if draft is None else draft.areas)
        self._text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        is_emergency = self._kind.value == _EMERGENCY
        self.say(
            self.tr("What shall be announced?"),
            self.tr(
                "It is spoken and shown in the hall; no identity numbers. The text is gone when the day is closed."
            ),
            self.tr("On to the emergency …") if is_emergency else self.tr("Announce it"),
        )
        chosen = self.tr("chosen")
        texts = {one.value: ask_words.template(one) for one in Template}
        self._template.show_texts(self.tr("Ready texts"), texts, chosen=chosen)
        count = self.tr("{count} of {most} signs")
        most = speaking.TEXT_LENGTH
        for field, title in ((self._text, self.tr("In Indonesian")), (self._english, self.tr("In English, if wanted"))):
            length = count.format(count=len(field.text()), most=most)
            field.show_texts(f"{title} · {length}")
        kinds = {
            _FREE: self.tr("In turn with the calls"),
            _EMERGENCY: self.tr("Emergency: at once, calls wait"),
        }
        self._kind.show_texts(self.tr("How soon?"), kinds, chosen=chosen)
        areas = areas_of(view.mall)
        self._areas.show_texts(
            self.tr("Where? None picked means the whole hall."),
            {area: self.tr("{area}: zone {zones}").format(area=area, zones=zones) for area, zones in areas.items()},
            picked=self.tr("picked"),
        )
        self._areas.setVisible(len(areas) > 1)

    def wish(self, state: WatchState) -> Announce | None:
        text, english = self._text.text(), self._english.text()
        is_ready = bool(text) and BLANK not in text + english
        if not is_ready or max(len(text), len(english)) > speaking.TEXT_LENGTH or self._kind.value is None:
            return None
        return Announce(
            text=text,
            text_en=english,
            is_emergency=self._kind.value == _EMERGENCY,
            areas=self._areas.values(),
        )

    def _on_confirm(self) -> None:
        wish = self.wish(self._presenter.state)
        if wish is not None and wish.is_emergency:
            self._presenter.ask(AskEmergency(wish=wish))
        elif wish is not None:
            self._presenter.do(wish)

    def _on_template(self) -> None:
        if self._template.value is None:
            return
        template = Template(self._template.value)
        indonesian, english = TEMPLATES[template]
        self._english.write(english)
        self._text.write(indonesian)
        self._kind.choose(_EMERGENCY if template is Template.LEAVE else _FREE)
        self._text.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.again()


class EmergencyPanel(AskPanel):
    """The text once more, large, before it cuts off what is being said."""

    def __init__(self, **given: Any) -> None:
        super().__init__(name="emergency", **given)
        card = Card(fill="bad", corner="m")
        self._icon = Icon("urgent", color="on_bad_soft", extent="icon_l")
        self._text = FitLabel(role="heading", tone="on_bad", lines=4)
        self._text.setObjectName("emergency_text")
        self._english = FitLabel(role="body", tone="on_bad", lines=3)
        row = spaced(QHBoxLayout(card), gap="l", margins="l")
        row.addWidget(self._icon)
        column = spaced(QVBoxLayout(), gap="s")
        column.addWidget(self._text)
        column.addWidget(self._english)
        row.addLayout(column, 1)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, state: WatchState, language: str) -> None:
        asked = state.asked
        if not isinstance(asked, AskEmergency):
            return
        self.say(
            self.tr("Announce this emergency now?"),
            self.tr("It cuts off the call that is being said, and no number is called until it was heard."),
            self.tr("Yes, announce the emergency now"),
        )
        self._text.setText(asked.wish.text)
        self._english.setText(asked.wish.text_en)
        self._english.setVisible(bool(asked.wish.text_en))

    def wish(self, state: WatchState) -> Announce | None:
        return state.asked.wish if isinstance(state.asked, AskEmergency) else None


def areas_of(mall: Mall) -> dict[str, str]:
    """Return the voice areas of a mall with the numbers of their zones: "1, 2"."""
    return {
        area: ", ".join(str(zone.position) for zone in mall.zones if zone.voice_area == area)
        for area in speaking.areas(mall)
    }
