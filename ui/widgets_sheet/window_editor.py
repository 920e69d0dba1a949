"""Two dates: the days that a row of a sheet speaks of."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.entities import Period, Window
from models.errors import AppError, UserError
from models.formatting import read_date, write_short_date
from models.text import LIMIT
from ui import messages, theme
from ui.i18n import t
from ui.widgets.buttons import Button
from ui.widgets.popup import Popup


class WindowEditor(Popup):
    """A small pop-up over the grid. Enter stores, Esc closes; what is refused stays, in red."""

    accepted = Signal(str, object)
    """Row code and the Window."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("window_editor")
        self._shown = QElapsedTimer()
        self._row = ""
        self._period = Period(2000, 1)
        self.start = self._field("window_start", t("Từ ngày"))
        self.end = self._field("window_end", t("Đến ngày"))
        self._reason = QLabel("", self)
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setFont(theme.font(12))
        self._reason.setWordWrap(True)
        self._reason.setStyleSheet(f"color: {theme.color('err').name()};")
        self._reason.setObjectName("window_reason")
        self._build()

    def _field(self, name: str, label: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setMaxLength(LIMIT * 2)
        field.setFixedWidth(124)
        return field

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._title = QLabel("", self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setFont(theme.font(13, 600))
        column.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for number, (words, field) in enumerate(((t("Từ ngày"), self.start), (t("Đến ngày"), self.end))):
            label = QLabel(words, self)
            label.setFont(theme.font(12))
            label.setBuddy(field)
            grid.addWidget(label, 0, number)
            grid.addWidget(field, 1, number)
        column.addLayout(grid)
        self._reason.setFixedWidth(260)
        column.addWidget(self._reason)
        row = QHBoxLayout()
        row.setSpacing(8)
        store = Button(t("Ghi kỳ"), "Enter", primary=True, parent=self)
        store.clicked.connect(self.store)
        leave = Button(t("Thôi"), "Esc", parent=self)
        leave.clicked.connect(self.close)
        row.addWidget(store)
        row.addWidget(leave)
        row.addStretch(1)
        column.addLayout(row)

    def open_for(self, row: str, label: str, window: Window | None, period: Period) -> None:
        """Shows the row's dates as they are stored; the caller moves and shows the pop-up."""
        self._row = row
        self._period = period
        self._title.setText(t("Kỳ theo dõi: {label}", label=label))
        self.start.setText(write_short_date(window.start) if window else "")
        self.end.setText(write_short_date(window.end) if window else "")
        self._say("", None)

    def store(self) -> None:
        """Reads both dates and hands them over, or says which one cannot be read."""
        dates: list[date] = []
        for field in (self.start, self.end):
            try:
                dates.append(read_date(field.text(), self._period))
            except UserError as error:
                self._say(messages.sentence(error), field)
                return
        if dates[1] < dates[0]:
            self._say(t("Ngày cuối đứng trước ngày đầu. Sửa một trong hai ngày."), self.end)
            return
        self.accepted.emit(self._row, Window(dates[0], dates[1]))

    def refuse(self, error: AppError) -> None:
        """The session would not store it: what was typed stays."""
        self._say(messages.sentence(error), self.end)

    def _say(self, words: str, wrong: QLineEdit | None) -> None:
        self._reason.setText(words)
        self._reason.setVisible(bool(words))
        for field in (self.start, self.end):
            field.setProperty("wrong", field is wrong)
            field.style().unpolish(field)
            field.style().polish(field)
        if wrong is not None:
            wrong.setFocus()
            wrong.selectAll()
        self.adjustSize()

    def showEvent(self, e: QShowEvent) -> None:
        super().showEvent(e)
        self._shown.start()

    def mousePressEvent(self, e: QMouseEvent) -> None:
        # The second press of a double click on the days would close what the first has opened.
        outside = not self.contentsRect().contains(e.position().toPoint())
        if not (outside and self._shown.elapsed() < QApplication.doubleClickInterval()):
            super().mousePressEvent(e)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.store()
        elif e.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(e)
