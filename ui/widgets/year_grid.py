"""The year that the month chooser opens: twelve months with their states, one to pick."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.entities import Period
from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import ToolButton
from ui.widgets.marks import paint_mark
from ui.widgets.popup import Popup


class YearGrid(Popup):
    """A year of months with their states, as a pop-up; the choice goes out as `period_wanted`."""

    CELL = QSize(100, 44)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("year_grid")
        self.setAccessibleName(t("Chọn tháng"))
        self.controller = controller
        self._period = controller.period
        self._known = set(controller.session.periods())
        self._issued = controller.session.issued_months()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        before = ToolButton("chevron-left", t("Năm trước"), parent=self)
        after = ToolButton("chevron-right", t("Năm sau"), parent=self)
        self._year = QLabel(self)
        self._year.setFont(theme.font(14, 600))
        self._year.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button in (before, after):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        before.clicked.connect(lambda: self._step(-12))
        after.clicked.connect(lambda: self._step(12))
        head.addWidget(before)
        head.addWidget(self._year, 1)
        head.addWidget(after)
        column.addLayout(head)
        column.addStretch(1)
        self.setFixedSize(self.sizeHint())
        self._step(0)

    def sizeHint(self) -> QSize:
        panel = QSize(self.CELL.width() * 4 + 24, self.CELL.height() * 3 + 60)
        return panel.grownBy(self.contentsMargins())

    def _cell(self, month: int) -> QRect:
        row, place = divmod(month - 1, 4)
        corner = QPoint(12 + place * self.CELL.width(), 46 + row * self.CELL.height())
        return QRect(self.contentsRect().topLeft() + corner, self.CELL)

    def _step(self, months: int) -> None:
        self._period = self._period.shifted(months)
        self._year.setText(str(self._period.year))
        self.update()

    def _choose(self, period: Period) -> None:
        self.close()
        self.controller.period_wanted.emit(period)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -4,
            Qt.Key.Key_Down: 4,
            Qt.Key.Key_PageUp: -12,
            Qt.Key.Key_PageDown: 12,
        }
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._period)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for month in range(1, 13):
            if self._cell(month).contains(event.position().toPoint()):
                self._choose(self._period._replace(month=month))
                return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._paint_month(painter, self._period._replace(month=month))
        painter.end()

    def _paint_month(self, painter: QPainter, period: Period) -> None:
        box = self._cell(period.month).adjusted(2, 2, -2, -2)
        here = period == self._period
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        known = period in self._known
        painter.setFont(theme.font(13, 600 if period == self.controller.period else 400))
        painter.setPen(theme.color("accent" if here else "text" if known else "text3"))
        words = t("Tháng {month}", month=period.month)
        painter.drawText(box.adjusted(10, 0, -18, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if known:
            issued = period in self._issued
            place = QRect(box.right() - 16, box.center().y() - 5, 12, 12)
            paint_mark(painter, place, "full" if issued else "part")
