"""The marks of completeness: check = complete, half disc = part, ring = nothing entered."""

from __future__ import annotations

from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from ui import theme

MarkKind = Literal["full", "part", "none"]


def paint_mark(painter: QPainter, box: QRect, kind: MarkKind) -> None:
    """Paint one mark into a box of about 12 to 16 pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind == "full":
        side = 16
        place = QRect(box.center().x() - side // 2 + 1, box.center().y() - side // 2 + 1, side, side)
        painter.drawPixmap(
            place.topLeft(), theme.pixmap("check", "ok", side, painter.device().devicePixelRatio())
        )
        painter.restore()
        return
    circle = QRectF(box).adjusted(1, 1, -1, -1)
    side_length = min(circle.width(), circle.height())
    circle = QRectF(
        circle.center().x() - side_length / 2, circle.center().y() - side_length / 2, side_length, side_length
    )
    painter.setPen(QPen(theme.color("text2"), 1.4))
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if kind == "part":
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text2"))
        painter.drawPie(circle, 90 * 16, -180 * 16)
    painter.restore()


def mark_words(kind: MarkKind) -> str:
    """The mark in words, for screen readers and tooltips."""
    from ui.i18n import t

    return {"full": t("đã đủ"), "part": t("còn thiếu"), "none": t("chưa nhập")}[kind]
