"""The grid of a sheet as a Qt model: the accepted numbers, and the refused texts that stand over them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.i18n import t
from ui.refused_numbers import Refused
from ui.tables.grid_data import Grid, GridCell, cell_name, state_words

Index = QModelIndex | QPersistentModelIndex

_ALIGN = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class GridModel(QAbstractTableModel):
    """Shows a `Grid`; a new one replaces the old whole, because a month's sheet is small."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid("", "")
        self._refused: dict[str, Refused] = {}

    @property
    def grid(self) -> Grid:
        return self._grid

    @property
    def refused(self) -> Mapping[str, Refused]:
        """By figure code."""
        return self._refused

    def show(self, grid: Grid) -> bool:
        """Replaces what is shown. True when rows or columns changed, so that sizes must be found anew."""
        same = (
            [row.code for row in grid.rows] == [row.code for row in self._grid.rows]
            and grid.columns == self._grid.columns
            and grid.sheet == self._grid.sheet
        )
        if same:
            self._grid = grid
            self._all_changed()
            return False
        self.beginResetModel()
        self._grid = grid
        self.endResetModel()
        return True

    def refuse(self, figure: str, refused: Refused) -> None:
        self._refused[figure] = refused
        self._all_changed()

    def forget(self, figure: str) -> bool:
        """Drops a refused text; the accepted number stands again. False when there was none."""
        dropped = self._refused.pop(figure, None) is not None
        if dropped:
            self._all_changed()
        return dropped

    def set_refused(self, refused: Mapping[str, Refused]) -> None:
        """The refused texts of the month that is now shown."""
        self._refused = dict(refused)
        self._all_changed()

    def cell(self, row: int, column: int) -> GridCell:
        return self._grid.cells[row][column]

    def refused_at(self, row: int, column: int) -> Refused | None:
        figure = self.cell(row, column).figure
        return self._refused.get(figure) if figure else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        refused = self.refused_at(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return refused.text if refused else self.cell(row, column).text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = refused.text if refused else self.cell(row, column).text
            return f"{cell_name(self._grid, row, column)}: {text}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return t("chưa được ghi, có lỗi") if refused else state_words(self.cell(row, column))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if section >= (len(self._grid.columns) if across else len(self._grid.rows)):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._grid.columns[section].label if across else self._grid.rows[section].label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self._grid.columns[section] if across else None
            return f"{column.group} {column.label}".strip() if column else self._grid.rows[section].label
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.cell(index.row(), index.column()).editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _all_changed(self) -> None:
        if self._grid.rows and self._grid.columns:
            last = self.index(len(self._grid.rows) - 1, len(self._grid.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        if self._grid.rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._grid.rows) - 1)
