"""The grid at its least width and at other sizes: nothing clipped, every state in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from ui.pages.sheets import SheetPage
from ui.tables import look

SHEETS = ["van_ban", "nhiem_vu", "kinh_te", "tiep_cong_dan", "cuoc_hop"]


@pytest.mark.parametrize("code", SHEETS)
def test_no_number_and_no_head_is_cut_at_716(sheet: Callable[[str], SheetPage], code: str) -> None:
    view = sheet(code).view
    grid = view.grid_model.grid
    numbers, heads = QFontMetrics(look.font(14)), QFontMetrics(look.font(11, 600))
    assert view.horizontalScrollBar().maximum() == 0
    for number, column in enumerate(grid.columns):
        width = view.columnWidth(number)
        assert all(numbers.horizontalAdvance(row[number].text) + 14 <= width for row in grid.cells)
        if column.group:
            assert heads.horizontalAdvance(column.label) + 10 <= width


@pytest.mark.parametrize("code", SHEETS)
def test_every_cell_says_its_state(sheet: Callable[[str], SheetPage], code: str) -> None:
    model = sheet(code).view.grid_model
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
            assert "›" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_low_window_has_the_strip_and_opens_the_note(tasks: SheetPage) -> None:
    tasks.set_low(True)
    assert tasks.inspector.height() == 68
    assert not tasks.legend.isVisible()
    tasks.inspector.open_note()
    assert tasks.inspector.height() == 208
    tasks.inspector.note.leave.emit()
    assert tasks.inspector.height() == 68


def test_all_columns_can_be_shown(tasks: SheetPage) -> None:
    few = tasks.view.grid_model.columnCount()
    tasks.view.set_show_all(True)
    assert tasks.view.grid_model.columnCount() > few
    assert tasks.view.dropped_columns() == 0
