"""The row that opens below a refused or wrong cell: the reason, and the repair as a link with its key."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.tables import look
from ui.widgets.buttons import Link
from ui.widgets.labels import Line


class ReasonBar(QWidget):
    """One line on `errsoft`. `repair` is emitted when its link is pressed."""

    repair = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reason_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 8, 1)
        row.setSpacing(4)
        self._words = _Words(self)
        self._link = Link("", self)
        self._link.setObjectName("reason_repair")
        self._keys = Line("", "text2", 11, parent=self)
        row.addWidget(self._words, 1)
        row.addWidget(self._link)
        row.addWidget(self._keys)
        self._link.clicked.connect(self.repair)
        self.hide()

    def say(self, words: str, repair: str, keys: str) -> None:
        """The sentence, the verb of the repair ("" for none) and its key."""
        self._words.say(words)
        self._link.setText(repair)
        self._link.setVisible(bool(repair))
        self._keys.setText(keys if repair else "")
        self.setAccessibleName(words)

    def words(self) -> str:
        return self._words.words

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("errsoft"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.color("hair"))
        look.paint_icon(painter, QRect(9, (self.height() - 15) // 2, 15, 15), "error", "err")
        painter.end()


class _Words(QWidget):
    """One line of 13, or two of 12 where the sentence is long: a reason is never cut."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        self.words = words
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.color("err"))
        painter.setFont(theme.font(13))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if painter.fontMetrics().horizontalAdvance(self.words) > self.width():
            painter.setFont(theme.font(12))
            painter.drawText(self.rect(), int(flags | Qt.TextFlag.TextWordWrap), self.words)
        else:
            painter.drawText(self.rect(), int(flags), self.words)
        painter.end()
