"""A finding's sentence with its icon, on up to three lines; or a plain label where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.tables import look

_INKS = {"error": "err", "warning": "warn", "hint": "text2"}
_LINE = 17


class MessageLine(QWidget):
    """At most `lines`, three where there is a label; the whole sentence is its tooltip and its name."""

    def __init__(self, parent: QWidget | None = None, label: str = "", lines: int = 1) -> None:
        super().__init__(parent)
        self._label = label
        self._words = ""
        self._severity = ""
        self._lines = 3 if label else lines
        across = QSizePolicy.Policy.Ignored if self._lines > 1 else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(13, 600))
        self.setObjectName("message_line")

    def say(self, words: str, severity: str) -> None:
        """Shows the sentence, or the label again with ""."""
        self._words = words
        self._severity = severity
        self.setToolTip(words)
        self.setAccessibleName(words or self._label)
        self.updateGeometry()
        self._fit()
        self.update()

    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._words or self._label)
        return QSize(width + (24 if self._words else 2), self._height(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(40 if self._words else 0, _LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._lines > 1 and self.height() != self._height(self.width()):
            self.setFixedHeight(self._height(self.width()))

    def _height(self, width: int) -> int:
        if self._lines == 1 or not self._words:
            return _LINE + 2
        return _LINE * len(self._wrapped(width - 22)) + 2

    def _wrapped(self, width: int) -> list[str]:
        metrics = QFontMetrics(theme.font(12))
        if metrics.horizontalAdvance(self._words) <= width or self._lines == 1:
            return [metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, width)]
        words = self._words.split()
        lines: list[str] = []
        while words and len(lines) < self._lines - 1:
            line = words.pop(0)
            while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= width:
                line = f"{line} {words.pop(0)}"
            lines.append(line)
        rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
        return [*lines, rest] if rest else lines

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._words:
            painter.setFont(theme.font(12, 600))
            painter.setPen(theme.color("text2"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), self._label)
        else:
            tint = look.SEVERITY_INK[self._severity]
            look.paint_icon(painter, QRect(0, 3, 14, 14), self._severity, tint)
            painter.setFont(theme.font(12, 600 if self._lines == 1 else 400))
            painter.setPen(theme.color(_INKS[self._severity]))
            for number, line in enumerate(self._wrapped(self.width() - 22)):
                place = QRect(20, 1 + number * _LINE, self.width() - 20, _LINE)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), line)
        painter.end()
