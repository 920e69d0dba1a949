"""The grid's heads: groups over columns, and the label column with each row's days."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.tables import look
from ui.tables.grid_data import Grid, GridRow
from ui.tables.metrics import BAR, HEAD, HEAD_LINE, LEFT, RIGHT

SHORT_HEAD = 46
"""Heads up to this stand on one line."""


def head_lines(label: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A head's words on one line, or on two broken so that the longer one is shortest."""
    words = label.split()
    if len(words) < 2 or metrics.horizontalAdvance(label) <= width:
        return [label]
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    best = _best_split(splits, metrics)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in best]


def _best_split(splits: list[tuple[str, str]], metrics: QFontMetrics) -> tuple[str, str]:
    """The narrowest, but "Số / văn bản" before "Số văn / bản" where little is lost by it."""

    def wide(pair: tuple[str, str]) -> int:
        return max(metrics.horizontalAdvance(line) for line in pair)

    least = min(wide(pair) for pair in splits)
    return next(pair for pair in splits if wide(pair) <= least + 10)


def head_width(label: str, metrics: QFontMetrics) -> int:
    """The least width at which a head stands on two lines, its margins included."""
    words = label.split()
    whole = metrics.horizontalAdvance(label)
    if len(words) < 2 or whole <= SHORT_HEAD:
        return whole + LEFT + RIGHT
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return max(metrics.horizontalAdvance(line) for line in _best_split(splits, metrics)) + LEFT + RIGHT


class ColumnHeads(QHeaderView):
    """Two lines: group names over their columns; a head without a group takes both."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = Grid("", "")
        self.setObjectName("column_heads")
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(HEAD)

    def show_grid(self, grid: Grid, height: int) -> None:
        self._grid = grid
        self.setFixedHeight(height)
        self.viewport().update()

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        # Beside the last column is no head: there the scroll bar stands when it is needed.
        painter = QPainter(self.viewport())
        painter.fillRect(self.rect().adjusted(self.length(), 0, 0, 0), look.ink("surface"))
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._grid.columns):
            return
        column = self._grid.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, look.ink("window"))
        painter.setFont(look.font(11, 600))
        painter.setPen(look.ink("text2"))
        if column.group:
            self._paint_group(painter, rect, logicalIndex)
            lower = QRect(rect.left(), rect.top() + HEAD_LINE, rect.width() - RIGHT, HEAD_LINE)
            metrics = painter.fontMetrics()
            text = metrics.elidedText(column.label, Qt.TextElideMode.ElideRight, lower.width() - 2)
            painter.drawText(lower, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        else:
            paint_head(painter, rect.adjusted(LEFT - 2, 0, -RIGHT, 0), column.label, right=True)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.ink("line"))
        if column.starts_group:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height() - 1, look.ink("hair"))
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, index: int) -> None:
        """Each section paints its part of the whole group's head, so that a part repaint stays right."""
        first, last = self._group_span(index)
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        upper = QRect(left, rect.top(), right - left, HEAD_LINE)
        painter.save()
        painter.setClipRect(rect)
        words = painter.fontMetrics().elidedText(
            self._grid.columns[index].group, Qt.TextElideMode.ElideRight, upper.width() - 2 * LEFT
        )
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, words)
        painter.fillRect(left + LEFT, upper.bottom(), upper.width() - 2 * LEFT, 1, look.ink("line"))
        painter.restore()

    def _group_span(self, index: int) -> tuple[int, int]:
        columns = self._grid.columns
        first = index
        while first > 0 and not columns[first].starts_group:
            first -= 1
        last = index
        while last + 1 < len(columns) and not columns[last + 1].starts_group:
            last += 1
        return first, last


def paint_head(painter: QPainter, rect: QRect, label: str, right: bool) -> None:
    """A head over the whole height: its last line where the lower heads stand."""
    metrics = painter.fontMetrics()
    lines = head_lines(label, metrics, rect.width())
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    height = 15
    middle = rect.bottom() + 1 - min(HEAD_LINE, rect.height()) // 2
    top = middle - height // 2 - height * (len(lines) - 1)
    for number, line in enumerate(lines):
        place = QRect(rect.left(), top + number * height, rect.width(), height)
        painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, line)


class RowLabels(QHeaderView):
    """The label column: it stays when the numbers scroll. A click on the days asks to change them."""

    window_clicked = Signal(int)
    row_clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = Grid("", "")
        self._base = 0
        self._current = -1
        self.setObjectName("row_labels")
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setMouseTracking(True)

    def show_grid(self, grid: Grid, base: int) -> None:
        """`base` is the row's own height, without a reason that may stand open below it."""
        self._grid = grid
        self._base = base
        self.viewport().update()

    def set_current(self, row: int) -> None:
        if row != self._current:
            self._current = row
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._grid.rows):
            return
        row = self._grid.rows[logicalIndex]
        here = logicalIndex == self._current
        painter.save()
        painter.fillRect(rect, look.ink("surface"))
        own = QRect(rect.left(), rect.top(), rect.width(), self._base)
        if here:
            painter.fillRect(own.left(), own.top(), BAR, own.height() - 1, look.ink("accent"))
        self._paint_words(painter, own.adjusted(LEFT, 0, -6, 0), row, here)
        painter.fillRect(own.left(), own.bottom(), own.width(), 1, look.ink("hair"))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, row: GridRow, here: bool) -> None:
        painter.setFont(look.font(13, 600 if here else 400))
        painter.setPen(look.ink("text3" if row.derived else "text"))
        upper, lower = rect, QRect()
        if row.window:
            half = rect.height() // 2
            upper = QRect(rect.left(), rect.top() + 4, rect.width(), half - 3)
            lower = QRect(rect.left(), rect.top() + half, rect.width(), half - 6)
            _elided(painter, upper, row.label)
        else:
            _two_lines(painter, upper, row.label)
        if row.window:
            wrong = row.window_finding is not None
            if wrong:
                mark = QRect(lower.left(), lower.center().y() - 6, 13, 13)
                look.paint_icon(painter, mark, "warning", "mark")
                lower = lower.adjusted(18, 0, 0, 0)
            painter.setFont(look.font(12))
            painter.setPen(look.ink("warn" if wrong else "text2"))
            _elided(painter, lower, row.window)

    def mousePressEvent(self, e: QMouseEvent) -> None:
        row = self.logicalIndexAt(e.position().toPoint())
        if row < 0 or row >= len(self._grid.rows):
            return
        self.row_clicked.emit(row)
        if self._on_window(row, e.position().toPoint()):
            self.window_clicked.emit(row)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        row = self.logicalIndexAt(point)
        hand = 0 <= row < len(self._grid.rows) and self._on_window(row, point)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def _on_window(self, row: int, point: QPoint) -> bool:
        shown = self._grid.rows[row]
        inside = point.y() - self.sectionViewportPosition(row)
        return bool(shown.own_window and self._base // 2 <= inside < self._base)


def _elided(painter: QPainter, rect: QRect, words: str) -> None:
    text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _two_lines(painter: QPainter, rect: QRect, words: str) -> None:
    """A label without days: a second line where the first is full."""
    metrics = painter.fontMetrics()
    first, rest = "", words.split()
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= rect.width():
        first = f"{first} {rest.pop(0)}".strip()
    if not rest or not first:
        _elided(painter, rect, words)
        return
    half = rect.height() // 2
    _elided(painter, QRect(rect.left(), rect.top() + 2, rect.width(), half - 1), first)
    _elided(painter, QRect(rect.left(), rect.top() + half, rect.width(), half - 3), " ".join(rest))
