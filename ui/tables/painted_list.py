"""A list whose rows are painted: one look for the overview's lists and for findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.tables import look
from ui.tables.metrics import BAR

Index = QModelIndex | QPersistentModelIndex
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
ROW = 33
"""32 and the hair line."""


class Line(Protocol):
    """What a row must say of itself."""

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        ...


class Painter(Protocol):
    """Paints one row, hair line and selection apart."""

    def height(self, line: object, width: int) -> int: ...

    def paint(self, painter: QPainter, rect: QRect, line: object) -> None: ...


class LinesModel(QAbstractListModel):
    """The rows as they were given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        spoken = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        return self.lines[index.row()].spoken if role in spoken else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: PaintedList, painter: Painter) -> None:
        super().__init__(view)
        self._view = view
        self._painter = painter

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self._painter.height(self._view.lines.lines[index.row()], width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and (self._view.hasFocus() or self._view.keeps_row):
            painter.fillRect(rect, look.ink("soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height() - 1), look.ink("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.ink("hair"))
        self._painter.paint(painter, rect.adjusted(0, 0, 0, -1), self._view.lines.lines[index.row()])
        painter.restore()


class PaintedList(QListView):
    """Up and Down move, Enter and a click choose. The focus ring is the row's bar."""

    chosen = Signal(object)
    """The row's own record."""
    pressed_at = Signal(object, QPoint)
    """A row was clicked at that point of the viewport."""

    def __init__(self, name: str, painter: Painter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self, painter))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self._pressed = -1
        self.keeps_row = False
        """Whether the row in hand is marked while the focus is elsewhere: something there speaks of it."""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows other rows; the selected row keeps its number."""
        row = max(0, self.currentIndex().row())
        self.lines.show(lines)
        if lines:
            self.setCurrentIndex(self.lines.index(min(row, len(lines) - 1), 0))

    def current(self) -> Line | None:
        row = self.currentIndex().row()
        return self.lines.lines[row] if 0 <= row < len(self.lines.lines) else None

    def content_height(self) -> int:
        return sum(
            self.sizeHintForIndex(self.lines.index(row, 0)).height() for row in range(len(self.lines.lines))
        )

    def keyPressEvent(self, e: QKeyEvent) -> None:
        plain = e.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            line = self.current()
            if line is not None:
                self.chosen.emit(line)
        else:
            super().keyPressEvent(e)

    def mousePressEvent(self, e: QMouseEvent) -> None:
        super().mousePressEvent(e)
        left = e.button() == Qt.MouseButton.LeftButton
        self._pressed = self.indexAt(e.position().toPoint()).row() if left else -1

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        index = self.indexAt(e.position().toPoint())
        pressed, self._pressed = self._pressed, -1
        # The second half of a double click presses nothing: the row below may be another by then.
        if index.isValid() and index.row() == pressed:
            self.pressed_at.emit(self.lines.lines[index.row()], e.position().toPoint())

    def focusInEvent(self, e: QFocusEvent) -> None:
        super().focusInEvent(e)
        self.viewport().update()

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self.viewport().update()
