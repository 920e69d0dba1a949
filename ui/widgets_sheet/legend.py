"""The line under the grid: what the marks mean, or what a key just said; the row's sum at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.i18n import t
from ui.tables import look
from ui.tables.grid_data import Grid
from ui.tables.sums import SumLine

HEIGHT = 36


class Legend(QWidget):
    """Names only the marks that the grid shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._items: list[tuple[str, str]] = []
        self._said = ""
        self._start = ""
        self._sum: SumLine | None = None

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def show_grid(self, grid: Grid, month: int, hidden: int) -> None:
        """The marks of the grid; where nothing is entered yet, how to begin."""
        last_month = 12 if month == 1 else month - 1
        states = {cell.state for row in grid.cells for cell in row}
        stored = {cell.state for row in grid.cells for cell in row if cell.figure}
        started = bool(stored & {"typed", "carried", "counted"})
        self._start = "" if started else t("Chưa có số liệu tháng {n}. Gõ vào ô đầu tiên.", n=month)
        words = {
            "carried": t("mang sang từ tháng {n}", n=last_month),
            "blank": t("chưa nhập"),
            "unused": t("không dùng"),
            "counted": t("đếm từ sổ"),
            "computed": t("tự tính"),
        }
        self._items = [(state, label) for state, label in words.items() if state in states]
        if hidden:
            self._items.append(("hidden", t("{n} cột ẩn, mở ở ⋯", n=hidden)))
        self.update()

    def show_sum(self, line: SumLine | None) -> None:
        self._sum = line
        self.setAccessibleName(line.text if line else "")
        self.update()

    def say(self, words: str) -> None:
        """A sentence instead of the marks, until the next."""
        self._said = words
        self.setAccessibleDescription(words)
        self.update()

    def said(self) -> str:
        return self._said

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        right = self._paint_sum(painter)
        if self._said or self._start:
            self._paint_words(painter, right, self._said or self._start)
        else:
            self._paint_items(painter, right)
        painter.end()

    def _paint_sum(self, painter: QPainter) -> int:
        """Where the sum begins."""
        if self._sum is None:
            return self.contentsRect().width()
        right = self.contentsRect().width() - 2
        middle = self.height() // 2
        if self._sum.agrees is True:
            look.paint_icon(painter, QRect(right - 14, middle - 7, 14, 14), "check", "ok")
            right -= 22
        width = painter.fontMetrics().horizontalAdvance(self._sum.text)
        painter.setPen(theme.color("err" if self._sum.agrees is False else "text2"))
        place = QRect(right - width - 1, 0, width + 2, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self._sum.text)
        return right - width - 16

    def _paint_words(self, painter: QPainter, right: int, words: str) -> None:
        middle = self.height() // 2
        look.paint_icon(painter, QRect(8, middle - 7, 14, 14), "hint", "text2")
        painter.setPen(theme.color("text"))
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, right - 30)
        painter.drawText(QRect(28, 0, right - 28, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_items(self, painter: QPainter, right: int) -> None:
        left = 8
        for state, label in self._items:
            mark = _mark_width(painter, state)
            width = mark + painter.fontMetrics().horizontalAdvance(label)
            if left + width > right:
                return
            _paint_mark(painter, state, left, self.height() // 2)
            painter.setPen(theme.color("text2"))
            place = QRect(left + mark, 0, width - mark + 2, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), label)
            left += width + 16


def _mark_width(painter: QPainter, state: str) -> int:
    if state == "computed":
        return painter.fontMetrics().horizontalAdvance("123") + 6
    return {"carried": 12, "blank": 24, "unused": 20, "counted": 18}.get(state, 0)


def _paint_mark(painter: QPainter, state: str, left: int, middle: int) -> None:
    painter.save()
    if state == "carried":
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("text2"), 1.4))
        painter.drawEllipse(QRectF(left + 0.5, middle - 2.5, 5, 5))
    elif state == "blank":
        for step in range(7):
            painter.fillRect(left + step * 3, middle + 4, 1, 1, theme.color("field"))
    elif state == "unused":
        painter.fillRect(QRect(left, middle - 6, 13, 12), theme.color("line"))
        painter.fillRect(QRect(left + 1, middle - 5, 11, 10), theme.color("na"))
    elif state == "counted":
        look.paint_icon(painter, QRect(QPoint(left, middle - 6), QSize(12, 12)), "counted", "text2")
    elif state == "computed":
        painter.setPen(theme.color("text3"))
        painter.drawText(QRect(left, 0, 40, middle * 2), int(Qt.AlignmentFlag.AlignVCenter), "123")
    painter.restore()
