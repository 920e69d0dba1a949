"""The month chooser: two lines and arrows in the sidebar, one line in a header; a year to pick from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import Flat, ToolButton
from ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPaintEvent

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
        popup = YearGrid(self.controller, self.window())
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        size = popup.sizeHint()
        popup.move(min(corner.x(), screen.right() - size.width()), corner.y())
        popup.show()
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


class YearGrid(QFrame):
    """A year of months with their states, as a pop-up; the choice goes out as `period_wanted`."""

    CELL = QSize(100, 44)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent, QtCore.Qt.WindowType.Popup)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("year_grid")
        self.setAccessibleName(t("Chọn tháng"))
        self.controller = controller
        self._period = controller.period
        self._known = set(controller.session.periods())
        self._issued = {period for period in self._known if controller.session.issued(period)}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        before = ToolButton("chevron-left", t("Năm trước"), parent=self)
        after = ToolButton("chevron-right", t("Năm sau"), parent=self)
        self._year = QLabel(self)
        self._year.setFont(theme.font(14, 600))
        self._year.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        for button in (before, after):
            button.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
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
        return QSize(self.CELL.width() * 4 + 24, self.CELL.height() * 3 + 60)

    def _cell(self, month: int) -> QRect:
        row, place = divmod(month - 1, 4)
        return QRect(
            12 + place * self.CELL.width(),
            46 + row * self.CELL.height(),
            self.CELL.width(),
            self.CELL.height(),
        )

    def _step(self, months: int) -> None:
        self._period = self._period.shifted(months)
        self._year.setText(str(self._period.year))
        self.update()

    def _choose(self, period: Period) -> None:
        self.close()
        self.controller.period_wanted.emit(period)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            QtCore.Qt.Key.Key_Left: -1,
            QtCore.Qt.Key.Key_Right: 1,
            QtCore.Qt.Key.Key_Up: -4,
            QtCore.Qt.Key.Key_Down: 4,
            QtCore.Qt.Key.Key_PageUp: -12,
            QtCore.Qt.Key.Key_PageDown: 12,
        }
        if event.key() in steps:
            self._step(steps[QtCore.Qt.Key(event.key())])
        elif event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter, QtCore.Qt.Key.Key_Space):
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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.setPen(theme.color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        for month in range(1, 13):
            self._paint_month(painter, self._period._replace(month=month))
        painter.end()

    def _paint_month(self, painter: QPainter, period: Period) -> None:
        box = self._cell(period.month).adjusted(2, 2, -2, -2)
        here = period == self._period
        if here:
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        known = period in self._known
        painter.setFont(theme.font(13, 600 if period == self.controller.period else 400))
        painter.setPen(theme.color("accent" if here else "text" if known else "text3"))
        words = t("Tháng {month}", month=period.month)
        painter.drawText(box.adjusted(10, 0, -18, 0), QtCore.Qt.AlignmentFlag.AlignVCenter, words)
        if known:
            issued = period in self._issued
            place = QRect(box.right() - 16, box.center().y() - 5, 12, 12)
            paint_mark(painter, place, "full" if issued else "part")
