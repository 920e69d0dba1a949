"""The grid as a thing to look at and move in: heads, widths, rows, the cell in hand, the reason row."""

from __future__ import annotations

from itertools import accumulate

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from ui.tables import look
from ui.tables.cell_delegate import CellDelegate
from ui.tables.grid_data import Grid, GridCell
from ui.tables.grid_model import GridModel
from ui.tables.headers import ColumnHeads, RowLabels, paint_head
from ui.tables.metrics import HEAD, LEFT, REASON
from ui.tables.moves import Move, moved
from ui.tables.reason_bar import ReasonBar
from ui.tables.widths import Widths, find_widths, head_height, row_height


class GridFrame(QTableView):
    """Shows a `Grid`; nothing can be typed. `SheetView` adds the field in the cell."""

    cell_changed = Signal()
    """Another cell is in hand, or the same one has another content."""
    columns_changed = Signal()
    """Other columns fit than before."""
    window_wanted = Signal(int)
    """The days of that row were clicked or asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet_grid")
        self._whole = Grid("", "")
        self._low = False
        self._show_all = False
        self._pinned = ""
        self.head_height = HEAD
        self.grid_model = GridModel(self)
        self.setModel(self.grid_model)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._heads = ColumnHeads(self)
        self._labels = RowLabels(self)
        self.setHorizontalHeader(self._heads)
        self.setVerticalHeader(self._labels)
        self._corner = _Corner(self)
        self.reason = ReasonBar(self)
        self._reason_row = -1
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._labels.row_clicked.connect(self._take_row)
        self._labels.window_clicked.connect(self.window_wanted)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._place_children)
        self.horizontalScrollBar().valueChanged.connect(self._place_children)

    # ------------------------------------------------------------ showing

    def show_grid(self, grid: Grid) -> None:
        """Shows the month's sheet; the cell in hand and the text being typed stay."""
        self._whole = grid
        self.refit()
        self.cell_changed.emit()

    def refit(self) -> None:
        """Finds which columns fit, how wide they stand, how high the rows are."""
        here = self.current_codes()
        keep = frozenset({self._pinned} if self._pinned else ())
        widths = find_widths(self._whole, self._room(), self._show_all, keep, self.grid_model.refused)
        grid = self._whole.without(widths.dropped)
        base = row_height(grid, widths.label, self._low)
        self.head_height = head_height(grid, widths.columns)
        before = self.dropped_columns()
        rebuilt = self.grid_model.show(grid)
        self._delegate.base = base
        self._heads.show_grid(grid, self.head_height)
        self._labels.show_grid(grid, base)
        self._corner.show_label(grid.row_head)
        self._apply(widths, base)
        if rebuilt and grid.rows and grid.columns:
            self._before_rebuild()
            self.take_codes(*here) if here else self.take(*self._first_cell())
        self._place_children()
        if self.dropped_columns() != before:
            self.columns_changed.emit()

    @property
    def bar_room(self) -> int:
        """What is kept free at the right for the scroll bar, so that no column moves when it comes."""
        return self.verticalScrollBar().sizeHint().width()

    def _room(self) -> int:
        return self.width() - self.bar_room

    def _apply(self, widths: Widths, base: int) -> None:
        self._labels.setFixedWidth(widths.label)
        for number, width in enumerate(widths.columns):
            self.setColumnWidth(number, width)
        for row in range(self.grid_model.rowCount()):
            self.setRowHeight(row, base + (REASON if row == self._reason_row else 0))

    def set_low(self, low: bool) -> None:
        self._low = low
        self.refit()

    def set_show_all(self, show_all: bool) -> None:
        """Whether columns that do not fit stay and scroll."""
        self._show_all = show_all
        self.refit()

    def open_reason(self, row: int, words: str, repair: str, keys: str) -> None:
        """Opens the reason below a row; row -1 closes it."""
        opened = row >= 0 and row != self._reason_row
        self._reason_row = row
        if row >= 0:
            self.reason.say(words, repair, keys)
        for number in range(self.grid_model.rowCount()):
            self.setRowHeight(number, self._delegate.base + (REASON if number == row else 0))
        if opened and row == self.currentIndex().row():
            self.scrollTo(self.currentIndex())
        self._place_children()

    def height_within(self, most: int) -> int:
        """How high the grid stands where there is room for `most`: as many whole rows as fit; all the room
        while a reason is open, which takes a part of a row's."""
        bar = self.horizontalScrollBar()
        besides = self.head_height + (bar.height() if bar.maximum() > 0 else 0)
        room = max(0, most - besides)
        heights = [self.rowHeight(row) for row in range(self.grid_model.rowCount())]
        if self._reason_row >= 0:
            return besides + min(room, sum(heights))
        whole = [total for total in accumulate(heights) if total <= room]
        return besides + max(whole, default=room)

    @property
    def base_height(self) -> int:
        """A row's height without a reason below it."""
        return self._delegate.base

    def dropped_columns(self) -> int:
        """How many columns left because the window is narrow."""
        return len(self._whole.columns) - len(self.grid_model.grid.columns)

    # ------------------------------------------------------------ the cell in hand

    def cell_in_hand(self) -> GridCell | None:
        index = self.currentIndex()
        return self.grid_model.cell(index.row(), index.column()) if index.isValid() else None

    def current_codes(self) -> tuple[str, str] | None:
        index = self.currentIndex()
        grid = self.grid_model.grid
        if not index.isValid():
            return None
        return grid.rows[index.row()].code, grid.columns[index.column()].code

    def take_codes(self, row: str, column: str) -> None:
        grid = self.grid_model.grid
        rows = [r.code for r in grid.rows]
        columns = [c.code for c in grid.columns]
        if row in rows:
            self.take(rows.index(row), columns.index(column) if column in columns else 0)
        else:
            self.take(*self._first_cell())

    def take_figure(self, code: str) -> bool:
        """Takes the cell of a figure in hand, bringing back its column where it was left out."""
        found = self._whole.find(code)
        if found is None:
            return False
        row, column = self._whole.rows[found[0]].code, self._whole.columns[found[1]].code
        if column not in {c.code for c in self.grid_model.grid.columns}:
            self._pinned = column
            self.refit()
        self.take_codes(row, column)
        self.setFocus()
        return True

    def take(self, row: int, column: int) -> None:
        index = self.grid_model.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def take_first(self) -> None:
        """Where entry begins: the first blank while the month needs some, else the first cell to type in."""
        if self.grid_model.rowCount() and self.grid_model.columnCount():
            self.take(*self._first_cell())

    def go(self, move: Move) -> bool:
        """Moves the cell in hand; False when there is nowhere to go."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        there = moved(self.grid_model.grid, index.row(), index.column(), move)
        if there == (index.row(), index.column()):
            return False
        self.take(*there)
        return True

    def selected_cells(self) -> list[list[GridCell]]:
        """The selected block, by rows."""
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows = sorted({index.row() for index in indexes if index.isValid()})
        columns = sorted({index.column() for index in indexes if index.isValid()})
        return [[self.grid_model.cell(r, c) for c in columns] for r in rows]

    def _first_cell(self) -> tuple[int, int]:
        grid = self.grid_model.grid
        stops = [(r, c) for r in range(len(grid.rows)) for c in range(len(grid.columns))]
        cells = [(at, grid.cells[at[0]][at[1]]) for at in stops]
        blank = [(at, cell.wanted) for at, cell in cells if cell.state == "blank"]
        if any(wanted for _, wanted in blank):
            return blank[0][0]
        typed = (at for at, cell in cells if cell.editable)
        return next(typed, (0, 0))

    def _take_row(self, row: int) -> None:
        self.take(row, max(0, self.currentIndex().column()))
        self.setFocus()

    def _current_changed(self, current: QModelIndex) -> None:
        self._labels.set_current(current.row())
        self.viewport().update()
        self.cell_changed.emit()

    def _selection_changed(self) -> None:
        self._delegate.many = len(self.selectionModel().selectedIndexes()) > 1
        self.viewport().update()

    def _before_rebuild(self) -> None:
        """Rows or columns are about to change under the cell in hand."""

    # ------------------------------------------------------------ events

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.refit()
        self.scrollTo(self.currentIndex())

    def focusInEvent(self, e: QFocusEvent) -> None:
        super().focusInEvent(e)
        self._delegate.focused = True
        self.viewport().update()

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self._delegate.focused = False
        self.viewport().update()

    def _place_children(self) -> None:
        """Reason and corner follow the cells they belong to."""
        self._corner.setGeometry(0, 0, self._labels.width(), self.head_height)
        row = self._reason_row
        if row < 0 or row >= self.grid_model.rowCount():
            self.reason.hide()
            return
        top = self.viewport().y() + self.rowViewportPosition(row) + self._delegate.base
        width = min(self._room(), self._labels.width() + self.horizontalHeader().length())
        self.reason.setGeometry(0, top, width, REASON)
        self.reason.setVisible(self.head_height <= top <= self.height() - 8)


class _Corner(QWidget):
    """The head of the label column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = ""

    def show_label(self, label: str) -> None:
        self._label = label
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.ink("window"))
        painter.setFont(look.font(11, 600))
        painter.setPen(look.ink("text2"))
        paint_head(painter, self.rect().adjusted(LEFT, 0, -LEFT, 0), self._label, right=False)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.ink("line"))
        painter.end()
