"""What opens over a page: corners rounded by 8 and the one shadow of window.md section 2 (0 6 24)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionMenuItem, QWidget

from ui import theme

RADIUS = 8
SHADOW = 24
"""How far the shadow reaches, in logical pixels."""
_DOWN = 6


def paint_panel(painter: QPainter, body: QRect, shadow: bool = True) -> None:
    """The ground of whatever opens over a page; `shadow` needs `SHADOW` pixels around the body."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for reach in range(SHADOW - _DOWN, 0, -2) if shadow else ():
        painter.setBrush(QColor(0, 0, 0, 1 + (SHADOW - _DOWN - reach) // 4))
        spread = QRectF(body).adjusted(-reach, _DOWN - reach, reach, _DOWN + reach)
        painter.drawRoundedRect(spread, RADIUS + reach, RADIUS + reach)
    painter.setBrush(theme.color("surface"))
    painter.setPen(theme.color("line"))
    painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


class Popup(QWidget):
    """A pop-up window; its layout lies inside the shadow. A click beside the panel closes it."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        _float(self)

    def show_at(self, corner: QPoint) -> None:
        """Open with the panel's corner there, in the screen's coordinates."""
        self.move(corner - self.contentsRect().topLeft())
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _cut(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.contentsRect().contains(event.position().toPoint()):
            super().mousePressEvent(event)
        else:
            self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_panel(painter, self.contentsRect(), _blends())
        painter.end()


class Menu(QMenu):
    """A menu of the same look."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        _float(self)

    def open_at(self, corner: QPoint, right: bool = False) -> None:
        """Open with the panel's upper left (or right) corner there, in the screen's coordinates."""
        edge = _edge()
        width = self.sizeHint().width() - 2 * edge if right else 0
        self.exec(corner - QPoint(edge + max(0, width - 1), edge))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _cut(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_panel(painter, self.contentsRect(), _blends())
        for action in self.actions():
            option = QStyleOptionMenuItem()
            self.initStyleOption(option, action)
            option.rect = self.actionGeometry(action)
            self.style().drawControl(QStyle.ControlElement.CE_MenuItem, option, painter, self)
        painter.end()


def _blends() -> bool:
    """Whether the system mixes a window's edge with what lies below. X11 does with some window managers
    only, and Qt cannot tell: there the corners are cut off and no shadow is drawn."""
    return QGuiApplication.platformName() in ("windows", "cocoa", "wayland")


def _edge() -> int:
    return SHADOW if _blends() else 0


def _float(window: QWidget) -> None:
    edge = _edge()
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, _blends())
    window.setContentsMargins(edge, edge, edge, edge)


def _cut(window: QWidget) -> None:
    if not _blends():
        path = QPainterPath()
        path.addRoundedRect(QRectF(window.rect()), RADIUS, RADIUS)
        window.setMask(path.toFillPolygon().toPolygon())
