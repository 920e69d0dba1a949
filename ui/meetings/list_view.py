"""The register's list: moves with arrows, and tells the page which keys ask for more."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.i18n import t
from ui.meetings.columns import boxes
from ui.meetings.delegate import MeetingDelegate
from ui.meetings.model import MeetingModel
from ui.meetings.rows import Row


class MeetingList(QTableView):
    """Rows of 32 without grid or heads; the head and the entry row above follow `room_changed`."""

    edit_wanted = Signal()
    remove_wanted = Signal()
    above_first = Signal()
    """Arrow up on the first row: back to the entry row."""
    current_changed = Signal(object)
    """The Row now in hand, or None."""
    room_changed = Signal(int)
    """The inner width has changed."""

    def __init__(self, model: MeetingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._opened: int | None = None
        self.setObjectName("meeting_list")
        self.setAccessibleName(t("Danh sách cuộc họp"))
        self.setModel(model)
        self.setItemDelegate(MeetingDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(10)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.doubleClicked.connect(lambda _: self.edit_wanted.emit())

    def current_row(self) -> Row | None:
        index = self.currentIndex()
        return self._rows.row(index.row()) if index.isValid() else None

    def show_meeting(self, meeting_id: int | None) -> bool:
        """Takes that meeting in hand and scrolls to it; whether it is among the rows."""
        number = self._rows.number_of(meeting_id)
        if number is None:
            return False
        self.setCurrentIndex(self._rows.index(number, 1))
        self.scrollTo(self._rows.index(number, 1))
        return True

    def row_box(self) -> QRect:
        """The row in hand, in the viewport's coordinates."""
        number = self.currentIndex().row()
        return QRect(0, self.rowViewportPosition(number), self.viewport().width(), self.rowHeight(number))

    def open_row(self, height: int) -> None:
        """The row in hand becomes so high that an editor over it covers no other row."""
        number = self.currentIndex().row()
        if self._opened is not None and self._opened != number:
            self.close_row()
        self._opened = number
        if self.rowHeight(number) != max(theme.ROW, height):
            self.setRowHeight(number, max(theme.ROW, height))
            self.scrollTo(self.currentIndex())

    def close_row(self) -> None:
        """As high as the others again."""
        if self._opened is not None and self._opened < self._rows.rowCount():
            self.setRowHeight(self._opened, theme.ROW)
        self._opened = None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.current_changed.emit(self._rows.row(current.row()) if current.isValid() else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, box in enumerate(boxes(width)):
            self.setColumnWidth(column, box.width)
        self.room_changed.emit(width)
        if self.currentIndex().isValid() and event.size().height() < event.oldSize().height():
            # The strip below came up: the row in hand stays in sight.
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            # Qt would take the first row in hand without marking it.
            self.setCurrentIndex(self._rows.index(0, 1))
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = (
            event.key(),
            event.modifiers()
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ),
        )
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif plain and key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif plain and key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.above_first.emit()
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._rows.rowCount():
            row = 0 if key == Qt.Key.Key_Home else self._rows.rowCount() - 1
            self.setCurrentIndex(self._rows.index(row, 1))
        elif event.text() and event.text().isprintable():
            # No search by typing: letters belong to the entry row, and here they would move the row in hand.
            event.ignore()
        else:
            super().keyPressEvent(event)
