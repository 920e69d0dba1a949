"""The field that filters the register."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme
from ui.i18n import t


class FilterField(QLineEdit):
    """Filters while typing; its key stands at its right end until something is typed."""

    def __init__(self, words: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._asked = words
        self.only: frozenset[int] = frozenset()
        """The ids of the meetings to be compared; none while all are shown."""
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setFixedWidth(200)
        self.addAction(theme.icon("filter"), QLineEdit.ActionPosition.LeadingPosition)

        self.textEdited.connect(lambda: self._compare(frozenset()))

    def compare(self, code: str) -> None:
        """Show only the meetings whose ids `code` names ("12+15"), until something is typed or Esc."""
        self.clear()
        self._compare(frozenset(int(part) for part in code.split("+") if part.isdecimal()))
        self.textChanged.emit("")

    def reset(self) -> bool:
        """Show all again; False when all were shown."""
        if not self.text() and not self.only:
            return False
        self._compare(frozenset())
        self.clear()
        self.textChanged.emit("")
        return True

    def _compare(self, only: frozenset[int]) -> None:
        self.only = only
        self.setPlaceholderText(t("Đang so hai cuộc") if only else self._asked)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            keys = "Esc" if self.only else self._keys
            painter = QPainter(self)
            painter.setFont(theme.font(11))
            painter.setPen(theme.color("text3"))
            width = QFontMetrics(theme.font(11)).horizontalAdvance(keys)
            place = QRect(self.width() - width - 12, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, keys)
            painter.end()
