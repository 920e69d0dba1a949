"""Paints the cells of a sheet in all their states (design: section 4)."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.tables import look
from ui.tables.grid_data import GridCell
from ui.tables.grid_model import GridModel
from ui.tables.metrics import RIGHT


class CellDelegate(QStyledItemDelegate):
    """Row heights may hold an open reason below: only the upper `base` pixels are the cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.base = 52
        self.focused = False
        """Whether the grid has the keyboard."""
        self.many = False
        """Whether more than one cell is selected."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), self.base)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = cast(GridModel, index.model())
        row, column = index.row(), index.column()
        cell = model.cell(row, column)
        refused = model.refused_at(row, column)
        wrong = refused is not None or cell.severity == "error"
        current = bool(option.state & QStyle.StateFlag.State_HasFocus) or (
            index == QPersistentModelIndex(self._view_current())
        )
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and self.many
        rect = QRect(option.rect.left(), option.rect.top(), option.rect.width(), self.base)
        painter.save()
        painter.fillRect(option.rect, look.ink("surface"))
        painter.fillRect(rect, _ground(cell, wrong, selected))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.ink("hair"))
        if model.grid.columns[column].starts_group:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), look.ink("hair"))
        text = refused.text if refused else cell.text
        _paint_number(painter, rect, cell, text, wrong)
        if wrong:
            _ring(painter, rect, look.ink("err"), 1.5)
        if current:
            # Around a wrong number both rings show: the red one, and inside it where the keyboard is.
            inner = rect.adjusted(2, 2, -2, -2) if wrong else rect
            _ring(painter, inner, look.ink("accent"), 2.0 if self.focused else 1.0)
        _paint_mark(painter, rect, cell, wrong)
        painter.restore()

    def _view_current(self) -> QModelIndex:
        view = self.parent()
        return view.currentIndex() if view is not None and hasattr(view, "currentIndex") else QModelIndex()


def _ground(cell: GridCell, wrong: bool, selected: bool) -> QColor:
    if selected:
        return look.ink("soft")
    if wrong:
        return look.ink("errsoft")
    name = {"computed": "comp", "counted": "comp", "unused": "na"}.get(cell.state, "surface")
    return look.ink(name)


def _paint_number(painter: QPainter, rect: QRect, cell: GridCell, text: str, wrong: bool) -> None:
    middle = rect.top() + rect.height() // 2
    right = rect.right() - RIGHT + 1
    if cell.state == "unused":
        return
    if not text:
        if cell.state == "blank":
            _dotted(painter, right, middle + 7)
        return
    painter.setFont(look.font(14))
    painter.setPen(look.ink(_text_ink(cell, wrong)))
    room = rect.width() - RIGHT - 4
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room)
    place = QRect(rect.left() + 4, rect.top(), room, rect.height() - 1)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
    left = right - painter.fontMetrics().horizontalAdvance(shown)
    if wrong:
        return
    if cell.state == "carried":
        _hollow_dot(painter, QPoint(left - 9, middle))
    elif cell.state == "counted" and left - 20 > rect.left():
        mark = QRect(left - 19, middle - 6, 12, 12)
        look.paint_icon(painter, mark, "counted", "text3")


def _text_ink(cell: GridCell, wrong: bool) -> str:
    if wrong:
        return "err"
    return {"computed": "text3", "counted": "text2", "carried": "text2"}.get(cell.state, "text")


def _paint_mark(painter: QPainter, rect: QRect, cell: GridCell, wrong: bool) -> None:
    """Corner or dot at the top right: colour is never the only sign."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if wrong or cell.severity == "warning":
        size = 9 if wrong else 8
        painter.setBrush(look.ink("err" if wrong else "mark"))
        corner = QPoint(rect.right() + 1, rect.top())
        painter.drawPolygon(QPolygon([corner, corner - QPoint(size, 0), corner + QPoint(0, size)]))
    elif cell.severity == "hint":
        painter.setBrush(look.ink("text2"))
        painter.drawEllipse(QRectF(rect.right() - 8, rect.top() + 4, 5, 5))


def _dotted(painter: QPainter, right: int, y: int) -> None:
    """Where the number will stand: five square dots, never a zero."""
    for step in range(7):
        painter.fillRect(right - 2 - step * 3, y, 1, 1, look.ink("field"))


def _hollow_dot(painter: QPainter, middle: QPoint) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.ink("text2"), 1.4))
    painter.drawEllipse(QRectF(middle.x() - 2.5, middle.y() - 2.5, 5, 5))


def _ring(painter: QPainter, rect: QRect, color: QColor, width: float) -> None:
    """Inside the cell, so that it moves nothing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(color, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    half = width / 2
    painter.drawRect(QRectF(rect).adjusted(half, half, -half, -half))
