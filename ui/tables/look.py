"""What painters of grids and lists take from the theme, in one short place."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter

from ui import theme


def ink(name: str) -> QColor:
    """A colour token by name."""
    return theme.color(name)


def font(px: int, weight: int = 400) -> QFont:
    return theme.font(px, weight)


def paint_icon(painter: QPainter, place: QRect, name: str, tint: str) -> None:
    """An icon in a square of logical pixels, sharp on the painter's own screen."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(place, theme.pixmap(name, tint, place.width(), ratio))


SEVERITY_INK = {"error": "err", "warning": "mark", "hint": "text2"}
"""The icon's colour; the icons are named like the severities."""
