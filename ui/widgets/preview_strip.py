"""The preview folded into 36 pixels: page number, its key, a dot when the page changed unseen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.i18n import t


class PreviewStrip(QAbstractButton):
    """Pressed, it lays the preview over the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_strip")
        self.setFixedWidth(36)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(t("Hiện trang in") + "  F7")
        self._words = ""
        self._dot = False
        self.show_state("", False)

    def show_state(self, number: str, changed: bool) -> None:
        """The page in hand ("3/4") and whether something changed since it was last looked at."""
        self._words = f"{t('Trang in')} {number}".strip()
        self._dot = changed
        words = self._words + (", " + t("đã thay đổi") if changed else "")
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(36, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("window"))
        painter.fillRect(0, 0, 1, self.height(), theme.color("hair"))
        painter.drawPixmap(10, 14, theme.pixmap("page", "text2", 16, self.devicePixelRatio()))
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(QRect(24, 10, 7, 7))
        painter.translate(self.width(), 44)
        painter.rotate(90)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(12))
        room = QRect(0, 0, 220, self.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"{self._words}   F7")
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(theme.color("accent"))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()
