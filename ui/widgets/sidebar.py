"""The sidebar: month chooser, page rows with marks, office and backup at the foot; or the rail of icons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui import theme
from ui.controller import Controller
from ui.i18n import label, t
from ui.pages import PageEntry
from ui.widgets.marks import MarkKind, mark_words, paint_mark
from ui.widgets.month_chooser import MonthChooser

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

FULL, RAIL = 184, 48


class NavRow(QAbstractButton):
    """One page in the sidebar: bar, icon, name, mark or count."""

    def __init__(self, entry: PageEntry, digit: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.digit = digit
        self.rail = False
        self._mark: MarkKind | None = None
        self._count = ""
        self._alarm = False
        self.setObjectName(f"nav_{entry.code}")
        self.setCheckable(True)
        self.setFixedHeight(theme.ROW)
        self.toggled.connect(lambda chosen: theme.tint(self, "accent" if chosen else "text"))
        self._name = label(entry.label) if entry.sheet else t(entry.label)
        self.setText(self._name)
        self._describe()

    def finish(self) -> None:
        """What needs Qt's enums, and so waits for the first paint: a click does not take the focus."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)

    def set_mark(self, mark: MarkKind | None = None, count: str = "", alarm: bool = False) -> None:
        """Show how complete the page is, or a count, red when `alarm`."""
        if (mark, count, alarm) != (self._mark, self._count, self._alarm):
            self._mark, self._count, self._alarm = mark, count, alarm
            self._describe()
            self.update()

    def set_rail(self, rail: bool) -> None:
        """Icon only, its name as a tooltip."""
        self.rail = rail
        self._describe()
        self.update()

    def _describe(self) -> None:
        state = mark_words(self._mark) if self._mark else self._count
        self.setAccessibleName(f"{self._name}, {state}" if state else self._name)
        keys = f"  Ctrl+{self.digit}" if self.digit else ""
        fits = QFontMetrics(theme.font(13, 600)).horizontalAdvance(self._name) <= FULL - 84
        self.setToolTip(self._name + keys if self.rail or not fits else keys.strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the page, the arrows go to the rows above and below."""
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (QtCore.Qt.Key.Key_Up, QtCore.Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == QtCore.Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(RAIL if self.rail else FULL, theme.ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRect(8, 1, self.width() - 16, self.height() - 2)
        chosen = self.isChecked()
        if chosen or self.underMouse() or self.hasFocus():
            tint, ratio = "soft" if chosen else "na", self.devicePixelRatio()
            box = theme.rounded(ground.width(), ground.height(), theme.RADIUS, tint, ratio)
            painter.drawPixmap(ground.topLeft(), box)
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if chosen:
            bar = theme.rounded(3, self.height() - 16, 1.5, "accent", self.devicePixelRatio())
            painter.drawPixmap(8, 8, bar)
        ink = "accent" if chosen else "text2"
        left = (self.width() - 16) // 2 if self.rail else 20
        picture = theme.pixmap(self.entry.icon, ink, 16, self.devicePixelRatio())
        painter.drawPixmap(left, (self.height() - 16) // 2, picture)
        if self.rail:
            self._paint_dot(painter)
        else:
            self._paint_words(painter, chosen)
        painter.end()

    def _paint_dot(self, painter: QPainter) -> None:
        if self._alarm:
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("err"))
            painter.drawEllipse(QPoint(self.width() // 2 + 10, 8), 3, 3)

    def _paint_words(self, painter: QPainter, chosen: bool) -> None:
        painter.setFont(theme.font(13, 600 if chosen else 400))
        taken = 40 if self._count or self._mark else 16
        room = QRect(44, 0, self.width() - 44 - taken, self.height())
        shown = theme.elided(painter.fontMetrics(), self._name, room.width())
        painter.drawText(room, theme.V_CENTER, shown)
        if self._count:
            painter.setFont(theme.font(12, 600 if self._alarm else 400))
            painter.setPen(theme.color("err" if self._alarm else "text2"))
            place = QRect(self.width() - 60, 0, 40, self.height())
            painter.drawText(place, theme.RIGHT | theme.V_CENTER, self._count)
        elif self._mark:
            paint_mark(painter, QRect(self.width() - 34, self.height() // 2 - 7, 14, 14), self._mark)


class _Rule(QWidget):
    """The line between two groups of the rail."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect((self.width() - RAIL) // 2 + 8, 4, RAIL - 16, 1, theme.color("line"))
        painter.end()


class _Head(QWidget):
    """The name of a group, painted here: a label would need a style sheet of its own for its colour."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setFixedHeight(36)
        self.setAccessibleName(words)
        theme.tint(self, "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect().adjusted(20, 0, 0, 0), theme.V_CENTER, self._words)
        painter.end()


class Sidebar(QWidget):
    """Lists the pages; `chosen` carries the code of the row that was pressed."""

    chosen = Signal(str)
    manual_wanted = Signal()
    """The row below the pages: the user's manual, a window of its own."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        theme.tint(self, "text", "window")
        self.rows: dict[str, NavRow] = {}
        self.rail = False
        self._finished = False
        self._heads: list[QWidget] = []
        self._lines: list[QWidget] = []
        self.chooser = MonthChooser(controller, parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._column.addSpacing(4)
        self._column.addWidget(self.chooser)
        self._column.addSpacing(8)
        self._rows_from = self._column.count()
        self.setFixedWidth(FULL)

    def set_entries(self, entries: Iterable[PageEntry]) -> None:
        """List these pages (again, when the office added a sheet)."""
        while self._column.count() > self._rows_from:
            item = self._column.takeAt(self._rows_from)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.rows, self._heads, self._lines = {}, [], []
        group = "top"
        for place, entry in enumerate(entries, start=1):
            if entry.group != group:
                group = entry.group
                self._begin_group(group)
            number = place if place <= 9 and entry.group != "bottom" else 0
            row = NavRow(entry, number, self)
            row.clicked.connect(lambda _=False, code=entry.code: self.chosen.emit(code))
            self._column.addWidget(row)
            self.rows[entry.code] = row
            if self._finished:
                row.finish()
        if group != "bottom":
            self._column.addStretch(1)
        self._add_manual()
        if self.rail:
            self.set_rail(True)
        else:
            for line in self._lines:
                line.hide()

    def _begin_group(self, group: str) -> None:
        line = _Rule(self)
        self._lines.append(line)
        if group == "bottom":
            self._column.addStretch(1)
            self._column.addWidget(line)
            return
        head = _Head(t("Số liệu") if group == "figures" else t("Báo cáo"), self)
        self._heads.append(head)
        self._column.addWidget(line)
        self._column.addWidget(head)

    def _add_manual(self) -> None:
        self.manual = NavRow(PageEntry("manual", "bottom", "Hướng dẫn", "manual", "", ""), 0, self)
        self.manual.setCheckable(False)
        self.manual.clicked.connect(self.manual_wanted)
        self._column.addWidget(self.manual)
        if self._finished:
            self.manual.finish()

    def finish(self) -> None:
        """What is not seen in the first paint, and follows it."""
        self._finished = True
        for row in (*self.rows.values(), self.manual):
            row.finish()
        self.chooser.refresh()

    def set_rail(self, rail: bool) -> None:
        """184 wide with words, or a rail of icons 48 wide."""
        self.rail = rail
        self.setFixedWidth(RAIL if rail else FULL)
        self.chooser.setVisible(not rail)
        for head in self._heads:
            head.setVisible(not rail)
        for line in self._lines:
            line.setVisible(rail)
        for row in (*self.rows.values(), self.manual):
            row.set_rail(rail)
        self._fit_manual()

    def select(self, code: str) -> None:
        """Show which page is open."""
        for name, row in self.rows.items():
            row.setChecked(name == code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_manual()

    def _fit_manual(self) -> None:
        """Where the rows would be squeezed the manual's gives way: F1 opens it as well."""
        needed = self._column.minimumSize().height() + (theme.ROW if self.manual.isHidden() else 0)
        self.manual.setVisible(self.height() >= needed)
