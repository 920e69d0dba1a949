"""The days of a row: where they are its own, a small form opens below it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal

from models.entities import Window
from ui.controller import Controller
from ui.i18n import t
from ui.tables.grid_data import GridRow
from ui.tables.sheet_view import SheetView
from ui.widgets_sheet.window_editor import WindowEditor


class RowDays(QObject):
    """Opens the form for a row of the grid and stores what it gives."""

    said = Signal(str)
    """A sentence about a row whose days are not its own."""

    def __init__(self, controller: Controller, view: SheetView) -> None:
        super().__init__(view)
        self._controller = controller
        self._view = view
        self.editor = WindowEditor(view)
        self.editor.accepted.connect(self._store)

    def edit(self, number: int) -> None:
        """F4, or a click on the days of that row."""
        rows = self._view.grid_model.grid.rows
        if not 0 <= number < len(rows):
            return
        if not rows[number].own_window:
            self.said.emit(t("Kỳ của dòng này theo kỳ báo cáo của tháng, sửa ở trang Cơ quan."))
            return
        self._open(rows[number], number)

    def _open(self, row: GridRow, number: int) -> None:
        view, data = self._view, self._controller.data()
        self.editor.open_for(row.code, row.label, data.windows.get(row.code), data.month.period)
        below = view.head_height + view.rowViewportPosition(number) + view.base_height
        self.editor.show_at(view.mapToGlobal(QPoint(0, below)))
        self.editor.start.setFocus()
        self.editor.start.selectAll()

    def _store(self, row: str, window: Window) -> None:
        session, period = self._controller.session, self._controller.period
        error = self._controller.attempt(lambda: session.set_row_window(period, row, window))
        if error is None:
            self.editor.close()
            self._view.setFocus()
        else:
            self.editor.refuse(error)
