"""Twelve months of one figure: a line with its last point named, and the small form without words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.entities import Period
from models.formatting import month_slash, write_number
from ui import theme
from ui.i18n import t

Series = Sequence[tuple[Period, Decimal | None]]


def points(series: Series, box: QRectF) -> list[QPointF | None]:
    """Where each month's point stands in the box; None for a month without a number."""
    known = [float(amount) for _, amount in series if amount is not None]
    if not known:
        return [None] * len(series)
    low, high = min(known), max(known)
    step = box.width() / max(1, len(series) - 1)
    placed: list[QPointF | None] = []
    for number, (_, amount) in enumerate(series):
        if amount is None:
            placed.append(None)
            continue
        part = 0.5 if high == low else (float(amount) - low) / (high - low)
        placed.append(QPointF(box.left() + number * step, box.bottom() - part * box.height()))
    return placed


def average(series: Series) -> Decimal | None:
    """The mean of the months known."""
    known = [amount for _, amount in series if amount is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def paint_line(painter: QPainter, placed: Sequence[QPointF | None], dots: bool) -> None:
    """The line through the known points; a month without a number breaks it. One month alone is no line."""
    if sum(point is not None for point in placed) < 2:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.color("text2")
    painter.setPen(QPen(ink, 1.3))
    run: list[QPointF] = []
    for point in [*placed, None]:
        if point is not None:
            run.append(point)
        elif run:
            painter.drawPolyline(QPolygonF(run))
            run = []
    if dots:
        for point in placed:
            if point is not None:
                _dot(painter, point, 1.8, ink)
    last = placed[-1] if placed else None
    if last is not None:
        _dot(painter, last, 3.2 if dots else 2.6, theme.color("accent"))


def _dot(painter: QPainter, middle: QPointF, radius: float, ink: QColor) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(middle, radius, radius)
    painter.restore()


class Sparkline(QWidget):
    """The line alone, for one row of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: Series = ()
        self.setFixedSize(72, 24)

    def show_series(self, series: Series) -> None:
        self._series = series
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_line(painter, points(self._series, QRectF(self.rect()).adjusted(3, 5, -4, -5)), False)
        painter.end()


class LineChart(QWidget):
    """The line with the mean, the months below and the last number beside its point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: Series = ()
        self._decimals = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setObjectName("chart")

    def sizeHint(self) -> QSize:
        return QSize(208, 110)

    def show_series(self, series: Series, decimals: int) -> None:
        self._series = series
        self._decimals = decimals
        named = [
            f"{month_slash(period)}: {write_number(amount, decimals)}"
            for period, amount in series
            if amount is not None
        ]
        self.setAccessibleName(t("Biểu đồ 12 tháng"))
        self.setAccessibleDescription("; ".join(named))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        known = [amount for _, amount in self._series if amount is not None]
        painter.setFont(theme.font(12))
        if len(known) < 2:
            painter.setPen(theme.color("text2"))
            words = t("Cần ít nhất hai tháng để vẽ.")
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(0, 4, 0, 0), int(flags), words)
        else:
            self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        mean = average(self._series) or Decimal(0)
        last = self._series[-1][1]
        mean_words = write_number(round(mean, self._decimals), self._decimals)
        last_words = "" if last is None else write_number(last, self._decimals)
        metrics = painter.fontMetrics()
        side = max(metrics.horizontalAdvance(mean_words), metrics.horizontalAdvance(last_words) + 4) + 8
        box = QRectF(self.rect()).adjusted(6, 10, -side, -30)
        placed = points(self._series, box)
        level = _level(self._series, float(mean), box)
        painter.setPen(QPen(theme.color("line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.left() - 6, level), QPointF(box.right() + 2, level))
        painter.setPen(theme.color("hair"))
        floor = box.bottom() + 8
        painter.drawLine(QPointF(0, floor), QPointF(box.right() + 6, floor))
        self._words_beside(painter, box, level, placed[-1], mean_words, last_words)
        self._months(painter, box, int(floor))
        paint_line(painter, placed, True)

    def _words_beside(
        self, painter: QPainter, box: QRectF, level: float, last: QPointF | None, mean: str, now: str
    ) -> None:
        left = int(box.right()) + 8
        room = self.width() - left
        if last is None or abs(last.y() - level) >= 13:
            painter.setPen(theme.color("text2"))
            place = QRect(left, int(level) - 8, room, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), mean)
        if last is not None:
            painter.setPen(theme.color("accent"))
            painter.setFont(theme.font(12, 600))
            place = QRect(left, int(last.y()) - 8, room, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), now)

    def _months(self, painter: QPainter, box: QRectF, top: int) -> None:
        painter.setFont(theme.font(11))
        step = box.width() / max(1, len(self._series) - 1)
        last = len(self._series) - 1
        for number in {0, 3, 6, 9, last}:
            if number > last or (number != last and last - number < 2):
                continue
            painter.setPen(theme.color("accent" if number == last else "text2"))
            middle = int(box.left() + number * step)
            place = QRect(middle - 14, top + 3, 28, 15)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._series[number][0].month))


def _level(series: Series, value: float, box: QRectF) -> float:
    known = [float(amount) for _, amount in series if amount is not None]
    low, high = min(known), max(known)
    part = 0.5 if high == low else (value - low) / (high - low)
    return box.bottom() - part * box.height()
