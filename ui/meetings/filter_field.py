"""The field that filters the register."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme


class FilterField(QLineEdit):
    """Filters while typing; its key stands at its right end until something is typed."""

    def __init__(self, words: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setFixedWidth(200)
        self.addAction(theme.icon("filter"), QLineEdit.ActionPosition.LeadingPosition)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            painter = QPainter(self)
            painter.setFont(theme.font(11))
            painter.setPen(theme.color("text3"))
            width = QFontMetrics(theme.font(11)).horizontalAdvance(self._keys)
            place = QRect(self.width() - width - 12, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._keys)
            painter.end()
