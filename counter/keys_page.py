"""The cheat sheet: all keys of the counter by what they are for, straight from the table that binds them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, KeyCap, Panel
from counter.scroll_body import ScrollBody
from counter.shortcuts import Group, Key, group_text, in_groups, keys_title
from counter.window_presenter import WindowPresenter

_COLUMNS = ((Group.VISITOR,), (Group.LISTS, Group.HALL), (Group.COUNTER, Group.WINDOW))


class KeysPage(Panel):
    """Stands over the page until F1 or Esc is pressed again."""

    def __init__(self, *, looks: WindowPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("keys_page")
        self._title = FitLabel(role="heading")
        self._titles: dict[Group, FitLabel] = {}
        self._texts: dict[Key, FitLabel] = {}
        self.back = BigButton(name="keys_back", fill="outline", extent="s")
        self.back.set_key_cap(Key.BACK.cap)
        self.back.clicked.connect(looks.toggle_keys)
        card = Card()
        column = spaced(QVBoxLayout(self), gap="m", margins="l")
        column.addWidget(card)
        inside = spaced(QVBoxLayout(card), gap="m", margins="l")
        top = spaced(QHBoxLayout(), gap="m")
        top.addWidget(self._title, 1)
        top.addWidget(self.back)
        inside.addLayout(top)
        self._scroll = ScrollBody(is_read=True)
        self._scroll.setObjectName("keys_all")
        self.setFocusProxy(self._scroll)
        groups = in_groups()
        columns = spaced(QHBoxLayout(), gap="xl")
        for shown in _COLUMNS:
            columns.addLayout(self._column({group: groups[group] for group in shown if group in groups}), 1)
        self._scroll.column.addLayout(columns)
        self._scroll.column.addStretch(1)
        inside.addWidget(self._scroll, 1)

    def show_texts(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(keys_title())
        self._title.setText(keys_title())
        self._scroll.setAccessibleName(keys_title())
        self.back.setText(self.tr("Back"))
        for group, title in self._titles.items():
            title.setText(group_text(group))
        for key, label in self._texts.items():
            label.setText(key.text)
            label.setAccessibleName(f"{', '.join(key.caps)}: {key.text}")

    def _column(self, groups: dict[Group, tuple[Key, ...]]) -> QGridLayout:
        grid = spaced(QGridLayout(), gap="s")
        grid.setColumnStretch(1, 1)
        at = 0
        for group, keys in groups.items():
            self._titles[group] = FitLabel(role="section")
            grid.addWidget(self._titles[group], at, 0, 1, 2)
            for key in keys:
                at += 1
                caps = spaced(QHBoxLayout(), gap="xs")
                for cap in key.caps:
                    caps.addWidget(KeyCap(cap))
                caps.addStretch(1)
                self._texts[key] = FitLabel(role="body", lines=3)
                grid.addLayout(caps, at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(self._texts[key], at, 1)
            at += 1
        grid.setRowStretch(at, 1)
        return grid
