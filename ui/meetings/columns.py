"""Where the register's five columns stand: one answer for head, entry row and list."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.meetings.model import heads

_INSETS = (12, 12, 8, 8, 8)


class Box(NamedTuple):
    """A column's left edge and width, in logical pixels."""

    left: int
    width: int


def boxes(width: int) -> list[Box]:
    """Day, title, kind, form, printed, in `width` pixels; the title takes what is left: the others are as
    wide as their longest usual word, since the title is what a meeting is known by."""
    day, kind, form, printed = (76, 112, 84, 88) if width >= 560 else (68, 104, 80, 84)
    title = max(120, width - day - kind - form - printed)
    found, left = [], 0
    for wide in (day, title, kind, form, printed):
        found.append(Box(left, wide))
        left += wide
    return found


def inset(column: int) -> int:
    """From the column's left edge to its text."""
    return _INSETS[column]


class Head(QWidget):
    """The head row, 28 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(28)
        self._room = 0

    def set_room(self, width: int) -> None:
        """The list's inner width, without its scroll bar."""
        self._room = width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("window"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setFont(theme.font(11, 600))
        painter.setPen(theme.color("text2"))
        for column, (box, words) in enumerate(zip(boxes(self._room or self.width()), heads(), strict=True)):
            place = QRect(box.left + inset(column), 0, box.width - inset(column), self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
