"""Words on the screen: one elided line, key caps, tags, empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Line(QWidget):
    """One line of text that ends in "…" where there is no room, and then shows the whole as a tooltip."""

    def __init__(
        self,
        text: str = "",
        tint: str = "text",
        px: int = 13,
        weight: int = 400,
        align: int = theme.LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._align = align
        self.set_tint(tint)
        self.setFont(theme.font(px, weight))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_tint(self, tint: str) -> None:
        """Show it in another colour token."""
        theme.tint(self, tint)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), self.sizeHint().height())

    def _fitting(self) -> str:
        """As much of the text as there is room for."""
        return theme.elided(self.fontMetrics(), self._text, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        shown = self._fitting()
        self.setToolTip(self._text if shown != self._text else "")
        painter.drawText(self.rect(), self._align | theme.V_CENTER, shown)
        painter.end()


class PartsLine(Line):
    """A line of parts joined by " · ", of which the last leave first; only a lone part is cut."""

    def _fitting(self) -> str:
        parts = self._text.split(" · ")
        metrics = self.fontMetrics()
        while len(parts) > 1 and metrics.horizontalAdvance(" · ".join(parts)) > self.width():
            parts.pop()
        return theme.elided(metrics, " · ".join(parts), self.width())


class KeyCap(QWidget):
    """A key as it is drawn in the status bar: 11 px in a rounded edge."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setFont(theme.font(11))
        width = self.fontMetrics().horizontalAdvance(keys)
        self.setFixedSize(width + 12, 18)
        self.setAccessibleName(keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.color("text2"))
        painter.setFont(self.font())
        painter.drawText(self.rect(), QtCore.Qt.AlignmentFlag.AlignCenter, self._keys)
        painter.end()


class Tag(QWidget):
    """A small grey (or amber, kind="warn") tag; kind="planned" is dashed."""

    def __init__(self, text: str, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._kind = kind
        self.setFont(theme.font(11))
        self.setFixedSize(tag_width(text), 20)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tag(painter, self.rect(), self._text, self._kind)
        painter.end()


def tag_width(text: str) -> int:
    """How wide a tag with that text is, in logical pixels."""
    return QFontMetrics(theme.font(11)).horizontalAdvance(text) + 14


def paint_tag(painter: QPainter, box: QRect, text: str, kind: str = "") -> None:
    """Paint a tag into `box`, for delegates. kind: "" grey, "warn" amber, "planned" dashed."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind == "planned":
        pen = painter.pen()
        pen.setStyle(QtCore.Qt.PenStyle.DashLine)
        pen.setColor(theme.color("mark"))
        painter.setPen(pen)
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("warnsoft" if kind == "warn" else "tag"))
    painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme.color("warn" if kind in ("warn", "planned") else "text2"))
    painter.setFont(theme.font(11))
    painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class EmptyState(QWidget):
    """One sentence that says what to do, at the top left, with at most two buttons; no picture."""

    def __init__(
        self, sentence: str, buttons: tuple[Button, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(12)
        self._sentence = QLabel(sentence, self)
        self._sentence.setFont(theme.font(13))
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        column.addWidget(self._sentence)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def set_sentence(self, sentence: str) -> None:
        """Show another sentence."""
        self._sentence.setText(sentence)
