"""The shared widgets: each takes its look from the window's theme and never lets a text leave its box.

Text: FitLabel (role, tone, lines, is_number, is_tabular), Line, Logo, KeyCap.
Containers: Panel, Card, CardButton, WrapGrid. Buttons: BigButton. Marks: Icon, StatusPill, ZoneMark, Banner.
Clocks: ClockLabel, ElapsedLabel.
"""

from antrean.ui.widgets.buttons import BigButton, icon_pixmap
from antrean.ui.widgets.cards import Card, CardButton, Panel, WrapGrid
from antrean.ui.widgets.clocks import ClockLabel, ElapsedLabel
from antrean.ui.widgets.status import Banner, Icon, StatusPill, ZoneMark
from antrean.ui.widgets.text import FitLabel, KeyCap, Line, Logo

__all__ = [
    "Banner",
    "BigButton",
    "Card",
    "CardButton",
    "ClockLabel",
    "ElapsedLabel",
    "FitLabel",
    "Icon",
    "KeyCap",
    "Line",
    "Logo",
    "Panel",
    "StatusPill",
    "WrapGrid",
    "ZoneMark",
    "icon_pixmap",
]
