"""The month chooser: two lines and arrows in the sidebar, one line in a header; a year to pick from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import Flat, ToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent

    from models.entities import Period


class MonthChooser(QWidget):
    """Shows the month in hand; a click opens the year. `compact` is the form for a page's header."""

    def __init__(self, controller: Controller, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self._compact = compact
        self.setObjectName("month_chooser_compact" if compact else "month_chooser")
        self.setFixedHeight(theme.CONTROL if compact else 48)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._face = _Face(compact, self)
        self._face.clicked.connect(self.open_year)
        if compact:
            row.addWidget(self._face)
        else:
            before = ToolButton("chevron-left", t("Tháng trước"), "Ctrl+PgUp", parent=self)
            after = ToolButton("chevron-right", t("Tháng sau"), "Ctrl+PgDn", parent=self)
            before.clicked.connect(lambda: controller.period_wanted.emit(controller.period.previous))
            after.clicked.connect(lambda: controller.period_wanted.emit(controller.period.next))
            row.addWidget(before)
            row.addWidget(self._face, 1)
            row.addWidget(after)
        controller.period_changed.connect(self.refresh)
        controller.changed.connect(self.refresh)
        if compact:
            self.refresh()
        else:
            # The second line needs the whole month read: it follows the window's first paint.
            self._face.show_words(_month(controller.period), "")

    def refresh(self, *_: object) -> None:
        """Show the month in hand and its state."""
        period = self.controller.period
        self._face.show_words(_month(period), month_state(self.controller, period))

    def open_year(self) -> None:
        """Open the year; arrows move, Enter chooses, Esc closes."""
        from ui.widgets.year_grid import YearGrid

        popup = YearGrid(self.controller, self.window())
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        room = self.screen().availableGeometry().right() - popup.contentsRect().width()
        popup.show_at(QPoint(min(corner.x(), room), corner.y()))
        popup.setFocus()


def _month(period: Period) -> str:
    return t("Tháng {month}", month=f"{period.month}/{period.year}")


def month_state(controller: Controller, period: Period) -> str:
    """One line under the month: draft or issued, and the days it speaks of."""
    if not controller.session.has(period):
        return t("chưa có gì")
    month = controller.data().month
    if month.issued_version:
        from ui.issued import changed_since_issue

        return t("Đã phát hành, có sửa") if changed_since_issue(controller) else t("Đã phát hành")
    window = month.window
    start = f"{window.start.day}/{window.start.month}"
    end = f"{window.end.day}/{window.end.month}"
    return t("Bản nháp · {start} – {end}", start=start, end=end)


class _Face(Flat):
    """The month in hand, and below it how far it has come."""

    def __init__(self, compact: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._compact = compact
        self._first, self._second = "", ""
        self.setFixedHeight(32 if compact else 46)

    def show_words(self, first: str, second: str) -> None:
        self._first, self._second = first, second
        self.setAccessibleName(f"{first}, {second}")
        self.setToolTip(second if self._compact else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(14, 600)).horizontalAdvance(self._first) + 36
        return QSize(width, 32 if self._compact else 46)

    def enterEvent(self, event: QEnterEvent) -> None:
        # Naming Qt makes all its enums: not before the first paint, so not when the face is made.
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        painter.setFont(theme.font(14, 600))
        width = painter.fontMetrics().horizontalAdvance(self._first)
        top = QRect(0, 4, self.width(), 22) if not self._compact else self.rect()
        left = (self.width() - width - 18) // 2
        painter.drawText(QRect(left, top.y(), width + 2, top.height()), theme.V_CENTER, self._first)
        arrow = theme.pixmap("chevron-down", "text2", 14, self.devicePixelRatio())
        painter.drawPixmap(left + width + 5, top.center().y() - 6, arrow)
        if not self._compact and self._second:
            painter.setFont(theme.font(11))
            painter.setPen(theme.color("text2"))
            painter.drawText(QRect(0, 26, self.width(), 18), theme.H_CENTER, self._second)
        painter.end()
