"""The quiet line at the bottom: since when the database is away, and what ails the voice."""

from typing import assert_never

from PySide6.QtWidgets import QHBoxLayout, QWidget

from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced
from antrean.ui.widgets import FitLabel, Icon
from display.state import DisplayState


class StatusLine(QWidget):
    """One quiet line for the technician's eye; its room stays, so that the board never moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("warning", color="muted", extent="mark")
        self._label = FitLabel(role="small", tone="muted")
        self._label.setObjectName("status_line")
        row = spaced(QHBoxLayout(self), gap="s", margins=("xl", "xs"))
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        self.render_text("", icon="warning", tone="muted")

    def render_text(self, text: str, *, icon: str, tone: str, detail: str = "") -> None:
        """Say something, or nothing; `detail` is the technician's sentence."""
        self._icon.set_icon(icon, tone)
        self._icon.setVisible(bool(text))
        self._label.set_tone(tone)
        self._label.setText(text)
        self._label.setAccessibleDescription(detail)

    def show_state(self, state: DisplayState) -> None:
        """Say what the technician should know."""
        if state.lost_since is not None:
            since = clock_time(state.lost_since, state.language)
            text = self.tr("Not connected since {time}; the board shows the calls until then.").format(time=since)
            self.render_text(text, icon="offline", tone="warn")
            return
        if state.voice is None:
            self.render_text("", icon="speaker", tone="muted")
            return
        from antrean.devices.voice import VoiceKind

        detail = state.voice.sentence
        match state.voice.kind:
            case VoiceKind.OK:
                self.render_text("", icon="speaker", tone="muted")
            case VoiceKind.NO_DEVICE:
                text = self.tr("No sound device; calls are shown, not heard.")
                self.render_text(text, icon="speaker_off", tone="warn", detail=detail)
            case VoiceKind.FAILING:
                text = self.tr("The voice has a problem; calls are shown here.")
                self.render_text(text, icon="speaker_off", tone="warn", detail=detail)
            case VoiceKind.OFF:
                text = self.tr("The voice is switched off.")
                self.render_text(text, icon="speaker_off", tone="muted", detail=detail)
            case _:
                assert_never(state.voice.kind)
