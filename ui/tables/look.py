"""What painters of grids and lists take from the theme, in one short place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

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


def two_lines(text: str, metrics: QFontMetrics, room: int, below: int = 0) -> list[str]:
    """The text broken at a blank where it is wider than `room`, cut where two lines do not hold it; the
    second may have other room, `below`."""
    if metrics.horizontalAdvance(text) <= room:
        return [text]
    words, first = text.split(), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
        first = f"{first} {words.pop(0)}".strip()
    lines = [first, metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, below or room)]
    return [line for line in lines if line]


SEVERITY_INK = {"error": "err", "warning": "mark", "hint": "text2"}
"""The icon's colour; the icons are named like the severities."""
